"""The service as a real process, treated as readers, robots, crashes and attackers treat it."""

import asyncio
import contextlib
import itertools
import os
import random
import re
import resource
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import psycopg
import pytest
import redis

from plugins.core.clock import AT_HOME
from plugins.views.article import encode
from plugins.views.day import day_of
from plugins.views.storage import schema
from plugins.views.storage.backup import back_up
from plugins.views.storage.integrity import faults
from plugins.views.storage.store import Store, open_database
from tests.site import ROOT
from tests.views import AGENT, ARTICLES, IDS, Load, ask, exchange, postgres, service, stored, until, valkey

FIRST, SECOND = IDS[0], IDS[1]
HOSTILE = [
    "", ".", "..", "../..", "..%2f..%2fetc%2fpasswd", "%2e%2e", "%00", f"{FIRST}%00", f"{FIRST}%20",
    f"%20{FIRST}", f"{FIRST}%0d%0aX: 1", f"{FIRST}/", f"{FIRST}/x", f"/{FIRST}", f"{FIRST}.gif",
    f"{FIRST}.json", FIRST.upper(), FIRST[:-1], f"{FIRST}0", f"{FIRST}-", "2024-06", "2024-06-", "*",
    "?", "?id=1", "#", "%", "%zz", "%25", "'", "';DROP TABLE view_total;--", "1 OR 1=1", "\" OR \"\"=\"",
    "[]", "{}", "null", "true", "0", "-1", "1e9", "NaN", "$(id)", "`id`", "{{7*7}}", "<script>",
    "%F0%9F%98%80", "%C3%28", "%ff%fe", "\\", "~", "a" * 3_000, "%41" * 900, "api/v1/views", "__proto__",
    "constructor",
]  # fmt: skip


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """A service that tests share; each of them uses readers of its own."""
    with service(tmp_path_factory.mktemp("views")) as started:
        yield started


@pytest.fixture(scope="module")
def database_server():
    with postgres() as server:
        yield server


@pytest.fixture
def address():
    """An address that no other test uses."""
    return "10.200." + ".".join(str(random.randrange(256)) for _ in range(2)) + f".{next(_numbers)}"


_numbers = iter(range(10**6))


def numbers(running, *ids) -> dict:
    return running.ask("GET", "/api/v1/views?" + "&".join(f"id={each}" for each in ids)).json


def test_a_view_is_counted_once_for_each_reader_and_story(running, address):
    before = numbers(running, FIRST, SECOND)
    assert running.view(FIRST, x_real_ip=address).json == {"views": before[FIRST] + 1}
    assert running.view(FIRST, x_real_ip=address).json == {"views": before[FIRST] + 1}
    assert running.view(SECOND, x_real_ip=address).json == {"views": before[SECOND] + 1}
    assert running.view(FIRST, x_real_ip=address, user_agent=AGENT + " x").json == {
        "views": before[FIRST] + 2
    }
    assert numbers(running, FIRST, SECOND) == {FIRST: before[FIRST] + 2, SECOND: before[SECOND] + 1}


def test_the_number_begins_with_that_of_the_front_matter(tmp_path):
    with service(tmp_path) as fresh:
        assert fresh.view(FIRST).json == {"views": 159}
    assert stored(tmp_path / "views.sqlite") == {FIRST: 1}


def test_the_picture_counts_for_readers_without_scripts(running, address):
    before = numbers(running, FIRST)[FIRST]
    told = running.ask("GET", f"/api/v1/views/{FIRST}.gif", x_real_ip=address)
    assert (told.status, told.headers["content-type"], told.body[:6]) == (200, "image/gif", b"GIF89a")
    assert told.headers["cache-control"] == "no-store"
    assert numbers(running, FIRST)[FIRST] == before + 1


def test_who_only_asks_for_the_head_of_the_picture_is_not_counted(running, address):
    before = numbers(running, FIRST)

    async def head():
        reader, writer = await asyncio.open_connection("127.0.0.1", running.port)
        writer.write(f"HEAD /api/v1/views/{FIRST}.gif HTTP/1.1\r\nuser-agent: {AGENT}\r\n\r\n".encode())
        told = await reader.readuntil(b"\r\n\r\n")
        writer.close()
        return told

    assert b" 200 " in asyncio.run(head())
    assert numbers(running, FIRST) == before


