"""`python -m plugins.backup …`: copies of the portal, and the way back, in Vietnamese."""

import argparse
import os
import sys
from datetime import datetime
from pathlib import Path

from plugins.backup import making, restoring, settings
from plugins.backup.forgetting import forget
from plugins.core.mistakes import Mistake, MistakesFound
from plugins.publish.steps import Steps

WHENCE = "Khôi phục từ đâu? Ví dụ: make restore FROM=/var/backups/tram-tin"


def main(arguments: list[str] | None = None) -> int:
    """0: done; 1: not done, or not whole, and why."""
    options = _parser().parse_args(arguments)
    steps = None
    try:
        portal, chosen = settings.read(options.settings)
        try:
            vault = settings.vault(portal, chosen, options.place, options.key)
        except ValueError as error:
            raise MistakesFound(Mistake("", f"Nơi sao lưu “{options.place or chosen.to}” {error}")) from None
        logged = portal.folder / "publish.log" if options.command != "list" else None
        steps, now = Steps(logged, zone=portal.zone), datetime.now(portal.zone)
        if options.command == "backup":
            steps.log("== backup")
            return making.back_up(portal, chosen, vault, now, steps)
        if options.command == "restore" and not options.place:
            raise MistakesFound(
                Mistake("", "Khôi phục từ đâu? Ví dụ: make restore FROM=/var/backups/tram-tin")
            )
        borg = making.borg_of(portal, vault)
        if options.command == "restore":
            restoring.restore(portal, borg, restoring.Request(options.at, options.force), now, steps)
        elif options.command == "forget":
            steps.tell(f"Đã bỏ khỏi {forget(borg, options.paths)} bản sao ở {vault.name}.")
        else:
            steps.tell("\n".join(borg.archives()) or "Chưa có bản sao nào.")
    except MistakesFound as found:
        for mistake in found.mistakes:
            print(f"Lỗi · {mistake}", file=sys.stderr)
            if steps:
                steps.log(f"Lỗi · {mistake}")
        return 1
    except OSError as error:
        print(f"Lỗi · {error.filename or ''}: Máy báo lỗi: {error.strerror or error}.", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m plugins.backup", description=__doc__)
    parser.add_argument("--settings", default="publishconf.py", type=Path)
    commands = parser.add_subparsers(dest="command", required=True)
    asked = os.environ  # as Make hands its variables over
    backup = commands.add_parser("backup", help="copy the portal, check the copy")
    backup.add_argument("--to", dest="place", default=asked.get("TO", ""))
    restore = commands.add_parser("restore", help="put the portal of a copy here")
    restore.add_argument("--from", dest="place", default=asked.get("FROM", ""))
    restore.add_argument("--at", default=asked.get("AT", ""), help="which copy; the newest")
    restore.add_argument("--force", action="store_true", default=bool(asked.get("FORCE")))
    listed = commands.add_parser("list", help="the copies there are")
    listed.add_argument("--from", dest="place", default=asked.get("FROM", ""))
    forgetting = commands.add_parser("forget", help="take files out of every copy")
    forgetting.add_argument("--from", dest="place", default="")
    forgetting.add_argument("paths", nargs="+", help="relative to the project")
    for command in (backup, restore, listed, forgetting):
        command.add_argument("--key", default=asked.get("KEY", ""), help="instead of BACKUP['key']")
    return parser


if __name__ == "__main__":
    sys.exit(main())
