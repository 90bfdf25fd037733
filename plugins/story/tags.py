"""Tags that would meet at one address although they are written differently."""

from plugins.mistakes import Mistake
from plugins.vietnamese.syllable import one_tone


def tag_mistakes(contents) -> list[Mistake]:
    """Tags of stories that differ in marks (grave), or in tone placement or capitals (a warning).

    contents: Pelican's stories and pages, each with `.story`. Every spelling is told once.
    """
    first: dict[str, tuple[str, str]] = {}
    told: set[str] = set()
    found = []
    for content in sorted(contents, key=lambda content: content.story.path):
        for tag in getattr(content, "tags", ()):
            name, path = first.setdefault(tag.slug, (tag.name, content.story.path))
            if tag.name == name or tag.name in told:
                continue
            told.add(tag.name)
            found.append(_mistake(content.story.path, tag, name, path))
    return found


def _mistake(path: str, tag, other: str, other_path: str) -> Mistake:
    pair = f"Chủ đề “{tag.name}” và “{other}” ({other_path})"
    if one_tone(tag.name).casefold() == one_tone(other).casefold():
        sentence = f"{pair} là một, chỉ khác chỗ đặt dấu hoặc chữ hoa. Hãy viết như nhau."
        return Mistake(path, sentence, warning=True)
    at = f"/the/{tag.slug}/"
    return Mistake(path, f"{pair} trùng địa chỉ {at}. Nếu là một, hãy viết như nhau; nếu không, đổi tên.")
