"""How the portal stands, at a glance; and who must know that something failed, told once.

Reads: STATUS.
Gives: nothing to the theme; commands alone.
Drawn by: -.

A build only checks the settings. Read in this order:

    __main__.py     the commands; settings.py: what they are told
    outcome.py      what became of each timer's work: systemd says it, data/status.json keeps it
    notify.py      one line to an address or a command
    overview.py     the ten lines, from record.py of each part; service.py asks the service of the views
"""

from typing import Any

from plugins.core import schema
from plugins.status.settings import StatusSettings


def check_settings(pelican: Any) -> None:
    pelican.settings["STATUS"] = schema.checked(StatusSettings, pelican.settings.get("STATUS", {}), "STATUS")


def register() -> None:
    from pelican.plugins import signals

    signals.initialized.connect(check_settings)
