"""A build for publishing, in a process of its own."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

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


def export_counts(portal: Portal, steps: Steps) -> None:
    """Writes the counts where the build reads them; the outside world's failure stops nothing."""
    steps.reach("counts", "Lấy số lượt xem …")
    command = [sys.executable, "-m", "plugins.views", "export", "--settings", portal.file.name]
    run = subprocess.run(command, cwd=portal.root, capture_output=True, text=True)
    if run.returncode:
        why = (run.stderr.strip().splitlines() or [f"mã {run.returncode}"])[-1]
        steps.warn(f"Chưa lấy được số lượt xem mới ({why}). Trang dùng số lần trước.")


@dataclass(frozen=True)
class Report:
    """What a build told. built: whether there is a site; told: the rest, by name."""

    built: bool
    mistakes: Sequence[Mistake]
    told: Mapping[str, Any]


def report(root: Path, settings: Path, output: Path, *options: str) -> Report:
    """Builds the project in the folder `root` into `output`, in a process of its own.

    options: more of what the command is asked
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "report.json")
        command = [sys.executable, "-m", "plugins.build", "build", "--settings", str(settings)]
        run = subprocess.run([*command, "--output", str(output), "--report", str(file), *options], cwd=root)
        try:
            told = json.loads(file.read_text("utf-8"))
            found = [Mistake(**each) for each in told["mistakes"]]
        except (OSError, ValueError):
            told, found = {}, []
    return Report(run.returncode in (0, 3), found, told)


def build(
    portal: Portal,
    output: Path,
    steps: Steps,
    hold: Mapping[str, Sequence[str]] | None = None,
    approved: Path | None = None,
    full: bool = False,
) -> Built:
    """Builds the site into `output`; MistakesFound when what every page shows is wrong.

    hold: by name, sentences about what may not be built as it lies in content/
    approved: the view of the project whose frame is as last published; then all else is too
    full: nothing that an earlier build made is used
    """
    settings = approved / portal.file.name if approved else Path(portal.file.name)
    steps.reach("build", "Dựng lại, để riêng những bài có lỗi …" if hold else "Dựng trang …")
    with tempfile.TemporaryDirectory() as folder:
        holding = Path(folder, "hold.json")
        holding.write_text(json.dumps(hold or {}), "utf-8")
        options = ["--hold", str(holding)]
        options += ["--approved", str(portal.root)] if approved else []
        options += ["--full"] if full else []
        done = report(portal.root, settings, output, *options)
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
