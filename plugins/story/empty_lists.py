"""Lists that hold nothing now and that pages lead to all the same: time alone may have emptied them."""

from collections.abc import Collection, Iterable

from plugins.archive.addresses import is_list
from plugins.core.build import build_of
from plugins.core.mistakes import Mistake
from plugins.core.pelican_types import Content, PelicanSettings
from plugins.story.checks import links_of_the_portal, links_to
from plugins.story.links import internal_target


def empty_lists(contents: Iterable[Content], known: Collection[str], settings: PelicanSettings) -> set[str]:
    """The addresses of such lists. known: addresses that are there."""
    sections = {section.slug for section in build_of(settings).portal.sections}
    links = [(link.href, c.url) for c in contents if c.save_as for link in c.story.body.links]
    links += [(link.href, "") for _, _, link in links_of_the_portal(settings)]
    targets = {internal_target(href, url, settings["SITEURL"]) for href, url in links} - {*known}
    return {target for target in targets if target and target.endswith("/") and is_list(target, sections)}


def advice(contents: Iterable[Content], empty: set[str], siteurl: str) -> list[Mistake]:
    """One warning for each link of a story or page to a list of `empty`."""
    return [
        Mistake(
            content.story.path,
            f"Liên kết {link.href} dẫn tới một danh sách hiện không có tin nào. Hãy xem lại địa chỉ ấy.",
            link.line,
            warning=True,
        )
        for content in contents
        for link in links_to(content, empty, siteurl)
    ]
