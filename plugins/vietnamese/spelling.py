"""Which written words are Vietnamese syllables, and which of the two tone placements a word has.

The rhymes are those of Hoàng Phê's dictionary (Từ điển tiếng Việt), with the few that only words
taken from other languages have: xoong, tuýp, tuyn.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from plugins.vietnamese.syllable import SYLLABLE, WORD, one_tone, split_tone

RHYMES = frozenset(
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
    "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu "
    "i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu "
    "o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oem oen oeo oet oi om on "
    "ong ooc oong op ot ô ôc ôi ôm ôn ông ôông ôp ôt ơ ơi ơm ơn ơp ơt "
    "u ua uân uâng uât uây uc uê uêch uênh uêu ui um un ung uôc uôi uôm uôn uông uôt uơ up ut "
    "uy uya uych uyên uyêt uyn uynh uyp uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu "
    "y yêm yên yêng yêt yêu".split()
)
# After qu, whose u is no part of the rhyme, and after gi, whose i is one of iê too.
AFTER_QU = frozenset(
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt ân âng ât ây e ec em en eng eo ep et ê êch "
    "ên ênh êt êu i it ôc ơ ơi ơn ơt y ych yên yêt yn ynh yt yu".split()
)
AFTER_GI = RHYMES | {"êng", "êc"}
# Of c k, g gh, ng ngh one stands before e, ê and i, the other before the rest.
BEFORE_FRONT, BEFORE_BACK = ("k", "gh", "ngh"), ("c", "g", "ng")
ONSETS = dict(zip(BEFORE_FRONT + BEFORE_BACK, BEFORE_BACK + BEFORE_FRONT, strict=True))
ACUTE, DOT = "\u0301", "\u0323"
STOPS = ("c", "ch", "p", "t")
TWO_PLACES = ("oa", "oe", "uy")
OWN = frozenset("ăâđêôơư")
NOT_OURS = frozenset("fjwz")
# Right though no syllables: joined words of other languages, and a people.
KNOWN = frozenset("ôtô kilômét sôcôla càphê xêmina vắcxin đôla mêga rađiô vôlăng êđê hmông mnông".split())


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Whether `word`, in NFC and any capitals, is spelt as a Vietnamese syllable, its tone in place."""
    letters = [split_tone(letter) for letter in word.lower()]
    found = SYLLABLE.fullmatch("".join(base for base, _ in letters))
    tones = [(at, tone) for at, (_, tone) in enumerate(letters) if tone]
    if not found or len(tones) > 1 or any(not found.start("vowels") <= at for at, _ in tones):
        return False
    onset, coda = found["onset"] or "", found["coda"] or ""
    rhyme = found["vowels"] + coda
    if rhyme not in {"qu": AFTER_QU, "gi": AFTER_GI}.get(onset, RHYMES):
        return False
    front = rhyme[0] in "eêiy"
    if (front and onset in BEFORE_BACK and not (onset == "g" and rhyme in ("i", "in"))) or (
        not front and onset in BEFORE_FRONT
    ):
        return False
    if coda in STOPS and not any(tone in (ACUTE, DOT) for _, tone in tones):
        return False
    return placement(word) == "new" or one_tone(word) == word


@lru_cache(maxsize=65536)
def placement(word: str) -> str:
    """ "old" for hòa, "new" for hoà, '' for a word whose tone has one place."""
    letters = [split_tone(letter) for letter in word.lower()]
    found = SYLLABLE.fullmatch("".join(base for base, _ in letters))
    if not found or found["coda"] or found["vowels"] not in TWO_PLACES:
        return ""
    toned = [at - found.start("vowels") for at, (_, tone) in enumerate(letters) if tone]
    return {0: "old", 1: "new"}.get(toned[0], "") if len(toned) == 1 else ""


def misspelt(text: str) -> Iterator[tuple[str, str]]:
    """(word, what may be meant or '') of each word in `text` that has Vietnamese marks and is no syllable.

    Abbreviations, parts of words with a hyphen or an apostrophe, and words of other languages are none.
    """
    for found in WORD.finditer(text):
        word, at = found[0], found.span()
        if word.isascii() or is_syllable(word):
            continue
        if not _is_of_another_kind(word) and not _is_joined(text, at):
            yield word, _meant(word)


def _is_joined(text: str, at: tuple[int, int]) -> bool:
    """Whether a sign beside the word at `at` holds it to another: "Mát-xcơ-va", "đ/c", "#HoaiĐức"."""
    before, after = text[max(at[0] - 2, 0) : at[0]], text[at[1] : at[1] + 2]
    return bool(re.search(r"(?:\w[-–'’/_.]|[#@])$", before) or re.match(r"[-–'’/_.]\w", after))


def _is_of_another_kind(word: str) -> bool:
    small = word.lower()
    letters = [split_tone(letter) for letter in small]
    bases = {base for base, _ in letters}
    if len(word) == 1 or small in KNOWN or bases & NOT_OURS:
        return True
    if any(not base.isascii() and base not in OWN for base in bases):
        return True
    has_tone = any(tone for _, tone in letters)
    if word.isupper() and not has_tone:  # QĐ, BCĐ, TƯ
        return True
    inner = any(letter.isupper() for letter in word[1:]) and not word.isupper()
    return not bases & set("aăâeêioôơuưy") or (inner and not has_tone) or _is_name(word)


def _is_name(word: str) -> bool:
    """Whether a word with a capital is built as names of the Highlands are: Păh, Krêl, Kông, Bắc Kạn."""
    if not word[0].isupper():
        return False
    found = SYLLABLE.fullmatch("".join(split_tone(letter)[0] for letter in word.lower()))
    return found["onset"] == "k" if found else not _meant(word)


def _meant(word: str) -> str:
    """What may be meant by a word that is no syllable; or ''.

    Its tone elsewhere, ng for ngh and the like ("nghành"), or a space in it.
    """
    if (other := one_tone(word)) != word and is_syllable(other):
        return other
    found = SYLLABLE.fullmatch("".join(split_tone(letter)[0] for letter in word.lower()))
    if found and (onset := ONSETS.get(found["onset"])):
        other = onset + word[len(found["onset"]) :]
        if is_syllable(other):
            return other[0].upper() + other[1:] if word[0].isupper() else other
    cuts = [(word[:at], word[at:]) for at in range(1, len(word))]
    both = [f"{first} {second}" for first, second in cuts if is_syllable(first) and is_syllable(second)]
    return both[0] if len(both) == 1 else ""
