"""The sample's stories, photos and map: which they are, and their way out.

A story or album is the sample's when it lies where the sample's lies and has its title. Whoever
writes another title has made it a story of their own.
"""

import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

LIST = Path(__file__).with_name("sample.txt")
MAP = "content/du-lieu/ban-do"
TITLE = re.compile(r"^title:[ \t]*(.*?)[ \t]*$", re.MULTILINE)
REMAINS = (
    "Cổng đã mang tên cơ quan nhưng còn {} bài và album của trang mẫu, ví dụ bài này; người dân sẽ tưởng "
    "là tin thật. Hãy chạy make start để dọn, hay tự xóa các thư mục ấy."
)


def remaining(root: Path) -> list[str]:
    """The sample's stories and albums that lie in the portal's folder, as content/tin/…/index.md."""
    return [name for name, title in _listed() if _title(root / name) == title]


def clear(root: Path, aside: Path) -> list[str]:
    """Moves the sample's stories, albums and map to the folder `aside`; what was moved."""
    moved = [str(Path(name).parent) for name in remaining(root)] + [MAP] * (root / MAP).is_dir()
    for name in moved:
        (aside / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(aside / name, ignore_errors=True)
        shutil.move(root / name, aside / name)
        _drop_empty((root / name).parent, root / "content")
    for name in ("content/tin", "content/anh"):
        (root / name).mkdir(parents=True, exist_ok=True)
    return moved


def _drop_empty(folder: Path, top: Path) -> None:
    while folder != top and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _listed() -> Iterator[tuple[str, str]]:
    for line in LIST.read_text("utf-8").splitlines():
        name, _, title = line.partition("\t")
        yield name, title


def _title(file: Path) -> str | None:
    try:
        found = TITLE.search(file.read_text("utf-8", "replace"))
    except OSError:
        return None
    return found[1] if found else ""


def listed_now(root: Path) -> str:
    """What sample.txt has to say of the sample in the portal's folder `root`."""
    files = sorted((*root.glob("content/tin/**/index.md"), *root.glob("content/anh/*/index.md")))
    return "".join(f"{file.relative_to(root).as_posix()}\t{_title(file)}\n" for file in files)


if __name__ == "__main__":  # whoever changes the sample writes its list anew
    sys.stdout.write(listed_now(Path.cwd()))
