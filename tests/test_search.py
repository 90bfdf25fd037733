"""The index: every word where it stands, in files that one story more hardly touches."""

import json
import os
import random
import sys
import unicodedata
from base64 import b64decode
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import accumulate

import pytest

from plugins.core import processes
from plugins.core.mistakes import MistakesFound
from plugins.core.schema import checked
from plugins.search import block, cache, shards
from plugins.search.cache import PeriodCache
from plugins.search.document import PAGE, Document, plain
from plugins.search.index import write_index
from plugins.search.period import BLOCK, FRESH, periods
from plugins.search.postings import SLOT, TITLE, VARINT
from plugins.search.settings import SearchSettings
from plugins.search.words import WORD_OR_BREAK, key, syllables, written
from plugins.vietnamese.text import clean
from tests.bench import corpus

SECTIONS = [("kinh-te", "Kinh tế"), ("y-te", "Y tế"), (PAGE, "Trang")]


def documents(size: int, newest=datetime(2025, 2, 10, 17)) -> list[Document]:
    """Stories of the corpus, one a day, the newest first, and one page."""
    made = [
        Document(
            url=f"/tin/{story.slug}/",
            title=story.title,
            section=SECTIONS[number % 2][0],
            date=newest - timedelta(days=number),
            excerpt=story.body[:60],
            html=tuple(f"<p>{paragraph}</p>" for paragraph in story.body.split("\n\n")),
        )
        for number, story in enumerate(corpus.stories(size))
    ]
    return [*made, Document("/lien-he/", "Liên hệ", PAGE, None, "Gặp chúng tôi.", texts=("Gặp chúng tôi.",))]


def story(date: datetime, text: str, title="Bài mới") -> Document:
    return Document("/tin/moi/", title, "y-te", date, "", texts=(text,))


@pytest.fixture
def indexed(tmp_path):
    """Indexes documents, each time into a new folder: {name: bytes}."""
    counter = iter(range(1000))

    def run(docs, store=None) -> dict[str, bytes]:
        to = tmp_path / f"out-{next(counter)}"
        write_index(docs, SECTIONS, {}, PeriodCache(store or tmp_path / f"store-{next(counter)}"), to)
        return {p.relative_to(to).as_posix(): p.read_bytes() for p in to.rglob("*") if p.is_file()}

    return run


def numbers(data: bytes):
    """The numbers in a row of varints."""
    value = shift = 0
    for byte in data:
        value |= (byte & 127) << shift
        shift = shift + 7 if byte > 127 else 0
        if not shift:
            yield value
            value = 0
    assert not shift


def varint(data: bytes, at: int) -> tuple[int, int]:
    """(the number at a place of a file, where it ends)."""
    end = next(n for n in range(at, len(data)) if data[n] < 128) + 1
    return next(numbers(data[at:end])), end


def lists(data: bytes) -> dict[str, list[int]]:
    """A file of the index: {written form: addresses}."""
    count, at = varint(data, 0)
    found = {}
    for _ in range(count):
        size, at = varint(data, at)
        name, at = data[at : at + size].decode(), at + size
        size, at = varint(data, at)
        steps, at = list(numbers(data[at : at + size])), at + size
        found[name] = list(accumulate(steps))
    assert at == len(data)
    return found


def manifest(files: dict[str, bytes]) -> dict:
    return json.loads(files["index.json"])


def written_lists(files: dict[str, bytes], period: str) -> list[dict[str, list[int]]]:
    """All lists of a period, file by file."""
    if period == FRESH:
        return [lists(b64decode(manifest(files)["lists"]))]
    return [lists(data) for name, data in files.items() if name.startswith(f"{period}/w-")]


def places(files: dict[str, bytes], period: str) -> dict[int, str]:
    """{address: written form} of every word of a period."""
    held = written_lists(files, period)
    return {address: form for each in held for form, all_ in each.items() for address in all_}


