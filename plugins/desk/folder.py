"""The folder of a new story: its place, its head as editors type it, its words."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from plugins.core.fields import told_of
from plugins.core.files import store
from plugins.core.mistakes import Mistake, MistakesFound
from plugins.story.front_matter import StoryMatter
from plugins.vietnamese.text import clean, slug

LONGEST, ENOUGH = 70, 18  # letters of an address, and of one that says enough
DIVIDED = re.compile(r"[,;:!?…)”\"–—-]$")
# Words that begin a phrase and end none.
BEGINS = frozenset(
    "và của về tại cho trong với để từ theo do là các những ở đến tới trên dưới sau trước nhằm bằng vào ngày "
    "năm tháng nhân giữa khi vì bị được như một".split()
)
THERE = "Đã có bài ở {}. Máy không chép đè: hãy sửa thẳng bài ấy, hoặc gõ thêm TITLE='tiêu đề khác'."
PROVISIONAL = "# Để tạm {}: xem lại rồi xóa dòng này."
SIGNS = re.compile(r"^[\"'#|>]|\s#")  # what a value may not hold without quotes around it


@dataclass(frozen=True)
class Place:
    """folder: content/tin/<year>/<month>/<name>, under the project's folder `root`."""

    root: Path
    folder: str

    @property
    def path(self) -> Path:
        return self.root / self.folder

    @property
    def text(self) -> str:
        """The name of its text file."""
        return f"{self.folder}/index.md"


def place_of(root: Path, title: str, day: datetime) -> Place:
    """Where the story of this title and day belongs; MistakesFound when there is one already."""
    name = short_slug(title)
    if not name:
        raise MistakesFound(Mistake("TITLE", "Tiêu đề không có chữ nào. Hãy ghi tiêu đề."))
    place = Place(root, f"content/tin/{day.year}/{day.month:02d}/{name}")
    if place.path.exists():
        raise MistakesFound(Mistake("", THERE.format(place.folder)))
    return place


def short_slug(title: str) -> str:
    """The title as an address of at most LONGEST letters, ended where a phrase ends.

    At a sign that divides it, else before a word that begins a phrase ("của", "tại"), else at a word.
    """
    whole = slug(title)
    if len(whole) <= LONGEST:
        return whole
    words = [word for word in clean(title).split() if slug(word)]
    names = [slug(" ".join(words[:end])) for end in range(len(words) + 1)]
    ends = [end for end in range(len(words), 0, -1) if ENOUGH <= len(names[end]) <= LONGEST]
    for rank in (_ends_a_clause, _ends_a_phrase, _ends_no_phrase_open):
        if end := next((end for end in ends if rank(words, end)), 0):
            return names[end]
    return whole[:LONGEST].strip("-")


def _ends_a_clause(words: Sequence[str], end: int) -> bool:
    return bool(DIVIDED.search(words[end - 1])) or words[end][:1] in '(“"'


def _ends_a_phrase(words: Sequence[str], end: int) -> bool:
    return words[end].lower() in BEGINS and _ends_no_phrase_open(words, end)


def _ends_no_phrase_open(words: Sequence[str], end: int) -> bool:
    return words[end - 1].lower() not in BEGINS


def head_of(values: Mapping[str, str], provisional: Collection[str] = ()) -> str:
    """The head of a story: one line for each value that is there, in the order of the handbook.

    values: by the name of its field; ValueError for a name that no story reads
    provisional: names of those that nobody chose; a remark says so, until somebody takes it away
    """
    fields = told_of(StoryMatter)
    lines: list[str] = []
    for name in sorted(values, key=list(fields).index):
        if values[name] and name in provisional:
            lines.append(PROVISIONAL.format(fields[name].label))
        lines += [f"{name}: {_value(values[name])}"] if values[name] else []
    return "\n".join(["---", *lines, "---", ""])


def _value(value: str) -> str:
    text = " ".join(clean(value).split())
    return "'{}'".format(text.replace("'", "''")) if SIGNS.search(text) else text


def write(place: Place, text: str, files: Mapping[str, bytes]) -> None:
    """The story in its place: all of it, or nothing. files: beside the text, by name."""
    place.path.mkdir(parents=True)
    try:
        for name, data in files.items():
            store(place.path / name, data)
        store(place.path / "index.md", text.encode())
    except BaseException:
        for name in (*files, "index.md"):
            (place.path / name).unlink(missing_ok=True)
        place.path.rmdir()
        raise
