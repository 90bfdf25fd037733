"""The files that pages load, collected."""

from dataclasses import field
from pathlib import Path
from typing import Any

from pelican.generators import Generator
from pelican.writers import Writer
from pydantic.dataclasses import dataclass

from plugins.assets.browsers import SERVED, Browsers
from plugins.assets.bundle import collect
from plugins.assets.owners import owners_sheets
from plugins.core import schema
from plugins.core.build import build_of


@dataclass(frozen=True, config=schema.STRICT)
class AssetsSettings:
    """ASSETS.

    minify: whether styles and scripts lose their comments and spaces, and styles are compiled
    browsers: the oldest version of each browser that styles are compiled for
    """

    minify: bool = True
    browsers: Browsers = field(default_factory=lambda: SERVED)


class AssetGenerator(Generator):
    """Writes the collected files; their addresses are in every page's context."""

    def generate_context(self) -> None:
        root = Path(self.path).parent
        build = build_of(self.settings)
        emblem = root / build.portal.organisation.emblem
        settings = self.settings["ASSETS"]
        static = Path(self.theme, "static")
        tokens = self.context["tokens"] = build.tokens
        owners = {"tokens.css": tokens.css, **owners_sheets(root, static)}
        self._assets = collect(static, {"emblem": emblem}, settings.minify, settings.browsers, owners)
        self.context["assets"] = self._assets.urls

    def generate_output(self, _writer: Writer) -> None:
        for address, data in self._assets.files.items():
            path = Path(self.output_path, address.lstrip("/"))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


def add_generator(_pelican: Any) -> type[Generator]:
    return AssetGenerator
