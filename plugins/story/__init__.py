"""Stories and pages: front matter, clean body, older stories of the section, checks.

Reads: STORY; content/tin/<year>/<month>/<name>/index.md, content/trang/<name>.md.
Gives: `article.story`, `page.story` (story.Story), `article.section`, `article.older`.
Drawn by: article.html, page.html, components/body.html.
"""


def register() -> None:
    # Loaded here: most commands need parts of this package, and not Pelican.
    from pelican.plugins import signals

    from plugins.story import receivers
    from plugins.story.generator import read_ahead

    signals.initialized.connect(receivers.check_settings)
    signals.readers_init.connect(receivers.add_reader)
    signals.page_generator_init.connect(receivers.add_removed_pages)
    signals.article_generator_init.connect(read_ahead)
    signals.article_generator_finalized.connect(receivers.add_older)
    signals.all_generators_finalized.connect(receivers.check_stories)
    signals.article_writer_finalized.connect(receivers.publish_attachments)
