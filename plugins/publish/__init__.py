"""From Markdown to citizens by one command: verified, atomic, reversible.

Reads: PUBLISH; content/du-lieu/chuyen-huong.yaml.
Gives: `moved` (moved.Notice), on the notices at old addresses only.
Drawn by: moved.html.

A build only draws the notices at old addresses; the rest is commands. Read in this order:

    __main__.py     the commands; settings.py, target.py: what they are told
    publish.py      one publish; summary.py, steps.py: what is told of it; turn.py: who may switch
    notice.py       urgent words between two publishes, on the pages of fronts.py
    prepare.py      built (built.py), with what has a mistake held back or carried over (carry.py from
                    last.py); plan.py: what the release shall hold
    deploy.py       that release, from its files to citizens
    tree.py         the built files; study.py: facts.py of each, by page.py for links, markup.py for
                    validity (plain_html.py, nesting.py), other.py, drawing.py and photo.py for the rest;
                    memory.py: read once
    answers.py      addresses never die: lasting.py, moved.py, taken_down.py
    verify.py       what may not be public; editors.py
    packing.py      compressed copies; release.py: one folder, shared with the last, made of one that is to
                    go (reuse.py); manifest.py
    stamps.py       whether a release is still what was published; evidence.py: what a server may say of it
    places.py       where releases lie: local.py, host.py with line.py and refusal.py, bucket.py with
                    storage.py; shelf.py: which;
                    passing.py: what changes by itself;
                    switch.py: all of them or none; seen.py, readers.py: whether anybody can read them
    domain.py       the portal's own address, when it changes
    check.py        asking a server; server.py: a throw-away one; audit.py: a public one, by a timer;
                    certificate.py: until when it is trusted
    rollback.py     back to what was; cleaned.py: without what was withdrawn since;
                    hold.py: until a person publishes; sent.py: which server shows what
    links.py        the nightly report on links to other sites
    config.py       what web servers and systemd are told, from server/ and headers.py;
                    oldmap.py: old addresses for them (old_address.py: one; old_addresses.py: all)
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
from plugins.publish.moved import NOTHING, Notice, notices, read_moved
from plugins.publish.settings import Settings
from plugins.publish.taken_down import NOTICE, withdrawing


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
    pelican.settings["PUBLISH"] = schema.checked(Settings, pelican.settings.get("PUBLISH", {}), "PUBLISH")


def add_generator(_pelican: Pelican) -> type[Generator]:
    return MovedGenerator


def register() -> None:
    signals.initialized.connect(check_settings)
    signals.get_generators.connect(add_generator)
