"""A story as text for a Zalo official account, within what Zalo takes.

The limits are those of its article API (developers.zalo.me, "Tạo bài viết"): 150 characters of
title, 300 of description, 50 of author; a message of text alone has 2,000.
"""

import re
from dataclasses import dataclass

from plugins.channels.frame import first_words
from plugins.channels.item import Item

TITLE, ABSTRACT, AUTHOR, MESSAGE = 150, 300, 50, 2000
SHEET = """Bài viết trên Zalo OA: chép từng phần vào ô cùng tên. Ảnh đại diện là tệp {card}.

TIÊU ĐỀ ({title_length}/{title_most} ký tự)
{title}

TRÍCH DẪN ({abstract_length}/{abstract_most} ký tự)
{abstract}

TÁC GIẢ ({author_length}/{author_most} ký tự)
{author}

NỘI DUNG
{body}

Tin nhắn cho nhóm Zalo ({message_length}/{message_most} ký tự):

{message}
"""


@dataclass(frozen=True)
class Zalo:
    """What is typed into an article of an official account; message: for groups, with the address."""

    title: str
    abstract: str
    author: str
    body: str
    message: str

    def text(self, card: str) -> str:
        """As a file for whoever copies it; card: the name of the picture beside it."""
        return SHEET.format(
            card=card,
            **vars(self),
            title_length=length(self.title),
            title_most=TITLE,
            abstract_length=length(self.abstract),
            abstract_most=ABSTRACT,
            author_length=length(self.author),
            author_most=AUTHOR,
            message_length=length(self.message),
            message_most=MESSAGE,
        )


def zalo(item: Item) -> Zalo:
    """The parts of an article; what is too long ends at a word, with an ellipsis."""
    title = shortened(item.title, TITLE)
    lead = item.lead or first_words(item.lines) or item.excerpt
    end = [f"Nguồn: {item.source}"] if item.source else []
    body = "\n\n".join((*item.paragraphs, *end, f"Đọc trên {item.site}: {item.address}"))
    room = MESSAGE - length(title) - length(item.address) - len("\n\n\n\n")
    return Zalo(
        title,
        shortened(lead, ABSTRACT),
        shortened(item.author, AUTHOR),
        body,
        f"{title}\n\n{shortened(lead, room)}\n\n{item.address}",
    )


def length(text: str) -> int:
    """Characters as Zalo counts them: a picture sign is two."""
    return len(text.encode("utf-16-le")) // 2


def shortened(text: str, most: int) -> str:
    """`text` in at most `most` characters: whole sentences where they fill half of it, else whole words."""
    text = " ".join(text.split())
    if length(text) <= most:
        return text
    cut = text[: most - 1]
    while length(cut) > most - 1:
        cut = cut[:-1]
    ends = [found.end() for found in re.finditer(r"[.!?…](?=\s)", cut + " ")]
    if ends and ends[-1] >= most // 2:
        return cut[: ends[-1]].rstrip()
    return cut.rsplit(" ", 1)[0].rstrip(" ,;:.-–“") + "…"
