"""The plain parts of counting: ids, robots, memory, ledger, tables, commands."""

import asyncio
import csv
import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime

import pytest
from justhtml import JustHTML

from plugins.core.clock import AT_HOME
from plugins.core.mistakes import MistakesFound
from plugins.views import old_numbers, report, snapshot
from plugins.views.__main__ import main
from plugins.views.article import Article, encode, id_of, read
from plugins.views.chart import bars, columns
from plugins.views.day import day_of, days_before, is_day
from plugins.views.ledger import Entry, next_entry
from plugins.views.ledger import read as read_ledger
from plugins.views.ledger import write as write_ledger
from plugins.views.service.memory import Memory
from plugins.views.service.request import Asking, Reader, is_robot, network_of
from plugins.views.service.shared_memory import SharedMemory
from plugins.views.storage.sqlite import Sqlite
from plugins.views.storage.store import Store
from tests.site import ROOT
from tests.views import AGENT, ARTICLES, IDS

FIRST, SECOND = IDS[:2]
TODAY = "2026-11-25"


@pytest.mark.parametrize(
    "address, name",
    [
        ("/tin/2024/06/so-ket-de-an-11/", "2024-06-so-ket-de-an-11"),
        ("tin/2024/06/so-ket-de-an-11/", "2024-06-so-ket-de-an-11"),
        ("/bai/cu/", "bai-cu"),
    ],
)
def test_an_id_is_one_part_of_an_address_that_people_can_read(address, name):
    assert id_of(address) == name


@pytest.mark.parametrize(
    "moment, day",
    [
        ("2026-11-25T16:59:59+00:00", "2026-11-25"),
        ("2026-11-25T17:00:00+00:00", "2026-11-26"),
        ("2024-12-31T17:00:00+00:00", "2025-01-01"),
    ],
)
def test_a_day_begins_at_midnight_in_ha_noi(moment, day):
    assert day_of(datetime.fromisoformat(moment).timestamp(), AT_HOME) == day


def test_days_are_days_of_the_calendar():
    assert days_before("2024-03-01", 1) == "2024-02-29"
    assert (
        is_day("2024-02-29") and not is_day("2023-02-29") and not is_day("2024-2-9") and not is_day("hôm qua")
    )


@pytest.mark.parametrize(
    "agent",
    [
        "",
        "curl/8.4.0",
        "python-requests/2.32",
        "Wget/1.21",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (Linux; Android 6.0.1) Chrome/125 Mobile Safari/537.36 (compatible; bingbot/2.0)",
        "Mozilla/5.0 (compatible; coccocbot-web/1.0; +http://help.coccoc.com/searchengine)",
        "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/140.0 Safari/537.36",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.1; +https://openai.com/gptbot)",
        "Mozilla/5.0 " + "x" * 600,
    ],
)
def test_programs_are_no_readers(agent):
    assert is_robot(agent)


@pytest.mark.parametrize(
    "agent",
    [
        AGENT,
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Mobile Safari/604.1",
        "Mozilla/5.0 (Linux; Android 9; CUBOT_X19) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36",
        "Mozilla/5.0 (Linux; Android 9; CUBOT X19) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36",
        "Mozilla/5.0 (Linux; Android 13; SM-A135F) Chrome/130.0 Mobile Safari/537.36 Zalo android/12",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5) AppleWebKit/605.1.15 Mobile/21F79 [FBAN/FBIOS;FBAV/470.0]",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) coc_coc_browser/130.0 Chrome/124.0 Safari/537.36",
        "Opera/9.80 (J2ME/MIDP; Opera Mini/7.1.32052/191.308; U; vi) Presto/2.12.423 Version/12.16",
    ],
)
def test_telephones_and_browsers_of_people_here_are_readers(agent):
    assert not is_robot(agent)


@pytest.mark.parametrize(
    "address, network",
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:DB8:1:2::", "2001:db8:1:2::"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("fe80::1%eth0", "fe80::"),
        ("", ""),
        ("không:phải", "không:phải"),
    ],
)
def test_a_reader_is_told_by_the_network(address, network):
    assert network_of(address) == network


