"""`make publish` on this machine: whole releases, shared files, a switch, a way back."""

import gzip
import json
import os
import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

import brotli
import pytest

from plugins.core import processes, schema
from plugins.core.secrets import without_secrets
from plugins.publish import plan
from plugins.publish.redirects import answers
from plugins.publish.releases import compress, stamps
from plugins.publish.releases.manifest import Entry, Manifest, difference, read
from plugins.publish.releases.release_list import ReleaseList, next_name
from plugins.publish.releases.tree import hashes, read_tree
from plugins.publish.server.local_server import serving
from plugins.publish.settings import PublishSettings
from plugins.publish.targets import http_check
from tests.portal import STORIES, list_stories, make_portal

STORY = "tin/2024/06/bai-1/index.html"


@pytest.fixture
def portal(tmp_path):
    return make_portal(tmp_path / "portal")


def files(folder) -> dict[str, bytes]:
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in found.items() if not name.startswith(".release/")}


def test_first_publish_shows_the_built_site_and_says_what_is_new(portal):
    said = portal.publish()
    assert said.status == 0, said.err
    shown = files(portal.current)
    for path, data in files(portal.site).items():
        assert shown.pop(path) == data
    assert json.loads(shown.pop("release.json"))["release"] == portal.local.release_list().current
    assert all(path.endswith((".br", ".gz")) for path in shown)
    assert "https://cong.example/tin/2024/06/bai-9/" in said.out  # the newest are named
    assert str(portal.current) in said.out and "make server-config" in said.out


def test_the_manifest_names_every_file_with_its_hash_and_size(portal):
    name = portal.published()
    manifest, shown = portal.local.manifest(name), files(portal.current)
    del shown["release.json"]
    assert set(manifest.files) == set(shown)
    assert all(manifest.files[path].size == len(data) for path, data in shown.items())
    assert stamps.altered(portal.local.path(name), manifest) == {}
    (portal.local.path(name) / "lạ.html").write_text("x")
    assert stamps.altered(portal.local.path(name), manifest) == {"lạ.html": stamps.EXTRA}


def test_compressed_copies_are_the_same_text_and_only_of_what_is_worth_it(portal):
    portal.write("nho.txt", "ít")
    portal.write("anh.pdf", b"%PDF" + b"0" * 5000)
    portal.published()
    page = portal.current / STORY
    assert brotli.decompress(page.with_name("index.html.br").read_bytes()) == page.read_bytes()
    assert gzip.decompress(page.with_name("index.html.gz").read_bytes()) == page.read_bytes()
    names = set(files(portal.current))
    assert "theme/style.0a1b2c3d.css.br" in names
    assert not names & {"nho.txt.br", "nho.txt.gz", "anh.pdf.br", "anh.pdf.gz"}


def test_nothing_changed_makes_no_new_release(portal):
    name = portal.published()
    said = portal.publish()
    assert said.status == 0 and "Không có gì thay đổi" in said.out and name in said.out
    assert portal.local.release_list().releases == (name,)


def test_one_story_writes_a_few_files_and_shares_the_rest(portal):
    first = portal.local.path(portal.published())
    portal.page("/tin/2024/07/moi/")
    list_stories(portal, (*STORIES, "/tin/2024/07/moi/"))
    said = portal.publish()
    second = portal.current.resolve()
    assert first != second
    assert "1 mới, 3 sửa" in said.out and "+ https://cong.example/tin/2024/07/moi/" in said.out
    for path in (STORY, f"{STORY}.br", f"{STORY}.gz", "theme/style.0a1b2c3d.css"):
        assert (first / path).stat().st_ino == (second / path).stat().st_ino
    assert (first / "index.html").stat().st_ino != (second / "index.html").stat().st_ino


def test_an_unchanged_page_is_never_compressed_twice(portal, monkeypatch):
    portal.published()
    packed = []
    for end, pack in compress.CODINGS.items():
        monkeypatch.setitem(compress.CODINGS, end, lambda data, pack=pack: packed.append(data) or pack(data))
    list_stories(portal, STORIES[:-1])
    portal.published()
    assert len(packed) == 2 and packed[0] == packed[1] == (portal.site / "index.html").read_bytes()


