"""Dates of one story: its last change, and those that contradict each other."""

from collections.abc import Mapping
from datetime import date, datetime, time

from plugins.core.mistakes import Mistake
from plugins.story.front_matter import StoryMatter
from plugins.vietnamese.dates import day

FAR = 366  # days: further ahead nobody plans a story


def modified(matter: StoryMatter, today: date) -> datetime | None:
    """The last change that editors told of a story; a day to come is not known yet."""
    told = [datetime.combine(each.date, time()) for each in matter.corrections]
    told += [matter.modified] if matter.modified else []
    return max((moment for moment in told if matter.date < moment and moment.date() <= today), default=None)


def date_mistakes(matter: StoryMatter, lines: Mapping[str, int], path: str, today: date) -> list[Mistake]:
    """What is odd. lines: of the fields of the head.

    A story that would be over before it begins is a slip; the rest is advice.

    Nothing here becomes a slip only because time goes by.
    """
    begins, found = matter.date.date(), []

    def tell(name: str, sentence: str, warning: bool = True) -> None:
        found.append(Mistake(path, sentence, lines.get(name), warning))

    if matter.expires and matter.expires < begins:
        sentence = (
            f"Ngày hết hạn {day(matter.expires)} đứng trước ngày đăng {day(begins)}. Hãy xem lại hai ngày."
        )
        tell("expires", sentence, warning=False)
    if (begins - today).days > FAR:
        tell("date", f"Ngày đăng {day(begins)} còn hơn một năm nữa. Năm có đúng không?")
    for name, what, each in (
        ("modified", "Ngày sửa", matter.modified and matter.modified.date()),
        *(("corrections", "Ngày đính chính", correction.date) for correction in matter.corrections),
    ):
        if each and each < begins:
            tell(name, f"{what} {day(each)} đứng trước ngày đăng {day(begins)}. Hãy xem lại hai ngày.")
        elif each and each > max(today, begins):
            tell(name, f"{what} {day(each)} chưa tới. Hãy xem lại ngày ấy.")
    return found
