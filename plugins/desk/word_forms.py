"""How the words of some texts are written: which of them have capitals, and where they stand together."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WORD = re.compile(r"\w+")
NEAR = re.compile(r"[ \u00a0]|\s*[-–]\s*")  # what stands between the words of one name
BEGINS = re.compile(r"(?:^|[.!?…:;]\s+|[“\"‘«(]|\n\s*|^\W+)$")
LONGEST = 9  # words of a name
# What stands before them goes on with a name, whose rest says nothing of its own: "Ban Chỉ đạo".
OFFICES = frozenset("ban phó tổ hội đội đoàn cục vụ sở phòng viện đảng bộ".split())


@dataclass(frozen=True)
class Word:
    small: str
    form: str
    begins: bool  # a sentence: its capital says nothing
    near: bool  # to the next word


def words_of(text: str) -> list[Word]:
    found, places = [], list(WORD.finditer(text))
    for at, place in enumerate(places):
        between = text[place.end() : places[at + 1].start()] if at + 1 < len(places) else "."
        begins = at == 0 or BEGINS.search(text[: place.start()]) is not None
        found.append(Word(place[0].lower(), place[0], begins, NEAR.fullmatch(between) is not None))
    return found


class Texts:
    """The words of texts in order, and where two stand together."""

    def __init__(self, texts: Iterable[str]):
        self._words = [word for text in texts for word in words_of(text)]
        self._pairs = defaultdict[tuple[str, str], list[int]](list)
        for at, (one, other) in enumerate(zip(self._words, self._words[1:], strict=False)):
            if one.near:
                self._pairs[one.small, other.small].append(at)
        self._singles = self._alone()

    def passage(self, asked: Sequence[Word], at: int) -> list[str | None]:
        """How the words from `at` on are written where most of them stand together; [] for fewer than two."""
        if at + 1 >= len(asked) or not asked[at].near:
            return []
        ends = {
            first: self._length(asked, at, first)
            for first in self._pairs[asked[at].small, asked[at + 1].small]
            if not self._goes_on(first)
        }
        length = max(ends.values(), default=0)
        forms: list[str | None] = []
        for place in range(length):
            votes = Counter(
                word.form
                for first, much in ends.items()
                if place < much
                for word in [self._words[first + place]]
                if not (word.begins and word.form.istitle())
            )
            forms.append(votes.most_common(1)[0][0] if votes else None)
        return forms

    def _goes_on(self, at: int) -> bool:
        """Whether the word there is within the name of an office that began before it."""
        before = self._words[at - 1] if at else None
        return bool(before and before.near and before.small in OFFICES and self._words[at].form.istitle())

    def _length(self, asked: Sequence[Word], at: int, first: int) -> int:
        length = 1
        while (
            length < LONGEST
            and at + length < len(asked)
            and first + length < len(self._words)
            and asked[at + length - 1].near
            and self._words[first + length - 1].near
            and asked[at + length].small == self._words[first + length].small
        ):
            length += 1
        return length

    def single(self, small: str) -> str | None:
        """How a word is always written: with small letters, or as an abbreviation.

        A capital alone says nothing: it begins a longer name, as that of "Chủ tịch".
        """
        forms = self._singles.get(small, Counter())
        form = next(iter(forms)) if len(forms) == 1 else ""
        return form if form.islower() or (form.isupper() and len(form) > 1) else None

    def _alone(self) -> dict[str, Counter[str]]:
        found = defaultdict[str, Counter[str]](Counter)
        for word in self._words:
            if not word.begins:
                found[word.small][word.form] += 1
        return found
