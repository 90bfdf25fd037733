"""Styles, scripts, fonts and the emblem, under names that change when they change.

Reads: ASSETS; theme/static/, content/giao-dien/tokens.css and css/, the emblem of PORTAL.
Gives: `assets`, {"style.css": "/theme/style.1a2b3c4d.css"}; `tokens` (tokens.Tokens).
Drawn by: base.html, manifest.webmanifest.
"""

from dataclasses import field
from pathlib import Path
from typing import Any

from pydantic.dataclasses import dataclass

from plugins.assets.browsers import SERVED, Browsers
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


def check_settings(pelican: Any) -> None:
    pelican.settings["ASSETS"] = schema.checked(AssetsSettings, pelican.settings.get("ASSETS", {}), "ASSETS")


def read_tokens(pelican: Any) -> None:
    from plugins.assets.contrast import faint
    from plugins.assets.tokens import read

    build = build_of(pelican.settings)
    build.tokens = read(Path(pelican.settings["THEME"]), build.root)
    build.mistakes.extend(faint(build.tokens))


def register() -> None:
    # Loaded here: most commands need parts of this package, and not Pelican.
    from pelican.plugins import signals

    from plugins.assets.generator import add_generator

    signals.initialized.connect(check_settings)
    signals.initialized.connect(read_tokens)
    signals.get_generators.connect(add_generator)
