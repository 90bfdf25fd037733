"""What was seen of texts and files, kept by content, so that one nobody touched is not read again."""

import pickle
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

from plugins.check import files
from plugins.check.files import Seen
from plugins.check.look import Looked, Ways, look
from plugins.check.units import Text
from plugins.core.processes import spread
from plugins.story.body import BodyParser
from plugins.story.kept import Kept, stamp

FOLDER = ".cache"
STORIES = "stories.sqlite"  # what builds read; see plugins/story/reader.py
MANY = 50  # new texts from which it is worth to load what a build has read


def looked_at(root: Path, texts: Sequence[Text], ways: Ways) -> list[Looked]:
    """What there is to say of each text, in order."""
    kept = Kept(root / FOLDER / "check.sqlite", repr(ways))
    found = {text.name: _known(kept, text) for text in texts}
    new = [text for text in texts if found[text.name] is None]
    builds = Kept(root / FOLDER / STORIES, str(ways.zone)) if len(new) >= MANY else None
    parser = BodyParser()

    def work(text: Text) -> tuple[str, str, bytes]:
        before = stamp(text.path)
        parsed = builds.get(text.path, text.name) if builds and text.kind == "tin" else None
        outcome = look(text, ways, parser, parsed)
        return before, _hash(text.path), pickle.dumps(outcome, 5)

    rows = dict(zip((text.name for text in new), spread(work, new), strict=True))
    kept.put({name: row for name, row in rows.items() if row[1]}, [text.name for text in texts])
    found |= {name: pickle.loads(row[2]) for name, row in rows.items()}
    return [cast(Looked, found[text.name]) for text in texts]


def seen(root: Path, paths: Iterable[Path], max_pixels: int) -> Mapping[Path, Seen]:
    """What each of the files is."""
    names = {path: path.relative_to(root).as_posix() for path in dict.fromkeys(paths)}
    kept = Kept(root / FOLDER / "check-files.sqlite", f"{max_pixels} {files.can_read_pdf()}")
    known: dict[Path, Any] = {path: kept.get(path, name) for path, name in names.items()}
    new = [path for path, what in known.items() if what is None]

    def work(path: Path) -> tuple[str, str, bytes]:
        before = stamp(path)
        return before, _hash(path), pickle.dumps(files.seen(path, max_pixels), 5)

    rows = dict(zip(new, spread(work, new), strict=True))
    kept.put({names[path]: row for path, row in rows.items() if row[1]}, names.values())
    return known | {path: pickle.loads(row[2]) for path, row in rows.items()}


def _known(kept: Kept, text: Text) -> Looked | None:
    row: Any = kept.get(text.path, text.name)
    return row if isinstance(row, Looked) else None


def _hash(path: Path) -> str:
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
