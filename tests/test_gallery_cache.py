"""Pictures are made once, trusted only when whole, and cleared away when unused."""

import json
import os
import signal
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

import pytest
from PIL import Image

from plugins.gallery import cache, prune
from plugins.gallery.cache import Cache, Index, Record
from plugins.gallery.derivatives import ENGINE
from plugins.gallery.pipeline import MEDIA, Pipeline
from plugins.gallery.settings import GallerySettings
from plugins.gallery.share_card import Headline
from tests.site import make_site

ROOT = Path(__file__).parents[1]
FONT = next((ROOT / "theme/static/fonts").glob("*.woff2"))


@pytest.fixture
def site(tmp_path):
    """A folder of three photos old enough to be trusted, and the way to process them."""
    return Site(tmp_path)


def processed(pipeline, photos, headlines=()):
    session = pipeline.session()
    session.run(photos, headlines)
    session.finish()
    return session.results


class Site:
    def __init__(self, folder):
        self.folder, self.output = folder, folder / "output"
        self.cache = Cache(folder / "cache")
        self.photos = [folder / f"anh-{number}.jpg" for number in range(3)]
        for number, path in enumerate(self.photos):
            Image.new("RGB", (700, 500), (60 * number, 90, 120)).save(path)

    def process(self, headlines=(), output=None, covers=False, **changes):
        pipeline = Pipeline(GallerySettings(workers=1, **changes), self.cache, output or self.output, FONT)
        return processed(pipeline, dict.fromkeys(self.photos, covers), headlines)

    def settings(self):
        """A settings file that keeps the pictures where this cache is."""
        path = self.folder / "settings.py"
        path.write_text('GALLERY = {"cache": "cache"}')
        return str(path)

    def made(self):
        """Every finished picture: name to (inode, time of writing)."""
        return {
            path.name: (path.stat().st_ino, path.stat().st_mtime_ns)
            for path in self.cache.folder.iterdir()
            if path.suffix != ".json" and path.is_file()
        }

    def published(self):
        return {path.name for path in (self.output / MEDIA).iterdir()}


def test_second_build_makes_nothing_and_starts_no_worker(site, monkeypatch):
    monkeypatch.setattr(cache, "TICK", -(10**12))
    first, before = site.process(), site.made()
    monkeypatch.setattr("plugins.gallery.workers.Worker", None)
    monkeypatch.setattr("plugins.gallery.render.fingerprint_of", None)
    second = site.process()
    assert site.made() == before
    assert second.photos == first.photos


def test_lost_index_costs_no_picture(site):
    site.process()
    before = site.made()
    (site.cache.folder / cache.INDEX).unlink()
    site.process()
    assert site.made() == before


def test_a_photo_that_an_older_version_finished_is_not_made_anew(tmp_path):
    cache = Cache(tmp_path)
    record = {"content": "c", "width": 2, "height": 1, "tone": 7, "animated": False, "files": {"a": 1}}
    cache.save("c.json", json.dumps({"engine": ENGINE, "record": record}).encode())
    assert cache.record("c") == Record("c", 2, 1, 7, False, {"a": 1})


@pytest.mark.parametrize("content", ["", "{", "[]", '{"engine": 0}', '{"engine": 1, "photos": 3}'])
def test_damaged_index_and_records_are_not_trusted(site, content):
    first = site.process()
    for path in site.cache.folder.glob("*.json"):
        path.write_text(content)
    assert site.process().photos == first.photos


def test_changed_option_makes_only_what_it_must(site):
    site.process()
    before = site.made()
    site.process(jpeg_quality=70)
    after = site.made()
    assert before.items() <= after.items()
    assert {name.rpartition(".")[2] for name in after.keys() - before.keys()} == {"jpg"}
    site.process(jpeg_quality=70, widths=(320, 480, 640))
    assert {name.rpartition("-")[2] for name in site.made().keys() - after.keys()} == {"480.webp"}


def test_photo_that_becomes_a_cover_gets_its_card_only(site):
    site.process()
    before = site.made()
    results = site.process(covers=True)
    assert {name.rpartition("-")[2] for name in site.made().keys() - before.keys()} == {"1200.jpg"}
    assert all((photo.card.width, photo.card.height) == (1200, 630) for photo in results.photos.values())


@pytest.mark.parametrize("covers", [False, True])
def test_a_file_that_was_lost_or_damaged_comes_back_to_the_byte(site, covers):
    """It may be public: another one under its name would be refused, and browsers keep the old one."""
    Image.effect_noise((2600, 1700), 90).convert("RGB").save(site.photos[0])
    site.process(covers=covers)
    before = {
        path.name: path.read_bytes() for path in site.cache.folder.glob("*.*") if path.suffix != ".json"
    }
    for number, name in enumerate(before):
        file = site.cache.folder / name
        harm = [before[name][:-1], before[name][:-9] + bytes(9), None][number % 3]
        file.write_bytes(harm) if harm else file.unlink()
        site.process(covers=covers)
        found = file.read_bytes(), (site.output / MEDIA / name).read_bytes()
        assert all(each == before[name] for each in found), name


