"""Whether a story is public, and its words as they are."""

from datetime import datetime, tzinfo
from pathlib import Path

from plugins.core.clock import today
from plugins.core.mistakes import Mistake, MistakesFound
from plugins.core.published import PUBLISHED, Published
from plugins.core.sources import Sources
from plugins.story.body import BodyParser
from plugins.story.front_matter import StoryMatter
from plugins.story.story import Story, read_story
from plugins.vietnamese.dates import clock, day

DRAFT = "Bài này còn là bản nháp, chưa ai đọc được. Hãy bỏ dòng “status: nháp”, gõ make publish, rồi gõ lại."
WITHDRAWN = "Bài này đã rút, không đưa lên kênh nào nữa."
WAITS = "Bài này hẹn đến {} mới hiện. Lúc ấy hãy gõ lại."
NOT_YET = "Bài này chưa đăng. Hãy gõ make publish trước, rồi gõ lại."
EDITED = "Bài đã được sửa sau lần đăng cuối; máy lấy chữ đã đăng. Muốn chữ mới: make publish trước."
EXPIRED = "Bài này đã hết hiệu lực sau ngày {}. Chỉ dùng lại khi thật cần."
NOBODY_KNOWS = "Máy này chưa đăng lần nào nên không biết bài đã lên chưa. Hãy mở địa chỉ của bài xem thử."


def read_public(root: Path, name: str, zone: tzinfo) -> tuple[StoryMatter, Story, list[str]]:
    """(its head, the story, what to tell of it) as published; MistakesFound for one nobody can read."""
    published = Published(root / PUBLISHED)
    sources = Sources(root, published)
    if name in sources.withdrawn:
        raise MistakesFound(Mistake(name, WITHDRAWN))
    if sources.is_draft(name):
        raise MistakesFound(Mistake(name, DRAFT))
    notes = []
    file: Path | None = root / name
    if len(published):
        file = published.file(name)
        notes = [EDITED] if file and not published.is_same(name, root) else []
    matter, story = read_story(file or root / name, name, BodyParser(), today(zone), zone)
    if matter.date > datetime.now(zone).replace(tzinfo=matter.date.tzinfo):
        raise MistakesFound(Mistake(name, WAITS.format(f"{clock(matter.date)} ngày {day(matter.date)}")))
    if file is None or (len(published) and not published.address(name)):
        raise MistakesFound(Mistake(name, NOT_YET))
    notes += [] if len(published) else [NOBODY_KNOWS]
    notes += [EXPIRED.format(day(story.expires))] if story.expired and story.expires else []
    return matter, story, notes