def rows(files: dict[str, bytes], period: str) -> list[list]:
    """The descriptions of a period's documents."""
    if period == FRESH:
        return manifest(files)["periods"][0]["rows"]
    named = (data for name, data in files.items() if name.startswith(f"{period}/d-"))
    return [row for data in named for row in json.loads(data)]


def slots(files: dict[str, bytes], period: str) -> dict[str, int]:
    """{address of a document: its slot}"""
    return {row[2]: row[0] for row in rows(files, period)}


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Huyện uỷ, HUYỆN ỦY", ["huyện", "ủy", "huyện", "ủy"]),
        ("Đề án 11-ĐA/TU", ["đề", "án", "11", "đa", "tu"]),
        ("01công văn", ["01", "công", "văn"]),
        (unicodedata.normalize("NFD", "Đảng\u200b viên"), ["đảng", "viên"]),
        ("… — “”", []),
        ("x" * 500, ["x" * 32]),
    ],
)
def test_text_is_taken_apart_into_words(text, found):
    assert syllables(text) == found


@pytest.mark.parametrize(("form", "folded"), [("đảng", "dang"), ("ủy", "uy"), ("11", "11"), ("ß", "ß")])
def test_a_word_without_marks_is_its_key(form, folded):
    assert key(form) == folded


def test_paragraphs_of_html_are_lines():
    html = "<p>Một <strong>hai</strong></p>\n<ul><li>ba &amp; bốn</li><li>năm<br>sáu</li></ul>"
    assert [line for line in plain(html).split("\n") if line] == ["Một hai", "ba & bốn", "năm", "sáu"]


def test_every_word_of_every_document_stands_where_it_stood(indexed):
    docs = documents(60)
    files = indexed(docs)
    told = [period["name"] for period in manifest(files)["periods"]]
    assert told == [FRESH, "2024"]
    known = {each.url: each for each in docs}
    total = 0
    for period in told:
        standing = places(files, period)
        for url, slot in slots(files, period).items():
            document = known.pop(url)
            head = syllables(document.title)
            body = [written(word).strip() for word in WORD_OR_BREAK.findall(clean(document.body()))]
            expected = dict(enumerate(head)) | dict(enumerate(body, max(TITLE, len(head) + 1)))
            for position, form in expected.items():
                if form:
                    assert standing.pop(slot * SLOT + position) == form, (url, position)
                    total += 1
        assert standing == {}
    assert known == {} and total > 20_000


def test_addresses_follow_the_dates(indexed):
    docs = documents(60)
    files = indexed(docs)
    for period in (FRESH, "2024"):
        found = slots(files, period)
        held = [each for each in docs if each.url in found]
        ordered = [each.url for each in sorted(held, key=lambda each: each.date or datetime.min)]
        assert sorted(found, key=found.get) == ordered


def test_the_same_documents_give_the_same_bytes(indexed, tmp_path):
    docs = documents(60)
    first = indexed(docs)
    assert indexed(docs[::-1]) == first
    store = tmp_path / "kept"
    assert indexed(docs[5:], store) != first
    assert indexed(docs, store) == first, "with what an earlier build remembered"
    assert indexed(docs, store) == first


def test_a_story_of_today_rewrites_the_manifest_alone(indexed):
    docs = documents(60)
    before, after = indexed(docs), indexed([*docs, story(datetime(2025, 2, 10, 20), "Giống lúa nếp.")])
    assert changed(before, after) == {"index.json", "words.json"}


@pytest.mark.parametrize("date", [datetime(2025, 1, 15, 9), datetime(2024, 12, 30, 23)])
def test_an_older_story_more_rewrites_only_the_files_it_touches(indexed, date):
    docs = documents(60)
    text = "Hội nghị bàn về giống lúa nếp cái hoa vàng."
    before, after = indexed(docs), indexed([*docs, story(date, text)])
    names = changed(before, after)
    words = {key(word) for word in (*syllables(text), *syllables("Bài mới"))}
    for name in names:
        if "/w-" in name:
            held = {key(form) for form in lists(after.get(name) or before[name])}
            # A list that has grown so large as to have its own file leaves that of the rest.
            assert held & words or name.endswith("_.bin"), name
    assert len([name for name in names if "/d-" in name]) == 1
    assert {name for name in names if "/w-" not in name and "/d-" not in name} == {
        *("index.json", "words.json", "2024/muc.bin")
    }


