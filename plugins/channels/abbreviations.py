"""What offices write short, in full."""

import re
from collections.abc import Mapping
from functools import lru_cache

from plugins.channels.short_forms import BEFORE_NAMES, BEFORE_NUMBERS, FULL, IN_ADDRESSES, SAID_SO
from plugins.vietnamese.letters import CAPITAL
from plugins.vietnamese.syllable import SYLLABLE, split_tone
from plugins.vietnamese.text import fold

DEPUTY = re.compile(
    r"(?<!\w)P\. ?(?=Chủ tịch|CT\b|Bí thư|Trưởng|Giám đốc|GĐ\b|Hiệu trưởng|Chánh|Viện trưởng)"
)
NAMED = re.compile(
    rf"(?<!\w)(?:(?P<dotted>{'|'.join(BEFORE_NAMES)})\.\s?|(?P<bare>TP|Tp|TX|PGS|GS|TS)\s)"
    rf"(?=(?:{CAPITAL}|\d))(?!HCM)"
)
PLACED = re.compile(rf"(?<=, )({'|'.join(IN_ADDRESSES)})\. ?(?={CAPITAL})")
NUMBERED = re.compile(rf"(?<!\w)({'|'.join(BEFORE_NUMBERS)})[. ]?(?=\d{{1,4}}(?!\d))")
BORN = re.compile(r"(?<!\w)SN:? ?(?=(?:19|20)\d\d(?!\d))")
SHORT = re.compile(r"(?<![\w.@/])[a-z]?[A-ZĐƯ][A-ZĐƯ&]+(?:[A-ZĐƯ0-9&-]*[A-ZĐƯ])?(?![\w@])")
BRACKETED = re.compile(rf" ?\(({SHORT.pattern})\)")
NOT_AGAIN = ("phòng",)  # "Phòng PCCC" is an office, and what it does begins with the same word


def of_place(parent: str) -> dict[str, str]:
    """What depends on where the portal is; parent: the unit above it, as "Thành phố Hà Nội"."""
    return {"TU": "Thành ủy" if parent.lower().startswith("thành phố") else "Tỉnh ủy"}


def in_full(text: str, own: Mapping[str, str]) -> str:
    """`text` with what is known written out; own: more of them, which win."""
    text = BRACKETED.sub(lambda found: "" if _is_short_for(found) else found[0], text)
    text = BORN.sub("sinh năm ", DEPUTY.sub("Phó ", text))
    text = NUMBERED.sub(lambda found: f"{_unsaid(found, BEFORE_NUMBERS[found[1]])} ", text)
    text = PLACED.sub(lambda found: f"{IN_ADDRESSES[found[1]]} ", text)
    text = NAMED.sub(lambda found: f"{_unsaid(found, BEFORE_NAMES[found['dotted'] or found['bare']])} ", text)
    words = {**FULL, **own}
    shouted = text.upper() == text
    return _pattern(tuple(words)).sub(
        lambda found: found[0] if shouted and is_syllable(found[0]) else _unsaid(found, words[found[0]]), text
    )


def unknown(text: str) -> list[str]:
    """What looks written short and is not known, each once."""
    if text.upper() == text:
        return []
    found = (each[0] for each in SHORT.finditer(text))
    return list(dict.fromkeys(each for each in found if each not in SAID_SO and not is_syllable(each)))


def is_syllable(word: str) -> bool:
    return SYLLABLE.fullmatch("".join(split_tone(letter)[0] for letter in word).lower()) is not None


def _unsaid(found: re.Match[str], full: str) -> str:
    """`full` less the words that stand before it already: "đường ĐH.05" is "đường huyện năm"."""
    words = full.split()
    before = found.string[: found.start()].lower().split()[-len(words) :]
    for many in range(len(before), 0, -1):
        again = [word.lower() for word in words[:many]]
        if before[-many:] == again and again != [*NOT_AGAIN]:
            return " ".join(words[many:])
    return full


def _is_short_for(found: re.Match[str]) -> bool:
    """Whether brackets say only how the words before them are written short: "Hợp tác xã (HTX)"."""
    letters = re.sub(r"\W", "", found[1])
    words = re.findall(r"\w+", found.string[: found.start()])[-len(letters) :]
    return fold("".join(word[0] for word in words)) == fold(letters)


@lru_cache(maxsize=4)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    longest = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<![\w&])(?:{'|'.join(map(re.escape, longest))})(?![\w&])")
