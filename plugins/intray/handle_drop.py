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
from plugins.core.fields import told_of
from plugins.core.files import store
from plugins.core.mistakes import MistakesFound
from plugins.core.names import shown
from plugins.desk.importing import Wish, bring
from plugins.desk.reading import read
from plugins.intray import refusals
from plugins.intray.attachments import brought, caption_of
from plugins.intray.drops import APPROVED, MOST_FILES, Drop, is_like_approved
from plugins.intray.head_lines import line_of, status_of, with_line
from plugins.intray.ledger import Ledger, Row, digest_of
from plugins.intray.reply import Reply
from plugins.intray.word_sentences import in_word, of_findings
from plugins.portal.settings import Section
from plugins.publish.releases.tree import hash_of
from plugins.story.front_matter import StoryMatter

INDEX = "index.md"
OLD = ".cu"
SHOWN = re.compile(r"\]\(([\w.-]+)[ )]")  # a file beside the text
# Rules whose findings the import tells by itself, or that are no business of whoever wrote a text in Word.
TOLD_BEFORE = ("dan", "tep-thua")
DRAFTED = f"Đã thành bài nháp. Duyệt xong thì chuyển tệp vào thư mục “{APPROVED}”: bài lên ở lần đăng tới."
MENDED = f"Đã sửa bài nháp theo tệp mới. Duyệt xong thì chuyển tệp vào thư mục “{APPROVED}”."
PASSED = "Đã duyệt: bài lên ở lần đăng tới."
HELD = (
    "Đã duyệt, nhưng bài chưa lên được: xem mục “Phải sửa mới đăng được”. Hãy sửa tệp ngay tại đây, "
    f"hoặc thả bản sửa vào khay rồi chuyển vào thư mục “{APPROVED}” lần nữa."
)
WAITS = f"Bài này đã duyệt từ trước, nên bản sửa chờ duyệt: chuyển tệp vào thư mục “{APPROVED}” thì máy thay."
WHOSE = (
    "Có {} văn bản và {} tệp khác: chưa lấy những tệp ấy, vì không biết của bài nào. "
    "Hãy để mỗi bài một thư mục."
)
HAND = "Có người đã sửa chữ của bài trên máy đăng. Chữ ấy còn giữ ở {}; hãy hỏi người quản trị nếu cần."
SAME_NAME = (
    "Đã có bài khác cùng tiêu đề, nên máy thêm số vào địa chỉ của bài này. "
    "Hãy xem có phải một bài thả hai lần."
)
MORE = "… và {} điều nữa như vậy."
ALIKE = 5  # findings of one rule that are told one by one


@dataclass(frozen=True)
class Tray:
    """root: the project's folder; sections, names: of the portal; preview: where drafts are seen, or ''"""

    root: Path
    sections: Sequence[Section]
    preview: str = ""
    names: Sequence[str] = ()


def take(tray: Tray, ledger: Ledger, drop: Drop, now: datetime) -> list[Reply]:
    """What is to be told of the drop, each of its documents taken. OSError where a file went away."""
    if len(drop.stamp) > MOST_FILES:
        return [Reply(drop.name, refusals.STATE, must=[refusals.TOO_MANY])]
    if not (documents := drop.documents):
        for file in drop.files:
            ledger.keep(file)
        return [Reply(drop.name, refusals.STATE, must=[refusals.why(drop)])]
    alone = len(documents) == 1
    photos, others = (drop.photos, drop.others) if alone else ([], [])
    replies = [_taken(tray, ledger, drop, each, photos, others, now) for each in documents]
    if not alone and (rest := [*drop.photos, *drop.others]):
        for file in rest:
            ledger.keep(file)
        replies[0].mend.append(WHOSE.format(len(documents), len(rest)))
    replies[0].mend += refusals.hints(drop, ledger, is_like_approved(drop.path.name))
    return replies


@dataclass(frozen=True)
class _Taken:
    """One document as it was kept. key: of its row; digest: of it and its photos; approved: to go out"""

    key: str
    digest: str
    document: Path
    photos: tuple[Path, ...]
    others: tuple[Path, ...]
    approved: bool


def _taken(
    tray: Tray,
    ledger: Ledger,
    drop: Drop,
    document: Path,
    photos: Sequence[Path],
    others: Sequence[Path],
    now: datetime,
) -> Reply:
    inside = shown(document.relative_to(drop.path).as_posix()) if document != drop.path else ""
    key = f"{drop.key}/{inside}" if len(drop.documents) > 1 else drop.key
    kept, own = ledger.keep(document)
    beside = [[ledger.keep(each) for each in files] for files in (photos, others)]
    names = (caption_of(photo) for photo in photos)  # a photo that got another name gets other words
    parts = (f"{each}{name}" for (_, each), name in zip(beside[0], names, strict=True))
    digest = digest_of((own, *parts, *(each for _, each in beside[1])))
    row = ledger.rows.get(key)
    known = row if row and row.place and (tray.root / row.place / INDEX).is_file() else None
    reply = Reply(shown(document.name), "")
    if known and known.digest == digest:
        if drop.approved and not known.approved:
            _approve(tray, ledger, key, known)
        reply.state = PASSED if drop.approved or known.approved else DRAFTED
        reply.understood = _understood(tray.root / known.place / INDEX)
    elif known and known.approved and not drop.approved:
        reply.state = WAITS
    else:
        own_photos, own_others = (tuple(path for path, _ in files) for files in beside)
        taken = _Taken(key, digest, kept, own_photos, own_others, drop.approved)
        try:
            _bring(tray, ledger, taken, known, now, reply)
        except MistakesFound as found:
            told = [in_word(mistake.sentence) for mistake in found.mistakes]
            return Reply(reply.name, refusals.STATE, must=told)
        except OSError:
            raise
        except Exception as fault:  # one document that this software cannot read keeps no other out
            return Reply(reply.name, refusals.STATE, must=[unforeseen(fault, tray.root)])
    row = ledger.rows[key]
    if reply.state != WAITS:
        reply.must, told = _found(tray.root, row.place)
        reply.state = HELD if reply.must and reply.state == PASSED else reply.state
        reply.mend = list(dict.fromkeys([*reply.mend, *told]))
    if tray.preview and row.place:
        first = STORIES if row.approved else DRAFTS
        reply.preview = f"{tray.preview.rstrip('/')}/{first}{row.place.removeprefix('content/tin/')}/"
    return reply


