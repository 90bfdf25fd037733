"""The files that pages load, collected."""

from pathlib import Path
from typing import Any

from pelican.generators import Generator
from pelican.writers import Writer

from plugins.assets.bundle import collect
from plugins.assets.owners import owners_sheets
from plugins.core.build import build_of


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
        kept = None if build.full else root / ".cache/styles.json"
        self._assets = collect(static, {"emblem": emblem}, settings.minify, settings.browsers, owners, kept)
        self.context["assets"] = self._assets.urls

    def generate_output(self, _writer: Writer) -> None:
        for address, data in self._assets.files.items():
            path = Path(self.output_path, address.lstrip("/"))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


def add_generator(_pelican: Any) -> type[Generator]:
    return AssetGenerator
