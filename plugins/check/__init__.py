"""All that an editor can get wrong, in one list with file and line, before anything is published.

Reads: CHECK.
Gives: nothing to the theme; a command alone.
Drawn by: -.

A build only checks the settings. What a build tells is asked of the parts that decide it; the rules of
this folder are advice that no build gives. Read in this order:

    __main__.py     the command; report.py: its answer, for people, programs and CI
    rules.py        the table of all rules; settings.py: which are turned off
    run.py          one check: texts.py finds the texts, all_texts.py judges what all of them decide
    one_text.py     one text by itself; word_findings.py, sentences.py, markdown_findings.py: what it says
    file_findings.py       what lies beside it; files.py: one file
"""

from typing import Any

from plugins.check.settings import CheckSettings
from plugins.core import schema


def check_settings(pelican: Any) -> None:
    pelican.settings["CHECK"] = schema.checked(CheckSettings, pelican.settings.get("CHECK", {}), "CHECK")


def register() -> None:
    from pelican.plugins import signals

    signals.initialized.connect(check_settings)
