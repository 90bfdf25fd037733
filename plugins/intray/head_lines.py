"""Lines of a story's head, read and changed where they stand: the rest stays as it was written."""

import re
from pathlib import Path

from plugins.vietnamese.text import fold

DRAFT = "status: nháp"
DRAFTS_SAID = ("nhap", "ban nhap", "draft", "published", "dang")


def line_of(file: Path, name: str) -> str:
    """The line of the field `name`, or ''."""
    found = re.search(rf"^{name}:.*$", file.read_text("utf-8"), re.M)
    return found[0] if found else ""


def with_line(text: str, name: str, line: str) -> str:
    """The text with `line` for the field `name` of its head; '' takes the field away."""
    head, rule, body = text.removeprefix("---\n").partition("\n---\n")
    rows = [row for row in head.split("\n") if not row.startswith(f"{name}:")]
    return "---\n" + "\n".join([*rows, *([line] if line else [])]) + rule + body


def status_of(file: Path, approved: bool) -> str:
    """The line of a story's status: what was withdrawn stays so, whatever is dropped."""
    line = line_of(file, "status") if file.is_file() else ""
    if fold(line.partition(":")[2].strip().strip("\"'")) not in ("", *DRAFTS_SAID):
        return line
    return "" if approved else DRAFT
