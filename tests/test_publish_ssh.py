"""Publishing to servers by real ssh and rsync: all of them or none, and only what differs."""

import json
import os
import shutil

import pytest

from plugins.publish.target import Bucket, Server, parse, parse_all
from plugins.publish.targets.ssh import Host
from tests.hosts import hosts, needs
from tests.portal import STORIES, list_stories, make_portal

pytestmark = needs("sshd", "ssh", "rsync")
STORY = "tin/2024/06/bai-1/index.html"


@pytest.fixture(scope="module")
def network(tmp_path_factory):
    with hosts(tmp_path_factory.mktemp("hosts"), "mot", "hai") as network:
        yield network


@pytest.fixture
def portal(tmp_path, network):
    """A portal that publishes to empty hosts and asks no public address."""
    for name in network.names:
        shutil.rmtree(network.path(name), ignore_errors=True)
    portal = make_portal(tmp_path / "portal")
    portal.deploy = lambda *names: ("--deploy", " ".join(map(network.target, names)), "--check", "0")
    portal.settings(ssh=network.ssh)
    return portal


def shown(network, name: str) -> str:
    return json.loads((network.path(name) / "current/release.json").read_text())["release"]


def test_first_publish_shows_the_same_on_every_host(portal, network):
    release = portal.published(*portal.deploy("mot", "hai"))
    for name in network.names:
        assert shown(network, name) == release
        current = network.path(name) / "current"
        for file in portal.current.resolve().rglob("*"):
            if file.is_file():
                assert (
                    current / file.relative_to(portal.current.resolve())
                ).read_bytes() == file.read_bytes()
        assert not list((network.path(name) / "releases").glob(".*"))
        assert (current / "index.html").stat().st_mode & 0o777 == 0o644


def test_only_what_differs_travels_and_the_rest_is_shared(portal, network):
    portal.published(*portal.deploy("mot"))
    first = (network.path("mot") / "current").resolve()
    for path in portal.site.rglob("*.html"):  # a rebuild writes every file anew
        path.write_bytes(path.read_bytes())
    portal.page("/tin/2024/07/moi/")
    list_stories(portal, (*STORIES, "/tin/2024/07/moi/"))
    portal.published(*portal.deploy("mot"))
    second = (network.path("mot") / "current").resolve()
    assert first != second
    assert (first / STORY).stat().st_ino == (second / STORY).stat().st_ino
    assert (first / "index.html").stat().st_ino != (second / "index.html").stat().st_ino


@pytest.fixture
def sent(monkeypatch):
    """Whether each upload sent the files that differ alone, or compared them all."""
    kinds = []
    for kind in ("upload", "upload_few"):
        whole = getattr(Host, kind)
        monkeypatch.setattr(
            Host, kind, lambda *values, kind=kind, whole=whole: kinds.append(kind) or whole(*values)
        )
    return kinds


def _one_more(portal, name):
    portal.page(f"/tin/2024/07/{name}/")
    list_stories(portal, (*STORIES, f"/tin/2024/07/{name}/"))
    return portal.published(*portal.deploy("mot"))


def _same(portal, network):
    """Whether the server shows what this machine made, folders too."""
    here, there = (
        {path.relative_to(folder): path.is_dir() or path.read_bytes() for path in folder.rglob("*")}
        for folder in (portal.current.resolve(), (network.path("mot") / "current").resolve())
    )
    return here == there


def test_one_more_story_is_all_that_is_sent_to_a_server_that_nobody_touched(portal, network, sent):
    portal.published(*portal.deploy("mot"))
    _one_more(portal, "moi")
    assert sent == ["upload", "upload_few"] and _same(portal, network)
    shutil.rmtree(portal.site / "tin/2024/07")
    portal.moved("- cũ: /tin/2024/07/moi/\n  gỡ: Đăng nhầm.\n")
    _one_more(portal, "khac")
    assert sent[2:] == ["upload_few"] and _same(portal, network)


TOUCHED = {
    "edited": lambda release: (release / STORY).write_text("sửa trộm"),
    "edited, its time set back": lambda release: _edit_and_set_back(release / STORY),
    "removed": lambda release: (release / STORY).unlink(),
    "added": lambda release: (release / "la.html").write_text("lạ"),
    "closed to readers": lambda release: (release / STORY).chmod(0o600),
}


