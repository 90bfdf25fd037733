"""Plain settings: those that belong to no plugin, and names that nobody knows."""

from collections.abc import Collection, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, StringConstraints
from pydantic.dataclasses import dataclass

from plugins.core import schema
from plugins.core.clock import zone_named
from plugins.core.mistakes import Mistake
from plugins.publish.address import form_of_base, is_base

PELICANS_OWN = "A Pelican Blog"  # its name for a site that has none


def _named(name: str) -> str:
    if name == PELICANS_OWN:
        raise ValueError("hãy đặt tên cổng, ví dụ “Cổng thông tin điện tử xã Hoài Đức”.")
    return name


def _base(siteurl: str) -> str:
    if not is_base(siteurl):
        raise ValueError(form_of_base(siteurl))
    return siteurl


def _known_zone(zone: str) -> str:
    return zone_named(zone).key


def _folder(path: str) -> str:
    if not Path(path).is_dir():
        raise ValueError("không có thư mục ấy.")
    return path


Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Folder = Annotated[Text, AfterValidator(_folder)]


@dataclass(frozen=True, config=schema.STRICT)
class Plain:
    """The settings every portal needs, under Pelican's names."""

    SITENAME: Annotated[Text, AfterValidator(_named)]
    SITESUBTITLE: str
    SITEURL: Annotated[str, AfterValidator(_base)]
    TIMEZONE: Annotated[Text, AfterValidator(_known_zone)]
    PATH: Folder
    PUBLISHING: bool


def wrong_settings(settings: Mapping[str, Any], pelicans: Collection[str], path: str) -> list[Mistake]:
    """What is wrong or misspelt among the plain settings.

    pelicans: the names Pelican knows. path: the file, for the sentence.
    """
    told = {name: settings[name] for name in Plain.__dataclass_fields__ if name in settings}
    found = [
        Mistake(path, f"{'.'.join(map(str, where))} {sentence}")
        for where, sentence in schema.problems(Plain, told)
    ]
    words = {name.rpartition(".")[2].upper() for name in settings["PLUGINS"] if isinstance(name, str)}
    for name in sorted(settings.keys() - set(pelicans) - words - told.keys()):
        if near := get_close_matches(name, words, 1, 0.8):
            found.append(Mistake(path, f"{name} không phải là một mục có thật. Có phải ý bạn là {near[0]}?"))
    return found
