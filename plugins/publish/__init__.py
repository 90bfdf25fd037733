"""From Markdown to citizens by one command: verified, atomic, reversible.

Reads: PUBLISH; content/du-lieu/chuyen-huong.yaml.
Gives: `moved` (moved.Notice), on the notices at old addresses only.
Drawn by: moved.html.

A build only draws the notices at old addresses; the rest is commands:

    __main__.py   the commands; settings.py, target.py: what they are told; steps.py: what they tell
    publish.py    one publish: prepare.py (build_program.py, build_process.py, carry_over.py), plan.py,
                  deploy.py; domain.py: a new address
    notice.py     urgent words between two publishes; rollback.py (without_withdrawn.py), forget.py, audit.py,
                  dead_links.py

and five rooms, each standing on those before it:

    releases/     a release as a folder: its files, their hashes, their compressed copies
    redirects/    what answers at addresses that moved or ended; none that was promised dies
    checks/       what may not become public, page by page and file by file
    server/       what web servers and timers are told; a server of our own to try a release on
    targets/      where releases are shown: this machine, ssh, S3; switched all or none

address.py (files and their addresses) and result_cache.py (each file is read once) serve all of them.
"""

from typing import Any


def check_settings(pelican: Any) -> None:
    from plugins.core import schema
    from plugins.publish.settings import PublishSettings

    given = pelican.settings.get("PUBLISH", {})
    pelican.settings["PUBLISH"] = schema.checked(PublishSettings, given, "PUBLISH")


def register() -> None:
    # Loaded here: commands that need parts of this package need no Pelican, and a publish begins at once.
    from pelican.plugins import signals

    from plugins.publish.generator import add_generator

    signals.initialized.connect(check_settings)
    signals.get_generators.connect(add_generator)
