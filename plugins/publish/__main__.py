"""`python -m plugins.publish …`: publishing and what belongs to it, in Vietnamese."""

import argparse
import gc
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from plugins import cli
from plugins.core import make_variables
from plugins.core.mistakes import Mistake, MistakesFound
from plugins.publish.build_program import Waiting, likely

if TYPE_CHECKING:  # loaded by what needs it: the build begins before
    from plugins.publish.settings import Portal
    from plugins.publish.steps import Steps
    from plugins.publish.target import Bucket, Server

NONE = ("0", "no")  # DEPLOY=0: this machine alone; CHECK=0: no address is asked

# Of options, but not of make's.
NO_NAMES = {"COMMAND", "RUN", "LOGGED", "SETTINGS", "OUTPUT", "BUILD", "UNCHANGED"}

CHANGING = ("publish", "notice", "rollback")  # after which something else may be due next

Command = Callable[["Portal", argparse.Namespace, "Steps"], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """0: done; 1: something to mend, what was public stays; 2: a fault of the software;
    3: done, but for what a mistake of its own holds back; 130: stopped."""
    options = parser().parse_args(arguments)
    return cli.run(lambda: _do(options))


def _do(options: argparse.Namespace) -> int:
    known = {name.upper() for name in vars(options)} - NO_NAMES
    known -= set() if options.command == "publish" else {"DRY"}  # each has it, one means it
    make_variables.check(options.command, known)
    options.program = _program(options)
    try:
        return _carry_out(options)
    finally:
        if options.program:
            options.program.stop()


def _program(options: argparse.Namespace) -> Waiting | None:
    """The program of the build that is most likely wanted, begun before it is known whether it is."""
    wanted = options.command == "publish" and options.build and options.settings.is_file()
    return likely(options.settings, options.output, _is_plain(options)) if wanted else None


def _is_plain(options: argparse.Namespace) -> bool:
    """Whether what lies in content/ is built, with what earlier builds made."""
    return not (options.timer or options.force)


def _carry_out(options: argparse.Namespace) -> int:
    from plugins.publish import settings
    from plugins.publish.steps import Steps

    portal = settings.read(options.settings)
    log = portal.folder / "publish.log" if options.logged and not options.dry else None
    steps = Steps(log, zone=portal.zone)
    steps.log(f"== {options.command}")
    began = datetime.now(portal.zone)
    code = cli.run(
        lambda: options.run(portal, options, steps),
        "Trang đang được xem vẫn nguyên.",
        steps.log,
        portal.root,
    )
    if options.command in CHANGING and not options.dry:
        from plugins.due.timer import note
        from plugins.preview_link.link import clear

        clear(portal, steps)
        note(portal, began, options.unchanged)
    return code


def parser() -> cli.Parser:
    whole = cli.Parser(prog="python -m plugins.publish", description="Đăng trang cho người dân.")
    whole.add_argument("--settings", default="publishconf.py", type=Path, help="tệp thiết lập")
    commands = whole.commands()

    def add(name: str, run: Command, words: str, logged: bool = False) -> cli.Parser:
        command = commands.add_parser(name, help=words, description=words)
        command.set_defaults(run=run, logged=logged, dry=False, unchanged=False)
        return command

    # Make hands its variables over in the environment: nothing of them goes through a shell.
    asked = os.environ
    publish = add("publish", _publish, "dựng, soát, nén rồi đăng", logged=True)
    _add_deploy(publish)
    _add_check(publish)
    publish.add_argument(
        "--force", action="store_true", default=bool(asked.get("FORCE")), help="đọc lại, làm lại mọi tệp"
    )
    publish.add_argument(
        "--dry-run",
        dest="dry",
        action="store_true",
        default=bool(asked.get("DRY")),
        help="chỉ kể, không đăng",
    )
    publish.add_argument(
        "--timer",
        action="store_true",
        default=bool(asked.get("TIMER")),
        help="do hẹn giờ gọi: không đè lên bản mà người ta đã trở về",
    )
    publish.add_argument("--output", type=Path, default=Path("output"), help="thư mục của trang đã dựng")
    publish.add_argument(
        "--no-build", dest="build", action="store_false", help="đăng thư mục ấy như nó đang có"
    )
    rollback = add("rollback", _rollback, "trở về một bản trước", logged=True)
    rollback.add_argument("--to", default=asked.get("TO", ""), help="tên bản; không ghi là bản ngay trước")
    add("redirect", _redirect, "ghi chuyển hướng cho bài đã đổi tên, chuyển chỗ")
    forget = add("forget", _forget, "bỏ hẳn bài đã rút khỏi mọi nơi còn giữ", logged=True)
    forget.add_argument("--address", default=asked.get("ADDRESS", ""), help="địa chỉ của bài, từ dấu /")
    _add_deploy(forget)
    notice = add("notice", _notice, "đặt hay gỡ thông báo khẩn", logged=True)
    for name, words in (
        ("text", "lời thông báo"),
        ("until", "hiện tới lúc nào"),
        ("kind", "khan hay bao-tri"),
        ("href", "trang nói rõ hơn"),
    ):
        notice.add_argument(f"--{name}", default=asked.get(name.upper(), ""), help=words)
    notice.add_argument("--off", action="store_true", default=bool(asked.get("OFF")), help="gỡ xuống")
    releases = add("releases", _releases, "kể các bản đang giữ")
    for command in (rollback, notice, releases):
        _add_deploy(command)
        _add_check(command)
    config = add("server-config", _config, "viết cấu hình máy chủ web và systemd")
    _add_deploy(config)
    config.add_argument("--to", type=Path, help="thư mục nhận; mặc định server-config/ cạnh các bản")
    audit = add("audit", _audit, "so trang đang xem với bản đã đăng")
    audit.add_argument("--url", default=asked.get("URL", ""), help="địa chỉ cần so, thay cho SITEURL")
    _add_deploy(audit)
    add("check-links", _links, "soát liên kết tới trang ngoài")
    return whole


def _add_deploy(command: cli.Parser) -> None:
    words = "các nơi đăng, thay cho PUBLISH['deploy']; 0 là riêng máy này"
    command.add_argument("--deploy", default=os.environ.get("DEPLOY", ""), help=words)


def _add_check(command: cli.Parser) -> None:
    words = "các địa chỉ hỏi sau khi đăng, thay cho SITEURL; 0 là không hỏi"
    command.add_argument("--check", default=os.environ.get("CHECK", ""), help=words)


def _targets(portal: "Portal", text: str) -> "tuple[Server | Bucket, ...]":
    from plugins.publish.target import parse_all

    if text in NONE:
        return ()
    try:
        return parse_all(text or " ".join(portal.publish.deploy))
    except ValueError as error:
        raise MistakesFound(Mistake("DEPLOY", str(error))) from None


def _bases(portal: "Portal", text: str, targets: Sequence[object]) -> tuple[str, ...]:
    """The addresses to ask after a switch."""
    from plugins.publish.address import form_of_base, is_base

    if not targets or text in NONE:
        return ()
    for base in (asked := tuple(text.split())):
        if not is_base(base.rstrip("/")):
            raise MistakesFound(Mistake("CHECK", f"“{base}” {form_of_base(base)}"))
    return asked or portal.publish.check or (portal.siteurl,)


def _publish(portal: "Portal", options: argparse.Namespace, steps: "Steps") -> int:
    from plugins.core.sources import told
    from plugins.publish.build_process import begun

    targets = _targets(portal, options.deploy)
    output = portal.root / options.output
    bases = _bases(portal, options.check, targets)
    program, options.program = options.program, None
    with begun(portal, output if options.build else None, _is_plain(options), steps, program) as ahead:
        from plugins.publish.publish import Request, publish  # while the build loads what it needs

        asked = Request(output, targets, bases, options.force, options.dry, options.timer)
        built = publish(portal, asked, steps, ahead)
    options.unchanged = built.stands
    if not built.held:
        return 0
    cli.tell(built.mistakes, steps.log)
    steps.tell(told(built.held))
    return cli.HELD


def _rollback(portal: "Portal", options: argparse.Namespace, steps: "Steps") -> int:
    from plugins.publish.rollback import rollback

    targets = _targets(portal, options.deploy)
    rollback(portal, targets, options.to, _bases(portal, options.check, targets), steps)
    return 0


def _redirect(portal: "Portal", options: argparse.Namespace, steps: "Steps") -> int:
    from plugins.publish.redirects.renamed import redirect

    redirect(portal, steps)
    return 0


def _forget(portal: "Portal", options: argparse.Namespace, steps: "Steps") -> int:
    from plugins.publish.forget import forget

    if not options.address.startswith("/"):
        raise MistakesFound(Mistake("", "Quên nội dung nào? Ví dụ: make forget ADDRESS=/tin/2024/06/bai-ay/"))
    address = f"{options.address.rstrip('/')}/"
    forget(portal, _targets(portal, options.deploy), address, steps)
    return 0


def _notice(portal: "Portal", options: argparse.Namespace, steps: "Steps") -> int:
    from plugins.publish.notice import Asked, notice

    targets = _targets(portal, options.deploy)
    asked = Asked(options.text, options.until, options.kind, options.href, options.off)
    notice(portal, asked, targets, _bases(portal, options.check, targets), steps)
    return 0


def _releases(portal: "Portal", options: argparse.Namespace, steps: "Steps") -> int:
    from plugins.publish.kept_releases import releases

    print(releases(portal, _targets(portal, options.deploy)))
    return 0


def _config(portal: "Portal", options: argparse.Namespace, steps: "Steps") -> int:
    from plugins.publish.server.config import write_config

    folder = options.to or portal.folder / "server-config"
    for line in write_config(portal, _targets(portal, options.deploy), folder):
        steps.tell(line)
    return 0


def _audit(portal: "Portal", options: argparse.Namespace, steps: "Steps") -> int:
    from plugins.publish.audit import audit

    return audit(portal, options.url or portal.siteurl, _targets(portal, options.deploy), steps)


def _links(portal: "Portal", options: argparse.Namespace, steps: "Steps") -> int:
    from plugins.publish.dead_links import report

    return report(portal, datetime.now(portal.zone), steps)


if __name__ == "__main__":
    gc.disable()  # it lives for seconds, and what it knows of each file to its end
    code = main()
    for stream in filter(None, (sys.stdout, sys.stderr)):
        with suppress(OSError):  # nobody reads on
            stream.flush()
    os._exit(code)  # to free what it knows of each file takes longer than to end
