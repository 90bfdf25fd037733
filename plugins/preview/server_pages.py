"""The pages of the server itself, for when the site has none."""

from html import escape
from pathlib import Path
from string import Template

from plugins.core.mistakes import Mistake
from plugins.preview.events import State

PAGE = Template(Path(__file__).with_name("notice.html").read_text("utf-8"))


def notice(title: str, sentence: str, mistakes: tuple[Mistake, ...] = ()) -> bytes:
    """A calm page: what is the matter, what to do, where."""
    items = "".join(_item(mistake) for mistake in mistakes)
    listed = f'<ol class="mistakes">{items}</ol>' if items else ""
    return PAGE.substitute(title=escape(title), sentence=escape(sentence), mistakes=listed).encode()


def waiting(state: State) -> bytes:
    """The page at every address while there is no site yet."""
    if state.mistakes:
        sentence = "Hãy sửa những chỗ dưới đây rồi lưu lại. Sửa xong, trang này tự mở."
        return notice("Trang web chưa dựng được", sentence, state.mistakes)
    return notice("Đang dựng trang web", "Lần đầu có thể mất vài phút. Dựng xong, trang này tự mở.")


def _item(mistake: Mistake) -> str:
    where = f"{mistake.path}, dòng {mistake.line}" if mistake.line else mistake.path
    place = f'<p class="mistakes__place">{escape(where)}</p>' if where else ""
    sentence = f"Lưu ý: {mistake.sentence}" if mistake.warning else mistake.sentence
    return f'<li>{place}<p class="mistakes__sentence">{escape(sentence)}</p></li>'
