"""A body as one piece of plain HTML, for readers of feeds."""

from collections.abc import Callable
from html import escape

from plugins.story.blocks import Body


def flat_html(body: Body, address: Callable[[int], str] | None = None) -> str:
    """The body as HTML: figures without sizes, videos as links.

    address: gives the absolute address of a photo by its index; without it the
    photos are left out.
    """
    parts = []
    for block in body.blocks:
        if block.kind in ("html", "table"):
            parts.append(block.html)
        elif block.kind == "video":
            parts.append(f'<p><a href="{escape(block.href)}">{escape(block.title)}</a></p>')
        elif address:
            indices = block.photos if block.kind == "gallery" else (block.photo,)
            parts.extend(_figure(address(index), body.photos[index].caption) for index in indices)
    return "\n".join(parts)


def _figure(src: str, caption: str) -> str:
    words = escape(caption)
    return f'<figure><img src="{escape(src)}" alt="{words}"><figcaption>{words}</figcaption></figure>'
