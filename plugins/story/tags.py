"""Tags that would meet at one address although they are written differently."""

from collections.abc import Collection, Iterable

from plugins.core.addresses import TAGS, link
from plugins.core.mistakes import Mistake
from plugins.core.pelican_types import Content, Label
from plugins.story.story import Story, brief_of
from plugins.vietnamese.syllable import one_tone


def tag_mistakes(contents: Iterable[Content], published: Collection[str]) -> list[Mistake]:
    """Tags of stories that differ in marks (grave), or in tone placement or capitals (a warning).

    published: the files that were
    published before, whose spelling wins. A spelling of other marks is told of each story,
    another of the same marks once.
    """
    contents = [*contents]
    if _are_of_one_writing(contents):
        return []
    first: dict[str, tuple[str, str]] = {}
    told: set[str] = set()
    found = []
    for content in sorted(
        contents, key=lambda each: (brief_of(each).path not in published, brief_of(each).path)
    ):
        for tag in getattr(content, "tags", ()):
            name, path = first.setdefault(tag.slug, (tag.name, brief_of(content).path))
            if tag.name == name or tag.name in told:
                continue
            mistake = _mistake(content.story, tag, name, path)
            if mistake.warning:
                told.add(tag.name)
            found.append(mistake)
    return found


def _are_of_one_writing(contents: Iterable[Content]) -> bool:
    """Whether each address has one name: so it is nearly always, and then their order is of no matter."""
    names: dict[str, str] = {}
    labels = {id(tag): tag for content in contents for tag in getattr(content, "tags", ())}
    return all(names.setdefault(tag.slug, tag.name) == tag.name for tag in labels.values())


def _mistake(story: Story, tag: Label, other: str, other_path: str) -> Mistake:
    pair = f"Chủ đề “{tag.name}” và “{other}” ({other_path})"
    if one_tone(tag.name).casefold() == one_tone(other).casefold():
        sentence = f"{pair} là một, chỉ khác chỗ đặt dấu hoặc chữ hoa. Hãy viết như nhau."
        return Mistake(story.path, sentence, story.lines.get("tags"), warning=True)
    at = f"{link(TAGS)}{tag.slug}/"
    sentence = f"{pair} trùng địa chỉ {at}. Nếu là một, hãy viết như nhau; nếu không, đổi tên."
    return Mistake(story.path, sentence, story.lines.get("tags"))
