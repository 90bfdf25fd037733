"""One thing that a rule found."""

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from plugins.core.mistakes import Mistake


class Finding(NamedTuple):
    """rule: its name; mistake: where, and what to do; advice where that is a warning."""

    rule: str
    mistake: Mistake

    def as_advice(self) -> "Finding":
        return self if self.mistake.warning else Finding(self.rule, replace(self.mistake, warning=True))


def told(rule: str, mistakes: Iterable[Mistake]) -> list[Finding]:
    return [Finding(rule, mistake) for mistake in mistakes]


def advice(rule: str, path: str, sentence: str, line: int | None = None) -> Finding:
    return Finding(rule, Mistake(path, sentence, line, warning=True))