def test_a_household_of_ipv6_is_one_reader(running):
    before = numbers(running, SECOND)[SECOND]
    for address in ("2001:db8:7:8::1", "2001:db8:7:8:ffff::9", "2001:0db8:0007:0008::1"):
        running.view(SECOND, x_real_ip=address)
    assert numbers(running, SECOND)[SECOND] == before + 1


@pytest.mark.parametrize(
    "agent",
    ["", "curl/8.1", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "x" * 600],
)
def test_a_robot_is_answered_like_a_person_and_not_counted(running, address, agent):
    before = numbers(running, FIRST)[FIRST]
    told = running.view(FIRST, x_real_ip=address, user_agent=agent)
    assert (told.status, told.json) == (200, {"views": before})
    assert numbers(running, FIRST)[FIRST] == before


@pytest.mark.parametrize(
    "headers",
    [
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
        {"sec_fetch_site": "none"},
        {"origin": "https://khac.example"},
        {"origin": "null"},
        {"origin": "https://127.0.0.1.khac.example"},
        {"sec_fetch_site": "same-origin", "origin": "https://khac.example"},
    ],
)
@pytest.mark.parametrize(
    "method, path",
    [("POST", f"/api/v1/views/{FIRST}"), ("GET", f"/api/v1/views/{FIRST}.gif"), ("POST", "/api/v1/visits")],
)
def test_what_another_site_asks_is_refused(running, address, method, path, headers):
    before = numbers(running, FIRST)
    told = running.ask(method, path, x_real_ip=address, **headers)
    assert told.status == 403
    assert not any(name.startswith("access-control") for name in told.headers)
    assert numbers(running, FIRST) == before


def test_our_own_pages_are_not_taken_for_another_site(running, address):
    headers = {"sec_fetch_site": "same-origin", "host": "tin.example", "origin": "https://tin.example"}
    assert running.view(FIRST, x_real_ip=address, **headers).status == 200


def test_what_is_fetched_ahead_is_not_counted(running, address):
    before = numbers(running, FIRST)
    assert running.view(FIRST, x_real_ip=address, sec_purpose="prefetch;prerender").status == 403
    assert numbers(running, FIRST) == before


def test_a_story_the_site_does_not_have_adds_no_row(tmp_path):
    assert len(HOSTILE) >= 50
    with service(tmp_path) as fresh:
        for hostile in HOSTILE:
            path = hostile.replace(" ", "%20")
            for method, suffix in (("POST", ""), ("GET", ".gif")):
                # "?…" and "#" end the path before they reach an id: those ask for numbers without ids.
                told = fresh.ask(method, f"/api/v1/views/{path}{suffix}")
                assert told.status in (307, 400, 404, 405), (method, hostile)
        assert fresh.ask("GET", "/health").status == 200
    assert stored(tmp_path / "views.sqlite") == {}


def test_numbers_are_told_for_fifty_stories_at_once(running):
    ids = "&".join(f"id={each}" for each in IDS)
    told = running.ask("GET", f"/api/v1/views?{ids}&id=khong-co").json
    assert list(told) == list(IDS) and all(type(number) is int for number in told.values())


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/views",
        "/api/v1/views?id=" + "&id=".join(map(str, range(51))),
        "/api/v1/views?" + "&".join("id=1" for _ in range(5_000)),
        "/api/v1/most-read?days=0",
        "/api/v1/most-read?days=367",
        "/api/v1/most-read?n=51",
        "/api/v1/most-read?n=-1",
        "/api/v1/most-read?days=٧",
    ],
)
def test_a_question_without_sense_is_refused(running, path):
    assert running.ask("GET", path.replace("٧", "%D9%A7")).status == 400


