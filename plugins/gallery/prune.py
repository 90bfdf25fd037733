"""Prune: remove the kept pictures that the last build did not use.

    python -m plugins.gallery.prune [settings file]

Nothing is lost but time: what is needed again is made again.
"""

import sys
from pathlib import Path

from plugins.core import schema, settings_file
from plugins.core.mistakes import MistakesFound
from plugins.gallery import index as indexes
from plugins.gallery.options import Settings
from plugins.gallery.store import Store, is_old


def prune(store: Store, at_once: bool = False) -> tuple[int, int] | None:
    """Remove every old file of the store the last build did not use; (files, bytes) removed.

    What is younger than an hour may be of a build that is running, and stays unless `at_once`.
    None, and nothing removed, when no build has left its list.
    """
    index = indexes.load(store)
    if index is None:
        return None
    used = index.files() | {indexes.NAME}
    stale = [path for path in store.folder.iterdir() if path.name not in used and path.is_file()]
    stale = [path for path in stale if at_once or is_old(path)]
    store.sweep()
    size = sum(path.stat().st_size for path in stale)
    for path in stale:
        path.unlink(missing_ok=True)
    return len(stale), size


def main(path: str = "pelicanconf.py") -> int:
    try:
        raw = settings_file.values(Path(path)).get("GALLERY", {})
        settings = schema.checked(Settings, raw, "GALLERY", Path(path).name)
    except MistakesFound as found:
        print(found, file=sys.stderr)
        return 2
    removed = prune(Store(Path(path).parent / settings.cache))
    if removed is None:
        print(f"{settings.cache}: chưa có lần dựng trang nào để biết ảnh nào còn dùng. Hãy dựng trang trước.")
        return 1
    files, size = removed
    print(f"Đã dọn {files} tệp ảnh không còn dùng ({size / 1_000_000:.1f} MB).".replace(".", ",", 1))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
