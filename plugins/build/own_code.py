"""A slip in a template or a plugin of the owner's: which file, which line, what to do."""

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jinja2 import TemplateNotFound, TemplateSyntaxError

from plugins.core.mistakes import Mistake, MistakesFound
from plugins.core.sources import HeldBack
from plugins.defaults import LOOKS, OWN_PLUGINS

SENTENCES = {
    LOOKS: "Khuôn riêng viết chưa đúng ({}). Hãy sửa dòng này, hoặc bỏ tệp ấy để dùng khuôn của phần mềm.",
    OWN_PLUGINS: "Phần riêng này gặp lỗi ({}). Người viết nó hãy xem dòng này; chuyển tệp khỏi "
    f"{OWN_PLUGINS}/ thì cổng dựng được mà không có nó.",
}


@contextmanager
def own_code(root: Path) -> Iterator[None]:
    """Turns what the owner's templates and plugins raise into MistakesFound; root: the portal's folder."""
    try:
        yield
    except (MistakesFound, HeldBack):
        raise
    except (Exception, SystemExit) as error:
        if mistake := _slip(error, root):
            raise MistakesFound(mistake) from None
        raise


def _slip(error: BaseException, root: Path) -> Mistake | None:
    """The innermost place of the owner's that `error` came through; None for an error of the engine's."""
    places = [(frame.filename, frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    if isinstance(error, TemplateSyntaxError | SyntaxError) and error.filename:
        places.append((error.filename, error.lineno))
    for file, line in reversed(places):
        for folder, sentence in SENTENCES.items():
            if Path(file).resolve().is_relative_to((root / folder).resolve()):
                name = Path(file).resolve().relative_to((root / folder).resolve()).as_posix()
                return Mistake(f"{folder}/{name}", sentence.format(_said(error)), line)
    return None


def _said(error: BaseException) -> str:
    if isinstance(error, TemplateNotFound):
        return f"không có khuôn {error}"
    lines = str(error.msg if isinstance(error, SyntaxError) else error).splitlines()
    return f"{type(error).__name__}: {lines[0]}" if lines else type(error).__name__
