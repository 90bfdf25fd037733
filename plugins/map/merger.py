"""Which units became which: the table of a resolution, as YAML."""

from dataclasses import dataclass as plain
from datetime import date

from pydantic import Field
from pydantic.dataclasses import dataclass

from plugins.core.fields import Day
from plugins.core.mistakes import Mistake, MistakesFound
from plugins.core.schema import STRICT
from plugins.map.unit_details import Facts, Names, Words

WHOLE, REST = "toàn bộ", "một phần"


@dataclass(frozen=True, config=STRICT)
class MergerFile:
    """units: {old name: {new name: which part of the old one}}; outside: new units off the map."""

    source: Words
    date: Day
    units: dict[str, dict[str, Words]]
    outside: dict[str, Facts] = Field(default_factory=dict)


@plain(frozen=True)
class Merger:
    """parts: (old name, new name, part) in the order of the file, named as on the map."""

    source: str
    date: date
    parts: tuple[tuple[str, str, str], ...]
    outside: dict[str, Facts]


def checked_merger(file: MergerFile, path: str, old: list[str], new: list[str]) -> Merger:
    """The merger with names as on the map.

    old, new: the names of the two layers. Raises MistakesFound for a name that is on
    neither, an old unit without an entry, one that became nothing, and a part of a
    unit that has no other part.
    """
    mistakes, parts = [], []
    old_names, new_names = Names(old), Names([*new, *file.outside])

    def known(names: Names, written: str) -> str | None:
        found = names.find(written)
        if not found:
            mistakes.append(Mistake(path, f"“{written}” không có trên bản đồ.{names.hint(written)}"))
        return found

    told = set()
    for written, became in file.units.items():
        name = known(old_names, written)
        told.add(name)
        if not became:
            mistakes.append(Mistake(path, f"“{written}” chưa ghi nay thuộc đâu."))
        if len(became) == 1 and next(iter(became.values())) != WHOLE:
            mistakes.append(Mistake(path, f"“{written}” chỉ thuộc một nơi: phần của nó phải là “{WHOLE}”."))
        for target, part in became.items():
            if (now := known(new_names, target)) and name:
                parts.append((name, now, part))
    mistakes += [Mistake(path, f"Còn thiếu “{name}”: nay thuộc đâu?") for name in old if name not in told]
    if mistakes:
        raise MistakesFound(*mistakes)
    return Merger(file.source, file.date, tuple(parts), dict(file.outside))
