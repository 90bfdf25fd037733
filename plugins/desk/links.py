"""Links of a document that no page may have: their words stay, and they are told."""

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from plugins.desk.blocks import Block, Document, Heading, Item, Loss, Paragraph, Run, Table, joined

SHOWN = 60  # letters of an address
OWN = re.compile(r"file:|[a-z]:[\\/]|\\\\|~?/(?:Users|home)/", re.IGNORECASE)  # of somebody's machine
OF_MACHINE = "Liên kết “{}” dẫn tới tệp trong máy ({}): hãy đặt tệp cạnh bài rồi liên kết lại"
ELSEWHERE = "Liên kết “{}” ({}), trên trang không mở được"


def settled(found: Document) -> Document:
    """The document without them; links inside it (#, tables of contents) become words without a word."""
    losses: dict[str, Loss] = {}
    blocks = [_block(block, losses) for block in found.blocks]
    return replace(found, blocks=blocks, losses=[*found.losses, *losses.values()])


def _block(block: Block, losses: dict[str, Loss]) -> Block:
    if isinstance(block, Table):
        rows = tuple(
            tuple(replace(cell, blocks=tuple(_block(each, losses) for each in cell.blocks)) for cell in row)
            for row in block.rows
        )
        return replace(block, rows=rows)
    if isinstance(block, Paragraph | Heading | Item) and any(run.href for run in block.runs):
        return replace(block, runs=joined(list(_runs(block.runs, losses))))
    return block


def _runs(runs: tuple[Run, ...], losses: dict[str, Loss]) -> Iterator[Run]:
    for run in runs:
        if not run.href or is_fine(run.href):
            yield run
            continue
        words = " ".join(run.text.split())
        if words and not run.href.strip().startswith("#"):
            sentence = OF_MACHINE if OWN.match(run.href.strip()) else ELSEWHERE
            losses.setdefault(run.href, Loss(sentence.format(words, run.href.strip()[:SHOWN])))
        yield replace(run, href="")


def is_fine(href: str) -> bool:
    """Whether a page may lead there: other pages, mail and telephones; no script, no file of a machine."""
    try:
        parts = urlsplit(href.strip())
    except ValueError:
        return False
    scheme = parts.scheme.lower()
    return bool(parts.netloc) if scheme in ("http", "https") else scheme in ("mailto", "tel")
