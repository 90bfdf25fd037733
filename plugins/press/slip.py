"""A slip in a template of the owner's: which file, which line, what to do."""

import traceback
from pathlib import Path

from jinja2 import TemplateNotFound, TemplateSyntaxError

from plugins.defaults import LOOKS
from plugins.mistakes import Mistake

SENTENCE = "Khuôn riêng viết chưa đúng ({}). Hãy sửa dòng này, hoặc bỏ tệp ấy để dùng khuôn của phần mềm."


def slip(error: Exception, root: Path) -> Mistake | None:
    """The mistake in content/giao-dien/templates/ that made drawing a page raise `error`; None for others.

    root: the portal's folder
    """
    own = (root / LOOKS).resolve()
    places = [(frame.filename, frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    if isinstance(error, TemplateSyntaxError) and error.filename:
        places.append((error.filename, error.lineno))
    for file, line in reversed(places):
        if Path(file).resolve().is_relative_to(own):
            said = f"không có khuôn {error}" if isinstance(error, TemplateNotFound) else f"{error}"
            name = Path(file).resolve().relative_to(own).as_posix()
            return Mistake(f"{LOOKS}/{name}", SENTENCE.format(said.splitlines()[0] if said else "?"), line)
    return None
