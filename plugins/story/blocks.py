"""What a story's body is made of; the theme draws each block."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal


@dataclass(frozen=True)
class Html:
    """Running text: clean HTML, safe to print as it is."""

    html: str
    kind: Literal["html"] = "html"


@dataclass(frozen=True)
class Table:
    """A table as clean HTML, alone so that the theme can let it scroll.

    name: what it is called aloud, unique on its page
    size: "" where a phone has room for it, "wide" where a story's column has, else "widest"
    """

    html: str
    name: str
    columns: int
    size: str = ""
    kind: Literal["table"] = "table"


@dataclass(frozen=True)
class Figure:
    """One photo; `photo` is its index among the story's photos."""

    photo: int
    kind: Literal["figure"] = "figure"


@dataclass(frozen=True)
class Gallery:
    """Several photos of one paragraph; indices among the story's photos."""

    photos: tuple[int, ...]
    kind: Literal["gallery"] = "gallery"


@dataclass(frozen=True)
class Video:
    """A video elsewhere; nothing of it is loaded before the reader opens `href`."""

    href: str
    title: str
    host: str
    kind: Literal["video"] = "video"


@dataclass(frozen=True)
class Player:
    """Sound or a film beside the story. medium: "audio" or "video"; size: "MP3, 1,2 MB", '' until known."""

    href: str
    title: str
    medium: str
    size: str = ""
    kind: Literal["player"] = "player"


Block = Html | Table | Figure | Gallery | Video | Player


@dataclass(frozen=True)
class PhotoReference:
    """A photo as the editor wrote it: ![caption](name "credit") on `line` of the file."""

    name: str
    caption: str
    credit: str
    line: int | None


@dataclass(frozen=True)
class LinkReference:
    """A link as the editor wrote it, on `line` of the file."""

    href: str
    line: int | None


@dataclass(frozen=True)
class Heading:
    """A heading of the body; level 2 to 6, `anchor` unique within the story."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True)
class Body:
    """A parsed body.

    blocks: what it is made of; is_empty: there are none
    plain: the first paragraph as text
    removed: what the sanitiser took out, as ("<script>", line)
    misplaced: photos that do not stand alone
    source: the text as written; first_line: the line of its file where it begins
    notes: (sentence, line) of what looks like a ruined paste
    surplus: (line, cells of the row, columns of the table, words that no column holds)
    numbers: (kind, number, line) of those that may be a person's (personal.py)
    wordless: links nobody can see; refused: links of a kind that no page may have, as C:\\a.pdf
    known_by: SHA-256 of the file it was read from, in hex, while it is as it was read; else ''
    words_by: the same, also where it is as it was read but for links that lead nowhere for now
    """

    blocks: tuple[Block, ...]
    photos: tuple[PhotoReference, ...]
    links: tuple[LinkReference, ...]
    headings: tuple[Heading, ...]
    plain: str
    removed: tuple[tuple[str, int | None], ...]
    misplaced: tuple[PhotoReference, ...]
    wordless: tuple[LinkReference, ...] = ()
    refused: tuple[LinkReference, ...] = ()
    notes: tuple[tuple[str, int], ...] = ()
    source: str = field(
        default_factory=str
    )  # no value of the class: a LateBody has none until it is asked for
    first_line: int = 1
    surplus: tuple[tuple[int | None, int, int, str], ...] = ()
    numbers: tuple[tuple[str, str, int], ...] = ()
    is_empty: bool = False
    known_by: str = ""
    words_by: str = ""

    def changed(self, **values: Any) -> "Body":
        """The body with other `values`."""
        own = {each.name: getattr(self, each.name) for each in fields(Body)}
        return Body(**own | {"known_by": "", "words_by": ""} | values)


Text = tuple[tuple[Block, ...], str, str]  # LATE of a body
LATE = ("blocks", "source", "plain")


class LateBody(Body):
    """A body as it was read, whose text is loaded when somebody asks for it."""

    @classmethod
    def of(cls, facts: Mapping[str, Any], load: Callable[[], Text]) -> "LateBody":
        """facts: its fields by name, but for LATE; load: gives these."""
        late = cls.__new__(cls)
        late.__dict__.update(facts, _load=load)
        return late

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name not in (*LATE, "_load")}

    def load_by(self, load: Callable[[], Text]) -> None:
        """Says how its text is loaded, of a body that was pickled."""
        self.__dict__["_load"] = load

    def unload(self) -> None:
        """Lets its text go: it is loaded again for whoever asks."""
        for name in LATE if "_load" in self.__dict__ else ():
            self.__dict__.pop(name, None)

    def __getattr__(self, name: str) -> Any:
        if name not in LATE:
            raise AttributeError(name)
        self.__dict__.update(zip(LATE, self._load(), strict=True))
        return self.__dict__[name]


def text_of(body: Body) -> Text:
    """LATE of a body."""
    return body.blocks, body.source, body.plain


def facts_of(body: Body) -> dict[str, Any]:
    """The fields of a body by name, but for LATE."""
    return {each.name: getattr(body, each.name) for each in fields(Body) if each.name not in LATE}
