"""The portal: its organisation, sections, menu, links, notices and mourning.

Reads: PORTAL, the links file and the emblem it names; content/du-lieu/thong-bao.yaml (notice.py).
Gives: `portal` (portal.Portal); /live/notice.json.
Drawn by: components/header.html, footer.html, notices.html, links.html; filled by notice.js.
"""

from pathlib import Path
from typing import Any

from plugins.core import schema
from plugins.core.build import build_of
from plugins.core.clock import zone_of
from plugins.core.files import store
from plugins.portal import notice
from plugins.portal.settings import PortalSettings
from plugins.portal.theme_values import portal_of


def add_portal(pelican: Any) -> None:
    """Checks PORTAL first of all, so that every later plugin can rely on it."""
    build = build_of(pelican.settings)
    settings = schema.checked(PortalSettings, pelican.settings.get("PORTAL"), "PORTAL")
    build.portal = portal_of(settings, pelican.settings, build.root)
    build.coming += notice.moments(notice.read_notices(build.root, zone_of(pelican.settings)))


def give_portal(generator: Any) -> None:
    generator.context["portal"] = build_of(generator.settings).portal


def write_notices(pelican: Any) -> None:
    notices = build_of(pelican.settings).portal.notices
    store(Path(pelican.output_path, notice.JSON), notice.content(notices))


def register() -> None:
    from pelican.plugins import signals

    signals.initialized.connect(add_portal)
    signals.generator_init.connect(give_portal)
    signals.finalized.connect(write_notices)
