"""The editors' desk: every mistake of a build is gathered, told at once, and stops it.

Reads: `settings["MISTAKES"]`, to which every plugin adds.
Gives: nothing to the theme; `python -m plugins.desk build`.
Drawn by: the terminal and the preview.
"""

import logging

from pelican.plugins import signals

from plugins.mistakes import MistakesFound

logger = logging.getLogger(__name__)


def start_list(pelican):
    pelican.settings.setdefault("MISTAKES", [])


def stop_on_mistakes(pelican):
    """Runs when all is read and checked and nothing is written yet."""
    mistakes = sorted(pelican.settings["MISTAKES"], key=lambda m: (m.path, m.line or 0))
    for mistake in mistakes:
        if mistake.warning:
            logger.warning("%s", mistake, extra={"mistake": mistake})
    grave = [mistake for mistake in mistakes if not mistake.warning]
    if grave:
        raise MistakesFound(*grave)


def register():
    signals.initialized.connect(start_list)
    signals.get_writer.connect(stop_on_mistakes)
