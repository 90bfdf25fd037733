"""Pages are printed on all cores, from templates compiled once; those that stand are not printed again.

Reads: PRESS.
Gives: nothing to the theme; the writer that Pelican's generators hand their pages to.
Drawn by: every template, as before.
"""

from pelican.contents import Category
from pelican.plugins import signals
from pelican.plugins.sitemap import sitemap as pages

from plugins import seam
from plugins.press.settings import Settings
from plugins.press.sitemap import UNKNOWN, Row
from plugins.press.templates import keep_compiled_templates, share_environment
from plugins.press.writer import Press


def check_settings(pelican):
    pelican.settings["PRESS"] = seam.checked(Settings, pelican.settings.get("PRESS", {}), "PRESS")


def begin_sitemap(_pelican):
    """Dates no list; forgets a build that began before and was not finished."""
    pages.XML_URL, pages.generator.now = Row(), UNKNOWN
    pages.generator._main_pelican, pages.generator.page_queue = None, []


def feed_every_section(generator):
    """Also those without a story: whoever follows one is told when its first appears."""
    there = {category.slug for category, _ in generator.categories}
    for section in generator.settings["portal"].sections:
        if section.slug not in there:
            category = Category(section.name, generator.settings)
            category.slug = section.slug
            generator.categories.append((category, []))


def use_press(_pelican):
    return Press


def finish_printing(pelican):
    pelican.settings["PRESS_WRITER"].finish()


def register():
    signals.initialized.connect(check_settings)
    signals.initialized.connect(keep_compiled_templates)
    signals.initialized.connect(begin_sitemap)
    signals.article_generator_finalized.connect(feed_every_section)
    signals.generator_init.connect(share_environment)
    signals.get_writer.connect(use_press)
    signals.finalized.connect(finish_printing)