def test_the_most_read_are_told_with_title_and_address(tmp_path):
    with service(tmp_path) as fresh:
        for number, article in ((3, IDS[5]), (2, IDS[3]), (1, IDS[4])):
            for reader in range(number):
                fresh.view(article, x_real_ip=f"10.0.0.{reader}")
        told = fresh.ask("GET", "/api/v1/most-read?days=7&n=2").json
    chosen = ARTICLES[5]
    assert told[0] == {"id": chosen.id, "url": chosen.url, "title": chosen.title, "views": 3}
    assert [each["views"] for each in told] == [3, 2]


def test_a_visit_is_a_first_reading_of_anything(tmp_path):
    with service(tmp_path) as fresh:
        fresh.view(FIRST, x_real_ip="10.0.0.1")
        fresh.view(SECOND, x_real_ip="10.0.0.1")
        assert fresh.ask("POST", "/api/v1/visits", x_real_ip="10.0.0.1").json["total"] == 1
        told = fresh.ask("POST", "/api/v1/visits", x_real_ip="10.0.0.2").json
        assert told == {"today": 2, "month": 2, "total": 2}
        assert fresh.ask("GET", "/api/v1/visits").json == told


def test_a_published_story_counts_at_once(tmp_path):
    with service(tmp_path, articles=()) as fresh:
        assert fresh.view(SECOND).status == 404
        assert fresh.ask("GET", "/health").status == 200  # a new portal has no story
        new = tmp_path / "new.json"
        new.write_bytes(encode(ARTICLES))
        new.replace(tmp_path / "articles.json")
        until(lambda: fresh.view(SECOND).status == 200, "the new list of stories")
        (tmp_path / "articles.json").write_text("{ broken")
        until(lambda: fresh.view(FIRST).status == 200)
        (tmp_path / "articles.json").unlink()
        assert fresh.view(SECOND).status == 200


def test_health_and_measures_are_told_and_say_nothing_of_readers(running, address):
    running.view(FIRST, x_real_ip=address)
    assert running.ask("GET", "/health").status == 200
    text = running.ask("GET", "/metrics").body.decode()
    assert re.search(r'requests_total{outcome="counted"} [1-9]', text)
    assert address not in text and "Mozilla" not in text


def test_a_huge_body_is_refused_and_holds_nobody_up(running, address):
    async def send():
        reader, writer = await asyncio.open_connection("127.0.0.1", running.port)
        head = f"POST /api/v1/views/{FIRST} HTTP/1.1\r\nhost: x\r\ncontent-length: 10000000000\r\n\r\n"
        writer.write(head.encode() + b"x" * 100_000)
        told = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 30)
        with contextlib.suppress(OSError):  # it hangs up: nobody sends ten gigabytes here
            while True:
                writer.write(b"x" * 1_000_000)
                await writer.drain()
        writer.close()
        return told

    before = numbers(running, FIRST)
    assert b" 413 " in asyncio.run(asyncio.wait_for(send(), 60))
    assert (
        running.ask("POST", f"/api/v1/views/{FIRST}", content_length=None, transfer_encoding="chunked").status
        == 413
    )
    assert numbers(running, FIRST) == before


def test_slow_clients_hold_nobody_up(running, address):
    slow = [socket.create_connection(("127.0.0.1", running.port)) for _ in range(200)]
    try:
        for each in slow:
            each.sendall(b"POST /api/v1/views/x HTTP/1.1\r\nhost: ")
        before = numbers(running, FIRST)[FIRST]
        assert running.view(FIRST, x_real_ip=address).json == {"views": before + 1}
    finally:
        for each in slow:
            each.close()


def test_a_thousand_clients_at_once_are_all_counted(tmp_path):
    async def one(port, number):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        await opened.wait()
        told = await exchange(
            reader, writer, "POST", f"/api/v1/views/{FIRST}", x_real_ip=f"10.1.{number >> 8}.{number & 255}"
        )
        writer.close()
        return told.status

    async def all_of(port):
        tasks = [asyncio.create_task(one(port, number)) for number in range(1_000)]
        await asyncio.sleep(0)
        opened.set()
        return await asyncio.gather(*tasks)

    opened = asyncio.Event()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 4_096 if hard == resource.RLIM_INFINITY else min(4_096, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))
    with service(tmp_path) as fresh:
        assert set(asyncio.run(all_of(fresh.port))) == {200}
    assert stored(tmp_path / "views.sqlite") == {FIRST: 1_000}


