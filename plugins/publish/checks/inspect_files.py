"""Reading many files for their findings, on all cores, each only once as long as it does not change."""

import gc
import multiprocessing
import os
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from sys import intern

from plugins.publish.address import address_of
from plugins.publish.checks.findings import Findings
from plugins.publish.checks.markup import read_markup
from plugins.publish.checks.other_files import read_other
from plugins.publish.checks.page import read_page
from plugins.publish.checks.plain_page import read_plain
from plugins.publish.result_cache import ResultCache

PART = 100  # files a worker gets at a time
WORTH = 400  # files from which starting workers pays


def _page(folder: str, path: str, siteurl: str) -> Findings:
    html, address = _text(folder, path), address_of(path)
    return read_plain(html, address, siteurl) or _parsed(html, address, siteurl)


def _parsed(html: str, address: str, siteurl: str) -> Findings:
    links, markup = read_page(html, address, siteurl), read_markup(html, address, siteurl)
    return links._replace(wrong=links.wrong + markup.wrong, dates=markup.dates)


def _other(folder: str, path: str, siteurl: str) -> Findings:
    return read_other(Path(folder, path), path, siteurl)


READERS: dict[str, Callable[[str, str, str], Findings]] = {"page": _page, "other": _other}


def findings_of(
    kind: str, folder: Path, hashes: Mapping[str, str], siteurl: str, cache: ResultCache | None = None
) -> dict[str, Findings]:
    """The findings of a kind ("page", "other") of the files `hashes` names.

    hashes: path under `folder` to SHA-256. Files that `cache` knows are not opened.
    """
    keys = {path: f"{sha} {path} {siteurl}" for path, sha in hashes.items()}
    known = cache.known(kind) if cache else {}
    new = [path for path, key in keys.items() if key not in known]
    found = dict(zip((keys[path] for path in new), _read(kind, folder, new, siteurl), strict=True))
    if cache:
        cache.keep(kind, found, keys.values())
    else:
        known = found
    return {path: Findings._make(known[key]) for path, key in keys.items()}


def _read(kind: str, folder: Path, paths: list[str], siteurl: str) -> list[tuple[tuple[str, ...], ...]]:
    work = partial(_read_part, kind, str(folder), siteurl)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if len(paths) < WORTH or cores == 1:
        return work(paths)
    parts = [paths[at : at + PART] for at in range(0, len(paths), PART)]
    # Forking is quick, and safe only while no other thread may hold a lock.
    alone = threading.active_count() == 1 and "fork" in multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("fork" if alone else "spawn")
    # What a collector looked at would be copied.
    with ProcessPoolExecutor(cores, context, initializer=gc.freeze) as pool:
        return [each for part in pool.map(work, parts) for each in part]


def _read_part(kind: str, folder: str, siteurl: str, paths: list[str]) -> list[tuple[tuple[str, ...], ...]]:
    """Plain tuples, in which an address that stands on many pages is one text."""
    read = READERS[kind]
    return [tuple(tuple(map(intern, each)) for each in read(folder, path, siteurl)) for path in paths]


def _text(folder: str, path: str) -> str:
    with open(f"{folder}/{path}", encoding="utf-8", errors="replace") as file:  # noqa: PTH123
        return file.read()
