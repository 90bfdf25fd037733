"""Draws the examples as pages, with the theme's own styles, scripts and pictures."""

import shutil
from pathlib import Path
from types import SimpleNamespace

from jinja2 import Environment, FileSystemLoader

from plugins.assets.bundle import collect
from plugins.core import settings_file
from plugins.gallery.receivers import add_filters as add_gallery_filters
from plugins.vietnamese import add_filters
from tests.examples.values import PHOTO_FILE, values
from tests.site import ROOT

HERE = Path(__file__).parent
THEME = ROOT / "theme"
EMBLEM = ROOT / "content/du-lieu/bieu-trung.svg"
NAMES = sorted(path.stem for path in HERE.glob("*.html") if path.stem != "frame")


def draw(folder: Path) -> None:
    """Writes <name>.html for each of NAMES into `folder`, and whatever they need beside them."""
    settings = settings_file.values(ROOT / "pelicanconf.py")
    loader = FileSystemLoader([HERE, THEME / "templates"])
    environment = Environment(loader=loader, **settings["JINJA_ENVIRONMENT"])
    environment.globals |= settings["JINJA_GLOBALS"]
    add_filters(SimpleNamespace(env=environment))
    add_gallery_filters(SimpleNamespace(env=environment))
    assets = collect(THEME / "static", {"emblem": EMBLEM}, minify=False)
    for address, data in assets.files.items():
        write(folder / address.lstrip("/"), data)
    write(folder / PHOTO_FILE.lstrip("/"), EMBLEM.read_bytes())
    for name in NAMES:
        page = environment.get_template(f"{name}.html").render(
            **settings, **values(), assets=assets.urls, name=name, output_file=f"{name}.html"
        )
        write(folder / f"{name}.html", page.encode())
    shutil.copy(folder / f"{NAMES[0]}.html", folder / "404.html")


def write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
