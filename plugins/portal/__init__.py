"""The portal: its organisation, sections, menu, links, notices and mourning.

Reads: PORTAL, the links file and the emblem it names; content/du-lieu/thong-bao.yaml (notice.py).
Gives: `portal` (settings.Portal); /live/notice.json.
Drawn by: components/header.html, footer.html, notices.html, links.html; filled by notice.js.
"""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from pelican.plugins import signals

from plugins import seam
from plugins.mistakes import Mistake, MistakesFound
from plugins.portal import notice
from plugins.portal.links import read_links
from plugins.portal.settings import Portal, Settings
from plugins.start.sample import REMAINS, remaining
from plugins.storing import store


def add_portal(pelican):
    """Checks PORTAL first of all, so that every later plugin can rely on it."""
    settings = seam.checked(Settings, pelican.settings.get("PORTAL"), "PORTAL")
    root = Path(pelican.settings["PATH"]).parent
    if not (root / settings.organisation.emblem).is_file():
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
    if pelican.settings["PUBLISHING"] and not settings.sample and (left := remaining(root)):
        raise MistakesFound(Mistake(left[0], REMAINS.format(len(left))))
    today = datetime.now(ZoneInfo(pelican.settings["TIMEZONE"])).date()
    pelican.settings["portal"] = Portal(
        organisation=settings.organisation,
        sections=settings.sections,
        menu=settings.menu,
        links=read_links(root, settings.links),
        notices=notice.shown(notice.read_notices(root)),
        mourning=settings.mourning is not None and settings.mourning.covers(today),
        sample=settings.sample,
    )


def write_notices(pelican):
    portal = pelican.settings["portal"]
    store(Path(pelican.output_path, notice.JSON), notice.content(portal.notices))


def register():
    signals.initialized.connect(add_portal)
    signals.finalized.connect(write_notices)
