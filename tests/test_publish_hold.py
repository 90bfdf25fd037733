"""After a rollback nothing is published by the timer until a person publishes; and who shows what is said."""

import json
import shutil

import pytest

from plugins.publish.releases.release_list import ReleaseList
from plugins.publish.targets import hold, last_sent
from tests.hosts import needs, pretended
from tests.portal import STORIES, make_portal

STORY = "tin/2024/06/bai-1/index.html"


@pytest.fixture
def portal(tmp_path):
    return make_portal(tmp_path / "portal")


@pytest.fixture(scope="module")
def network(tmp_path_factory):
    return pretended(tmp_path_factory.mktemp("hosts"), "mot", "hai")


def two_releases(portal, *arguments: str) -> tuple[str, str]:
    first = portal.published(*arguments)
    portal.page(STORIES[0], "<p>Bài sai</p>")
    return first, portal.published(*arguments)


def test_a_rollback_holds_until_a_person_publishes(portal):
    first, second = two_releases(portal)
    said = portal.run("rollback")
    assert said.status == 0 and hold.LASTS in said.out
    said = portal.publish("--timer")
    assert said.status == 0 and f"đã trở về bản {first}" in said.out and hold.LASTS in said.out
    assert portal.local.release_list().current == first
    assert hold.LASTS in portal.run("releases").out
    assert "đã trở về bản" in portal.publish("--dry-run").out
    portal.page(STORIES[0], '<a href="/khong-co/">hỏng</a>')
    portal.refused()
    assert portal.publish("--timer").status == 0 and portal.local.release_list().current == first, (
        "still held"
    )
    portal.page(STORIES[0], "<p>Đã sửa</p>")
    said = portal.publish()
    assert said.status == 0 and "Bộ hẹn giờ lại tự đăng" in said.out
    portal.page(STORIES[0], "<p>Sửa nữa</p>")
    assert portal.published("--timer") > second


def test_whoever_publishes_what_is_public_already_lets_go_too(portal):
    two_releases(portal)
    portal.run("rollback")
    portal.page(STORIES[0])
    said = portal.publish()
    assert "Không có gì thay đổi" in said.out and "Bộ hẹn giờ lại tự đăng" in said.out
    assert not portal.local.release_list().held


def test_going_on_to_the_newest_release_again_holds_nothing(portal):
    _, second = two_releases(portal)
    portal.run("rollback")
    said = portal.run("rollback", "--to", second)
    assert said.status == 0 and hold.LASTS not in said.out
    assert not portal.local.release_list().held


@pytest.mark.parametrize("before", [None, "rollback"])
def test_a_rollback_that_fails_leaves_the_hold_as_it_was(portal, monkeypatch, before):
    from plugins.publish import rollback

    portal.published()
    two_releases(portal)
    if before:
        portal.run(before)
    release_list = portal.local.release_list()
    monkeypatch.setattr(rollback, "_shown", lambda *_: ["Trang chủ không trả lời."])
    assert portal.run("rollback", "--to", release_list.releases[0]).status == 1
    assert portal.local.release_list() == release_list


@pytest.mark.parametrize(
    "line, words",
    [
        ("", None),
        ("hỏng", "Có người đã trở về bản trước"),
        ('{"release": "1", "by": "an@may", "at": "2026-11-28T10:00:00+07:00"}', "10:00 ngày 28/11/2026"),
        ('{"release": "1", "by": "an@may", "at": "hôm qua"}', "an@may đã trở về bản 1 (lúc không rõ)"),
    ],
)
def test_a_hold_is_told_and_a_damaged_one_holds_all_the_same(line, words):
    found = hold.read(line)
    assert (found is None) if words is None else words in str(found)


@pytest.mark.parametrize(
    "known, targets, releases, told",
    [
        ({"a:/x": "1"}, (), ("1", "2"), {"a:/x": "1"}),
        ({"a:/x": "1"}, ("a:/x",), ("1", "2"), {}),
        ({"a:/x": "1", "b:/x": "2"}, ("a:/x",), ("1", "2"), {"b:/x": "2"}),
        ({"a:/x": "1"}, (), ("2", "3"), {}),  # a server of the past
        ([], (), ("1",), {}),
    ],
)
def test_servers_that_are_not_touched_are_known(tmp_path, known, targets, releases, told):
    (tmp_path / last_sent.NAME).write_text(json.dumps(known))
    assert last_sent.elsewhere(tmp_path, targets, ReleaseList(releases)) == told


@needs("flock", "rsync")
def test_servers_that_a_command_leaves_alone_are_named(portal, network):
    for name in network.names:
        shutil.rmtree(network.path(name), ignore_errors=True)
    portal.settings(ssh=network.ssh)
    both = ("--deploy", " ".join(map(network.target, network.names)), "--check", "0")
    first, second = two_releases(portal, *both)
    said = portal.run("rollback")
    assert said.status == 0 and portal.local.release_list().current == first
    for name in network.names:
        assert f"Không đụng tới {network.target(name)}: ở đó vẫn là bản {second}" in said.err
    assert network.target("mot") in portal.run("releases").out
    assert portal.run("rollback", "--to", first, *both).status == 0, "the servers follow"
    for name in network.names:
        assert network.path(name).joinpath("current").readlink().name == first
    portal.page(STORIES[0], "<p>Khác</p>")
    said = portal.publish("--timer", *both)
    assert said.status == 0 and f"Trên {network.target('hai')}" in said.out
    assert portal.local.release_list().current == first, "a server that is held holds all"
    third = portal.published(*both)
    assert not (network.path("mot") / "held.json").exists()
    portal.page(STORIES[0], "<p>Chỉ máy này</p>")
    assert f"ở đó vẫn là bản {third}" in portal.publish().err
