"""Tokens: the colours, sizes and faces of the portal, the theme's with the owner's in their place.

The owner's file holds only what differs, each value in the look it is for: light, dark, with more
contrast, in mourning. A look the owner says nothing about keeps what the theme says.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from plugins.core.mistakes import Mistake, MistakesFound, did_you_mean
from plugins.defaults import LOOKS

FILE = f"{LOOKS}/tokens.css"
THEMES = "static/css/tokens.css"
ROOT, MOURNING = ":root", ":root[data-mourning]"
# The rules of the theme's file in which each look stands.
HEADS = {
    "light": (ROOT,),
    "dark": ("@media (prefers-color-scheme: dark)", ROOT),
    "contrast": ("@media (prefers-contrast: more)", ROOT),
    "mourning": (MOURNING,),
}
TOKEN = re.compile(r"""/\*.*?\*/|"[^"\n]*"|'[^'\n]*'|[{};]|[^{};/"']+|.""", re.DOTALL)
COLOUR = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
ALIAS = re.compile(r"var\(\s*--([\w-]+)\s*\)")
OWN = "rieng-"  # how names that only the owner's templates and styles use begin
FOREIGN = re.compile(r"url\(|@|<|\\|expression|javascript:", re.IGNORECASE)

PLACE = (
    "“{}” không dùng được ở tệp này. Chỉ đặt các giá trị --tên: …; trong :root {{ … }}, và cho nền tối trong "
    "@media (prefers-color-scheme: dark) {{ :root {{ … }} }}. Kiểu dáng khác hãy viết ở " + LOOKS + "/css/."
)
FORM = "Dòng này phải có dạng --red: #00529b; (hai gạch, tên, hai chấm, giá trị, chấm phẩy)."
OPEN = "Dấu {{ ở dòng này chưa có dấu }} đóng lại."
CLOSED = "Dấu }} ở dòng này thừa."
UNKNOWN = "“--{}” không phải một giá trị của giao diện.{} Tên của riêng cơ quan bắt đầu bằng --rieng-."
NO_COLOUR = "--{} là “{}”, nhưng màu phải viết bằng # và sáu chữ số, ví dụ #00529b, hoặc var(--tên khác)."
NO_VALUE = "--{} là “{}”: giá trị này không dùng được ở đây."


@dataclass(frozen=True)
class Tokens:
    """The values by their names, without "--".

    css: the style sheet; looks: all values as they are in each look; owners: whether the owner changed any
    """

    css: str
    looks: Mapping[str, Mapping[str, str]]
    owners: bool

    @property
    def light(self) -> Mapping[str, str]:
        return self.looks["light"]

    @property
    def dark(self) -> Mapping[str, str]:
        return self.looks["dark"]


@dataclass(frozen=True)
class _Value:
    name: str
    value: str
    line: int


def read(theme: Path, root: Path) -> Tokens:
    """The tokens of the portal in the folder `root`. MistakesFound for what is wrong in the owner's file."""
    css = (theme / THEMES).read_text("utf-8")
    ours = themes_values(css)
    file, changed = root / FILE, False
    if file.is_file():
        mistakes: list[Mistake] = []
        for look, each in _owners(file.read_text("utf-8-sig", "replace"), mistakes):
            if sentence := _wrong(each, ours["light"]):
                mistakes.append(Mistake(FILE, sentence, each.line))
            elif ours[look].get(each.name) != each.value:
                css, changed = _set(css, look, each), True
        if mistakes:
            raise MistakesFound(*mistakes)
    values = themes_values(css)
    looks = {look: _resolved(values["light"] | values[look]) for look in values}
    return Tokens(css, looks, changed)


def themes_values(css: str) -> dict[str, dict[str, str]]:
    """What a sheet written as the theme's is says of each look, by name without "--"."""
    found: dict[str, dict[str, str]] = {look: {} for look in HEADS}
    for heads, each in _values(css, []):
        for look, wanted in HEADS.items():
            if heads == wanted:
                found[look][each.name] = each.value
    return found