@pytest.mark.parametrize(
    ("newest", "fresh"),
    [(datetime(2025, 2, 10, 17), 10), (datetime(2025, 2, 11, 9), 1), (datetime(2025, 2, 28, 9), 8)],
)
def test_the_newest_documents_are_those_of_the_third_of_the_month(newest, fresh):
    assert [len(month.documents) for month in periods(documents(60, newest))[0].months] == [fresh]


def test_a_block_ends_with_the_year_that_fills_it():
    def told(years: list[int]) -> dict[str, list[str]]:
        docs = [story(datetime(year, 5, 1 + n % 9), "", f"Bài {n}") for n, year in enumerate(years)]
        page = Document("/lien-he/", "Liên hệ", PAGE, None, "")
        newest = story(datetime(2026, 1, 1), "")
        return {each.name: [m.name for m in each.months] for each in periods([*docs, page, newest])[1]}

    assert told([2023, 2024, 2025]) == {"2023": ["trang", "2023-05", "2024-05", "2025-05"]}
    full = [2023] * (BLOCK - 1) + [2024] * 2 + [2025]
    assert told(full) == {"2025": ["trang", "2025-05"], "2023": ["2023-05", "2024-05"]}


def edited(docs: list[Document], number: int, text: str) -> list[Document]:
    """Documents of which one has other words."""
    return [replace(d, html=(text,)) if n == number else d for n, d in enumerate(docs)]


HARMS = ["torn", "empty", "gone", "foreign", "flipped", "shard gone", "shard torn"]


