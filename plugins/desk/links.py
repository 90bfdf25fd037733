"""Links of a document that no page may have: their words stay, and they are told."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from plugins.desk.blocks import Block, Document, Heading, Item, Loss, Paragraph, Run, Table, joined

SHOWN = 60  # letters of an address
PATH = re.compile(r"[/?.](?![\\/])|\.\./")  # of the page's own site
OWN = re.compile(r"file:|[a-z]:[\\/]|\\\\|~?/(?:Users|home)/", re.IGNORECASE)  # of somebody's machine
OF_MACHINE = "Liên kết “{}” dẫn tới tệp trong máy ({}): hãy đặt tệp cạnh bài rồi liên kết lại"
ELSEWHERE = "Liên kết “{}” ({}), trên trang không mở được"
OF_PAGE = "{} liên kết của trang nguồn, như “{}” ({})"


def settled(found: Document) -> Document:
    """The document without them; links inside it (#, tables of contents) become words without a word."""
    dead: dict[str, str] = {}
    blocks = [_block(block, dead) for block in found.blocks]
    return replace(found, blocks=blocks, losses=[*found.losses, *_told(dead)])


def _told(dead: Mapping[str, str]) -> Iterator[Loss]:
    """dead: address to the words that led there. Those that a page has to its own site are told as one."""
    inside = [href for href in dead if PATH.match(href)]
    for href, words in dead.items():
        if OWN.match(href):
            yield Loss(OF_MACHINE.format(words, href[:SHOWN]))
        elif href not in inside:
            yield Loss(ELSEWHERE.format(words, href[:SHOWN]))
    if inside:
        yield Loss(OF_PAGE.format(len(inside), dead[inside[0]], inside[0][:SHOWN]))


def _block(block: Block, dead: dict[str, str]) -> Block:
    if isinstance(block, Table):
        rows = tuple(
            tuple(replace(cell, blocks=tuple(_block(each, dead) for each in cell.blocks)) for cell in row)
            for row in block.rows
        )
        return replace(block, rows=rows)
    if isinstance(block, Paragraph | Heading | Item) and any(run.href for run in block.runs):
        return replace(block, runs=joined(list(_runs(block.runs, dead))))
    return block


def _runs(runs: tuple[Run, ...], dead: dict[str, str]) -> Iterator[Run]:
    for run in runs:
        if not run.href or is_fine(run.href):
            yield run
            continue
        words, href = " ".join(run.text.split()), run.href.strip()
        if words and not href.startswith("#"):
            dead.setdefault(href, words)
        yield replace(run, href="")


def is_fine(href: str) -> bool:
    """Whether a page may lead there: other pages, mail and telephones; no script, no file of a machine."""
    try:
        parts = urlsplit(href.strip())
    except ValueError:
        return False
    scheme = parts.scheme.lower()
    return bool(parts.netloc) if scheme in ("http", "https") else scheme in ("mailto", "tel")
