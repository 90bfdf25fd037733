"""Everything the portal needs to come back, kept elsewhere, and the way back.

Reads: BACKUP.
Gives: nothing to the theme; commands alone.
Drawn by: -.

A build only checks the settings. Read in this order:

    __main__.py     the commands; settings.py: what they are told
    collect.py       what is gathered before a copy; create.py: one copy, checked, old ones dropped
    restore.py    from a copy to a portal, with numbers.py; purge.py: what no copy may hold any longer
    borg.py         the program behind it, and what it says
"""

from typing import Any

from plugins.backup.settings import BackupSettings
from plugins.core import schema


def check_settings(pelican: Any) -> None:
    pelican.settings["BACKUP"] = schema.checked(BackupSettings, pelican.settings.get("BACKUP", {}), "BACKUP")


def register() -> None:
    from pelican.plugins import signals

    signals.initialized.connect(check_settings)
