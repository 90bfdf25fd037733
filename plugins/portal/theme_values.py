"""The portal as the theme knows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plugins.core.clock import today, zone_of
from plugins.core.mistakes import Mistake, MistakesFound
from plugins.portal import notice
from plugins.portal.links import read_links
from plugins.portal.notice import Notice
from plugins.portal.settings import Link, LinkGroup, Organisation, PortalSettings, Section
from plugins.start.sample import REMAINS, remaining


@dataclass(frozen=True)
class Portal:
    """On the day it is built. notices: that are due; sample: the words that tell of a sample, or ''."""

    organisation: Organisation
    sections: tuple[Section, ...]
    menu: tuple[Link, ...]
    links: tuple[LinkGroup, ...]
    notices: tuple[Notice, ...]
    mourning: bool
    sample: str


def portal_of(own: PortalSettings, settings: Mapping[str, Any], root: Path) -> Portal:
    """The portal in the folder `root`, today; MistakesFound in PORTAL, the links file or the notices.

    own: PORTAL, of these settings
    """
    if not (root / own.organisation.emblem).is_file():
        raise MistakesFound(
            Mistake(
                "pelicanconf.py",
                f"PORTAL['organisation']['emblem'] là “{own.organisation.emblem}”, "
                "nhưng không có tệp ấy. Hãy đặt biểu trưng (SVG hoặc PNG) vào đúng chỗ.",
            )
        )
    if settings["PUBLISHING"] and not own.organisation.responsible.strip():
        raise MistakesFound(
            Mistake(
                "pelicanconf.py",
                "PORTAL['organisation']['responsible'] còn trống. Luật buộc trang phải nêu "
                "người chịu trách nhiệm nội dung: hãy ghi họ tên hoặc chức danh.",
            )
        )
    if settings["PUBLISHING"] and not own.sample and (left := remaining(root)):
        raise MistakesFound(Mistake(left[0], REMAINS.format(len(left))))
    zone = zone_of(settings)
    return Portal(
        organisation=own.organisation,
        sections=own.sections,
        menu=own.menu,
        links=read_links(root, own.links),
        notices=notice.shown(notice.read_notices(root, zone)),
        mourning=own.mourning is not None and own.mourning.covers(today(zone)),
        sample=own.sample,
    )
