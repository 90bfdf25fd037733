"""Records that are damaged, or that somebody else wrote, are read as none and stop nothing."""

import json
from datetime import datetime, timedelta

import pytest

from plugins.backup import create
from plugins.core.clock import AT_HOME
from plugins.core.mistakes import MistakesFound
from plugins.publish import dead_links, domain
from plugins.publish import settings as publish_settings
from plugins.publish.releases import manifest
from plugins.publish.targets import evidence, hold, last_sent, s3_state
from plugins.status import outcome, overview

NOW = datetime(2026, 11, 28, 2, 20, tzinfo=AT_HOME)
MOMENT = (NOW - timedelta(hours=2)).isoformat()
DEEP = "[" * 100_000
NONE = ["", "null", "5", '"x"', "[]", DEEP, "\x00", "{", "\ufeff{}"]


@pytest.mark.parametrize(
    "line",
    [
        *NONE[1:],
        '{"release":1,"by":[],"at":5}',
        '{"release":null,"by":null,"at":null}',
        '{"release":"a","by":"b"}',
        '{"release":"a","by":"b","at":"x","more":1}',
        '{"release":"x","by":"\\u001b[2J","at":""}',
        '{"release":"x","by":"\\u202eb","at":""}',
        '{"release":"\\ud800","by":"x","at":""}',
        json.dumps({"release": "a" * 9999, "by": "", "at": ""}),
    ],
)
def test_a_hold_that_cannot_be_read_holds_all_the_same_and_shows_nothing_of_it(line):
    assert str(hold.read(line)) == "Có người đã trở về bản trước (lúc không rõ)"


@pytest.mark.parametrize(
    "at", ["x", "", "2026-01-01", "9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+14:00"]
)
def test_a_hold_of_no_time(at):
    assert str(hold.Hold("a", "b", at)) == "b đã trở về bản a (lúc không rõ)"


OUTCOMES = [
    {"ended": 5, "failures": "x"},
    {"ended": "hôm qua", "failures": 1, "since": "x"},
    {"failures": None},
    {"ended": "2026-01-01T00:00:00"},
    {"ended": "", "failures": 2, "since": ""},
    {"ended": MOMENT, "failures": 2},
    {"ended": MOMENT, "told": 1},
    {"ended": MOMENT, "more": 1},
    5,
    None,
    [],
]


@pytest.fixture
def portal(tmp_path):
    (tmp_path / "data").mkdir()
    values = publish_settings.PublishSettings()
    return publish_settings.Portal(tmp_path, tmp_path / "x.py", "https://x.example", values, "")


@pytest.mark.parametrize("kept", [*NONE, *(json.dumps({"night": each}) for each in OUTCOMES)])
def test_outcomes_that_cannot_be_read_are_none_and_the_next_is_kept(portal, kept):
    (portal.root / outcome.FILE).write_text(kept, "utf-8")
    assert outcome.read(portal.root) == {}
    assert not overview._audit(portal, NOW).good and overview._failing(portal).good
    new = {"night": outcome.after(outcome.Outcome(), False, NOW)}
    outcome.write(portal.root, new)
    assert outcome.read(portal.root) == new and not overview._failing(portal).good


def test_an_outcome_that_cannot_be_read_takes_no_other_along(portal):
    kept = {"night": {"ended": 5}, "backup": {"ended": MOMENT, "good": MOMENT}}
    (portal.root / outcome.FILE).write_text(json.dumps(kept))
    assert [*outcome.read(portal.root)] == ["backup"]


COPY = {"made": MOMENT, "name": "x", "to": "x", "database": "", "rows": 0, "read": ""}


@pytest.mark.parametrize(
    "kept",
    [
        *NONE,
        *(
            json.dumps(COPY | change)
            for change in (
                {"made": 5},
                {"made": "x"},
                {"made": "2026-01-01T00:00:00"},
                {"made": ""},
                {"read": "x"},
                {"read": "2026-01-01"},
                {"rows": "x"},
                {"rows": None},
                {"why": []},
                {"more": 1},
            )
        ),
    ],
)
def test_a_record_of_a_copy_that_cannot_be_read_is_none(portal, kept):
    (portal.root / create.RECORD).write_text(kept, "utf-8")
    assert create.record(portal.root) is None
    assert "make backup" in overview._backup(portal, NOW).text


