"""`python -m plugins.status …`: how the portal stands, and telling of failures, in Vietnamese."""

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from plugins import cli
from plugins.core.files import read_plain
from plugins.core.lock import locked
from plugins.core.secrets import without_secrets
from plugins.publish.settings import Portal
from plugins.status import notify, outcome, service, settings
from plugins.status.settings import StatusSettings

LONGEST = 300  # characters of a reason
WAIT = 600  # seconds for another who tells: each receiver may take one minute


def main(arguments: Sequence[str] | None = None) -> int:
    """0: all is well, or was told; 1: something is not, or nobody could be told; 2: a fault."""
    options = parser().parse_args(arguments)
    return cli.run(lambda: _do(options))


def parser() -> cli.Parser:
    whole = cli.Parser(prog="python -m plugins.status", description="Cổng đang ra sao; báo khi có việc hỏng.")
    whole.add_argument("--settings", default="publishconf.py", type=Path, help="tệp thiết lập")
    commands = whole.commands()
    commands.add_parser("show", help="mười dòng về cổng", description="Mười dòng về cổng.")
    words = "một việc của systemd vừa xong; báo nếu nó hỏng"
    ended = commands.add_parser("ended", help=words, description=words)
    ended.add_argument("unit", metavar="việc", help="tên việc, như systemd gọi")
    ended.add_argument(
        "--result", default=os.environ.get("MONITOR_SERVICE_RESULT", ""), help="kết quả, như systemd nói"
    )
    words = "gửi một tin thử cho những ai được báo"
    commands.add_parser("try", help=words, description=words)
    return whole


def _do(options: argparse.Namespace) -> int:
    portal, chosen = settings.read(options.settings)
    now = datetime.now(portal.zone)
    if options.command == "show":
        return _show(portal, chosen, now)
    if options.command == "try":
        line = f"{_name(portal)}: đây là tin thử. Khi có việc hỏng, bạn sẽ được báo ở đây."
        return int(len(_send(portal, chosen.tell, line)) < len(chosen.tell)) if chosen.tell else _nobody()
    return _ended(portal, chosen, options.unit, options.result == "success", now)


def _show(portal: Portal, chosen: StatusSettings, now: datetime) -> int:
    from plugins.status.overview import overview

    lines = overview(portal, chosen, now)
    print(f"{portal.siteurl}, {now.strftime('%H:%M %d/%m/%Y')}")
    print("\n".join(map(str, lines)))
    return 0 if all(line.good for line in lines) else 1


def _ended(portal: Portal, chosen: StatusSettings, unit: str, good: bool, now: datetime) -> int:
    """Keeps what became of the unit, and looks at the service of the views, which nobody's timer starts."""
    ended = {outcome.word_of(unit): good}
    if (found := service.health(portal.root, portal.file)) is not None:
        ended["views"] = found
    all_heard = True
    with locked(portal.root / "data/status.lock", WAIT, lambda _: None, "lần báo tin"):
        outcomes = outcome.read(portal.root)
        for word, well in ended.items():
            new = outcome.after(outcomes.get(word, outcome.Outcome()), well, now)
            # Kept before anybody is told: a command may hang until systemd ends all this.
            outcome.write(portal.root, outcomes | {word: new})
            if wait_for := outcome.unheard(new, word, chosen.tell):
                heard = _send(portal, wait_for, _line(portal, unit, word, new, now))
                all_heard &= len(heard) == len(wait_for)
                new = outcome.heard(new, heard, chosen.tell)
            else:
                new = outcome.heard(new, (), chosen.tell)
            outcomes[word] = new
        outcome.write(portal.root, outcomes)
    return int(not all_heard)


def _line(portal: Portal, unit: str, word: str, new: outcome.Outcome, now: datetime) -> str:
    work, at = outcome.WORK.get(word, unit), now.strftime("%H:%M %d/%m/%Y")
    if not new.failures:
        since = datetime.fromisoformat(new.since).strftime("%H:%M %d/%m/%Y")
        return f"{_name(portal)}: {work} đã chạy tốt trở lại lúc {at} (hỏng từ {since})."
    log = unit if word == outcome.word_of(unit) else f"{portal.publish.name}-{word}"
    return f"{_name(portal)}: {work} không xong lúc {at}. {_reason(portal, word)}Xem: journalctl -u {log}"


def _reason(portal: Portal, word: str) -> str:
    """The first mistake of the last run that the log knows of."""
    try:
        lines = read_plain(portal.folder / "publish.log").decode("utf-8", "replace").splitlines()[-400:]
    except OSError:
        return ""
    starts = [at for at, line in enumerate(lines) if " == " in line]
    if not starts or not lines[starts[-1]].endswith(f"== {word}"):
        return ""
    found = [line.partition("Lỗi · ")[2] for line in lines[starts[-1] :] if "Lỗi · " in line]
    return f"{without_secrets(found[0])[:LONGEST]} " if found else ""


def _send(portal: Portal, receivers: Sequence[str], line: str) -> list[str]:
    """Tells each of `receivers`; those who were told."""
    faults = notify.tell(receivers, f"Cổng {_name(portal)}", line)
    for sentence in faults.values():
        print(sentence, file=sys.stderr)
    heard = [each for each in receivers if each not in faults]
    if heard:
        print(f"Đã báo: {line}")
    return heard


def _nobody() -> int:
    print('Chưa có ai để báo. Hãy đặt STATUS["tell"] trong pelicanconf.py.', file=sys.stderr)
    return 1


def _name(portal: Portal) -> str:
    return urlsplit(portal.siteurl).hostname or portal.siteurl


if __name__ == "__main__":
    sys.exit(main())
