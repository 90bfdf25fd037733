"""`python -m plugins.intray watch`: takes what is dropped into the shared folder, until it is stopped."""

import argparse
import os
import sys
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from plugins import cli
from plugins.core import make_variables, schema, settings_file
from plugins.core.clock import zone_of
from plugins.core.lock import locked
from plugins.core.mistakes import Mistake, MistakesFound
from plugins.desk.own_names import own_names
from plugins.intray.drops import make_approved
from plugins.intray.handle_drop import Tray
from plugins.intray.ledger import FOLDER, Ledger
from plugins.intray.watch import Look
from plugins.portal.settings import PortalSettings

DEFAULT = "khay"  # under the project's folder
EVERY = 2.0  # seconds between two looks: what is the same in both is whole


def main(arguments: Sequence[str] | None = None) -> int:
    """0: stopped; 1: the folder is not there; 2: a fault; 130: Ctrl-C."""
    options = parser().parse_args(arguments)
    return cli.run(lambda: _watch(options))


def parser() -> cli.Parser:
    whole = cli.Parser(prog="python -m plugins.intray", description="Nhận bài từ khay dùng chung.")
    whole.add_argument("--settings", default="pelicanconf.py", type=Path, help="tệp thiết lập")
    words = "nhận những gì thả vào khay"
    command = whole.commands().add_parser("watch", help=words, description=words)
    command.add_argument("--tray", default=os.environ.get("TRAY", ""), help="thư mục dùng chung")
    command.add_argument("--preview", default=os.environ.get("PREVIEW", ""), help="địa chỉ bản xem thử")
    command.add_argument("--once", action="store_true", help="nhận những gì đang có rồi thôi")
    return whole


def _watch(options: argparse.Namespace) -> int:
    make_variables.check("intray", {"TRAY", "PREVIEW", "ARGS"})
    root = Path(os.path.realpath(options.settings)).parent
    settings = settings_file.values(options.settings)
    portal = schema.checked(PortalSettings, settings.get("PORTAL"), "PORTAL")
    folder = Path(options.tray).expanduser() if options.tray else root / DEFAULT
    if options.tray and not folder.is_dir():
        raise MistakesFound(Mistake(str(folder), "Không có thư mục này. Hãy xem lại TRAY."))
    make_approved(folder)
    (root / FOLDER).mkdir(parents=True, exist_ok=True)
    with locked(root / FOLDER / ".lock", 0, print):
        look = Look(
            Tray(root, portal.sections, options.preview, own_names(root, settings, portal)),
            folder,
            Ledger(root),
        )
        print(f"Đang nhận bài ở {folder}", flush=True)
        while look.again(datetime.now(zone_of(settings)).replace(tzinfo=None)) or not options.once:
            time.sleep(EVERY)
    return cli.DONE


if __name__ == "__main__":
    sys.exit(main())
