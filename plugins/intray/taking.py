"""One drop becomes a story, mends the story it became before, or approves it."""

import re
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from plugins.check.run import check
from plugins.core.addresses import DRAFTS, STORIES
from plugins.core.faults import unforeseen
from plugins.core.files import store
from plugins.core.mistakes import MistakesFound
from plugins.desk.importing import Wish, bring
from plugins.desk.reading import read
from plugins.intray.drops import APPROVED, MOST_FILES, Drop
from plugins.intray.ledger import Ledger, Row, digest_of
from plugins.intray.reply import Reply
from plugins.portal.settings import Section
from plugins.publish.releases.tree import hash_of
from plugins.vietnamese.text import fold, slug

INDEX = "index.md"
DRAFT = "status: nháp"
DRAFTS_SAID = ("nhap", "ban nhap", "draft", "published", "dang")
OLD = ".cu"
MANY = 40  # photos of a story: more are an album
DRAFTED = f"Đã thành bài nháp. Duyệt xong thì chuyển tệp vào thư mục “{APPROVED}”: bài lên ở lần đăng tới."
MENDED = f"Đã sửa bài nháp theo tệp mới. Duyệt xong thì chuyển tệp vào thư mục “{APPROVED}”."
PASSED = "Đã duyệt: bài lên ở lần đăng tới."
HELD = "Đã duyệt, nhưng bài chưa lên được: còn lỗi ở mục “Cần xem lại”. Hãy sửa tệp rồi thả lại."
WAITS = f"Bài này đã duyệt từ trước, nên bản sửa chờ duyệt: chuyển tệp vào thư mục “{APPROVED}” thì máy thay."
REFUSED = "Chưa đưa vào được. Tệp của bạn vẫn nguyên."
NO_DOCUMENT = "Ở đây không có tệp Word (.docx) nào. Hãy để tệp Word và ảnh chung một thư mục."
OLD_WORD = "Tệp .doc đời cũ: hãy mở bằng Word, lưu thành .docx rồi thả lại."
TOO_MANY = f"Thư mục có hơn {MOST_FILES} tệp. Hãy chia nhỏ, mỗi bài một thư mục."
WHOSE = "Có {} tệp Word và {} ảnh rời: chưa lấy ảnh, vì không biết của bài nào. Hãy để mỗi bài một thư mục."
HAND = "Bài đã được sửa tay ở {}; chữ ấy giữ ở {}."
SAME_NAME = "Đã có bài khác cùng tên ở {}; bài này nằm ở {}."
MANY_PHOTOS = "Có {} ảnh: nhiều thế này hợp với một album hơn."
PHOTO = "Ảnh {} đặt ở cuối bài, chưa có chú thích."


@dataclass(frozen=True)
class Tray:
    """root: the project's folder; sections: of the portal; preview: where drafts are seen, or ''"""

    root: Path
    sections: Sequence[Section]
    preview: str = ""


def take(tray: Tray, ledger: Ledger, drop: Drop, now: datetime) -> list[Reply]:
    """What is to be told of the drop, each of its documents taken. OSError where a file went away."""
    documents = drop.documents
    if len(drop.stamp) > MOST_FILES:
        return [Reply(drop.path.name, REFUSED, mend=[TOO_MANY])]
    if not documents:
        old = any(each.suffix.lower() == ".doc" for each in drop.files)
        return [Reply(drop.path.name, REFUSED, mend=[OLD_WORD if old else NO_DOCUMENT])]
    photos = drop.photos if len(documents) == 1 else []
    replies = [_taken(tray, ledger, drop, each, photos, now) for each in documents]
    if drop.photos and not photos:
        replies[0].mend.append(WHOSE.format(len(documents), len(drop.photos)))
    return replies


@dataclass(frozen=True)
class _Taken:
    """One document as it was kept. key: of its row; digest: of it and its photos; approved: to go out"""

    key: str
    digest: str
    document: Path
    photos: tuple[Path, ...]
    approved: bool


def _taken(
    tray: Tray, ledger: Ledger, drop: Drop, document: Path, photos: Sequence[Path], now: datetime
) -> Reply:
    inside = document.relative_to(drop.path).as_posix() if document != drop.path else ""
    key = f"{drop.key}/{inside}" if len(drop.documents) > 1 else drop.key
    kept, own = ledger.keep(document)
    beside = [ledger.keep(photo) for photo in photos]
    digest = digest_of((own, *(each for _, each in beside)))
    row = ledger.rows.get(key)
    known = row if row and row.place and (tray.root / row.place / INDEX).is_file() else None
    reply = Reply(document.name, "")
    if known and known.digest == digest:
        if drop.approved and not known.approved:
            _approve(tray, ledger, key, known)
        reply.state = PASSED if drop.approved or known.approved else DRAFTED
    elif known and known.approved and not drop.approved:
        reply.state = WAITS
    else:
        taken = _Taken(key, digest, kept, tuple(path for path, _ in beside), drop.approved)
        try:
            _bring(tray, ledger, taken, known, now, reply)
        except MistakesFound as found:
            return Reply(document.name, REFUSED, mend=[mistake.sentence for mistake in found.mistakes])
        except OSError:
            raise
        except Exception as fault:  # one document that this software cannot read keeps no other out
            return Reply(document.name, REFUSED, mend=[unforeseen(fault, tray.root)])
    row = ledger.rows[key]
    if reply.state == PASSED and (slips := _slips(tray.root, row.place)):
        reply.state, reply.mend = HELD, [*reply.mend, *slips]
    if tray.preview and row.place:
        first = STORIES if row.approved else DRAFTS
        reply.preview = f"{tray.preview.rstrip('/')}/{first}{row.place.removeprefix('content/tin/')}/"
    return reply


