"""The texts of a portal: every story, page and album that lies in content/."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from plugins.core.mistakes import Mistake, MistakesFound, did_you_mean
from plugins.core.withdrawals import address_of

MARKS = (".", "~")  # names that begin so are passed over, as in a build
UNKNOWN = (
    "Không có bài, trang hay album nào tên như vậy.{} Hãy gõ thư mục của bài, như "
    "STORY=content/tin/2024/06/le-hoi."
)


@dataclass(frozen=True)
class Text:
    """A story, page or album. path: its file; name: as people name it; beside: other files in its folder.

    alone: no other text lies in that folder
    """

    path: Path
    name: str
    beside: tuple[str, ...] = ()
    alone: bool = True

    @property
    def kind(self) -> str:
        """tin, trang or anh"""
        return self.name.split("/")[1]


def texts(root: Path) -> list[Text]:
    """All of them, by name."""
    found = []
    for kind in ("tin", "trang", "anh"):
        for folder, folders, names in os.walk(root / "content" / kind):
            folders[:] = [name for name in folders if name[0] not in MARKS]
            plain = [name for name in names if name[0] not in MARKS]
            own = [name for name in plain if name.endswith(".md")]
            beside = tuple(sorted(name for name in plain if not name.endswith(".md")))
            place = Path(folder).relative_to(root).as_posix()
            if kind == "anh":
                own = [name for name in own if name == "index.md" and place.count("/") == 2]
            for name in own:
                alone = name == "index.md"
                found.append(Text(Path(folder, name), f"{place}/{name}", beside, alone))
    return sorted(found, key=lambda text: text.name)


def named(wanted: str, among: Sequence[Text]) -> set[str]:
    """The names of the texts that `wanted` means: a folder, a file, an address, or the last part of one.

    MistakesFound when there is none.
    """
    plain = _plain(wanted)
    found = {text.name for text in among if plain in (_plain(text.name), _plain(address_of(text.name)))}
    found = found or {text.name for text in among if plain and _plain(text.name).endswith(f"/{plain}")}
    if not found:
        folders = {
            _plain(text.name).rpartition("/")[2]: text.name.removesuffix("/index.md") for text in among
        }
        raise MistakesFound(
            Mistake(f"STORY={wanted}", UNKNOWN.format(did_you_mean(plain.rpartition("/")[2], folders)))
        )
    return found


def _plain(name: str) -> str:
    name = name.strip().removeprefix(f"{Path.cwd()}/").removeprefix("./").strip("/")
    return name.removeprefix("content/").removesuffix("/index.md").removesuffix(".md")