def test_many_new_pages_are_public_by_quick_copies_and_the_timer_makes_the_best_ones(portal, monkeypatch):
    monkeypatch.setattr(compress, "FEW", 1)
    said = portal.publish()
    quick = portal.current.resolve()
    assert said.status == 0 and "nén nhanh" in said.out
    again = portal.publish()
    assert "Không có gì thay đổi" in again.out and portal.current.resolve() == quick
    by_timer = portal.publish("--timer")
    best = portal.current.resolve()
    assert by_timer.status == 0 and best != quick, by_timer
    story, front = f"{STORY}.br", "index.html.br"
    assert (best / story).read_bytes() == compress._brotli((best / STORY).read_bytes())
    assert (quick / story).read_bytes() == compress._quick((best / STORY).read_bytes())
    assert (quick / front).read_bytes() == (best / front).read_bytes()
    assert brotli.decompress((quick / story).read_bytes()) == (best / STORY).read_bytes()
    assert best.name in portal.local.release_list().minor
    assert "Không có gì thay đổi" in portal.publish("--timer").out
    assert portal.publish().status == 0 and portal.current.resolve() == best


def test_what_was_written_is_public_by_its_best_copy_and_the_lists_it_changes_by_quick_ones(tmp_path):
    site, cache = tmp_path / "site", tmp_path / "cache"
    at_once = ["index.html", "tin/index.html", STORY, "anh/hoi/index.html", "theme/a.0a1b2c3d.css"]
    later = [
        "tin/2024/06/index.html",
        "the/hop/2024/index.html",
        "feeds/tat-ca.atom.xml",
        "api/stories.json",
    ]

    def write(paths: list[str], day: int) -> None:
        for path in paths:
            (site / path).parent.mkdir(parents=True, exist_ok=True)
            words = " ".join(str(number**3) for number in range(500))
            (site / path).write_text(f"{path} {day} {words}", "utf-8")

    def quick(leisure: bool = False) -> set[str]:
        """Which copies are not the best."""
        tree = read_tree(site)
        files, count, _ = compress.pack(tree, hashes(tree), cache, leisure)
        best = {path for path in tree.files if _same(files[f"{path}.br"], compress._brotli, site / path)}
        found = tree.files.keys() - best
        assert all(_same(files[f"{path}.br"], compress._quick, site / path) for path in found)
        assert count == len(found)
        return found

    write([*at_once, *later], 1)
    assert quick() == {*later}
    write([STORY, later[0]], 2)  # the day after, what waits goes on waiting
    assert quick() == {*later}
    assert not quick(leisure=True)
    assert not quick()
    write([STORY, later[0]], 3)
    assert quick() == {later[0]}


def test_no_copy_is_made_of_the_list_that_the_service_of_the_counts_reads_from_the_disk(portal):
    for name in ("articles", "stories"):
        portal.write(f"api/{name}.json", f'{{"articles":[\n{" " * compress.WORTH}]}}\n')
    portal.published()
    there = {path.name for path in (portal.current / "api").iterdir()}
    assert there == {"articles.json", "stories.json", "stories.json.br", "stories.json.gz"}


def _same(copy: str, code, of: Path) -> bool:
    return Path(copy).read_bytes() == code(of.read_bytes())


@pytest.mark.parametrize(
    ("size", "level"), [(compress.LARGE, compress.BEST), (compress.LARGE + 1, compress.OF_LARGE)]
)
def test_what_grows_with_the_archive_is_compressed_in_little_time(monkeypatch, size, level):
    levels = []
    monkeypatch.setattr(
        compress.brotli, "compress", lambda data, quality, mode: levels.append(quality) or b""
    )
    compress._brotli(b"x" * size)
    compress._brotli(b"x" * size, compress.FAST)
    assert levels == [level, compress.FAST]


@pytest.mark.parametrize(
    ("size", "level"), [(compress.LARGE, compress.GZIP), (compress.LARGE + 1, compress.GZIP_OF_LARGE)]
)
def test_its_copy_for_old_programs_takes_little_time_too(size, level):
    data = b"".join(b"%d" % number**3 for number in range(size))[:size]
    copies = {each: gzip.compress(data, each, mtime=0) for each in (compress.GZIP, compress.GZIP_OF_LARGE)}
    assert copies[compress.GZIP] != copies[compress.GZIP_OF_LARGE]
    assert compress._gzip(data) == copies[level]


