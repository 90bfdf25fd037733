"""The version of an engine: its number, its date, and what an owner has to know of newer ones."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

# "## 0.2.0 · 2026-11-28", and the part of it that is written for owners.
HEADING = re.compile(r"^## (\d+\.\d+\.\d+) · (\d{4})-(\d\d)-(\d\d)$", re.MULTILINE)
FOR_OWNERS = "### Khi cập nhật"


@dataclass(frozen=True)
class Version:
    """number: such as "0.2.0"; date: dd/mm/yyyy, "" where the CHANGELOG does not know it."""

    number: str
    date: str = ""

    @property
    def order(self) -> tuple[int, ...]:
        return tuple(int(part) for part in re.findall(r"\d+", self.number))

    def __str__(self) -> str:
        return f"{self.number} ({self.date})" if self.date else self.number


def version_of(engine: Path) -> Version:
    """The version of the engine in a folder; ValueError when there is none."""
    try:
        project = tomllib.loads((engine / "pyproject.toml").read_text("utf-8"))["project"]
        number = str(project["version"]) if project["name"] == "tram-tin" else ""
    except (OSError, ValueError, KeyError):
        number = ""
    if not number:
        raise ValueError(f"{engine} không phải thư mục của phần mềm Trạm Tin.")
    dates = {found[1]: f"{found[4]}/{found[3]}/{found[2]}" for found in HEADING.finditer(_changelog(engine))}
    return Version(number, dates.get(number, ""))


def news_since(engine: Path, since: Version) -> list[str]:
    """What the engine's CHANGELOG says to owners of all versions after `since`, newest first."""
    text, lines = _changelog(engine), []
    found = [*HEADING.finditer(text)]
    for heading, following in zip(found, [*found[1:], None], strict=True):
        if Version(heading[1]).order <= since.order:
            continue
        part = text[heading.end() : following.start() if following else len(text)]
        _, mark, told = part.partition(FOR_OWNERS)
        told = re.split(r"^##", told, maxsplit=1, flags=re.MULTILINE)[0] if mark else ""
        lines += [line[2:] for line in told.splitlines() if line.startswith("- ")]
    return lines


def _changelog(engine: Path) -> str:
    try:
        return (engine / "CHANGELOG.md").read_text("utf-8")
    except OSError:
        return ""
