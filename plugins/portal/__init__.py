"""The portal: its organisation, sections, menu, links, notices and mourning.

Reads: PORTAL, the links file and the emblem it names; content/du-lieu/thong-bao.yaml (notice.py).
Gives: `portal` (portal.Portal); /live/notice.json.
Drawn by: components/header.html, footer.html, notices.html, links.html; filled by notice.js.
"""

from pathlib import Path

from pelican import Pelican
from pelican.generators import Generator
from pelican.plugins import signals

from plugins.core import schema
from plugins.core.build import build_of
from plugins.core.clock import today, zone_of
from plugins.core.files import store
from plugins.core.mistakes import Mistake, MistakesFound
from plugins.portal import notice
from plugins.portal.links import read_links
from plugins.portal.portal import Portal
from plugins.portal.settings import Settings
from plugins.start.sample import REMAINS, remaining


def add_portal(pelican: Pelican) -> None:
    """Checks PORTAL first of all, so that every later plugin can rely on it."""
    settings = schema.checked(Settings, pelican.settings.get("PORTAL"), "PORTAL")
    build = build_of(pelican.settings)
    if not (build.root / settings.organisation.emblem).is_file():
        raise MistakesFound(
            Mistake(
                "pelicanconf.py",
                f"PORTAL['organisation']['emblem'] là “{settings.organisation.emblem}”, "
                "nhưng không có tệp ấy. Hãy đặt biểu trưng (SVG hoặc PNG) vào đúng chỗ.",
            )
        )
    if pelican.settings["PUBLISHING"] and not settings.organisation.responsible.strip():
        raise MistakesFound(
            Mistake(
                "pelicanconf.py",
                "PORTAL['organisation']['responsible'] còn trống. Luật buộc trang phải nêu "
                "người chịu trách nhiệm nội dung: hãy ghi họ tên hoặc chức danh.",
            )
        )
    if pelican.settings["PUBLISHING"] and not settings.sample and (left := remaining(build.root)):
        raise MistakesFound(Mistake(left[0], REMAINS.format(len(left))))
    zone = zone_of(pelican.settings)
    build.portal = Portal(
        organisation=settings.organisation,
        sections=settings.sections,
        menu=settings.menu,
        links=read_links(build.root, settings.links),
        notices=notice.shown(notice.read_notices(build.root, zone)),
        mourning=settings.mourning is not None and settings.mourning.covers(today(zone)),
        sample=settings.sample,
    )


def give_portal(generator: Generator) -> None:
    generator.context["portal"] = build_of(generator.settings).portal


def write_notices(pelican: Pelican) -> None:
    notices = build_of(pelican.settings).portal.notices
    store(Path(pelican.output_path, notice.JSON), notice.content(notices))


def register() -> None:
    signals.initialized.connect(add_portal)
    signals.generator_init.connect(give_portal)
    signals.finalized.connect(write_notices)
