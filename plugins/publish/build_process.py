"""A build for publishing, in a process of its own."""

import io
import json
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Self

from plugins import cli
from plugins.core.lock import locked
from plugins.core.mistakes import Mistake, MistakesFound
from plugins.core.processes import Aside, end_copies
from plugins.core.published import Unit
from plugins.publish.build_program import Waiting, likely, options_for
from plugins.publish.settings import Portal
from plugins.publish.steps import Steps

MOMENT = 0.3  # seconds
COUNTING = "Lấy số lượt xem …"


@dataclass(frozen=True)
class Built:
    """What a build came to.

    units: stories, pages and albums read as they lie in content/, by name
    held: those with a mistake, each with whether it stands as last published
    mistakes: what holds them back
    unchanged: the same in builds between which nothing at all was changed; '' where that is not known
    stands: whether it is what was public before, and nothing was to be done
    """

    units: Mapping[str, Unit] = field(default_factory=dict)
    held: Mapping[str, bool] = field(default_factory=dict)
    mistakes: Sequence[Mistake] = ()
    unchanged: str = ""
    stands: bool = False


class Ahead:
    """What is begun before it is known what is public: counts are taken, and the program that builds loads
    all it needs, or builds what is most likely wanted. Whoever does not come to build ends both."""

    def __init__(self, portal: Portal, program: Waiting, steps: Steps):
        """program: was begun for it; this ends it"""
        self._portal = portal
        steps.reach("counts", COUNTING)
        self._counts = Aside(lambda: _counts_taken(portal.file))
        self._refused: str | None = None  # why counts were not taken, '' where they were, when that is known
        self._waiting: Waiting | None = program
        self._running: Running | None = None
        self._beside = ThreadPoolExecutor(1)
        self._begun: Future[None] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._counts.stop()
        self._beside.shutdown()
        end_copies()  # which hold the turn as long as they live
        if self._waiting:
            self._waiting.end()
        if self._running:
            self._running.stop()

    def begin(self, output: Path) -> None:
        """Builds into `output` when the counts are taken, beside what follows, with what earlier builds
        made, all as it lies in content/."""
        self._begun = self._beside.submit(self._begin, output)

    def _begin(self, output: Path) -> None:
        self._wait_for_counts()
        self._running = self._start(Path(self._portal.file.name), output)

    def take_counts(self, steps: Steps) -> None:
        """The counts are where the build reads them; the outside world's failure stops nothing."""
        steps.reach("counts")
        self._wait_for_begin()
        self._wait_for_counts()
        if self._refused:
            steps.warn(f"Chưa lấy được số lượt xem mới ({self._refused}). Trang dùng số lần trước.")

    def _wait_for_begin(self) -> None:
        if self._begun:
            self._begun.result()
            self._beside.shutdown()  # a process with threads cannot be copied safely

    def _wait_for_counts(self) -> None:
        if self._refused is None:
            try:
                self._refused = self._counts.outcome()
            except RuntimeError:
                self._refused = "việc lấy bị dừng"

    def build(
        self,
        settings: Path,
        output: Path,
        options: Sequence[str],
        hold: Mapping[str, Sequence[str]] = MappingProxyType({}),
    ) -> "Running":
        """The build of these options, begun now unless it was before."""
        self._wait_for_begin()
        begun, self._running = self._running, None
        if begun and not options and not hold:
            return begun
        if begun:
            begun.end()
        return self._start(settings, output, options, hold)

    def _start(
        self,
        settings: Path,
        output: Path,
        options: Sequence[str] = (),
        hold: Mapping[str, Sequence[str]] = MappingProxyType({}),
    ) -> "Running":
        waiting, self._waiting = self._waiting or Waiting(self._portal.root), None
        return Running(waiting, settings, output, options, hold)


def _counts_taken(settings: Path) -> str:
    """Takes the counts as the command does, which would load much that is here; why it did not, or ''."""
    from plugins.views.__main__ import main

    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        code = main(["export", "--settings", str(settings)])
    if code == cli.STOPPED:  # by whoever wants the publish to end, where it is done by this process
        raise KeyboardInterrupt
    return (said.getvalue().strip().splitlines() or [f"mã {code}"])[-1] if code else ""


