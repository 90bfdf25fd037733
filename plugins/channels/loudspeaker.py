"""A story as a script for the loudspeakers: everything written as it is said, and how long that takes."""

import re
from dataclasses import dataclass

from plugins.channels.aloud import Doubts, Voice, aloud
from plugins.channels.frame import without_frame
from plugins.channels.item import Item
from plugins.vietnamese.dates import number

PACE = 170  # syllables a minute: news on the radio has 200, loudspeakers echo
BEGINS = re.compile(r"^\w|(?<=[.!?] )\w")
SHEET = """LỜI ĐỌC LOA TRUYỀN THANH
Thời gian đọc: {duration} ({count} tiếng, {pace} tiếng một phút).

{text}
"""


@dataclass(frozen=True)
class Script:
    """lines: one paragraph each; doubts: what a person has to look at before reading"""

    lines: tuple[str, ...]
    doubts: Doubts

    @property
    def syllables(self) -> int:
        return sum(any(map(str.isalnum, word)) for line in self.lines for word in line.split())

    @property
    def duration(self) -> str:
        """ "khoảng 2 phút 30 giây", by half minutes."""
        halves = max(1, round(self.syllables * 2 / PACE))
        minutes, half = divmod(halves, 2)
        parts = [f"{minutes} phút"] if minutes else []
        return " ".join(["khoảng", *parts, *(["30 giây"] if half else [])])

    def text(self) -> str:
        """As a file for whoever reads it out."""
        text = "\n\n".join(self.lines)
        return SHEET.format(duration=self.duration, count=number(self.syllables), pace=PACE, text=text)


def script(item: Item, voice: Voice) -> Script:
    """What is read of the story, with a first and a last sentence."""
    doubts = Doubts()
    said = [f"Kính thưa bà con và các đồng chí. Sau đây là tin của {item.site}", item.title]
    said += [item.lead] if item.lead and (item.lead,) != item.paragraphs[:1] else []
    said += [line.text for line in without_frame(item.lines)]
    said += [f"Nguồn: {item.source}"] if item.source else []
    called = f", hoặc gọi số điện thoại {item.telephone}" if item.telephone else ""
    said.append(f"Tin này có trên {item.site}. Muốn biết thêm, mời bà con xem cổng thông tin{called}")
    said.append(f"Kết thúc bản tin của {item.body}. Xin cảm ơn bà con đã lắng nghe")
    lines = (aloud(each, voice, doubts) for each in said)
    return Script(tuple(_ended(line) for line in lines if line), doubts)


def _ended(line: str) -> str:
    line = BEGINS.sub(lambda found: found[0].upper(), line)
    return line if line[-1] in ".!?:" else f"{line.rstrip(',;')}."
