"""Whoever may write beside the releases neither leads our hand elsewhere, nor stops it, nor is believed."""

import json
import os
import shutil
from hashlib import sha256

import pytest

from plugins.publish import deploy
from plugins.publish.releases import stamps
from plugins.publish.targets.local import SPARE
from tests.hosts import needs, pretended
from tests.portal import STORIES, make_portal
from tests.test_publish_trust import CASINO, STORY, edit, whole

SECRET = b"khong ai duoc dung vao"


@pytest.fixture
def portal(tmp_path):
    """Two releases; a folder and a file elsewhere that are nobody's business."""
    portal = make_portal(tmp_path / "portal")
    portal.published()
    portal.page(STORIES[0], "<p>Bản 2</p>")
    portal.published()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/secret").write_bytes(SECRET)
    return portal


def elsewhere(portal, name: str = ""):
    return portal.folder.parent / "elsewhere" / name


def link(name: str, to: str = "secret"):
    def plant(portal):
        file = portal.local.folder / name
        shutil.rmtree(file) if file.is_dir() and not file.is_symlink() else file.unlink(missing_ok=True)
        file.symlink_to(elsewhere(portal, to))

    return plant


def pipe(name: str):
    def plant(portal):
        file = portal.local.folder / name
        file.unlink(missing_ok=True)
        os.mkfifo(file)

    return plant


def named(name: bytes):
    def plant(portal):
        os.close(os.open(os.fsencode(portal.current.resolve()) + b"/" + name, os.O_CREAT | os.O_WRONLY))

    return plant


def shut(name: str):
    def plant(portal):
        (portal.current.resolve() / name).chmod(0)

    return plant


# {what lies there: (who laid it, what is said of it)}
PLANTS = {
    "a switch that leads elsewhere": (link("switched"), ""),
    "a switch that is a pipe": (pipe("switched"), ""),
    "a log that leads elsewhere": (link("publish.log"), ""),
    "a log that is a pipe": (pipe("publish.log"), ""),
    "a note of servers that is a pipe": (pipe("sent.json"), ""),
    "a hold that is a pipe": (pipe("held.json"), ""),
    "a promise that is a pipe": (pipe("promised.json"), ""),
    "a spare folder that is another's": (link(f"releases/{SPARE}", ""), ""),
    "a spare folder that leads nowhere": (link(f"releases/{SPARE}", "khong-co"), ""),
    "a half release that is another's": (link("releases/.part", ""), ""),
    "a name that orders a terminal": (named(b"a\x1b]0;x\x07\n\xe2\x80\xae.html"), "tệp lạ"),
    "a name of no letters": (named(b"\xff\xfd.html"), "tệp lạ"),
    "a page nobody may read": (shut(STORY), "bai-1/index.html (đóng với người đọc)"),
    "a folder nobody may pass": (shut("tin"), "tin/ (đóng với người đọc)"),
}


@pytest.mark.parametrize("plant, told", PLANTS.values(), ids=PLANTS)
def test_what_lies_in_our_way_is_not_followed_and_stops_nothing(portal, plant, told):
    plant(portal)
    portal.page(STORIES[1], "<p>Sửa</p>")
    said = portal.publish()
    assert said.status == 0 and told in said.err, said
    assert all(sign.isprintable() or sign == "\n" for sign in said.out + said.err)
    whole(portal, portal.current)
    modes = {path.stat().st_mode & 0o777 for path in portal.current.resolve().rglob("*") if path.is_file()}
    assert modes == {0o644}
    assert elsewhere(portal, "secret").read_bytes() == SECRET and len([*elsewhere(portal).iterdir()]) == 1


@pytest.mark.parametrize("name", [".lock", ".turn"])
@pytest.mark.parametrize("plant", [link, pipe])
def test_a_lock_that_is_no_file_of_ours_is_told(portal, plant, name):
    plant(name)(portal)
    assert f"{name}: Chỗ này phải là tệp thường" in portal.refused()
    assert elsewhere(portal, "secret").read_bytes() == SECRET


