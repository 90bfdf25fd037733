"""How often each story was read: counted without knowing readers, baked into pages.

Reads: VIEWS; the snapshot that `python -m plugins.views export` wrote; `views_base` of stories.
Gives: `article.views` (views.StoryViews), `views` (views.Views) or None; /api/articles.json.
Drawn by: article.html, components/views.html, components/visits.html; counted by views.js.

A build never asks the service nor its database:

    __main__.py, arguments.py   the commands; settings.py
    service/      the service: serve.py, app.py (routes), counting.py (who is counted), batch.py (one
                  commit for all that arrived during the last)
    storage/      the numbers on the disk: store.py (the SQL), sqlite.py, postgres.py, backup.py
    baking.py     what a build does with the numbers: snapshot.py, ledger.py, article.py, theme_values.py
    report.py     what administrators ask for: chart.py, old_numbers.py
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pelican import Pelican

# The service is in this package too, and does without Pelican and pydantic, half of its
# memory: so they are imported where they are needed.


def check_settings(pelican: "Pelican") -> None:
    from plugins.core import schema
    from plugins.views.settings import ViewsSettings

    pelican.settings["VIEWS"] = schema.checked(ViewsSettings, pelican.settings.get("VIEWS", {}), "VIEWS")


def register() -> None:
    from pelican.plugins import signals

    from plugins.views.baking import add_views, write_articles

    signals.initialized.connect(check_settings)
    signals.all_generators_finalized.connect(add_views)
    signals.article_writer_finalized.connect(write_articles)
