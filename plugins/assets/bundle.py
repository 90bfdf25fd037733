"""Styles, scripts, fonts and marks of the theme under names that carry their content's hash."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

import rjsmin

from plugins.assets.browsers import SERVED, Browsers, queries
from plugins.assets.kept_styles import compiled
from plugins.assets.modules import imported, joined

# The order of the cascade; files of a folder follow each other by name.
STYLES = (
    "layers.css",
    "tokens.css",
    "base.css",
    "layout.css",
    "components/*.css",
    "utilities.css",
)
ALONE = ("print.css", "pages/*.css")
# What the file of one page holds too, though other pages have it apart: each file is a way to the server.
HELD = {"search.css": ("print.css",), "search.js": ("notice.js", "views.js", "print.js")}
CSS_URL = re.compile(r"url\(\s*[\"']?(?!data:|#)([^\"')]+)[\"']?\s*\)")


@dataclass(frozen=True)
class Assets:
    """urls: {"style.css": "/theme/style.1a2b3c4d.css"}; files: {address: bytes}."""

    urls: dict[str, str]
    files: dict[str, bytes]


def collect(
    static: Path,
    others: dict[str, Path],
    minify: bool,
    browsers: Browsers = SERVED,
    owners: Mapping[str, str] = MappingProxyType({}),
    kept: Path | None = None,
) -> Assets:
    """Everything the pages need beside themselves.

    static: the theme's folder with css/, js/, fonts/ and img/
    others: {name: file} of marks that lie elsewhere, such as the emblem
    minify: whether files are made small, styles for `browsers`
    owners: the owner's sheets by name: in the place of the theme's tokens.css, others as they are
    kept: the file in which compiled styles are kept for the next build
    All styles become one file, style.css, but for paper's and those of pages/: these stay
    one each, as does each script with all it imports; HELD says which hold others. Raises
    FileNotFoundError for what a style or script names and is missing.
    """
    urls, files = {}, {}

    def add(name: str, data: bytes) -> str:
        stem, _, suffix = name.rpartition(".")
        address = f"/theme/{stem}.{sha256(data).hexdigest()[:8]}.{suffix}"
        urls[name], files[address] = address, data
        return address

    for folder in ("fonts", "img"):
        for path in sorted((static / folder).glob("*.*")):
            if path.suffix != ".txt":
                add(path.name, path.read_bytes())
    for name, path in others.items():
        add(name + path.suffix, path.read_bytes())
        urls[name] = urls[name + path.suffix]

    def styles(patterns: tuple[str, ...]) -> dict[str, str]:
        paths = [path for pattern in patterns for path in sorted((static / "css").glob(pattern))]
        return {path.name: owners.get(path.name) or path.read_text("utf-8") for path in paths}

    alone = {name: text for name, text in owners.items() if name != "tokens.css"}
    sheets = {"style.css": "\n".join(styles(STYLES).values()), **styles(ALONE), **alone}
    for name, text in sheets.items():
        sheets[name] = CSS_URL.sub(lambda match: f"url({_known(urls, match[1])})", text)
    for name in HELD.keys() & sheets.keys():
        sheets[name] += "".join(sheets[held] for held in HELD[name])
    for name, text in (compiled(sheets, queries(browsers), kept) if minify else sheets).items():
        add(name, text.encode())

    scripts = static / "js"
    for name in sorted({path.name for path in scripts.glob("*.js")} - imported(scripts)):
        parts = [joined(scripts, part) for part in (name, *HELD.get(name, ()))]
        # Names of one must not meet those of another.
        script = parts[0] if len(parts) == 1 else "".join(f"{{\n{part}}}\n" for part in parts)
        add(name, (rjsmin.jsmin(script) if minify else script).encode())
    return Assets(urls, files)


def _known(urls: dict[str, str], target: str) -> str:
    name = target.rpartition("/")[2]
    if name not in urls:
        raise FileNotFoundError(f"theme/static: a style names {target}, which is not there")
    return urls[name]
