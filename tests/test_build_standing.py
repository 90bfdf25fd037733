"""Pages that stand are not printed again; what stands is what a build from nothing would write."""

import os
import random
import shutil
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from PIL import Image

from plugins import defaults
from plugins.build import output as built_site
from plugins.build import printed, run
from plugins.build.closure import Parts
from plugins.build.run import Wish, build
from plugins.build.unchanged import Unchanged
from plugins.core import stamps
from plugins.core.look import around
from plugins.gallery import cache as photo_cache
from plugins.gallery.cache import Cache
from plugins.gallery.prune import prune
from plugins.views.settings import ViewsSettings
from plugins.views.snapshot import Snapshot
from plugins.views.snapshot import write as write_snapshot
from tests.site import ROOT, Site, make_site

NOON = datetime.fromisoformat("2024-07-01T12:00:00+07:00")
SECTIONS = ("Y tế", "Kinh tế", "Giáo dục")
STEPS = 48

_looked_through: dict[Path, dict[str, Parts]] = {}


@pytest.fixture
def portal(tmp_path, monkeypatch, learnt) -> Site:
    """A few stories."""
    site = make_site(tmp_path / "portal")
    for number in range(8):
        site.story(f"bai-{number}", f"Bài {number}", f"2024-06-{number + 1:02} 08:00", tags="[Một, Hai]")
    monkeypatch.chdir(site.folder)
    return site


@pytest.fixture
def themed(portal, monkeypatch) -> Site:
    """The portal with the theme beside it, so that a test may change it."""
    shutil.copytree(ROOT / "theme", portal.folder / "theme")
    monkeypatch.setattr(defaults, "THEME", portal.folder / "theme")
    return portal


def built(site: Site, output: str = "output", **wish):
    result = build("settings.py", site.folder / output, Wish(**wish))
    assert result.built, result.mistakes
    return result


def commanded(site: Site) -> bool:
    """As the command builds; whether it found that nothing had changed."""
    look = around("settings.py", site.output).begin()
    unchanged = Unchanged(Path("settings.py"), site.output, look)
    if unchanged.found():
        return True
    result = build("settings.py", site.output, Wish(), look, unchanged)
    assert result.built, result.mistakes
    return False


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def written(folder: Path) -> dict[str, tuple[int, int]]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): (path.stat().st_ino, path.stat().st_mtime_ns) for path in files}


def same_as_from_nothing(site: Site) -> None:
    shutil.rmtree(site.folder / "whole", ignore_errors=True)
    # It looks through templates only to note for a later build what they ask for, and none reads that:
    # texts that an earlier build from nothing has looked through are not looked through again.
    known, made, templates = _looked_through.setdefault(site.folder, {}), [], printed.Templates
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            printed,
            "Templates",
            lambda environment, given: made.append(templates(environment, known | given)) or made[-1],
        )
        built(site, "whole", full=True)
    for each in made:
        known.update(each.used())
    found, wanted = tree(site.output), tree(site.folder / "whole")
    assert found.keys() == wanted.keys()
    assert [path for path in wanted if found[path] != wanted[path]] == []


@contextmanager
def at(moment: datetime):
    with time_machine.travel(moment, tick=False):
        yield


def test_nothing_is_written_when_nothing_changed(portal):
    with at(NOON):
        built(portal)
        before = written(portal.output)
        built(portal)
    assert written(portal.output) == before


def test_one_more_story_writes_its_pages_and_the_lists_that_show_it(portal):
    for number in range(40):
        portal.story(
            f"cu-{number}", f"Cũ {number}", f"2023-0{number % 9 + 1}-05 08:00", "Kinh tế", tags="[Ba]"
        )
    with at(NOON):
        built(portal)
        before = written(portal.output)
        portal.story("moi", "Bài mới", "2024-06-20 08:00")
        built(portal)
    pages = {path for path, file in written(portal.output).items() if before.get(path) != file}
    pages = {path for path in pages if path.endswith(".html")}
    stories = {path for path in pages if path.startswith("tin/20") and path.count("/") == 4}
    assert stories == {"tin/2024/06/moi/index.html"}
    assert "index.html" in pages and "y-te/index.html" in pages and "tin/2024/06/index.html" in pages
    assert not any("2023" in path for path in pages)


