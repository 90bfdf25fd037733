"""One text by itself: what is found in it, and what of it other texts are judged with."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import tzinfo
from pathlib import Path
from typing import cast

from plugins.check import markdown_findings, sentences, word_findings
from plugins.check.finding import Finding, told
from plugins.check.texts import Text
from plugins.check.word_findings import Lines
from plugins.core.faults import unforeseen
from plugins.core.mistakes import Mistake, MistakesFound
from plugins.core.sources import DRAFT
from plugins.core.withdrawals import Withdrawal, withdrawal
from plugins.gallery.album import Album, AlbumMatter, read_album
from plugins.story import front_matter
from plugins.story.blocks import Body
from plugins.story.body import BodyParser
from plugins.story.body_checks import Kind, by_kind
from plugins.story.front_matter import PageMatter, StoryMatter
from plugins.story.paste_checks import SHOUTING
from plugins.story.personal import numbers, personal
from plugins.story.story import Common, Parsed, Story, parse_story, read_page
from plugins.story.text_file import read_text
from plugins.vietnamese.lookalikes import foreign_letters

RULE_OF: dict[Kind, str] = {
    "empty": "phan-dau",
    "html": "dan",
    "refused": "lien-ket",
    "note": "dan",
    "row": "bang",
    "wordless": "lien-ket-khong-chu",
    "misplaced": "anh",
}


@dataclass(frozen=True)
class Looked:
    """findings: those that the text alone decides. The rest is None where the text cannot be read so far.

    story, page: the head, and of the body what other texts and files are judged with
    alone: the numbers of its photos that stand alone, not in a row
    """

    findings: tuple[Finding, ...]
    draft: bool = False
    withdrawn: Withdrawal | None = None
    story: Parsed | None = None
    page: tuple[PageMatter, Common] | None = None
    album: Album | None = None
    alone: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Ways:
    """How texts are judged. zone: the portal's; numbers, names: that may stand in any text."""

    zone: tzinfo
    numbers: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


def look(text: Text, ways: Ways, parser: BodyParser, parsed: Parsed | None = None) -> Looked:
    """What there is to say of one text. parsed: a story, as a build kept it."""
    try:
        return _look(text, ways, parser, parsed)
    except MistakesFound as found:
        return Looked(tuple(told("phan-dau", found.mistakes)), _is_draft(text))
    except Exception as fault:  # of this software: one text must not hide what is said of all others
        return Looked((Finding("phan-dau", Mistake(text.name, unforeseen(fault))),))


def _look(text: Text, ways: Ways, parser: BodyParser, parsed: Parsed | None) -> Looked:
    source = "" if parsed else read_text(text.path, text.name)[0]
    head = source or text.path.read_bytes()[:8192].decode("utf-8-sig", "replace")
    if away := withdrawal(text.name, head):
        return Looked((), withdrawn=away)
    if text.kind == "anh":
        return _album(text, source, ways)
    if text.kind == "trang":
        matter, story = read_page(text.path, text.name, parser, ways.zone)
        common = cast(Common, {name: getattr(story, name) for name in Common.__annotations__})
        return replace(_of_story(matter, common, ways), page=(matter, slim(common)))
    story_matter, common = parsed or parse_story(text.path, text.name, parser, ways.zone)
    draft, looked = story_matter.status == "draft", _of_story(story_matter, common, ways)
    found = (*markdown_findings.of_head(text.name, head), *looked.findings)
    return replace(looked, findings=found, draft=draft, story=(story_matter, slim(common)))


def slim(common: Common) -> Common:
    """The same without what nobody but its own page needs."""
    body = common["body"]
    kept = Body((), body.photos, body.links, body.headings, "", (), body.misplaced)
    return {**common, "body": kept}


def _of_story(matter: StoryMatter | PageMatter, common: Common, ways: Ways) -> Looked:
    path, body, lines = common["path"], common["body"], common["lines"]
    story = Story(**common, folder=Path())
    found = told("chu-la", common["advice"])
    for kind, mistake in by_kind(story):
        rule = "viet-hoa" if mistake.sentence == SHOUTING else RULE_OF[kind]
        found.append(Finding(rule, mistake))
    found += markdown_findings.of_body(path, body)
    found += word_findings.shouted(path, markdown_findings.LOUD_TITLE, matter.title, lines.get("title"))
    found += word_findings.shouted(path, markdown_findings.LOUD_SUMMARY, matter.summary, lines.get("summary"))
    head = [
        (lines[name], str(getattr(matter, name))) for name in ("title", "summary", "label") if name in lines
    ]
    typed: Lines = list(enumerate(body.source.split("\n"), body.first_line))
    running = word_findings.running([*head, *typed])
    found += word_findings.of_words(path, running, ways.names)
    found += sentences.of_sentences(path, running, head, typed, ways.names)
    found += _private(
        path, [*(each for line, text in head for each in numbers(text, line)), *body.numbers], ways
    )
    alone = frozenset(block.photo for block in body.blocks if block.kind == "figure")
    return Looked(tuple(found), alone=alone)


def _private(path: str, seen: Iterable[tuple[str, str, int]], ways: Ways) -> list[Finding]:
    """Advice on numbers that may be a person's. seen: as personal.numbers finds them."""
    private = personal(seen, ways.numbers)
    return told("ca-nhan", (Mistake(path, sentence, line, warning=True) for sentence, line in private))


def _album(text: Text, source: str, ways: Ways) -> Looked:
    parts = front_matter.split(source, text.name)
    head = front_matter.parse(AlbumMatter, parts.head, text.name, parts.head_line, ways.zone)
    album = read_album(text.path, text.name, ways.zone)
    found = told("chu-la", (Mistake(text.name, *odd, warning=True) for odd in foreign_letters(source)))
    found += word_findings.shouted(
        text.name, markdown_findings.LOUD_TITLE, head.matter.title, head.lines.get("title")
    )
    found += markdown_findings.of_captions(text.name, album.references if album else ())
    found += word_findings.of_words(
        text.name, word_findings.running(list(enumerate(source.split("\n"), 1))), ways.names
    )
    found += _private(text.name, numbers(source, 1), ways)
    return Looked(tuple(found), head.matter.status == "draft", album=album)


def _is_draft(text: Text) -> bool:
    try:
        return DRAFT.match(text.path.read_text("utf-8-sig", "replace")) is not None
    except OSError:
        return False