def asking(**headers) -> Asking:
    given = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Asking({"headers": given, "client": ("10.0.0.9", 1)})


@pytest.mark.parametrize(
    "headers, foreign",
    [
        ({}, False),
        ({"sec_fetch_site": "same-origin"}, False),
        ({"sec_fetch_site": "same-origin", "origin": "https://tin.example", "host": "tin.example"}, False),
        ({"origin": "http://127.0.0.1:8000", "host": "127.0.0.1:8000"}, False),
        ({"origin": "http://127.0.0.1:8001", "host": "127.0.0.1:8000"}, True),
        ({"origin": "null", "host": "tin.example"}, True),
        ({"origin": "https://tin.example"}, True),
        ({"sec_fetch_site": "cross-site", "host": "tin.example"}, True),
    ],
)
def test_a_request_of_another_site_is_known(headers, foreign):
    assert asking(**headers).foreign is foreign


def test_the_address_is_the_web_servers_word_or_else_the_connections():
    assert asking(x_real_ip="203.0.113.7").reader.network == "203.0.113.7"
    assert asking().reader.network == "10.0.0.9"


# --- Memory ----------------------------------------------------------------------


class Clock:
    now = 1_000_000.0

    def __call__(self):
        return self.now


def read_once(memory, name, what=FIRST, day=TODAY):
    key = memory.key(Reader(name, AGENT), what, day)
    known = memory.recall(key)
    if known is None:
        memory.expect(key, "waiting")
        memory.settle(key)
    return known


def test_a_reading_is_known_for_the_window_and_no_longer():
    clock = Clock()
    memory = Memory(1_800, 1_000, clock)
    assert read_once(memory, "a") is None
    clock.now += 1_799
    assert read_once(memory, "a") is True
    assert (read_once(memory, "b"), read_once(memory, "a", SECOND)) == (None, None)
    clock.now += 1
    assert read_once(memory, "a") is None
    assert read_once(memory, "a") is True


def test_what_is_not_stored_yet_is_what_a_repeat_waits_for():
    memory = Memory(1_800, 1_000, Clock())
    key = memory.key(Reader("a", AGENT), FIRST, TODAY)
    memory.expect(key, "batch")
    assert memory.recall(key) == "batch"
    memory.forget(key)
    assert memory.recall(key) is None


def test_memory_stays_within_its_limit_and_forgets_the_oldest_first():
    memory = Memory(1_800, 1_000, Clock())
    for number in range(5_000):
        read_once(memory, f"reader-{number}")
        assert len(memory) <= 1_000
    assert [read_once(memory, f"reader-{number}") for number in range(4_600, 5_000)] == [True] * 400
    assert read_once(memory, "reader-0") is None


def test_with_the_day_the_salt_changes_and_nothing_of_yesterday_is_left():
    memory = Memory(1_800, 1_000, Clock())
    reader = Reader("a", AGENT)
    today = memory.key(reader, FIRST, TODAY)
    memory.expect(today, "batch")
    assert memory.key(reader, FIRST, TODAY) == today
    assert memory.key(reader, FIRST, "2026-11-26") != today
    assert len(memory) == 0


def test_two_services_never_give_one_reader_the_same_key():
    one, other = (Memory(1_800, 1_000, Clock()) for _ in range(2))
    reader = Reader("203.0.113.7", AGENT)
    assert one.key(reader, FIRST, TODAY) != other.key(reader, FIRST, TODAY)


class Forgetful:
    """A Valkey without room: what is set is dropped at once."""

    async def set(self, *_, **__):
        return True

    async def get(self, _name):
        return None


def test_a_valkey_that_drops_the_salt_counts_as_one_that_does_not_answer():
    shared = SharedMemory("redis://127.0.0.1:1", 1_800, 10.0)
    shared._redis = Forgetful()
    for _ in range(2):
        assert asyncio.run(shared.claim(Reader("a", AGENT), [FIRST], TODAY)) == [FIRST]


