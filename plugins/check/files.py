"""What the files beside a text are: photos by size, PDFs by their text and weight."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from plugins.check.finding import Finding, advice
from plugins.core.mistakes import Mistake
from plugins.gallery.decode import is_animated, opened, upright_size
from plugins.gallery.page_photos import ANIMATED
from plugins.gallery.refusal import Refused
from plugins.story.attachments import ATTACHMENTS, MEGABYTE, size_in_words

ALONE, IN_ROW = 800, 320  # pixels of the longer side that a photo needs by itself, and in a row of photos
HEAVY_PDF = 10 * MEGABYTE
PAGES, LETTERS = 5, 20  # how many pages are looked at, and how many letters make one readable
NEEDS = "pypdfium2"

SMALL = "Ảnh {} chỉ có {} × {} điểm, phóng lên sẽ mờ. Hãy lấy ảnh gốc, cạnh dài ít nhất {} điểm."
SCANNED = (
    "Tệp {} là bản chụp, không có chữ: máy đọc và máy tìm không đọc được. Hãy xuất PDF từ tệp Word, hoặc "
    "gõ ý chính vào bài."
)
BROKEN = "Tệp {} không mở được như một PDF. Hãy xuất lại tệp."
HEAVY = "Tệp {} nặng {}, tải bằng điện thoại rất lâu. Hãy xuất lại cho dưới 10 MB."
UNLINKED = (
    "Tệp {} nằm cạnh bài nhưng bài không dẫn tới, nên không được đăng. Hãy thêm liên kết, hoặc xóa tệp."
)


@dataclass(frozen=True)
class Seen:
    """What a file is. width, height: of a photo; readable: whether a PDF has text, None where nobody looked.

    refused: why it is no photo that the portal shows, or ''
    """

    width: int = 0
    height: int = 0
    animated: bool = False
    refused: str = ""
    readable: bool | None = None
    broken: bool = False


def can_read_pdf() -> bool:
    return find_spec(NEEDS) is not None


def seen(path: Path, max_pixels: int) -> Seen:
    """What the file is; a PDF is opened where the package that reads it is there."""
    if path.suffix.lower() == ".pdf":
        return _pdf(path) if can_read_pdf() else Seen()
    try:
        with opened(path, max_pixels) as image:
            return Seen(*upright_size(image), is_animated(image))
    except Refused as refused:
        return Seen(refused=str(refused))


def _pdf(path: Path) -> Seen:
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(path) as document:
            letters = 0
            for number in range(min(len(document), PAGES)):
                page = document[number]
                text = page.get_textpage()
                letters += sum(map(str.isalnum, text.get_text_range()))
                text.close()
                page.close()
            return Seen(readable=letters >= LETTERS)
    except pypdfium2.PdfiumError:
        return Seen(broken=True)


def of_photo(path: str, file: Path, line: int | None, what: Seen, least: int) -> Iterator[Finding]:
    if what.refused:
        yield Finding("anh", Mistake(path, f"{file.name}: {what.refused}", line))
        return
    if what.animated:
        yield advice("anh", path, ANIMATED.format(file.name), line)
    if max(what.width, what.height) < least:
        yield advice("anh-nho", path, SMALL.format(file.name, what.width, what.height, least), line)


def of_pdf(path: str, file: Path, line: int | None, what: Seen) -> Iterator[Finding]:
    if what.broken:
        yield advice("pdf-chup", path, BROKEN.format(file.name), line)
    elif what.readable is False:
        yield advice("pdf-chup", path, SCANNED.format(file.name), line)
    if (size := file.stat().st_size) > HEAVY_PDF:
        yield advice("pdf-nang", path, HEAVY.format(file.name, size_in_words(size)), line)


def unlinked(path: str, files: Iterable[Path], linked: Iterable[Path]) -> Iterator[Finding]:
    """Advice on each file beside a text that readers could take home if it led there."""
    used = set(linked)
    for file in files:
        if file.suffix[1:].lower() in ATTACHMENTS and file not in used:
            yield advice("tep-thua", path, UNLINKED.format(file.name))