def test_a_record_of_a_copy_that_can(portal):
    (portal.root / create.RECORD).write_text(json.dumps(COPY))
    assert create.record(portal.root).made == MOMENT


@pytest.mark.parametrize("kept", [*NONE, '{"a": 5}', '{"url": ["x"]}'])
def test_what_else_is_kept_is_read_as_nothing(tmp_path, kept):
    for name in (last_sent.NAME, "release.json"):
        (tmp_path / name).write_text(kept, "utf-8")
    assert last_sent.read(tmp_path) in ({}, {"a": "5"}, {"url": "['x']"}) and isinstance(
        domain.shown(tmp_path), str
    )


@pytest.mark.parametrize(
    "address",
    [
        "/a\ud800/",
        "/a\u202eb/",
        "/a\u0085b/",
        "/a\u200bb/",
        "/a\u2028b/",
        "/a\\b/",
        "/../b/",
        "//x.example/",
        "javascript:alert(1)",
        "a/",
        "",
        "/a\tb/",
        "/" + "x" * 2000,
    ],
)
def test_an_address_that_a_server_promises_can_be_shown_and_sent(address):
    value = {
        "files": {address.lstrip("/") or "x\n": ["0" * 64, 1, 0]} if not address.startswith("//") else {},
        "moved": {address: "/b/", "/c/": address},
        "gone": [address, "/được/"],
        "withdrawn": [address],
    }
    if address in ("a/", "", "javascript:alert(1)"):
        value["files"] = {}
    found = evidence.believed(manifest.read(json.dumps(value).encode()))
    assert (found.files, found.moved, found.gone, found.withdrawn) == ({}, {}, ("/được/",), ())


STATE = {"current": "20260101-000000", "releases": ["20260101-000000"], "rolled_back": []}


@pytest.mark.parametrize(
    "data",
    [
        *NONE[1:],
        "{}",
        '{"current": 1}',
        *(
            json.dumps(STATE | change)
            for change in (
                {"releases": {}},
                {"releases": [1]},
                {"rolled_back": "20260101-000000"},
                {"current": 1},
                {"minor": None},
                {"minor": [[]]},
                {"held": 5},
            )
        ),
    ],
)
def test_a_buckets_state_that_is_damaged_is_named_with_the_way_out(data):
    with pytest.raises(MistakesFound, match=r"s3://kho/state\.json: Tệp này hỏng"):
        s3_state.read(data.encode(), "s3://kho/state.json")


@pytest.mark.parametrize("kept", [{}, {"minor": ["20260101-000000"]}, {"held": "x"}])
def test_a_buckets_state_that_is_whole_is_read(kept):
    whole = {"minor": [], "held": ""} | STATE | kept
    assert s3_state.read(json.dumps(STATE | kept).encode(), "x") == whole


ASKED = {"asked": MOMENT, "failed": 2, "fault": "Trả lời mã 404."}


@pytest.mark.parametrize(
    "kept",
    [
        *NONE,
        *(
            json.dumps({"https://a.example/": row})
            for row in (
                None,
                [],
                5,
                {},
                ASKED | {"failed": "2"},
                ASKED | {"failed": None},
                ASKED | {"asked": "x"},
                ASKED | {"asked": "2026-01-01T00:00:00"},
                ASKED | {"fault": 1},
                ASKED | {"more": 1},
            )
        ),
    ],
)
def test_an_answer_about_a_link_that_cannot_be_read_is_asked_for_again(tmp_path, kept):
    (tmp_path / dead_links.REMEMBERED).write_text(kept, "utf-8")
    assert dead_links.remembered(tmp_path / dead_links.REMEMBERED) == {}


def test_an_answer_about_a_link_that_can_stands_beside_a_broken_one(tmp_path):
    rows = {"https://a.example/": ASKED, "https://b.example/": 5}
    (tmp_path / dead_links.REMEMBERED).write_text(json.dumps(rows), "utf-8")
    assert dead_links.remembered(tmp_path / dead_links.REMEMBERED) == {
        "https://a.example/": dead_links.Kept(**ASKED)
    }


def test_a_bucket_without_a_state_has_no_release():
    assert s3_state.read(None, "x") == {"current": None, "releases": [], "rolled_back": []}
