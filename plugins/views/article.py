"""The stories that may be counted, as the built site lists them in api/articles.json."""

import json
from collections.abc import Iterable, Iterator
from json.encoder import encode_basestring as quoted
from pathlib import Path
from typing import NamedTuple

from plugins.core.addresses import STORIES

FIRST, LAST = '{"articles":[\n', "\n]}\n"


class Article(NamedTuple):
    """A story of the built site.

    id: see `id_of`; url: "/tin/2024/06/so-ket/"; date: ISO, with its zone
    base: `views_base` of its front matter
    """

    id: str
    url: str
    title: str
    section: str
    author: str
    date: str
    base: int


def id_of(address: str) -> str:
    """The story at /tin/2024/06/so-ket/ as one part of an address: 2024-06-so-ket.

    Year and month have a fixed length and addresses never change, so neither does an id,
    no two stories share one, and a person can read it back.
    """
    return address.strip("/").removeprefix(STORIES).replace("/", "-")


def encode(articles: Iterable[Article]) -> bytes:
    """A JSON object; its lines are objects too, so that they need not all be in memory at once."""
    return (FIRST + ",\n".join(map(_line, articles)) + LAST).encode()


def _line(article: Article) -> str:
    """As json.dumps would write it: there are thousands."""
    name, url, title, section, author, date, base = article
    return (
        f'{{"id":{quoted(name)},"url":{quoted(url)},"title":{quoted(title)},"section":{quoted(section)},'
        f'"author":{quoted(author)},"date":{quoted(date)},"base":{base}}}'
    )


def read(path: Path) -> Iterator[Article]:
    """The articles listed in the file, one by one; OSError when it is missing, ValueError when broken."""
    with path.open(encoding="utf-8") as file:
        if file.readline() != FIRST:
            raise ValueError(f"{path}: no list of articles")
        for line in file:
            if line == LAST.lstrip("\n"):
                return
            if line.strip():
                yield _article(line.rstrip().removesuffix(","))
    raise ValueError(f"{path}: cut off")


def _article(line: str) -> Article:
    try:
        return Article(**json.loads(line))
    except (TypeError, RecursionError) as error:
        raise ValueError(str(error)) from None


def first(paths: Iterable[Path]) -> tuple[Article, ...]:
    """The articles of the first file that can be read; () when none can."""
    for path in paths:
        try:
            return tuple(read(path))
        except (OSError, ValueError):
            continue
    return ()
