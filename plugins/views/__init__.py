"""How often each story was read: counted without knowing readers, baked into pages.

Reads: VIEWS; the snapshot that `python -m plugins.views export` wrote; `views_base` of stories.
Gives: `article.views` (views.StoryViews), `views` (views.Views) or None; /api/articles.json.
Drawn by: article.html, components/views.html, components/visits.html; counted by views.js.

A build never asks the service nor its database. Read in this order:

    __main__.py      the commands; settings.py
    serve.py         the service; app.py: its routes; request.py, answer.py
    counting.py      who is counted: manifest.py, robot.py, memory.py (shared_memory.py)
    batch.py         one commit for all that arrived during the last
    store.py         the SQL; schema.py, database.py: sqlite.py, postgres.py
    numbers.py       the numbers in memory; popular.py: the most read; metrics.py
    baking.py        what a build does; article.py, snapshot.py, ledger.py, views.py
    report.py, chart.py, old_numbers.py    what administrators ask for; correction.py, pruning.py,
                     backup.py, examination.py
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pelican import Pelican

# The service is in this package too, and does without Pelican and pydantic, half of its
# memory: so they are imported where they are needed.


def check_settings(pelican: "Pelican") -> None:
    from plugins.core import schema
    from plugins.views.settings import Settings

    pelican.settings["VIEWS"] = schema.checked(Settings, pelican.settings.get("VIEWS", {}), "VIEWS")


def register() -> None:
    from pelican.plugins import signals

    from plugins.views.baking import add_views, write_articles

    signals.initialized.connect(check_settings)
    signals.all_generators_finalized.connect(add_views)
    signals.article_writer_finalized.connect(write_articles)
