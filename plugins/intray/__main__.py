"""`python -m plugins.intray watch`: takes what is dropped into the shared folder, until it is stopped."""

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from plugins import cli
from plugins.core import schema, settings_file, typed
from plugins.core.clock import zone_of
from plugins.core.lock import locked
from plugins.core.mistakes import Mistake, MistakesFound
from plugins.intray import reply
from plugins.intray.drops import APPROVED, REPLY, Drop, Stamp, drops
from plugins.intray.ledger import FOLDER, Ledger
from plugins.intray.reply import Reply
from plugins.intray.taking import Tray, take
from plugins.portal.settings import Settings

DEFAULT = "khay"  # under the project's folder
EVERY = 2.0  # seconds between two looks: what is the same in both is whole
OPEN = "Word đang mở tệp này. Hãy lưu rồi đóng lại, máy sẽ nhận."
TWICE = "Trong khay có {} tệp cùng tên “{}”: tệp máy nhận sau thay cho tệp trước. Hãy đổi tên nếu là hai bài."
AWAY = "Không đọc được khay {} ({}). Máy thử lại."


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
    typed.check("intray", {"TRAY", "PREVIEW", "ARGS"})
    root = Path(os.path.realpath(options.settings)).parent
    settings = settings_file.values(options.settings)
    sections = schema.checked(Settings, settings.get("PORTAL"), "PORTAL").sections
    folder = Path(options.tray).expanduser() if options.tray else root / DEFAULT
    if options.tray and not folder.is_dir():
        raise MistakesFound(Mistake(str(folder), "Không có thư mục này. Hãy xem lại TRAY."))
    (folder / APPROVED).mkdir(parents=True, exist_ok=True)
    (root / FOLDER).mkdir(parents=True, exist_ok=True)
    with locked(root / FOLDER / ".lock", 0, print):
        look = Look(Tray(root, sections, options.preview), folder, Ledger(root))
        print(f"Đang nhận bài ở {folder}", flush=True)
        while look.again(datetime.now(zone_of(settings)).replace(tzinfo=None)) or not options.once:
            time.sleep(EVERY)
    return cli.DONE


class Look:
    """Looks into the folder again and again; what was the same twice is taken, each state of it once."""

    def __init__(self, tray: Tray, folder: Path, ledger: Ledger):
        self._tray, self._folder, self._ledger = tray, folder, ledger
        self._seen: dict[Path, Stamp] = {}
        self._done: dict[Path, Stamp] = {}
        self._away = False

    def again(self, now: datetime) -> bool:
        """One look; whether something is not whole yet. now: by the portal's clock"""
        try:
            found = drops(self._folder)
            self._forget(found)
            names = Counter(drop.key for drop in found)
            left = [not self._looked(drop, names[drop.key], now) for drop in found]
        except OSError as error:  # a share that went away comes back
            if not self._away:
                print(AWAY.format(self._folder, error.strerror), file=sys.stderr, flush=True)
            self._away = True
            return True
        self._away = False
        return any(left)

    def _looked(self, drop: Drop, alike: int, now: datetime) -> bool:
        """Whether nothing is left to do for it."""
        if self._done.get(drop.path) == drop.stamp:
            return True
        before, self._seen[drop.path] = self._seen.get(drop.path), drop.stamp
        if drop.open:
            if before != drop.stamp:
                self._tell(drop, [Reply(drop.path.name, OPEN)], now)
            return False
        if before != drop.stamp:
            return False
        replies = take(self._tray, self._ledger, drop, now)
        if alike > 1:
            replies[0].mend.append(TWICE.format(alike, drop.key))
        self._tell(drop, replies, now)
        self._done[drop.path] = drop.stamp
        for each in replies:
            print(f"{drop.path.name}: {each.state}", flush=True)
        return True

    def _tell(self, drop: Drop, replies: list[Reply], now: datetime) -> None:
        reply.write(drop.reply, drop.path.name, replies, f"{now:%H:%M %d/%m/%Y}")

    def _forget(self, found: list[Drop]) -> None:
        """What was moved or taken away is new when it comes again; its reply goes."""
        there = {drop.path for drop in found}
        for known in (self._seen, self._done):
            for path in known.keys() - there:
                del known[path]
        for folder in (self._folder, self._folder / APPROVED):
            for file in folder.glob(f"*{REPLY}"):
                if not file.with_name(file.name.removesuffix(REPLY)).exists():
                    file.unlink(missing_ok=True)


if __name__ == "__main__":
    sys.exit(main())
