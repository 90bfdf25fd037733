"""The map, the tree and the rules of the house agree."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

from tests.site import ROOT

PLUGINS = ROOT / "plugins"
OWNERS = "plugins/rieng/"  # an owner's plugins have rules of their own
NO_WORDS = ("core", "rieng")
WORDS = sorted({path.parent.name for path in PLUGINS.glob("*/__init__.py")} - {*NO_WORDS})
COLUMNS = ("word", "does", "settings", "listens to", "gives the theme", "drawn by", "command")
# A command has to run Pelican; every other plain module knows nothing of it.
PELICANS = ("__init__", "receivers", "reader", "generator", "article", "writer")
MAY_IMPORT_PELICAN = {"build/run.py", "build/read_settings.py"}


def read_map() -> dict[str, dict[str, str]]:
    rows = [line for line in (PLUGINS / "README.md").read_text("utf-8").splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
    assert tuple(cells[0]) == COLUMNS
    return {row[0]: dict(zip(COLUMNS, row, strict=True)) for row in cells[1:]}


MAP = read_map()


def tracked() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True
    )
    names = [name for name in listed.stdout.splitlines() if not name.startswith(OWNERS)]
    return [name for name in names if (ROOT / name).is_file()]


def imports_pelican(path: Path) -> bool:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
        if any(name.split(".")[0] == "pelican" for name in names):
            return True
    return False


def test_the_map_names_every_plugin_and_no_other():
    assert sorted(MAP) == WORDS


@pytest.mark.parametrize("word", WORDS)
def test_a_plugin_is_what_the_map_says(word):
    files = (PLUGINS / word / name for name in ("__init__.py", "receivers.py"))
    row, wiring = MAP[word], "".join(file.read_text("utf-8") for file in files if file.is_file())
    setting = row["settings"].strip("-")
    assert setting == (word.upper() if f'"{word.upper()}")' in wiring else "")
    connected = set(re.findall(r"signals\.(\w+)\.connect", wiring))
    assert connected == set(row["listens to"].strip("-").split())
    for template in row["drawn by"].strip("-").split():
        assert (ROOT / "theme" / "templates" / template).is_file(), template
    for target in re.findall(r"make ([a-z-]+)", row["command"]):
        assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text("utf-8"), re.M), target


@pytest.mark.parametrize("word", WORDS)
def test_a_plugin_is_tested_under_its_word(word):
    assert list((ROOT / "tests").glob(f"test_{word}*.py"))


@pytest.mark.parametrize("word", WORDS)
def test_only_the_seam_knows_pelican_and_it_reads_as_a_table_of_contents(word):
    folder = PLUGINS / word
    knowing = {path.relative_to(PLUGINS).as_posix() for path in folder.rglob("*.py") if imports_pelican(path)}
    assert knowing <= MAY_IMPORT_PELICAN | {f"{word}/{name}.py" for name in PELICANS}
    wiring = folder / "__init__.py"
    if not imports_pelican(wiring):
        return
    tree = ast.parse(wiring.read_text("utf-8"))
    documented = ast.get_docstring(tree) or ""
    assert all(part in documented for part in ("Reads:", "Gives:", "Drawn by:"))
    assert isinstance(tree.body[-1], ast.FunctionDef) and tree.body[-1].name == "register"
    assert len(wiring.read_text("utf-8").splitlines()) <= 110


def test_one_noun_a_file():
    long = {
        name: count
        for name in tracked()
        if name.startswith(("plugins/", "theme/")) and name.endswith((".py", ".js", ".css", ".html"))
        if (count := len((ROOT / name).read_text("utf-8").splitlines())) > 300
    }
    assert long == {}


def test_a_word_is_spelt_alike_in_every_file_name():
    """text_size.html, text_size.css, text_size.js: `git ls-files | grep text_size` finds them all."""
    kinds = (".py", ".html", ".css", ".js")
    named = [name for name in tracked() if name.startswith(("plugins/", "theme/", "tests/"))]
    assert [name for name in named if "-" in name and name.endswith(kinds)] == []


def test_the_top_level_is_the_fixed_one():
    card = {
        "content",
        "theme",
        "plugins",
        "tests",
        "pelicanconf.py",
        "publishconf.py",
        "Makefile",
        "README.md",
    }
    needed = {"pyproject.toml", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "docs"}
    top = {name.split("/")[0] for name in tracked()}
    extra = {name for name in top - card - needed if not name.startswith(".") and not name.endswith(".lock")}
    assert extra == set() and card <= top


# How large one box of one layout is, where that is no step of a scale.
BOXES = {f"{side}{axis}-size" for side in ("", "min-", "max-") for axis in ("inline", "block")}
BOXES |= {"flex", "grid-template-columns", "--drawing", "--row"}
DRAWN = {"stroke-width", "--words"}  # in units of a drawing, not of the page


def raw_sizes(css: str) -> list[tuple[str, str]]:
    """(property, size) for each length in px, rem or a unit of paper; a hairline of 1px is none.

    Queries of the window cannot name a token. Lengths relative to letters or window are no raw sizes.
    """
    css = re.sub(r"/\*.*?\*/|@(media|supports)[^{]*", "", css, flags=re.S)
    said = re.findall(r"([\w-]+)\s*:\s*([^;{}]+);", css)
    sizes = r"(?<![\w.#-])-?\d*\.?\d+(?:px|rem|pt|pc|mm|cm|in)\b"
    found = [(name, size.lstrip("-")) for name, value in said for size in re.findall(sizes, value)]
    return [each for each in found if each[1] not in ("1px", "0px")]


def test_raw_colours_and_sizes_stand_in_the_tokens_alone():
    """But for a sheet of paper, which has measures of its own (print.css)."""
    styles = ROOT / "theme" / "static" / "css"
    steps = {size for _, size in raw_sizes((styles / "tokens.css").read_text("utf-8"))}
    wrong = []
    for path in styles.rglob("*.css"):
        if path.name in ("tokens.css", "print.css"):
            continue
        text = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.S)
        assert not re.search(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch|lab)a?\(", text), path.name
        assert text.lstrip().startswith("@layer"), path.name
        for name, size in raw_sizes(text):
            if name not in DRAWN and (name not in BOXES or size in steps or size.endswith("px")):
                wrong.append(f"{path.name}: {name}: {size}")
    assert wrong == []


def test_no_token_and_no_class_is_there_for_nothing():
    """But for classes whose end a template writes: notice--{{ notice.kind }}."""
    styles = {path.name: path.read_text("utf-8") for path in (ROOT / "theme/static/css").rglob("*.css")}
    css = re.sub(r"/\*.*?\*/|url\([^)]*\)", "", "\n".join(styles.values()), flags=re.S)
    tokens = set(re.findall(r"--([\w-]+)\s*:", styles["tokens.css"]))
    assert tokens - set(re.findall(r"var\(\s*--([\w-]+)", css)) == set()
    files = [*(ROOT / "theme/templates").rglob("*.*"), *(ROOT / "theme/static/js").glob("*.js")]
    files += (ROOT / "plugins/story").glob("*.py")  # the HTML of texts and tables
    drawn = "\n".join(path.read_text("utf-8") for path in files)
    said = set(re.findall(r"[a-z][\w-]*", drawn))
    classes = set(re.findall(r"\.([a-z][\w-]*)", css))
    begun = tuple(re.findall(r"([a-z][\w-]*-)(?:\{\{|\" \+)", drawn))
    assert [name for name in sorted(classes - said) if not name.startswith(begun)] == []


def test_safe_is_used_where_its_reason_stands():
    for path in (ROOT / "theme" / "templates").rglob("*.html"):
        lines = path.read_text("utf-8").splitlines()
        for number, line in enumerate(lines):
            if re.search(r"\|\s*safe\b", line):
                assert "Safe:" in lines[number - 1], f"{path.name}:{number + 1}"


def test_every_target_is_explained():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.search(r"^\.PHONY: (.*)$", makefile, re.M)[1].split())
    explained = set(re.findall(r"^([a-z-]+):.*## .+ · .+$", makefile, re.M))
    assert targets == explained


ROOMS = {  # packages of a plugin in the order they stand on each other, and what all may use
    "publish": (
        ["releases", "redirects", "checks", "server", "targets"],
        {"address", "result_cache", "settings"},
    ),
    "views": (["storage", "service"], {"article", "day", "settings"}),
}


@pytest.mark.parametrize("word", ROOMS)
def test_rooms_stand_on_those_before_them(word):
    order, common = ROOMS[word]
    assert sorted(path.parent.name for path in (PLUGINS / word).glob("*/__init__.py")) == sorted(order)
    upward = {}
    for at, room in enumerate(order):
        allowed = {*order[: at + 1], *common, "steps", "target"}
        for path in (PLUGINS / word / room).glob("*.py"):
            names = re.findall(
                rf"from plugins\.{word}(?:\.(\w+)[\w.]*)? import (\w+)", path.read_text("utf-8")
            )
            if wrong := {first or second for first, second in names} - allowed:
                upward[f"{room}/{path.name}"] = wrong
    assert upward == {}