@pytest.mark.parametrize("first", [False, True])
def test_links_that_lead_nowhere_for_some_days_leave_all_else_as_it_is(portal, monkeypatch, first):
    monkeypatch.setattr(stamps, "SETTLED", -(10**18))
    body = "Xem [bài này](/tin/2024/04/rut/), [bài kia](/tin/2024/04/loi/)"
    portal.story("chu", "Chữ", "2024-04-02 08:00", body=f"{body}.")
    path = portal.story("tep", "Tệp", "2024-04-03 08:00", body=f"{body} và [biểu mẫu](bieu-mau.csv).")
    (path.parent / "bieu-mau.csv").write_text("số,9\n")
    withdrawn, slip = {"status": "withdrawn", "reason": "Nhầm."}, {"category": "Bóng đá"}
    with at(NOON):
        for is_away in (first, not first, first):
            portal.story("rut", "Rút", "2024-04-01 08:00", **(withdrawn if is_away else {}))
            portal.story("loi", "Lỗi", "2024-04-01 08:00", **(slip if is_away else {}))
            built(portal)
            same_as_from_nothing(portal)


@pytest.mark.parametrize(
    ("shown", "again"),
    [("", False), ("{{ tag.url }}", False), ("{{ tag.count }}", True), ("{{ tag.newest[0].title }}", True)],
)
def test_a_page_of_another_year_of_a_tag_is_printed_for_what_it_shows_of_that_tag(themed, shown, again):
    template = themed.folder / "theme/templates/tag.html"
    template.write_text(template.read_text("utf-8").replace("<ul", f"{shown}<ul", 1), "utf-8")
    themed.story("cu", "Bài cũ", "2023-05-05 08:00", tags="[Một]")
    themed.story("xua", "Bài xưa", "2022-05-05 08:00", tags="[Một]")
    with at(NOON):
        built(themed)
        themed.story("moi", "Bài mới", "2023-06-20 08:00", tags="[Một]")
        printed = {page for pages in built(themed, profile=True).work.why.values() for page in pages}
        assert {"the/mot/index.html", "the/mot/2023/index.html"} <= printed
        assert ("the/mot/2022/index.html" in printed) == again
        same_as_from_nothing(themed)


def _edited_twice(site: Site) -> None:
    _text(site, "Bài 3").replace(_text(site, "Bài 3").with_suffix(".cu"))
    site.story("bai-3", "Bài 3 đã sửa", "2024-06-04 08:00")


def _text(site: Site, title: str) -> Path:
    return next(p for p in site.folder.glob("content/tin/*/*/*/index.md") if title in p.read_text("utf-8"))


AFTER_THE_LOOK = {
    "a story edited": lambda site: site.story("bai-3", "Bài 3 đã sửa", "2024-06-04 08:00"),
    "a story replaced by a new file": _edited_twice,
    "a story added": lambda site: site.story("moi", "Bài mới", "2024-06-20 08:00"),
    "a page of the output edited": lambda site: (site.output / "index.html").write_text("sửa tay", "utf-8"),
    "a page of the output removed": lambda site: (site.output / "the/index.html").unlink(),
    "a file laid into the output": lambda site: (site.output / "la.html").write_text("lạ", "utf-8"),
}


@pytest.mark.parametrize("changed", AFTER_THE_LOOK)
@pytest.mark.parametrize("edited_before", [False, True])
def test_what_changes_after_the_look_is_seen_by_the_next_build(portal, changed, edited_before):
    built(portal)
    if edited_before:
        portal.story("bai-3", "Bài 3 sửa lần đầu", "2024-06-04 08:00")
    look = around("settings.py", portal.output).begin()
    look.wait()
    AFTER_THE_LOOK[changed](portal)
    build("settings.py", portal.output, Wish(), look)
    built(portal)
    same_as_from_nothing(portal)


def test_a_build_that_waited_for_another_looks_again(portal, monkeypatch):
    built(portal)
    look = around("settings.py", portal.output).begin()
    look.wait()

    alone = run.locked

    @contextmanager
    def after_another(_path, _wait, tell, _work):
        monkeypatch.setattr(run, "locked", alone)
        portal.story("bai-3", "Bài 3 đã sửa", "2024-06-04 08:00")
        built(portal)
        portal.story("bai-4", "Bài 4 đã sửa", "2024-06-05 08:00")
        tell("xin chờ")
        yield

    monkeypatch.setattr(run, "locked", after_another)
    assert build("settings.py", portal.output, Wish(), look).built
    same_as_from_nothing(portal)


