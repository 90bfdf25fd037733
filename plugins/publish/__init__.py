"""From Markdown to citizens by one command: verified, atomic, reversible.

Reads: PUBLISH; content/du-lieu/chuyen-huong.yaml.
Gives: `moved` (moved.Notice), on the notices at old addresses only.
Drawn by: moved.html.

A build only draws the notices at old addresses; the rest is commands:

    __main__.py   the commands; settings.py, target.py: what they are told; steps.py: what they tell
    publish.py    one publish: prepare.py (build_process.py, carry_over.py), plan.py, deploy.py;
                  domain.py: a new address
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

from pathlib import Path

from pelican import Pelican
from pelican.generators import Generator
from pelican.plugins import signals
from pelican.writers import Writer

from plugins.core import schema
from plugins.core.build import build_of
from plugins.core.mistakes import MistakesFound
from plugins.core.withdrawals import UNWRITTEN
from plugins.publish.redirects.moved import NOTHING, Notice, notices, read_moved
from plugins.publish.redirects.taken_down import NOTICE, withdrawing
from plugins.publish.settings import PublishSettings


class MovedGenerator(Generator):
    """Writes a notice at each old address, for readers whose server does not send them on by itself."""

    def generate_context(self) -> None:
        root, name = Path(self.path).parent, self.settings["PUBLISH"].moved
        try:
            self.moved = read_moved(root, name)
        except MistakesFound as found:
            build_of(self.settings).mistakes.extend(found.mistakes)
            self.moved = NOTHING

    def generate_output(self, _writer: Writer) -> None:
        reasons = {each.address: each.reason for each in build_of(self.settings).sources.withdrawn.values()}
        found = [(NOTICE, Notice("", UNWRITTEN)), *notices(withdrawing(self.moved, reasons))]
        template = self.get_template("moved")
        for path, notice in found:
            # A page that is there again is printed later, over it.
            file = Path(self.output_path, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            # Not by the writer: old addresses do not belong into the site map.
            file.write_text(template.render(self.context | {"moved": notice, "output_file": path}), "utf-8")


def check_settings(pelican: Pelican) -> None:
    given = pelican.settings.get("PUBLISH", {})
    pelican.settings["PUBLISH"] = schema.checked(PublishSettings, given, "PUBLISH")


def add_generator(_pelican: Pelican) -> type[Generator]:
    return MovedGenerator


def register() -> None:
    signals.initialized.connect(check_settings)
    signals.get_generators.connect(add_generator)
