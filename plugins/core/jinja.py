"""Templates: read as if no line were indented; the settings of those that no build draws."""

import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from jinja2.ext import Extension

# Where a browser shows each space, none is taken away.
INDENT = re.compile(r"<(pre|textarea)(?=[\s>]).*?</\1\s*>|^[ \t]+", re.DOTALL | re.IGNORECASE | re.MULTILINE)


class Unindented(Extension):
    """HTML templates are read as if no line were indented: what people need costs readers no byte."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        if name is not None and not name.endswith(".html"):
            return source
        return INDENT.sub(lambda found: found[0] if found[1] else "", source)


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
