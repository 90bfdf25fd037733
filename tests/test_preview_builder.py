"""The program of the next build waits with all it needs; whoever saves waits for the build alone."""

import os
import sys
import time

import pytest

from plugins.build.__main__ import main
from plugins.preview.builder import Builder

BUILD = """
import json, os, sys
from pathlib import Path

site, report = map(Path, sys.argv[1:3])
with open(site.parents[1] / "started", "a") as started:
    started.write(f"{os.getpid()}\\n")
if "--when" in sys.argv and not os.read(int(sys.argv[-1]), 1):
    sys.exit()
site.mkdir(exist_ok=True)
report.write_text(json.dumps({"mistakes": [], "pages": os.getpid()}), "utf-8")
"""


@pytest.fixture
def builder(tmp_path):
    builder = Builder(
        lambda site, report: [sys.executable, "-c", BUILD, str(site), str(report)],
        tmp_path,
        tmp_path / "cache",
        waits=True,
    )
    yield builder
    builder.stop()


def prepared(builder, folder):
    """The process that waits."""
    builder.prepare()
    known = len(started(folder))
    for _ in range(500):
        if len(started(folder)) > known:
            break
        time.sleep(0.01)
    return started(folder)[-1]


def started(folder):
    log = folder / "started"
    return [int(line) for line in log.read_text().split()] if log.exists() else []


@pytest.mark.parametrize("changed", [["content/tin/2024/06/bai/index.md"], ["theme/templates/base.html"]])
def test_a_save_is_built_by_the_program_that_waits(builder, tmp_path, changed):
    waiting = prepared(builder, tmp_path)
    assert builder.build(changed=changed).pages == waiting
    assert builder.build().pages != waiting


@pytest.mark.parametrize("changed", ["plugins/rieng/moi.py", "pelicanconf.py"])
def test_a_program_of_other_code_is_loaded_anew(builder, tmp_path, changed):
    waiting = prepared(builder, tmp_path)
    built = builder.build(changed=["content/a.md", changed])
    assert built.site and built.pages != waiting


def test_one_that_was_ended_is_replaced(builder, tmp_path):
    waiting = prepared(builder, tmp_path)
    os.kill(waiting, 9)
    time.sleep(0.1)
    built = builder.build()
    assert built.site and built.pages != waiting


def test_it_ends_with_the_preview(builder, tmp_path):
    waiting = prepared(builder, tmp_path)
    builder.stop()
    with pytest.raises(ProcessLookupError):
        os.kill(waiting, 0)


def test_nothing_is_built_when_whoever_started_it_is_gone(tmp_path):
    when, word = os.pipe()
    os.close(word)
    assert main(["build", "--output", str(tmp_path / "output"), "--when", str(when)]) == 0
    os.close(when)
    assert not (tmp_path / "output").exists()
