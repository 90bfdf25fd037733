"""Compressed copies of text, each content once in its life; of lists, and of many new pages, twice.

Brotli's best level takes thirty times as long as its quick one, for 7 % fewer bytes. What was
written, and where readers begin, goes public by its best copy. The lists, feeds and data that a
story changes too go public by their quick copies, as do the stories themselves where many are
new at once; the timer makes the best ones.
"""

import gzip
import os
import time
import zlib
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

import brotli

from plugins.core.addresses import ALBUMS, ARTICLE_LIST, STORIES
from plugins.core.mistakes import Mistake, MistakesFound
from plugins.core.processes import cores
from plugins.publish.releases.manifest import Entry
from plugins.publish.releases.tree import Tree
from plugins.publish.result_cache import ResultCache

Thing = TypeVar("Thing")
Done = TypeVar("Done")
Rows = dict[str, tuple[str, int]]  # by file, SHA-256 and length

SMALL = 64  # files at a time
WORTH = 1024  # bytes
BEST, FAST = 11, 7  # levels of brotli
# What grows with the archive is new with each story: at the best level the list of 10,000 stories takes
# 3.8 s for 36 kB less (docs/decisions/0033).
LARGE, OF_LARGE = 256_000, 9  # bytes above which this level is the best that is used
GZIP, GZIP_OF_LARGE = 9, 6
QUICK = "quick"  # where copies of level FAST lie in the cache
FEW = 200  # new files of which stories wait for their best copies
LEISURE = 30  # seconds that one run of the timer gives to best copies
# Read by programs, or asked for after the page stands; the larger the archive, the larger they are.
DATA = frozenset(".xml .atom .rss .json .geojson .txt .csv .ics".split())
PACKABLE = frozenset(
    ".html .css .js .mjs .xml .xsl .atom .rss .svg .json .geojson .webmanifest .txt .csv .ics .wasm".split()
)


def _brotli(data: bytes, level: int = BEST) -> bytes:
    level = min(level, OF_LARGE) if len(data) > LARGE else level
    packed: bytes = brotli.compress(data, quality=level, mode=brotli.MODE_TEXT)
    return packed


def _quick(data: bytes) -> bytes:
    # A window no larger than most pages: a third less work, and no byte more.
    window = 16 if len(data) < 1 << 16 else 22
    packed: bytes = brotli.compress(data, quality=FAST, mode=brotli.MODE_TEXT, lgwin=window)
    return packed


def _gzip(data: bytes) -> bytes:
    level = GZIP_OF_LARGE if len(data) > LARGE else GZIP
    return gzip.compress(data, level, mtime=0)  # no time: the same bytes on every machine


CODINGS: dict[str, Callable[[bytes], bytes]] = {".br": _brotli, ".gz": _gzip}
DECODINGS: dict[str, Callable[[bytes], bytes]] = {".br": brotli.decompress, ".gz": gzip.decompress}


def packable(tree: Tree) -> list[str]:
    """The paths of `tree` that are worth compressing."""
    worth = (path for path, file in tree.files.items() if file.size > WORTH and _ending(path) in PACKABLE)
    # The service of the counts reads that list from the disk.
    return [path for path in worth if path != ARTICLE_LIST]


def pack(
    tree: Tree,
    hashes: Mapping[str, str],
    cache: Path,
    leisure: bool = False,
    public: Mapping[str, tuple[str, str]] = MappingProxyType({}),
    force: bool = False,
    known: bool = True,
) -> tuple[dict[str, str], int, Rows]:
    """Compressed copies of what is worth it: "bai/index.html.br" to a file under `cache`; how many are quick;
    of the files that were written now, SHA-256 and length.

    leisure: nobody waits: best copies are made for a while, and used when all are there.
    public: of paths that are public as they are in `tree`, their copy there and its SHA-256; where the
    cache is lost, a quick one would be other bytes, and so a release for nothing.
    What is in the cache is not compressed again, unless by `force`, or where it is not `known` that any of it
    was read once, it is read and found to be something else; what this site has no use for leaves it.
    """
    # Plain strings: to make a Path takes longer than all else that is done with most of these files.
    paths, quickly = packable(tree), f"{cache}/{QUICK}"
    best = {path: _at(cache, hashes[path], ".br") for path in paths}
    there = {f"{folder}/{name}" for folder, _, names in os.walk(cache) for name in names}
    doubted = [*there] if force or not known else []
    wrong = {file for file, right in zip(doubted, _each(_is_right, doubted), strict=True) if not right}
    _each(_drop, wrong)
    there -= wrong
    made: Rows = {}
    missing = [path for path in paths if best[path] not in there]
    if leisure:
        missing = _make(tree, {best[path]: path for path in missing}, CODINGS[".br"], made, LEISURE)
    quick = {path: _at(quickly, hashes[path], ".br") for path in paths}
    # Two paths of one content, a front and none, have one copy: all is decided by content.
    untried = {best[path] for path in missing}
    later = {best[path] for path in missing if path in public and quick[path] not in there}
    new = [path for path in missing if quick[path] not in there]
    written = {path for path in new if _is_story(path)} if len(new) <= FEW else set[str]()
    now = (untried - later) & {best[path] for path in missing if path in written or _is_front(path)}
    if missing:
        # What is public by its quick copy stays so until all have their best: else each run would
        # change some pages.
        later |= {file for path, file in best.items() if quick[path] in there} | (untried - now)
    quick = {path: quick[path] for path in paths if best[path] in later}
    wanted = {f"{path}.br": quick.get(path, file) for path, file in best.items()}
    wanted |= {f"{path}.gz": _at(cache, hashes[path], ".gz") for path in paths}
    for path in quick.keys() & public.keys():
        if quick[path] not in there and (row := _take(*public[path], Path(quick[path]))):
            made[quick[path]] = row
            there.add(quick[path])
    _make(tree, {best[path]: path for path in missing if best[path] in now}, CODINGS[".br"], made)
    _make(tree, {f: p for p, f in quick.items() if f not in there}, _quick, made)
    small = {wanted[f"{path}.gz"]: path for path in paths if wanted[f"{path}.gz"] not in there}
    _make(tree, small, CODINGS[".gz"], made)
    _each(_drop, there - {*wanted.values(), *best.values()})
    return wanted, len(quick), made


