"""Templates of what no build draws: reports, replies, sheets; strict and escaped as the theme's are."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape


def environment(*folders: Path) -> Environment:
    """Templates are looked for in `folders`, the first one first."""
    return Environment(
        loader=FileSystemLoader(folders),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
