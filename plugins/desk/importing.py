"""One document of an office as a story's folder, and what became of it."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from plugins.core.mistakes import Mistake, MistakesFound
from plugins.desk import folder, markdown
from plugins.desk.arrange import Story, arranged
from plugins.desk.blocks import Block, Document, Loss
from plugins.desk.captions import Photo
from plugins.desk.folder import Place
from plugins.desk.links import settled
from plugins.portal.settings import Section
from plugins.story.body import BodyParser
from plugins.story.story import parse_story
from plugins.vietnamese.text import fold

EDITORS = "Ban Biên tập"
DRAFTS, PUBLISHED = ("nhap", "ban nhap", "draft"), ("dang", "da dang", "xuat ban", "publish", "published")
NO_STATUS = "STATUS là “{}”: phải là nháp hoặc đăng. Không gõ STATUS thì bài là nháp."
NOTICES = "thong bao"
NOTICE = re.compile(
    r"(?:thong (?:bao|cao)|lich|giay moi|thu moi|cong dien|danh sach|tin buon|cao pho)\b"
)  # folded
NO_TITLE = 'Không thấy tiêu đề trong văn bản. Hãy gõ thêm TITLE="…" sau lệnh.'
NO_DAY = "Không thấy ngày trong văn bản, để là hôm nay. Hãy xem lại ngày đăng."
NO_SECTION = (
    "Chuyên mục để tạm là “{}”. Nếu không đúng, hãy sửa lại, hoặc ghi “Chuyên mục: …” ở dòng đầu của văn bản."
)
FROM_OPENING = "Ngày lấy ở câu mở đầu ({}). Nếu đăng hôm khác, hãy sửa ngày đăng."
FROM_MESSAGE = "Ngày lấy theo tin nhắn ({}). Nếu đăng hôm khác, hãy sửa ngày đăng."


@dataclass
class Imported:
    """place: where the story is; losses: what could not be brought; notes: what a person should look at."""

    place: Place
    title: str
    photos: int = 0
    draft: bool = True
    losses: list[Loss] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Wish:
    """What whoever imports says of the story; '' leaves it to the document.

    section: of the portal's; status: as in a head, '' for a draft
    """

    title: str = ""
    section: str = ""
    author: str = ""
    status: str = ""


def bring(
    document: Document,
    root: Path,
    sections: Sequence[Section],
    wish: Wish,
    now: datetime,
    names: Sequence[str] = (),
) -> Imported:
    """Writes the story in `document` into the portal at `root`; MistakesFound, and nothing, when it cannot.

    now: the moment that dates a story whose document tells no day; names: of the portal (own_names.py)
    """
    if not document.blocks:
        raise MistakesFound(Mistake("", "Không có chữ nào trong văn bản."))
    story = arranged(settled(document), [section.name for section in sections], names)
    if wish.title and story.title and fold(wish.title) != fold(story.title):
        story.losses.append(Loss(f"Tiêu đề trong văn bản, đã thay bằng TITLE: “{story.title}”"))
    story.title = wish.title or story.title
    if not story.title:
        raise MistakesFound(Mistake("", NO_TITLE))
    moment, status = _moment(story, document, now), _status(wish)
    if story.day is not None and story.day > now:
        story.notes.append(f"Ngày trong văn bản ({_told(story.day)}) chưa tới: bài chỉ hiện từ ngày ấy.")
    place = folder.place_of(root, story.title, moment)
    files_of, files = _names(story.body)
    body = markdown.text_of(_with_photos(story.body, files_of))
    head = folder.head_of(
        {
            "title": story.title,
            "date": _told(moment),
            "category": _section(story, sections, wish),
            "author": _author(story, wish),
            "source": story.source,
            "summary": story.lead,
            "views_base": story.views,
            "status": status,
        },
        () if wish.section or story.section else ("category",),
    )
    folder.write(place, f"{head}\n{body}", files)
    done = Imported(place, story.title, len(files), bool(status), story.losses, story.notes)
    done.notes += _read_back(place)
    return done


def _moment(story: Story, document: Document, now: datetime) -> datetime:
    """What dates the story; what was not meant to is noted."""
    if story.day:
        return story.day
    if story.opening and story.opening <= now:
        if story.opening.date() != now.date():
            story.notes.append(FROM_OPENING.format(_told(story.opening)))
        return story.opening
    story.notes.append(FROM_MESSAGE.format(_told(document.day)) if document.day else NO_DAY)
    return document.day or now


def _told(moment: datetime) -> str:
    return f"{moment:%d/%m/%Y %H:%M}" if moment.hour or moment.minute else f"{moment:%d/%m/%Y}"


def _names(body: Sequence[Block | Photo]) -> tuple[dict[int, str], dict[str, bytes]]:
    """(the file of each photo by its id, the bytes of each file); one picture shown twice is one file."""
    by_bytes: dict[bytes, str] = {}
    names, files = {}, {}
    for each in body:
        if isinstance(each, Photo):
            key = hashlib.sha256(each.picture.data).digest()
            name = by_bytes.setdefault(key, f"anh-{len(by_bytes) + 1:02d}{each.picture.suffix}")
            names[id(each)] = name
            files[name] = each.picture.data
    return names, files


def _with_photos(body: Sequence[Block | Photo], names: dict[int, str]) -> list[Block | str]:
    """The body with its photos as they are written; those of one row on lines one after another."""
    found: list[Block | str] = []
    for at, each in enumerate(body):
        if not isinstance(each, Photo):
            found.append(each)
        elif each.beside and at and isinstance(body[at - 1], Photo):
            found[-1] = f"{found[-1]}\n{_photo(each, names)}"
        else:
            found.append(_photo(each, names))
    return found


def _photo(photo: Photo, names: dict[int, str]) -> str:
    caption = photo.caption.replace("[", "(").replace("]", ")")
    credit = photo.credit.replace('"', "”")
    return f"![{caption}]({names[id(photo)]}" + (f' "{credit}")' if credit else ")")


def _section(story: Story, sections: Sequence[Section], wish: Wish) -> str:
    if wish.section:
        return section_named(wish.section, sections)
    if story.section:
        return story.section
    notices = [section.name for section in sections if fold(section.name) == NOTICES]
    guess = [*(notices if NOTICE.match(fold(story.title)) else []), sections[0].name][0]
    story.notes.append(NO_SECTION.format(guess))
    return guess


def section_named(wanted: str, sections: Sequence[Section]) -> str:
    """The section's own name for one as people write it; MistakesFound when there is none."""
    plain = " ".join(fold(wanted).split())
    for section in sections:
        if plain in (fold(section.name), section.slug):
            return section.name
    names = ", ".join(section.name for section in sections)
    raise MistakesFound(Mistake("SECTION", f"Chuyên mục “{wanted}” không có. Các chuyên mục: {names}."))


def _status(wish: Wish) -> str:
    """The line of a draft: what no person has read yet goes out by nobody's mistake."""
    asked = fold(wish.status.strip())
    if asked not in ("", *DRAFTS, *PUBLISHED):
        raise MistakesFound(Mistake("STATUS", NO_STATUS.format(wish.status.strip())))
    return "" if asked in PUBLISHED else "nháp"


def _author(story: Story, wish: Wish) -> str:
    if wish.author or story.author:
        return wish.author or story.author
    story.notes.append(f"Không thấy tên người viết ở cuối bài, để tạm là “{EDITORS}”.")
    return EDITORS


def _read_back(place: Place) -> list[str]:
    """What the portal says of the story as it was written."""
    try:
        _, values = parse_story(place.path / "index.md", place.text, BodyParser())
    except MistakesFound as found:
        return [f"{mistake}" for mistake in found.mistakes]
    return [f"dòng {line}: {sentence}" for sentence, line in values["body"].notes]
