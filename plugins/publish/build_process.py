"""A build for publishing, in a process of its own."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from plugins.core.mistakes import Mistake, MistakesFound
from plugins.core.published import Unit
from plugins.publish.settings import Portal
from plugins.publish.steps import Steps


@dataclass(frozen=True)
class Built:
    """What a build came to.

    units: stories, pages and albums read as they lie in content/, by name
    held: those with a mistake, each with whether it stands as last published
    mistakes: what holds them back
    """

    units: Mapping[str, Unit] = field(default_factory=dict)
    held: Mapping[str, bool] = field(default_factory=dict)
    mistakes: Sequence[Mistake] = ()


class Ahead:
    """What is begun before it is known what is public: counts are taken, and the program that builds loads
    all it needs and waits. Whoever does not come to build ends both."""

    def __init__(self, portal: Portal):
        counts = [sys.executable, "-m", "plugins.views", "export", "--settings", portal.file.name]
        pipe = subprocess.PIPE
        self._counts = subprocess.Popen(counts, cwd=portal.root, stdout=pipe, stderr=pipe, text=True)
        self._waiting: Waiting | None = Waiting(portal.root)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._counts.communicate()
        if self._waiting:
            self._waiting.end()

    def take_counts(self, steps: Steps) -> None:
        """The counts are where the build reads them; the outside world's failure stops nothing."""
        steps.reach("counts", "Lấy số lượt xem …")
        _, said = self._counts.communicate()
        if code := self._counts.returncode:
            why = (said.strip().splitlines() or [f"mã {code}"])[-1]
            steps.warn(f"Chưa lấy được số lượt xem mới ({why}). Trang dùng số lần trước.")

    def waiting(self) -> "Waiting | None":
        """The program that waits, once."""
        waiting, self._waiting = self._waiting, None
        return waiting


class Waiting:
    """The program that builds the project in the folder `root`, loaded, until it is told what to build."""

    def __init__(self, root: Path):
        when, self._word = os.pipe()
        command = [sys.executable, "-m", "plugins.build", "build", "--when", str(when)]
        try:
            self._process = subprocess.Popen(command, cwd=root, pass_fds=(when,))
        except BaseException:
            os.close(self._word)
            raise
        finally:
            os.close(when)

    def tell(self, *options: str) -> None:
        with suppress(BrokenPipeError):  # it has ended: told by its exit code
            os.write(self._word, f"{json.dumps(options)}\n".encode())

    def end(self) -> int:
        """Waits until it has ended, which it does when it was told nothing; its exit code."""
        os.close(self._word)
        return self._process.wait()


@dataclass(frozen=True)
class Report:
    """What a build told. built: whether there is a site; told: the rest, by name."""

    built: bool
    mistakes: Sequence[Mistake]
    told: Mapping[str, Any]


def report(
    root: Path,
    settings: Path,
    output: Path,
    *options: str,
    waiting: Waiting | None = None,
    meanwhile: Callable[[], object] = lambda: None,
) -> Report:
    """Builds the project in the folder `root` into `output`, in a process of its own.

    options: more of what the command is asked; waiting: that process, where there is one
    meanwhile: what this process does beside it
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "report.json")
        program = waiting or Waiting(root)
        try:
            asked = "--settings", str(settings), "--output", str(output), "--report", str(file)
            program.tell(*asked, *options)
            meanwhile()
        finally:
            code = program.end()
        try:
            told = json.loads(file.read_text("utf-8"))
            found = [Mistake(**each) for each in told["mistakes"]]
        except (OSError, ValueError):
            told, found = {}, []
    return Report(code in (0, 3), found, told)


def build(
    portal: Portal,
    output: Path,
    steps: Steps,
    hold: Mapping[str, Sequence[str]] | None = None,
    approved: Path | None = None,
    full: bool = False,
    waiting: Waiting | None = None,
    meanwhile: Callable[[], object] = lambda: None,
) -> Built:
    """Builds the site into `output`; MistakesFound when what every page shows is wrong.

    hold: by name, sentences about what may not be built as it lies in content/
    approved: the view of the project whose frame is as last published; then all else is too
    full: nothing that an earlier build made is used; waiting, meanwhile: as of `report`
    """
    settings = approved / portal.file.name if approved else Path(portal.file.name)
    steps.reach("build", "Dựng lại, để riêng những bài có lỗi …" if hold else "Dựng trang …")
    with tempfile.TemporaryDirectory() as folder:
        holding = Path(folder, "hold.json")
        holding.write_text(json.dumps(hold or {}), "utf-8")
        options = ["--hold", str(holding)]
        options += ["--approved", str(portal.root)] if approved else []
        options += ["--full"] if full else []
        done = report(portal.root, settings, output, *options, waiting=waiting, meanwhile=meanwhile)
    for mistake in done.mistakes:
        if mistake.warning:
            steps.warn(str(mistake))
    grave = [mistake for mistake in done.mistakes if not mistake.warning]
    if not done.built:
        raise MistakesFound(
            *(grave or [Mistake("", "Chưa dựng được trang. Hãy chạy make build để xem lý do.")])
        )
    for line in done.told.get("told", ()):
        steps.tell(line)
    units = {name: Unit(*values) for name, values in done.told["units"].items()}
    return Built(units, done.told["held"], tuple(grave))
