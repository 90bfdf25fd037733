"""A line in capitals as a sentence, with the capitals of its names.

A name is known by how the text below writes it, by the portal's own names, or by those of the whole country;
else by the word before it ("xã", "đồng chí"), and then it is told.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from plugins.desk.capital_words import KNOWN, NO_NAME, NO_NAMES, PERSONS, PLACES, SURNAMES, UNITS, WRITTEN
from plugins.desk.word_forms import WORD, Texts, Word, words_of
from plugins.vietnamese.spelling import is_syllable

SHARE = 0.8  # of the letters of a line in capitals
NEW = re.compile(r"(?:[.!?…:]\s+|(?:^|\s)[\"]|[“‘«])$")  # where a sentence or a quotation begins
ROMAN = re.compile(r"(?=[IVXLC])(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
COUNTED = frozenset(
    "lần quý khóa kỳ thứ chương phần mục lớp hạng cấp loại đợt kỷ hội vòng nhóm khối bậc tập và lục mẫu "
    "biểu số".split()
)
ALSO_WORDS = frozenset("I V X L C D M VI XI LI CI DI MI MIX".split())  # Roman numbers and words at once
LOWERED = "Chữ viết hoa toàn bộ ở tiêu đề, đề mục đã thành chữ thường, trừ tên riêng máy biết: hãy xem lại"
GUESSED = "; máy đoán là tên riêng: {}."


@dataclass
class Unsure:
    """names: written with capitals for the word before them alone; lines: how many were in capitals"""

    names: list[str] = field(default_factory=list)
    lines: int = 0

    def told(self) -> list[str]:
        """The note about them, if there is one to make."""
        sure = (
            GUESSED.format(", ".join(f"“{name}”" for name in dict.fromkeys(self.names))) if self.names else ""
        )
        return [f"{LOWERED}{sure or '.'}"] if self.lines else []


def is_wall(text: str) -> bool:
    """Whether it is written in capitals."""
    letters = [letter for letter in text if letter.isalpha()]
    return bool(letters) and sum(map(str.isupper, letters)) >= SHARE * len(letters)


class Capitals:
    """How the words of some texts are written. texts: lines; those in capitals say nothing."""

    def __init__(self, texts: Iterable[str], names: Iterable[str] = ()):
        self._own = Texts(text for text in texts if not is_wall(text))
        self._known = defaultdict[str, list[list[Word]]](list)  # by their first words
        for name in (*names, *KNOWN):
            if words := words_of(name):
                self._known[words[0].small].append(words)

    def sentence(self, text: str, unsure: Unsure, begins: bool = True) -> str:
        """`text` without a wall of capitals. begins: whether a sentence begins with it"""
        if is_wall(text) and len(text.split()) > 1:
            unsure.lines += 1
            text = self._lowered(text, unsure)
        return f"{text[:1].upper()}{text[1:]}" if begins else self.begun_small(text)

    def begun_small(self, text: str) -> str:
        """`text` as the rest of a sentence: its first letter small, where it is no name's."""
        words = words_of(text)
        if not words or words[0].form.isupper():
            return text
        known = self._forms([word.small for word in words], words)[0]
        if known and known[:1].isupper():
            return text
        return re.sub(r"\w", lambda letter: letter[0].lower(), text, count=1)

    def _lowered(self, text: str, unsure: Unsure) -> str:
        words = words_of(text)
        smalls = [word.small for word in words]
        forms = self._forms(smalls, words)
        places = list(WORD.finditer(text))
        guessed = _guessed(words, smalls, forms)
        written: list[str] = []
        end = 0
        for at, (place, word) in enumerate(zip(places, words, strict=True)):
            between = text[end : place.start()]
            end = place.end()
            form = forms[at] or self._own.single(word.small) or _alone(words, at, text, place)
            if at in guessed:
                form = word.small.capitalize()
            if NEW.search(text[: place.start()]) and form == word.small:
                form = word.small.capitalize()
            written.append(between + form)
        for first in sorted(guessed):
            if first - 1 not in guessed:
                last = first
                while last + 1 in guessed:
                    last += 1
                unsure.names.append(" ".join(smalls[at].capitalize() for at in range(first, last + 1)))
        return "".join(written) + text[end:]

    def _forms(self, smalls: Sequence[str], words: Sequence[Word]) -> list[str | None]:
        """How each word is written elsewhere: in the longest passage of the text that has it, or in a name.

        A passage that begins inside a name says nothing of it: "toàn thể Nhân dân" of "Ủy ban nhân dân".
        """
        found: list[tuple[int, str | None]] = [(0, None)] * len(smalls)
        name_ends = 0
        for at in range(len(smalls)):
            name = self._name_at(smalls, at) if at >= name_ends else []
            passage = self._own.passage(words, at)
            for place, form in enumerate(passage):
                if form is not None and at + place >= name_ends and len(passage) > found[at + place][0]:
                    found[at + place] = (len(passage), form)
            if name:
                name_ends = at + len(name)
                for place, form in enumerate(name):
                    if len(name) > found[at + place][0]:
                        found[at + place] = (len(name), form)
        return [form for _, form in found]

    def _name_at(self, smalls: Sequence[str], at: int) -> list[str]:
        """The longest known name that stands there, whole."""
        found = (
            name
            for name in self._known.get(smalls[at], ())
            if [word.small for word in name] == [*smalls[at : at + len(name)]]
        )
        return [word.form for word in max(found, key=len, default=[])]


def _alone(words: Sequence[Word], at: int, text: str, place: re.Match[str]) -> str:
    """A word that nothing around it explains."""
    word = words[at]
    if word.small in WRITTEN:
        return WRITTEN[word.small]
    beside = text[place.start() - 1 : place.start()] + text[place.end() : place.end() + 1]
    if any(map(str.isdigit, word.form)) or "/" in beside or not is_syllable(word.small):
        return word.form
    numbered = at == 0 and text[place.end() : place.end() + 1] in (".", ")")
    counted = numbered or (at > 0 and words[at - 1].small in COUNTED)
    if ROMAN.fullmatch(word.form) and (counted or word.form not in ALSO_WORDS):
        return word.form
    return word.small


def _guessed(words: Sequence[Word], smalls: Sequence[str], forms: Sequence[str | None]) -> set[int]:
    """Words that must be a name, for the word before them: "xã Lại Yên", "đồng chí Nguyễn Văn An"."""
    found: set[int] = set()
    for at in range(1, len(words)):
        before = {" ".join(smalls[max(at - count, 0) : at]) for count in (1, 2, 3)}
        if at in found or not words[at - 1].near or not _may_be_name(at, smalls, forms):
            continue
        of_place = bool(before & {*PLACES})
        if (of_place or before & {*UNITS}) and not _is_no_name(smalls, at):
            longest = 2
        elif before & {*PERSONS} and smalls[at] in SURNAMES:
            longest = 4 if smalls[at + 1 : at + 2] == ["thị"] else 3
        else:
            continue
        for more in range(at, min(at + longest, len(words))):
            ends = more > at and (not words[more - 1].near or (of_place and _is_no_name(smalls, more)))
            if ends or not _may_be_name(more, smalls, forms):
                break
            found.add(more)
    return found


def _is_no_name(smalls: Sequence[str], at: int) -> bool:
    return smalls[at] in NO_NAME or " ".join(smalls[at : at + 2]) in NO_NAMES


def _may_be_name(at: int, smalls: Sequence[str], forms: Sequence[str | None]) -> bool:
    return forms[at] is None and smalls[at].isalpha() and is_syllable(smalls[at]) and smalls[at] not in UNITS