# --- Files of a build ------------------------------------------------------------


def test_the_list_of_stories_is_plain_json_and_is_read_back(tmp_path):
    article = Article("2024-06-a", "/tin/2024/06/a/", 'Ba "nháy"\nvà dòng', "Y tế", "An", "2024-06-06", 1)
    path = tmp_path / "articles.json"
    path.write_bytes(encode([article, *ARTICLES]))
    assert list(read(path)) == [article, *ARTICLES]
    assert json.loads(path.read_bytes())["articles"][0]["title"] == article.title
    path.write_bytes(encode([]))
    assert list(read(path)) == [] and json.loads(path.read_bytes()) == {"articles": []}


@pytest.mark.parametrize("end", [20, 200, -2])
def test_a_list_cut_off_is_no_list(tmp_path, end):
    path = tmp_path / "articles.json"
    path.write_bytes(encode(ARTICLES)[:end])
    with pytest.raises(ValueError):
        list(read(path))


def taken(**values) -> snapshot.Snapshot:
    return snapshot.Snapshot("2026-11-25T09:00:00+07:00", **values)


NOTHING, SIX = None, taken(counted={FIRST: 6})


def test_a_number_baked_stays_until_the_page_changes():
    entry = next_entry(None, SIX, FIRST, 158, "page")
    assert (entry.baked, entry.shown(158)) == (164, 164)
    entry = next_entry(entry, taken(counted={FIRST: 9}), FIRST, 158, "page")
    assert (entry.baked, entry.shown(158)) == (164, 167)
    entry = next_entry(entry, taken(counted={FIRST: 10}), FIRST, 158, "changed")
    assert (entry.baked, entry.shown(158)) == (168, 168)


@pytest.mark.parametrize("later", [NOTHING, taken(), taken(counted={FIRST: 2})])
def test_no_number_falls_because_a_snapshot_is_missing_or_old(later):
    entry = next_entry(None, SIX, FIRST, 158, "page")
    assert next_entry(entry, later, FIRST, 158, "page").shown(158) == 164
    assert next_entry(entry, later, FIRST, 158, "changed").baked == 164


def test_a_correction_lowers_the_number_at_once():
    entry = next_entry(None, taken(counted={FIRST: 1_000}), FIRST, 0, "page")
    entry = next_entry(entry, taken(counted={FIRST: 102}, corrected={FIRST: 900}), FIRST, 0, "page")
    assert (entry.baked, entry.shown(0)) == (102, 102)
    entry = next_entry(entry, NOTHING, FIRST, 0, "page")
    assert (entry.baked, entry.shown(0)) == (102, 102)


def test_an_imported_number_shows_at_once_and_a_wrong_one_can_be_taken_back():
    entry = next_entry(None, taken(brought={FIRST: 4_000}), FIRST, 158, "page")
    assert entry.baked == 4_000
    entry = next_entry(entry, NOTHING, FIRST, 158, "page")
    assert entry.baked == 4_000
    assert next_entry(entry, taken(brought={FIRST: 400}), FIRST, 158, "page").baked == 400


def test_an_editor_may_lower_the_number_of_the_front_matter():
    entry = next_entry(None, NOTHING, FIRST, 1_580, "page")
    assert next_entry(entry, NOTHING, FIRST, 158, "changed").baked == 158


def test_the_ledger_is_read_back_and_a_broken_one_is_forgotten(tmp_path):
    path = tmp_path / "baked.json"
    entries = {FIRST: Entry(6, 0, 0, "abc", 164), SECOND: Entry(1, 1, 2, "d", 3)}
    write_ledger(path, entries)
    assert read_ledger(path) == entries
    for broken in (b"", b"[1]", b"{", b'{"a": [1]}', b'{"a": ["1", 0, 0, "x", 0]}', b"\xff"):
        path.write_bytes(broken)
        assert read_ledger(path) == {}