def _found(root: Path, place: str) -> tuple[list[str], list[str]]:
    """(what keeps the story from being published, what else a check finds in it)"""
    try:
        found = [each for each in check(root, f"{place}/{INDEX}").findings if each.rule not in TOLD_BEFORE]
        lines = (root / place / INDEX).read_text("utf-8").split("\n")
    except Exception as fault:  # the story is in its place; the next publish tells what is wrong
        unforeseen(fault, root)
        return [], []
    told: tuple[list[str], list[str]] = ([], [])
    for rule, advice in dict.fromkeys((each.rule, each.mistake.warning) for each in found):
        own = [each.mistake for each in found if (each.rule, each.mistake.warning) == (rule, advice)]
        told[advice].extend(of_findings(own[:ALIKE], lines))
        told[advice].extend([MORE.format(len(own) - ALIKE)] if len(own) > ALIKE else [])
    return told


def _bring(tray: Tray, ledger: Ledger, taken: _Taken, known: Row | None, now: datetime, reply: Reply) -> None:
    work = tray.root / ".cache/intray"
    work.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=work) as folder:
        done = bring(read(taken.document), Path(folder), tray.sections, Wish(), now, tray.names)
        new = done.place.path
        beside = brought(new, taken.photos, taken.others)
        text = (new / INDEX).read_text("utf-8") + "".join(f"\n{line}\n" for line in beside.lines)
        # A row without a story: its folder was taken away, or it stopped before it was written.
        before = ledger.rows.get(taken.key)
        place = before.place if before else ""
        place = place or _free(tray.root, done.place.folder, ledger.places())
        live = tray.root / place / INDEX
        if known:  # it stays in the folder of its month, and where it is withdrawn it is so
            text = with_line(text, "date", line_of(live, "date"))
        text = with_line(text, "status", status_of(live, taken.approved))
        row = Row(taken.digest, place, hash_text(text), taken.approved)
        # Noted first: whatever stops in between, the same drop comes to the same place again.
        ledger.write(taken.key, Row("", place, known.text if known else row.text, taken.approved))
        aside = _lay(tray.root / place, new, text, known)
        ledger.write(taken.key, row)
    reply.state = PASSED if taken.approved else MENDED if known else DRAFTED
    reply.understood = [*_understood(live), f"Ảnh: {done.photos + len(taken.photos)}", *beside.understood]
    reply.lost = [in_word(str(loss)) for loss in done.losses]
    lines = text.split("\n")
    reply.mend = [*(in_word(note, lines) for note in done.notes if not _is_told_again(note)), *beside.mend]
    reply.mend += [SAME_NAME] if place != done.place.folder and not known else []
    reply.mend += [HAND.format(aside)] if aside else []


def _understood(file: Path) -> list[str]:
    """The head of the story as its editor reads it."""
    rows = []
    for name, told in told_of(StoryMatter).items():
        value = line_of(file, name).partition(":")[2].strip()
        if value and name in ("title", "category", "author", "source", "date"):
            rows.append(f"{told.label[:1].upper()}{told.label[1:]}: {value.strip(chr(39))}")
    return rows


def _is_told_again(note: str) -> bool:
    """Whether a check tells the same: of a photo by its name, of the section as long as nobody chose it."""
    return bool(re.match(r"Ảnh \d+ chưa có chú thích|Chuyên mục để tạm", note))


def _lay(place: Path, new: Path, text: str, known: Row | None) -> str:
    """The story in its place; the name under which a text that somebody edited there is kept, or ''."""
    place.mkdir(parents=True, exist_ok=True)
    live, aside = place / INDEX, ""
    if known and live.is_file() and hash_of(live) != known.text:
        aside = next(name for n in range(1, 1000) if not (place / (name := f"{INDEX}{OLD}{n}")).exists())
        shutil.copyfile(live, place / aside)
    before = "" if aside or not known else live.read_text("utf-8")
    for name in {*SHOWN.findall(before)} - {*SHOWN.findall(text)}:  # a photo that is in the document no more
        (place / name).unlink(missing_ok=True)
    for file in new.iterdir():
        if file.name != INDEX:
            store(place / file.name, file.read_bytes())
    store(live, text.encode())
    return aside


def _approve(tray: Tray, ledger: Ledger, key: str, row: Row) -> None:
    file = tray.root / row.place / INDEX
    by_hand = hash_of(file) != row.text
    text = with_line(file.read_text("utf-8"), "status", status_of(file, approved=True))
    store(file, text.encode())
    ledger.write(key, Row(row.digest, row.place, row.text if by_hand else hash_text(text), True))


def _free(root: Path, place: str, taken: set[str]) -> str:
    places = [place, *(f"{place}-{number}" for number in range(2, 1000))]
    return next(each for each in places if each not in taken and not (root / each).exists())


def hash_text(text: str) -> str:
    return sha256(text.encode()).hexdigest()
