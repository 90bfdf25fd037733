"""What is kept of views, on both databases: sums agree whatever happens."""

import asyncio
import json
import sqlite3
import sys
from contextlib import closing
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from plugins.core.clock import AT_HOME, HOME
from plugins.views.article import encode
from plugins.views.day import day_of
from plugins.views.service import serve
from plugins.views.service.batch import QueueFull, Writer
from plugins.views.service.counting import Counting
from plugins.views.service.memory import Memory
from plugins.views.service.numbers import Visits
from plugins.views.service.request import Reader
from plugins.views.service.story_list import Manifest
from plugins.views.storage import backup, correction, pruning, schema
from plugins.views.storage.database import TooNew, Unavailable
from plugins.views.storage.integrity import faults
from plugins.views.storage.sqlite import Sqlite
from plugins.views.storage.store import Store, open_database
from tests.views import AGENT, ARTICLES, IDS, postgres

WINDOW = 1_800
EVENING = datetime(2026, 11, 25, 22, 40, tzinfo=AT_HOME).timestamp()
TODAY, TOMORROW = "2026-11-25", "2026-11-26"
FIRST, SECOND = IDS[:2]


@pytest.fixture(scope="module")
def server():
    with postgres() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def new_store(request, tmp_path):
    """Makes stores on new and empty databases of each kind."""
    made = []

    def make() -> Store:
        if request.param == "sqlite":
            address = str(tmp_path / f"{len(made)}.sqlite")
        else:
            address = request.getfixturevalue("server").database()
        made.append(Store(open_database(address)))
        return made[-1]

    yield make
    for store in made:
        store.database.close()


@pytest.fixture
def store(new_store):
    return new_store()


def rows(store, table) -> set:
    return set(store.read(f"SELECT {', '.join(schema.TABLES[table])} FROM {table}"))


def test_batches_add_up(store):
    assert store.add({(FIRST, TODAY): 2, (SECOND, TODAY): 1}, {TODAY: 2}) == {FIRST: 2, SECOND: 1}
    assert store.add({(FIRST, TODAY): 1, (FIRST, TOMORROW): 4}, {TOMORROW: 1}) == {FIRST: 7}
    assert store.add({}, {TODAY: 1}) == {}
    assert store.totals() == {FIRST: 7, SECOND: 1}
    assert rows(store, "view_day") == {
        (FIRST, TODAY, "reader", 3), (SECOND, TODAY, "reader", 1), (FIRST, TOMORROW, "reader", 4),
    }  # fmt: skip
    assert store.visits() == {TODAY: 3, TOMORROW: 1}
    assert faults(store) == []


def test_both_databases_have_the_same_tables(store):
    store.prepare()
    for table in schema.TABLES:
        assert rows(store, table) == set()


def test_the_most_read_are_those_of_the_days_asked_for(store):
    store.know(ARTICLES)
    store.add({(FIRST, "2026-11-01"): 9, (FIRST, TODAY): 1, (SECOND, TODAY): 2, (IDS[2], TODAY): 2}, {})
    told = [(article, views) for article, _, _, views in store.most_read(TODAY, 2)]
    assert told == [(SECOND, 2), (IDS[2], 2)]
    assert store.most_read("2026-11-01", 1)[0][0] == FIRST


def test_an_older_database_is_upgraded_and_keeps_its_numbers(store):
    first_only = schema.MIGRATIONS[:1]
    schema.upgrade(store.database, first_only)
    with store.database.transaction():
        store.database.run("INSERT INTO view_total VALUES ('a', 3)")
        store.database.run("INSERT INTO view_day VALUES ('a', '2024-06-06', 'reader', 3)")
    assert store.totals() == {"a": 3}  # opening it upgrades it
    store.add({("a", TODAY): 1}, {TODAY: 1})
    assert (store.totals(), store.visits(), faults(store)) == ({"a": 4}, {TODAY: 1}, [])
    with store.database.transaction():
        assert schema.version_of(store.database) == len(schema.MIGRATIONS)


def test_a_newer_database_is_refused_and_left_alone(store):
    schema.upgrade(store.database, (*schema.MIGRATIONS, ("CREATE TABLE later (a text)",)))
    with pytest.raises(TooNew, match="mới hơn"):
        store.add({(FIRST, TODAY): 1}, {})
    with store.database.transaction(write=False):
        assert store.database.run("SELECT count(*) FROM view_total") == [(0,)]


