"""Stories read earlier are used again only while they are what lies in the file."""

import os
import pickle
from datetime import date

import pytest

from plugins.core import stamps
from plugins.story import story_cache as module
from plugins.story.story_cache import Kept, Read, stamp

LONG = "một" * 2000
DAMAGED = (None, (LONG, ("chữ", LONG)), (LONG, None))  # a text that is lost is read again


@pytest.fixture
def story(tmp_path):
    path = tmp_path / "index.md"
    path.write_text("một")
    return path


def keep(file, path, words="một"):
    digest = module.sha256(path.read_bytes()).hexdigest()
    Kept(file).put(
        {"bai": Read(stamp(path), digest, pickle.dumps(words), pickle.dumps(("chữ", words)))}, ["bai"]
    )


def got(file, path):
    """What is kept of the story: (head, text), or None when it must be read."""
    kept = Kept(file)
    found = kept.head(path, "bai")
    return (found[1], kept.text("bai", found[0])) if found else None


def test_what_was_read_is_there_while_the_file_has_the_same_bytes(tmp_path, story):
    keep(tmp_path / "kept", story)
    assert got(tmp_path / "kept", story) == ("một", ("chữ", "một"))
    os.utime(story)
    assert got(tmp_path / "kept", story) == ("một", ("chữ", "một"))
    story.write_text("hai")
    assert got(tmp_path / "kept", story) is None


def test_a_file_written_again_in_the_same_moment_is_read_again(tmp_path, story, monkeypatch):
    """The stamp of a file that was just written says nothing yet."""
    monkeypatch.setattr(module, "_stamp", lambda _path: "the clock stands still")
    keep(tmp_path / "kept", story)
    story.write_text("mọt")
    assert got(tmp_path / "kept", story) is None


def test_a_file_that_nobody_touched_is_not_opened(tmp_path, story, monkeypatch):
    monkeypatch.setattr(stamps, "SETTLED", -(10**10))
    keep(tmp_path / "kept", story)
    monkeypatch.setattr(module.Path, "read_bytes", lambda _path: pytest.fail("it was read"))
    assert got(tmp_path / "kept", story) == ("một", ("chữ", "một"))


@pytest.mark.parametrize("at", range(0, 20000, 997))
def test_a_damaged_cache_is_empty_or_right(tmp_path, story, at):
    keep(tmp_path / "kept", story, LONG)
    data = bytearray((tmp_path / "kept").read_bytes())
    data[at % len(data)] ^= 0x55
    (tmp_path / "kept").write_bytes(data)
    assert got(tmp_path / "kept", story) in DAMAGED
    keep(tmp_path / "kept", story)
    (tmp_path / "kept").write_bytes(b"")
    assert got(tmp_path / "kept", story) is None


def test_names_of_tables_that_are_no_text_are_a_damaged_cache(tmp_path, story):
    """SQLite names them in its error, which Python cannot read then."""
    keep(tmp_path / "kept", story)
    data = (tmp_path / "kept").read_bytes()
    assert data.count(b"storystory") and data.count(b"marksstory")
    for name in (b"tablestorystory", b"indexmarksstory", b"tabletexttext"):
        (tmp_path / "kept").write_bytes(data.replace(name, name[:5] + b"\xff" + name[6:]))
        kept = Kept(tmp_path / "kept")
        assert got(tmp_path / "kept", story) in (None, *DAMAGED, ("một", ("chữ", "một")))
        assert not kept.is_same(str(story), "khác") and kept.names <= {"bai"}
        keep(tmp_path / "kept", story)


@pytest.mark.parametrize("bit", [1, 64])
def test_a_row_damaged_in_any_byte_is_read_again_or_right(tmp_path, story, bit, monkeypatch):
    """One byte says of a digest that it is text: of another type it would be that of no file."""
    monkeypatch.setattr(stamps, "SETTLED", -(10**10))
    file, digest = tmp_path / "kept", module.sha256(story.read_bytes()).hexdigest()
    Kept(file).put({"bai": Read(stamp(story), digest, pickle.dumps("một"), b"", "2024-06-05")}, ["bai"])
    whole = file.read_bytes()
    row, found = whole.index(digest.encode()), []
    for at in range(row - 90, row + 170):
        with file.open("r+b") as written:  # a file emptied first takes a disk a hundred times as long
            written.write(whole[:at] + bytes([whole[at] ^ bit]) + whole[at + 1 :])
        assert not Kept(file).is_over(str(story), "bai", date(2024, 6, 5))
        found.append(Kept(file).head(story, "bai"))
        file.touch()
    assert {*found} <= {None, (digest, "một")} and None in found


def test_another_program_reads_anew_and_stories_that_went_are_forgotten(tmp_path, story, monkeypatch):
    keep(tmp_path / "kept", story)
    Kept(tmp_path / "kept").put({}, ["khác"])
    assert got(tmp_path / "kept", story) is None
    keep(tmp_path / "kept", story)
    monkeypatch.setattr(module, "program", lambda: "another")
    assert got(tmp_path / "kept", story) is None


def test_a_text_is_given_for_the_very_bytes_alone_that_its_head_was_read_from(tmp_path, story):
    """Another build may have kept a newer one meanwhile."""
    keep(tmp_path / "kept", story)
    kept = Kept(tmp_path / "kept")
    digest, _ = kept.head(story, "bai")
    story.write_text("hai")
    keep(tmp_path / "kept", story, "hai")
    assert kept.text("bai", digest) is None


def test_a_story_with_another_stamp_and_the_same_bytes_is_hashed_once(tmp_path, story, monkeypatch):
    monkeypatch.setattr(stamps, "SETTLED", -(10**10))
    keep(tmp_path / "kept", story)
    os.utime(story, (1, 1))
    kept = Kept(tmp_path / "kept")
    assert not kept.is_same(str(story), "bai") and kept.head(story, "bai")
    kept.put({}, ["bai"])
    assert Kept(tmp_path / "kept").is_same(str(story), "bai")
