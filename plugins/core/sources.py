"""Where each story, page and album of one build is read from.

One slip stops one story: what has a mistake is read as it was last published, and where that
is not at hand it is left out. Everything else goes on.
"""

import os
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from plugins.core.look import Look
from plugins.core.mistakes import Mistake
from plugins.core.published import Published, Unit
from plugins.core.tree import KINDS, Tree
from plugins.core.withdrawals import Withdrawal, withdrawn_of

UNIT = re.compile(r"content/(?:tin|anh|trang)/.+\.md\Z")
DRAFT = re.compile(r"\A\s*---\s*$.*?^(?:status|trạng thái)\s*:\s*[\"']?(?:draft|nháp)\b", re.M | re.S | re.I)


class HeldBack(Exception):
    """Something is held back that was read already: the build begins again without it."""


class Lost(HeldBack):
    """Something that an earlier build kept is lost: the build begins again with nothing kept."""


@dataclass
class Sources:
    """root: the project's folder, where people write in content/; published: what was published of it.

    approved: read everything as it was last published, whatever was edited since
    slips: by unit, the mistakes that keep it from being read as it lies in content/
    units: what was read as it lies there, drafts left out
    keeps: whether finished articles of the last build may be used
    look: what lies there, when it was looked at before
    names: the units that are asked for, None for all that lie in content/
    is_same: whether an earlier build read a unit from its file (path, name), not withdrawn, as it is now
    """

    root: Path
    published: Published
    approved: bool = False
    slips: dict[str, list[Mistake]] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    keeps: bool = True
    look: Look | None = None
    names: Collection[str] | None = None
    is_same: Callable[[str, str], bool] = lambda path, name: False
    _kept: dict[str, Path | None] = field(default_factory=dict)
    _live: dict[str, Path] = field(default_factory=dict)

    def file(self, name: str) -> Path | None:
        """The text file to read for the unit `name` (content/tin/…/index.md); None: it is left out."""
        if name in self.withdrawn:
            return None
        if name not in self._kept:
            if name in self._live:
                return self._live[name]
            if not self.approved or self.published.is_same(name, self.root):
                self._live[name] = self.root / name
                return self._live[name]
            self._kept[name] = self.published.file(name)
        return self._kept[name]

    def is_live(self, name: str) -> bool:
        """Whether a unit that is not withdrawn is read as it lies in content/."""
        if name in self._kept:
            return False
        return not self.approved or self.published.is_same(name, self.root)

    @cached_property
    def tree(self) -> Tree:
        """What lies in content/."""
        content = self.root / "content"
        return self.look.tree if self.look and self.look.content == content else Tree(content)

    @cached_property
    def withdrawn(self) -> Mapping[str, Withdrawal]:
        """What editors withdrew, by name: read from nowhere, whatever is asked for."""
        there = (
            f"content/{folder.path}/{name}"
            for root in KINDS
            for folder in self.tree.under(root)
            for name in folder.files
            if name.endswith(".md") and name[0] != "." and not folder.linked
        )
        files = ((name, f"{self.root}/{name}") for name in (there if self.names is None else self.names))
        return withdrawn_of((name, path) for name, path in files if not self.is_same(path, name))

    def mistakes(self) -> list[Mistake]:
        """All that keeps something back, in order."""
        found = [mistake for mistakes in self.slips.values() for mistake in mistakes]
        return sorted(found, key=lambda m: (m.path, m.line or 0))

    def removed(self, root: str) -> list[str]:
        """Units under content/`root`/ to be read as they were published although they lie there no more."""
        all_names = self.published if self.approved else self.slips
        names = (name for name in all_names if name.startswith(f"content/{root}/"))
        return [name for name in names if not os.path.exists(f"{self.root}/{name}")]  # noqa: PTH110

    def is_kept(self, name: str) -> bool:
        """Whether a unit is read as it was last published, not as it lies in content/."""
        return self._kept.get(name) is not None

    def left_out(self) -> list[str]:
        return [name for name, path in self._kept.items() if path is None]

    def held(self) -> dict[str, bool]:
        """What a mistake holds back, drafts left out, each with whether it stands as last published."""
        grave = (name for name, found in self.slips.items() if not all(each.warning for each in found))
        return {name: self.is_kept(name) for name in grave}

    def note(self, name: str, unit: Unit) -> None:
        """A unit that is built, or waits for its day."""
        if name not in self._kept:
            self.units[name] = unit

    def hold(self, mistakes: Iterable[Mistake]) -> None:
        """Reads each unit with a mistake from the next best place; all of `mistakes` are of units."""
        by_unit: dict[str, list[Mistake]] = {}
        for mistake in mistakes:
            by_unit.setdefault(mistake.path, []).append(mistake)
        for name, found in by_unit.items():
            self.units.pop(name, None)
            if self.is_draft(name):
                found = [replace(mistake, warning=True) for mistake in found]
            if name in self.slips:  # what was published no longer fits either
                self._kept[name] = None
                continue
            self.slips[name] = found
            self._kept[name] = self.published.file(name) if name not in self._kept else None

    def is_draft(self, name: str) -> bool:
        """Whether a unit says it is a draft, also where the rest of its head cannot be read."""
        try:
            text = (self.root / name).read_text("utf-8-sig", "replace")
        except OSError:
            return False
        return DRAFT.match(text) is not None


def is_unit(path: str) -> bool:
    """Whether a mistake in the file `path` is of one story, page or album, not of what all pages show."""
    return UNIT.match(path) is not None


def told(held: Mapping[str, bool]) -> str:
    """How many are held back, in one Vietnamese sentence. held: each with whether its last words stand."""
    kept = sum(held.values())
    parts = [f"{kept} giữ nguyên như đã đăng"] if kept else []
    parts += [f"{len(held) - kept} chưa lên"] if len(held) > kept else []
    count = f"Còn {len(held)} bài, trang hay album có lỗi (xem ở trên)"
    return f"{count}: {', '.join(parts)}. Mọi thứ khác đã xong."
