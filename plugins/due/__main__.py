"""`python -m plugins.due coming`: what appears or ends next; it speaks with people, in Vietnamese."""

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from plugins import cli
from plugins.core import make_variables
from plugins.due.coming import Coming
from plugins.due.timer import for_timer
from plugins.publish import settings
from plugins.publish.targets import hold
from plugins.publish.targets.local import Local

SHOWN = 10
NOTHING = "Không có gì hẹn trước."
UNAPPROVED = "Chưa ai đăng lần nào từ khi hẹn, nên tới giờ bộ hẹn giờ chưa biết. Hãy gõ make publish một lần:"


def main(arguments: Sequence[str] | None = None) -> int:
    """0: told; 1: settings or notices are wrong; 2: wrong usage, or a fault."""
    options = parser().parse_args(arguments)
    return cli.run(lambda: _tell(options))


def parser() -> cli.Parser:
    whole = cli.Parser(prog="python -m plugins.due", description="Những gì sắp hiện, sắp hết hạn.")
    whole.add_argument("--settings", default="publishconf.py", type=Path, help="tệp thiết lập")
    words = "kể những gì sắp hiện, sắp hết hạn"
    command = whole.commands().add_parser("coming", help=words, description=words)
    command.add_argument("--json", action="store_true", help="kể dạng JSON, cho chương trình khác")
    return whole


def _tell(options: argparse.Namespace) -> int:
    make_variables.check("due", {"ARGS"})
    portal = settings.read(options.settings)
    found, now = for_timer(portal), datetime.now(portal.zone)
    if options.json:
        print(_as_json(found))
        return cli.DONE
    print("\n".join(_lines(found, now)))
    if held := hold.told([Local(portal.folder)]):
        print("\n".join((*held, hold.LASTS)))
    return cli.DONE


def _lines(found: Coming, now: datetime) -> list[str]:
    lines = [f"Gần nhất: còn {_left(found.due[0].at - now)}."] if found.due else [NOTHING]
    lines += [f"  {each}" for each in found.due[:SHOWN]]
    lines += [f"  và {len(found.due) - SHOWN} việc khác"] if len(found.due) > SHOWN else []
    if found.unapproved:
        lines += [UNAPPROVED, *(f"  {each}" for each in found.unapproved[:SHOWN])]
        more = len(found.unapproved) - SHOWN
        lines += [f"  và {more} việc khác"] if more > 0 else []
    return lines


def _left(left: timedelta) -> str:
    """ "2 ngày 3 giờ", "5 phút"."""
    minutes = max(1, -(-int(left.total_seconds()) // 60))
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    parts = [(days, "ngày"), (hours, "giờ"), (minutes, "phút")]
    return " ".join([f"{count} {word}" for count, word in parts if count][:2])


def _as_json(found: Coming) -> str:
    value = {
        "next": found.due[0].at.isoformat() if found.due else None,
        "due": [each.as_dict() for each in found.due],
        "unapproved": [each.as_dict() for each in found.unapproved],
    }
    return json.dumps(value, ensure_ascii=False, indent=2)


if __name__ == "__main__":
    sys.exit(main())