def entries(
    packed: Mapping[str, str], written: Rows, cache: Path, results: ResultCache, force: bool
) -> dict[str, Entry]:
    """What a manifest says of the copies `packed` under `cache`, by path.

    written: what is known of the new ones. The others are known by their names, unless all is read again by
    `force`: whoever wrote into one of them is found out when it is copied. MistakesFound for one that is read
    for the first time and holds something else.
    """
    known: Mapping[str, tuple[str, int]] = {} if force else results.known("packed")
    before = len(f"{cache}/")
    files = {*packed.values()}
    new = [file for file in files if file not in written and file[before:] not in known]
    read = dict(zip(new, _each(_proven, new), strict=True))
    found = {file[before:]: row for file, row in (read | written).items() if file in files}
    results.keep("packed", found, (file[before:] for file in files))
    known = results.known("packed")
    return {path: Entry(*known[file[before:]]) for path, file in packed.items()}


def _ending(path: str) -> str:
    return os.path.splitext(path)[1].lower()  # noqa: PTH122


def _at(folder: Path | str, sha256: str, ending: str) -> str:
    """Where the compressed copy of a content lies under `folder`."""
    return f"{folder}/{sha256[:2]}/{sha256}{ending}"


def _is_front(path: str) -> bool:
    """Whether many readers begin here: home, fronts, and what every page loads."""
    return path.count("/") <= 1 if path.endswith(".html") else _ending(path) not in DATA


def _is_story(path: str) -> bool:
    """Whether a story or an album is read here, and no list of them."""
    return path.startswith(ALBUMS) or (path.startswith(STORIES) and path.count("/") >= 4)


def _is_right(file: str) -> bool:
    """Whether a copy in the cache holds what its name says."""
    try:
        return _holds(Path(file).read_bytes(), file)
    except OSError:
        return False


def _holds(data: bytes, file: str) -> bool:
    """Whether these bytes are what the name of `file` says."""
    name, _, ending = os.path.basename(file).rpartition(".")  # noqa: PTH119
    try:
        plain = DECODINGS[f".{ending}"](data)
    except (OSError, EOFError, KeyError, brotli.error, zlib.error):
        return False
    return sha256(plain).hexdigest() == name


def _proven(file: str) -> tuple[str, int]:
    """SHA-256 and length of a copy in the cache that holds what its name says."""
    data = Path(file).read_bytes()
    if not _holds(data, file):
        sentence = "Bản nén này đã hỏng. Hãy gõ make publish FORCE=1: tệp hỏng được làm lại."
        raise MistakesFound(Mistake(file, sentence))
    return sha256(data).hexdigest(), len(data)


def _take(copy: str, sha: str, to: Path) -> tuple[str, int] | None:
    """SHA-256 and length of `to`, which has become what `copy` was known to be; None where it is not."""
    try:
        data = Path(copy).read_bytes()
    except OSError:
        return None
    if sha256(data).hexdigest() != sha or not _holds(data, str(to)):
        return None
    to.parent.mkdir(parents=True, exist_ok=True)
    part = to.with_name(to.name + ".part")
    part.write_bytes(data)
    part.chmod(0o644)
    part.replace(to)
    return sha, len(data)


def _make(
    tree: Tree,
    files: Mapping[str, str],
    code: Callable[[bytes], bytes],
    made: Rows,
    seconds: float = float("inf"),
) -> list[str]:
    """Writes each file from its path in `tree`, for about `seconds`; returns the paths that are left.

    made: of what is written, SHA-256 and length are added there
    """
    until = time.monotonic() + seconds
    for folder in {os.path.dirname(file) for file in files}:  # noqa: PTH120
        Path(folder).mkdir(parents=True, exist_ok=True)

    def make(item: tuple[str, str]) -> str:
        file, path = item
        if time.monotonic() > until:
            return path
        with open(f"{tree.folder}/{path}", "rb", buffering=0) as source:  # noqa: PTH123 - by the thousand
            packed = code(source.read())
        with open(f"{file}.part", "wb") as part:  # noqa: PTH123
            part.write(packed)
            os.fchmod(part.fileno(), 0o644)
        os.replace(f"{file}.part", file)  # noqa: PTH105
        made[file] = sha256(packed).hexdigest(), len(packed)
        return ""

    return [*filter(None, _each(make, files.items()))]


def _drop(file: str) -> None:
    with suppress(FileNotFoundError):
        os.unlink(file)  # noqa: PTH108 - by the thousand


def _each(work: Callable[[Thing], Done], things: Collection[Thing]) -> list[Done]:
    """Does `work` on all cores: the libraries and the system let go of the interpreter while they work."""

    def some(part: Sequence[Thing]) -> list[Done]:
        return [work(thing) for thing in part]

    left = [*things]
    with ThreadPoolExecutor(cores()) as pool:
        return [done for part in pool.map(some, _parts(left)) for done in part]


def _parts(things: Sequence[Thing]) -> list[Sequence[Thing]]:
    """A few at a time, where there are many."""
    length = max(1, min(SMALL, len(things) // 64))
    return [things[at : at + length] for at in range(0, len(things), length)]
