"""A mistake of an editor or an administrator, told in one Vietnamese sentence.

Everything that can go wrong with what people write is raised or collected as a
`Mistake`, so that the terminal, the preview in the browser and the tests all see
the same three facts: where, which line, what to do. Nobody sees a traceback.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from typing import Any

from plugins.core.names import as_text, shown


@dataclass(frozen=True)
class Mistake:
    """One thing to mend.

    path: file as a person would name it, relative to the project, or '' if none
    sentence: what is wrong and what to do, in Vietnamese, with a full stop
    line: 1-based line in that file, or None when there is no single line
    warning: True when the build may go on in the preview
    """

    path: str
    sentence: str
    line: int | None = None
    warning: bool = False

    def __post_init__(self) -> None:
        # It is written to logs and reports, of files with whatever names.
        object.__setattr__(self, "path", as_text(self.path))
        object.__setattr__(self, "sentence", as_text(self.sentence))

    def __str__(self) -> str:
        path, sentence = shown(self.path), "\n".join(map(shown, self.sentence.split("\n")))
        where = f"{path}, dòng {self.line}" if self.line else path
        return f"{where}: {sentence}" if where else sentence

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


class MistakesFound(Exception):
    """Stops the build with every mistake found so far, not only the first."""

    def __init__(self, *mistakes: Mistake) -> None:
        self.mistakes = mistakes
        super().__init__("\n".join(str(mistake) for mistake in mistakes))

    def __reduce__(self) -> tuple[type, tuple[Mistake, ...]]:  # it travels between the processes of a build
        return type(self), self.mistakes


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A Vietnamese hint naming the closest of `known`, or '' when none is close."""
    close = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f" Có phải ý bạn là “{close[0]}”?" if close and close[0] != word else ""
