"""What feeds say of a story: only what is known, under an id that stays."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from plugins.core.pelican_types import Article, PelicanSettings
from plugins.story.plain_body import flat_html

# Atom asks of each feed when it changed; of one without stories nobody knows.
NOBODY_KNOWS = datetime(1970, 1, 1, tzinfo=UTC)


def domain(settings: PelicanSettings) -> str:
    """The domain in the ids of this portal's feeds."""
    own: str = settings["STORY"].id_domain
    return own or urlsplit(settings["SITEURL"]).hostname or ""


def entry(article: Article, settings: PelicanSettings, full: bool) -> dict[str, Any]:
    """The values of feedgenerator's add_item() for `article`. full: with the whole story."""
    page = f"{settings['SITEURL']}/{article.url}"
    return {
        "title": str(article.title),
        "link": page,
        "unique_id": entry_id(article.url, domain(settings)),
        "unique_id_is_permalink": False,
        "description": article.summary,
        "content": flat_html(article.story.body, page, lambda index: article.photos[index].jpeg.url)
        if full
        else None,
        "categories": [article.category, *article.tags],
        "author_name": article.author,
        "pubdate": article.date,
        "updateddate": getattr(article, "modified", article.date),
    }


def entry_id(url: str, domain: str) -> str:
    """A tag: URI (RFC 4151) of the story at tin/<year>/…; it changes with nothing an editor may mend."""
    return f"tag:{domain},{url.split('/')[1]}:/{url}"