def test_a_machine_that_lost_its_cache_makes_no_release_for_it(portal, monkeypatch):
    """Best copies are public, quick ones are other bytes of the same words."""
    portal.published()
    before = portal.current.resolve()
    monkeypatch.setattr(compress, "FEW", 1)
    shutil.rmtree(portal.folder / ".cache/publish")
    said = portal.publish()
    assert "Không có gì thay đổi" in said.out and portal.current.resolve() == before
    said = portal.publish("--timer")
    assert said.status == 0 and portal.current.resolve() == before, said


INNER, A_FRONT = ("trang/mot/index.html", "trang/hai/index.html"), "trong.html"


@pytest.mark.parametrize("days", [(INNER, (A_FRONT,)), ((*INNER, A_FRONT),), ((A_FRONT,), INNER)])
def test_pages_of_one_content_keep_their_public_copy_where_the_cache_is_lost(tmp_path, monkeypatch, days):
    """A front and pages elsewhere that hold the same words, whichever came first."""
    monkeypatch.setattr(compress, "FEW", 1)
    site, empty = tmp_path / "site", " ".join(str(number**3) for number in range(500))

    def packed(cache: str, public=MappingProxyType({})) -> dict[str, bytes]:
        tree = read_tree(site)
        files, _, _ = compress.pack(tree, hashes(tree), tmp_path / cache, public=public)
        return {path: Path(file).read_bytes() for path, file in files.items()}

    for names in days:
        for name in names:
            (site / name).parent.mkdir(parents=True, exist_ok=True)
            (site / name).write_text(empty, "utf-8")
        shown = packed("cache")
    for path, data in shown.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    public = {
        path: (tmp_path / f"{path}.br", sha256(shown[f"{path}.br"]).hexdigest())
        for path in read_tree(site).files
    }
    assert packed("lost", public) == shown


def test_what_is_public_by_quick_copies_stays_so_until_all_have_their_best(portal, monkeypatch):
    """Else every run of the timer would make a release."""
    monkeypatch.setattr(compress, "FEW", 1)
    portal.publish()
    tree = read_tree(portal.site)
    cache, known = portal.folder / ".cache/publish/packed", hashes(tree)
    quick, count, _ = compress.pack(tree, known, cache)
    assert count > 2
    best = cache / known[STORY][:2] / f"{known[STORY]}.br"
    best.write_bytes(compress._brotli((portal.site / STORY).read_bytes()))
    again, left, _ = compress.pack(tree, known, cache)
    assert again == quick and left == count and best.exists()


def test_a_few_changes_of_a_large_site_are_compressed_while_pages_are_verified(portal, monkeypatch):
    monkeypatch.setattr(plan, "MANY", 0)
    portal.publish()
    page = portal.site / STORY
    first, words = portal.current.resolve(), page.read_bytes()
    page.write_bytes(words.replace(b"<body>", b"<body><a href='/khong-co/'>x</a>"))
    said = portal.publish()
    assert said.status == 1 and "/khong-co/" in said.err and portal.current.resolve() == first
    assert not processes._at_work, "what was begun beside it has ended"
    page.write_bytes(words + b"\n")
    assert portal.publish().status == 0
    assert brotli.decompress((portal.current / f"{STORY}.br").read_bytes()) == page.read_bytes()


def test_by_force_every_folder_is_listed_again(portal, monkeypatch):
    """Whatever earlier looks keep of the names in it."""
    asked, real = [], answers.kept_beside
    monkeypatch.setattr(answers, "kept_beside", lambda site, what: asked.append(what) or real(site, what))
    portal.published()
    assert sorted(asked) == ["content", "output"]
    portal.published("--force")
    assert len(asked) == 2


def test_a_copy_that_was_written_into_is_not_published(portal):
    """Nor read again before it is wanted: of what stands, its name tells all."""
    portal.publish()
    first = portal.current.resolve()
    page = portal.site / STORY
    page.write_bytes(page.read_bytes() + b"\n")
    portal.publish()
    known = hashes(read_tree(portal.site))[STORY]
    copy = portal.folder / f".cache/publish/packed/{known[:2]}/{known}.br"
    copy.write_bytes(b"hong")
    said = portal.publish()
    assert said.status == 0 and "Không có gì thay đổi" in said.out, said
    portal.run("rollback", "--to", first.name)
    said = portal.publish()
    assert said.status == 1 and "không còn là tệp vừa soát" in said.err and portal.current.resolve() == first
    assert portal.publish("--force").status == 0, "as the sentence says"
    assert brotli.decompress((portal.current / f"{STORY}.br").read_bytes()) == page.read_bytes()