class Newsroom:
    """Random edits; each method is one kind of them."""

    def __init__(self, site: Site, seed: int):
        self.site, self.chance, self.now, self.count = site, random.Random(seed), NOON, 0
        self.stories = sorted(site.folder.glob("content/tin/*/*/*/index.md"))
        self.slip: Path | None = None

    def _one(self) -> Path:
        return self.chance.choice([path for path in self.stories if path.exists() and path != self.slip])

    def _replace(self, path: Path, old: str, new: str) -> None:
        path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")

    def add(self):
        self.count += 1
        day = self.now.date() - timedelta(days=self.chance.randrange(60))
        section = self.chance.choice(SECTIONS)
        path = self.site.story(
            f"them-{self.count}", f"Thêm {self.count}", f"{day} 09:00", section, tags="[Hai]"
        )
        self.stories.append(path)

    def change(self):
        self._replace(self._one(), "Một đoạn văn.", f"Một đoạn văn. Thêm câu {self.count}.")

    def retitle(self):
        self._replace(self._one(), "title: ", "title: Mới ")

    def retag(self):
        self._replace(self._one(), "Hai]", "Hai, Bốn]")

    def move_section(self):
        path = self._one()
        now = path.read_text("utf-8").split("category: ")[1].split("\n")[0]
        self._replace(path, f"category: {now}", f"category: {self.chance.choice(SECTIONS)}")

    def rename(self):
        path = self._one()
        path.parent.rename(path.parent.with_name(f"{path.parent.name}-x"))
        self.stories.append(path.parent.with_name(f"{path.parent.name}-x") / "index.md")

    def delete(self):
        shutil.rmtree(self._one().parent)

    def expire(self):
        self._replace(self._one(), "---\n", f"---\nexpires: {self.now:%Y-%m-%d}\n")

    def withdraw(self):
        self._replace(self._one(), "---\n", "---\nstatus: withdrawn\nreason: Đăng nhầm.\n")

    def draft(self):
        self._replace(self._one(), "---\n", "---\nstatus: draft\n")

    def slip_and_mend(self):
        if self.slip:
            self._replace(self.slip, "category: Bóng đá\n", "category: Y tế\n")
            self.slip = None
        else:
            path = self._one()
            now = path.read_text("utf-8").split("category: ")[1].split("\n")[0]
            self._replace(path, f"category: {now}\n", "category: Bóng đá\n")
            self.slip = path

    def photo(self):
        path = self._one()
        self.count += 1
        Image.new("RGB", (800, 600), (self.count % 256, 99, 99)).save(path.parent / "anh.jpg")
        if "anh.jpg" not in path.read_text("utf-8"):
            path.write_text(path.read_text("utf-8") + "\n![Đại biểu](anh.jpg)\n", "utf-8")

    def photo_replaced(self):
        photos = sorted(self.site.folder.glob("content/tin/*/*/*/anh.jpg"))
        if photos:
            self.count += 1
            Image.new("RGB", (900, 600), (99, self.count % 256, 99)).save(self.chance.choice(photos))

    def picture_cut(self):
        """A published picture is one file with that of the cache."""
        pictures = sorted(self.site.output.glob("media/*"))
        if pictures:
            os.truncate(self.chance.choice(pictures), 9)

    def same_photo(self):
        """One photo in two stories; of one of them it is the cover."""
        photos = sorted(self.site.folder.glob("content/tin/*/*/*/anh.jpg"))
        path = self._one()
        if photos and not (path.parent / "anh.jpg").exists():
            shutil.copy(self.chance.choice(photos), path.parent / "anh.jpg")
            self._replace(path, "---\n", "---\ncover: anh.jpg\n")

    def photo_nobody_uses(self):
        path = self._one()
        Image.new("RGB", (800, 600), (9, 9, 9)).save(path.parent / "thua.jpg")

    def attachment(self):
        path = self._one()
        self.count += 1
        (path.parent / "bieu-mau.csv").write_text(f"số,{'9' * self.count}\n")
        if "bieu-mau.csv" not in path.read_text("utf-8"):
            path.write_text(path.read_text("utf-8") + "\nXem [biểu mẫu](bieu-mau.csv).\n", "utf-8")

    def link(self):
        path, to = self._one(), self._one()
        address = f"/tin/{to.parent.relative_to(self.site.folder / 'content/tin')}/"
        path.write_text(path.read_text("utf-8") + f"\nXem [bài kia]({address}).\n", "utf-8")

    def telephone(self):
        path = self._one()
        path.write_text(path.read_text("utf-8") + "\nGọi số 0912 345 678.\n", "utf-8")

    def expires_soon(self):
        self._replace(self._one(), "---\n", f"---\nexpires: {self.now + timedelta(days=1):%Y-%m-%d}\n")

    def corrected_tomorrow(self):
        day = f"{self.now + timedelta(days=1):%Y-%m-%d}"
        path = self._one()
        if "corrections:" not in path.read_text("utf-8"):
            lines = f"corrections:\n  - date: {day}\n    text: Số đúng là 9.\n"
            self._replace(path, "---\n", f"---\n{lines}")

    def pinned(self):
        path = self._one()
        if "pinned" not in path.read_text("utf-8"):
            self._replace(path, "---\n", "---\npinned: true\n")

    def counts(self):
        """Citizens have read some stories, and an old number was brought along."""
        ids = [
            "-".join(path.parent.relative_to(self.site.folder / "content/tin").parts) for path in self.stories
        ]
        self.count += 1
        counted = {name: self.chance.randrange(900) for name in ids}
        brought = {self.chance.choice(ids): 1000 + self.count}
        most = list(counted.items())
        taken = Snapshot(self.now.isoformat(timespec="seconds"), counted, brought, most_read={"7": most})
        write_snapshot(self.site.folder / ViewsSettings().snapshot, taken)

    def template(self):
        name = self.chance.choice(
            ("components/footer.html", "article.html", "month.html", "components/teaser.html")
        )
        path = self.site.folder / "theme/templates" / name
        path.write_text(path.read_text("utf-8").replace("</p>", f"<!-- {self.count} --></p>", 1), "utf-8")

    def style(self):
        with (self.site.folder / "theme/static/css/print.css").open("a") as file:
            file.write(f"/* {self.count} */ .x{self.count} {{ color: var(--ink) }}\n")

    def setting(self):
        self.count += 1
        with (self.site.folder / "settings.py").open("a") as file:
            file.write(f"PORTAL['organisation']['telephone'] = '024 0000 {self.count:04}'\n")

    def data_file(self):
        path = self.site.folder / "content/du-lieu/lien-ket.yaml"
        self._replace(path, "text: ", "text: Mới ")

    def notice(self):
        path = self.site.folder / "content/du-lieu/thong-bao.yaml"
        path.write_text(f"- text: Bão số {self.count}\n", "utf-8")

    def notice_for_hours(self):
        path = self.site.folder / "content/du-lieu/thong-bao.yaml"
        first, last = (f"{self.now + timedelta(hours=hours):%Y-%m-%d %H:%M}" for hours in (1, 4))
        path.write_text(f"- text: Mất điện {self.count}\n  starts: {first}\n  until: {last}\n", "utf-8")

    def appears_soon(self):
        self.count += 1
        moment = self.now + timedelta(hours=2)
        path = self.site.story(f"sap-{self.count}", f"Sắp {self.count}", f"{moment:%Y-%m-%d %H:%M}")
        self.stories.append(path)

    def hours(self):
        self.now += timedelta(hours=self.chance.choice((1, 3, 5)))

    def midnight(self):
        self.now += timedelta(days=self.chance.choice((1, 1, 40)))

    def clock_back(self):
        self.now -= timedelta(days=1)

    def touch(self):
        os.utime(self._one())

    def output_edited(self):
        page = self.chance.choice(sorted(self.site.output.rglob("index.html")))
        at_first = page.stat()
        page.write_bytes(page.read_bytes()[::-1])
        os.utime(page, ns=(at_first.st_atime_ns, at_first.st_mtime_ns))

    def output_deleted(self):
        self.chance.choice(sorted(self.site.output.rglob("index.html"))).unlink()

    def stray(self):
        (self.site.output / "la/lung").mkdir(parents=True)
        (self.site.output / "la/lung/tep.html").write_text("lạ")

    def cut(self):
        noted = self.site.folder / ".output.pages"
        noted.write_bytes(noted.read_bytes()[: self.chance.randrange(2000)])

    def cache_damaged(self):
        self._damage("stories.sqlite")

    def stories_lost(self):
        (self.site.folder / ".cache/stories.sqlite").unlink(missing_ok=True)

    def pruned(self):
        prune(Cache(self.site.folder / ".cache/gallery"), at_once=True)

    def articles_damaged(self):
        self._damage("articles-preview.sqlite")

    def _damage(self, name: str) -> None:
        kept = self.site.folder / ".cache" / name
        if not kept.exists():
            return
        data = bytearray(kept.read_bytes())
        for _ in range(40):
            data[self.chance.randrange(len(data))] ^= 1
        kept.write_bytes(data)

    def articles_cut(self):
        kept = self.site.folder / ".cache/articles-preview.sqlite"
        if kept.exists():
            kept.write_bytes(kept.read_bytes()[: self.chance.randrange(90_000)])

    def same_stamp(self):
        path = self._one()
        first = path.stat()
        self._replace(path, "Một", "Mật")
        os.utime(path, ns=(first.st_atime_ns, first.st_mtime_ns))

    def stopped(self):
        """The next build stops while its files take their places."""
        self.add()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(built_site, "recover", _stop_at(self.chance.randrange(4)))
            with pytest.raises(KeyboardInterrupt):
                build("settings.py", self.site.output, Wish())


