"""What is done once for all copies of a process (copies.py): modules are read, templates compiled.

Templates are held against their text by what uses them, so one that a test changes is read anew.
"""

import importlib
import pickle
import pkgutil
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import plugins
from plugins.build import printed, templates
from plugins.build.__main__ import main
from plugins.build.closure import Parts, Templates

PARTS = "parts"
_parts: dict[str, Parts] = {}
_compiled: dict[str, bytes] = {}


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
    status = main(["build", "--settings", "settings.py", "--output", "output"])
    parts = {name: each for one in made for name, each in one.used().items()}
    (folder / PARTS).write_bytes(pickle.dumps(parts))
    return status


def learn(folder: Path) -> None:
    """Takes what was gathered in `folder` into this process, for its copies."""
    _parts.update(pickle.loads((folder / PARTS).read_bytes()))
    _compiled.update({file.name: file.read_bytes() for file in (folder / ".cache/jinja").iterdir()})


def use(put: Callable[[Any, str, Any], None] = setattr) -> None:
    """Lets the commands of this process, a copy, find what was learnt.

    put: monkeypatch.setattr where they run in a process that is no copy
    """
    if _compiled:
        put(printed, "Templates", lambda environment, given: Templates(environment, _parts | given))
        put(templates, "CompiledTemplates", _Compiled)


class _Compiled(templates.CompiledTemplates):
    def load_bytecode(self, bucket) -> None:
        if found := _compiled.get(Path(self._get_cache_filename(bucket)).name):
            bucket.load_bytecode(BytesIO(found))
        if not bucket.code:
            super().load_bytecode(bucket)
