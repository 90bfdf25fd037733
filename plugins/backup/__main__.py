"""`python -m plugins.backup …`: copies of the portal, and the way back, in Vietnamese."""

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from plugins import cli
from plugins.backup import create, settings
from plugins.backup import restore as restoring
from plugins.backup.purge import forget
from plugins.backup.settings import BackupSettings, Vault
from plugins.core import make_variables
from plugins.core.mistakes import Mistake, MistakesFound
from plugins.publish.settings import Portal
from plugins.publish.steps import Steps

TAKEN = {"backup": ("TO", "KEY"), "restore": ("FROM", "AT", "KEY", "FORCE")}
WHENCE = "Khôi phục từ đâu? Ví dụ: make restore FROM=/var/backups/tram-tin"


def main(arguments: Sequence[str] | None = None) -> int:
    """0: done; 1: not done, or not whole, and why; 2: a fault of the software."""
    options = parser().parse_args(arguments)
    return cli.run(lambda: _do(options))


def _do(options: argparse.Namespace) -> int:
    make_variables.check(options.command, TAKEN.get(options.command, ()))
    portal, chosen = settings.read(options.settings)
    try:
        vault = settings.vault(portal, chosen, options.place, options.key)
    except ValueError as error:
        raise MistakesFound(Mistake("", f"Nơi sao lưu “{options.place or chosen.to}” {error}")) from None
    logged = portal.folder / "publish.log" if options.command != "list" else None
    steps = Steps(logged, zone=portal.zone)
    return cli.run(lambda: _work(portal, chosen, vault, options, steps), log=steps.log, root=portal.root)


def _work(
    portal: Portal, chosen: BackupSettings, vault: Vault, options: argparse.Namespace, steps: Steps
) -> int:
    now = datetime.now(portal.zone)
    if options.command == "backup":
        steps.log("== backup")
        return create.back_up(portal, chosen, vault, now, steps)
    if options.command == "restore" and not options.place:
        raise MistakesFound(Mistake("", WHENCE))
    borg = create.borg_of(portal, vault)
    if options.command == "restore":
        restoring.restore(portal, borg, restoring.Request(options.at, options.force), now, steps)
    elif options.command == "forget":
        steps.tell(f"Đã bỏ khỏi {forget(borg, options.paths)} bản sao ở {vault.name}.")
    else:
        steps.tell("\n".join(borg.archives()) or "Chưa có bản sao nào.")
    return cli.DONE


def parser() -> cli.Parser:
    whole = cli.Parser(prog="python -m plugins.backup", description="Sao lưu cổng, và dựng lại từ bản sao.")
    whole.add_argument("--settings", default="publishconf.py", type=Path, help="tệp thiết lập")
    commands = whole.commands()
    asked = os.environ  # as Make hands its variables over

    def add(name: str, words: str) -> cli.Parser:
        return commands.add_parser(name, help=words, description=words)

    backup = add("backup", "sao lưu rồi soát bản sao")
    backup.add_argument("--to", dest="place", default=asked.get("TO", ""), help="nơi nhận bản sao")
    restore = add("restore", "dựng lại cổng từ bản sao")
    restore.add_argument("--at", default=asked.get("AT", ""), help="bản nào; không ghi là bản mới nhất")
    restore.add_argument(
        "--force", action="store_true", default=bool(asked.get("FORCE")), help="thay những gì đang có"
    )
    listed = add("list", "kể các bản sao đang có")
    for command in (restore, listed):
        command.add_argument("--from", dest="place", default=asked.get("FROM", ""), help="nơi giữ bản sao")
    forgetting = add("forget", "bỏ các tệp này khỏi mọi bản sao")
    forgetting.add_argument("--from", dest="place", default="", help="nơi giữ bản sao")
    forgetting.add_argument("paths", nargs="+", metavar="tệp", help="đường dẫn tính từ thư mục của cổng")
    for command in (backup, restore, listed, forgetting):
        command.add_argument("--key", default=asked.get("KEY", ""), help="tệp khóa, thay cho BACKUP['key']")
    return whole


if __name__ == "__main__":
    sys.exit(main())
