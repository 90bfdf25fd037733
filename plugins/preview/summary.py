"""The lines in the terminal after a build."""

from plugins.core.mistakes import Mistake
from plugins.preview.builder import Built

NAMED = 3  # changed files named one by one; of more, only how many


def lines(built: Built, changed: list[str] | None) -> list[str]:
    """First pages, seconds and what changed; then a line for each mistake.

    changed: the files that asked for this build: none when something came due, None for the first one
    """
    seconds = f"{built.seconds:.1f}".replace(".", ",")
    why = "lần đầu" if changed is None else f"đổi: {_named(changed)}" if changed else "đến giờ hẹn"
    if built.site:
        first = f"Đã dựng {built.pages} trang trong {seconds} giây ({why})"
    else:
        first = f"Chưa dựng được sau {seconds} giây ({why})"
    return [first, *(f"  {_marked(mistake)}" for mistake in built.mistakes)]


def _marked(mistake: Mistake) -> str:
    return f"{'Lưu ý' if mistake.warning else 'Lỗi'} · {mistake}"


def _named(changed: list[str]) -> str:
    named, others = changed[:NAMED], changed[NAMED:]
    return ", ".join(named) + (f" và {len(others)} tệp khác" if others else "")