def test_the_timer_gives_compression_a_while_and_goes_on_next_time(portal, monkeypatch):
    monkeypatch.setattr(compress, "FEW", 1)
    monkeypatch.setattr(compress, "LEISURE", -1)
    portal.publish()
    quick = portal.current.resolve()
    assert "Không có gì thay đổi" in portal.publish("--timer").out and portal.current.resolve() == quick


def test_an_unchanged_page_is_never_parsed_twice(portal, monkeypatch):
    from plugins.publish.checks import inspect_files

    portal.published()
    parsed = []
    for kind, reader in inspect_files.READERS.items():
        monkeypatch.setitem(
            inspect_files.READERS,
            kind,
            lambda f, path, s, reader=reader: parsed.append(path) or reader(f, path, s),
        )
    portal.page(STORIES[0], "<p>Thêm một câu.</p>")
    portal.published()
    assert parsed == [STORY]


def test_a_release_edited_in_place_is_not_handed_on(portal):
    """Whoever edits a published file by hand does not edit every later release."""
    portal.published()
    page = portal.current / STORY
    page.write_bytes(page.read_bytes() + b"<!-- tay -->")
    portal.page(STORIES[1], "<p>Mới</p>")
    portal.published()
    assert (portal.current / STORY).read_bytes() == (portal.site / STORY).read_bytes()


def test_a_published_file_does_not_change_with_the_built_one(portal):
    portal.published()
    before = files(portal.current)
    with (portal.site / STORY).open("ab") as file:
        file.write(b"<!-- nua -->")
    assert files(portal.current) == before


def test_every_file_can_be_read_by_a_web_server_of_another_user(portal):
    mask = os.umask(0o077)
    try:
        portal.published()
    finally:
        os.umask(mask)
    folder = portal.current.resolve()
    assert all(
        p.stat().st_mode & 0o777 == (0o755 if p.is_dir() else 0o644) for p in [folder, *folder.rglob("*")]
    )


def test_five_releases_stay_and_the_public_one_always(portal):
    portal.settings(keep_days=0)
    for number in range(7):
        portal.page(STORIES[0], f"<p>{number}</p>")
        portal.published()
    release_list = portal.local.release_list()
    assert len(release_list.releases) == 5 and release_list.current == release_list.releases[-1]


def test_hashed_files_of_the_last_two_releases_stay_reachable(portal):
    old = b"body { color: red }\n"
    portal.write("theme/cu.11111111.css", old)
    portal.published()
    (portal.site / "theme/cu.11111111.css").unlink()
    for number, there in enumerate([True, True, False]):
        portal.page(STORIES[0], f"<p>{number}</p>")
        portal.published()
        kept = portal.current / "theme/cu.11111111.css"
        assert kept.is_file() is there, number
        if there:
            assert kept.read_bytes() == old


def test_rollback_returns_and_what_was_rolled_back_is_skipped(portal):
    names = []
    for number in range(3):
        portal.page(STORIES[0], f"<p>Bản {number}</p>")
        names.append(portal.published())
    said = portal.run("rollback")
    assert said.status == 0 and names[1] in said.out
    assert "Bản 1" in (portal.current / STORY).read_text()
    listed = portal.run("releases").out
    assert f"{names[2]}  14 trang (đã bị trở lui)" in listed
    assert f"{names[1]}  14 trang ← " in listed
    portal.page(STORIES[0], "<p>Bản 4</p>")
    last = portal.published()
    assert portal.run("rollback").status == 0
    assert portal.local.release_list().current == names[1], "not the one that was rolled back before"
    assert portal.run("rollback", "--to", names[2]).status == 0, "but it can be asked for by name"
    release_list = portal.local.release_list()
    assert release_list == ReleaseList((*names, last), names[2], frozenset({last}), release_list.held)


@pytest.mark.parametrize(
    "arguments, words",
    [((), "Chưa có bản nào trước"), (("--to", "20200101-000000"), "Không có bản 20200101-000000")],
)
def test_a_rollback_to_nowhere_is_refused(portal, arguments, words):
    name = portal.published()
    said = portal.run("rollback", *arguments)
    assert said.status == 1 and words in said.err
    assert portal.local.release_list().current == name


