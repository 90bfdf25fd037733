"""Templates: compiled once for all builds, loaded once for all of Pelican's generators."""

from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from jinja2 import FileSystemBytecodeCache

from plugins.core.build import build_of


def keep_compiled_templates(pelican: Any) -> None:
    # Compiling them takes a tenth of a second, in every build.
    folder = Path(pelican.settings["PATH"]).parent / ".cache/jinja"
    folder.mkdir(parents=True, exist_ok=True)
    settings = pelican.settings["JINJA_ENVIRONMENT"]
    # What is compiled names the extensions by their modules: those of another version are not there.
    maker = sha256(f"{version('jinja2')} {settings.get('extensions')}".encode()).hexdigest()[:16]
    settings["bytecode_cache"] = FileSystemBytecodeCache(str(folder), f"{maker}_%s.cache")


def share_environment(generator: Any) -> None:
    # Each generator makes one of its own and would load every template again; all are alike.
    build = build_of(generator.settings)
    shared = build.environment = build.environment or generator.env
    shared.filters.update(generator.env.filters)
    generator.env = shared
