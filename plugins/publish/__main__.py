"""`python -m plugins.publish …`: publishing and what belongs to it, in Vietnamese."""

import argparse
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

from plugins.core.mistakes import Mistake, MistakesFound
from plugins.core.sources import told
from plugins.publish import settings, typed
from plugins.publish.address import form_of_base, is_base
from plugins.publish.settings import Portal
from plugins.publish.steps import Steps, without_secrets
from plugins.publish.target import Bucket, Server, parse_all

FULL = "Đĩa đã đầy. Hãy dọn bớt (make prune, hoặc giảm PUBLISH['keep']) rồi đăng lại."

NONE = ("0", "no")  # DEPLOY=0: this machine alone; CHECK=0: no address is asked

AT_ONCE = ("notice", "rollback", "forget")  # change what is public: no name is passed over
NO_NAMES = {"COMMAND", "RUN", "LOGGED", "SETTINGS", "OUTPUT", "BUILD"}  # of options, but not of make's

Command = Callable[[Portal, argparse.Namespace, Steps], int]


def main(arguments: list[str] | None = None) -> int:
    """0: done; 1: something to mend, what was public stays; 2: a fault of the software;
    3: done, but for what a mistake of its own holds back; 130: stopped."""
    options = _parser().parse_args(arguments)
    try:
        known = {name.upper() for name in vars(options)} - NO_NAMES
        known -= set() if options.command == "publish" else {"DRY"}  # each has it, one means it
        typed.check(options.command, known, typed.names(), options.command in AT_ONCE)
        portal = settings.read(options.settings)
    except MistakesFound as found:
        return _refuse(found, None)
    log = portal.folder / "publish.log" if options.logged and not options.dry else None
    steps = Steps(log, zone=portal.zone)
    steps.log(f"== {options.command}")
    try:
        status: int = options.run(portal, options, steps)
        return status
    except MistakesFound as found:
        return _refuse(found, steps)
    except KeyboardInterrupt:
        steps.log("bị dừng")
        print("\nĐã dừng. Trang đang được xem vẫn nguyên.", file=sys.stderr)
        return 130
    except OSError as error:
        sentence = FULL if error.errno in (28, 122) else f"Máy báo lỗi: {error.strerror or error}."
        return _refuse(MistakesFound(Mistake(str(error.filename or ""), sentence)), steps)
    except Exception as fault:  # nobody sees a traceback; developers find it in the log
        log = portal.root / ".cache" / "loi.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(without_secrets(traceback.format_exc()), "utf-8")
        steps.log(f"lỗi ngoài dự tính: {type(fault).__name__}")
        print(
            f"Phần mềm gặp lỗi ngoài dự tính ({type(fault).__name__}).\nTrang đang được xem vẫn nguyên. "
            "Chi tiết ở .cache/loi.log; hãy gửi tệp ấy cho người quản trị.",
            file=sys.stderr,
        )
        return 2


def _refuse(found: MistakesFound, steps: Steps | None) -> int:
    for mistake in found.mistakes:
        print(f"Lỗi · {mistake}", file=sys.stderr)
        if steps:
            steps.log(f"Lỗi · {mistake}")
    if steps:
        print(
            f"\nChưa xong: {len(found.mistakes)} điều cần sửa. Trang đang được xem vẫn nguyên.",
            file=sys.stderr,
        )
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m plugins.publish", description=__doc__)
    parser.add_argument("--settings", default="publishconf.py", type=Path)
    commands = parser.add_subparsers(dest="command", required=True)

    def add(name: str, run: Command, help: str, logged: bool = False) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=help)
        command.set_defaults(run=run, logged=logged, dry=False)
        return command

    # Make hands its variables over in the environment: nothing of them goes through a shell.
    asked = os.environ
    publish = add("publish", _publish, "build, verify and release the portal", logged=True)
    publish.add_argument(
        "--deploy", default=asked.get("DEPLOY", ""), help="targets, instead of PUBLISH['deploy']"
    )
    publish.add_argument(
        "--check", default=asked.get("CHECK", ""), help="addresses to ask, instead of SITEURL"
    )
    publish.add_argument("--force", action="store_true", default=bool(asked.get("FORCE")))
    publish.add_argument("--dry-run", dest="dry", action="store_true", default=bool(asked.get("DRY")))
    publish.add_argument(
        "--timer",
        action="store_true",
        default=bool(asked.get("TIMER")),
        help="nobody asked for it: leave alone what a person went back to",
    )
    publish.add_argument("--output", type=Path, default=Path("output"))
    publish.add_argument("--no-build", dest="build", action="store_false", help="release --output as it is")
    rollback = add("rollback", _rollback, "make an earlier release public again", logged=True)
    rollback.add_argument("--to", default=asked.get("TO", ""))
    add("redirect", _redirect, "write redirects for stories that were renamed")
    forget = add("forget", _forget, "take what was withdrawn out of all that is kept", logged=True)
    forget.add_argument("--address", default=asked.get("ADDRESS", ""))
    forget.add_argument("--deploy", default=asked.get("DEPLOY", ""))
    notice = add("notice", _notice, "put urgent words on the public page, or take them down", logged=True)
    for name in ("text", "until", "kind", "href"):
        notice.add_argument(f"--{name}", default=asked.get(name.upper(), ""))
    notice.add_argument("--off", action="store_true", default=bool(asked.get("OFF")))
    releases = add("releases", _releases, "list the releases")
    for command in (rollback, notice, releases):
        command.add_argument("--deploy", default=asked.get("DEPLOY", ""))
        command.add_argument("--check", default=asked.get("CHECK", ""))
    config = add("server-config", _config, "write the configuration of web servers and systemd")
    config.add_argument("--deploy", default=asked.get("DEPLOY", ""))
    config.add_argument("--to", type=Path, default=None, help="folder; PUBLISH['folder']/server-config")
    audit = add("audit", _audit, "compare the public site with its release")
    audit.add_argument("--url", default=asked.get("URL", ""))
    audit.add_argument("--deploy", default=asked.get("DEPLOY", ""))
    add("check-links", _links, "report on links to other sites")
    return parser


