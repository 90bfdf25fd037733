"""One page's Lighthouse scores on a slow phone, from the program pinned in package.json."""

import json
import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.browser import QUIET
from tests.sample import SAMPLE_STORY
from tests.site import ROOT

HERE = Path(__file__).parent
INSTALLED = ROOT / ".cache" / "lighthouse"
SCORED = {"home": "/", "story": SAMPLE_STORY, "section": "/tin-tuc-noi-bat/"}
LEAST = {"performance": 99, "accessibility": 100, "best-practices": 100, "seo": 100}

# Without a display, Chromium may wait a second for the next frame: that is not the page's fault.
FLAGS = ("--headless=new", "--disable-frame-rate-limit", *QUIET)
OPTIONS = ("--output=json", "--quiet", f"--only-categories={','.join(LEAST)}")


class MissingError(Exception):
    """A program that is not on this machine."""


@dataclass(frozen=True)
class Report:
    """scores: of 100, by category; failed: the audits that cost points, by category."""

    scores: dict[str, int]
    failed: dict[str, list[str]]

    def complaints(self) -> list[tuple[str, str]]:
        """(category, what keeps its score down) of each category below its promise."""
        return [
            (name, f"{self.scores[name]} < {least}; " + "; ".join(self.failed[name]))
            for name, least in LEAST.items()
            if self.scores[name] < least
        ]


def install() -> Path:
    """The Lighthouse program, installed by npm at the pinned version; MissingError without npm."""
    for program in ("npm", "chromium"):
        if not shutil.which(program):
            raise MissingError(f"{program} is not on this machine (sudo apt install {program})")
    lock = (HERE / "package-lock.json").read_bytes()
    program = INSTALLED / "node_modules/.bin/lighthouse"
    if not program.exists() or (INSTALLED / "package-lock.json").read_bytes() != lock:
        shutil.rmtree(INSTALLED, ignore_errors=True)
        INSTALLED.mkdir(parents=True)
        shutil.copy(HERE / "package.json", INSTALLED)
        shutil.copy(HERE / "package-lock.json", INSTALLED)
        subprocess.run(
            ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
            cwd=INSTALLED,
            check=True,
        )
    return program


def measured(program: Path, url: str, runs: int) -> Report:
    """The run with the median performance of `runs` cold runs on a phone."""
    reports = [_run(program, url) for _ in range(runs)]
    return sorted(reports, key=lambda report: report.scores["performance"])[runs // 2]


def _run(program: Path, url: str) -> Report:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        flags = " ".join([*FLAGS, f"--user-data-dir={profile}"])
        run = subprocess.run(
            [program, url, *OPTIONS, f"--chrome-flags={flags}"],
            env={**os.environ, "CHROME_PATH": shutil.which("chromium")},
            check=True,
            capture_output=True,
            text=True,
        )
    told = json.loads(run.stdout)
    return Report(
        scores={name: round(100 * (each["score"] or 0)) for name, each in told["categories"].items()},
        failed={name: _failed(each, told["audits"]) for name, each in told["categories"].items()},
    )


def _failed(category: dict, audits: dict) -> list[str]:
    """The weighted audits of a category that are not perfect, as "title (value)"."""
    weighted = [audits[each["id"]] for each in category["auditRefs"] if each["weight"]]
    imperfect = [each for each in weighted if each["score"] is not None and each["score"] < 1]
    return [f"{each['title']} ({each.get('displayValue') or each['score']})" for each in imperfect]
