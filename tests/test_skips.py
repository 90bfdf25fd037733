"""A skipped test proves nothing: a contributor is told of it, and in CI it fails the run."""

import os
import subprocess
import sys

import pytest

from tests.site import ROOT

SKIPPED = "import pytest\ndef test_of_a_missing_program(): pytest.skip('no such program')\n"
HOOKS = "from tests.skips import pytest_sessionfinish, pytest_terminal_summary  # noqa: F401\n"


@pytest.mark.parametrize(
    "processes, ci, test, fails",
    [
        ("-n0", "1", SKIPPED, True),
        ("-n2", "1", SKIPPED, True),
        ("-n2", "", SKIPPED, False),
        ("-n2", None, SKIPPED, False),
        ("-n2", "1", "def test(): pass\n", False),
    ],
)
def test_skip_fails_the_run_in_ci_alone(tmp_path, processes, ci, test, fails):
    (tmp_path / "conftest.py").write_text(HOOKS)
    (tmp_path / "test_it.py").write_text(test)
    environment = {name: value for name, value in os.environ.items() if name != "CI"}
    environment |= {"PYTHONPATH": str(ROOT)} | ({"CI": ci} if ci is not None else {})
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "xdist", "-p", "no:cacheprovider", "-ra", processes],
        cwd=tmp_path,
        env={**environment, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
    )
    assert (run.returncode != 0) is fails, run.stdout
    assert ("a skip in CI is a failure" in run.stdout) is fails
    assert ("no such program" in run.stdout) is (test == SKIPPED)
