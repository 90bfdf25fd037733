"""Definitions: "[1]: https://vbpl.vn/" is taken off a page only where the text refers to [1].

Markdown takes every such line, and of "[Nguồn]: VOV" it would show nothing.
"""

import re
from xml.etree.ElementTree import Element

from markdown.blockprocessors import ReferenceProcessor

# Also in a list or a quote.
DEFINITION = re.compile(r"^[ \t>*+\-\d.)]*\[[^\[\]]+\]:", re.MULTILINE)
ADDRESS = re.compile(r"[</#]|(?=.*[^\W\d_]).*[./#:@]")  # "[1]: VOV" and "[1]: 1.234,5" are notes
LABEL = re.compile(r"\[([^\[\]]+)\]")


def labels(text: str) -> frozenset[str]:
    """What the text refers to as [text][label] or as [label]; footnotes are not known here."""
    if "]:" not in text:
        return frozenset()
    found = LABEL.findall(DEFINITION.sub("", text))
    return frozenset(_folded(label) for label in found if not label.startswith("^"))


class Definitions(ReferenceProcessor):
    """Markdown's own, but for definitions of the labels in `referred` alone."""

    referred: frozenset[str] = frozenset()

    def run(self, parent: Element, blocks: list[str]) -> bool:
        if not self.referred:
            return False
        given = (m for m in self.RE.finditer(blocks[0]) if _folded(m[1]) in self.referred)
        found = next((m for m in given if ADDRESS.search(m[2])), None)
        if not found:
            return False
        block = blocks.pop(0)
        address, title = found[2].lstrip("<").rstrip(">"), found[5] or found[6]
        self.parser.md.references[_folded(found[1])] = address, title
        around = block[: found.start()].rstrip("\n"), block[found.end() :].lstrip("\n")
        blocks[:0] = [part for part in around if part.strip()]
        return True


def _folded(label: str) -> str:
    return " ".join(label.split()).lower()
