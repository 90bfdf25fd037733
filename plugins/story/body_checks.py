"""What is wrong in one body, as its parser found it."""

from collections.abc import Iterator
from typing import Literal

from plugins.core.href import is_href
from plugins.core.mistakes import Mistake
from plugins.story.blocks import LinkReference
from plugins.story.story import Story

Kind = Literal["empty", "html", "refused", "note", "row", "wordless", "misplaced"]

SURPLUS = (
    "Hàng này có {} ô mà bảng chỉ có {} cột: “{}” sẽ không hiện. Hãy thêm cột cho bảng; "
    "nếu là dấu gạch đứng trong chữ, hãy viết \\|."
)
EMPTY = "Bài chưa có chữ hay ảnh nào."
REMOVED = "Đã bỏ {} khỏi bài, vì HTML viết tay có thể gây hại. Hãy viết bằng Markdown."
WORDLESS = "Liên kết {} chưa có chữ để bấm. Hãy viết chữ vào giữa hai ngoặc vuông."
MISPLACED = (
    "Ảnh {} nằm giữa dòng chữ, danh sách hay bảng. Hãy đặt ảnh một mình "
    "trên một dòng, với một dòng trống ở trên và ở dưới."
)
NO_ADDRESS = "Liên kết {} không phải một địa chỉ. Hãy xem lại từng chữ của địa chỉ ấy."
UNOPENED = (
    "Đã bỏ liên kết {}: trên trang không mở được. Nếu là tệp, hãy đặt nó cạnh bài rồi "
    "chỉ ghi tên tệp; nếu là trang ngoài, địa chỉ bắt đầu bằng https://."
)


def body_mistakes(story: Story) -> list[Mistake]:
    return [mistake for _, mistake in by_kind(story)]


def by_kind(story: Story) -> Iterator[tuple[Kind, Mistake]]:
    """Raw HTML that was taken out, photos that do not stand alone, and nothing at all."""
    body, path = story.body, story.path
    if body.is_empty:
        yield "empty", Mistake(path, EMPTY, warning=True)
    for what, line in body.removed:
        yield "html", Mistake(path, REMOVED.format(what), line, warning=True)
    for link in body.refused:
        yield "refused", _refused(path, link)
    for sentence, line in body.notes:
        yield "note", Mistake(path, sentence, line, warning=True)
    for line, *row in body.surplus:
        yield "row", Mistake(path, SURPLUS.format(*row), line)
    for link in body.wordless:
        yield "wordless", Mistake(path, WORDLESS.format(link.href), link.line)
    for photo in body.misplaced:
        yield "misplaced", Mistake(path, MISPLACED.format(photo.name), photo.line)


def _refused(path: str, link: LinkReference) -> Mistake:
    if not is_href(link.href):
        return Mistake(path, NO_ADDRESS.format(link.href), link.line)
    return Mistake(path, UNOPENED.format(link.href), link.line, warning=True)
