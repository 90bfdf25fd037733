"""What editors withdrew: `status: withdrawn` and `reason: …` at the head of a story, page or album.

Obeyed whatever else is wrong in the file, so nothing else of it is read here.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from plugins.core.addresses import ALBUMS, STORIES, link
from plugins.core.folder_names import FolderNames
from plugins.core.tree import KINDS, Tree
from plugins.vietnamese.text import fold, slug

UNWRITTEN = "Cơ quan đã rút nội dung này."
ENOUGH = 8192  # bytes of a file in which its head ends
MOST = 60  # lines of a head that nobody closed
LIKELY = re.compile(r"(?i:\bstatus|\btr\S{1,4}ng th\S{1,3}i|\bt\S{1,3}nh tr\S{1,4}ng)\W{0,3}[:：]")
FIELD = re.compile(r"\s*[\"']?(?P<name>[^\W\d_][\w ]*?)[\"']?\s*[:：]\s*(?P<value>.*?)\s*\Z")
OWN = re.compile(r"^(?:slug|địa chỉ)\s*:\s*(.+)$", re.M | re.I)
RULE = re.compile(r"\s*(?:-{3,}|\.{3}|-*[–—][-–—]*)\s*")
STATUS, REASON = {"status", "trang thai", "tinh trang"}, {"reason", "ly do", "li do"}
SAID = {"withdrawn", "rut", "rut bai", "da rut", "thu hoi"}


@dataclass(frozen=True)
class Withdrawal:
    """One story, page or album that is public no more.

    name: its file, as content/tin/2024/06/bai/index.md; address: where it was read
    reason: what readers are told; line: of the file, where its editor said so
    """

    name: str
    address: str
    reason: str
    line: int

    @property
    def says_why(self) -> bool:
        return self.reason != UNWRITTEN


def withdrawals(
    content: Path,
    is_same: Callable[[str, str], bool] = lambda path, name: False,
    names: FolderNames | None = None,
) -> dict[str, Withdrawal]:
    """All withdrawals under the folder `content`, by name.

    is_same: whether a file (path, name) is known to be none
    names: those in the folders of `content` as they were listed before
    """
    before = len(f"{content}/")
    files = ((f"content/{path[before:]}", path) for path in paths(content, names))
    return withdrawn_of((name, path) for name, path in files if not is_same(path, name))


def withdrawn_of(files: Iterable[tuple[str, str]]) -> dict[str, Withdrawal]:
    """The withdrawals among `files`, each told by its name and its path; by name."""
    found = ((name, withdrawal(name, _head_of(path))) for name, path in files)
    return {name: each for name, each in found if each}


def withdrawal(name: str, text: str) -> Withdrawal | None:
    """What the text of the file `name` says of withdrawing it; None: it stays."""
    begin = text.lstrip()
    end = begin.find("\n---", 3)
    if not LIKELY.search(begin, 0, end if end > 0 else len(begin)):  # by the thousand
        return None
    status, reason, own = 0, "", ""
    lines = _head(text)
    for number, line in enumerate(lines, 1):
        if not (field := FIELD.match(line)):
            continue
        key, value = fold(field["name"]), field["value"]
        if key in STATUS and fold(_plain(value)) in SAID:
            status = number
        elif key in REASON:
            reason = _plain(value) if value not in (">", "|", ">-", "|-") else _folded(lines[number:])
        elif key in ("slug", "dia chi"):
            own = _plain(value)
    return Withdrawal(name, address_of(name, own), reason or UNWRITTEN, status) if status else None


def address_of(name: str, own: str = "") -> str:
    """Where the file `name` is read; own: the address a page gave itself. '' for what has none."""
    match name.split("/"):
        case ["content", "tin", year, month, folder, "index.md"]:
            return f"{link(STORIES)}{year}/{month}/{slug(folder)}/"
        case ["content", "anh", folder, "index.md"]:
            return f"{link(ALBUMS)}{slug(folder)}/"
        case ["content", "trang", page] | ["content", "trang", page, "index.md"]:
            return f"/{own or slug(page.removesuffix('.md'))}/"
    return ""


def address_of_file(name: str, path: Path) -> str:
    """Where the file at `path` is read: a page may have given itself an address."""
    own = OWN.search("\n".join(_head(_head_of(path)))) if name.startswith("content/trang/") else None
    return address_of(name, _plain(own[1]) if own else "")


def files(content: Path) -> Iterator[Path]:
    """Every file of a story, page or album under the folder `content`."""
    return map(Path, paths(content))


def paths(content: Path, names: FolderNames | None = None) -> Iterator[str]:
    """The same, as texts: there are thousands."""
    tree = Tree(content, names=names)
    for folder in (folder for root in KINDS for folder in tree.under(root) if not folder.linked):
        for name in folder.files:
            if name.endswith(".md") and name[0] != ".":
                yield f"{content}/{folder.path}/{name}"


def _head_of(path: Path | str) -> str:
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - by the thousand
            return file.read(ENOUGH).decode("utf-8-sig", "replace")
    except OSError:
        return ""


def _head(text: str) -> list[str]:
    lines = text.splitlines()[:MOST]
    begin = next((at for at, line in enumerate(lines) if line.strip()), 0)
    end = (at for at, line in enumerate(lines) if at > begin and RULE.fullmatch(line))
    return lines[: next(end, len(lines))]


def _plain(value: str) -> str:
    """The words of a value, without a comment or quotes around them."""
    value = value.strip()
    if value[:1] in "\"'“‘" and value[1:]:
        return re.split("[\"'”’]\\s*(?:#.*)?$", value[1:])[0].strip()
    return re.sub(r"\s+#.*", "", value).strip()


def _folded(lines: list[str]) -> str:
    """The words of the indented lines that follow."""
    words = []
    for line in lines:
        if line.strip() and not line[0].isspace():
            break
        words.append(line.strip())
    return " ".join(filter(None, words))
