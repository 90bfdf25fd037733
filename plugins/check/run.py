"""One check of a portal: every text by itself, then all of them together."""

import time
from dataclasses import dataclass, field
from pathlib import Path

from plugins.check import files
from plugins.check.all_texts import judged
from plugins.check.cache import looked_at
from plugins.check.context import ground as ground_of
from plugins.check.file_findings import of_files
from plugins.check.finding import Finding, told
from plugins.check.stand_in import page_of
from plugins.check.texts import named, texts
from plugins.core.mistakes import MistakesFound
from plugins.story.unread_files import unread

PDF = "pdf-chup"
NO_PACKAGE = "máy chưa có gói pypdfium2 (make check tự cài; chạy tay thì cài requirements-desk.lock)"


@dataclass
class Outcome:
    """findings: errors, then advice, by file and line; checked: how many texts; skipped: rule to why."""

    findings: list[Finding] = field(default_factory=list)
    checked: int = 0
    seconds: float = 0.0
    skipped: dict[str, str] = field(default_factory=dict)

    @property
    def errors(self) -> int:
        return sum(not each.mistake.warning for each in self.findings)


def check(root: Path, wanted: str = "") -> Outcome:
    """What is wrong in the portal at `root`, or in the text that `wanted` names alone.

    A draft is in nobody's way: what is wrong in it is advice, unless it is asked for by name.
    """
    started = time.monotonic()
    try:
        ground = ground_of(root)
    except MistakesFound as unusable:
        return Outcome(told("thiet-lap", unusable.mistakes))
    all_texts = texts(root, ground.build.sources.tree)
    chosen = named(wanted, all_texts) if wanted else None
    looks = looked_at(root, all_texts, ground.ways)
    ground.build.sources.withdrawn = {
        text.name: away for text, each in zip(all_texts, looks, strict=True) if (away := each.withdrawn)
    }
    found, pages, albums, held = list(ground.findings), [], [], set()
    for text, looked in zip(all_texts, looks, strict=True):
        page, more = page_of(text, looked, ground)
        own = [*looked.findings, *more]
        found += own
        if any(not each.mistake.warning for each in own) and not looked.draft:
            held.add(text.name)
        if page:
            pages.append((page, looked.alone))
        elif looked.album:
            albums.append((text, looked.album))
    found += judged([page for page, _ in pages], [album for _, album in albums], held, ground)
    found += of_files(pages, albums, ground, _meant(found))
    found += told("tep-lac", unread(root / "content", ground.build.sources.tree))
    drafts = {text.name for text, looked in zip(all_texts, looks, strict=True) if looked.draft}
    outcome = Outcome(_sorted(found, drafts, chosen, ground.own.off), len(chosen or all_texts))
    if not files.can_read_pdf() and PDF not in ground.own.off:
        outcome.skipped[PDF] = NO_PACKAGE
    outcome.seconds = time.monotonic() - started
    return outcome


def _meant(found: list[Finding]) -> dict[str, str]:
    """By text, what is said of its links: a file that a slip meant is told once."""
    said: dict[str, str] = {}
    for each in found:
        if each.rule == "lien-ket":
            said[each.mistake.path] = f"{said.get(each.mistake.path, '')} {each.mistake.sentence}"
    return said


def _sorted(
    found: list[Finding], drafts: set[str], chosen: set[str] | None, off: tuple[str, ...]
) -> list[Finding]:
    kept = []
    for each in dict.fromkeys(found):
        path = each.mistake.path
        if each.rule in off or (chosen is not None and path not in chosen):
            continue
        kept.append(each.as_advice() if path in drafts and chosen is None else each)
    return sorted(kept, key=lambda each: (each.mistake.warning, each.mistake.path, each.mistake.line or 0))
