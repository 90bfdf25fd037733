"""One build, all or nothing: mistakes gathered and told at once, pages printed on all cores.

Pages that stand as they would be printed are not printed again.

Reads: BUILD; `Build.mistakes` (core/build.py), to which every plugin adds.
Gives: nothing to the theme; `python -m plugins.build build`.
Drawn by: the terminal and the preview; every template.
"""

from typing import Any


def check_settings(pelican: Any) -> None:
    from plugins.build.settings import BuildSettings
    from plugins.core import schema

    pelican.settings["BUILD"] = schema.checked(BuildSettings, pelican.settings.get("BUILD", {}), "BUILD")


def register() -> None:
    # Loaded here, for the command looks around, in a process that is small yet, before it loads Pelican.
    from pelican.plugins import signals

    from plugins.build import receivers, templates

    signals.initialized.connect(check_settings)
    signals.initialized.connect(templates.keep_compiled_templates)
    signals.generator_init.connect(templates.share_environment)
    signals.article_generator_finalized.connect(receivers.feed_every_section)
    signals.all_generators_finalized.connect(receivers.note_units)
    signals.get_writer.connect(receivers.stop_on_mistakes)
    signals.get_writer.connect(receivers.use_page_writer)
    signals.finalized.connect(receivers.finish_printing)