def agrees(database) -> list[str]:
    store = Store(open_database(str(database)))
    try:
        return faults(store)
    finally:
        store.database.close()


def kill_again_and_again(folder, database, times: int) -> None:
    """Each time: what was acknowledged is stored, and no more than was sent; totals are sums of days."""
    dice, expected, most = random.Random(11), Counter(), Counter()
    for _ in range(times):
        with service(folder, database) as started:
            load = Load(started.port)
            asyncio.run(load.run(dice.randrange(1, 400), started.process.kill))
        assert load.acknowledged.total() > 0
        expected += load.acknowledged
        most += load.sent
        found = stored(database)
        assert all(expected[each] <= found[each] <= most[each] for each in IDS), (expected, found, most)
        assert agrees(database) == []


def test_kill_9_loses_nothing_acknowledged_on_sqlite(tmp_path):
    kill_again_and_again(tmp_path, tmp_path / "views.sqlite", 10)


def test_kill_9_loses_nothing_acknowledged_on_postgresql(tmp_path, database_server):
    kill_again_and_again(tmp_path, database_server.database(), 5)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_an_orderly_end_stores_exactly_what_was_acknowledged(tmp_path, request, kind, number):
    database = tmp_path / "views.sqlite"
    if kind == "postgresql":
        database = request.getfixturevalue("database_server").database()
    with service(tmp_path, database) as started:
        load = Load(started.port)
        asyncio.run(load.run(300, lambda: started.process.send_signal(number)))
        assert started.process.wait(60) == 0
    assert stored(database) == load.acknowledged
    assert agrees(database) == []


def test_postgresql_stopped_and_started_again(tmp_path):
    with postgres() as server, service(tmp_path, server.database()) as started:
        assert started.view(FIRST).json == {"views": 159}
        server.stop()
        told = started.view(SECOND)
        assert (told.status, told.headers["retry-after"]) == (503, "5")
        assert started.ask("GET", "/health").status == 503
        assert numbers(started, FIRST) == {FIRST: 159}
        server.start()
        until(lambda: started.view(SECOND).status == 200, "a view after the database is back")
        assert numbers(started, SECOND) == {SECOND: 1}
        until(lambda: started.ask("GET", "/health").status == 200)


def test_the_service_begins_while_postgresql_is_down(tmp_path):
    with postgres() as server:
        database = server.database()
        server.stop()
        with service(tmp_path, database) as started:
            assert started.view(FIRST).status == 503
            server.start()
            until(lambda: started.view(FIRST).status == 200)
        assert stored(database) == {FIRST: 1}


def test_a_locked_file_means_503_and_nothing_is_lost_after(tmp_path):
    path = tmp_path / "views.sqlite"
    with service(tmp_path) as started:
        assert started.view(FIRST).status == 200
        with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            assert started.view(SECOND).status == 503
            assert numbers(started, SECOND) == {SECOND: 0}
            other.execute("ROLLBACK")
        assert started.view(SECOND).json == {"views": 1}
    assert stored(path) == {FIRST: 1, SECOND: 1}


def test_no_trace_of_a_reader_is_left_on_the_disk(tmp_path):
    agent = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 NhanDangRieng/7"
    addresses = [f"203.0.113.{number}" for number in range(1, 200)] + ["2001:db8:1:2:3:4:5:6"]
    with service(tmp_path) as started:
        for number, address in enumerate(addresses):
            started.ask("POST", f"/api/v1/views/{IDS[number % 20]}", x_real_ip=address, user_agent=agent)
        started.ask("POST", "/api/v1/views/khong-co", x_real_ip=addresses[0], user_agent=agent)
        started.ask(
            "POST",
            f"/api/v1/views/{FIRST}",
            x_real_ip=addresses[1],
            user_agent=agent,
            origin="http://k.example",
        )
        with socket.create_connection(("127.0.0.1", started.port)) as broken:
            broken.sendall(b"\x00\x01 no request at all\r\n\r\n")
            broken.recv(1_000)
        with contextlib.closing(sqlite3.connect(tmp_path / "views.sqlite")) as other:
            other.execute("BEGIN IMMEDIATE")
            assert started.view(FIRST, x_real_ip="203.0.113.250", user_agent=agent).status == 503
        assert started.end(signal.SIGTERM) == 0
    written = b"".join(path.read_bytes() for path in sorted(tmp_path.rglob("*")) if path.is_file())
    assert b"2024-06-bai-3" in written  # we look in the right place
    for trace in ("203.0.113.", "2001:db8", "NhanDangRieng", "Mozilla", "k.example"):
        assert trace.encode() not in written, trace


