"""One story's page, printed by a build that has ended and still has all other stories in memory.

Of a site, whoever edits a story looks at its page: it is there long before the whole is built
anew (docs/decisions/0055-the-saved-page-first.md).
"""

import json
import socket
from dataclasses import replace
from pathlib import Path

from plugins.build.printed import Page
from plugins.core.build import Build
from plugins.story.files import publish_attachments

PLACE = ("save_as", "url", "status", "template")


def print_on_request(line: socket.socket, build: Build) -> None:
    """Answers each line, JSON [name of a story, folder], with a line, until nobody asks any more.

    The answer: the page's file in the folder; "" when only a whole build can tell how it looks.
    """
    with line.makefile("r", encoding="utf-8") as asked:
        for request in asked:
            name, folder = json.loads(request)
            try:
                answer = print_story(build, name, Path(folder))
            except Exception:  # whatever it is, the build that follows tells it
                answer = ""
            line.sendall(json.dumps(answer).encode() + b"\n")


def print_story(build: Build, name: str, folder: Path) -> str:
    """Prints the page of the story or page `name` (content/tin/…) as its files are now; its file in `folder`.

    "" when it has a mistake, or another place than it had. May raise whatever reading raises.
    """
    path = name.removeprefix("content/")
    kind, before = _page_of(build, path)
    if before is None or kind not in build.reread or not build.sources.is_live(name):
        return ""
    old, new = before.options[kind], build.reread[kind](path)
    if not build.sources.is_live(name):  # it has a mistake since
        return ""
    if any(getattr(new, name) != getattr(old, name) for name in PLACE):
        return ""
    known, build.mistakes = build.mistakes, []
    try:
        for finish in build.finishes:
            finish(new, old)
        if any(not mistake.warning for mistake in build.mistakes):
            return ""
    finally:
        build.mistakes = known
    mine = {kind: new} | ({"category": new.category} if "category" in before.options else {})
    page = replace(before, options={**before.options, **mine})
    build.writer.print_into(folder, page)
    build.photos.publish_beside(new.media, folder)
    publish_attachments(new.story, new.url, str(folder))
    return page.name


def _page_of(build: Build, path: str) -> tuple[str, Page | None]:
    """(what it is of: "article" or "page", the page that the build made of the file `path`)."""
    for page in build.writer.handed:
        for kind in ("article", "page"):
            content = page.options.get(kind)
            if content and content.relative_source_path == path:
                return kind, page
    return "", None
