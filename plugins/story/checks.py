"""What can be wrong with stories once all of them are known: addresses and links."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from functools import partial

from plugins.core.addresses import SITEMAP
from plugins.core.build import build_of
from plugins.core.mistakes import Mistake, did_you_mean
from plugins.core.pelican_types import Content, PelicanSettings
from plugins.core.sources import Sources
from plugins.core.withdrawals import address_of
from plugins.portal.notice import FILE
from plugins.portal.settings import Link
from plugins.story.blocks import LinkReference
from plugins.story.body_checks import body_mistakes
from plugins.story.dead_links import link_mistakes
from plugins.story.known_addresses import Elsewhere
from plugins.story.links import internal_target
from plugins.story.personal import personal
from plugins.story.story import Story, brief_of
from plugins.story.tags import tag_mistakes

UNLINKED = "Liên kết {} dẫn tới bài chưa lên được vì có lỗi, nên tạm là chữ thường."
WITHDRAWN = "Liên kết {} dẫn tới nội dung đã rút, nên trên trang là chữ thường. Hãy bỏ hoặc thay liên kết ấy."


def known_addresses(
    contents: Iterable[Content], listed: Iterable[str], settings: PelicanSettings
) -> set[str]:
    """Every address that a link may lead to, as "/tin/2024/06/bai/"."""
    return {f"/{c.url}" for c in contents if c.status != "draft"} | set(listed) | fixed_addresses(settings)


def is_checked(content: Content, known: set[str], absent: set[str]) -> bool:
    """Whether nothing can be wrong with a story: nothing was before, and its links lead where they led.

    known: every address that a link may lead to; absent: those of what is held back or was withdrawn
    """
    if not getattr(content, "kept", False):
        return False
    targets: Collection[str] | None = vars(content)["targets"]
    return targets is not None and (not targets or (not absent and known.issuperset(targets)))


def all_mistakes(
    contents: Collection[Content],
    asked: Collection[Content],
    listed: Iterable[str],
    known: set[str],
    absent: set[str],
    elsewhere: Elsewhere,
    settings: PelicanSettings,
) -> list[Mistake]:
    """Every mistake that shows only when all is read.

    asked: those of which each has to be looked at, but for its address and tags.
    listed: addresses of the other pages, as "/tin/2024/06/". known: all addresses.
    absent: those of stories held back by mistakes of their own, or withdrawn; links there are words.
    elsewhere: what is known of addresses that no page has.
    """
    # In the preview drafts have addresses too.
    pages = [(f"/{c.url}", brief_of(c).path) for c in contents if c.save_as]
    sources = build_of(settings).sources
    gone = withdrawn(sources) - known
    others = [(address, "một trang của cổng") for address in set(listed) | fixed_addresses(settings)]
    found = []
    if len({address for address, _ in (*others, *pages)}) < len(others) + len(pages):
        # Of two that cannot both be, the one that was published stays as it is.
        pages.sort(key=lambda page: (page[1] not in sources.published, page))
        found += address_mistakes([*others, *pages])
    found += mistakes_of_tags(contents, sources)
    for content in asked:
        found += own_mistakes(content, known, absent, elsewhere, settings)
        found += links_to_absent(content, absent, gone, settings["SITEURL"])
    return found + portal_mistakes(known, gone, elsewhere, settings)


def mistakes_of_tags(contents: Iterable[Content], sources: Sources) -> list[Mistake]:
    return tag_mistakes([each for each in contents if not is_draft(each)], sources.published)


def own_mistakes(
    content: Content, known: set[str], absent: set[str], elsewhere: Elsewhere, settings: PelicanSettings
) -> list[Mistake]:
    """What is wrong with one story or page, beside its address, its tags and links to what is absent."""
    own = [*content.story.advice, *body_mistakes(content.story)]
    links = links_to(content, absent, settings["SITEURL"])
    day = content.date if content.status == "draft" and not is_draft(content) else None
    told = partial(elsewhere.told, known=known, day=day)
    own += link_mistakes(less(content.story, links), content.url, known, settings["SITEURL"], told)
    own += _personal(content.story, settings)
    lenient = build_of(settings).sources.is_kept(content.story.path) or is_draft(content)
    # What was right when it was published, or is no more than a draft, is told but stops nothing.
    return [replace(mistake, warning=True) for mistake in own] if lenient else own


def portal_mistakes(
    known: Collection[str], gone: Collection[str], elsewhere: Elsewhere, settings: PelicanSettings
) -> list[Mistake]:
    """Links that every page shows and that lead nowhere. gone: addresses of what was withdrawn."""
    found = []
    for path, where, link in links_of_the_portal(settings):
        target = internal_target(link.href, "", settings["SITEURL"])
        if target in gone:
            sentence = f"{where}“{link.text}” dẫn tới {link.href}, nơi nội dung đã rút. Hãy bỏ hoặc thay."
            found.append(Mistake(path, sentence, warning=True))
        elif target is None or target in known:
            continue
        elif more := elsewhere.told(link.href, target, known):
            found.append(Mistake(path, f"{where}“{link.text}”: {more[0]}", warning=more[1]))
        else:
            sentence = f"{where}“{link.text}” dẫn tới {link.href}, nhưng không có trang ấy."
            found.append(Mistake(path, sentence + did_you_mean(target, known)))
    return found


def _personal(story: Story, settings: PelicanSettings) -> list[Mistake]:
    """Advice while a story is written and when it is published anew: numbers that belong to a person."""
    if not story.body.numbers:
        return []
    allowed = (*settings["STORY"].numbers, build_of(settings).portal.organisation.telephone)
    found = [*personal(story.body.numbers, allowed)]
    sources = build_of(settings).sources
    if found and settings["PUBLISHING"] and sources.published.is_same(story.path, sources.root):
        return []  # told when it was published
    return [Mistake(story.path, sentence, line, warning=True) for sentence, line in found]


def is_draft(content: Content) -> bool:
    """Whether its editor calls it a draft; one that waits for its day is none."""
    return content.status == "draft" and content.metadata.get("status") == "draft"


def left_out(sources: Sources) -> set[str]:
    """The addresses that stories and pages would have were they not held back."""
    return {address for name in sources.left_out() if (address := address_of(name))}


def withdrawn(sources: Sources) -> set[str]:
    """The addresses of stories, pages and albums that were withdrawn: each tells why."""
    return {each.address for each in sources.withdrawn.values()}


def unexplained(sources: Sources) -> list[Mistake]:
    """Advice for whoever withdrew something and told readers nothing."""
    sentence = "Đã rút nhưng chưa nói vì sao. Hãy thêm dòng “reason: …” (hay “lý do: …”) để bạn đọc biết."
    silent = (each for each in sources.withdrawn.values() if not each.says_why)
    return [Mistake(each.name, sentence, each.line, warning=True) for each in silent]


def links_to(content: Content, addresses: set[str], siteurl: str) -> list[LinkReference]:
    """The links of a story or page that lead to one of `addresses`, or to a file beside it."""
    if not addresses:
        return []
    targets = ((link, internal_target(link.href, content.url, siteurl)) for link in content.story.body.links)
    return [
        link
        for link, target in targets
        if target and not addresses.isdisjoint((target, f"{target}/", target[: target.rfind("/") + 1]))
    ]


def links_to_absent(content: Content, absent: set[str], gone: set[str], siteurl: str) -> list[Mistake]:
    """Advice on links that are words for now, to what is held back or was withdrawn (`gone`)."""
    return [
        Mistake(content.story.path, sentence.format(link.href), link.line, warning=True)
        for sentence, addresses in ((UNLINKED, absent - gone), (WITHDRAWN, gone))
        for link in links_to(content, addresses, siteurl)
    ]


def less(story: Story, links: list[LinkReference]) -> Story:
    """The story without some of its links."""
    if not links:
        return story
    rest = tuple(link for link in story.body.links if link not in links)
    return replace(story, body=story.body.changed(links=rest))


def links_of_the_portal(settings: PelicanSettings) -> Iterator[tuple[str, str, Link]]:
    """(file, where in it, link) of the notices, the menu and the links below every page."""
    for notice in build_of(settings).portal.notices:
        if notice.href:
            yield FILE, "", Link(text=notice.text, href=notice.href)
    for link in build_of(settings).portal.menu:
        yield "pelicanconf.py", "PORTAL['menu']: ", link
    for group in build_of(settings).portal.links:
        for link in group.links:
            yield settings["PORTAL"]["links"], "", link


def fixed_addresses(settings: PelicanSettings) -> set[str]:
    """The addresses of direct templates and feeds."""
    names = [name.upper() for name in settings["DIRECT_TEMPLATES"]]
    urls = [settings.get(f"{name}_URL") or settings.get(f"{name}_SAVE_AS", "") for name in names]
    urls += [settings.get("FEED_ALL_ATOM") or "", settings.get("FEED_ALL_RSS") or "", SITEMAP]
    for feed in (settings.get("CATEGORY_FEED_ATOM"), settings.get("CATEGORY_FEED_RSS")):
        urls += [feed.format(slug=section.slug) for section in build_of(settings).portal.sections if feed]
    return {f"/{url}" for url in urls if url}


def address_mistakes(addresses: Iterable[tuple[str, str]]) -> list[Mistake]:
    """Two files with one address. addresses: (address, file) of all that is published, the first wins."""
    files = defaultdict(list)
    for address, path in addresses:
        files[address].append(path)
    return [
        Mistake(path, f"Địa chỉ /{address.lstrip('/')} trùng với {paths[0]}. Hãy đổi tên một trong hai.")
        for address, paths in sorted(files.items())
        for path in paths[1:]
    ]
