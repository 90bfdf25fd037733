"""The notices at old addresses."""

from pathlib import Path
from typing import Any

from pelican.generators import Generator
from pelican.writers import Writer

from plugins.core.build import build_of
from plugins.core.mistakes import MistakesFound
from plugins.core.withdrawals import UNWRITTEN
from plugins.publish.redirects.moved import NOTHING, Notice, notices, read_moved
from plugins.publish.redirects.taken_down import NOTICE, withdrawing


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


def add_generator(_pelican: Any) -> type[Generator]:
    return MovedGenerator
