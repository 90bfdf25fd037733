"""The text that a person means: by its folder's name, by its folder, or by its public address."""

import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote, urlsplit

from plugins.core.mistakes import Mistake, MistakesFound, did_you_mean
from plugins.core.names import is_text
from plugins.core.withdrawals import address_of
from plugins.vietnamese.text import SLUG, clean, slug

PLACE = re.compile(r"^.*?(\d{4}/\d{2}/[^/]+)$")  # of a story, wherever it is shown
NOTHING = "Bài nào? Hãy gõ tên thư mục của bài, hay địa chỉ của bài, ví dụ: {}"
NONE = "Không có bài nào tên “{}”.{} Hãy xem lại tên thư mục của bài trong content/tin/."
SEVERAL = "Có {} bài cùng tên “{}”: {}. Hãy gõ cả thư mục của bài."
NO_STORY = "“{}” không phải là bài (bài nằm trong content/tin/). Hãy gõ tên một bài."


def named(root: Path, text: str, example: str) -> str:
    """The name (content/tin/2024/06/bai/index.md) of the story meant by `text`, below the folder `root`.

    example: the command, typed whole. MistakesFound where it is no story, or could be several.
    """
    wanted = plain(text)
    if not wanted:
        raise MistakesFound(Mistake("", NOTHING.format(example)))
    if re.match(r"(?:trang|anh)/", wanted):
        raise MistakesFound(Mistake("", NO_STORY.format(text.strip())))
    folders = sorted((root / "content/tin").glob("[0-9][0-9][0-9][0-9]/[0-9][0-9]/*/index.md"))
    names = [file.relative_to(root).as_posix() for file in folders if is_text(file.parent.name)]
    found = meant(text, names)
    if len(found) == 1:
        return found[0]
    if found:
        several = ", ".join(name.removesuffix("/index.md") for name in found)
        raise MistakesFound(Mistake("", SEVERAL.format(len(found), wanted, several)))
    raise MistakesFound(Mistake("", NONE.format(wanted, closest(wanted, names))))


def meant(text: str, names: Iterable[str]) -> list[str]:
    """Those of `names` (content/tin/2024/06/bai/index.md) that a person means: whole, else by their end."""
    wanted = plain(text)
    known = {name: plain(name) for name in names}
    whole = [name for name, own in known.items() if wanted in (own, plain(address_of(name)))]
    return whole or [name for name, own in known.items() if wanted and own.endswith(f"/{wanted}")]


def closest(wanted: str, names: Iterable[str]) -> str:
    """A hint at the one of `names` that is written most like it; '' when none is."""
    return did_you_mean(wanted.rpartition("/")[2], {plain(name).rpartition("/")[2] for name in names})


def plain(text: str) -> str:
    """What a person typed, as tin/2024/06/bai: a path on this machine, an address, a name with marks."""
    asked = clean(text).strip().strip("\"'")
    path = unquote(urlsplit(asked).path) if "://" in asked else re.split("[?#]", asked)[0]
    path = path.replace("\\", "/").rpartition("content/")[2].strip("/ ")
    for end in ("index.html", "index.md", ".md"):
        path = path.removesuffix(end)
    path = PLACE.sub(r"tin/\1", path.strip("/ "))
    folder, parted, name = path.rpartition("/")
    return f"{folder}{parted}{name if SLUG.fullmatch(name) else slug(name)}"