def test_a_damaged_picture_that_a_story_shows_comes_back_and_is_drawn_no_more(tmp_path, photo):
    """Whoever writes into the output writes into the cache: the two are one file."""
    site = make_site(tmp_path)
    site.story(body="![Ảnh](anh.jpg)").with_name("anh.jpg").write_bytes(photo)
    site.story("hai", "Bài hai", "2024-06-05 08:00")

    def built() -> dict[str, tuple[str, int]]:
        result = site.build()
        assert result.returncode == 0, result.stderr
        files = (site.output / MEDIA).iterdir()
        return {each.name: (sha256(each.read_bytes()).hexdigest(), each.stat().st_mtime_ns) for each in files}

    before = built()
    for folder in (site.output / MEDIA, site.folder / ".cache/gallery"):
        for name in before:
            data = bytearray((folder / name).read_bytes())
            data[len(data) // 2] ^= 85
            (folder / name).write_bytes(data)
        after = built()
        assert {name: each[0] for name, each in after.items()} == {
            name: each[0] for name, each in before.items()
        }
        assert built() == after, "and once only"


def test_changed_photo_is_seen_though_size_and_mtime_stay(site, monkeypatch):
    monkeypatch.setattr(cache, "TICK", -(10**12))
    path = site.photos[0]
    before, stat = site.process().photos[path], path.stat()
    content = bytearray(path.read_bytes())
    Image.new("RGB", (700, 500), "white").save(path)
    padded = path.read_bytes().ljust(len(content), b"\0")[: max(len(content), path.stat().st_size)]
    path.write_bytes(padded)
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert site.process().photos[path].webp != before.webp


def test_photo_changed_moments_ago_is_read_again(tmp_path):
    path = tmp_path / "anh.jpg"
    path.write_bytes(b"1")
    index, stat = Index(), path.stat()
    record = Record("c", 1, 1, 0, False, {})
    index.note(path, stat, record, now=stat.st_ctime_ns + 1_000_000_000)
    assert index.recall(path, stat) is None
    index.note(path, stat, record, now=stat.st_ctime_ns + 3_000_000_000)
    assert index.recall(path, stat) == record


@pytest.mark.parametrize("damage", ["gone", "cut"])
def test_damaged_picture_is_made_again(site, monkeypatch, damage):
    monkeypatch.setattr(cache, "TICK", -(10**12))
    results = site.process()
    rendition = results.photos[site.photos[1]].webp[0]
    path = site.cache.folder / Path(rendition.url).name
    whole = path.read_bytes()
    path.unlink() if damage == "gone" else os.truncate(path, 10)
    assert site.process().photos == results.photos
    assert path.read_bytes() == whole
    assert (site.output / rendition.url.lstrip("/")).read_bytes() == whole


def test_output_gets_links_not_copies(site):
    results = site.process()
    for photo in results.photos.values():
        published = site.output / photo.jpeg.url.lstrip("/")
        assert published.samefile(site.cache.folder / published.name)


def test_output_on_a_disk_without_links_gets_copies(site, monkeypatch):
    def refuse(*_):
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(os, "link", refuse)
    results = site.process()
    assert {rendition.url for photo in results.photos.values() for rendition in photo.webp}
    assert all(
        (site.output / MEDIA / name).read_bytes() == (site.cache.folder / name).read_bytes()
        for name in (Path(photo.jpeg.url).name for photo in results.photos.values())
    )
    assert not list(site.output.rglob("*.part"))


def test_withdrawn_photo_leaves_the_output(site):
    """An editor who takes a photo away means it; other people's files stay."""
    gone = site.process().photos[site.photos[0]]
    (site.output / MEDIA / "readme.txt").write_text("not ours")
    (site.output / MEDIA / "0123456789abcdef-320.webp.part").write_text("half")
    del site.photos[0]
    site.process()
    assert Path(gone.jpeg.url).name not in site.published()
    assert "readme.txt" in site.published()
    assert not [name for name in site.published() if name.endswith(".part")]


def test_site_without_pictures_makes_no_folder(tmp_path):
    results = processed(
        Pipeline(GallerySettings(), Cache(tmp_path / "cache"), tmp_path / "output", Path()), {}
    )
    assert not results.photos and not list(tmp_path.iterdir())


def test_nothing_is_written_outside_output_and_store(site):
    site.process(headlines=[Headline("../../x", "../../../etc/passwd\0/" * 9)])
    assert {path.name for path in site.folder.iterdir()} - {path.name for path in site.photos} == {
        "output",
        "cache",
    }


def aged(*paths):
    for path in paths:
        os.utime(path, (0, 0))


def test_prune_leaves_what_a_running_build_may_have_just_made(site):
    site.process()
    site.photos.pop()
    site.process()
    before = site.made()
    assert prune.main([site.settings()]) == 0 and site.made() == before


def test_prune_removes_what_the_last_build_did_not_use(site, capsys):
    site.process(headlines=[Headline("Cổng", "Bài một")])
    (site.cache.folder / "tmpx.part").write_bytes(b"half")
    kept = site.photos.pop()
    site.process()
    aged(*site.cache.folder.iterdir())
    assert prune.main([site.settings()]) == 0
    assert "Đã dọn" in capsys.readouterr().out
    names = {path.name for path in site.cache.folder.iterdir() if path.is_file()}
    assert {name for name in names if not name.endswith(".json")} == site.published()
    assert len([name for name in names if name.endswith(".json")]) == 1 + len(site.photos)
    before = site.made()
    site.process()
    assert site.made() == before
    site.photos.append(kept)
    assert kept in site.process().photos


def test_prune_names_a_wrong_setting(site, capsys):
    path = Path(site.settings())
    path.write_text("GALLERY = {'cahe': 'x'}")
    assert prune.main([str(path)]) == 1
    assert "GALLERY['cahe']" in capsys.readouterr().err


def test_prune_without_a_build_removes_nothing(site, capsys):
    site.process()
    (site.cache.folder / cache.INDEX).unlink()
    before = site.made()
    assert prune.main([site.settings()]) == 1
    assert site.made() == before
    assert "Hãy dựng trang trước" in capsys.readouterr().out


def test_what_the_disk_refuses_is_not_blamed_on_a_photo(site):
    site.cache.folder.write_text("a file where the folder should be")
    with pytest.raises(FileExistsError) as refused:
        site.process()
    assert refused.value.filename == str(site.cache.folder)


def test_interrupted_save_leaves_nothing_under_the_name(tmp_path, monkeypatch):
    kept = Cache(tmp_path / "cache")

    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        kept.save("a.webp", b"x" * 9999)
    assert not list(kept.folder.iterdir())


SLOW_BUILD = """
import sys
from pathlib import Path
from plugins.gallery.pipeline import Pipeline
from plugins.gallery.settings import GallerySettings
from plugins.gallery.cache import Cache
folder = Path(sys.argv[1])
photos = dict.fromkeys(sorted(folder.glob("*.jpg")), False)
Pipeline(GallerySettings(workers=2), Cache(folder / "cache"), folder / "output", Path()).process(photos)
"""


@pytest.mark.parametrize("stop", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("after", [0.3, 0.5])
def test_killed_build_leaves_no_picture_that_a_later_one_wrongly_trusts(tmp_path, stop, after):
    photos = [tmp_path / f"{number}.jpg" for number in range(4)]
    for path in photos:
        Image.effect_noise((1100, 800), 80).save(path)
    build = subprocess.Popen(
        [sys.executable, "-c", SLOW_BUILD, str(tmp_path)],
        cwd=ROOT,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    time.sleep(after)
    os.killpg(build.pid, stop) if stop == signal.SIGINT else build.send_signal(stop)
    build.wait(30)
    kept = Cache(tmp_path / "cache")
    time.sleep(0.3)  # an orphaned worker may still finish the file it was writing
    # A quick machine may have finished and written its index too.
    for record in set(kept.folder.glob("*.json")) - {kept.folder / cache.INDEX}:
        for name, size in json.loads(record.read_text())["record"]["files"].items():
            with Image.open(kept.folder / name) as image:
                image.load()
            assert (kept.folder / name).stat().st_size == size
    results = processed(
        Pipeline(GallerySettings(workers=2), kept, tmp_path / "output", Path()), dict.fromkeys(photos, False)
    )
    assert not results.refused and len(results.photos) == 4
    for path in (tmp_path / "output" / MEDIA).iterdir():
        with Image.open(path) as image:
            image.load()


def test_a_file_laid_down_is_nobodys_until_it_is_settled(tmp_path):
    kept = Cache(tmp_path / "cache")
    kept.sweep()
    path = kept.lay_down("card.png", b"card")
    now = time.time_ns() + 10**9
    assert not kept.holds("card.png", 4, now) and Path(path).is_file()
    kept.settle({"card.png": path})
    assert kept.holds("card.png", 4, now) and not Path(path).exists()


def test_what_a_stopped_build_laid_down_is_swept_up_an_hour_later(tmp_path):
    kept = Cache(tmp_path / "cache")
    kept.sweep()
    old, new = (Path(kept.lay_down(name, b"card")) for name in ("a.png", "b.png"))
    aged(old)
    kept.sweep()
    assert not old.exists() and new.exists()


def test_pictures_are_for_everyone_whatever_the_administrators_umask(site):
    before = os.umask(0o077)
    try:
        site.process(headlines=[Headline("Cổng", "Bài một")])
    finally:
        os.umask(before)
    assert {path.stat().st_mode & 0o777 for path in (site.output / MEDIA).iterdir()} == {0o644}


def test_cards_drawn_by_many_are_the_cards_drawn_by_one(site):
    headlines = [Headline("Cổng", f"Tin số {number}") for number in range(70)]
    results = site.process(headlines)
    files = {name: (site.cache.folder / name).read_bytes() for name in site.made()}
    alone = Pipeline(GallerySettings(workers=1), Cache(site.folder / "alone"), site.folder / "b", FONT)
    for headline in headlines:
        (card,) = processed(alone, {}, [headline]).cards.values()
        name = card.url.rpartition("/")[2]
        assert results.cards[headline] == card and (alone.cache.folder / name).read_bytes() == files[name]
