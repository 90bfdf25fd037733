"""The manifest of a release: every file with its hash, and the addresses that moved."""

import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import NamedTuple

from plugins.publish.address import OWN, RELEASE_JSON, is_packed, is_page, is_promised, path_of

NAME = f"{OWN}manifest.json"
HEX = re.compile(r"[0-9a-f]*")


class Entry(NamedTuple):
    """One file. sha256: in hex; size: bytes; age: releases ago that a page last asked for it."""

    sha256: str
    size: int
    age: int = 0


@dataclass(frozen=True)
class Manifest:
    """files: path to entry, compressed copies included; moved: old address to new; gone: addresses.

    withdrawn: addresses of stories, pages and albums that no release may show again by itself
    """

    files: Mapping[str, Entry]
    moved: Mapping[str, str] = field(default_factory=dict)
    gone: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()

    @cached_property
    def pages(self) -> frozenset[str]:
        return frozenset(path for path in self.files if is_page(path))

    @cached_property
    def promised(self) -> frozenset[str]:
        """Files that whoever noted their address may count on."""
        before = {path for path in self.files if is_promised(path)}
        return frozenset(before.union(path_of(address) for address in (*self.moved, *self.gone)))

    def looks_like(self, other: "Manifest") -> bool:
        """Whether both have one fingerprint; sooner known."""
        return self._looks == other._looks

    @cached_property
    def _looks(self) -> tuple[object, ...]:
        asked = {path: entry.sha256 for path, entry in self.files.items() if not entry.age}
        return asked, self.moved, sorted(self.gone), sorted(self.withdrawn)

    @cached_property
    def fingerprint(self) -> str:
        """Equal for releases that look the same to everyone; what open browsers alone ask for is no part."""
        asked = sorted((path, entry.sha256) for path, entry in self.files.items() if not entry.age)
        rows = [sorted(self.moved.items()), sorted(self.gone), sorted(self.withdrawn)]
        return sha256(json.dumps([asked, rows]).encode()).hexdigest()

    def to_json(self) -> bytes:
        files = dict(sorted(self.files.items()))
        value = {"files": files, "moved": dict(sorted(self.moved.items())), "gone": sorted(self.gone)}
        if self.withdrawn:
            value["withdrawn"] = sorted(self.withdrawn)
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

    def sums(self, paths: Iterable[str] | None = None) -> bytes:
        """What `sha256sum -c` reads."""
        chosen = sorted(self.files if paths is None else paths)
        return "".join(f"{self.files[path].sha256}  {path}\n" for path in chosen).encode()


def read(data: bytes) -> Manifest:
    """A manifest from its file; ValueError when it is damaged."""
    try:
        value = json.loads(data)
        files = {path: Entry(*row) for path, row in value["files"].items()}
        _check(files.values())
        moved = {_text(old): _text(new) for old, new in value["moved"].items()}
        gone, withdrawn = (tuple(map(_text, value.get(name, ()))) for name in ("gone", "withdrawn"))
    except (KeyError, TypeError, AttributeError, UnicodeError, RecursionError) as error:
        raise ValueError(f"manifest: {error}") from None
    return Manifest(files, moved, gone, withdrawn)


def _check(entries: Collection[Entry]) -> None:
    """ValueError for values that are none of an entry. All of a kind at once: one by one takes long."""
    digests, sizes, ages = zip(*entries, strict=True) if entries else ((), (), ())
    kinds = {*map(type, digests)} <= {str} and {*map(type, sizes), *map(type, ages)} <= {int}
    if (
        not kinds
        or min(sizes, default=0) < 0
        or min(ages, default=0) < 0
        or {*map(len, digests)} - {64}
        or not HEX.fullmatch("".join(digests))
    ):
        raise ValueError("manifest: an entry that is none")


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("a text is none")
    return value


def withdrawn_since(old: Manifest | None, new: Manifest) -> set[str]:
    """Addresses of what was taken down between two releases."""
    return {*new.withdrawn}.difference(old.withdrawn if old else ())


@dataclass(frozen=True)
class Difference:
    """Paths, compressed copies left out, by what became of them."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]

    @property
    def rewritten(self) -> int:
        return len(self.added) + len(self.changed)

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


def difference(old: Manifest | None, new: Manifest) -> Difference:
    """What a reader would notice between two releases."""
    before, after = old.files if old else {}, new.files
    changed = (p for p, e in after.items() if (there := before.get(p)) and there.sha256 != e.sha256)
    return Difference(
        *(
            tuple(sorted(path for path in paths if not _apart(path)))
            for paths in (after.keys() - before.keys(), changed, before.keys() - after.keys())
        )
    )


def _apart(path: str) -> bool:
    return is_packed(path) or path == RELEASE_JSON
