"""One file of an office as a document, whatever program wrote it."""

from pathlib import Path

from plugins.core.mistakes import Mistake, MistakesFound
from plugins.desk import boilerplate, html, odt, text
from plugins.desk.blocks import Document

MISSING = "Không có tệp này. Hãy xem lại tên và chỗ để tệp."


def read(file: Path) -> Document:
    """What the file says; MistakesFound for one that is missing, damaged or no document."""
    if not file.is_file():
        raise MistakesFound(Mistake(file.name, MISSING))
    if file.suffix.lower() in (".html", ".htm"):
        return boilerplate.without(html.read(file.read_text("utf-8", "replace")))
    if file.suffix.lower() in (".txt", ".md"):
        return boilerplate.without(text.read(file.read_text("utf-8-sig", "replace")))
    if file.suffix.lower() == ".odt":
        return odt.read(file, file.name)
    from plugins.desk import word  # mammoth is there once something is imported

    return word.read(file, file.name)