def test_an_upgrade_that_fails_half_way_changes_nothing(store):
    schema.upgrade(store.database, schema.MIGRATIONS[:1])
    with pytest.raises(Unavailable):
        schema.upgrade(store.database, (*schema.MIGRATIONS, ("CREATE TABLE view_day (a text)",)))
    with store.database.transaction():
        assert schema.version_of(store.database) == 1
    store.prepare()
    assert store.visits() == {}


def test_a_correction_lowers_day_and_total_and_keeps_what_was_read(store):
    store.add({(FIRST, TODAY): 1_000, (FIRST, TOMORROW): 5}, {})
    now = datetime(2026, 11, 27, 9, tzinfo=AT_HOME)
    assert correction.correct(store, FIRST, TODAY, 900, "Máy gửi liên tục lúc nửa đêm", now) == 105
    assert correction.correct(store, FIRST, TODAY, 50, "Còn sót", now) == 55
    assert store.totals() == {FIRST: 55} and faults(store) == []
    assert (FIRST, TODAY, "reader", 1_000) in rows(store, "view_day")
    assert (FIRST, TODAY, "correction", -950) in rows(store, "view_day")
    assert store.corrected() == {FIRST: -950}
    made = {(row[0], row[3], row[4]) for row in rows(store, "correction")}
    assert ("2026-11-27T09:00:00+07:00", -900, "Máy gửi liên tục lúc nửa đêm") in made


@pytest.mark.parametrize("article, day, views", [(FIRST, TODAY, 6), (FIRST, TOMORROW, 1), (SECOND, TODAY, 1)])
def test_no_more_is_taken_off_than_was_read(store, article, day, views):
    store.add({(FIRST, TODAY): 5}, {})
    with pytest.raises(correction.Refused):
        correction.correct(store, article, day, views, "thử trừ quá tay", datetime.now(AT_HOME))
    assert store.totals() == {FIRST: 5} and rows(store, "correction") == set()


@pytest.mark.parametrize(
    "damage, told",
    [
        ("UPDATE view_total SET views = 9", "tổng là 9, cộng các ngày lại là 5"),
        ("DELETE FROM view_total", "tổng là 0, cộng các ngày lại là 5"),
        ("DELETE FROM view_day", "tổng là 5, cộng các ngày lại là 0"),
        (f"INSERT INTO correction VALUES ('', '{FIRST}', '', -2, '')", "sổ lý do ghi 2"),
    ],
)
def test_numbers_that_disagree_are_told(store, damage, told):
    store.add({(FIRST, TODAY): 5}, {})
    with store.database.transaction():
        store.database.run(damage)
    found = faults(store)
    assert len(found) == 1 and FIRST in found[0] and told in found[0]


@pytest.mark.parametrize(
    "change, missing",
    [
        ("DELETE FROM view_total", f"{FIRST}: đã ghi 5, còn 0 và 1 mục khác"),
        ("UPDATE view_total SET views = views - 1", f"{FIRST}: đã ghi 5, còn 4 và 1 mục khác"),
        (f"DELETE FROM view_total WHERE article_id = '{SECOND}'", f"{SECOND}: đã ghi 2, còn 0"),
        ("DELETE FROM visit_day", f"{TODAY}: đã ghi 4, còn 0"),
        ("DELETE FROM view_day", ""),  # no number that is shown: `make views-check` tells
        ("UPDATE view_total SET views = views + 1", ""),  # another service counts
    ],
)
@pytest.mark.parametrize("seen", [False, True])
def test_numbers_that_shrink_under_a_service_are_noticed(store, change, missing, seen):
    store.add({(FIRST, TODAY): 5, (SECOND, TODAY): 2}, {TODAY: 4})
    if seen:
        store.standing(IDS)
    with store.database.transaction():
        store.database.run(change)
    if not missing:
        assert store.standing(IDS)
        return
    with pytest.raises(Unavailable, match=f"bị xóa hay bớt .*{missing}\\)"):
        store.standing(IDS)
    with pytest.raises(Unavailable, match="Hãy dừng dịch vụ"):
        store.add({(FIRST, TODAY): 1}, {})


def test_corrections_and_pruning_are_no_loss(store):
    store.add({(FIRST, TODAY): 5, ("da-go", TODAY): 2}, {})
    store.standing(IDS)
    correction.correct(store, FIRST, TODAY, 4, "Máy gửi", datetime.now(AT_HOME))
    pruning.remove(store, pruning.departed(store, IDS))
    assert store.standing(IDS) == ({FIRST: 1}, {}, {})


