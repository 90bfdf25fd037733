"""The command line: how each command is asked, and how all of them answer.

A `__main__.py` has `parser()`, its words, and `main(arguments)`, which hands its work to `run`.
"""

import argparse
import errno
import os
import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NoReturn

from plugins.core.causes import cause_of
from plugins.core.faults import unforeseen
from plugins.core.mistakes import Mistake, MistakesFound

# Exit codes. HELD: done, but for what a mistake of its own holds back.
DONE, MISTAKES, FAULT, HELD, STOPPED = 0, 1, 2, 3, 130
WRONG_USAGE = FAULT

NO_RIGHT = (
    "Máy không cho đọc hay ghi ở đây. Có lẽ tệp thuộc người dùng khác, chẳng hạn vì đã chạy "
    "bằng sudo; người quản trị hãy trả quyền: sudo chown -R $USER thư-mục-của-cổng."
)
FULL = (
    "Đĩa đã đầy. Hãy dọn bớt (make prune bỏ các cỡ ảnh cũ, PUBLISH['keep'] nhỏ hơn thì giữ ít bản "
    "hơn) rồi làm lại."
)
READ_ONLY = "Ổ đĩa chỉ cho đọc. Hãy báo người quản trị."
REFUSALS = {
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.ENOTEMPTY), NO_RIGHT),
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT), FULL),
    errno.EROFS: READ_ONLY,
    errno.ENOENT: "Không có tệp hay thư mục này. Hãy xem lại tên.",
    errno.EEXIST: "Ở đó đã có một tệp cùng tên. Hãy chọn chỗ khác.",
    errno.ENOTDIR: "Một phần của đường dẫn là tệp, không phải thư mục. Hãy xem lại.",
    errno.EISDIR: "Đây là một thư mục, không phải tệp. Hãy xem lại tên.",
    errno.ENAMETOOLONG: "Tên quá dài. Hãy đặt tên ngắn hơn.",
    errno.ELOOP: "Các liên kết dẫn vòng về chính nó. Hãy xem lại.",
}
MAKE_SAYS = "(Dòng “make: *** … Error” dưới đây do make tự viết, chỉ báo rằng lệnh chưa xong; lý do ở trên.)"
# argparse's own words, as far as people meet them.
WORDS = (
    (r"the following arguments are required: ", "còn thiếu: "),
    (r"one of the arguments (.*) is required", r"còn thiếu một trong \1"),
    (r"unrecognized arguments: ", "không hiểu "),
    (r"argument lệnh: invalid choice: (.*) \(choose from (.*)\)", r"không có lệnh \1; có thể dùng \2"),
    (r"invalid choice: (.*) \(choose from (.*)\)", r"không có \1; có thể dùng \2"),
    (r"ambiguous option: (.*) could match (.*)", r"\1 có thể là \2; hãy gõ đủ"),
    (r"expected one argument", "cần một giá trị"),
    (r"expected at least one argument", "cần ít nhất một giá trị"),
    (r"not allowed with argument ", "không dùng cùng "),
    (r"ignored explicit argument (.*)", r"không nhận giá trị \1"),
    (r"invalid \w+ value: (.*)", r"\1 không phải là số"),
    (r"\bargument ", "mục "),
)


class Words(argparse.HelpFormatter):
    """The layout of a help text."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "Cách dùng: " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """What a command may be asked, told in Vietnamese."""

    def __init__(self, prog: str | None = None, **more: Any) -> None:
        super().__init__(prog, formatter_class=Words, add_help=False, **more)
        self._positionals.title, self._optionals.title = "giá trị", "tùy chọn"
        self.add_argument("-h", "--help", action="help", help="kể cách dùng")

    def commands(self) -> "argparse._SubParsersAction[Parser]":
        """Where its commands are added; the one that was typed is `options.command`."""
        return self.add_subparsers(dest="command", required=True, metavar="lệnh", title="các lệnh")

    def error(self, message: str) -> NoReturn:
        for english, vietnamese in WORDS:
            message = re.sub(english, vietnamese, message)
        self.exit(WRONG_USAGE, f"Chưa đúng: {message}\n{self.prog} --help cho biết cách dùng.\n")


def run(
    work: Callable[[], int | None],
    stands: str = "",
    log: Callable[[str], None] = lambda _: None,
    root: Path | None = None,
) -> int:
    """The exit code of work(), which gives its own or None for DONE; what it raises is told.

    stands: a sentence about what is as it was when the work is not done
    log: is given what people are told; root: the project's folder, else where the command runs
    """
    try:
        return work() or DONE
    except MistakesFound as found:
        return _refused(found.mistakes, stands, log)
    except OSError as error:
        return _refused([trouble(error)], stands, log)
    except KeyboardInterrupt:
        log("bị dừng")
        print(f"\nĐã dừng. {stands}".rstrip(), file=sys.stderr)
        return STOPPED
    except Exception as fault:  # nobody sees a traceback; developers find it in the log
        log(f"lỗi ngoài dự tính: {type(fault).__name__}")
        print(f"{unforeseen(fault, root)}\n{stands}".rstrip(), file=sys.stderr)
        before_make()
        return FAULT


def before_make() -> None:
    """Says, to a person at a terminal, what the line means that make writes after a command failed."""
    if os.environ.get("MAKELEVEL") and sys.stderr.isatty():
        print(MAKE_SAYS, file=sys.stderr)


def tell(mistakes: Iterable[Mistake], log: Callable[[str], None] = lambda _: None) -> None:
    """Each mistake on a line of its own, for the person at the terminal and for the log."""
    for mistake in mistakes:
        line = f"{'Lưu ý' if mistake.warning else 'Lỗi'} · {mistake}"
        print(line, file=sys.stderr, flush=True)
        log(line)


def port(text: str) -> int:
    """The number of a port, for `type=`."""
    if not (text.isascii() and text.isdigit() and len(text) < 6 and int(text) <= 65535):
        raise argparse.ArgumentTypeError(f"“{text}” không phải là số cổng từ 0 đến 65535.")
    return int(text)


def trouble(error: OSError) -> Mistake:
    """What the machine refused, and where, in a sentence."""
    where = error.filename if isinstance(error.filename, str) else ""
    sentence = REFUSALS.get(error.errno or 0, f"Máy báo lỗi: {cause_of(error)}.")
    return Mistake(where.removeprefix(f"{Path.cwd()}/"), sentence)


def _refused(mistakes: Iterable[Mistake], stands: str, log: Callable[[str], None]) -> int:
    mistakes = list(mistakes)
    tell(mistakes, log)
    if stands:
        print(f"\nChưa xong: {len(mistakes)} điều cần sửa. {stands}", file=sys.stderr)
    before_make()
    return MISTAKES
