"""Which releases stay: the last real changes and one of each day; what passes pushes none of them out."""

from datetime import datetime, timedelta

import pytest

from plugins.core.clock import AT_HOME
from plugins.publish.releases.minor_changes import lasting_part
from plugins.publish.releases.release_list import FORM, ReleaseList, age
from tests.portal import STORIES, list_stories, make_portal

A, B, C, D = (f"2026110{day}-080000" for day in (1, 2, 3, 4))


@pytest.fixture
def portal(tmp_path):
    return make_portal(tmp_path / "portal")


def counts(portal, number: int) -> None:
    """The home page with so many views, and nothing else that is new."""
    list_stories(portal, STORIES)
    page = (portal.site / "index.html").read_text("utf-8")
    portal.write("index.html", page.replace("</h1>", f"</h1><p><span data-views-of=1>{number}</span></p>", 1))


def make_old(portal, hours: float) -> None:
    """Lets the public release have been made so many hours ago."""
    name = (datetime.now(AT_HOME) - timedelta(hours=hours)).strftime(FORM)
    current = portal.current.resolve()
    current.rename(current.with_name(name))
    portal.local.switch(name)


def test_the_timer_leaves_changed_numbers_to_the_next_publish(portal):
    counts(portal, 1)
    first = portal.published()
    counts(portal, 2)
    said = portal.publish("--timer")
    assert said.status == 0 and "đi cùng lần đăng sau" in said.out
    assert portal.local.release_list().current == first
    make_old(portal, 25)
    assert "Chuyển máy này sang bản" in portal.publish("--timer").out, "once a day they are made public"


def test_numbers_push_out_no_release_and_a_rollback_goes_back_to_words(portal):
    portal.settings(keep=2, keep_days=0, numbers_hours=0)
    counts(portal, 0)
    names = []
    for number in range(2):
        portal.page(STORIES[0], f"<p>Bản {number}</p>")
        names.append(portal.published())
    for number in range(1, 4):
        counts(portal, number)
        last = portal.published("--timer")
    release_list = portal.local.release_list()
    assert (
        release_list.releases == (*names, last)
        and release_list.minor == {last}
        and release_list.base() == names[1]
    )
    assert "chỉ đổi số lượt xem" in portal.run("releases").out
    assert portal.run("rollback").status == 0
    assert portal.local.release_list().current == names[0], "not to the same words with other numbers"


def test_words_beside_numbers_are_a_real_change(portal):
    counts(portal, 1)
    portal.published()
    counts(portal, 2)
    portal.page(STORIES[0], "<p>Câu mới</p>")
    portal.published("--timer")
    assert not portal.local.release_list().minor


@pytest.mark.parametrize(
    "old, new, same",
    [
        ("<p>a<span data-views-of=x>1</span></p>", "<p>a<span data-views-of=x hidden>2</span></p>", True),
        ("<section data-weather=/x>1</section>", "<section data-weather=/x>2</section>", True),
        ("<section data-visits>1</section>", "", True),
        ("<ol data-minor><li>1</ol>", "<ol data-minor><li>2</ol>", True),
        ("<p>a<span data-views-of=x>1</span></p>", "<p>b<span data-views-of=x>1</span></p>", False),
        ("<p>a</p>", "<p>a</p><p>b</p>", False),
    ],
)
def test_what_passes_and_what_a_person_wrote(old, new, same):
    assert (lasting_part(old) == lasting_part(new)) is same


@pytest.mark.parametrize(
    "release_list, keep, days, removed",
    [
        # The last of each day stays beside the last two.
        (ReleaseList((A, "20261101-200000", B, C, D), D), 2, 30, (A,)),
        (ReleaseList((A, B, C, D), D), 2, 2, (A, B)),
        (ReleaseList((A, B, C, D), D), 2, 0, (A, B)),
        # What was rolled back is nobody's day.
        (ReleaseList((A, B, C, D), D, frozenset({A})), 2, 30, (A,)),
        # Minor ones stay only while they are public, and count for nothing.
        (ReleaseList((A, B, C, D), D, minor=frozenset({C, D})), 2, 0, (C,)),
        (ReleaseList((A, B, C, D), D, minor=frozenset({D})), 2, 0, (A,)),
        (ReleaseList((A, B, C, D), C, frozenset({D}), minor=frozenset({B})), 3, 30, (B,)),
    ],
)
def test_what_goes_when_room_is_made_by_age(release_list, keep, days, removed):
    assert release_list.superfluous(keep, days) == removed


@pytest.mark.parametrize(
    "release_list, base, before",
    [
        (ReleaseList((A, B), B), B, A),
        (ReleaseList((A, B, C), C, minor=frozenset({C})), B, A),
        (ReleaseList((A, B, C, D), D, frozenset({C}), minor=frozenset({D})), B, A),
        (ReleaseList((A, B), B, minor=frozenset({B})), A, None),
        (ReleaseList((A,), A), A, None),
        (ReleaseList(), None, None),
    ],
)
def test_where_a_rollback_goes(release_list, base, before):
    assert (release_list.base(), release_list.before_current()) == (base, before)


def test_a_month_of_busy_days_is_kept_by_one_release_a_day():
    start = datetime(2026, 1, 1, 8)
    names = [(start + timedelta(hours=6 * number)).strftime(FORM) for number in range(4 * 60)]
    release_list = ReleaseList(tuple(names), names[-1])
    kept = set(names) - set(release_list.superfluous(5, 30))
    assert len({name[:8] for name in kept}) == 30 and len(kept) == 30 + 5 - 2
    assert age(names[0], start.replace(tzinfo=AT_HOME)) == timedelta(0)
