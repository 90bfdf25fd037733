"""The portal that texts are judged in: its settings, sections, notices, moved addresses and clock."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

from plugins.check.finding import Finding, told
from plugins.check.one_text import Ways
from plugins.check.settings import CheckSettings
from plugins.core import schema, settings_file
from plugins.core.build import KEY, Build
from plugins.core.clock import zone_of
from plugins.core.mistakes import MistakesFound
from plugins.core.published import PUBLISHED, Published
from plugins.core.sources import Sources
from plugins.gallery.settings import GallerySettings
from plugins.map.load_map import load_map
from plugins.map.settings import MapSettings
from plugins.portal.settings import PortalSettings
from plugins.portal.theme_values import Portal, portal_of
from plugins.publish.redirects.moved import NOTHING, Moved, read_moved
from plugins.publish.settings import PublishSettings
from plugins.story.settings import StorySettings


@dataclass
class Ground:
    """settings: the portal's, with its `Build`; findings: in what every page shows; now: by its clock."""

    root: Path
    settings: dict[str, Any]
    own: CheckSettings
    portal: Portal
    zone: tzinfo
    now: datetime
    gallery: GallerySettings
    has_map: bool
    moved: Moved = NOTHING
    findings: list[Finding] = field(default_factory=list)

    @property
    def ways(self) -> Ways:
        numbers = (*self.settings["STORY"].numbers, self.portal.organisation.telephone)
        return Ways(self.zone, numbers, self.own.names)

    @property
    def siteurl(self) -> str:
        return str(self.settings["SITEURL"])

    @property
    def build(self) -> Build:
        build: Build = self.settings[KEY]
        return build


def ground(root: Path) -> Ground:
    """The portal in the folder `root`; MistakesFound where its settings leave nothing to judge by."""
    settings = settings_file.values(root / "pelicanconf.py")
    own = schema.checked(CheckSettings, settings.get("CHECK", {}), "CHECK")
    settings["STORY"] = schema.checked(StorySettings, settings.get("STORY", {}), "STORY")
    of_portal = schema.checked(PortalSettings, settings.get("PORTAL"), "PORTAL")
    zone = zone_of(settings)
    build = settings[KEY] = Build(root, Sources(root, Published(root / PUBLISHED)))
    findings: list[Finding] = []
    try:
        build.portal = portal_of(of_portal, settings, root)
    except MistakesFound as found:
        findings += told("thiet-lap", found.mistakes)
        build.portal = Portal(
            of_portal.organisation, of_portal.sections, of_portal.menu, (), (), False, of_portal.sample
        )
    of_map = _or_default(MapSettings, settings, "MAP", findings)
    try:
        load_map(root, of_map)
    except MistakesFound as found:
        findings += told("thiet-lap", found.mistakes)
    moved = NOTHING
    try:
        moved = read_moved(root, _or_default(PublishSettings, settings, "PUBLISH", findings).moved)
    except MistakesFound as found:
        findings += told("thiet-lap", found.mistakes)
    return Ground(
        root,
        settings,
        own,
        build.portal,
        zone,
        datetime.now(zone).replace(tzinfo=None),
        _or_default(GallerySettings, settings, "GALLERY", findings),
        bool(of_map.layers),
        moved,
        findings,
    )


def _or_default(kind: type[Any], settings: Mapping[str, Any], name: str, findings: list[Finding]) -> Any:
    try:
        return schema.checked(kind, settings.get(name, {}), name)
    except MistakesFound as found:
        findings += told("thiet-lap", found.mistakes)
        return kind()
