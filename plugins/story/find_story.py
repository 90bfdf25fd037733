"""The story that a person means: by its folder's name, by its folder, or by its public address."""

import difflib
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from plugins.core.mistakes import Mistake, MistakesFound
from plugins.vietnamese.text import clean, slug

PLACE = re.compile(r"(?:^|/)(\d{4}/\d{2}/[^/]+)/?$")
NOTHING = "Bài nào? Hãy gõ tên thư mục của bài, hay địa chỉ của bài, ví dụ: {}"
NONE = "Không có bài nào tên “{}”.{} Hãy xem lại tên thư mục của bài trong content/tin/."
SEVERAL = "Có {} bài cùng tên “{}”: {}. Hãy gõ cả thư mục của bài."
NO_STORY = "“{}” không phải là bài (bài nằm trong content/tin/). Hãy gõ tên một bài."


def named(root: Path, text: str, example: str) -> str:
    """The name (content/tin/2024/06/bai/index.md) of the story meant by `text`, below the folder `root`.

    example: the command, typed whole. MistakesFound where it is no story, or could be several.
    """
    asked = clean(text).strip().strip("\"'")
    if not asked:
        raise MistakesFound(Mistake("", NOTHING.format(example)))
    path = unquote(urlsplit(asked).path if "://" in asked else asked.partition("#")[0].partition("?")[0])
    path = path.replace("\\", "/").removesuffix("index.md").removesuffix("index.html").rstrip("/")
    if re.search(r"(?:^|/)(?:trang|anh)/", path):
        raise MistakesFound(Mistake("", NO_STORY.format(asked)))
    folders = sorted((root / "content/tin").glob("[0-9][0-9][0-9][0-9]/[0-9][0-9]/*/index.md"))
    names = {file.relative_to(root).as_posix(): file.parent for file in folders}
    place = PLACE.search(path)
    wanted = place[1] if place else path.rpartition("/")[2]

    def said(folder: Path) -> str:
        own = slug(folder.name)
        return f"{folder.parent.parent.name}/{folder.parent.name}/{own}" if place else own

    last = wanted.rpartition("/")
    meant = f"{last[0]}{last[1]}{slug(last[2])}"
    found = [name for name, folder in names.items() if said(folder) == meant]
    if len(found) == 1:
        return found[0]
    if found:
        several = ", ".join(name.removesuffix("/index.md") for name in found)
        raise MistakesFound(Mistake("", SEVERAL.format(len(found), wanted, several)))
    like = difflib.get_close_matches(meant, {said(folder) for folder in names.values()}, 1, 0.6)
    hint = f" Có phải ý bạn là “{like[0]}”?" if like else ""
    raise MistakesFound(Mistake("", NONE.format(wanted, hint)))
