"""Lists in lists and headings in order: "1." with "a)" and "-" below it, whoever counted them."""

import re
from collections.abc import Sequence
from dataclasses import replace

from plugins.desk.blocks import Block, Heading, Item, Paragraph, joined

TYPED = re.compile(r"\s*(\d{1,2}[.)/]|[a-zđ]\))\s+(?=\S)")
RANKS = (
    re.compile(r".*\d\."),
    re.compile(r"\d+[)/]"),
    re.compile(r"[a-zđ]+[.)]"),
)  # what stands before items, from the outermost list; any other sign is a bullet


def in_order(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with numbers typed by hand as items, each as deep as its sign says; no level skipped."""
    found: list[Block] = []
    open_lists: list[tuple[int, int]] = []  # (rank, depth in the document) from the outermost
    levels: list[int] = []  # of the headings that the next one may stand under
    for block in map(_item, blocks):
        if isinstance(block, Item):
            block = replace(block, depth=_depth(block, open_lists))
        else:
            open_lists.clear()
        if isinstance(block, Heading):
            while levels and levels[-1] >= block.level:
                levels.pop()
            levels.append(block.level)
            block = replace(block, level=len(levels) + 1)
        found.append(block)
    return found


def _item(block: Block) -> Block:
    if not isinstance(block, Paragraph) or block.look or block.centred or block.right or "\n" in block.text:
        return block
    typed = TYPED.match(block.text)
    if not typed:
        return block
    left, runs = typed.end(), []
    for run in block.runs:
        runs.append(replace(run, text=run.text[left:]))
        left = max(0, left - len(run.text))
    return Item(typed[1], 0, joined(runs))


def _depth(item: Item, open_lists: list[tuple[int, int]]) -> int:
    """How deep it stands; what is open then is noted."""
    rank = next((rank for rank, sign in enumerate(RANKS) if sign.fullmatch(item.sign)), len(RANKS))
    key = (rank, item.depth)
    if key in open_lists:
        del open_lists[open_lists.index(key) + 1 :]
    else:
        while open_lists and (item.depth, rank) < (open_lists[-1][1], open_lists[-1][0]):
            open_lists.pop()  # a bullet holds no number
        open_lists.append(key)
    return len(open_lists) - 1
