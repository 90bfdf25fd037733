"""`python -m plugins.build build`: builds the site and speaks with people, in Vietnamese."""

import argparse
import errno
import gc
import json
import os
import sys
from contextlib import suppress
from pathlib import Path

from plugins.build.run import Result, Wish, build
from plugins.core.faults import unforeseen
from plugins.core.mistakes import Mistake
from plugins.core.sources import told


def main(arguments: list[str] | None = None) -> int:
    """0: built; 1: mistakes to mend, the last output stands; 2: a fault of the software;
    3: built, but for what is held back by a mistake of its own."""
    parser = argparse.ArgumentParser(prog="python -m plugins.build", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("build", help="build the site")
    command.add_argument("--settings", default="publishconf.py")
    command.add_argument("--output", default="output", type=Path)
    command.add_argument("--hold", type=Path, help="JSON, {name: [sentence]}: not as it lies in content/")
    command.add_argument("--approved", type=Path, help="project to read as it was last published")
    command.add_argument("--full", action="store_true", help="use nothing that an earlier build made")
    command.add_argument("--report", type=Path, help="write the result as JSON here, not to the terminal")
    options = parser.parse_args(arguments)
    gc.disable()  # a build lives for seconds, and its stories to its end: nothing to collect
    code = None
    try:
        hold = json.loads(options.hold.read_text("utf-8")) if options.hold else {}
        result = build(options.settings, options.output, Wish(hold, options.approved, options.full))
    except KeyboardInterrupt:
        print("Đã dừng. Trang cũ vẫn nguyên.", file=sys.stderr)
        return 130
    except OSError as error:
        result = Result([Mistake(_shown(error.filename), _trouble(error))])
    except Exception as fault:  # editors never see a traceback; developers find it in the log
        result, code = Result([Mistake("", unforeseen(fault))]), 2
    if options.report:  # then whoever asked for it tells the person
        options.report.write_text(json.dumps(result.as_dict(), ensure_ascii=False), "utf-8")
    else:
        _tell(result, options.output)
    return code or (3 if result.held else 0 if result.built else 1)


def _shown(path: object) -> str:
    """A path as a person would say it: from the project's folder where it lies in there."""
    if not isinstance(path, str):
        return ""
    return path.removeprefix(f"{Path.cwd()}/")


def _trouble(error: OSError) -> str:
    """What the disk refused, in a sentence."""
    match error.errno:
        case errno.EACCES | errno.EPERM | errno.ENOTEMPTY:
            return (
                "Máy không cho đọc hay ghi ở đây. Có lẽ tệp thuộc người dùng khác, chẳng hạn vì đã dựng "
                "bằng sudo; người quản trị hãy trả quyền: sudo chown -R $USER thư-mục-của-cổng."
            )
        case errno.ENOSPC | errno.EDQUOT:
            return "Ổ đĩa đã đầy. Hãy dọn bớt (make prune bỏ các cỡ ảnh cũ) rồi dựng lại."
        case errno.EROFS:
            return "Ổ đĩa chỉ cho đọc. Hãy báo người quản trị."
    return f"Không đọc hay ghi được ({error.strerror or error})."


def _tell(result: Result, output: Path) -> None:
    for mistake in result.mistakes:
        print(f"{'Lưu ý' if mistake.warning else 'Lỗi'} · {mistake}", file=sys.stderr)
    if not result.built:
        grave = sum(not mistake.warning for mistake in result.mistakes)
        kept = " Trang cũ vẫn nguyên." if output.exists() else ""
        print(f"\nChưa dựng được trang: {grave} lỗi cần sửa.{kept}", file=sys.stderr)
    else:
        print(f"Đã dựng {result.pages} trang vào {output} trong {result.seconds:.1f} giây.")
        if result.held:
            print(told(result.held), file=sys.stderr)


if __name__ == "__main__":
    code = main()
    for stream in filter(None, (sys.stdout, sys.stderr)):
        with suppress(OSError):  # nobody reads on
            stream.flush()
    # All is written and said. To take a thousand stories apart again would take a quarter of a second.
    os._exit(code)
