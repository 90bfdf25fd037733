"""The settings of a build: the owner's, beneath the engine's, on Pelican's defaults."""

import re
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from pelican.settings import DEFAULT_CONFIG, read_settings

from plugins.build.own_code import own_code
from plugins.build.plain_settings import wrong_settings
from plugins.core import settings_file
from plugins.core.mistakes import Mistake, MistakesFound
from plugins.defaults import OWN_PLUGINS, applied

# Names that Pelican acts on and does not list, many of them older forms of others.
UNLISTED = frozenset(
    """ARCHIVES_SAVE_AS ARCHIVES_URL ARTICLE_DIR AUTHOR AUTHOR_FEED_ATOM_URL AUTHOR_FEED_RSS_URL
    AUTHOR_REGEX_SUBSTITUTIONS AUTHOR_SUBSTITUTIONS AUTORELOAD_IGNORE_CACHE CATEGORY_FEED
    CATEGORY_FEED_ATOM_URL CATEGORY_FEED_RSS CATEGORY_FEED_RSS_URL CATEGORY_REGEX_SUBSTITUTIONS
    CATEGORY_SUBSTITUTIONS CLEAN_URLS DEBUG DEFAULT_DATE EXTRA_TEMPLATES_PATHS FEED
    FEED_ALL_ATOM_URL FEED_ALL_RSS FEED_ALL_RSS_URL FEED_ATOM FEED_ATOM_URL FEED_DOMAIN FEED_RSS
    FEED_RSS_URL FILES_TO_COPY JINJA_EXTENSIONS LESS_GENERATOR MD_EXTENSIONS PAGE_DIR
    PAGINATED_DIRECT_TEMPLATES PLUGIN_PATH SITEMAP SLUG_SUBSTITUTIONS SUMMARY_MAX_PARAGRAPHS TAG_FEED
    TAG_FEED_ATOM TAG_FEED_ATOM_URL TAG_FEED_RSS TAG_FEED_RSS_URL TAG_REGEX_SUBSTITUTIONS
    TAG_SUBSTITUTIONS TIMEZONE TRANSLATION_FEED TRANSLATION_FEED_ATOM_URL TRANSLATION_FEED_RSS
    TRANSLATION_FEED_RSS_URL WRITE_SELECTED""".split()
)
PELICANS = DEFAULT_CONFIG.keys() | UNLISTED

WITHOUT_EFFECT = (
    "{} là việc của phần mềm, giống nhau ở mọi cổng: ghi ở tệp này không có tác dụng. Hãy bỏ đi cho gọn."
)


NO_REGISTER = "Chưa có hàm register(), nên cổng không biết dùng phần này vào việc gì (docs/quan-tri.md)."


def read(file: Path, output: Path) -> tuple[dict[str, Any], list[Mistake]]:
    """(the settings of a build into `output`, notes about what has no effect in the owner's file).

    Raises MistakesFound for a file that cannot be read, and for wrong or misspelt settings.
    """
    given = applied(settings_file.own(file), file, PELICANS)
    for name in (each for each in given.values["PLUGINS"] if each.startswith("plugins.rieng.")):
        with own_code(file.absolute().parent):
            _is_plugin(import_module(name))
    if found := wrong_settings(given.values, PELICANS, file.name):
        raise MistakesFound(*found)
    return _completed(given.values | {"OUTPUT_PATH": str(output)}), _notes(given.ignored, file)


def beneath(read_by_pelican: Mapping[str, Any]) -> dict[str, Any]:
    """The settings that the bare command `pelican` has read, with the engine's laid over them."""
    own = {n: v for n, v in read_by_pelican.items() if n not in DEFAULT_CONFIG or v != DEFAULT_CONFIG[n]}
    # Pelican has made paths whole; without PATH, it runs in the portal's folder.
    root = Path(own["PATH"]).parent if "PATH" in own else Path.cwd()
    values = applied(own, root / "settings.py", PELICANS).values
    return _completed(values | {"OUTPUT_PATH": read_by_pelican["OUTPUT_PATH"]})


def _is_plugin(module: ModuleType) -> None:
    if not callable(getattr(module, "register", None)):
        raise MistakesFound(Mistake(f"{OWN_PLUGINS}/{module.__name__.rpartition('.')[2]}", NO_REGISTER))


def _completed(values: dict[str, Any]) -> dict[str, Any]:
    """With Pelican's defaults; what is not Pelican's comes past its treatment of old names."""
    known: dict[str, Any] = read_settings(override={n: v for n, v in values.items() if n in PELICANS})
    return values | known


def _notes(ignored: Sequence[str], file: Path) -> list[Mistake]:
    """For each settings file, one note that names what has no effect there, at the line of the first."""
    files = dict.fromkeys((file, file.with_name("pelicanconf.py")))
    lines = [(path, *each) for path in files if path.is_file() for each in _lines(path)]
    found: dict[Path, dict[str, int | None]] = {}
    for name in ignored:
        path, line = next(((p, n) for p, n, text in lines if _sets(text, name)), (file, None))
        found.setdefault(path, {})[name] = line
    return [
        Mistake(
            path.name,
            WITHOUT_EFFECT.format(", ".join(names)),
            min(filter(None, names.values()), default=None),
            True,
        )
        for path, names in found.items()
    ]


def _lines(path: Path) -> list[tuple[int, str]]:
    return list(enumerate(path.read_text("utf-8").splitlines(), 1))


def _sets(line: str, name: str) -> bool:
    return re.match(rf"[^#]*\b{name}\b[^#]*=", line) is not None
