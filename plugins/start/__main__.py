"""`make start`: asks whose portal it is, and makes the sample theirs."""

import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from plugins import cli
from plugins.core import make_variables, settings_file
from plugins.core.files import store
from plugins.core.mistakes import Mistake
from plugins.start import sample
from plugins.start.answers import QUESTIONS, Answers, Question, taken
from plugins.start.pages import write_pages
from plugins.start.settings_text import map_of, settings_text, with_siteurl

ASIDE = ".cache/trang-mau"
OWNS = (
    "pelicanconf.py đã là của cơ quan ({}). Hãy sửa thẳng trong tệp ấy. Muốn viết lại từ đầu: "
    "make start FORCE=1; bản cũ được giữ ở pelicanconf.py.cu và publishconf.py.cu."
)
GUIDE = """
Xong. Tiếp theo:
  1. make serve       xem thử ở http://127.0.0.1:8000
  2. Đặt biểu trưng vào content/du-lieu/bieu-trung.svg, sửa các trang ở content/trang/
     và các liên kết ở content/du-lieu/lien-ket.yaml
  3. Viết bài đầu tiên: docs/bien-tap.md
  4. make publish     đăng cho người dân: docs/quan-tri.md"""

Ask = Callable[[str], str]


def main(arguments: Sequence[str] | None = None) -> int:
    """0: the portal is the owner's; 1: an answer is missing or wrong, nothing was changed."""
    parser().parse_args(arguments)
    return cli.run(_here)


def parser() -> cli.Parser:
    return cli.Parser(
        prog="python -m plugins.start",
        description="Biến trang mẫu thành cổng của mình: hỏi từng điều, hay lấy từ các biến như "
        "LEVEL=xã NAME=… DOMAIN=….",
    )


def _here() -> int:
    make_variables.check("start", (*(each.name.upper() for each in QUESTIONS), "CLEAN", "FORCE"))
    try:
        return start(Path.cwd(), os.environ, input if sys.stdin.isatty() else None)
    except EOFError:  # Ctrl-D
        raise KeyboardInterrupt from None


def start(root: Path, asked: Mapping[str, str], ask: Ask | None) -> int:
    """0: the portal is the owner's; 1: an answer is missing or wrong, nothing was changed.

    asked: answers of the environment; ask: puts a question to a person, None where nobody sits
    """
    own = settings_file.own(root / "pelicanconf.py")
    mine = not own.get("PORTAL", {}).get("sample")
    if mine and not asked.get("FORCE"):
        if left := sample.remaining(root):
            return _clear_later(root, len(left), asked, ask)
        return _refuse(OWNS.format(own.get("SITENAME", "")))
    answers: Answers = {"sample": ""}
    wrong = []
    for question in QUESTIONS:
        try:
            answers[question.name] = _answer(question, answers, asked, ask)
        except ValueError as error:
            wrong.append(f"{question.name.upper()}: {question.words}. {error}")
            answers[question.name] = ""
    if wrong:
        words = 'make start LEVEL=xã NAME="An Khánh" …'
        return _refuse(*wrong, f"Hãy gõ đủ, ví dụ: {words}, hay chạy make start ở cửa sổ lệnh để được hỏi.")
    clear = _agreed("Bỏ bài, album và bản đồ của trang mẫu? (Chúng được dời sang .cache/)", asked, ask)
    _write(root, answers, clear, keep=mine)
    if clear:
        print(f"Đã dời bài, ảnh, bản đồ mẫu sang {ASIDE}.")
    else:
        print("Bài mẫu còn đó: make publish sẽ không đăng khi chưa dọn. Chạy lại make start để dọn.")
    print(GUIDE)
    return 0


def _answer(question: Question, answers: Answers, asked: Mapping[str, str], ask: Ask | None) -> Any:
    proposed = asked.get(question.name.upper(), "") or question.proposed(answers)
    while True:
        said = ask(f"{question.words}{f' [{proposed}]' if proposed else ''}: ") if ask else ""
        try:
            return taken(question.name, said.strip() or proposed, answers)
        except ValueError as error:
            if not ask:
                raise
            print(f"  {error}")


def _agreed(words: str, asked: Mapping[str, str], ask: Ask | None) -> bool:
    """Whether a person says yes, or CLEAN=1 does; without either it is no."""
    if asked.get("CLEAN"):
        return asked["CLEAN"].strip().lower() not in ("0", "k", "khong", "không", "no")
    return ask is not None and ask(f"{words} (c/k) [k]: ").strip().lower() in ("c", "co", "có", "y", "yes")


def _write(root: Path, answers: Answers, clear: bool, keep: bool) -> None:
    settings, public = root / "pelicanconf.py", root / "publishconf.py"
    before = {file: file.read_text("utf-8") for file in (settings, public)}
    texts = {
        settings: settings_text(answers, "{}" if clear else map_of(before[settings])),
        public: with_siteurl(before[public], answers["domain"]),
    }
    for file, text in texts.items():
        if keep:
            shutil.copyfile(file, file.with_name(f"{file.name}.cu"))
        store(file, text.encode())
    if not keep:
        write_pages(root, answers)
    if clear:
        sample.clear(root, root / ASIDE)


def _clear_later(root: Path, left: int, asked: Mapping[str, str], ask: Ask | None) -> int:
    """The portal is the owner's already, the sample's stories are still there."""
    if not _agreed(f"Còn {left} bài và album mẫu. Bỏ chúng? (Chúng được dời sang .cache/)", asked, ask):
        return _refuse(f"Còn {left} bài và album mẫu. Để dọn: make start CLEAN=1.")
    has_map = (root / sample.MAP).is_dir()
    sample.clear(root, root / ASIDE)
    settings = root / "pelicanconf.py"
    text = settings.read_text("utf-8")
    if has_map and f"{sample.MAP}/" in text and "\nMAP = {" in text:
        shutil.copyfile(settings, settings.with_name(f"{settings.name}.cu"))
        store(settings, text.replace(map_of(text), "{}", 1).encode())
    print(f"Đã dời bài, ảnh, bản đồ mẫu sang {ASIDE}.")
    return 0


def _refuse(*sentences: str) -> int:
    cli.tell(Mistake("", sentence) for sentence in sentences)
    return cli.MISTAKES


if __name__ == "__main__":
    sys.exit(main())
