"""A newsroom for tests: a tiny real site that is built, verified and published day after day.

Commands run in copies of this process, so that a publish takes a part of a second and sees
the day to which the test has moved the clock.
"""

import os
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from plugins.build.__main__ import main as build
from plugins.publish import built
from plugins.publish.__main__ import main as publish
from plugins.publish.local import Local
from plugins.views.__main__ import main as views
from tests.site import Site, make_site

SITEURL = "https://cong.example"
COMMANDS = {"plugins.build": build, "plugins.publish": publish, "plugins.views": views}


@dataclass(frozen=True)
class Said:
    """What a command came to."""

    status: int
    out: str
    err: str

    @property
    def last(self) -> str:
        """The last line a person reads."""
        return (self.out.strip().splitlines() or [""])[-1]


@dataclass
class Newsroom:
    """`site` is what is written, `page` what citizens read."""

    site: Site

    @property
    def folder(self) -> Path:
        return self.site.folder

    @property
    def local(self) -> Local:
        return Local(self.folder / "public_html")

    def settings(self, **changes) -> None:
        self.site.settings(SITEURL=SITEURL, PUBLISHING=True, **changes)

    def run(self, *arguments: str, module: str = "plugins.publish") -> Said:
        settings = ("--settings", "settings.py")
        given = (*settings, *arguments) if module == "plugins.publish" else arguments
        return in_a_copy(lambda: COMMANDS[module](list(given)), self.folder)

    def publish(self, *arguments: str) -> Said:
        return self.run("publish", *arguments)

    def published(self, *arguments: str) -> Said:
        """Publishes; all must go out."""
        said = self.publish(*arguments)
        assert said.status == 0, said.out + said.err
        return said

    def timer(self) -> Said:
        """What the timer does."""
        return self.publish("--timer")

    def file(self, address: str) -> Path:
        path = self.local.current / address.lstrip("/")
        return path / "index.html" if address.endswith("/") else path

    def page(self, address: str) -> str:
        """What citizens read at an address."""
        return self.file(address).read_text("utf-8")

    def is_public(self, address: str) -> bool:
        return self.file(address).is_file()


def make_newsroom(folder: Path) -> Newsroom:
    folder.mkdir(parents=True, exist_ok=True)
    newsroom = Newsroom(make_site(folder))
    newsroom.settings()
    return newsroom


def in_a_copy(work: Callable[[], int], folder: Path) -> Said:
    """work(), a command's main(), in a copy of this process whose current folder is `folder`."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        copy = os.fork()
        if not copy:
            _be(work, folder, out, err)
        _, status = os.waitpid(copy, 0)
        texts = []
        for file in (out, err):
            file.seek(0)
            texts.append(file.read().decode())
    return Said(os.waitstatus_to_exitcode(status), *texts)


def _be(work: Callable[[], int], folder: Path, out, err) -> None:
    status = 99
    try:
        os.chdir(folder)
        for number, file in ((1, out), (2, err)):
            os.dup2(file.fileno(), number)
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        built.subprocess = _Commands  # it starts no interpreter for what can be copied
        status = work()
    except SystemExit as end:
        status = end.code
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status or 0)


class _Commands:
    """Stands for the module subprocess: `python -m plugins.…` runs in a copy of this process."""

    @staticmethod
    def run(command: list[str], cwd: Path, **options) -> subprocess.CompletedProcess:
        _, dash_m, module, *arguments = command
        assert dash_m == "-m"
        said = in_a_copy(lambda: COMMANDS[module](arguments), cwd)
        if not options.get("capture_output"):
            sys.stdout.write(said.out)
            sys.stderr.write(said.err)
        return subprocess.CompletedProcess(command, said.status, said.out, said.err)
