"""Prune: remove the kept pictures that the last build did not use.

    python -m plugins.gallery.prune [settings file]

Nothing is lost but time: what is needed again is made again.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from plugins import cli
from plugins.core import schema, settings_file
from plugins.gallery.cache import INDEX, Cache, is_old, load_index
from plugins.gallery.settings import GallerySettings


def prune(cache: Cache, at_once: bool = False) -> tuple[int, int] | None:
    """Remove every old file of the cache the last build did not use; (files, bytes) removed.

    What is younger than an hour may be of a build that is running, and stays unless `at_once`.
    None, and nothing removed, when no build has left its list.
    """
    index = load_index(cache)
    if index is None:
        return None
    used = index.files() | {INDEX}
    stale = [path for path in cache.folder.iterdir() if path.name not in used and path.is_file()]
    stale = [path for path in stale if at_once or is_old(path)]
    cache.sweep()
    size = sum(path.stat().st_size for path in stale)
    for path in stale:
        path.unlink(missing_ok=True)
    return len(stale), size


def main(arguments: Sequence[str] | None = None) -> int:
    """0: done; 1: not done, and why; 2: wrong usage, or a fault."""
    options = parser().parse_args(arguments)
    return cli.run(lambda: _do(options.settings))


def parser() -> cli.Parser:
    words = "Bỏ các cỡ ảnh mà lần dựng trước không dùng."
    whole = cli.Parser(prog="python -m plugins.gallery.prune", description=words)
    whole.add_argument("settings", nargs="?", default="pelicanconf.py", type=Path, help="tệp thiết lập")
    return whole


def _do(path: Path) -> int:
    raw = settings_file.values(path).get("GALLERY", {})
    settings = schema.checked(GallerySettings, raw, "GALLERY", path.name)
    removed = prune(Cache(path.parent / settings.cache))
    if removed is None:
        print(f"{settings.cache}: chưa có lần dựng trang nào để biết ảnh nào còn dùng. Hãy dựng trang trước.")
        return cli.MISTAKES
    files, size = removed
    print(f"Đã dọn {files} tệp ảnh không còn dùng ({size / 1_000_000:.1f} MB).".replace(".", ",", 1))
    return cli.DONE


if __name__ == "__main__":
    sys.exit(main())