def test_dry_run_says_what_would_change_and_changes_nothing(portal):
    portal.published()
    portal.page("/tin/2024/07/moi/")
    log = (portal.local.folder / "publish.log").read_text()
    before = portal.local.release_list()
    said = portal.publish("--dry-run")
    assert said.status == 0 and "Nếu đăng bây giờ: 1 mới" in said.out and "/tin/2024/07/moi/" in said.out
    assert portal.local.release_list() == before and (portal.local.folder / "publish.log").read_text() == log


def test_a_second_publisher_waits_and_then_finds_nothing_to_do(portal):
    with ThreadPoolExecutor(2) as pool:
        processes = [portal.started("publish", "--no-build", stdout=-1, stderr=-1) for _ in range(2)]
        said = list(pool.map(lambda process: process.communicate(timeout=120), processes))
    assert [process.returncode for process in processes] == [0, 0], said
    assert sum("Không có gì thay đổi" in out for out, _ in said) == 1
    assert len(portal.local.release_list().releases) == 1


def test_a_publisher_that_may_not_wait_refuses(portal):
    from plugins.core.lock import locked

    portal.settings(wait=0)
    with locked(portal.local.folder / ".lock", 0, print):
        assert "Một lần đăng khác đang chạy" in portal.refused()
    portal.published()


def test_readers_find_a_whole_release_during_every_switch(portal):
    """Each answer comes whole from one release, while releases change as fast as they can."""
    names = []
    for number in range(2):
        for address in STORIES:
            portal.page(address, f"<p>Bản {number}</p>")
        names.append(portal.published())
    wrong, asked, over = [], [0], threading.Event()
    known = {(portal.local.path(name) / STORY).read_bytes() for name in names}

    def read(base):
        while not over.is_set():
            try:
                status, _, body = http_check.ask(f"{base}/tin/2024/06/bai-1/")
            except OSError as error:
                status, body = error, b""
            asked[0] += 1
            if status != 200 or body not in known:
                wrong.append((status, len(body)))

    with serving(portal.current, portal.local.manifest(names[0])) as base:
        reader = threading.Thread(target=read, args=(base,))
        reader.start()
        switched = 0
        while switched < 50 or asked[0] < 100:
            portal.local.switch(names[switched % 2])
            switched += 1
        over.set()
        reader.join(60)
    assert wrong == []


def test_a_release_that_does_not_show_is_taken_back(portal, monkeypatch):
    from plugins.publish import deploy

    before = portal.published()
    portal.page(STORIES[0], "<p>Mới</p>")
    monkeypatch.setattr(deploy, "_shown", lambda *_: ["Trang chủ không trả lời."])
    said = portal.publish()
    assert said.status == 1 and "Trang chủ không trả lời." in said.err
    assert portal.local.release_list() == ReleaseList((before,), before)


def test_what_the_throw_away_server_shows_is_compared_byte_by_byte(portal):
    name = portal.published()
    manifest = portal.local.manifest(name)
    with serving(portal.current, manifest) as base:
        assert http_check.complaints(base, name, manifest, manifest.files, 0) == []
        (portal.current / STORY).write_text("khác")
        (portal.current / "robots.txt").unlink()
        found = http_check.complaints(base, name, manifest, [STORY, "robots.txt"], 0)
        assert any("bai-1/ không giống" in each for each in found)
        assert any("robots.txt trả lời mã 404" in each for each in found)
        assert (
            "không phải bản 20000101-000000"
            in http_check.complaints(base, "20000101-000000", manifest, [], 0)[0]
        )
    assert "không trả lời" in http_check.complaints(base, name, manifest, [], 0)[0]


def test_a_folder_in_the_place_of_current_is_named_and_left_alone(portal):
    (portal.local.folder / "current").mkdir(parents=True)
    (portal.local.folder / "current" / "quý.txt").write_text("giữ")
    said = portal.publish()
    assert said.status == 1 and "phải là liên kết" in said.err
    assert (portal.local.folder / "current" / "quý.txt").read_text() == "giữ"


def test_the_log_keeps_what_happened_and_no_secret(portal):
    portal.published()
    portal.page(STORIES[0], '<a href="/khong-co/">x</a>')
    portal.refused()
    log = (portal.local.folder / "publish.log").read_text()
    assert "switch: Chuyển máy này" in log and "Lỗi · " in log and "/khong-co/" in log


