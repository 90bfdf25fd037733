"""Modules: a script with all it imports as one, since each file more is a way to the server more."""

import re
from pathlib import Path

IMPORT = re.compile(r"""^import (\{[^}]*\}) from "\./([^"]+\.js)";\n""", re.MULTILINE)
OTHER = re.compile(r"""^(?:import|export)\b|\bimport\(\s*["']\./""", re.MULTILINE)
EXPORT = re.compile(r"^export ((?:async )?function|const|let|class) (\w+)", re.MULTILINE)


def imported(folder: Path) -> set[str]:
    """The names of scripts that are a part of others."""
    texts = (path.read_text("utf-8") for path in folder.glob("*.js"))
    return {name for text in texts for _, name in IMPORT.findall(text)}


def joined(folder: Path, name: str) -> str:
    """The text of a script with each it imports, once and before those that need it.

    Each stands in a function of its own, so that names do not meet. Only `import {…} from "./…"`
    is understood, and `export` before a function, class, const or let; ValueError names a script
    with anything else.
    """
    parts: dict[str, str] = {}
    _add(folder, name, parts, ())
    own = parts.pop(name)
    return "".join(parts.values()) + own


def _add(folder: Path, name: str, parts: dict[str, str], above: tuple[str, ...]) -> None:
    try:
        text = (folder / name).read_text("utf-8")
    except FileNotFoundError:
        raise FileNotFoundError(f"theme/static: a script imports {name}; it is not there") from None
    for _, other in IMPORT.findall(text):
        if other in (*above, name):
            raise ValueError(f"theme/static: {name} and {other} import each other")
        if other not in parts:
            _add(folder, other, parts, (*above, name))
    exports = ", ".join(found for _, found in EXPORT.findall(text))
    text = IMPORT.sub(lambda match: f"const {match[1]} = {_variable(match[2])};\n", text)
    text = EXPORT.sub(r"\1 \2", text)
    if odd := OTHER.search(text):
        raise ValueError(f"theme/static: {name} has “{odd[0]}” in a way that cannot be joined")
    if above:
        text = f"const {_variable(name)} = (() => {{\n{text}return {{ {exports} }};\n}})();\n"
    parts[name] = text


def _variable(name: str) -> str:
    return "_" + re.sub(r"\W", "_", name.removesuffix(".js"))
