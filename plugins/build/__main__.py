"""`python -m plugins.build build`: builds the site and speaks with people, in Vietnamese."""

import argparse
import gc
import importlib
import json
import os
import socket
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from plugins import cli
from plugins.build.unchanged import Standing, Unchanged
from plugins.core import make_variables
from plugins.core.faults import unforeseen
from plugins.core.look import around
from plugins.core.mistakes import Mistake
from plugins.core.program_identity import program

if TYPE_CHECKING:
    from plugins.build.run import Result

# What a build loads when it comes to it, before and after its plugins.
FIRST = ("jinja2", "rich.logging", "docutils.core", "markdown", "pelican", "plugins.story.front_matter")
LATE = (
    *("plugins.build.run", "plugins.build.receivers", "plugins.build.templates", "plugins.views.baking"),
    *("plugins.build.story_page", "plugins.assets.generator", "plugins.publish.generator"),
    *("plugins.gallery.render", "plugins.story.body", "PIL.ImageDraw", "PIL.ImageFont"),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """0: built; 1: mistakes to mend, the last output stands; 2: a fault of the software;
    3: built, but for what is held back by a mistake of its own."""
    options, before = parser().parse_args(arguments), None
    if options.when is not None:
        program()  # of the texts that are loaded, not of those that lie there when it is told to go
        before = _look(options) if options.at_once else None
        if not before or not before.found():
            for _ in _load():
                pass
        if not (told := _told_to_go(options.when)):
            return cli.DONE  # whoever started it is gone, or needs no build
        options = parser().parse_args(
            [*(sys.argv[1:] if arguments is None else arguments), *json.loads(told)]
        )
    stay = socket.socket(fileno=os.dup(options.when)) if options.stay and options.when is not None else None
    return cli.run(lambda: _build(options, before, stay), "Trang cũ vẫn nguyên.")


def _load() -> Iterator[None]:
    """Loads what a build needs, a little each time."""
    from plugins.defaults import WORDS

    for name in (*FIRST, *(f"plugins.{word}" for word in WORDS), *LATE):
        yield
        importlib.import_module(name)
    from plugins.story.body import body_parser

    body_parser()


def _told_to_go(when: int) -> str:
    """Waits for a line in the open file `when`: a JSON list of options."""
    with os.fdopen(when, closefd=False) as line, suppress(KeyboardInterrupt):  # told by whoever started it
        return line.readline()
    return ""


def parser() -> cli.Parser:
    whole = cli.Parser(prog="python -m plugins.build", description="Dựng trang.")
    words = "dựng trang"
    command = whole.commands().add_parser("build", help=words, description=words)
    command.add_argument("--settings", default="publishconf.py", help="tệp thiết lập")
    command.add_argument("--output", default="output", type=Path, help="thư mục nhận trang")
    command.add_argument("--hold", type=Path, help="JSON, {tên: [câu]}: không lấy như đang có trong content/")
    command.add_argument("--approved", type=Path, help="thư mục dự án, đọc như lần đăng trước")
    command.add_argument("--full", action="store_true", help="dựng lại mọi thứ, không dùng gì của lần trước")
    command.add_argument(
        "--when", type=int, help="số của tệp đang mở: nạp sẵn, chờ ở đó một dòng JSON, [tùy chọn thêm]"
    )
    command.add_argument(
        "--stay", action="store_true", help="dựng xong thì ở lại, báo ở --when, ai hỏi thì in một bài vừa sửa"
    )
    command.add_argument("--at-once", action="store_true", help="với --when: xem ngay những gì đang có")
    command.add_argument("--report", type=Path, help="ghi kết quả dạng JSON vào tệp này, không kể ra")
    return whole


def _look(options: argparse.Namespace) -> Unchanged:
    look = around(options.settings, options.output).begin()
    return Unchanged(Path(options.settings), options.output, look)


def _build(options: argparse.Namespace, before: Unchanged | None, stay: socket.socket | None) -> int:
    """before: what was looked at already, for a build of the same settings into the same output

    stay: who may ask for pages when all is built
    """
    plain = not (options.full or options.hold or options.approved or stay)
    unchanged = (before or _look(options)) if plain else None
    asked = options.settings, options.output, options.approved, options.full
    look = unchanged.look if unchanged else around(*asked).begin()
    make_variables.check("build", ("FULL",))
    profile = bool(os.environ.get("PROFILE"))
    if unchanged and not profile and (standing := _standing(unchanged)):
        return _stands(standing, options)
    from plugins.build.run import Result, Wish, build

    code = None
    try:
        hold = json.loads(options.hold.read_text("utf-8")) if options.hold else {}
        result = build(
            options.settings,
            options.output,
            Wish(hold, options.approved, options.full, profile),
            look,
            unchanged,
        )
    except OSError as error:
        result = Result([cli.trouble(error)])
    except Exception as fault:  # editors never see a traceback; developers find it in the log
        result, code = Result([Mistake("", unforeseen(fault))]), cli.FAULT
    if options.report:  # then whoever asked for it tells the person
        told = result.lines(options.output) if result.built else []
        value = {**result.as_dict(), "told": told, "unchanged": result.unchanged}
        options.report.write_text(json.dumps(value, ensure_ascii=False), "utf-8")
    else:
        _tell(result, options.output)
    code = code or (cli.HELD if result.held else cli.DONE if result.built else cli.MISTAKES)
    if stay and result.made:
        from plugins.build.story_page import print_on_request

        with suppress(OSError, KeyboardInterrupt):  # whoever asked is gone
            stay.sendall(b"%d\n" % code)
            print_on_request(stay, result.made)
    return code


def _standing(unchanged: Unchanged) -> Standing | None:
    """The site that stands, if it does. While copies of this process look around, what a build needs is
    loaded: both take as long."""
    for _ in _load() if unchanged.may_be_found() else ():
        if unchanged.look.has_seen_all() or unchanged.is_ruled_out():
            break
    return unchanged.found()


def _stands(standing: Standing, options: argparse.Namespace) -> int:
    """Tells what the build told that found nothing to do."""
    line = f"Trang trong {options.output} vẫn đúng: không có gì thay đổi từ lần dựng trước."
    if options.report:
        value = {**standing.report, "told": [line], "unchanged": standing.key}
        options.report.write_text(json.dumps(value, ensure_ascii=False), "utf-8")
    else:
        cli.tell(Mistake(**each) for each in standing.report["mistakes"])
        print(line)
    return cli.DONE


def _tell(result: "Result", output: Path) -> None:
    from plugins.core.sources import told

    cli.tell(result.mistakes)
    if not result.built:
        grave = sum(not mistake.warning for mistake in result.mistakes)
        kept = " Trang cũ vẫn nguyên." if output.exists() else ""
        print(f"\nChưa dựng được trang: {grave} lỗi cần sửa.{kept}", file=sys.stderr)
        cli.before_make()
    else:
        print("\n".join(result.lines(output)))
        if result.held:
            print(told(result.held), file=sys.stderr)


if __name__ == "__main__":
    gc.disable()  # a build lives for seconds, and its stories to its end: nothing to collect
    code = main()
    for stream in filter(None, (sys.stdout, sys.stderr)):
        with suppress(OSError):  # nobody reads on
            stream.flush()
    # All is written and said. To take a thousand stories apart again would take a quarter of a second.
    os._exit(code)
