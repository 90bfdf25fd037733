"""The portal as the theme knows it."""

from dataclasses import dataclass

from plugins.portal.notice import Notice
from plugins.portal.settings import Link, LinkGroup, Organisation, Section


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
