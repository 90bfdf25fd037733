"""Compressed copies are what their pages are, whatever became of what publishing keeps."""

import gzip
import random

import brotli
import pytest

from plugins.publish.releases import compress
from tests.portal import STORIES, make_portal

KEPT = ".cache/publish"
OPENED = {".br": brotli.decompress, ".gz": gzip.decompress}


@pytest.fixture
def portal(tmp_path):
    portal = make_portal(tmp_path / "portal")
    portal.published()
    return portal


def spoiled(portal) -> int:
    """Spoils each second copy that is kept; how many."""
    files = sorted(path for path in (portal.folder / KEPT / "packed").rglob("*") if path.is_file())
    for path in files[::2]:
        path.write_bytes(random.Random(16).randbytes(path.stat().st_size))
    return len(files[::2])


def forgotten(portal) -> None:
    for path in (portal.folder / KEPT).glob("*.results*"):
        path.write_text("rác")
    (portal.folder / KEPT / "stamps.marshal").write_text("rác")


def wrong(portal) -> list[str]:
    """Copies that readers get and that are not what their page is."""
    found = []
    for path in sorted(portal.current.rglob("*")):
        if path.suffix in OPENED:
            try:
                right = OPENED[path.suffix](path.read_bytes()) == path.with_suffix("").read_bytes()
            except (OSError, EOFError, brotli.error):
                right = False
            found += [] if right else [path.relative_to(portal.current).as_posix()]
    return found


def test_copies_that_were_damaged_with_all_that_is_known_of_them_are_made_anew(portal):
    assert spoiled(portal) and not wrong(portal)
    forgotten(portal)
    portal.page(STORIES[0], "<p>Mới</p>")
    portal.published()
    assert not wrong(portal)


def test_a_damaged_copy_never_becomes_public_and_force_makes_it_anew(portal):
    portal.page(STORIES[0], "<p>Mới</p>")
    portal.published()
    spoiled(portal)
    portal.page("/", "<p>Trang chủ mới</p>")
    for address in STORIES[1:]:
        portal.page(address, f"<p>{address}</p>")
    said = portal.publish()
    assert said.status == 0 or "FORCE=1" in said.err
    assert not wrong(portal)
    portal.published("--force")
    assert not wrong(portal)


@pytest.mark.parametrize("lost", [False, True])
def test_what_went_public_damaged_is_mended_by_force(portal, monkeypatch, lost):
    """As under an older version, whose list of files has the hashes of damaged copies."""
    spoiled(portal)
    forgotten(portal)
    portal.page(STORIES[0], "<p>Mới</p>")
    with monkeypatch.context() as older:
        older.setattr(compress, "_holds", lambda data, file: True)
        older.setattr("plugins.publish.targets.http_check.unpacked", lambda *_: None)
        older.setattr("plugins.publish.deploy._or_stop", lambda _: None)
        older.setattr("plugins.publish.deploy._shown", lambda *_: [])
        portal.published()
    assert wrong(portal)
    if lost:
        for path in (portal.folder / KEPT / "packed").rglob("*.*"):
            path.unlink()
    portal.published("--force")
    assert not wrong(portal)