@pytest.mark.parametrize(
    "text, secret",
    [
        ("https://ten:matkhau9@may/", "matkhau9"),
        ("aws_secret=abcDEF123", "abcDEF123"),
        ("X?X-Amz-Signature=0a1b2c&x=1", "0a1b2c"),
        ("AKIAABCDEFGHIJKLMNOP", "AKIAABCDEFGHIJKLMNOP"),
    ],
)
def test_secrets_are_blotted_out(text, secret):
    assert secret not in without_secrets(text)


def test_names_of_releases_only_grow():
    assert next_name(datetime(2026, 1, 2, 3, 4, 5), []) == "20260102-030405"
    assert next_name(datetime(2026, 1, 2, 3, 4, 5), ["20260102-030405"]) == "20260102-030406"
    assert next_name(datetime(2026, 1, 2, 3, 4, 5), ["20270101-000000"]) > "20270101-000000"


@pytest.mark.parametrize(
    "release_list, keep, removed",
    [
        (ReleaseList(("1", "2", "3"), "3"), 5, ()),
        (ReleaseList(("1", "2", "3"), "3"), 2, ("1",)),
        (ReleaseList(("1", "2", "3"), "1"), 2, ("2",)),
        (ReleaseList(("1", "2", "3", "4"), "4", frozenset("3")), 2, ("1", "3")),
        (ReleaseList(("1", "2", "3", "4"), "4", frozenset("3")), 3, ("3",)),
        (ReleaseList(), 2, ()),
    ],
)
def test_what_goes_when_room_is_made(release_list, keep, removed):
    assert release_list.superfluous(keep) == removed


def test_a_manifest_survives_its_file_and_damage_is_noticed():
    manifest = Manifest(
        {"a.html": Entry("00" * 32, 1), "theme/b.css": Entry("11" * 32, 2, 1)}, {"/x/": "/y/"}, ("/z/",)
    )
    assert read(manifest.to_json()) == manifest
    for damaged in (b"", b"{}", b'{"files": {"a": 1}}', manifest.to_json()[:-9], b"\xff"):
        with pytest.raises(ValueError):
            read(damaged)


def test_difference_leaves_out_what_readers_do_not_see():
    old = Manifest({"a.html": Entry("00", 1), "a.html.br": Entry("01", 1), "b.html": Entry("02", 1)})
    new = Manifest({"a.html": Entry("00", 1), "a.html.br": Entry("99", 1), "c.html": Entry("03", 1)})
    what = difference(old, new)
    assert (what.added, what.changed, what.removed) == (("c.html",), (), ("b.html",))


def test_a_file_written_again_is_hashed_again(tmp_path):
    from plugins.publish.result_cache import ResultCache

    cache, site = ResultCache(tmp_path / "cache"), tmp_path / "site"
    site.mkdir()
    (site / "a").write_text("một")
    first = hashes(read_tree(site), cache)
    (site / "b").write_text("hai")
    (site / "b").replace(site / "a")
    assert hashes(read_tree(site), cache)["a"] != first["a"]
    assert hashes(read_tree(site), cache) == hashes(read_tree(site))


def test_a_damaged_cache_is_forgotten_in_silence(portal):
    portal.published()
    for file in (portal.folder / ".cache/publish").glob("*.results*"):
        file.write_bytes(b"rubbish" * 1000)
    portal.page(STORIES[0], "<p>Mới</p>")
    portal.published()
    assert "<p>Mới</p>" in (portal.current / f"{STORIES[0].strip('/')}/index.html").read_text("utf-8")


@pytest.mark.parametrize(
    "folder",
    ["output", "./output", "content/x", "theme", ".git", "..", ".cache", "/etc", "/srv", "/usr/x", "a/.."],
)
def test_releases_are_never_kept_where_something_else_lies(folder):
    assert schema.problems(PublishSettings, {"folder": folder}), folder


@pytest.mark.parametrize("folder", ["public_html", "/srv/cong", "../cong", ".cache/live", "/var/www/cong"])
def test_releases_may_be_kept_in_a_folder_of_their_own(folder):
    assert not schema.problems(PublishSettings, {"folder": folder}), schema.problems(
        PublishSettings, {"folder": folder}
    )


@pytest.mark.parametrize("name", ["folder", "live"])
def test_a_folder_of_the_project_is_known_by_its_whole_path_too(portal, name):
    portal.settings(**{name: str(portal.folder / "output")})
    said = portal.publish()
    assert said.status != 0 and f"PUBLISH['{name}']" in said.err