def test_stories_that_left_the_site_go_only_when_asked(store):
    store.know(ARTICLES[:3])
    store.add({(FIRST, TODAY): 5, (SECOND, TODAY): 2, ("khong-ten", TODAY): 1}, {TODAY: 4})
    gone = pruning.departed(store, {FIRST})
    assert [(each.id, each.views) for each in gone] == [(SECOND, 2), (IDS[2], 0), ("khong-ten", 1)]
    assert store.totals()[SECOND] == 2
    pruning.remove(store, gone)
    assert (store.totals(), store.visits(), faults(store)) == ({FIRST: 5}, {TODAY: 4}, [])
    assert {row[0] for row in rows(store, "article")} == {FIRST}


def test_an_old_portals_numbers_stand_beside_the_counted_ones(store):
    store.know(ARTICLES)
    store.add({(FIRST, TODAY): 5}, {})
    for _ in range(2):
        store.bring({FIRST: 400, SECOND: 7})
    assert store.bases() == {FIRST: 400, SECOND: 7} and store.totals() == {FIRST: 5}
    store.know(ARTICLES)
    assert store.bases() == {FIRST: 400, SECOND: 7}


def fill(store) -> None:
    store.know(ARTICLES)
    store.bring({SECOND: 40})
    store.add({(each, TODAY): number + 3 for number, each in enumerate(IDS)}, {TODAY: 9, TOMORROW: 1})
    correction.correct(store, FIRST, TODAY, 2, "thử một lần trừ", datetime.now(AT_HOME))


def test_a_backup_is_whole_and_taken_while_others_write(store, tmp_path):
    fill(store)
    path = tmp_path / "sao-luu" / "views.sqlite"
    assert backup.back_up(store, path) == 21
    copy = Store(Sqlite(path))
    assert all(rows(copy, table) == rows(store, table) for table in schema.TABLES)
    assert faults(copy) == [] and copy.database.faults() == []
    copy.database.close()
    with pytest.raises(backup.Occupied):
        backup.back_up(store, path)
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_backup_whose_sums_disagree_is_not_kept(store, tmp_path):
    fill(store)
    with store.database.transaction():
        store.database.run("UPDATE view_total SET views = views + 1")
    with pytest.raises(backup.Unsound, match="không toàn vẹn"):
        backup.back_up(store, tmp_path / "sao-luu" / "views.sqlite")
    assert list((tmp_path / "sao-luu").iterdir()) == []


def test_everything_moves_between_the_databases(store, server, tmp_path):
    fill(store)
    moved = Store(open_database(server.database()))
    back = Store(Sqlite(tmp_path / "back.sqlite"))
    backup.copy_all(store, moved)
    backup.copy_all(moved, back)
    assert all(rows(back, table) == rows(store, table) for table in schema.TABLES)
    with pytest.raises(backup.Occupied, match="đã có số liệu"):
        backup.copy_all(store, back)
    assert all(rows(back, table) == rows(store, table) for table in schema.TABLES)
    for each in (moved, back):
        each.database.close()


def test_two_services_on_postgresql_never_wait_in_a_ring(server):
    address = server.database()

    async def write(order):
        store = Store(open_database(address))
        writer = Writer(store, 10_000, lambda batch: None)
        running = asyncio.create_task(writer.run())
        done = []
        for _ in range(60):
            batches = {writer.put((IDS[at], TODAY), TODAY) for at in order}
            done += [await batch.wait() for batch in batches]
        writer.end()
        await running
        await writer.close()
        return all(done)

    async def both():
        return await asyncio.gather(write(range(20)), write(range(19, -1, -1)))

    assert asyncio.run(both()) == [True, True]
    store = Store(open_database(address))
    assert set(store.totals().values()) == {120} and faults(store) == []
    store.database.close()


# --- Commits that fail -----------------------------------------------------------


