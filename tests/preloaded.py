"""What is done once for all copies of a process (copies.py): modules are read, templates compiled,
types of written values understood.

Templates are held against their text by what uses them, so one that a test changes is read anew.
"""

import importlib
import marshal
import pickle
import pkgutil
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2.bccache import bc_magic
from pydantic import TypeAdapter

import plugins
from plugins.build import printed, templates
from plugins.build.__main__ import main
from plugins.build.closure import Parts, Templates
from plugins.core import schema
from plugins.core.program_identity import program
from plugins.story.body import body_parser

PARTS, KINDS = "parts", "kinds"
_parts: dict[str, Parts] = {}
_compiled: dict[str, tuple[str, CodeType]] = {}  # the checksum of its source, its code


def read_modules() -> None:
    """Reads all, also those that a command reads only when it needs them."""
    for found in pkgutil.walk_packages(plugins.__path__, "plugins."):
        if not found.name.startswith("plugins.rieng") and not found.name.endswith((".__main__", ".worker")):
            importlib.import_module(found.name)


def gather(folder: Path) -> int:
    """Builds a site in the current folder, `folder`, and keeps there what it found out of templates."""
    from tests.site import make_site

    make_site(folder).story()
    made = []
    printed.Templates = lambda *given: made.append(Templates(*given)) or made[-1]
    kinds: dict[Any, None] = {}
    schema._adapter = lambda kind: kinds.update({kind: None}) or TypeAdapter(kind)
    status = main(["build", "--settings", "settings.py", "--output", "output"])
    parts = {name: each for one in made for name, each in one.used().items()}
    (folder / PARTS).write_bytes(pickle.dumps(parts))
    (folder / KINDS).write_bytes(pickle.dumps([*kinds]))
    return status


def learn(folder: Path) -> None:
    """Takes what was gathered in `folder` into this process, for its copies."""
    _parts.update(pickle.loads((folder / PARTS).read_bytes()))
    for kind in pickle.loads((folder / KINDS).read_bytes()):
        schema.tried(kind, None)  # a type is understood when it is asked for first
    program()
    body_parser()
    for file in (folder / ".cache/jinja").iterdir():
        written = BytesIO(file.read_bytes()[templates.SIZE + len(bc_magic) :])
        _compiled[file.name] = pickle.load(written), marshal.load(written)


def use(put: Callable[[Any, str, Any], None] = setattr) -> None:
    """Lets the commands of this process, a copy, find what was learnt.

    put: monkeypatch.setattr where they run in a process that is no copy
    """
    if _compiled:
        put(printed, "Templates", lambda environment, given: Templates(environment, _parts | given))
        put(templates, "CompiledTemplates", _Compiled)


class _Compiled(templates.CompiledTemplates):
    def load_bytecode(self, bucket) -> None:
        checksum, code = _compiled.get(Path(self._get_cache_filename(bucket)).name, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code
        else:
            super().load_bytecode(bucket)
