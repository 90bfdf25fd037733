"""Written names and values: "name: value", texts on one line or several, what stands in brackets."""

import re
from collections.abc import Container, Iterator

from plugins.core.fields import plain_name
from plugins.vietnamese.text import clean

KEY = re.compile(r"""("[^"]*"|'[^']*'|[^\s"'\[{#:：=][^:：]*?) *(?::(?= |$)|：) *(.*)""")
TIGHT_KEY = re.compile(r"([^\W\d][^:=]{0,30}?) *([:=])(?!//) *(.*)")  # without the space, or with "="
BLOCK = re.compile(r"([|>])[-+0-9]*(?: +#.*)?")  # a text on the lines below
QUOTED = {'"': re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL), "'": re.compile(r"'((?:[^']|'')*)'", re.DOTALL)}
ESCAPED = re.compile(r'\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(["\\/]))')


NESTED = re.compile("[\"'\\[{]")
WITH_SIGNS = ("", "|", ">", '"', "'")


class UnclosedQuote(Exception):
    """A text that begins with a quote and never closes it."""


def key_of(text: str, names: Container[str]) -> tuple[str, str] | None:
    """(name, what follows) of "name: value"; where `names`, as `plain_name`, are known, also of
    "name:value" and "name = value".
    """
    usual = KEY.fullmatch(text)
    tight = None if usual and "=" not in usual[1] else TIGHT_KEY.fullmatch(text)
    known = tight is not None and plain_name(tight[1]) in names
    if usual and not known:
        return (usual[1][1:-1] if usual[1][0] in QUOTED else usual[1]), usual[2]
    if tight and (known or (names and tight[2] == ":" and " " not in tight[1])):
        return tight[1], tight[3]
    return None


def words(inline: str, below: list[str]) -> str | None:
    """The text that was typed, without the quotes around it; None where nothing was.

    inline: what stands behind the name; below: the lines under it, '' for an empty one.
    Raises UnclosedQuote.
    """
    if not below and inline[:1] not in WITH_SIGNS:
        return inline
    if block := BLOCK.fullmatch(inline):
        return _joined(below, "\n" if block[1] == "|" else " ")
    text = "\n".join(filter(None, (inline, _joined(below, " "))))
    if below and inline:
        text = text.replace("\n", " ", 1)
    if text[:1] not in QUOTED:
        return text or None
    quoted = QUOTED[text[0]].match(text)
    if not quoted:
        raise UnclosedQuote(text[0])
    if quoted.end() < len(text):
        return text
    return quoted[1].replace("''", "'") if text[0] == "'" else _unescaped(quoted[1])


def _joined(lines: list[str], between: str) -> str:
    """Lines as one text; an empty line stays a break."""
    text = between.join(line or "\n" for line in lines).strip()
    return re.sub(r" ?\n ?", "\n", text) if between == " " else text


def _unescaped(text: str) -> str:
    """A quote or a letter written with a backslash, as machines do; "C:\\nhap" stays as it is."""
    if "\\" not in text:
        return text
    return clean(ESCAPED.sub(lambda each: each[3] or chr(int(each[1] or each[2], 16)), text))


def closing(text: str) -> int | None:
    """Where the bracket that `text` begins with is closed: the place behind it."""
    if not NESTED.search(text, 1):
        return text.find("]" if text[0] == "[" else "}") + 1 or None
    depth = 0
    for at, letter in _unquoted(text):
        depth += (letter in "[{") - (letter in "]}")
        if not depth:
            return at + 1
    return None


def parts_of(text: str) -> list[str]:
    """What stands between commas that are in no bracket and no quotes."""
    if not NESTED.search(text):
        return text.split(",")
    depth, start, parts = 0, 0, list[str]()
    for at, letter in _unquoted(text):
        depth += (letter in "[{") - (letter in "]}")
        if letter == "," and not depth:
            parts.append(text[start:at])
            start = at + 1
    return [*parts, text[start:]]


def _unquoted(text: str) -> Iterator[tuple[int, str]]:
    """(place, letter) outside of quoted values; a quote inside a word is a letter like others."""
    at, fresh = 0, True
    while at < len(text):
        letter = text[at]
        if fresh and letter in QUOTED and (quoted := QUOTED[letter].match(text, at)):
            at = quoted.end()
            fresh = False
            continue
        yield at, letter
        fresh = letter in "[{,:" or (fresh and letter == " ")
        at += 1