@contextmanager
def begun(
    portal: Portal, output: Path | None, plain: bool, steps: Steps, program: Waiting | None = None
) -> Iterator[Ahead | None]:
    """This machine's turn to publish, with what is begun before all else is loaded.

    output: where the build goes, None where there is none; plain: whether what lies in content/ is built
    with what earlier builds made; program: was begun for it, and is ended here
    """
    had_to_wait = []

    def tell(sentence: str) -> None:
        had_to_wait.append(sentence)
        steps.tell(sentence)

    try:
        with locked(portal.folder / ".lock", portal.publish.wait, tell):
            if program and had_to_wait:  # what it saw may be old by now
                program.stop()
                program = None
            if output is None:
                yield None
                return
            ahead, program = Ahead(portal, program or likely(portal.file, output, plain), steps), None
            with ahead:
                if plain:
                    ahead.begin(output)  # beside what is asked of places, which may be far
                yield ahead
    finally:
        if program:
            program.stop()


@dataclass(frozen=True)
class Report:
    """What a build told. built: whether there is a site; told: the rest, by name."""

    built: bool
    mistakes: Sequence[Mistake]
    told: Mapping[str, Any]


class Running:
    """A build into `output`, in the process `program`.

    options: more of what the command is asked; hold: by name, sentences about what may not be built
    """

    def __init__(
        self,
        program: Waiting,
        settings: Path,
        output: Path,
        options: Sequence[str] = (),
        hold: Mapping[str, Sequence[str]] = MappingProxyType({}),
    ):
        self._program, self._folder = program, tempfile.TemporaryDirectory()
        self._report = Path(self._folder.name, "report.json")
        asked = [*options_for(settings, output), "--report", str(self._report), *options]
        if hold:
            file = Path(self._folder.name, "hold.json")
            file.write_text(json.dumps({**hold}), "utf-8")
            asked += ["--hold", str(file)]
        program.tell(*asked)

    def ends_soon(self, seconds: float) -> bool:
        """Whether it does within so many seconds, as a build that finds nothing to do."""
        return self._program.ends_soon(seconds)

    def stop(self) -> None:
        """Ends it, wherever it is: what it would replace stands until all is there."""
        self._program.stop()
        self._folder.cleanup()

    def end(self) -> Report:
        """Waits for it."""
        code = self._program.end()
        try:
            told = json.loads(self._report.read_text("utf-8"))
            found = [Mistake(**each) for each in told["mistakes"]]
        except (OSError, ValueError):
            told, found = {}, []
        self._folder.cleanup()
        return Report(code in (0, 3), found, told)


def report(root: Path, settings: Path, output: Path) -> Report:
    """Builds the project in the folder `root` into `output`, in a process of its own."""
    return Running(Waiting(root), settings, output).end()


def build(
    portal: Portal,
    output: Path,
    steps: Steps,
    ahead: Ahead,
    hold: Mapping[str, Sequence[str]] = MappingProxyType({}),
    approved: Path | None = None,
    full: bool = False,
    meanwhile: Callable[[Running], object] = lambda running: None,
) -> Built:
    """Builds the site into `output`; MistakesFound when what every page shows is wrong.

    hold: by name, sentences about what may not be built as it lies in content/
    approved: the view of the project whose frame is as last published; then all else is too
    full: nothing that an earlier build made is used; meanwhile: what this process does beside it
    """
    settings = approved / portal.file.name if approved else Path(portal.file.name)
    steps.reach("build", "Dựng lại, để riêng những bài có lỗi …" if hold else "Dựng trang …")
    options = ["--approved", str(portal.root)] if approved else []
    options += ["--full"] if full else []
    running = ahead.build(settings, output, options, hold)
    try:
        if not running.ends_soon(MOMENT):
            meanwhile(running)
    finally:
        done = running.end()
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
    return Built(units, done.told["held"], tuple(grave), done.told["unchanged"])