def test_a_snapshot_is_read_back_and_a_broken_one_is_none(tmp_path):
    store = Store(Sqlite(tmp_path / "views.sqlite"))
    store.know(ARTICLES)
    store.add({(FIRST, TODAY): 5, (SECOND, "2026-10-01"): 9}, {TODAY: 3, "2026-10-01": 4})
    made = snapshot.take(store, datetime(2026, 11, 25, 9, tzinfo=AT_HOME).timestamp(), AT_HOME)
    store.database.close()
    assert made.most_read == {"7": [(FIRST, 5)], "30": [(FIRST, 5)]}
    assert (made.visits.today, made.visits.month, made.visits.total) == (3, 3, 7)
    path = tmp_path / "views.json"
    snapshot.write(path, made)
    assert snapshot.read(path) == made
    whole = path.read_bytes()
    for broken in (b"", b"{}", whole[:-9], whole.replace(b":5", b':"5"'), whole.replace(b"+07:00", b"")):
        path.write_bytes(broken)
        assert snapshot.read(path) is None


# --- Numbers of an old portal -----------------------------------------------------


@pytest.mark.parametrize(
    "text, numbers",
    [
        (f"{FIRST},158\n", {FIRST: 158}),
        ("/tin/2024/06/bai-0/;1.234\n/tin/2024/06/bai-1/;7", {FIRST: 1234, SECOND: 7}),
        ("https://huyen.example/tin/2024/06/bai-0/index.html\t12", {FIRST: 12}),
        (f'\ufeffđịa chỉ,lượt xem\n"{FIRST}","12 345"\n\n', {FIRST: 12345}),
        (f"{FIRST};1.234.567\r\n{SECOND};0\r\n", {FIRST: 1234567, SECOND: 0}),
        (f"{FIRST},000\n{SECOND},007\n", {FIRST: 0, SECOND: 7}),
    ],
)
def test_tables_of_old_numbers_are_understood(tmp_path, text, numbers):
    path = tmp_path / "cu.csv"
    path.write_text(text, "utf-8")
    assert old_numbers.read(path, "cu.csv", ARTICLES) == numbers


@pytest.mark.parametrize(
    "line, told",
    [
        ("2024-06-bai-99,1", "Có phải ý bạn là"),
        ("/khong/co/,1", "không có bài"),
        (f"{SECOND},nhiều", "không phải số lượt xem"),
        (f"{SECOND},-1", "không phải số lượt xem"),
        (f"{SECOND},1.5", "không phải số lượt xem"),
        (f"{SECOND},99999999999", "không phải số lượt xem"),
        (f"{SECOND},{'0' * 5000}{'1' * 30}", "không phải số lượt xem"),
        (f"{SECOND},{'9' * 5000}", "không phải số lượt xem"),
        ("http://[x/tin/,5", "không có bài"),
        (f"{SECOND}", "đúng hai cột"),
        (f"{SECOND},1,2", "đúng hai cột"),
        (f"{FIRST},2", "đã có ở dòng 1"),
    ],
)
def test_one_bad_line_is_told_with_its_number_and_nothing_is_taken(tmp_path, line, told):
    path = tmp_path / "cu.csv"
    path.write_text(f"{FIRST},158\n{line}\n", "utf-8")
    with pytest.raises(MistakesFound) as found:
        old_numbers.read(path, "cu.csv", ARTICLES)
    (mistake,) = found.value.mistakes
    assert (mistake.path, mistake.line) == ("cu.csv", 2) and told in mistake.sentence


@pytest.mark.parametrize("data", [None, b"", b"\xff\xfe1", "địa chỉ,lượt xem\n".encode(), b"x" * 200_000])
def test_a_file_without_numbers_is_told(tmp_path, data):
    path = tmp_path / "cu.csv"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(MistakesFound, match=r"cu\.csv: .+\."):
        old_numbers.read(path, "cu.csv", ARTICLES)


# --- Report ----------------------------------------------------------------------