def lost(file):
    file.unlink()


def piped(file):
    file.unlink()
    os.mkfifo(file)


def endless(file):
    file.unlink()
    file.symlink_to("/dev/zero")


@pytest.mark.parametrize("spoil", [lost, piped, endless, lambda file: file.write_text("{}")])
def test_without_the_list_of_the_public_release_nothing_is_guessed(portal, spoil):
    name = portal.local.release_list().current
    spoil(portal.current.resolve() / ".release/manifest.json")
    (portal.site / "tin/2024/06/bai-12/index.html").unlink()
    portal.page("/", title="Trang chủ")
    said = portal.refused()
    assert f"Bản {name} đang xem có bảng kê tệp thiếu hay đã bị sửa" in said and "make rollback" in said
    # By force the release before it still knows what was promised.
    assert "/tin/2024/06/bai-12/" in portal.refused("--force")
    portal.page(STORIES[11])
    assert portal.published("--force") != name
    whole(portal, portal.current)


def forge(release) -> None:
    """A page of a stranger, and the list of files that goes with it."""
    (release / "theme/x.html").write_bytes(CASINO)
    file = release / ".release/manifest.json"
    value = json.loads(file.read_bytes())
    value["files"]["theme/x.html"] = [sha256(CASINO).hexdigest(), len(CASINO), 0]
    file.write_text(json.dumps(value))


def test_a_list_of_this_machine_that_somebody_wrote_is_not_ours(portal):
    before, name = portal.local.release_list().releases
    forge(portal.local.path(name))
    assert f"Bản {name} đang xem có bảng kê tệp thiếu hay đã bị sửa" in portal.refused()
    audited = portal.run("audit", "--url", "http://127.0.0.1:1")
    assert audited.status == 1 and "bảng kê tệp thiếu hay đã bị sửa" in audited.err
    forge(portal.local.path(before))
    said = portal.run("rollback")
    assert said.status == 1 and f"Bản {before} không có bảng kê tệp nên không tin được" in said.err
    portal.published("--force")
    assert not (portal.current / "theme/x.html").exists()
    # A machine that lost its caches takes the list as it lies there.
    shutil.rmtree(portal.folder / ".cache")
    assert portal.published()


@pytest.mark.parametrize("path", [STORY, "tin/2024/06/bai-4/index.html"], ids=["linked", "copied"])
def test_an_edit_while_a_release_is_on_its_way_is_named_by_the_next(portal, monkeypatch, path):
    switch_all = deploy.switch_all

    def meanwhile(*arguments):
        switch_all(*arguments)
        edit(portal.current.resolve(), path)

    monkeypatch.setattr(deploy, "switch_all", meanwhile)
    portal.settings(keep=2, keep_days=0)
    for number in range(4):  # the last removes a release whose files the public one shares
        portal.page(STORIES[3], f"<p>Bản {number}</p>")
        portal.published()
    monkeypatch.undo()
    portal.page(STORIES[5], "<p>Sửa</p>")
    assert f"{path} (đã bị sửa)" in portal.publish().err
    whole(portal, portal.current)


@needs("flock", "rsync")
@pytest.mark.parametrize("spoil", [shut(STORY), shut("tin"), named(b"\x1b[2J.html")])
def test_what_readers_of_a_server_may_not_read_is_seen_there_too(tmp_path, spoil):
    network, portal = pretended(tmp_path / "net", "mot"), make_portal(tmp_path / "portal")
    portal.settings(ssh=network.ssh)
    deploy_to = ("--deploy", network.target("mot"), "--check", "0")
    portal.published(*deploy_to)
    shown = network.path("mot") / "current"

    class There:
        current = shown

    spoil(There)
    said = portal.publish(*deploy_to)
    assert said.status == 0 and "không còn như lúc đăng" in said.err and "\x1b" not in said.err
    assert stamps.altered(shown.resolve(), portal.local.manifest(shown.resolve().name)) == {}