def _stop_at(number: int):
    """`recover` of which only some renames are done."""
    real, renamed = built_site.recover, os.replace

    def recover(output):
        left = [number]

        def replace(path, to):
            if Path(path).is_relative_to(output.with_name(f".{output.name}.next")):
                left[0] -= 1
                if left[0] < 0:
                    raise KeyboardInterrupt
            return renamed(path, to)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, "replace", replace)
            real(output)

    return recover


KINDS = [name for name in vars(Newsroom) if not name.startswith("_")]


@pytest.mark.parametrize("seed", [1])
def test_whatever_changes_the_site_is_that_of_a_build_from_nothing(themed, seed, monkeypatch):
    # The clock of the site is not that of its files: any stamp is old enough to be trusted.
    monkeypatch.setattr(stamps, "SETTLED", -(10**18))
    monkeypatch.setattr(photo_cache, "TICK", -(10**18))
    room = Newsroom(themed, seed)
    kinds = room.chance.sample(KINDS, len(KINDS)) + room.chance.choices(KINDS, k=STEPS - len(KINDS))
    found = []
    with at(room.now):
        built(themed)
    for kind in kinds:
        if room.slip and room.chance.random() < 0.5:
            room.slip_and_mend()  # while it lasts, nothing is noted
        getattr(room, kind)()
        with at(room.now):
            found.append((kind, commanded(themed)))
            same_as_from_nothing(themed)
            noted = [commanded(themed) for _ in range(2)]
            found.append(("a slip lasts" if room.slip else "nothing", any(noted)))
    stood = [stands for kind, stands in found if kind == "nothing"]
    assert sum(stood) > len(stood) / 2, found


