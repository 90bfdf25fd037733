"""What Pelican's generator of stories is given in place of what it would find and read by itself.

A build of thousands of stories asks little of most of them. So the files are those that were
listed once for all (core/tree.py), and a story is an `Article` that works out what a template of
the owner's may ask for only when it is asked for.
"""

from collections import defaultdict
from collections.abc import Collection
from contextlib import suppress
from datetime import UTC, datetime, time, timedelta
from functools import partial
from itertools import chain
from math import inf
from typing import Any

from pelican.contents import Page
from pelican.generators import ArticlesGenerator
from pelican.plugins import signals

from plugins.build.digest import Digests
from plugins.core.build import build_of
from plugins.core.clock import zone_of
from plugins.core.sources import Lost
from plugins.story.article import AT_ONCE, OF_LISTS, StoryArticle
from plugins.story.kept_articles import REST, FolderStamp, KeptArticles, Row, month_of, stamp_of
from plugins.story.reader import StoryReader, also_read, articles_of_last_build


def read_ahead(generator: ArticlesGenerator) -> None:
    """Every story is read now, on all cores, but for those that are as the last build left them."""
    build, settings = build_of(generator.settings), generator.settings
    sources, zone, now = build.sources, zone_of(settings), datetime.now(UTC)
    reader: StoryReader = generator.readers.readers["md"]
    removed = [name.removeprefix("content/") for name in sources.removed("tin")]
    also_read(generator, ())
    heard = signals.article_generator_preread.receivers or signals.article_generator_context.receivers
    kept = build.articles = articles_of_last_build(settings, reader)
    made = StoryArticle.of_build(settings, generator.context, zone, partial(_part, kept, reader))
    folders = {
        folder.path: folder for root in settings["ARTICLE_PATHS"] for folder in sources.tree.under(root)
    }
    known = reader.reading.known  # of any other the text is not at hand, and never would be
    stamps: dict[str, FolderStamp | None] = {}
    all_files: list[str] = []
    whole: dict[str, StoryArticle] = {}

    def files(roots: Collection[str], exclude: Any = None, extensions: Any = None) -> list[str]:
        """exclude: other roots, which are never beneath these."""
        if extensions is None and [*roots] == settings["ARTICLE_PATHS"] and all_files:
            return all_files  # Pelican asks again
        if extensions is not None and not extensions:
            return []
        endings = generator.readers.extensions if extensions is None else extensions
        found = [
            path for root in roots for path in sources.tree.files(root, endings, settings["IGNORE_FILES"])
        ]
        return sorted({*found, *removed}) if extensions is None else found

    def again(path: str) -> bool:
        """Whether the story is as it was, and its article at hand."""
        stamp = stamps[path] = stamp_of(sources.tree, folders.get(path.rpartition("/")[0]))
        values = kept.values(path, stamp) if kept and stamp else None
        name = f"content/{path}"
        if not values or not stamp or name not in known or not sources.is_live(name):
            return False
        whole[path] = made.again(values, stamp)
        return True

    def article(path: str, _default: Any = None) -> StoryArticle | None:
        """None: nothing is to be read there, as Pelican will find."""
        if path in whole:
            return whole[path]
        values = reader.values(f"content/{path}")
        if values is None:
            return None
        told = {"reader": "story", **values}
        if not heard:
            article = made(told, path, now)
        else:
            before = {**told}
            signals.article_generator_preread.send(generator)
            signals.article_generator_context.send(generator, metadata=told)
            article = made(told, path, now)
            article.forget(name for name in told if told[name] is not before.get(name))
        article.stamp = stamps.get(path)
        return article

    def read_now(path: str) -> StoryArticle:
        values = reader.values_now(sources.root / "content" / path, f"content/{path}")
        return made({"reader": "story", **values}, path, datetime.now(UTC))

    if kept and not heard:
        build.reread = {"article": read_now, "page": partial(_page_now, generator)}
    all_files += files(settings["ARTICLE_PATHS"])
    new = [path for path in all_files if not again(path)]
    unread, read = {f"content/{path}" for path in whole}, {f"content/{path}" for path in new}
    reader.reading.expect(read)
    sources.is_same = lambda path, name: (
        name in unread or (name in read and reader.reading.is_same(path, name))
    )
    there = ((file, name) for name in (f"content/{path}" for path in new) if (file := sources.file(name)))
    build.work.read = reader.reading.ahead(there, unread)
    generator.get_files, generator.get_cached_data = files, article


def _page_now(generator: ArticlesGenerator, path: str) -> Any:
    return generator.readers.read_file(generator.path, path, Page, context=generator.context)


def _part(kept: KeptArticles | None, reader: StoryReader, article: StoryArticle, name: str) -> dict[str, Any]:
    values = kept.part(article.relative_source_path, name) if kept else None
    if values is None:
        raise Lost
    if name != REST:
        return values
    story = values["story"]
    reader.reading.load_late(story)
    return values | {"_read": story}


def keep_articles(generator: ArticlesGenerator) -> None:
    """Notes the articles of this build for the next, month by month, where something is new."""
    build = build_of(generator.settings)
    if (kept := build.articles) is None or build.printed is None:
        return
    mistaken, live = {mistake.path for mistake in build.mistakes}, build.sources.is_live
    months: defaultdict[str, list[StoryArticle]] = defaultdict(list)
    there, dirty = set(), set()
    for article in chain(generator.articles, generator.hidden_articles):
        path = article.relative_source_path
        as_it_was = article.kept and (article.kept_told or not article.was_told)
        if not as_it_was:
            name = f"content/{path}"
            if not kept.may_hold(article.stamp) or article.story.album or name in mistaken or not live(name):
                continue
            dirty.add(month_of(path))
        there.add(path)
        months[month_of(path)].append(article)
    dirty |= {month_of(path) for path in kept.gone(there)}
    digests = build.printed.digests
    kept.put(
        {month: dict(_row(each, digests) for each in months[month]) for month in dirty}, AT_ONCE, OF_LISTS
    )


def _row(article: StoryArticle, digests: Digests) -> tuple[str, Row]:
    with suppress(TypeError):  # of what cannot be told from another
        digests.of_content(article)
    last, until = article.story.expires, inf
    if last and not article.story.expired:
        until = datetime.combine(last + timedelta(1), time(), article.timezone).timestamp()
    return article.relative_source_path, Row(article.stamp or (), until, article.to_keep())
