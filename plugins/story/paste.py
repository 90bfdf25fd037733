"""Paste: signs that Word writes, put right before Markdown reads them."""

import re
from collections.abc import Iterator

KEPT = "\ue011"  # before a sign that is no mark of Markdown's; taken off with the marks of lines

SPACE = "[ \t\u00a0\u2000-\u200a\u202f\u3000]"
INNER = ("o\t", "§\t")
BULLET = re.compile(rf"^({SPACE}*)(?:[•·▪●◦‣▸➢✓∙■□]{SPACE}*|[oØ§üv](?=\t)\t{SPACE}*)(?=\S)", re.MULTILINE)
# As Word and typists write them; Markdown takes another sign for another list.
MARK = re.compile(rf"^([ \t]*)([-*+]|\d{{1,3}}[.)]|[a-zđ]\))({SPACE}+)(?=[^\s*])", re.MULTILINE)
DASHES = re.compile(rf"(?:^[–—]{SPACE}*\S.*(?:\n|\Z)){{2,}}", re.MULTILINE)
DASH = re.compile(rf"^[–—]{SPACE}*", re.MULTILINE)
# "-Đơn;" above "-Học bạ."
TIGHT = re.compile(r"(?:^[ \t]*-[^\W\d_].*(?:\n|\Z)){2,}", re.MULTILINE)
# Points won and lost; "- 5 trường:" among them begins a list.
FIGURES = re.compile(r"(?:^[ \t]*[-+][ \t]+\d.*(?:\n|\Z)){2,}", re.MULTILINE)
MINUS = re.compile(r"^([ \t]*)(-[ \t]+)(?=.*[^:\s][ \t]*$)", re.MULTILINE)
PHOTO = r"[^()\n]*(?:\([^()\n]*\)[^()\n]*)*\.(?:jpe?g|png|webp|hei[cf]|avif|gif|tiff?|bmp)"
APART = re.compile(rf"(!\[[^\]\n]*\])[ \t]+(?=\((?:[^()\s]+\.\w+|{PHOTO}))", re.IGNORECASE)
# As Word writes it, or in brackets: who took a photo, after the name of its file.
NAMED = r"!?\[[^\]\n]*\]\([^\n“”„‟\"]{0,200}?[^\s(“”„‟\"]"
CREDIT = re.compile(rf"({NAMED})(?:[ \t]*[“”„‟]|[ \t]+[‘’\"])[ \t]*([^“”„‟\n]*?)[ \t]*[“”„‟‘’\"][ \t]*\)")
BRACKETED = re.compile(rf"(!\[[^\]\n]*\]\({PHOTO}>?)[ \t]+\(([^()\n\"]*)\)[ \t]*\)", re.IGNORECASE)


# "> 18 tuổi" alone, "- > 80%", ">= 5": more than. A longer line is a quotation that begins with a number.
MORE = re.compile(
    r"^[ \t]*(?:(?:[-*+]|\d{1,3}[.)])[ \t]+)?(?=>(?![ \t]*\d{1,3}[.)][ \t])(?:=|[ \t]*\d).{0,50}$)"
)


def mended(text: str) -> str:
    """`text`, line for line, with the signs that Markdown knows for those that Word writes."""
    if "o\t" in text or "§\t" in text:
        text = "\n".join(_nested(text.split("\n")))
    if ">" in text:
        text = "\n".join(_with_signs(text.split("\n")))
    text = BULLET.sub(r"\1- ", text)
    if "\n-" in text:
        text = TIGHT.sub(lambda m: re.sub(r"^([ \t]*)-", r"\1- ", m[0], flags=re.MULTILINE), text)
    if "+" in text:
        text = FIGURES.sub(lambda m: MINUS.sub(rf"\1- {KEPT}\2", m[0]) if "+" in m[0] else m[0], text)
    text = MARK.sub(_mark, text)
    if "–" in text or "—" in text:
        text = DASHES.sub(lambda dashes: DASH.sub("- ", dashes[0]), text)
    if "![" in text or "](" in text:
        text = BRACKETED.sub(r'\1 "\2")', CREDIT.sub(r'\1 "\2")', APART.sub(r"\1", text)))
    return text


def _mark(found: re.Match[str]) -> str:
    """A mark as Markdown has it; the sign of a figure, as in "+ 5 điểm", is kept."""
    sign = f"{KEPT}+ " if found[2] == "+" and found.string[found.end() : found.end() + 1].isdigit() else ""
    return f"{found[1]}{'-' if found[2] in '*+' else found[2]} {sign}"


def _with_signs(lines: list[str]) -> Iterator[str]:
    """The lines with each > that means more than written as a sign."""
    for at, line in enumerate(lines):
        found = MORE.match(line)
        in_list = found is not None and found[0].strip() != ""
        near = [*lines[max(at - 1, 0) : at], *lines[at + 1 : at + 2]]
        alone = not any(each.lstrip().startswith(">") for each in near) or line.lstrip().startswith(">=")
        yield f"{found[0]}\\{line[found.end() :]}" if found and (in_list or alone) else line


def _nested(lines: list[str]) -> Iterator[str]:
    """The lines with an item of an item, to which Word gives another sign, set in."""
    in_list = False
    for line in lines:
        if in_list and line.startswith(INNER):
            yield f"    - {line[2:].lstrip()}"
        else:
            own = BULLET.match(line) or MARK.match(line)
            in_list = own is not None and not line.startswith(INNER)
            yield line
