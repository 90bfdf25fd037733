"""What is found beside stories, pages and albums: links, sections, lists, the map.

Their words stand in the menu, below and at the head of pages that the portal
makes by itself, so they are documents of their own; a name that the menu gives a page is
one more name of that page.
"""

from collections.abc import Iterable, Iterator
from html import escape
from urllib.parse import urlsplit

from plugins.core import addresses as at
from plugins.map.theme_values import Layer, Map, Unit
from plugins.portal.settings import Organisation
from plugins.portal.theme_values import Portal
from plugins.search.document import LINK, PAGE, Document, Findable

# Pages that the portal makes by itself: address, headline, and in other words.
OWN = (
    ("/", "Trang chủ", ""),
    (at.link(at.STORIES), "Tin theo tháng", "Lưu trữ, tin cũ, tìm theo năm"),
    (at.link(at.TAGS), "Chủ đề", "Tìm theo chủ đề, từ khóa"),
    (at.link(at.LIBRARY), "Thư viện ảnh", "Album ảnh"),
    (at.link(at.WEATHER), "Thời tiết", "Dự báo thời tiết"),
    (at.link(at.SITEMAP_PAGE), "Sơ đồ trang", "RSS, nhận tin, dữ liệu mở"),
)


def places(portal: Portal, area: Map | None, name: str) -> list[Document]:
    """All of them, but for the names of the menu. name: that of the portal."""
    found = [
        Document(url, title, PAGE, None, "", texts=(other, name if url == "/" else ""))
        for url, title, other in OWN
    ]
    found += [
        Document(section.url, section.name, PAGE, None, section.blurb, texts=(section.blurb, "Chuyên mục"))
        for section in portal.sections
    ]
    if area:
        found.append(_map(area))
    for group in portal.links:
        found += [_link(link.href, link.text, link.note, group.title) for link in group.links]
    return found


def contact(organisation: Organisation) -> tuple[str, ...]:
    """What the page of the template "contact" says beside its own words."""
    told = (organisation.body, organisation.responsible, organisation.address)
    return (*told, f"Điện thoại: {organisation.telephone}", organisation.email)


def named(documents: Iterable[Findable], portal: Portal) -> list[Findable]:
    """The documents under the names that the menu gives them too; each address once."""
    found: dict[str, Findable] = {}
    for each in documents:
        if (first := found.setdefault(each.url, each)) is not each:
            found[each.url] = first.also(each.title, *each.whole().texts)
    for link in portal.menu:
        known = found.get(link.href)
        if known is None:
            found[link.href] = _link(link.href, link.text, link.note)
        elif known.title.lower() != link.text.lower():
            found[link.href] = known.also(link.text)
    return list(found.values())


def _link(href: str, text: str, note: str, group: str = "") -> Document:
    inside = href.startswith("/")
    host = "" if inside else urlsplit(href).hostname or ""
    texts = (note, host.removeprefix("www."), group)
    return Document(href, text, PAGE if inside else LINK, None, note, texts=texts)


def _map(area: Map) -> Document:
    layers = [area.now, *([area.former] if area.former else [])]
    html = (part for layer in layers for part in _layer(layer))
    texts = ("Xã cũ nay thuộc đâu?", area.source)
    return Document(area.url, "Bản đồ hành chính", PAGE, None, "", texts=texts, html=tuple(html))


def _layer(layer: Layer) -> Iterator[str]:
    yield f'<h2 id="{layer.slug}">{escape(layer.title)}</h2>'
    for unit in layer.units:
        yield f'<h3 id="{unit.anchor}">{escape(unit.name)}</h3>' + "".join(
            f"<p>{escape(line)}</p>" for line in _unit(unit) if line
        )


def _unit(unit: Unit) -> Iterator[str]:
    yield f"Ủy ban nhân dân: {unit.facts.address}" if unit.facts.address else ""
    yield unit.facts.telephone
    yield ", ".join(share.name for share in unit.shares)
    for spot in unit.spots:
        yield spot.name
        yield spot.address
        yield spot.telephone
