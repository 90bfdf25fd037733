"""Python of an owner's in today's form: modules of the engine under the names they have now."""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping

from plugins.update.moved_modules import BUILDS, SETTINGS

IMPORT = "from plugins.core.build import build_of"
DOTTED = re.compile(r"plugins(\.\w+)+")

Edit = tuple[int, int, str]  # from byte, up to byte, what stands there instead


def today(text: str, package: str, modules: Mapping[str, str], elsewhere: bool = False) -> str:
    """The Python `text` with modules and settings by their names today. SyntaxError when it is none.

    package: the one the file was written in; elsewhere: whether it lies in another one now, so that
    what it names beside that one by dots must be named in full; modules: {old: new}
    """
    bom = "\ufeff" if text.startswith("\ufeff") else ""
    data = text.removeprefix(bom).encode()
    tree = ast.parse(data)
    place = _Places(data)
    edits: list[Edit] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            edits += _from(node, place, package, modules, elsewhere)
        elif isinstance(node, ast.alias) and (new := _moved(node.name, modules)):
            edits.append((*place.of(node), f"{new} as {node.asname}" if node.asname else new))
        elif isinstance(node, ast.Attribute) and (new := modules.get(_dotted(node), "")):
            edits.append((*place.of(node), new))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and DOTTED.fullmatch(node.value):
            start, end = place.of(node)
            said = data[start:end].decode()
            if (new := _moved(node.value, modules)) and node.value in said:
                edits.append((start, end, said.replace(node.value, new)))
        elif isinstance(node, ast.Subscript) and is_settings(node.value):
            edits += _setting(node, place)
    if any(new.startswith("build_of(") for *_, new in edits) and IMPORT not in text:
        edits.append(_first_import(tree, place))
    return bom + _edited(data, edits).decode()


def is_settings(node: ast.expr) -> bool:
    """Whether an expression looks like Pelican's settings."""
    return ast.unparse(node).rpartition(".")[2] == "settings"


class _Places:
    """Where the nodes of a file stand, in bytes from its beginning."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.starts = [0]
        for line in data.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))

    def of(self, node: ast.expr | ast.stmt | ast.alias) -> tuple[int, int]:
        last = self.starts[(node.end_lineno or node.lineno) - 1]
        return self.starts[node.lineno - 1] + node.col_offset, last + (node.end_col_offset or 0)


def _from(
    node: ast.ImportFrom, place: _Places, package: str, modules: Mapping[str, str], elsewhere: bool
) -> Iterator[Edit]:
    base = node.module or ""
    if node.level:
        parts = package.split(".")
        base = ".".join([*parts[: len(parts) - node.level + 1], *([base] if base else [])])
        own = parts[: 3 if parts[1:2] == ["rieng"] else 2]
        if len(own) > 1 and f"{base}.".startswith(f"{'.'.join(own)}."):
            return  # within the owner's own package
    now = [_now(base, each, modules) for each in node.names]
    moved = any(new != (base, each.name, each.asname) for new, each in zip(now, node.names, strict=True))
    if not moved and not (node.level and elsewhere):
        return
    start, end = place.of(node)
    homes = list(dict.fromkeys(home for home, *_ in now))
    if len(homes) == 1:
        head = re.match(rb"from\s*[\w.\s]+?\bimport\b", place.data[start:end])
        assert head  # or the statement would be another one
        yield start, start + head.end(), f"from {homes[0]} import"
        for (_, name, alias), each in zip(now, node.names, strict=True):
            if (name, alias) != (each.name, each.asname):
                yield (*place.of(each), _as(name, alias))
        return
    line = place.data[place.starts[node.lineno - 1] : start].decode()
    between = "; " if line.strip() else f"\n{line}"
    rows = (
        f"from {home} import {', '.join(_as(name, alias) for at, name, alias in now if at == home)}"
        for home in homes
    )
    yield start, end, between.join(rows)


def _now(base: str, each: ast.alias, modules: Mapping[str, str]) -> tuple[str, str, str | None]:
    """(module, name in it, name here) of what is imported from `base`."""
    if new := modules.get(f"{base}.{each.name}"):
        home, _, name = new.rpartition(".")
        return home, name, each.asname or (each.name if name != each.name else None)
    return _moved(base, modules) or base, each.name, each.asname


def _as(name: str, alias: str | None) -> str:
    return f"{name} as {alias}" if alias else name


def _moved(dotted: str, modules: Mapping[str, str]) -> str:
    """Today's name of a module or of what is in it; "" when it has not moved."""
    parts = dotted.split(".")
    for length in range(len(parts), 1, -1):
        if new := modules.get(".".join(parts[:length])):
            return ".".join([new, *parts[length:]])
    return ""


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else "?"


def _setting(node: ast.Subscript, place: _Places) -> Iterator[Edit]:
    key = node.slice.value if isinstance(node.slice, ast.Constant) else None
    if key in SETTINGS:
        yield (*place.of(node.slice), f'"{SETTINGS[key]}"')
    elif key in BUILDS and not isinstance(node.ctx, ast.Del):
        start, end = place.of(node.value)
        whose = place.data[start:end].decode()
        yield (*place.of(node), f"build_of({whose}).{BUILDS[key]}")


def _first_import(tree: ast.Module, place: _Places) -> Edit:
    """Where an import is added: before the first one, after the words of the file."""
    for node in tree.body:
        future = isinstance(node, ast.ImportFrom) and node.module == "__future__"
        words = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if not future and not words:
            start = place.starts[node.lineno - 1]
            return start, start, f"{IMPORT}\n"
    return len(place.data), len(place.data), f"{IMPORT}\n"


def _edited(data: bytes, edits: Iterable[Edit]) -> bytes:
    """The bytes with the edits made; of two in one place the longer counts."""
    parts, done = [], 0
    for start, end, new in sorted(set(edits), key=lambda edit: (edit[0], -edit[1])):
        if start >= done:
            parts += [data[done:start], new.encode()]
            done = end
    return b"".join([*parts, data[done:]])