def test_a_build_tells_what_it_did_and_why_each_page_was_printed(portal):
    def told(reason: str) -> set[str]:
        work = built(portal, profile=True).work
        return {page for each, pages in work.why.items() if each == reason for page in pages}

    assert "index.html" in told("chưa có lần dựng nào trước đó")
    work = built(portal, profile=True).work
    assert (work.read, work.printed, dict(work.why)) == (0, 0, {}) and work.standing > 20
    portal.story("bai-3", "Bài 3", "2024-06-04 08:00", body="Chữ khác.")
    portal.story("bai-9", "Bài 9", "2024-06-09 08:00")
    result = built(portal, profile=True)
    assert result.work.read == 2
    assert "tin/2024/06/bai-3/index.html" in result.work.why["nội dung của trang đã đổi"]
    assert result.work.why["trang mới"][0].startswith("tin/2024/06/bai-9/")
    line, *reasons = result.lines(Path("output"))
    assert ": đọc 2 bài, in " in line and "trang giữ nguyên (đọc " in line and len(reasons) >= 2
    footer = "templates/components/footer.html"
    portal.write(f"content/giao-dien/{footer}", (ROOT / "theme" / footer).read_text("utf-8") + "<!-- mới -->")
    assert "tin/2024/06/bai-3/index.html" in told("mẫu components/footer.html đã đổi")
    (portal.output / "index.html").write_text("sửa tay")
    assert told("tệp trong output đã mất hay bị sửa") == {"index.html"}
    portal.settings(**{"PORTAL.organisation.telephone": "024 3333 0000"})
    assert "index.html" in told("phần mềm hay tệp cài đặt đã đổi")
    assert "index.html" in {p for ps in built(portal, profile=True, full=True).work.why.values() for p in ps}