def test_the_report_tells_days_stories_sections_and_authors(tmp_path):
    store = Store(Sqlite(tmp_path / "views.sqlite"))
    risky = Article("2024-06-cong-thuc", "/tin/2024/06/x/", '=HYPERLINK("x") <b>', "Y tế", "An", "2024", 0)
    store.know([*ARTICLES, risky])
    store.add(
        {(FIRST, "2026-11-20"): 4, (SECOND, TODAY): 2_000, (risky.id, TODAY): 1, ("da-go", TODAY): 1}, {}
    )
    store.add({(FIRST, "2026-01-01"): 7}, {})
    made = report.write(store, "2026-11-01", TODAY, ROOT / "theme", tmp_path, tmp_path / "bao-cao")
    store.database.close()
    assert made.total == 2_006
    assert [(bar.label, bar.views) for bar in made.sections.bars] == [
        ("Kinh tế", 2_000),
        ("Y tế", 5),
        ("(không rõ)", 1),
    ]
    raw = (tmp_path / "bao-cao" / report.TABLE).read_bytes()
    lines = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))
    assert raw.startswith(b"\xef\xbb\xbf") and lines[0] == list(report.HEADING)
    assert lines[1] == ["2026-11-20", FIRST, "/tin/2024/06/bai-0/", "Bài số 0", "Y tế", "Ban Biên tập", "4"]
    assert any(line[3] == '\'=HYPERLINK("x") <b>' for line in lines)
    assert sum(int(line[-1]) for line in lines[1:]) == made.total
    html = (tmp_path / "bao-cao" / report.PAGE).read_text("utf-8")
    assert JustHTML(html, collect_errors=True).errors == []
    page = JustHTML(html, sanitize=False)
    assert page.query("script, [onclick], [style]") == [] and "&lt;b&gt;" in html
    assert len(page.query("svg rect title")) == 25 and "2.006 lượt xem" in html


def test_a_report_of_nothing_says_so(tmp_path):
    store = Store(Sqlite(tmp_path / "views.sqlite"))
    report.write(store, TODAY, TODAY, ROOT / "theme", tmp_path, tmp_path)
    store.database.close()
    assert "Không có lượt xem nào" in (tmp_path / report.PAGE).read_text("utf-8")


def test_charts_hold_all_days_and_fit():
    chart = columns({"2026-11-24": 999}, "2026-11-01", TODAY)
    assert len(chart.columns) == 25 and [tick.value for tick in chart.numbers] == [0, 500, 1_000]
    assert all(0 <= c.y <= chart.base and c.x + c.width <= chart.width for c in chart.columns)
    assert max(bar.width for bar in bars([("a", 3), ("b", -1)]).bars) == bars([]).width


# --- Commands --------------------------------------------------------------------


