"""What is told of a drop: a page beside it, to open with a double click."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from plugins.core.files import store
from plugins.core.jinja import environment


@dataclass
class Reply:
    """Of one document. state: one sentence; understood, lost, must, mend: rows; preview: an address, or ''

    must: what keeps it from being published; mend: what a person should look at
    """

    name: str
    state: str
    understood: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    must: list[str] = field(default_factory=list)
    mend: list[str] = field(default_factory=list)
    preview: str = ""


def write(file: Path, name: str, replies: Sequence[Reply], when: str) -> None:
    """Writes the page `file` about the drop `name`."""
    html = (
        environment(Path(__file__).parent)
        .get_template("reply.html")
        .render(name=name, replies=replies, when=when)
    )
    if not file.is_file() or file.read_text("utf-8", "replace") != html:
        store(file, html.encode())
