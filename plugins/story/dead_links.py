"""Links of one story or page that lead nowhere."""

from collections.abc import Callable

from plugins.core.mistakes import Mistake, did_you_mean
from plugins.story.attachments import attachment_mistakes
from plugins.story.links import internal_target, meant
from plugins.story.story import Story

Told = Callable[[str, str], tuple[str, bool] | None]


def link_mistakes(story: Story, url: str, known: set[str], siteurl: str, told: Told) -> list[Mistake]:
    """Links of one story that lead nowhere.

    url: the story's address, without the first slash. known: every address of the site,
    as "/tin/…/". told: what else is known of an address. A link to another site is not followed here.
    """
    found = []
    for link in story.body.links:
        if not link.href.strip():
            sentence = "Một liên kết chưa có địa chỉ. Hãy ghi địa chỉ vào giữa hai ngoặc tròn."
            found.append(Mistake(story.path, sentence, link.line))
            continue
        target = internal_target(link.href, url, siteurl)
        if target is None or target in known or target.rstrip("/") + "/" in known:
            continue
        if more := told(link.href, target):
            found.append(Mistake(story.path, more[0], link.line, warning=more[1]))
            continue
        beside = attachment_mistakes(story, link, url, target)
        if beside is not None:
            found += beside
            continue
        hint = meant(link.href) or did_you_mean(target, known - {f"/{url}"})
        found.append(Mistake(story.path, f"Liên kết {link.href} không dẫn tới trang nào.{hint}", link.line))
    anchors = {heading.anchor for heading in story.body.headings}
    for link in story.body.links:
        if link.href.startswith("#") and link.href[1:] not in anchors:
            hint = did_you_mean(link.href, [f"#{anchor}" for anchor in anchors])
            sentence = f"Liên kết {link.href} không dẫn tới mục nào của bài.{hint}"
            found.append(Mistake(story.path, sentence, link.line))
    return found
