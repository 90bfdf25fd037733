"""The preview with the program that really builds: it stays, prints a saved story, and ends."""

import time

import pytest

from plugins.preview.builder import build_command
from plugins.preview.preview import Preview
from plugins.preview.program import Program
from tests.preview import PATIENCE, Follower, request
from tests.site import ROOT, make_site

PAGE = "/tin/2024/06/bai-thu/"


@pytest.fixture
def site(tmp_path, monkeypatch):
    site = make_site(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    site.story(body="Đoạn đầu.")
    return site


def test_a_saved_story_is_shown_first_and_the_build_makes_the_same_page(site):
    preview = Preview(site.folder / "settings.py", build_command, "127.0.0.1", 0, lambda _: None, waits=True)
    preview.start()
    try:
        follower = Follower(preview.server.port)
        state = follower.until(lambda now: now["ready"])
        site.story(body="Đoạn đầu viết lại.")
        first = follower.newer_than(state)
        assert first["version"] == state["version"] and PAGE in first["pages"]
        page = request(preview, PAGE)[2].decode()
        assert "Đoạn đầu viết lại." in page
        built = follower.newer_than(first)
        assert built["version"] != state["version"] and built["pages"] == first["pages"]
        assert request(preview, PAGE)[2].decode() == page
        follower.answer.close()
    finally:
        preview.stop()


def test_the_program_ends_when_nobody_can_ask_it_any_more(site):
    command = build_command(site.folder / "settings.py", site.folder / "site", site.folder / "report.json")
    program = Program(command, site.folder)
    program.go()
    assert program.wait(60) == 0 and not program.has_ended()
    program._line.close()
    until = time.monotonic() + PATIENCE
    while not program.has_ended() and time.monotonic() < until:
        time.sleep(0.01)
    assert program.has_ended()
