"""Templates: compiled once for all builds, loaded once for all of Pelican's generators."""

from pathlib import Path
from typing import Any

from jinja2 import FileSystemBytecodeCache

from plugins.core.build import build_of


def keep_compiled_templates(pelican: Any) -> None:
    # Compiling them takes a tenth of a second, in every build.
    folder = Path(pelican.settings["PATH"]).parent / ".cache/jinja"
    folder.mkdir(parents=True, exist_ok=True)
    pelican.settings["JINJA_ENVIRONMENT"]["bytecode_cache"] = FileSystemBytecodeCache(str(folder))


def share_environment(generator: Any) -> None:
    # Each generator makes one of its own and would load every template again; all are alike.
    build = build_of(generator.settings)
    shared = build.environment = build.environment or generator.env
    shared.filters.update(generator.env.filters)
    generator.env = shared
