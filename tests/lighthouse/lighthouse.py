"""One page's Lighthouse scores on a slow phone, from the program pinned in package.json."""

import json
import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.browser import QUIET
from tests.npm import installed

HERE = Path(__file__).parent
# The kinds of pages that are scored (tests.sample); a search is one with results.
SCORED = ("home", "story", "long", "section", "search", "map", "album", "weather")
ASKED = {"search": "?q=dai+hoi"}
UNLISTED = {"search"}  # kept from search engines on purpose
LEAST = {"performance": 99, "accessibility": 100, "best-practices": 100, "seo": 100}
# The four figures of loading a ministry asks for, in seconds on Lighthouse's slow phone: first words,
# largest thing, whole page, time blocked by tasks; and how much the layout moves.
LOAD = {
    "first": ("first-contentful-paint", 1000),
    "largest": ("largest-contentful-paint", 1000),
    "whole": ("speed-index", 1000),
    "task": ("total-blocking-time", 1000),
    "shift": ("cumulative-layout-shift", 1),
}
MOST = {"first": 3, "largest": 4, "whole": 5.8, "task": 0.6, "shift": 0.05}

# Without a display, Chromium may wait a second for the next frame: that is not the page's fault.
FLAGS = ("--headless=new", "--disable-frame-rate-limit", *QUIET)
OPTIONS = ("--output=json", "--quiet", f"--only-categories={','.join(LEAST)}")


@dataclass(frozen=True)
class Report:
    """One page.

    scores: of 100, by category; failed: the audits that cost points, by category
    load: seconds, and the shift of the layout, by the names of MOST
    """

    scores: dict[str, int]
    failed: dict[str, list[str]]
    load: dict[str, float]

    def complaints(self, unlisted: bool) -> list[str]:
        """What keeps each category below its promise, and each figure above its limit."""
        low = [
            f"{name}: {self.scores[name]} < {least}; " + "; ".join(self.failed[name])
            for name, least in LEAST.items()
            if self.scores[name] < least and not (unlisted and name == "seo")
        ]
        return low + [
            f"{name}: {self.load[name]} > {most}" for name, most in MOST.items() if self.load[name] > most
        ]


def install() -> Path:
    """The Lighthouse program, installed by npm at the pinned version; MissingError without npm."""
    return installed(HERE, "chromium") / ".bin/lighthouse"


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
        load={
            name: round(told["audits"][audit]["numericValue"] / unit, 3)
            for name, (audit, unit) in LOAD.items()
        },
    )


def _failed(category: dict, audits: dict) -> list[str]:
    """The weighted audits of a category that are not perfect, as "title (value)"."""
    weighted = [audits[each["id"]] for each in category["auditRefs"] if each["weight"]]
    imperfect = [each for each in weighted if each["score"] is not None and each["score"] < 1]
    return [f"{each['title']} ({each.get('displayValue') or each['score']})" for each in imperfect]
