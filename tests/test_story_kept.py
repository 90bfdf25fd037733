"""Stories read earlier are used again only while they are what lies in the file."""

import os
import pickle

import pytest

from plugins.story import kept as module
from plugins.story.kept import Kept, stamp


@pytest.fixture
def story(tmp_path):
    path = tmp_path / "index.md"
    path.write_text("một")
    return path


def keep(file, path, words="một"):
    digest = module.sha256(path.read_bytes()).hexdigest()
    Kept(file).put({"bai": (stamp(path), digest, pickle.dumps((words, {})))}, ["bai"])


def test_what_was_read_is_there_while_the_file_has_the_same_bytes(tmp_path, story):
    keep(tmp_path / "kept", story)
    assert Kept(tmp_path / "kept").get(story, "bai") == ("một", {})
    os.utime(story)
    assert Kept(tmp_path / "kept").get(story, "bai") == ("một", {})
    story.write_text("hai")
    assert Kept(tmp_path / "kept").get(story, "bai") is None


def test_a_file_written_again_in_the_same_moment_is_read_again(tmp_path, story, monkeypatch):
    """The stamp of a file that was just written says nothing yet."""
    monkeypatch.setattr(module, "_stamp", lambda _path: "the clock stands still")
    keep(tmp_path / "kept", story)
    story.write_text("mọt")
    assert Kept(tmp_path / "kept").get(story, "bai") is None


def test_a_file_that_nobody_touched_is_not_opened(tmp_path, story, monkeypatch):
    monkeypatch.setattr(module, "SETTLED", -(10**10))
    keep(tmp_path / "kept", story)
    monkeypatch.setattr(module.Path, "read_bytes", lambda _path: pytest.fail("it was read"))
    assert Kept(tmp_path / "kept").get(story, "bai") == ("một", {})


@pytest.mark.parametrize("at", range(0, 20000, 997))
def test_a_damaged_cache_is_empty_or_right(tmp_path, story, at):
    keep(tmp_path / "kept", story, "một" * 2000)
    data = bytearray((tmp_path / "kept").read_bytes())
    data[at % len(data)] ^= 0x55
    (tmp_path / "kept").write_bytes(data)
    assert Kept(tmp_path / "kept").get(story, "bai") in (None, ("một" * 2000, {}))
    keep(tmp_path / "kept", story)
    (tmp_path / "kept").write_bytes(b"")
    assert Kept(tmp_path / "kept").get(story, "bai") is None


def test_another_program_reads_anew_and_stories_that_went_are_forgotten(tmp_path, story, monkeypatch):
    keep(tmp_path / "kept", story)
    Kept(tmp_path / "kept").put({}, ["khác"])
    assert Kept(tmp_path / "kept").get(story, "bai") is None
    keep(tmp_path / "kept", story)
    monkeypatch.setattr(module, "program", lambda: "another")
    assert Kept(tmp_path / "kept").get(story, "bai") is None
