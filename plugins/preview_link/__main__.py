"""`python -m plugins.preview_link link`: a story for whoever is sent its address, in Vietnamese."""

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from pathlib import Path

from plugins import cli
from plugins.core import make_variables
from plugins.core.causes import cause_of
from plugins.core.mistakes import Mistake, MistakesFound
from plugins.due.timer import note
from plugins.preview_link import record
from plugins.preview_link.link import address, clear, said, show, take_away
from plugins.preview_link.record import Link
from plugins.publish import settings
from plugins.publish.settings import Portal
from plugins.publish.steps import Steps
from plugins.publish.target import Bucket, Server, parse_all
from plugins.publish.targets import http_check
from plugins.story.find_story import named
from plugins.vietnamese.moment import moment_of
from plugins.vietnamese.text import slug

DAYS, LONGEST = 3, 30  # how long a story is shown: where nothing is typed, and at most
EXAMPLE = "make preview-link STORY=ra-quan-don-ve-sinh"
NONE = "Không có bản nháp nào đang cho xem riêng."
BAD_UNTIL = "phải là ngày, hay ngày và giờ, ví dụ UNTIL='30/11/2026 18:00'."
LEFT = "Còn bản nháp chưa gỡ được, xem ở trên. Hãy gõ lại khi nối được máy chủ."
PAST = "UNTIL là {}: lúc ấy đã qua. Hãy xem lại."
TOO_LONG = f"Bản nháp chỉ được cho xem nhiều nhất {LONGEST} ngày. Hãy ghi UNTIL sớm hơn."
UNSEEN = (
    "Máy chủ web chưa cho xem địa chỉ ấy ({}). Hãy gõ make server-config, chép lại cấu hình máy chủ web rồi "
    "nạp lại (docs/quan-tri.md); tên miền chưa trỏ về máy ấy thì thêm CHECK=0."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """0: done; 1: the story has a mistake, or what was typed is wrong; 2: a fault."""
    options = parser().parse_args(arguments)
    return cli.run(lambda: _do(options))


def parser() -> cli.Parser:
    asked, words = os.environ, "cho xem riêng một bài chưa đăng"
    whole = cli.Parser(prog="python -m plugins.preview_link", description="Cho xem riêng một bài chưa đăng.")
    whole.add_argument("--settings", default="publishconf.py", type=Path, help="tệp thiết lập")
    command = whole.commands().add_parser("link", help=words, description=words)
    command.add_argument("--story", default=asked.get("STORY", ""), help="thư mục hay địa chỉ của bài")
    command.add_argument("--until", default=asked.get("UNTIL", ""), help="xem được tới lúc nào")
    command.add_argument("--deploy", default=asked.get("DEPLOY", ""), help="các máy chủ; 0 là riêng máy này")
    command.add_argument("--check", default=asked.get("CHECK", ""), help="0 là không hỏi thử địa chỉ")
    command.add_argument("--off", action="store_true", default=bool(asked.get("OFF")), help="gỡ ngay")
    return whole


def _do(options: argparse.Namespace) -> int:
    make_variables.check("preview-link", {"STORY", "UNTIL", "DEPLOY", "CHECK", "OFF"})
    portal = settings.read(options.settings)
    steps = Steps(zone=portal.zone)
    clear(portal, steps)
    try:
        (_off if options.off else _on)(portal, options, steps)
    finally:
        note(portal)
    return cli.DONE


def _on(portal: Portal, options: argparse.Namespace, steps: Steps) -> None:
    name = named(portal.root, options.story, EXAMPLE)
    until, targets = _until(portal, options.until), _targets(portal, options.deploy)
    made = show(portal, name, until, targets, steps)
    at = address(portal, made.token)
    steps.tell(f"“{made.title}” xem được tới {said(made.until)}, chỉ ai có địa chỉ này:\n  {at}")
    steps.tell(f"Gỡ ngay: make preview-link STORY={Path(name).parent.name} OFF=1")
    if targets and options.check not in ("0", "no"):
        try:
            status = http_check.ask(at, body=False)[0]
            why = "" if status == 200 else f"mã {status}"
        except http_check.FAULTS as error:
            why = cause_of(error)
        if why:
            steps.warn(UNSEEN.format(why))


def _off(portal: Portal, options: argparse.Namespace, steps: Steps) -> None:
    links = record.read(portal.folder)
    if options.story.strip():
        links = _of_story(portal, options.story, links)
    if not links:
        steps.tell(NONE)
    gone = take_away(portal, links, steps)
    for each in gone:
        steps.tell(f"Đã gỡ bản nháp của “{each.title}”: địa chỉ ấy không mở được nữa.")
    if len(gone) < len(links):
        raise MistakesFound(Mistake("", LEFT))


def _of_story(portal: Portal, text: str, links: tuple[Link, ...]) -> tuple[Link, ...]:
    """Those of `links` that show the story; its folder may be gone."""
    try:
        name = named(portal.root, text, EXAMPLE)
    except MistakesFound:
        asked = slug(text.strip().rstrip("/").rpartition("/")[2])
        gone = tuple(each for each in links if slug(Path(each.name).parent.name) == asked)
        if not gone:
            raise
        return gone
    return tuple(each for each in links if each.name == name)


def _until(portal: Portal, text: str) -> datetime:
    now = datetime.now(portal.zone)
    if not text.strip():
        return now.replace(second=0, microsecond=0) + timedelta(days=DAYS)
    try:
        moment = moment_of(text, portal.zone)
    except ValueError as wrong:
        raise MistakesFound(Mistake("", f"UNTIL {str(wrong) or BAD_UNTIL}")) from None
    if not isinstance(moment, datetime):  # the day is over when the next begins
        moment = datetime.combine(moment + timedelta(days=1), time())
    moment = moment.replace(tzinfo=portal.zone)
    if moment <= now:
        raise MistakesFound(Mistake("", PAST.format(text.strip())))
    if moment > now + timedelta(days=LONGEST):
        raise MistakesFound(Mistake("", TOO_LONG))
    return moment


def _targets(portal: Portal, text: str) -> tuple[Server | Bucket, ...]:
    if text in ("0", "no"):
        return ()
    try:
        return parse_all(text or " ".join(portal.publish.deploy))
    except ValueError as error:
        raise MistakesFound(Mistake("DEPLOY", str(error))) from None


if __name__ == "__main__":
    sys.exit(main())
