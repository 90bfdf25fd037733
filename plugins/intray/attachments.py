"""What lies beside the document in a folder: photos and attachments, and how they come into the story."""

import re
import shutil
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from plugins.check.markdown_findings import EMPTY_CAPTION
from plugins.core.names import shown
from plugins.intray.drops import MOST_FILES
from plugins.vietnamese.text import fold, slug

# What a story takes along; a note, a drawing or packed files are not meant for readers as they are.
ATTACHED = ("pdf", "xls", "xlsx", "ods", "ppt", "pptx", "odp")
MANY = 40  # photos of a story: more are an album
WORDS = 3  # of a photo's name that says what is on it
LOOSE = "{} ảnh rời đặt ở cuối bài"
CAPTIONED = "{}, chú thích lấy từ tên tệp: {}"
MANY_PHOTOS = "Có {} ảnh: nhiều thế này hợp với một album hơn. Hãy nhờ người quản trị làm album."
TAKEN_ALONG = "Tệp “{}” được đính kèm ở cuối bài."
UNUSED = "Tệp “{}” không đem theo bài. Nếu bạn đọc cần, hãy xuất nó ra PDF."


@dataclass
class Beside:
    """lines: of the body, for what came; understood, mend: rows of the reply."""

    lines: list[str] = field(default_factory=list)
    understood: list[str] = field(default_factory=list)
    mend: list[str] = field(default_factory=list)


def brought(folder: Path, photos: Sequence[Path], others: Sequence[Path]) -> Beside:
    """Copies the files beside the story in `folder`, each under a name of its own."""
    found = Beside()
    captions = [caption_of(photo) for photo in photos]
    for photo, caption in zip(photos, captions, strict=True):
        found.lines.append(f"![{caption}]({_copied(folder, photo, 'anh')})")
    if photos:
        loose = LOOSE.format(len(photos))
        named = "; ".join(f"“{caption}”" for caption in captions if caption)
        found.understood.append(CAPTIONED.format(loose, named) if named else loose)
    if len(photos) > MANY:
        found.mend.append(MANY_PHOTOS.format(len(photos)))
    for other in others:
        if other.suffix[1:].lower() in ATTACHED:
            words = re.sub(r"[\[\]_]", " ", _plain(other.stem)).strip() or other.suffix[1:].upper()
            found.lines.append(f"[{words}]({_copied(folder, other, 'tep')})")
            found.understood.append(TAKEN_ALONG.format(shown(other.name)))
        else:
            found.mend.append(UNUSED.format(shown(other.name)))
    return found


def caption_of(photo: Path) -> str:
    """The name of a photo where it says what is on it, as "Rước kiệu qua cổng làng", else ''."""
    words = " ".join(re.sub(r"[\[\]_]", " ", _plain(photo.stem)).split())
    says = len(words.split()) >= WORDS and fold(words) != words.lower()
    return words if says and not EMPTY_CAPTION.fullmatch(fold(words)) else ""


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", shown(name))


def _copied(folder: Path, file: Path, otherwise: str) -> str:
    """Copies the file into the folder; its name there: "ảnh (1).JPG" as anh-1.jpg, each its own."""
    stem, suffix = slug(_plain(file.stem))[:100].strip("-") or otherwise, file.suffix.lower()
    names = (f"{stem}{suffix}", *(f"{stem}-{number}{suffix}" for number in range(2, MOST_FILES + 2)))
    name = next(each for each in names if not (folder / each).exists())
    shutil.copyfile(file, folder / name)
    return name
