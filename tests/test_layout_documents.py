"""Documents, docstrings and comments name what is there."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.site import ROOT
from tests.test_layout import tracked

NAMED = re.compile(
    r"(?<![\w/.@…:-])((?:[\w-]+/)*[\w-]+\.(?:py|js|css|html|md|toml|yaml|yml|json|txt|lock))(?![\w/-]|\.\w)"
)
ENGINES = ("plugins/", "theme/", "tests/", "docs/")  # what is named in full there has to be there
OTHERS = ("plugins/rieng/", "theme/components/footer.html")  # an owner's; a template under its second name
# Names that the handbooks give to files of an owner's or editor's.
EXAMPLES = {"lich.py", "lich.css", "lich.html", "ten-tep.css", "truyen-thong.md", "media.md", "Index.md"}
EXAMPLES |= {"chep.txt", "attindex.html", "b.css", "trong.html"}
READ = [
    name
    for name in tracked()
    if (name.endswith((".py", ".md", ".js", ".css", ".html", ".toml")) or name == "Makefile")
    and not name.startswith(("content/", "tests/versions/", "CHANGELOG"))
]


def explained(name: str) -> Iterator[str]:
    """The words of a file that are for people."""
    text = (ROOT / name).read_text("utf-8")
    if name.endswith(".py"):
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                yield ast.get_docstring(node) or ""
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.COMMENT:
                yield token.string
    elif name.endswith(".md"):
        yield text
    elif name.endswith(".html"):
        yield from re.findall(r"\{#.*?#\}", text, re.S)
    elif name.endswith((".js", ".css")):
        yield from re.findall(r"/\*.*?\*/|^\s*//.*?$", text, re.S | re.M)
    else:
        yield from re.findall(r"#.*$", text, re.M)


@cache
def written() -> frozenset[str]:
    """Names of files that the code itself speaks of: it writes or reads them."""
    found = set()
    for name in tracked():
        if name.startswith("plugins/") and name.endswith(".py"):
            for node in ast.walk(ast.parse((ROOT / name).read_text("utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and "\n" not in node.value:
                    found |= {path.rpartition("/")[2] for path in NAMED.findall(node.value)}
    return frozenset(found)


@cache
def known() -> frozenset[str]:
    """Every way to name a file of the project: by its whole path, or by the last parts of it."""
    parts = [name.split("/") for name in tracked()]
    return frozenset("/".join(each[first:]) for each in parts for first in range(len(each)))


def is_there(path: str) -> bool:
    if path.startswith(ENGINES):
        return (ROOT / path).is_file() or path.startswith(OTHERS)
    return path in known() or path.rpartition("/")[2] in EXAMPLES | written()


def test_every_file_that_is_named_is_there():
    lost = {
        f"{name}: {path}"
        for name in READ
        for words in explained(name)
        for path in NAMED.findall(words)
        if not path.startswith(("content/", "data/", "public_html/")) and not is_there(path)
    }
    assert sorted(lost) == []


@pytest.mark.parametrize(
    ("path", "there"),
    [
        ("plugins/core/href.py", True),
        ("plugins/href.py", False),
        ("href.py", True),
        ("pages/map.css", True),
        ("components/map.css", False),
        ("notice.json", True),
        ("khong-co.json", False),
        ("plugins/rieng/lich.py", True),
    ],
)
def test_a_file_that_is_gone_is_found(path, there):
    assert NAMED.findall(f"xem `{path}`.") == [path]
    assert is_there(path) == there


def test_every_command_stands_in_a_document():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = re.findall(r"^([a-z-]+):.*##", makefile, re.M)
    pages = [ROOT / "CONTRIBUTING.md", ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    said = "\n".join(path.read_text("utf-8") for path in pages)
    assert [target for target in targets if not re.search(rf"make {target}(?![\w-])", said)] == []
    # And every command a document speaks of is one.
    code = "\n".join(re.findall(r"`make [^`]*`|^\s*make .*$", said, re.M))
    typed = set(re.findall(r"\bmake ([a-z][a-z-]+)", code))
    assert typed - set(re.findall(r"^([a-z-]+):", makefile, re.M)) == set()


def test_every_module_that_is_run_by_name_is_there():
    lost = {
        f"{name}: {module} {word}"
        for name in READ
        for words in explained(name)
        for module, word in re.findall(r"python -m ((?:plugins|tests)(?:\.\w+)+)(?: ([a-z-]+))?", words)
        if not can_run(ROOT / module.replace(".", "/"), word)
    }
    assert sorted(lost) == []


def can_run(module: Path, word: str) -> bool:
    """Whether a module can be run, and a plugin's knows its first word."""
    file = module.with_suffix(".py") if module.with_suffix(".py").is_file() else module / "__main__.py"
    if not file.is_file():
        return False
    return (
        not word
        or module.parent.name != "plugins"
        or word in re.findall(r"\w+(?:-\w+)*", file.read_text("utf-8"))
    )
