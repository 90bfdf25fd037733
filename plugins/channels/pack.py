"""The pack of a story for other channels: four files in a folder that is never published."""

import base64
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import tzinfo
from itertools import count
from pathlib import Path
from typing import Any

from plugins.assets import tokens
from plugins.channels.abbreviations import of_place
from plugins.channels.aloud import Voice
from plugins.channels.board import board
from plugins.channels.card import card
from plugins.channels.item import Item, lines
from plugins.channels.loudspeaker import Script, script
from plugins.channels.public import read_public
from plugins.channels.zalo import zalo
from plugins.core import schema, yaml_values
from plugins.core.addresses import ARTICLE
from plugins.core.files import store
from plugins.core.media_types import MEDIA_TYPES
from plugins.core.mistakes import Mistake, MistakesFound
from plugins.gallery.letters import find_font
from plugins.gallery.settings import GallerySettings
from plugins.gallery.share_card import Colours
from plugins.portal.settings import Organisation, PortalSettings
from plugins.story.front_matter import StoryMatter
from plugins.story.story import Story
from plugins.vietnamese.numerals import Numerals
from plugins.vietnamese.text import clean, slug

FOLDER = "kenh"  # under the project's folder; never built, never published
READING = "content/du-lieu/cach-doc.yaml"  # the owner's: what is written short, and how it is read
ZALO, SCRIPT, BOARD = "zalo.txt", "loa.txt", "bang-tin.html"
OLD = ".cu"
NO_PAIRS = "Mỗi dòng phải là “chữ viết tắt: cách đọc”, ví dụ “HTX: hợp tác xã”."


@dataclass(frozen=True)
class Pack:
    """folder: under the project's; kept: files somebody had changed, under their other names

    notes: what to tell of the story
    """

    folder: str
    files: tuple[str, ...]
    kept: tuple[str, ...]
    script: Script
    notes: tuple[str, ...]


def make(root: Path, name: str, settings: Mapping[str, Any], zone: tzinfo) -> Pack:
    """Writes the pack of the public story `name`; MistakesFound where it is not public."""
    matter, story, notes = read_public(root, name, zone)
    portal = schema.checked(PortalSettings, settings.get("PORTAL"), "PORTAL").organisation
    site, siteurl = str(settings["SITENAME"]), str(settings["SITEURL"])
    item = item_of(matter, story, portal, site, siteurl)
    spoken = script(item, voice(root, portal))
    look = tokens.read(Path(settings["THEME"]), root)
    colours = Colours(*(look.light[name] for name in ("paper", "red", "gold", "ink")))
    photos = schema.checked(GallerySettings, settings.get("GALLERY", {}), "GALLERY")
    font = Path(find_font(photos.font, settings["THEME"]))
    card_name, picture = card(story, clean(matter.title), site, photos, font, colours)
    files = {
        ZALO: zalo(item).text(card_name).encode("utf-8-sig"),
        SCRIPT: spoken.text().encode("utf-8-sig"),
        BOARD: board(item, _emblem(root / portal.emblem), replace(colours, paper="#ffffff")).encode(),
        card_name: picture,
    }
    folder = f"{FOLDER}/{matter.date:%Y-%m}-{slug(story.folder.name)}"
    return Pack(folder, tuple(files), _write(root / folder, files), spoken, tuple(notes))


def item_of(matter: StoryMatter, story: Story, portal: Organisation, site: str, siteurl: str) -> Item:
    """The words of a story as it stands at its public address."""
    address = ARTICLE.format(date=matter.date, slug=slug(story.folder.name))
    return Item(
        title=" ".join(matter.title.split()),
        date=matter.date,
        author=matter.author,
        source=story.source,
        lead=story.lead,
        excerpt=story.excerpt,
        lines=lines(story.body),
        address=f"{siteurl}/{address}",
        site=site,
        body=portal.body,
        telephone=portal.telephone,
    )


def voice(root: Path, portal: Organisation) -> Voice:
    """How the place reads: the owner's file, where there is one, over what is known.

    Its rows "linh" and "nghìn" say how numbers are read there. MistakesFound for a file that is wrong.
    """
    try:
        text = clean((root / READING).read_text("utf-8-sig"))
        rows, _ = yaml_values.load(text)
    except FileNotFoundError:
        rows = {}
    except (yaml_values.Unreadable, UnicodeDecodeError) as wrong:
        line = getattr(wrong, "line", None)
        raise MistakesFound(
            Mistake(READING, getattr(wrong, "sentence", yaml_values.NOT_UTF8), line)
        ) from None
    rows = rows or {}
    if not isinstance(rows, dict) or not all(isinstance(value, str) for value in rows.values()):
        raise MistakesFound(Mistake(READING, NO_PAIRS))
    own = {str(short): str(said) for short, said in rows.items()}
    numerals = Numerals(own.pop("linh", "linh"), own.pop("nghìn", "nghìn"))
    return Voice(numerals, {**of_place(portal.parent), **own})


def _emblem(file: Path) -> str:
    """The picture as an address that needs no file; '' where there is none."""
    kind = MEDIA_TYPES.get(file.suffix.lower(), "")
    if not kind or not file.is_file():
        return ""
    return f"data:{kind};base64,{base64.b64encode(file.read_bytes()).decode()}"


def _old_names(file: Path) -> Iterator[Path]:
    yield file.with_name(file.name + OLD)
    yield from (file.with_name(f"{file.name}{OLD}{number}") for number in count(2))


def _write(folder: Path, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Writes the files; what was there and is other goes aside, and is named."""
    kept = []
    for name, data in files.items():
        file = folder / name
        if file.is_file() and file.read_bytes() != data:
            old = next(each for each in _old_names(file) if not each.exists())
            file.replace(old)
            kept.append(old.name)
        store(file, data)
    return tuple(kept)
