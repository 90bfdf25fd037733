"""Compressed copies of text, each content only once in its life."""

import gzip
import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli

from plugins.publish.tree import Tree

WORTH = 1024  # bytes
PACKABLE = frozenset(
    ".html .css .js .mjs .xml .xsl .atom .rss .svg .json .geojson .webmanifest .txt .csv .ics .wasm".split()
)


def _brotli(data: bytes) -> bytes:
    return brotli.compress(data, quality=11, mode=brotli.MODE_TEXT)


def _gzip(data: bytes) -> bytes:
    return gzip.compress(data, 9, mtime=0)  # no time: the same bytes on every machine


CODINGS = {".br": _brotli, ".gz": _gzip}


def packable(tree: Tree) -> list[str]:
    """The paths of `tree` that are worth compressing."""
    return [p for p, f in tree.files.items() if f.size > WORTH and Path(p).suffix.lower() in PACKABLE]


def pack(tree: Tree, hashes: Mapping[str, str], cache: Path) -> dict[str, Path]:
    """Compressed copies of what is worth it: "bai/index.html.br" to a file under `cache`.

    What is in the cache is not compressed again; what this site has no use for leaves it.
    """
    wanted = {
        path + end: cache / hashes[path][:2] / (hashes[path] + end)
        for path in packable(tree)
        for end in CODINGS
    }
    there = {f"{folder}/{name}" for folder, _, names in os.walk(cache) for name in names}
    missing = {file: path for path, file in wanted.items() if str(file) not in there}
    for folder in {file.parent for file in missing}:
        folder.mkdir(parents=True, exist_ok=True)

    def make(item: tuple[Path, str]) -> None:
        file, path = item
        data = (tree.folder / path.removesuffix(file.suffix)).read_bytes()
        part = file.with_name(file.name + ".part")
        part.write_bytes(CODINGS[file.suffix](data))
        part.chmod(0o644)
        part.replace(file)

    # Both libraries let go of the interpreter while they work.
    with ThreadPoolExecutor(
        len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else None
    ) as pool:
        for _ in pool.map(make, missing.items()):
            pass
    for name in there - {str(file) for file in wanted.values()}:
        Path(name).unlink(missing_ok=True)
    return wanted