@pytest.mark.parametrize("is_edited", [False, True])
@pytest.mark.parametrize("harm", HARMS)
def test_a_harmed_store_changes_nothing(indexed, tmp_path, harm, is_edited):
    docs, store = documents(40), tmp_path / "kept"
    before = indexed(docs, store)
    if is_edited:
        docs = edited(docs, 30, "Lúa nếp.")
    first = indexed(docs) if is_edited else before
    for path in [*store.glob("*.period"), *store.glob("*.block")]:
        data = path.read_bytes()
        if harm == "gone":
            path.unlink()
        elif not harm.startswith("shard"):
            flipped = bytes(255 - byte if n == len(data) // 2 else byte for n, byte in enumerate(data))
            harmed = {"torn": data[: len(data) // 2], "empty": b"", "foreign": b"x" * 500, "flipped": flipped}
            path.write_bytes(harmed[harm])
    if harm.startswith("shard"):
        shard = next(store.glob("2025/w-*.bin"))
        data = shard.read_bytes()
        shard.unlink()
        if harm == "shard torn":
            shard.write_bytes(data[:-1])
    assert indexed(docs, store) == first


@pytest.mark.parametrize("call", ["os.link", "tempfile.mkstemp"])
def test_a_disk_without_links_or_room_changes_nothing(indexed, tmp_path, monkeypatch, call):
    docs = documents(40)
    first = indexed(docs, tmp_path / "kept")

    def refuse(*_, **__):
        raise OSError("no")

    monkeypatch.setattr(call, refuse)
    assert indexed(docs, tmp_path / "kept") == first
    assert indexed(docs, tmp_path / "other") == first


CHANGES = 12


@pytest.mark.parametrize("seed", range(3))
def test_change_after_change_ends_where_a_first_build_does(indexed, tmp_path, seed, monkeypatch):
    """Stories more, fewer, longer, moved in time; months that are full, fall empty or spill into the next."""
    monkeypatch.setattr(block, "FEW", 2)
    dice, store = random.Random(seed), tmp_path / "kept"
    words = [f"từ{n}" for n in range(60)]

    def written_story(number: int) -> Document:
        date = datetime(2023, 1, 1) + timedelta(hours=dice.randrange(24 * 400))
        if dice.random() < 0.4:
            date = datetime(2023, dice.randint(5, 6), 30, 23, dice.randrange(60))  # no slot is left
        length = dice.choice((0, 5, 50, 50, 3000))
        text = " ".join(dice.choices(words, k=length))
        title = " ".join(dice.choices(words, k=4))
        section = dice.choice(SECTIONS)[0]
        return Document(f"/tin/{number}/", title, section, date, text[:200], html=(f"<p>{text}</p>",))

    docs = [written_story(number) for number in range(60)]
    newest = replace(story(datetime(2024, 6, 5), "Bài mới nhất."), url="/tin/moi-nhat/")
    for step in range(CHANGES):
        for _ in range(dice.choice((0, 1, 1, 1, 2, 30))):
            what, number = dice.random(), dice.randrange(len(docs))
            if what < 0.2:
                docs.append(written_story(1000 + step * 100 + len(docs)))
            elif what < 0.4 and len(docs) > 20:
                del docs[number]
            else:
                docs[number] = replace(written_story(0), url=docs[number].url)
        pages = [Document("/lien-he/", "Liên hệ", PAGE, None, dice.choice(words))]
        found, wanted = indexed([*docs, *pages, newest], store), indexed([*docs, *pages, newest])
        assert changed(found, wanted) == set(), step


@dataclass(frozen=True)
class Noted:
    """A document whose digest is known, as of a story that nobody touched."""

    document: Document
    digest: bytes
    read: set[str]

    def __getattr__(self, name: str):
        return getattr(self.document, name)

    def whole(self) -> Document:
        self.read.add(self.document.url)
        return self.document


@pytest.mark.parametrize("number", [0, 100])
def test_only_the_story_that_was_edited_is_read(indexed, tmp_path, number):
    read, docs, store = set[str](), documents(200), tmp_path / "kept"
    stories = [Noted(each, each.digest, read) for each in docs]
    indexed(stories, store)
    assert read == {each.url for each in docs}
    read.clear()
    docs = edited(docs, number, "Lúa nếp.")
    stories[number] = Noted(docs[number], docs[number].digest, read)
    assert indexed(stories, store) == indexed(docs)
    assert read == {docs[number].url}


@pytest.mark.parametrize("call", ["_write", "os.link", "os.unlink", "PeriodCache._save"])
@pytest.mark.parametrize("times", [0, 1, 5, 20])
def test_a_build_stopped_in_the_middle_changes_nothing(indexed, tmp_path, monkeypatch, call, times):
    docs, store = documents(40), tmp_path / "kept"
    indexed(docs, store)
    after, left = edited(docs, 30, "Lúa nếp cái hoa vàng."), [times]
    wanted = indexed(after)
    where = cache.PeriodCache if "_save" in call else os if "os." in call else cache
    name = call.rpartition(".")[2]
    real = getattr(where, name)

    def stopped(*arguments, **named):
        left[0] -= 1
        if left[0] < 0:
            raise KeyboardInterrupt
        return real(*arguments, **named)

    with monkeypatch.context() as patch:
        patch.setattr(where, name, stopped)
        with suppress(KeyboardInterrupt):
            indexed(after, store)
    assert indexed(docs, store) == indexed(docs)
    assert indexed(after, store) == wanted


def test_a_store_emptied_by_another_build_meanwhile_changes_nothing(indexed, tmp_path, monkeypatch):
    docs, store = documents(40), tmp_path / "kept"
    first = indexed(docs, store)

    def record(self, period, digest, real=PeriodCache.record):
        found = real(self, period, digest)
        next(store.glob(f"{period}/w-*")).unlink()
        return found

    monkeypatch.setattr(PeriodCache, "record", record)
    assert indexed(docs, store) == first


def test_what_an_older_build_left_in_the_folder_goes(tmp_path):
    docs, to = documents(40), tmp_path / "out"
    write_index(docs, SECTIONS, {}, PeriodCache(tmp_path / "kept"), to)
    (to / "2019").mkdir()
    write_index(docs, SECTIONS, {}, PeriodCache(tmp_path / "kept"), to)
    assert not (to / "2019").exists() and (to / "2025" / "muc.bin").is_file()


def test_a_store_never_writes_into_the_site_it_has_made(indexed, tmp_path):
    """The last site shares its files with the store; a new build may not change them."""
    docs, store, last = documents(40), tmp_path / "kept", tmp_path / "last"
    write_index(docs, SECTIONS, {}, PeriodCache(store), last)
    before = {path: path.read_bytes() for path in last.rglob("*") if path.is_file()}
    indexed([*docs, story(datetime(2025, 1, 10, 20), "Giống lúa nếp.")], store)
    assert {path: path.read_bytes() for path in before} == before


def test_the_store_keeps_only_what_is_of_use(indexed, tmp_path):
    docs, store = documents(60), tmp_path / "kept"
    indexed(docs, store)
    indexed([each for each in docs if not each.date or each.date.year == 2025], store)
    left = {path.name for path in store.iterdir()}
    assert left == {"2025", "2025.period", "2025.block", f"{FRESH}.block"}


def test_files_are_cut_by_first_letters_and_none_is_large():
    dice = random.Random(3)
    words = sorted({"".join(dice.choices("abcdđeghnotu", k=dice.randint(1, 5))) for _ in range(3000)})
    entries = [(key(word), shards.entry(word, bytes(dice.randint(1, 60)))) for word in words]
    cut = dict(shards.cut(sorted(entries)))
    assert sum(len(lists(data)) for data in cut.values()) == len(words)
    for name, data in cut.items():
        held = {key(form) for form in lists(data)}
        prefix = name.rstrip("-_")
        assert all(word.startswith(prefix) for word in held)
        assert name.endswith("_") or len(data) <= shards.LIMIT or len(held) == 1


@pytest.mark.parametrize("number", [0, 1, 127, 128, 16383, 16384, 2**31, 2**40])
def test_numbers_are_packed_seven_bits_a_byte(number):
    assert list(numbers(VARINT[number])) == [number]


def test_a_story_of_three_megabytes_takes_its_room_and_no_more(indexed):
    long = story(datetime(2025, 1, 5, 8), "lúa nếp " * 375_000, title="Bài dài")
    after = replace(long, url="/tin/sau/", date=datetime(2025, 1, 5, 9), title="Bài sau", texts=("ngô",))
    files = indexed([long, after])
    assert len(long.texts[0].encode()) > 3_000_000
    start, span = manifest(files)["periods"][0]["long"]
    assert slots(files, FRESH) == {"/tin/moi/": start, "/tin/sau/": start + span}
    standing = places(files, FRESH)
    assert sum(form == "nếp" for form in standing.values()) == 375_000
    assert standing[(start + span) * SLOT + TITLE] == "ngô"


def test_a_day_with_more_stories_than_room_spills_into_the_next(indexed):
    busy = [replace(story(datetime(2025, 1, 31, 8), "ngô"), url=f"/tin/{n:03}/") for n in range(600)]
    files = indexed([*busy, story(datetime(2025, 2, 1, 8), "lúa"), story(datetime(2025, 3, 1, 8), "khoai")])
    found = slots(files, "2025")
    assert len(set(found.values())) == 601
    assert found["/tin/moi/"] > max(slot for url, slot in found.items() if url != "/tin/moi/")


def test_headlines_longer_than_their_room_are_whole(indexed):
    title = " ".join(f"chữ {n}" for n in range(80))
    files = indexed([story(datetime(2025, 1, 5), "thân bài", title)])
    standing = places(files, FRESH)
    slot = slots(files, FRESH)["/tin/moi/"]
    assert [standing[slot * SLOT + n] for n in range(160)] == syllables(title)
    assert standing[slot * SLOT + 161] == "thân"


def test_nothing_to_find_is_no_fault(indexed):
    files = indexed([])
    assert [period["name"] for period in manifest(files)["periods"]] == [FRESH]


@pytest.mark.parametrize(
    ("table", "words"),
    [({"UBND": ""}, "UBND"), ({"…": "Ủy ban"}, "“…”"), ({"UBND": 5}, "phải là chữ"), (["UBND"], "bảng")],
)
def test_wrong_abbreviations_stop_the_build_and_say_so(table, words):
    with pytest.raises(MistakesFound) as found:
        checked(SearchSettings, {"abbreviations": table}, "SEARCH")
    assert words in str(found.value) and "SEARCH" in str(found.value)


def test_the_table_of_abbreviations_has_a_default():
    assert checked(SearchSettings, {}, "SEARCH").abbreviations["UBND"] == "Ủy ban nhân dân"


def test_what_is_published_is_found_and_nothing_else(site):
    path = site.story("mot", "Bài một", body="Chữ *đậm*. [Tải về](bieu-mau-so-2.pdf)", tags="[Đất đai]")
    (path.parent / "bieu-mau-so-2.pdf").write_bytes(b"%PDF")
    site.story("nhap", "Bài nháp", status="draft")
    site.story("het", "Bài hết hạn", expires="2024-06-07")
    site.story("mai", "Bài mai sau", "2199-01-01 08:00")
    site.write("content/trang/moi.md", "---\ntitle: Trang mới\n---\nĐường dây nóng.\n")
    run = site.build()
    assert run.returncode == 0, run.stderr
    folder = site.output / "search"
    files = {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    told = [period["name"] for period in manifest(files)["periods"]]
    found = {row[2] for name in told for row in rows(files, name)}
    assert {url for url in found if url.startswith("/tin/2")} == {"/tin/2024/06/mot/"}
    assert "/moi/" in found
    words = {form for name in told for each in written_lists(files, name) for form in each}
    assert {"đậm", "bieu", "pdf", "đất", "biên", "nóng"} <= words
    assert not {"nháp", "hết", "mai"} & words
    assert not [name for name in words if "<" in name]


def test_headings_tell_where_their_words_begin(indexed):
    html = (
        '<p>Mở đầu.</p><h2 id="le-phi">Lệ phí</h2><p>Không mất tiền.</p>',
        '<h3 id="gio">Giờ &amp; nơi</h3>',
    )
    document = replace(story(datetime(2025, 1, 5), "Tóm tắt."), html=html)
    files = indexed([document])
    row, standing = rows(files, FRESH)[0], places(files, FRESH)
    heads = row[6]
    assert heads[1::3] == ["le-phi", "gio"] and heads[2::3] == ["Lệ phí", "Giờ & nơi"]
    assert [standing[row[0] * SLOT + position] for position in heads[::3]] == ["lệ", "giờ"]


def test_a_document_without_headings_has_no_list_of_them(indexed):
    assert len(rows(indexed([story(datetime(2025, 1, 5), "Không mục.")]), FRESH)[0]) == 6


def test_months_whose_words_are_counted_side_by_side_give_the_same_index(indexed, monkeypatch):
    docs = documents(900)
    monkeypatch.setattr(block, "SIDE", 10**6)
    alone = indexed(docs)
    monkeypatch.setattr(block, "SIDE", 2)
    monkeypatch.setattr(processes, "MOST", 100)
    monkeypatch.setattr(processes, "cores", lambda: 2)
    made, begin = [], processes._Copies.begin
    monkeypatch.setattr(processes._Copies, "begin", lambda *each: made.append(1) or begin(*each))
    assert indexed(docs) == alone
    assert len(made) > 2 or sys.platform != "linux"
