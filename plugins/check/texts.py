"""The texts of a portal: every story, page and album that lies in content/."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from plugins.core.mistakes import Mistake, MistakesFound
from plugins.core.tree import Tree
from plugins.story.find_story import closest, meant, plain

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


def texts(root: Path, tree: Tree) -> list[Text]:
    """All of them, by name. tree: of the folder content/ under `root`."""
    found = []
    content = f"{root}/content"
    for listed in (each for kind in ("tin", "trang", "anh") for each in tree.under(kind)):
        if any(part[0] in MARKS for part in listed.path.split("/")):
            continue
        plain = [name for name in listed.files if name[0] not in MARKS]
        own = [name for name in plain if name.endswith(".md")]
        if listed.path.startswith("anh"):
            own = [name for name in own if name == "index.md" and listed.path.count("/") == 1]
        beside = tuple(name for name in plain if not name.endswith(".md")) if len(plain) > 1 else ()
        for name in own:
            file = Path(f"{content}/{listed.path}/{name}")
            found.append(Text(file, f"content/{listed.path}/{name}", beside, name == "index.md"))
    return sorted(found, key=lambda text: text.name)


def named(wanted: str, among: Sequence[Text]) -> set[str]:
    """The names of the texts that `wanted` means; MistakesFound when there is none."""
    names = [text.name for text in among]
    if not (found := meant(wanted, names)):
        raise MistakesFound(Mistake(f"STORY={wanted}", UNKNOWN.format(closest(plain(wanted), names))))
    return {*found}