@dataclass
class Done:
    """What came of a command."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def desk(tmp_path, monkeypatch, capsys):
    """Runs a command in a project of its own."""
    (tmp_path / "pelicanconf.py").write_text("VIEWS = {}\n")
    (tmp_path / "output/api").mkdir(parents=True)
    (tmp_path / "output/api/articles.json").write_bytes(encode(ARTICLES))
    (tmp_path / "theme").symlink_to(ROOT / "theme")
    monkeypatch.chdir(tmp_path)
    for name in ("DATABASE_URL", "VALKEY_URL", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments, **environment) -> Done:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        try:
            code = main(list(arguments))
        except SystemExit as wrong:
            code = wrong.code
        return Done(code, *capsys.readouterr())

    run.folder = tmp_path
    return run


def test_the_command_runs_as_a_program_without_a_traceback(desk):
    command = [sys.executable, "-m", "plugins.views", "correct"]
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}
    done = subprocess.run(
        command, cwd=desk.folder, env=environment, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 2 and done.stderr.startswith("Chưa đúng: còn thiếu")


def test_an_administrators_day(desk):
    table = desk.folder / "cu.csv"
    table.write_text("/tin/2024/06/bai-1/,40\n")
    assert "1 bài" in desk("import", "cu.csv").stdout
    store = Store(Sqlite(desk.folder / "data/views/views.sqlite"))
    today = day_of(datetime.now(AT_HOME).timestamp(), AT_HOME)
    store.add({(SECOND, today): 900, ("da-go", today): 3}, {today: 5})
    done = desk("correct", SECOND, "--day", today, "--minus", "880", "--reason", "Máy gửi liên tục")
    assert done.returncode == 0 and "còn 20 lượt" in done.stdout
    assert "khớp" in desk("check").stdout
    assert desk("export").returncode == 0
    made = snapshot.read(desk.folder / ".cache/live/views.json")
    assert (made.counted, made.brought, made.corrected) == (
        {SECOND: 20, "da-go": 3},
        {SECOND: 40},
        {SECOND: 880},
    )
    assert desk("report").returncode == 0
    assert (desk.folder / "data/views/bao-cao/luot-xem.html").is_file()
    assert "da-go: 3" in desk("prune").stdout and "da-go" in store.totals()
    assert desk("backup").returncode == 0
    assert desk("prune", "--yes").returncode == 0 and "da-go" not in store.totals()
    assert len(list((desk.folder / "data/views/sao-luu").glob("*.sqlite"))) == 1
    assert desk("move", "moi.sqlite").returncode == 0
    store.database.close()


@pytest.mark.parametrize(
    "arguments, code, told",
    [
        ([], 2, "còn thiếu: lệnh"),
        (["xoa"], 2, "không có lệnh"),
        (["serve", "--port", "x"], 2, "không phải là số cổng"),
        (["serve", "--port", "1", "--socket", "s"], 2, "không dùng cùng"),
        (["serve", "--settings", "khong-co.py"], 1, "khong-co.py: Không có tệp thiết lập này"),
        (["import", "khong-co.csv"], 1, "khong-co.csv: Không có tệp này."),
        (["report", "--from", "hôm qua"], 2, "không phải là ngày"),
        (["report", "--from", "2026-02-30"], 2, "không phải là ngày"),
        (["report", "--from", "2026-02-03", "--to", "2026-02-01"], 1, "Ngày đầu phải trước ngày cuối"),
        (["correct", FIRST, "--day", TODAY, "--minus", "0", "--reason", "lý do rõ"], 2, "lớn hơn 0"),
        (["correct", FIRST, "--day", TODAY, "--minus", "1", "--reason", "x"], 2, "lý do cho rõ"),
        (["correct", FIRST, "--day", TODAY, "--minus", "1", "--reason", "lý do rõ"], 1, "Chưa có số liệu"),
        (["backup"], 1, "Chưa có số liệu"),
        (["check"], 1, "Chưa có số liệu"),
        (["export"], 0, ""),
    ],
)
def test_a_command_says_what_is_wrong_in_one_sentence(desk, arguments, code, told):
    done = desk(*arguments)
    assert done.returncode == code, done.stderr
    assert told in done.stderr


@pytest.mark.parametrize(
    "setting, told",
    [
        ("{'folderr': 'x'}", "folder"),
        ("{'window': 0}", "từ 1 trở lên"),
        ("[]", "dict"),
        ("{'articles': []}", "articles"),
    ],
)
def test_a_wrong_setting_is_told(desk, setting, told):
    (desk.folder / "pelicanconf.py").write_text(f"VIEWS = {setting}\n")
    done = desk("export")
    assert done.returncode == 1 and told in done.stderr


def test_a_database_that_is_down_or_none_is_told(desk):
    for address in ("postgresql://tin@127.0.0.1:1/x", "postgresql://%%%"):
        done = desk("export", DATABASE_URL=address)
        assert done.returncode == 1 and "không trả lời" in done.stderr
    (desk.folder / "data/views").mkdir(parents=True)
    (desk.folder / "data/views/views.sqlite").write_bytes(b"no database at all" * 100)
    for command in ("export", "check", "backup"):
        done = desk(command)
        assert done.returncode == 1 and done.stderr


def test_a_table_that_is_wrong_changes_nothing(desk):
    (desk.folder / "cu.csv").write_text(f"{FIRST},158\n{SECOND},nhiều\n")
    done = desk("import", "cu.csv")
    assert done.returncode == 1 and "cu.csv, dòng 2" in done.stderr
    assert not (desk.folder / "data").exists()
