"""What of a drop cannot become a story, and what looks as if it were meant otherwise."""

import re

from plugins.intray.drops import APPROVED, MOST_FILES, PUBLISH, Drop
from plugins.intray.ledger import Ledger

STATE = "Chưa đưa vào được. Tệp của bạn vẫn nguyên."
NO_DOCUMENT = (
    "Ở đây không có tệp Word (.docx) nào. Hãy để tệp Word và ảnh chung một thư mục rồi thả cả thư mục."
)
OLD_WORD = "Tệp .doc đời cũ: hãy mở bằng Word, lưu thành .docx rồi thả lại."
OTHER_TEXT = "Tệp {} chưa đọc được: hãy mở bằng Word, lưu thành .docx rồi thả lại."
PACKED = "Đây là tệp nén. Hãy bấm chuột phải, giải nén (Extract All) rồi thả thư mục vừa giải nén."
PDF = (
    "Tệp PDF không sửa thành bài được. Hãy thả bản Word của nó. Muốn đăng kèm chính tệp PDF thì để nó chung "
    "một thư mục với tệp Word rồi thả cả thư mục."
)
SHEET = "Bảng tính chưa thành bài được. Hãy chép bảng vào một tệp Word rồi thả tệp ấy."
TOO_MANY = f"Thư mục có hơn {MOST_FILES} tệp. Hãy chia nhỏ, mỗi bài một thư mục."
LIKE_APPROVED = (
    f"Thư mục này tên gần giống “{APPROVED}” nên chưa tính là duyệt. Hãy chuyển tệp vào đúng “{APPROVED}”."
)
NEW_NAME = (
    "Tên bắt đầu bằng “đăng” chưa đủ để máy coi bài này là đã duyệt. "
    f"Muốn đăng thì chuyển tệp vào thư mục “{APPROVED}”."
)
COPY = (
    "Tên giống bản sao của “{}” nên máy coi là một bài khác. Nếu là bản sửa thì xóa tệp này, rồi thả lại "
    "đúng tên cũ và chọn thay thế."
)
COPIED = re.compile(
    r"\s*(?: - (?:copy|bản sao|sao chép)(?: \(\d+\))?|\(\d+\)|\(.*conflicted copy.*\)|\.sync-conflict-.*)$"
)
SENTENCES = {
    **dict.fromkeys((".zip", ".rar", ".7z"), PACKED),
    **dict.fromkeys((".xls", ".xlsx", ".ods", ".csv"), SHEET),
    **dict.fromkeys((".rtf", ".wps", ".pages", ".ppt", ".pptx"), OTHER_TEXT),
    ".doc": OLD_WORD,
    ".pdf": PDF,
}


def why(drop: Drop) -> str:
    """Why no document is in the drop, and what to do."""
    suffixes = {each.suffix.lower() for each in drop.files}
    found = next((suffix for suffix in SENTENCES if suffix in suffixes), "")
    return SENTENCES[found].format(found) if found else NO_DOCUMENT


def hints(drop: Drop, ledger: Ledger, like_approved: bool) -> list[str]:
    """What whoever dropped it may have meant otherwise."""
    found = [LIKE_APPROVED] if like_approved else []
    if not drop.approved and PUBLISH.match(drop.name):
        found.append(NEW_NAME)
    original = COPIED.sub("", drop.key)
    if original != drop.key and ledger.knows(original):
        found.append(COPY.format(original))
    return found
