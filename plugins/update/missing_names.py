"""What an owner's Python asks of the engine's modules that is there no more."""

import ast
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from plugins.update.moved_modules import BUILDS, SETTINGS
from plugins.update.rewrite import is_settings


def missing(text: str, engine: Path) -> list[tuple[int, str]]:
    """(line, name) of every module, name in a module or setting that the engine in a folder lacks."""
    tree = ast.parse(text.removeprefix("\ufeff"))
    found: list[tuple[int, str]] = []
    bound: dict[str, str] = {}  # names of the file that are modules
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for each in node.names:
                if each.asname:
                    bound[each.asname] = each.name
                if not _there(engine, each.name):
                    found.append((node.lineno, each.name))
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            for each in node.names:
                full = f"{node.module}.{each.name}"
                if _file(engine, full):
                    bound[each.asname or each.name] = full
                if each.name != "*" and not _there(engine, full):
                    found.append((node.lineno, full))
    for name in set(_set_here(tree)):
        bound.pop(name, None)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in bound:
            full = f"{bound[node.value.id]}.{node.attr}"
            if not _there(engine, full):
                found.append((node.lineno, full))
        elif (key := _asked(node)) in BUILDS.keys() | SETTINGS.keys() and isinstance(node, ast.expr):
            found.append((node.lineno, f'settings["{key}"]'))
    return sorted(set(found))


def _asked(node: ast.AST) -> str:
    """The key an expression asks of the settings; "" for any other."""
    key: ast.expr | None = None
    if isinstance(node, ast.Subscript) and is_settings(node.value):
        key = node.slice
    elif (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("get", "setdefault", "pop")
        and node.args
        and is_settings(node.func.value)
    ):
        key = node.args[0]
    return key.value if isinstance(key, ast.Constant) and isinstance(key.value, str) else ""


def _set_here(tree: ast.Module) -> Iterator[str]:
    """Names that something else than an import gives a meaning, somewhere in the file."""
    for node in ast.walk(tree):
        if isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


def _there(engine: Path, full: str) -> bool:
    """Whether a module, or a name in one, is there; all that is no engine's is."""
    if not full.startswith("plugins.") or _file(engine, full):
        return True
    module, _, name = full.rpartition(".")
    file = _file(engine, module)
    names = _names(file) if file else frozenset()
    if module == "plugins":  # what it gives by __getattr__
        names = frozenset(["Portal"])
    return names is None or name in names or name.startswith("__")


def _file(engine: Path, module: str) -> Path | None:
    path = engine.joinpath(*module.split("."))
    files = (path.with_name(f"{path.name}.py"), path / "__init__.py")
    return next((file for file in files if file.is_file()), None)


@lru_cache
def _names(file: Path) -> frozenset[str] | None:
    """What a module defines; None when that cannot be told without running it."""
    names: set[str] = set()
    todo: list[ast.AST] = [ast.parse(file.read_bytes())]
    while todo:
        node = todo.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
            continue
        if isinstance(node, ast.alias):
            names.add((node.asname or node.name).split(".")[0])
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        todo += ast.iter_child_nodes(node)
    return None if names & {"*", "__getattr__"} else frozenset(names)