def _targets(portal: Portal, text: str) -> tuple[Server | Bucket, ...]:
    if text in NONE:
        return ()
    try:
        return parse_all(text or " ".join(portal.publish.deploy))
    except ValueError as error:
        raise MistakesFound(Mistake("DEPLOY", str(error))) from None


def _bases(portal: Portal, text: str, targets: Sequence[object]) -> tuple[str, ...]:
    """The addresses to ask after a switch."""
    if not targets or text in NONE:
        return ()
    for base in (asked := tuple(text.split())):
        if not is_base(base.rstrip("/")):
            raise MistakesFound(Mistake("CHECK", f"“{base}” {form_of_base(base)}"))
    return asked or portal.publish.check or (portal.siteurl,)


def _publish(portal: Portal, options: argparse.Namespace, steps: Steps) -> int:
    from plugins.publish.publish import Request, publish

    targets = _targets(portal, options.deploy)
    output = portal.root / options.output
    bases = _bases(portal, options.check, targets)
    asked = Request(output, targets, bases, options.force, options.dry, options.build, options.timer)
    built = publish(portal, asked, steps)
    if not built.held:
        return 0
    for mistake in built.mistakes:
        print(f"Lỗi · {mistake}", file=sys.stderr, flush=True)
        steps.log(f"Lỗi · {mistake}")
    steps.tell(told(built.held))
    return 3


def _rollback(portal: Portal, options: argparse.Namespace, steps: Steps) -> int:
    from plugins.publish.rollback import rollback

    targets = _targets(portal, options.deploy)
    rollback(portal, targets, options.to, _bases(portal, options.check, targets), steps)
    return 0


def _redirect(portal: Portal, options: argparse.Namespace, steps: Steps) -> int:
    from plugins.publish.renamed import redirect

    redirect(portal, steps)
    return 0


def _forget(portal: Portal, options: argparse.Namespace, steps: Steps) -> int:
    from plugins.publish.forget import forget

    if not options.address.startswith("/"):
        raise MistakesFound(Mistake("", "Quên nội dung nào? Ví dụ: make forget ADDRESS=/tin/2024/06/bai-ay/"))
    address = f"{options.address.rstrip('/')}/"
    forget(portal, _targets(portal, options.deploy), address, steps)
    return 0


def _notice(portal: Portal, options: argparse.Namespace, steps: Steps) -> int:
    from plugins.publish.notice import Asked, notice

    targets = _targets(portal, options.deploy)
    asked = Asked(options.text, options.until, options.kind, options.href, options.off)
    notice(portal, asked, targets, _bases(portal, options.check, targets), steps)
    return 0


def _releases(portal: Portal, options: argparse.Namespace, steps: Steps) -> int:
    from plugins.publish.rollback import releases

    print(releases(portal, _targets(portal, options.deploy)))
    return 0


def _config(portal: Portal, options: argparse.Namespace, steps: Steps) -> int:
    from plugins.publish.config import write_config

    folder = options.to or portal.folder / "server-config"
    for line in write_config(portal, _targets(portal, options.deploy), folder):
        steps.tell(line)
    return 0


def _audit(portal: Portal, options: argparse.Namespace, steps: Steps) -> int:
    from plugins.publish.audit import audit

    return audit(portal, options.url or portal.siteurl, _targets(portal, options.deploy), steps)


def _links(portal: Portal, options: argparse.Namespace, steps: Steps) -> int:
    from datetime import datetime

    from plugins.publish.links import report

    return report(portal, datetime.now(portal.zone), steps)


if __name__ == "__main__":
    sys.exit(main())
