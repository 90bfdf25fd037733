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
from plugins.core.files import store
from plugins.portal import notice
from plugins.portal.settings import PortalSettings
from plugins.portal.theme_values import portal_of


def add_portal(pelican: Pelican) -> None:
    """Checks PORTAL first of all, so that every later plugin can rely on it."""
    build = build_of(pelican.settings)
    settings = schema.checked(PortalSettings, pelican.settings.get("PORTAL"), "PORTAL")
    build.portal = portal_of(settings, pelican.settings, build.root)


def give_portal(generator: Generator) -> None:
    generator.context["portal"] = build_of(generator.settings).portal


def write_notices(pelican: Pelican) -> None:
    notices = build_of(pelican.settings).portal.notices
    store(Path(pelican.output_path, notice.JSON), notice.content(notices))


def register() -> None:
    signals.initialized.connect(add_portal)
    signals.generator_init.connect(give_portal)
    signals.finalized.connect(write_notices)