def _edit_and_set_back(file):
    before = file.stat()
    file.write_bytes(file.read_bytes()[::-1])
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.parametrize("how", TOUCHED)
def test_a_server_where_a_file_was_touched_gets_a_whole_release(portal, network, sent, how):
    portal.published(*portal.deploy("mot"))
    TOUCHED[how]((network.path("mot") / "current").resolve())
    _one_more(portal, "moi")
    assert sent == ["upload", "upload"] and _same(portal, network)


def test_nothing_changed_sends_nothing(portal, network):
    release = portal.published(*portal.deploy("mot"))
    said = portal.publish(*portal.deploy("mot"))
    assert said.status == 0 and "Không có gì thay đổi" in said.out
    assert [path.name for path in (network.path("mot") / "releases").iterdir()] == [release]


def test_a_host_that_joins_later_gets_what_the_others_have(portal, network):
    portal.published(*portal.deploy("mot"))
    release = portal.published(*portal.deploy("mot", "hai"))
    assert shown(network, "mot") == shown(network, "hai") == release


def test_rollback_turns_every_host_back(portal, network):
    first = portal.published(*portal.deploy("mot", "hai"))
    portal.page(STORIES[0], "<p>Mới</p>")
    second = portal.published(*portal.deploy("mot", "hai"))
    said = portal.run("rollback", *portal.deploy("mot", "hai"))
    assert said.status == 0, said.err
    assert shown(network, "mot") == shown(network, "hai") == portal.local.release_list().current == first
    listed = portal.run("releases", *portal.deploy("mot", "hai")).out
    assert listed.count(f"{second}  14 trang (đã bị trở lui)") == 3
    assert portal.run("rollback", *portal.deploy("mot")).status == 1, "there is nothing before the first"


def test_a_machine_that_never_published_goes_on_from_what_is_public(portal, network, tmp_path):
    """As a workflow does, on a fresh machine each time: shared files, kept assets, old addresses."""
    portal.write("theme/cu.925e8741.css", "body { color: red }")
    first = portal.published(*portal.deploy("mot"))
    other = make_portal(tmp_path / "other")
    other.settings(ssh=network.ssh)
    other.page(STORIES[0], "<p>Mới</p>")
    release = other.published(*portal.deploy("mot"))
    assert shown(network, "mot") == release > first
    assert (network.path("mot") / "current/theme/cu.925e8741.css").read_text() == "body { color: red }"
    releases = network.path("mot") / "releases"
    assert (releases / first / "404.html").stat().st_ino == (releases / release / "404.html").stat().st_ino
    (other.site / STORY).unlink()
    list_stories(other, STORIES[1:])
    assert STORIES[0] in other.refused(*portal.deploy("mot"))
    assert other.run("rollback", *portal.deploy("mot"), "--to", first).status == 0
    assert shown(network, "mot") == first


def test_one_host_that_cannot_switch_turns_all_back(portal, network, monkeypatch):
    first = portal.published(*portal.deploy("mot", "hai"))
    portal.page(STORIES[0], "<p>Mới</p>")
    from plugins.publish.targets import ssh

    switch = ssh.Host.switch

    def fails_on_the_second(self, name):
        if "hai" in str(self) and name != first:
            raise self.failed(1, b"mv: cannot move")
        switch(self, name)

    monkeypatch.setattr(ssh.Host, "switch", fails_on_the_second)
    said = portal.refused(*portal.deploy("mot", "hai"))
    assert "cannot move" in said
    assert shown(network, "mot") == shown(network, "hai") == first
    for name in network.names:
        assert [path.name for path in (network.path(name) / "releases").iterdir()] == [first]
    monkeypatch.undo()
    second = portal.published(*portal.deploy("mot", "hai"))
    assert shown(network, "mot") == shown(network, "hai") == second


