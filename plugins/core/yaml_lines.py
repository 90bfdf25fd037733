"""Lines of a file that people write, and how deep each stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from plugins.vietnamese.text import SPACES


@dataclass(frozen=True, slots=True)
class Line:
    """number: from 1, in the file; indent: columns before `text`."""

    number: int
    indent: int
    text: str

    @property
    def blank(self) -> bool:
        return not self.text or self.text[0] == "#"

    def holds(self, other: "Line") -> bool:
        """Whether a line below it is deeper, or empty."""
        return not other.text or other.indent > self.indent


def lines_of(text: str, first: int) -> list[Line]:
    """The lines of `text`; the first is line `first` of its file."""
    return [_line(number, raw) for number, raw in enumerate(text.split("\n"), first)]


def _line(number: int, raw: str) -> Line:
    if not raw.isascii() or "\t" in raw or "  " in raw:
        raw = raw.expandtabs()
        return Line(number, len(raw) - len(raw.lstrip()), SPACES.sub(" ", raw).strip())
    return Line(number, int(raw[:1] == " "), raw.strip())


def under(line: Line, lines: Sequence[Line], at: int) -> int:
    """Where the lines from `at` on that `line` holds come to their end."""
    while at < len(lines) and line.holds(lines[at]):
        at += 1
    return at