def _slips(root: Path, place: str) -> list[str]:
    """What keeps the story there from being published, as far as a check can tell."""
    try:
        findings = check(root, f"{place}/{INDEX}").findings
    except Exception as fault:  # the story is in its place; the next publish tells what is wrong
        unforeseen(fault, root)
        return []
    return [each.mistake.sentence for each in findings if not each.mistake.warning]


def _bring(tray: Tray, ledger: Ledger, taken: _Taken, known: Row | None, now: datetime, reply: Reply) -> None:
    work = tray.root / ".cache/intray"
    work.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=work) as folder:
        done = bring(read(taken.document), Path(folder), tray.sections, Wish(), now)
        new, photos = done.place.path, []
        for photo in taken.photos:
            photos.append(_beside(new, photo))
        text = (new / INDEX).read_text("utf-8") + "".join(f"\n![]({name})\n" for name in photos)
        # A row without a story: its folder was taken away, or it stopped before it was written.
        before = ledger.rows.get(taken.key)
        place = before.place if before else ""
        place = place or _free(tray.root, done.place.folder, ledger.places())
        live = tray.root / place / INDEX
        if known:  # it stays in the folder of its month, and where it is withdrawn it is so
            text = _with_line(text, "date", _line(live, "date"))
        text = _with_line(text, "status", _status(live, taken.approved))
        row = Row(taken.digest, place, hash_text(text), taken.approved)
        # Noted first: whatever stops in between, the same drop comes to the same place again.
        ledger.write(taken.key, Row("", place, known.text if known else row.text, taken.approved))
        aside = _lay(tray.root / place, new, text, known)
        ledger.write(taken.key, row)
    reply.state = PASSED if taken.approved else MENDED if known else DRAFTED
    reply.understood = [f"Tiêu đề: {done.title}", f"Ảnh: {done.photos + len(photos)}"]
    for name, label in (("category", "Chuyên mục"), ("author", "Người viết"), ("date", "Ngày")):
        reply.understood.append(f"{label}: {_line(live, name).partition(':')[2].strip()}")
    reply.lost = [str(loss) for loss in done.losses]
    reply.mend = [*done.notes, *(PHOTO.format(name) for name in photos[:MANY])]
    reply.mend += [MANY_PHOTOS.format(len(photos))] if len(photos) > MANY else []
    moved = place != done.place.folder and not known
    reply.mend += [SAME_NAME.format(done.place.folder, place)] if moved else []
    reply.mend += [HAND.format(INDEX, aside)] if aside else []


def _beside(folder: Path, photo: Path) -> str:
    """Copies the photo into the folder; its name there: "ảnh (1).JPG" as anh-1.jpg, each its own."""
    stem, suffix = slug(photo.stem) or "anh", photo.suffix.lower()
    names = (f"{stem}{suffix}", *(f"{stem}-{number}{suffix}" for number in range(2, MOST_FILES + 2)))
    name = next(each for each in names if not (folder / each).exists())
    shutil.copyfile(photo, folder / name)
    return name


def _lay(place: Path, new: Path, text: str, known: Row | None) -> str:
    """The story in its place; the name under which a text that somebody edited there is kept, or ''."""
    place.mkdir(parents=True, exist_ok=True)
    live, aside = place / INDEX, ""
    if known and live.is_file() and hash_of(live) != known.text:
        aside = next(name for n in range(1, 1000) if not (place / (name := f"{INDEX}{OLD}{n}")).exists())
        shutil.copyfile(live, place / aside)
    for file in new.iterdir():
        if file.name != INDEX:
            store(place / file.name, file.read_bytes())
    store(live, text.encode())
    return aside


def _approve(tray: Tray, ledger: Ledger, key: str, row: Row) -> None:
    file = tray.root / row.place / INDEX
    by_hand = hash_of(file) != row.text
    text = _with_line(file.read_text("utf-8"), "status", _status(file, approved=True))
    store(file, text.encode())
    ledger.write(key, Row(row.digest, row.place, row.text if by_hand else hash_text(text), True))


def _status(file: Path, approved: bool) -> str:
    """The line of a story's status: what was withdrawn stays so, whatever is dropped."""
    line = _line(file, "status") if file.is_file() else ""
    if fold(line.partition(":")[2].strip().strip("\"'")) not in ("", *DRAFTS_SAID):
        return line
    return "" if approved else DRAFT


def _free(root: Path, place: str, taken: set[str]) -> str:
    places = [place, *(f"{place}-{number}" for number in range(2, 1000))]
    return next(each for each in places if each not in taken and not (root / each).exists())


def _line(file: Path, name: str) -> str:
    found = re.search(rf"^{name}:.*$", file.read_text("utf-8"), re.M)
    return found[0] if found else ""


def _with_line(text: str, name: str, line: str) -> str:
    """The text with `line` for the field `name` of its head; '' takes the field away."""
    head, rule, body = text.removeprefix("---\n").partition("\n---\n")
    rows = [row for row in head.split("\n") if not row.startswith(f"{name}:")]
    return "---\n" + "\n".join([*rows, *([line] if line else [])]) + rule + body


def hash_text(text: str) -> str:
    return sha256(text.encode()).hexdigest()