def test_a_host_that_is_down_keeps_all_others_as_they_are(portal, network, tmp_path):
    with hosts(tmp_path / "hosts", "ba", "bon") as others:
        portal.settings(ssh=others.ssh)
        deploy = ("--deploy", f"{others.target('ba')},{others.target('bon')}", "--check", "0")
        first = portal.published(*deploy)
        others.stop("bon")
        portal.page(STORIES[0], "<p>Mới</p>")
        said = portal.refused(*deploy)
        assert "Không nối được tới máy chủ" in said and "bon" in said
        assert shown(others, "ba") == shown(others, "bon") == first


def test_a_damaged_upload_is_never_switched_to(portal, network, monkeypatch):
    from plugins.publish.targets import ssh

    first = portal.published(*portal.deploy("mot"))
    portal.page(STORIES[0], "<p>Mới</p>")
    send = ssh.Host.rsync

    def damage(self, *arguments, **options):
        send(self, *arguments, **options)
        page = network.path("mot") / "releases/.part" / STORY
        page.unlink()
        page.write_text("nửa vời")

    monkeypatch.setattr(ssh.Host, "rsync", damage)
    assert "bai-1/index.html" in portal.refused(*portal.deploy("mot"))
    assert shown(network, "mot") == first
    monkeypatch.undo()
    portal.published(*portal.deploy("mot"))
    assert "Mới" in (network.path("mot") / "current" / STORY).read_text()


def test_two_publishers_on_two_machines_do_not_meet_on_a_host(portal, network, tmp_path):
    from plugins.publish.targets.ssh_lock import held

    portal.published(*portal.deploy("mot"))
    portal.page(STORIES[0], "<p>Mới</p>")
    with held(parse(network.target("mot")), network.ssh):
        assert "Một lần đăng khác đang chạy" in portal.refused(*portal.deploy("mot"))
    portal.published(*portal.deploy("mot"))


def test_a_folder_in_the_place_of_current_is_left_alone_on_a_host(portal, network):
    (network.path("mot") / "current").mkdir(parents=True)
    said = portal.publish(*portal.deploy("mot"))
    assert said.status == 1 and "phải là liên kết" in said.err
    assert (network.path("mot") / "current").is_dir()


def test_files_of_names_that_backup_tools_skip_travel_too(portal, network):
    portal.settings(ssh=network.ssh, extensions=["orig"])
    portal.write("tin/core.txt", "x")
    portal.write("tin/a.orig", "x")
    portal.published(*portal.deploy("mot"))
    assert (network.path("mot") / "current/tin/a.orig").is_file()
    assert (network.path("mot") / "current/tin/core.txt").is_file()


def test_an_empty_host_has_nothing_to_return_to(portal, network):
    assert "chưa có bản nào" in portal.run("releases", *portal.deploy("mot")).out
    assert portal.run("rollback", *portal.deploy("mot")).status == 1


@pytest.mark.parametrize(
    "text, target",
    [
        ("cong@may.example:/srv/cong", Server("cong@may.example", "/srv/cong")),
        ("may:/srv/cong/", Server("may", "/srv/cong")),
        ("a@[2001:db8::1]:/srv//cong", Server("a@[2001:db8::1]", "/srv/cong")),
        ("s3://cong-xa", Bucket("cong-xa", "")),
        ("s3://cong-xa/tin/", Bucket("cong-xa", "tin")),
    ],
)
def test_a_target_is_read(text, target):
    assert parse(text) == target


@pytest.mark.parametrize(
    "text",
    [
        "may",
        "may:cong",
        "may:/",
        "may:/etc/cong",
        "may:/srv",
        "may:/home",
        "may:/srv/../etc",
        "may:/srv/cong/..",
        "may:/srv/-rf",
        "-oProxyCommand=x:/srv/cong",
        "a@-may:/srv/cong",
        "may:/srv/$(id)",
        "may:/srv/a;id",
        "may:/srv/a b/..",
        "may:/srv/`id`",
        "may:/srv/'a",
        "a\n@may:/srv/cong",
        "s3://A/",
        "s3://cong-xa/../b",
        "ftp://may/cong",
    ],
)
def test_a_target_that_is_not_safe_is_refused(text):
    with pytest.raises(ValueError, match=r"Hãy|phải"):
        parse(text)


def test_several_targets_stand_between_spaces_or_commas():
    assert parse_all(" a:/srv/cong, b:/srv/cong\na:/srv/cong") == parse_all("a:/srv/cong b:/srv/cong")
