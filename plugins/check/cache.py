"""What was seen of texts and files, kept by content, so that one nobody touched is not read again."""

import pickle
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

from plugins.check import files
from plugins.check.files import Seen
from plugins.check.one_text import Looked, Ways, look
from plugins.check.texts import Text
from plugins.core.processes import spread
from plugins.story.body import BodyParser
from plugins.story.parallel_reading import known_story
from plugins.story.story_cache import Kept, Read, stamp

FOLDER = ".cache"
STORIES = "stories.sqlite"  # what builds read; see plugins/story/reader.py
NOTHING = pickle.dumps(None, 5)  # there is no more to load later
MANY = 50  # new texts from which it is worth to load what a build has read


def looked_at(root: Path, texts: Sequence[Text], ways: Ways) -> list[Looked]:
    """What there is to say of each text, in order."""
    kept = Kept(root / FOLDER / "check.sqlite", repr(ways))
    found = {text.name: _known(kept, text) for text in texts}
    new = [text for text in texts if found[text.name] is None]
    builds = Kept(root / FOLDER / STORIES, str(ways.zone)) if len(new) >= MANY else None
    parser = BodyParser()

    def work(text: Text) -> Read:
        before = stamp(text.path)
        parsed = known_story(builds, text.path, text.name) if builds and text.kind == "tin" else None
        outcome = look(text, ways, parser, parsed)
        return Read(before, _hash(text.path), pickle.dumps(outcome, 5), NOTHING)

    rows = dict(zip((text.name for text in new), spread(work, new), strict=True))
    kept.put({name: row for name, row in rows.items() if row.sha256}, [text.name for text in texts])
    found |= {name: pickle.loads(row.head) for name, row in rows.items()}
    return [cast(Looked, found[text.name]) for text in texts]


def seen(root: Path, paths: Iterable[Path], max_pixels: int) -> Mapping[Path, Seen]:
    """What each of the files is."""
    names = {path: path.relative_to(root).as_posix() for path in dict.fromkeys(paths)}
    kept = Kept(root / FOLDER / "check-files.sqlite", f"{max_pixels} {files.can_read_pdf()}")
    known: dict[Path, Any] = {
        path: found[1] for path, name in names.items() if (found := kept.head(path, name))
    }
    new = [path for path in names if path not in known]

    def work(path: Path) -> Read:
        before = stamp(path)
        return Read(before, _hash(path), pickle.dumps(files.seen(path, max_pixels), 5), NOTHING)

    rows = dict(zip(new, spread(work, new), strict=True))
    kept.put({names[path]: row for path, row in rows.items() if row.sha256}, names.values())
    return known | {path: pickle.loads(row.head) for path, row in rows.items()}


def _known(kept: Kept, text: Text) -> Looked | None:
    found = kept.head(text.path, text.name)
    return found[1] if found and isinstance(found[1], Looked) else None


def _hash(path: Path) -> str:
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