def _owners(css: str, mistakes: list[Mistake]) -> Iterator[tuple[str, _Value]]:
    """(look, value) for all that the file says; what stands in a wrong place goes to `mistakes`."""
    places = {heads: look for look, heads in HEADS.items()}
    for heads, each in _values(css, mistakes):
        if look := places.get(heads):
            yield look, each
        else:
            sentence = PLACE.format(" { ".join(heads) or f"--{each.name}")
            if all(mistake.sentence != sentence for mistake in mistakes):
                mistakes.append(Mistake(FILE, sentence, each.line))


def _values(css: str, mistakes: list[Mistake]) -> Iterator[tuple[tuple[str, ...], _Value]]:
    """Every declaration with the rules it stands in, layers left out."""
    stack: list[tuple[str, int]] = []
    text, line, start = "", 1, 1
    for token in TOKEN.findall(css):
        if token in ("{", "}", ";"):
            said = " ".join(text.split())
            if token == "{":
                stack.append((re.sub(r"\s*:\s*(?=[a-z])", ": ", said) if said[:1] == "@" else said, start))
            elif said:
                name, colon, value = (part.strip() for part in said.partition(":"))
                heads = tuple(head for head, _ in stack if not head.startswith("@layer"))
                if said.startswith("@layer"):
                    pass  # an order of layers
                elif name.startswith("--") and colon and value:
                    yield heads, _Value(name[2:], value.lower() if COLOUR.fullmatch(value) else value, start)
                elif heads in HEADS.values() and name != "color-scheme":
                    mistakes.append(Mistake(FILE, FORM, start))
                elif heads not in HEADS.values():
                    yield heads or (said,), _Value(name, value, start)
            if token == "}":
                if not stack:
                    mistakes.append(Mistake(FILE, CLOSED.format(), line))
                    return
                stack.pop()
            text = ""
        elif not token.startswith("/*"):
            if not text.strip() and token.strip():
                start = line + token[: len(token) - len(token.lstrip())].count("\n")
            text += token
        line += token.count("\n")
    if stack:
        mistakes.append(Mistake(FILE, OPEN.format(), stack[-1][1]))


def _unknown(name: str, known: Mapping[str, str]) -> str:
    return UNKNOWN.format(name, did_you_mean(f"--{name}", [f"--{each}" for each in known]))


def _wrong(each: _Value, known: Mapping[str, str]) -> str:
    """What is wrong with a value of the owner's, or ''."""
    if each.name not in known and not each.name.startswith(OWN):
        return _unknown(each.name, known)
    alias = ALIAS.fullmatch(each.value)
    if alias and alias[1] not in known and not alias[1].startswith(OWN):
        return _unknown(alias[1], known)
    if COLOUR.fullmatch(known.get(each.name, "")) and not alias and not COLOUR.fullmatch(each.value):
        return NO_COLOUR.format(each.name, each.value)
    return NO_VALUE.format(each.name, each.value) if FOREIGN.search(each.value) else ""


def _set(css: str, look: str, each: _Value) -> str:
    """The theme's sheet with one value in the place of its own, or added to the look's."""
    start = 0
    for head in HEADS[look]:
        start = css.index(f"{head} {{", start) + len(head) + 2
    end = css.index("}", start)
    block = css[start:end]
    declaration = rf"(?m)^(\s*--{re.escape(each.name)}:\s*)[^;]+;"
    if re.search(declaration, block):
        block = re.sub(declaration, lambda found: f"{found[1]}{each.value};", block)
    else:
        kept = block.rstrip()
        block = f"{kept}\n      --{each.name}: {each.value};{block[len(kept) :]}"
    return css[:start] + block + css[end:]


def _resolved(values: Mapping[str, str]) -> dict[str, str]:
    """The values with names of others followed, a colour as # and six digits."""

    def follow(value: str, deep: int = 0) -> str:
        if (alias := ALIAS.fullmatch(value)) and alias[1] in values and deep < 9:
            return follow(values[alias[1]], deep + 1)
        short = COLOUR.fullmatch(value) and len(value) == 4
        return "#" + "".join(digit * 2 for digit in value[1:]) if short else value

    return {name: follow(value) for name, value in values.items()}
