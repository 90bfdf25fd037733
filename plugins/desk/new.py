"""The folder of a story that nobody has written yet."""

from datetime import datetime
from pathlib import Path

from plugins.desk import folder
from plugins.desk.folder import Place

BODY = "\nViết nội dung ở đây, mỗi đoạn cách nhau một dòng trống.\n"


def begin(root: Path, title: str, section: str, author: str, now: datetime, chosen: bool = True) -> Place:
    """Makes the folder with a head that is filled in; a draft, so that nobody publishes it half-written.

    chosen: whether somebody named the section
    MistakesFound when there is one of this name already.
    """
    place = folder.place_of(root, title, now)
    head = folder.head_of(
        {
            "title": title,
            "date": f"{now:%d/%m/%Y %H:%M}",
            "category": section,
            "author": author,
            "status": "nháp",
        },
        () if chosen else ("category",),
    )
    folder.write(place, head + BODY, {})
    return place
