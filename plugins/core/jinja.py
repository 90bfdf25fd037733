"""Templates: read as if no line were indented; the settings of those that no build draws."""

import re
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, select_autoescape
from jinja2.environment import TemplateModule
from jinja2.ext import Extension
from jinja2.runtime import Context

# Where a browser shows each space, none is taken away.
INDENT = re.compile(r"<(pre|textarea)(?=[\s>]).*?</\1\s*>|^[ \t]+", re.DOTALL | re.IGNORECASE | re.MULTILINE)


class Unindented(Extension):
    """HTML templates are read as if no line were indented: what people need costs readers no byte."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        if name is not None and not name.endswith(".html"):
            return source
        return INDENT.sub(lambda found: found[0] if found[1] else "", source)


class Unlisted(Extension):
    """Until build/templates.py takes an environment over, it lists no templates: Pelican has each list them
    all for its log, whether one is written or not."""

    def __init__(self, environment: Environment):
        super().__init__(environment)
        environment.list_templates = _no_templates  # type: ignore[method-assign]


def _no_templates(*_: Any, **__: Any) -> list[str]:
    return []


class _Imported(Template):
    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        return super()._get_default_module()


class SameGlobals(Extension):
    """No template has globals beside its environment's: what one imports need not be compared with its own.

    Pages import ten templates each, and Jinja compares the names of all globals each time.
    """

    def __init__(self, environment: Environment):
        super().__init__(environment)
        environment.template_class = _Imported


def environment(*folders: Path) -> Environment:
    """For reports, replies, sheets; strict and escaped as the theme's. The first folder comes first."""
    return Environment(
        loader=FileSystemLoader(folders),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        extensions=[Unindented],
        trim_blocks=True,
        lstrip_blocks=True,
    )
