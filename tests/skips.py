"""A skipped test proves nothing: where CI is set in the environment, it fails the run."""

import os

import pytest


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session, exitstatus):
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if exitstatus == pytest.ExitCode.OK and _skips_in_ci(reporter):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter):
    if skips := _skips_in_ci(terminalreporter):
        terminalreporter.write_line(f"CI: {skips} skipped, and a skip in CI is a failure.", red=True)


def _skips_in_ci(reporter) -> int:
    return len(reporter.stats.get("skipped", ())) if os.environ.get("CI") else 0