class Desk:
    """The counting part of a service in this process, with a clock of its own."""

    def __init__(self, store: Store, folder, clock=lambda: EVENING, limit=20_000):
        listed = folder / "articles.json"
        if not listed.exists():
            listed.write_bytes(encode(ARTICLES))
        self.loop = asyncio.new_event_loop()
        self.store = store
        self.counting = Counting(
            store, Manifest([listed]), Memory(WINDOW, 100_000, clock), clock=clock, limit=limit
        )
        self.do(self._begin())

    async def _begin(self):
        await self.counting.refresh()
        self._writing = asyncio.create_task(self.counting.writer.run())

    def do(self, coroutine):
        return self.loop.run_until_complete(coroutine)

    def view(self, article, reader, agent=AGENT):
        return self.do(self.counting.view(article, Reader(reader, agent)))

    def end(self):
        async def finish():
            self.counting.writer.end()
            await self._writing
            await self.counting.close()

        self.do(finish())
        self.loop.close()


@pytest.fixture
def desk(tmp_path):
    made = Desk(Store(Sqlite(tmp_path / "views.sqlite", wait=0.2)), tmp_path)
    yield made
    made.end()


def test_a_full_disk_acknowledges_nothing_and_counting_goes_on_after(desk, tmp_path):
    counted = 0
    for number in range(20):
        counted += desk.view(FIRST, f"reader-{number}") is not None
    connection = desk.store.database._connection
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")
    refused = 0
    for number in range(3_000):  # rows of new stories and days until no page is left
        try:
            desk.do(desk.counting.writer.call(desk.store.add, {(f"them-{number}", TODAY): 1}, {}))
        except Unavailable:
            refused += 1
            break
    assert refused
    filled = desk.store.totals()
    with pytest.raises(Unavailable):
        for number in range(3_000):
            desk.view(IDS[number % 20], f"other-{number}")
            counted += 1
    shown = desk.counting.numbers.counted
    with closing(sqlite3.connect(tmp_path / "views.sqlite")) as other:
        assert dict(other.execute("SELECT article_id, views FROM view_total")) == filled | {
            each: shown[each] for each in IDS if each in shown
        }
    connection.execute("PRAGMA max_page_count = 1000000")
    before = desk.store.totals()
    assert desk.view(SECOND, "once more") == before.get(SECOND, 0) + 1
    assert faults(desk.store) == []


