"""What a build does with the numbers: it reads two files, and gives the theme typed values."""

import logging
from collections.abc import Iterable
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Any

from plugins.core.addresses import ARTICLE_LIST
from plugins.core.build import build_of
from plugins.core.causes import cause_of
from plugins.core.mistakes import Mistake
from plugins.core.pelican_types import Article, ArticlesGenerator, Writer
from plugins.defaults import LOOKS
from plugins.story.story import brief_of
from plugins.views import article as articles
from plugins.views import ledger, snapshot
from plugins.views.theme_values import Period, StoryViews, Views, Visits

LEDGER = "baked.json"

logger = logging.getLogger(__name__)


def add_views(generators: Iterable[Any]) -> None:
    """`article.views` of every story, `views` for the pages that are built anew each time."""
    generator: ArticlesGenerator = next(each for each in generators if hasattr(each, "hidden_articles"))
    settings, root = generator.settings["VIEWS"], Path(generator.path).parent
    taken = snapshot.read(root / settings.snapshot)
    path = root / settings.folder / LEDGER
    entries = ledger.read(path)
    before = dict(entries)
    frame = _digest_of([Path(generator.theme, "templates"), root / LOOKS / "templates"])

    def give(article: Article) -> tuple[str, ledger.Entry]:
        known = brief_of(article)
        name, base = articles.id_of(article.url), known.views_base
        page = sha256(frame + known.digest.encode()).hexdigest()[:16]
        entry = ledger.next_entry(entries.get(name), taken, name, base, page)
        shown, last = entry.shown(base), vars(article).get("views")
        if last is None or (last.id, last.baked, last.now) != (name, entry.baked, shown):
            article.views = StoryViews(name, entry.baked, shown)
        return name, entry

    def finish(content: Any, before: Any) -> None:
        if getattr(before, "views", None):
            give(content)
        else:
            content.views = None

    entries |= map(give, chain(generator.articles, generator.hidden_articles))
    for article in chain(generator.drafts, getattr(generator, "hidden_drafts", ())):
        article.views = None  # nobody reads it yet
    build_of(generator.settings).finishes.append(finish)
    generator.context["views"] = views_of(taken, generator.articles, settings.most_read)
    if entries != before:
        _keep(path, entries)


def write_articles(generator: ArticlesGenerator, writer: Writer) -> None:
    """Writes the list from which the service learns what it may count."""

    def write() -> None:
        listed = [
            articles.Article(
                article.views.id,
                f"/{article.url}",
                article.title,
                article.section.name,
                article.author.name,
                article.date.isoformat(),
                brief_of(article).views_base,
            )
            for article in chain(generator.articles, generator.hidden_articles)
            if article.views
        ]
        path = Path(writer.output_path, ARTICLE_LIST)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(articles.encode(sorted(listed, key=lambda article: article.url[1:])))

    build_of(generator.settings).beside(write)


def views_of(taken: snapshot.Snapshot | None, listed: Iterable[Article], most_read: int) -> Views | None:
    """What fronts show: stories that are listed now, numbers that are more than none."""
    if taken is None:
        return None
    known = {article.views.id: article for article in listed if article.views}
    periods = []
    for days, lines in sorted(taken.most_read.items(), key=lambda item: int(item[0])):
        chosen = [(known[name], views) for name, views in lines if name in known and views > 0]
        if chosen:
            periods.append(Period(int(days), tuple(chosen[:most_read])))
    visits = taken.visits
    told = Visits(visits.today, visits.month, visits.total, taken.moment) if visits and visits.total else None
    return Views(tuple(periods), told) if periods or told else None


def _digest_of(folders: list[Path]) -> bytes:
    digest = sha256()
    for path in (path for folder in folders for path in sorted(folder.rglob("*.html"))):
        digest.update(path.read_bytes())
    return digest.digest()


def _keep(path: Path, entries: dict[str, ledger.Entry]) -> None:
    try:
        ledger.write(path, entries)
    except OSError as error:
        mistake = Mistake(
            "",
            f"Không ghi được {path} ({cause_of(error)}): lần đăng sau mọi trang bài có thể đổi số lượt xem.",
            warning=True,
        )
        logger.warning("%s", mistake, extra={"mistake": mistake})
