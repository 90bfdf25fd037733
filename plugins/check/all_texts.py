"""What shows only when all texts are known: links, addresses, topics, titles that are the same."""

import re
from collections.abc import Iterable, Sequence
from functools import partial
from types import SimpleNamespace
from typing import cast

from plugins.archive.listing import Listing, tag_fronts
from plugins.check.context import Ground
from plugins.check.finding import Finding, advice, told
from plugins.check.stand_in import Page
from plugins.core.addresses import LIBRARY, MAP, SEARCH, STORIES, TAGS, WEATHER, link
from plugins.core.mistakes import Mistake
from plugins.core.pelican_types import Article, Content, Generator
from plugins.core.withdrawals import address_of
from plugins.gallery.album import Album, album_of
from plugins.story import checks
from plugins.story.dead_links import link_mistakes
from plugins.story.empty_lists import advice as empty_advice
from plugins.story.empty_lists import empty_lists
from plugins.story.known_addresses import elsewhere
from plugins.story.tags import tag_mistakes
from plugins.vietnamese.syllable import one_tone
from plugins.vietnamese.text import fold

SAME_TITLE = "Tiêu đề trùng với bài {}. Hãy thêm điều riêng của bài này: ngày, nơi, số văn bản."


def judged(pages: Sequence[Page], albums: Sequence[Album], held: set[str], ground: Ground) -> list[Finding]:
    """held: names of texts that a mistake of their own keeps from being published."""
    contents = cast("Sequence[Content]", pages)
    settings, siteurl, sources = ground.settings, ground.siteurl, ground.build.sources
    public = [album for album in albums if album.date.date() <= ground.now.date()]
    listed = _lists(pages, ground)
    of_albums = {album.url for album in public}
    known = checks.known_addresses(contents, listed | of_albums, settings)
    # What was published stands as it was, whatever is wrong in it now.
    known |= {address for name in held if name in sources.published and (address := address_of(name))}
    gone = checks.withdrawn(sources) - known
    absent = ({address for name in held if (address := address_of(name))} | gone) - known
    waiting = [album for album in albums if album not in public]
    moved = SimpleNamespace(moved=ground.moved, context={"waiting_albums": waiting})
    more = elsewhere(contents, [cast(Generator, moved)])
    empty = empty_lists(contents, known, settings)
    found = told("lien-ket", empty_advice(contents, empty, siteurl))
    known |= empty
    for content in contents:
        lost = checks.links_to(content, absent, siteurl)
        waits = content.status == "draft" and not checks.is_draft(content)
        tell = partial(more.told, known=known, day=content.date if waits else None)
        rest = checks.less(content.story, lost)
        found += told("lien-ket", link_mistakes(rest, content.url, known, siteurl, tell))
        found += told("lien-ket", checks.links_to_absent(content, absent, gone, siteurl) if absent else ())
        problems: list[Mistake] = []
        album_of(content.story, public, problems, gone, waiting, content.date)
        found += told("album", problems)
    found += told("dia-chi", _addresses(pages, albums, listed, ground))
    found += told("chu-de", tag_mistakes([c for c in contents if not checks.is_draft(c)], sources.published))
    found += told("thiet-lap", checks.portal_mistakes(known, gone, more, settings))
    found += told("rut-bai", checks.unexplained(sources))
    return found + _same_titles(page for page in pages if page.is_story)


def _lists(pages: Sequence[Page], ground: Ground) -> set[str]:
    """The addresses of the lists and other pages that the portal makes by itself."""
    shown = sorted(
        (page for page in pages if page.is_story and page.status == "published"),
        key=lambda page: page.date,
        reverse=True,
    )
    listing = Listing(cast("Sequence[Article]", shown))
    found = {"/", link(STORIES), link(TAGS), link(LIBRARY), link(SEARCH), link(WEATHER)}
    found |= {link(MAP)} if ground.has_map else set()
    found |= {month.url for month in listing.months} | {year.url for year in listing.years}
    for section in ground.portal.sections:
        found |= {section.url, *(month.url for month in listing.by_section.get(section.slug, ()))}
    for tag in tag_fronts(listing.months, 0):
        found |= {tag.url, *(year.url for year in tag.years)}
    return found


def _addresses(
    pages: Sequence[Page], albums: Sequence[Album], listed: set[str], ground: Ground
) -> list[Mistake]:
    """As in a build: of two that cannot both be, the one that was published stays as it is."""
    published = ground.build.sources.published
    own = [(f"/{page.url}", page.text.name) for page in pages] + [(album.url, album.path) for album in albums]
    others = [(each, "một trang của cổng") for each in listed | checks.fixed_addresses(ground.settings)]
    return checks.address_mistakes([*others, *sorted(own, key=lambda each: (each[1] not in published, each))])


def _same_titles(pages: Iterable[Page]) -> list[Finding]:
    """Advice on each story whose title an older one has, whatever its capitals and signs."""
    first: dict[str, Page] = {}
    found = []
    for page in sorted(pages, key=lambda page: (page.date, page.text.name)):
        plain = re.sub(r"\W+", " ", fold(one_tone(page.title))).strip()
        other = first.setdefault(plain, page)
        if other is not page:
            line = page.story.lines.get("title")
            found.append(advice("tieu-de-trung", page.text.name, SAME_TITLE.format(other.text.name), line))
    return found
