"""Templates, styles and tokens of an owner's in today's form: what the theme calls by another name now."""

import re
from collections.abc import Iterator
from pathlib import Path

from plugins.defaults import LOOKS

# Files of the theme: templates, and what `assets` knows by name.
FILES = {
    "errand.html": "error_page.html",
    "tree.html": "sitemap_page.html",
    "components/rail.html": "components/sidebar.html",
    "components/rail_story.html": "components/sidebar_story.html",
    "read-aloud.js": "read_aloud.js",
    "map_facts.css": "map_unit.css",
    "text-size.js": "text_size.js",
}
CLASSES = {
    "rail": "sidebar",
    "search__rail": "search__sidebar",
    "errand": "error-page",
    "errand__search": "error-page__search",
    "tree": "sitemap-page",
}
NUMBERED = {"tone": "placeholder", "shape": "aspect"}  # classes with a number, and fields of a photo
WORDS = {
    "TREE_URL": "SITEMAP_PAGE_URL",
    "TREE_SAVE_AS": "SITEMAP_PAGE_SAVE_AS",
    "data-search-rail": "data-search-sidebar",
    "data-passing": "data-minor",
}
# What stands in another file: {(file, name): (file, name)}
MACROS = {
    ("components/map.html", "sheets"): ("components/map_drawing.html", "drawing"),
    ("components/map.html", "symbols"): ("components/map_drawing.html", "symbols"),
    ("components/map.html", "elsewhere"): ("components/map_unit.html", "map_service"),
}
IMPORT = re.compile(
    r"""\{%(-?)\s*from\s+(["'])(!theme/)?([^"']+)\2\s+import\s+([\w\s,]+?)(\s+with(?:out)?\s+context)?\s*(-?)%\}"""
)
NAME = re.compile(r"(\w+)(?:\s+as\s+(\w+))?")
EXPRESSION = re.compile(r"(\{\{.*?\}\}|\{%.*?%\})", re.DOTALL)


def bring(root: Path) -> Iterator[tuple[str, str]]:
    """Rewrites the owner's files in the folder `root`: (path, path today) of each that is other now.

    One whose new place is taken stays as it is: the owner has made a template for today's theme.
    """
    looks, templates = root / LOOKS, root / LOOKS / "templates"
    kinds = [(file, template) for file in templates.rglob("*.html")]
    kinds += [(file, style) for file in looks.glob("css/*.css")] + [(looks / "tokens.css", tokens)]
    for file, today_of in sorted((each for each in kinds if each[0].is_file()), key=str):
        name = file.relative_to(templates).as_posix() if today_of is template else ""
        to = templates / FILES[name] if name in FILES else file
        before = file.read_bytes()
        after = today_of(before.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
        if (to == file and after == before) or (to != file and to.exists()):
            continue
        file.unlink()
        to.write_bytes(after)
        yield file.relative_to(root).as_posix(), to.relative_to(root).as_posix()


def template(text: str) -> str:
    """A template with the theme's files, macros, classes and fields by their names today."""
    text = IMPORT.sub(_import, text)
    for old, new in FILES.items():
        text = re.sub(rf"""(["'](?:!theme/)?){re.escape(old)}(?=["'])""", rf"\g<1>{new}", text)
    text = re.sub(r'(?<=\bclass=")[^"]*', lambda found: _classes(found[0]), text)
    for old, new in NUMBERED.items():
        text = re.sub(rf"\b(photo|cover|photos\[[^]]*\])\.{old}\b", rf"\1.{new}", text)
    for old, new in WORDS.items():
        text = re.sub(rf"(?<![\w-]){old}(?![\w-])", new, text)
    return text


def style(text: str) -> str:
    """A style sheet with the theme's classes and tokens by their names today."""
    for old, new in CLASSES.items():
        text = re.sub(rf"\.{old}(?![\w-])", f".{new}", text)
    for old, new in NUMBERED.items():
        text = re.sub(rf"\.{old}-(?=\d)", f".{new}-", text)
    return _red(re.sub(r"var\(--shape\b", "var(--aspect", text))


def tokens(text: str) -> str:
    """An owner's tokens without those that are no more: of photos still to come, and a red nothing had."""
    return _red(re.sub(r"[ \t]*--(tone-\d+|red-deep)\s*:[^;{}]*(;[ \t]*\n?|(?=\}))", "", text))


def _red(text: str) -> str:
    return re.sub(r"var\(\s*--red-deep\s*\)", "var(--red)", text)


def _import(found: re.Match[str]) -> str:
    """`{% from … import … %}`, as one line for each file that the macros stand in today."""
    start, quote, theme, file, names, context, end = found.groups("")
    homes: dict[str, list[str]] = {}
    for name, alias in NAME.findall(names):
        home, now = MACROS.get((file, name), (file, name))
        called = alias or name
        homes.setdefault(home, []).append(now if now == called else f"{now} as {called}")
    if [*homes] == [file]:
        return found[0]
    return "\n".join(
        f"{{%{start} from {quote}{theme}{home}{quote} import {', '.join(now)}{context} {end}%}}"
        for home, now in homes.items()
    )


def _classes(said: str) -> str:
    """The value of a class attribute, whose expressions stay as they are."""
    parts = EXPRESSION.split(said)
    for at in range(0, len(parts), 2):
        for old, new in CLASSES.items():
            parts[at] = re.sub(rf"(?<![\w-]){old}(?![\w-])", new, parts[at])
        for old, new in NUMBERED.items():
            parts[at] = re.sub(rf"(?<![\w-]){old}-(?=\d|$)", f"{new}-", parts[at])
    return "".join(parts)
