"""A settings file without what is the engine's, all else as the owner typed it."""

import ast
import io
import re
import tokenize
from collections.abc import Collection, Iterable, Mapping

HEADING = re.compile(r"#\s*-{2,}.*-{2,}\s*$")
CLASS = """
# Dòng này để lệnh “pelican” cũng theo phần mềm; đừng sửa.
PELICAN_CLASS = "plugins.Portal"
"""


def without(text: str, names: Collection[str]) -> str:
    """The file `text` without the assignments to `names`, their comments and imports only they needed."""
    tree, lines = ast.parse(text), text.splitlines()
    drop: set[int] = set()
    for node in tree.body:
        targets = _targets(node)
        if targets and all(target in names for target in targets):
            drop |= _lines_of(node, lines)
    kept = "\n".join(line for number, line in enumerate(lines, 1) if number not in drop)
    return _tidy(_without_unused(kept))


def without_key(text: str, name: str, key: str) -> str:
    """The file without the entry `key` of the dict `name`, where that is written out."""
    lines = text.splitlines()
    for node in ast.parse(text).body:
        if not (isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict)) or _targets(node) != [
            name
        ]:
            continue
        for word, value in zip(node.value.keys, node.value.values, strict=True):
            alone = word is not None and lines[word.lineno - 1].lstrip().startswith(('"', "'"))
            if isinstance(word, ast.Constant) and word.value == key and alone:
                drop = _range(word.lineno, value) | _comments_above(word.lineno, lines)
                rest = lines[_last(value) - 1][value.end_col_offset :].strip()
                if rest in ("", ",") or rest.startswith((",  #", ", #")):
                    return "\n".join(line for n, line in enumerate(lines, 1) if n not in drop) + "\n"
    return text


def renamed(text: str, names: Mapping[str, str]) -> str:
    """The file with settings under their new names wherever it speaks of them. names: {old: new}"""
    lines, before = text.splitlines(keepends=True), ""
    found = []
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.NAME and token.string in names and before != ".":
            found.append((token.start, token.string))
        before = token.string
    for (row, column), old in reversed(found):
        line = lines[row - 1]
        lines[row - 1] = f"{line[:column]}{names[old]}{line[column + len(old) :]}"
    return "".join(lines)


def with_class(text: str) -> str:
    """The file with the line by which the bare command `pelican` obeys the engine."""
    return text if re.search(r"^PELICAN_CLASS\b", text, re.MULTILINE) else text.rstrip("\n") + "\n" + CLASS


def _targets(node: ast.stmt) -> list[str]:
    """The names an assignment sets; [] for anything else."""
    if isinstance(node, ast.AnnAssign | ast.AugAssign):
        found: Iterable[ast.expr] = [node.target]
    elif isinstance(node, ast.Assign):
        found = [
            each
            for target in node.targets
            for each in (target.elts if isinstance(target, ast.Tuple | ast.List) else [target])
        ]
    else:
        return []
    return [each.id if isinstance(each, ast.Name) else "" for each in found]


def _lines_of(node: ast.stmt, lines: list[str]) -> set[int]:
    return _range(node.lineno, node) | _comments_above(node.lineno, lines)


def _range(first: int, node: ast.stmt | ast.expr) -> set[int]:
    return set(range(first, _last(node) + 1))


def _last(node: ast.stmt | ast.expr) -> int:
    return node.end_lineno or node.lineno


def _comments_above(number: int, lines: list[str]) -> set[int]:
    """The lines of the comment that stands right above a line, a heading left out."""
    found = set()
    while number > 1 and (line := lines[number - 2].strip()).startswith("#") and not HEADING.match(line):
        number -= 1
        found.add(number)
    return found


def _without_unused(text: str) -> str:
    """Imports whose names stand nowhere else any more are left out."""
    tree, lines = ast.parse(text), text.splitlines()
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    drop = set()
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [(each.asname or each.name).split(".")[0] for each in node.names]
            if "*" not in names and not used & set(names):
                drop |= _range(node.lineno, node)
    return "\n".join(line for number, line in enumerate(lines, 1) if number not in drop)


def _tidy(text: str) -> str:
    """Headings above nothing are left out, and empty lines where there were many."""
    lines = text.splitlines()
    kept = []
    for number, line in enumerate(lines):
        if HEADING.match(line.strip()):
            after = next((each for each in lines[number + 1 :] if each.strip()), "")
            if not after or HEADING.match(after.strip()):
                continue
        kept.append(line)
    return re.sub(r"\n{4,}", "\n\n\n", "\n".join(kept)).strip("\n") + "\n"