def test_two_services_with_valkey_know_each_others_readers(tmp_path, database_server):
    database = database_server.database()
    with (
        valkey(tmp_path) as (shared, server),
        service(tmp_path / "one", database, shared=shared) as one,
        service(tmp_path / "two", database, shared=shared) as two,
    ):
        assert [each.view(FIRST, x_real_ip="10.0.0.1").status for each in (one, two, one)] == [200] * 3
        assert stored(database) == {FIRST: 1}
        until(lambda: numbers(two, FIRST) == {FIRST: 159}, "the other service's number")
        server.kill()  # without it, each service goes by its own memory
        assert [each.view(SECOND, x_real_ip="10.0.0.1").status for each in (one, two, one)] == [200] * 3
        assert stored(database) == {FIRST: 1, SECOND: 2}


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_kill_9_while_readers_retry_loses_nothing_with_valkey(tmp_path, request, kind):
    """A reader asks again until answered: each who was answered is stored, and who was not at most twice."""
    database = tmp_path / "views.sqlite"
    if kind == "postgresql":
        database = request.getfixturevalue("database_server").database()
    dice, expected, killed, connections = random.Random(12), Counter(), 0, 8
    with valkey(tmp_path) as (shared, _):
        waiting: list[tuple[str, str]] = []
        for last in (False, False, False, False, True):
            with service(tmp_path, database, shared=shared, provisional=1.0) as started:
                load = Load(started.port, connections, retry=waiting)
                asyncio.run(load.run(dice.randrange(100, 300), load.end if last else started.process.kill))
                assert load.acknowledged.total() > 0
            expected, waiting, killed = expected + load.acknowledged, load.unanswered, killed + (not last)
        assert not waiting
    found = stored(database)
    assert all(expected[each] <= found[each] for each in IDS), (expected, found)
    assert found.total() <= expected.total() + killed * connections
    assert agrees(database) == []


def test_a_claim_in_valkey_that_was_never_settled_lapses(tmp_path, database_server):
    database = database_server.database()
    with valkey(tmp_path) as (shared, _), redis.Redis.from_url(shared) as keys:
        with service(tmp_path, database, shared=shared, provisional=1.0) as started:
            started.view(FIRST, x_real_ip="10.0.0.1")
            known = [key for key in keys.scan_iter("tram-tin:views:*") if b"salt" not in key]
            assert {keys.get(key) for key in known} == {b"1"} and keys.ttl(known[0]) > 1_000
            for key in known:  # as a service leaves them that is killed before its commit
                keys.set(key, b"another", px=1_500)
        with service(tmp_path, database, shared=shared, provisional=1.0) as started:
            until(lambda: started.view(FIRST, x_real_ip="10.0.0.1").status == 200)
        assert stored(database) == {FIRST: 2}


def test_a_reader_whose_view_could_not_be_stored_keeps_no_claim(tmp_path):
    with postgres() as server, valkey(tmp_path) as (shared, _):
        database = server.database()
        with service(tmp_path, database, shared=shared) as started:
            server.stop()
            assert started.view(FIRST).status == 503
            server.start()
            until(lambda: started.view(FIRST).status == 200)
        assert stored(database) == {FIRST: 1}


def removed(path):
    path.unlink()


def moved_away(path):
    path.rename(path.with_name("old.sqlite"))


def replaced(path):
    with contextlib.closing(sqlite3.connect(path)) as other:
        other.execute("VACUUM INTO ?", (str(path.with_name("new.sqlite")),))
    path.with_name("new.sqlite").replace(path)


