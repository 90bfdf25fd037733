"""The owner's own style sheets, for templates of their own."""

from pathlib import Path

from lightningcss import process_stylesheet

from plugins.core.mistakes import Mistake, MistakesFound
from plugins.core.names import is_text
from plugins.defaults import LOOKS

TAKEN = "Tên này là của phần mềm. Hãy đặt tên khác, ví dụ rieng-{}."
IMPORTS = (
    "“@import” không dùng được: trang không lấy kiểu dáng từ nơi khác. Hãy chép kiểu dáng ấy vào tệp này."
)
UNSOUND = "Kiểu dáng viết chưa đúng ({}). Hãy xem dấu ngoặc và dấu chấm phẩy."


def owners_sheets(root: Path, static: Path) -> dict[str, str]:
    """The sheets in content/giao-dien/css/ by name; templates ask for assets["lich.css"].

    static: the theme's files. MistakesFound for a sheet that cannot be read or is called as one of these.
    """
    sheets, mistakes = {}, []
    taken = {"style.css", *(path.name for path in static.rglob("*.css"))}
    for path in sorted(each for each in (root / LOOKS / "css").glob("*.css") if is_text(each.name)):
        name, text = f"{LOOKS}/css/{path.name}", path.read_text("utf-8-sig", "replace")
        if path.name in taken:
            mistakes.append(Mistake(name, TAKEN.format(path.name)))
            continue
        try:
            if "@import" in process_stylesheet(text):
                mistakes.append(Mistake(name, IMPORTS))
        except ValueError as error:
            mistakes.append(Mistake(name, UNSOUND.format(error)))
        sheets[path.name] = text
    if mistakes:
        raise MistakesFound(*mistakes)
    return sheets
