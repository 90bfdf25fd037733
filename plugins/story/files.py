"""Files of a story: where they lie, and those readers may take home."""

import shutil
from functools import cache
from pathlib import Path

from plugins.story.attachments import attachment, public_name
from plugins.story.links import internal_target
from plugins.story.story import Story


def name_of(source_path: str, content: str) -> str:
    """The name of a file under the content folder as a person would say it: content/tin/…"""
    return f"content/{Path(source_path).relative_to(_resolved(content)).as_posix()}"


@cache
def _resolved(folder: str) -> Path:
    return Path(folder).resolve()


def publish_attachments(story: Story, url: str, output: str) -> None:
    """Copies each file the story links to and that lies beside it to its address."""
    for link in story.body.links:
        target = internal_target(link.href, url, "")
        source = attachment(story, url, target) if target else None
        if source:
            published = Path(output, url, public_name(source))
            published.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, published)