def overwritten(path):
    with contextlib.closing(sqlite3.connect(path)) as other:
        other.execute("VACUUM INTO ?", (str(path.with_name("new.sqlite")),))
    shutil.copyfile(path.with_name("new.sqlite"), path)


def journal_cut(path):
    os.truncate(f"{path}-wal", 0)


def journal_of_another(path):
    """As when a copy of all three files is laid over them."""
    other = path.with_name("other.sqlite")
    with contextlib.closing(sqlite3.connect(other)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript("CREATE TABLE a (b); INSERT INTO a VALUES (zeroblob(900000));")
        shutil.copyfile(f"{other}-wal", f"{path}-wal")


def without_journal(path):
    Path(f"{path}-wal").unlink()


def without_memory(path):
    Path(f"{path}-shm").unlink()


def without_folder(path):
    shutil.rmtree(path.parent)


CHANGES = (
    removed,
    moved_away,
    replaced,
    overwritten,
    journal_cut,
    without_journal,
    without_memory,
    without_folder,
)


# Whether a journal is another's is asked when nobody else may write: with the next view.
@pytest.mark.parametrize(
    "asked, change", [*itertools.product(("view", "health"), CHANGES), ("view", journal_of_another)]
)
def test_a_database_changed_under_the_service_is_noticed(tmp_path, asked, change):
    path = tmp_path / "data/views.sqlite"
    with service(tmp_path, path) as started:
        assert started.view(FIRST).status == 200
        change(path)
        if asked == "view":
            assert started.view(SECOND).status == 503
        until(lambda: started.ask("GET", "/health").status == 503, "health")
        assert started.view(SECOND).status == 503  # until somebody has looked
        said = started.log.read_text("utf-8")
    assert "trong khi dịch vụ đang chạy" in said and "Hãy dừng dịch vụ" in said and "Traceback" not in said
    kept = list(tmp_path.rglob("views-cuu-*.sqlite"))
    if change not in (overwritten, journal_cut, journal_of_another, without_folder):
        assert [stored(each) for each in kept] == [{FIRST: 1}]


@pytest.mark.parametrize("shared", [False, True])
def test_a_postgresql_made_anew_under_the_service_is_noticed(tmp_path, database_server, shared):
    address = database_server.database()
    with contextlib.ExitStack() as stack:
        memory = stack.enter_context(valkey(tmp_path))[0] if shared else ""
        started = stack.enter_context(service(tmp_path, address, shared=memory))
        assert started.view(FIRST).status == 200
        with psycopg.connect(address, autocommit=True) as other:
            other.execute("DROP SCHEMA public CASCADE")
            other.execute("CREATE SCHEMA public")
        assert started.view(SECOND).status == 503
        Store(open_database(address)).database.close()
        assert started.view(SECOND).status == 503
        until(lambda: started.ask("GET", "/health").status == 503, "health")
        said = started.log.read_text("utf-8")
    assert "trong khi dịch vụ đang chạy" in said and "Traceback" not in said and "relation" not in said
    assert not stored(address)


def test_numbers_emptied_under_the_service_are_noticed(tmp_path, database_server):
    address = database_server.database()
    with service(tmp_path, address) as started:
        for reader in ("10.1.1.1", "10.1.1.2"):
            assert started.view(FIRST, x_real_ip=reader).status == 200
        with psycopg.connect(address, autocommit=True) as other:
            other.execute("TRUNCATE view_total, view_day, visit_day")
        assert started.view(FIRST, x_real_ip="10.1.1.3").status == 200  # it hides nothing
        until(lambda: started.ask("GET", "/health").status == 503, "health")
        assert started.view(SECOND).status == 503  # until somebody has looked
        said = started.log.read_text("utf-8")
    assert f"{FIRST}: đã ghi 3, còn 1" in said and "Hãy dừng dịch vụ" in said and "Traceback" not in said


def test_what_administrators_do_to_the_database_is_no_change_under_the_service(tmp_path):
    path = tmp_path / "views.sqlite"
    with service(tmp_path) as started:
        started.view(FIRST)
        store = Store(open_database(str(path)))
        store.bring({FIRST: 500})
        back_up(store, tmp_path / "copy.sqlite")
        store.database.close()
        assert started.view(SECOND).status == 200
        with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("UPDATE article SET base_views = 700")
            other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert started.view(IDS[2]).status == 200
        assert started.ask("GET", "/health").status == 200
    assert stored(path) == {FIRST: 1, SECOND: 1, IDS[2]: 1}


def test_a_valkey_that_writes_to_a_disk_is_refused(tmp_path):
    with (
        valkey(tmp_path, "--save", "60 1") as (shared, _),
        service(tmp_path / "one", shared=shared) as refused,
    ):
        assert refused.process.wait(60) == 1
    said = refused.log.read_text("utf-8")
    assert "đĩa" in said and "Traceback" not in said


def test_days_are_those_of_ha_noi(tmp_path):
    with service(tmp_path) as started:
        before = day_of(time.time(), AT_HOME)
        started.view(FIRST)
        after = day_of(time.time(), AT_HOME)
    store = Store(open_database(str(tmp_path / "views.sqlite")))
    days = {day for (day,) in store.read("SELECT day FROM view_day")}
    store.database.close()
    assert days <= {before, after}


# --- As a command ------------------------------------------------------------------


@pytest.fixture
def command(tmp_path):
    """Starts `python -m plugins.views serve …` in a project of its own; what it says comes line by line."""
    (tmp_path / "pelicanconf.py").write_text("VIEWS = {}\n")
    (tmp_path / "output/api").mkdir(parents=True)
    (tmp_path / "output/api/articles.json").write_bytes(encode(ARTICLES))
    started = []

    def start(*arguments):
        process = subprocess.Popen(
            [sys.executable, "-m", "plugins.views", "serve", *arguments],
            cwd=tmp_path,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()
        process.stdout.close()


def test_on_a_socket_it_takes_the_place_of_a_killed_one_and_of_no_living_one(command):
    folder = Path(tempfile.mkdtemp(prefix="tin-sock-"))
    path = folder / "views.sock"

    def asked() -> bytes:
        with socket.socket(socket.AF_UNIX) as asking:
            asking.settimeout(60)
            asking.connect(str(path))
            head = f"POST /api/v1/views/{FIRST} HTTP/1.1\r\nuser-agent: {AGENT}\r\nconnection: close\r\n\r\n"
            asking.sendall(head.encode())
            return asking.makefile("rb").read()

    try:
        first = command("--socket", str(path))
        assert str(path) in first.stdout.readline()
        assert b'{"views": 159}' in asked()
        second = command("--socket", str(path))
        assert second.wait(60) == 1
        assert "Có thể dịch vụ đang chạy rồi" in second.stdout.read()
        first.kill()
        first.wait()
        assert path.exists()
        third = command("--socket", str(path))
        assert third.stdout.readline()
        assert b'{"views": 160}' in asked()
        third.terminate()
        assert third.wait(60) == 0 and not path.exists()
    finally:
        shutil.rmtree(folder)


def test_on_a_port_it_says_where(command):
    started = command("--port", "0")
    port = int(re.search(r"http://127\.0\.0\.1:(\d+)", started.stdout.readline())[1])
    assert asyncio.run(ask(port, "GET", "/health")).status == 200
    taken = command("--port", str(port))
    assert taken.wait(60) == 1 and "Không mở được cổng" in taken.stdout.read()


def test_a_database_of_a_newer_version_is_refused(tmp_path):
    store = Store(open_database(str(tmp_path / "views.sqlite")))
    schema.upgrade(store.database, (*schema.MIGRATIONS, ("CREATE TABLE later (a text)",)))
    store.database.close()
    with service(tmp_path) as refused:
        assert refused.process.wait(60) == 1
    said = refused.log.read_text("utf-8")
    assert "mới hơn" in said and "Traceback" not in said


@pytest.mark.parametrize("path", ["/api/v1/views/", "/api/v1/visits/", "/api/v1/most-read/", "/health/"])
def test_nobody_is_led_to_a_host_that_the_request_named(running, path):
    told = running.ask("GET", path, host="evil.example")
    assert told.status in (404, 405) and "location" not in told.headers
