"""`python -m plugins.desk build`: builds the site and speaks with people, in Vietnamese."""

import argparse
import errno
import gc
import json
import os
import sys
import traceback
from contextlib import suppress
from pathlib import Path

from plugins.desk.building import Result, build
from plugins.mistakes import Mistake

LOG = Path(".cache/loi.log")


def main(arguments: list[str] | None = None) -> int:
    """0: built; 1: mistakes to mend, the last output stands; 2: a fault of the software."""
    parser = argparse.ArgumentParser(prog="python -m plugins.desk", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("build", help="build the site")
    command.add_argument("--settings", default="publishconf.py")
    command.add_argument("--output", default="output", type=Path)
    command.add_argument("--report", type=Path, help="write the result as JSON here, not to the terminal")
    options = parser.parse_args(arguments)
    gc.disable()  # a build lives for seconds, and its stories to its end: nothing to collect
    code = None
    try:
        result = build(options.settings, options.output)
    except KeyboardInterrupt:
        print("Đã dừng. Trang cũ vẫn nguyên.", file=sys.stderr)
        return 130
    except OSError as error:
        result = Result([Mistake(_shown(error.filename), _trouble(error))])
    except Exception as fault:  # editors never see a traceback; developers find it in the log
        result, code = Result([Mistake(" ".join(getattr(fault, "__notes__", ())), _fault(fault))]), 2
    if options.report:  # then whoever asked for it tells the person
        options.report.write_text(json.dumps(result.as_dict(), ensure_ascii=False), "utf-8")
    else:
        _tell(result, options.output)
    return code or (1 if result.failed else 0)


def _shown(path) -> str:
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


def _fault(fault: Exception) -> str:
    sentence = f"Phần mềm gặp lỗi ngoài dự tính ({type(fault).__name__}: {fault})."
    try:
        LOG.parent.mkdir(parents=True, exist_ok=True)
        LOG.write_text("".join(traceback.format_exception(fault)), "utf-8")
    except OSError:
        return sentence
    return f"{sentence} Chi tiết ở {LOG}; hãy gửi tệp ấy cho người quản trị."


def _tell(result: Result, output: Path) -> None:
    for mistake in result.mistakes:
        print(f"{'Lưu ý' if mistake.warning else 'Lỗi'} · {mistake}", file=sys.stderr)
    if result.failed:
        grave = sum(not mistake.warning for mistake in result.mistakes)
        kept = " Trang cũ vẫn nguyên." if output.exists() else ""
        print(f"\nChưa dựng được trang: {grave} lỗi cần sửa.{kept}", file=sys.stderr)
    else:
        print(f"Đã dựng {result.pages} trang vào {output} trong {result.seconds:.1f} giây.")


if __name__ == "__main__":
    code = main()
    for stream in filter(None, (sys.stdout, sys.stderr)):
        with suppress(OSError):  # nobody reads on
            stream.flush()
    # All is written and said. To take a thousand stories apart again would take a quarter of a second.
    os._exit(code)