def test_a_reader_who_was_refused_may_try_again(desk, tmp_path):
    desk.view(FIRST, "someone")
    with closing(sqlite3.connect(tmp_path / "views.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        for _ in range(2):
            with pytest.raises(Unavailable):
                desk.view(SECOND, "someone")
        assert desk.counting.fault
        other.execute("ROLLBACK")
    assert desk.view(SECOND, "someone") == 1
    assert desk.view(SECOND, "someone") == 1
    assert not desk.counting.fault
    assert desk.store.totals() == {FIRST: 1, SECOND: 1}


def test_a_repeat_of_what_is_not_stored_yet_is_not_acknowledged_before(desk, tmp_path):
    desk.view(SECOND, "first of all")

    async def both():
        views = (desk.counting.view(FIRST, Reader("one", AGENT)) for _ in range(2))
        return await asyncio.gather(*views, return_exceptions=True)

    with closing(sqlite3.connect(tmp_path / "views.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert [type(each) for each in desk.do(both())] == [Unavailable, Unavailable]
        other.execute("ROLLBACK")
    assert desk.do(both()) == [159, 159]


def test_more_than_may_wait_is_refused_at_once(tmp_path):
    desk = Desk(Store(Sqlite(tmp_path / "views.sqlite", wait=0.2)), tmp_path, limit=5)

    async def many():
        views = (desk.counting.view(FIRST, Reader(f"r{number}", AGENT)) for number in range(9))
        return await asyncio.gather(*views, return_exceptions=True)

    told = desk.do(many())
    assert sum(isinstance(each, QueueFull) for each in told) == 4
    assert desk.store.totals() == {FIRST: 5}
    assert [each for each in desk.do(many()) if not isinstance(each, QueueFull)]
    desk.end()


# --- Everything against a dict -----------------------------------------------------


def machine(make_store, folder):
    """A state machine that counts on `make_store()` and in plain dicts, and compares."""

    class Counted(RuleBasedStateMachine):
        @initialize()
        def begin(self):
            self.now = EVENING
            self.store = make_store()
            self.views, self.visits, self.read = {}, {}, {}
            self.desk = Desk(self.store, folder, lambda: self.now)

        def expect(self, reader, what) -> bool:
            """Whether the reader counts now; then that is remembered."""
            key = (reader, what, day_of(self.now, AT_HOME))
            known = key in self.read and self.now - self.read[key] < WINDOW
            if not known:
                self.read[key] = self.now
            return not known

        def visit(self, reader):
            if self.expect(reader, "/"):
                day = day_of(self.now, AT_HOME)
                self.visits[day] = self.visits.get(day, 0) + 1

        @rule(reader=st.integers(0, 3), article=st.sampled_from(IDS[:4]), times=st.integers(1, 3))
        def view(self, reader, article, times):
            for _ in range(times):
                if self.expect(reader, article):
                    key = (article, day_of(self.now, AT_HOME))
                    self.views[key] = self.views.get(key, 0) + 1
                self.visit(reader)
                base = 158 if article == FIRST else 0
                shown = self.desk.view(article, f"10.0.0.{reader}")
                assert shown == base + sum(n for (each, _), n in self.views.items() if each == article)

        @rule(readers=st.lists(st.integers(0, 6), min_size=2, max_size=8), article=st.sampled_from(IDS[:4]))
        def views_at_once(self, readers, article):
            async def all_of():
                await asyncio.gather(
                    *(self.desk.counting.view(article, Reader(f"10.0.0.{each}", AGENT)) for each in readers)
                )

            for reader in readers:
                if self.expect(reader, article):
                    key = (article, day_of(self.now, AT_HOME))
                    self.views[key] = self.views.get(key, 0) + 1
                self.visit(reader)
            self.desk.do(all_of())

        @rule(reader=st.integers(0, 3))
        def only_visit(self, reader):
            self.visit(reader)
            told = self.desk.do(self.desk.counting.visit(Reader(f"10.0.0.{reader}", AGENT)))
            today = day_of(self.now, AT_HOME)
            assert Visits(**told) == Visits(
                self.visits.get(today, 0),
                sum(n for day, n in self.visits.items() if day[:7] == today[:7]),
                sum(self.visits.values()),
            )

        @rule(article=st.sampled_from(IDS[:4]), agent=st.sampled_from(["", "curl/8", "Googlebot/2.1"]))
        def robot(self, article, agent):
            self.desk.view(article, "10.0.0.0", agent)

        @rule(article=st.sampled_from(["khong-co", "", "/"]))
        def unknown(self, article):
            assert self.desk.view(article, "10.0.0.0") is None

        @rule(minutes=st.sampled_from([1, 7, 29, 30, 31, 45]))
        def later(self, minutes):
            self.now += timedelta(minutes=minutes).total_seconds()

        @rule()
        def restart(self):
            self.desk.end()
            self.read = {}
            self.desk = Desk(self.store, folder, lambda: self.now)

        def teardown(self):
            if not hasattr(self, "desk"):
                return
            self.desk.end()
            kept = self.store.read("SELECT article_id, day, views FROM view_day")
            assert {(article, day): views for article, day, views in kept} == self.views
            assert self.store.visits() == self.visits
            assert faults(self.store) == []
            self.store.database.close()

    return Counted


@pytest.mark.parametrize("kind, examples", [("sqlite", 25), ("postgresql", 12)])
def test_the_store_agrees_with_a_dict_whatever_happens(kind, examples, tmp_path, request):
    made = iter(range(10**6))

    def make() -> Store:
        if kind == "sqlite":
            return Store(Sqlite(tmp_path / f"{next(made)}.sqlite"))
        return Store(open_database(request.getfixturevalue("server").database()))

    run_state_machine_as_test(
        machine(make, tmp_path),
        settings=settings(
            max_examples=examples,
            stateful_step_count=25,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.parametrize(
    ("package", "module", "target", "options"),
    [
        (
            "psycopg",
            "plugins.views.storage.postgres",
            "postgres",
            {"database": "postgresql:///tramtin", "shared": ""},
        ),
        (
            "redis",
            "plugins.views.service.shared_memory",
            "valkey",
            {"database": "a.sqlite", "shared": "redis://a"},
        ),
    ],
)
def test_a_store_whose_package_is_missing_is_told(monkeypatch, capsys, package, module, target, options):
    monkeypatch.delitem(sys.modules, module, raising=False)
    monkeypatch.setitem(sys.modules, package, None)
    monkeypatch.setattr(serve, "_allow_many_files", lambda: None)
    told = options | {"articles": [], "zone": HOME, "window": 1800, "remember": 10}
    assert serve.main(json.dumps(told)) == 1
    said = capsys.readouterr().err
    assert f"chưa có gói {package}" in said and f"make {target}" in said and "Traceback" not in said
