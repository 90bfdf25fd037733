"""A release is made of the folder of one that is to go: what lies there already is used, if it is right."""

import os
import sys
import time
from hashlib import sha256
from shutil import copytree, rmtree
from subprocess import PIPE, run

import pytest

from plugins.core import folder_names
from plugins.core import stamps as core_stamps
from plugins.core.lock import locked
from plugins.core.look import files_in
from plugins.publish import publish, settings
from plugins.publish import spare as publish_spare
from plugins.publish.releases import folder, reuse, scan, stamps
from plugins.publish.releases.current import Current
from plugins.publish.releases.manifest import Entry
from plugins.publish.targets import evidence, publish_lock
from plugins.publish.targets.local import Local
from tests.newsroom import make_newsroom
from tests.portal import STORIES, list_stories, make_portal
from tests.site import ROOT

SPARE = "releases/.spare"
SETTLED = 30 * 10**6  # ns: more than a step of the file system's clock


@pytest.fixture
def portal(tmp_path):
    """Three publishes, of which two are kept: the folder of the first waits to be used."""
    portal = make_portal(tmp_path / "portal")
    portal.settings(keep=2, keep_days=0)
    portal.page("/trang/cu/", "<p>Trang cũ</p>")
    list_stories(portal, [*STORIES, "/trang/cu/"])
    for number in range(3):
        portal.page(STORIES[0], f"<p>Bản {number}</p>")
        portal.published()
    return portal


def spare(portal):
    return portal.local.folder / SPARE


def whole(portal) -> bool:
    """Whether every release holds just what it was published as, to the byte, readable for the web server."""
    for name in portal.local.release_list().releases:
        assert stamps.altered(portal.local.path(name), portal.local.manifest(name)) == {}, name
        for path in portal.local.path(name).rglob("*"):
            assert path.stat().st_mode & 0o777 == (0o755 if path.is_dir() else 0o644), path
    return True


def large(monkeypatch) -> None:
    """Every release counts as one of many files."""
    for module in (reuse, scan):
        monkeypatch.setattr(module, "MANY", 0)


def test_the_folder_and_its_unchanged_files_are_not_touched(portal):
    old, page = spare(portal), "tin/2024/06/bai-5"
    at, before = (old / page).stat(), (old / page / "index.html").stat()
    assert not (old / page).samefile(portal.current / page)
    portal.page(STORIES[0], "<p>Bản mới</p>")
    portal.published()
    now, after = (portal.current / page).stat(), (portal.current / page / "index.html").stat()
    assert (now.st_ino, now.st_mtime_ns) == (at.st_ino, at.st_mtime_ns)
    assert (after.st_ino, after.st_ctime_ns) == (before.st_ino, before.st_ctime_ns)
    assert spare(portal).is_dir() and len(portal.local.release_list().releases) == 2 and whole(portal)


def test_each_kind_of_change_gives_a_whole_release(portal):
    for number in range(4):
        portal.page(f"/trang/moi-{number}/", "<p>Mới</p>")
        for each in {0: (), 1: ("trang/moi-0",), 2: ("trang/moi-1/index.html",), 3: ()}[number]:
            at = portal.site / each
            rmtree(at) if at.is_dir() else at.unlink()
        portal.moved("- cũ: /trang/moi-0/\n  mới: /\n- cũ: /trang/moi-1/\n  mới: /\n")
        portal.published()
        assert whole(portal)
    assert portal.run("rollback").status == 0 and whole(portal)


def _stray(at):
    (at / "la.html").write_text("lạ")
    (at / "thu-muc-la").mkdir()
    (at / "thu-muc-la/la.html").write_text("lạ")


def _edited(at):
    file = at / "tin/2024/06/bai-5/index.html"
    text = file.read_bytes()
    file.unlink()
    file.write_bytes(text.replace(b"Trang", b"Trung"))


def _lost(at):
    rmtree(at / "tin/2024")


def _links(at):
    (at / "index.html").unlink()
    (at / "index.html").symlink_to("/etc/hostname")
    rmtree(at / "theme")
    (at / "theme").symlink_to("/etc")


def _swapped(at):
    rmtree(at / "tin")
    (at / "tin").write_text("một tệp")
    (at / "robots.txt").unlink()
    (at / "robots.txt").mkdir()


def _modes(at):
    (at / "tin").chmod(0o700)
    (at / "index.html").rename(at / "index.old")
    (at / "robots.txt").rename(at / "index.html")


def _exchanged(at):
    one, other = (at / f"tin/2024/06/bai-{number}/index.html" for number in (5, 6))
    one.rename(at / "x")
    other.rename(one)
    (at / "x").rename(other)


@pytest.mark.parametrize("harm", [_stray, _edited, _lost, _links, _swapped, _modes, _exchanged])
def test_a_spare_folder_that_was_touched_does_no_harm(portal, harm):
    harm(spare(portal))
    portal.page(STORIES[1], "<p>Mới</p>")
    said = portal.publish()
    assert said.status == 0 and whole(portal)


@pytest.mark.parametrize("harm", [_stray, _edited, _lost, _swapped, rmtree])
def test_a_large_release_is_laid_out_on_all_cores_just_the_same(portal, monkeypatch, harm):
    harm(spare(portal))
    large(monkeypatch)
    monkeypatch.setattr(scan, "BRANCHES", 3)
    at_work = []
    real = scan.spread
    for module in (reuse, scan):
        monkeypatch.setattr(
            module, "spread", lambda *asked, **how: at_work.append(asked[1]) or real(*asked, **how)
        )
    portal.page(STORIES[1], "<p>Mới</p>")
    portal.published()
    assert whole(portal) and all(len(shares) == scan.cores() for shares in at_work) and at_work


def lay_out(portal, stays: bool = False, steps: int = 99) -> Current:
    """Does what a publish does while the site is built; the public release.

    stays: the folder of before; steps: after which the site is built
    """
    if not stays:
        rmtree(spare(portal), ignore_errors=True)
    read = settings.read(portal.folder / "settings.py")
    local = Local(read.folder, read.cache)
    last = evidence.last_release(local, [], stamps.Stamps(read.cache), False)
    ends = iter([False] * steps)
    publish_spare.lay_out(read, local, last, print, lambda: next(ends, True))
    return last


@pytest.fixture
def linked(monkeypatch) -> list[str]:
    """What is linked when a release is written."""
    found, real = [], folder.links
    monkeypatch.setattr(folder, "links", lambda paths, *asked: found.extend(paths) or real(paths, *asked))
    return found


def test_a_portal_without_one_lays_it_out_while_the_site_is_built(portal, linked, monkeypatch):
    large(monkeypatch)
    last = lay_out(portal)
    for path in last.manifest.files:
        assert (spare(portal) / path).samefile(last.path / path), path
    known = stamps.Stamps(portal.folder / ".cache/publish")
    assert {*known.untouched(last.path, last.manifest.files)} == {*last.manifest.files}
    portal.page(STORIES[1], "<p>Mới</p>")
    portal.published()
    assert whole(portal) and not linked


PUBLISH = """
import sys
from plugins.publish import build_process, prepare
from plugins.publish.__main__ import main
from plugins.publish.releases import folder, reuse, scan
real, reuse.MANY, scan.MANY, build_process.MOMENT = folder.links, 0, 0, 0
prepare.LONG = float(sys.argv.pop(1))
prepare.give_back = lambda: print("trả lại")
folder.links = lambda paths, *asked: print("nối", len(paths)) or real(paths, *asked)
sys.exit(main(["--settings", "settings.py", "publish", *sys.argv[1:]]))
"""


def test_a_new_story_is_public_in_a_folder_laid_out_while_it_was_built(tmp_path):
    newsroom = make_newsroom(tmp_path)

    def public(long: str, *options: str) -> str:
        environment = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-c", PUBLISH, long, *options]
        return run(command, cwd=tmp_path, env=environment, check=True, stdout=PIPE, text=True).stdout

    newsroom.site.story("bai-mot")
    newsroom.published()
    newsroom.site.story("bai-hai", "Bài hai")
    public("10", "--dry-run")
    assert not (newsroom.local.folder / SPARE).exists(), "nothing is touched where nothing will be made"
    said = public("10")
    assert "nối 0\n" in said and "trả lại" not in said and "Bài hai" in newsroom.page("/")
    name = newsroom.local.release_list().current
    assert stamps.altered(newsroom.local.path(name), newsroom.local.manifest(name)) == {}
    newsroom.site.story("bai-ba")
    said = public("0", "--force")
    assert "trả lại" in said and "bai-ba" in newsroom.page("/"), "a long build has the memory"
    assert not (newsroom.local.folder / SPARE).exists(), "by force no file is shared"


@pytest.mark.parametrize("harm", [_stray, _edited, _lost, _links, _swapped, _modes, _exchanged])
def test_what_was_laid_out_is_looked_at_again(portal, monkeypatch, harm):
    large(monkeypatch)
    lay_out(portal)
    harm(spare(portal))
    portal.page(STORIES[1], "<p>Mới</p>")
    portal.published()
    assert whole(portal)


def test_one_that_is_there_is_left_as_it_is(portal, monkeypatch):
    large(monkeypatch)
    before = files_in(str(spare(portal)))
    lay_out(portal, stays=True)
    assert files_in(str(spare(portal))) == before
    spare(portal).rename(portal.folder / "khac")
    spare(portal).symlink_to("/")
    lay_out(portal, stays=True)
    assert spare(portal).is_symlink()


@pytest.fixture
def names_are_kept(monkeypatch):
    """Names in folders are kept for the next look, of a small portal and of a few moments ago."""
    monkeypatch.setattr(folder_names, "MANY", 0)
    monkeypatch.setattr(core_stamps, "SETTLED", SETTLED)


def settle() -> None:
    time.sleep(2 * SETTLED / 10**9)


@pytest.fixture
def kept(names_are_kept, portal):
    """A portal of which the names in the folders of each release are known, the spare one's too."""
    for number in range(4):
        settle()
        portal.page(STORIES[0], f"<p>Bản {number}</p>")
        portal.published()
    settle()
    return portal


def test_only_folders_that_changed_are_listed(kept, monkeypatch):
    listed, scandir = [], os.scandir
    large(monkeypatch)
    with monkeypatch.context() as patch:
        patch.setattr(scan, "spread", lambda work, shares, **_: [work(each) for each in shares])
        patch.setattr(os, "scandir", lambda path: listed.append(str(path)) or scandir(path))
        read = settings.read(kept.folder / "settings.py")
        local, noted = Local(read.folder, read.cache), stamps.Stamps(read.cache)
        last = evidence.last_release(local, [], noted, False)
        reuse.keep(spare(kept), last.manifest.files, noted.known(), noted.names_in(spare(kept)))
    page = STORIES[0].strip("/")
    public, waiting = (
        {path.removeprefix(f"{at}/") for path in listed if path.startswith(f"{at}/")}
        for at in (last.path, spare(kept))
    )
    # That of the changed page, by the file that was replaced in it.
    assert public <= {"", f"{page}/", "search/", ".release/"} and waiting <= {"", f"{page}/", ".release/"}
    assert whole(kept)


def _planted(at):
    (at / "tin/2024/06/bai-5/la.html").write_text("lạ")


def _gone(at):
    (at / "tin/2024/06/bai-5/index.html").unlink()


def _led_away(at):
    _gone(at)
    (at / "tin/2024/06/bai-5/index.html").symlink_to("/etc/hostname")


def _shut(at):
    (at / "tin/2024").chmod(0o700)


def _another_folder(at):
    copytree(at, at.parent / "khac.part", copy_function=os.link)
    rmtree(at)
    (at.parent / "khac.part").rename(at)


def _put_back(at):
    """The folder says that it was not touched."""
    page = at / "tin/2024/06/bai-5"
    before = page.stat()
    _planted(at)
    os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))


HARM = [_stray, _edited, _lost, _links, _swapped, _modes, _exchanged, _planted, _gone, _led_away, _shut]
HARM += [_put_back]


@pytest.mark.parametrize("harm", [lambda _: 0, _another_folder, *HARM])
def test_a_release_is_whole_whatever_became_of_a_folder_whose_names_are_known(kept, monkeypatch, harm):
    large(monkeypatch)
    harm(spare(kept))
    kept.page(STORIES[1], "<p>Mới</p>")
    rmtree(kept.site / "trang/cu")
    kept.moved("- cũ: /trang/cu/\n  mới: /\n")
    list_stories(kept, STORIES)
    kept.published()
    assert whole(kept)


@pytest.mark.parametrize("harm", HARM)
def test_what_is_done_to_a_public_release_whose_names_are_known_is_told_and_mended(kept, harm):
    harm(kept.current.resolve())
    said = kept.publish()
    assert said.status == 0 and "không còn như lúc đăng" in said.err
    name = kept.local.release_list().current
    assert stamps.altered(kept.local.path(name), kept.local.manifest(name)) == {}


def test_a_folder_that_is_exchanged_while_it_is_looked_at_hides_nothing(kept, monkeypatch):
    """Names are noted of the very folder that was listed."""
    month, other = kept.current.resolve() / "tin/2024/06", kept.folder / "khac"
    copytree(month, other, copy_function=os.link)
    (other / "bai-5/la.html").write_text("lạ")
    rmtree(kept.folder / ".cache/publish/names")
    settle()

    def exchange() -> None:
        for one, to in ((month, kept.folder / "x"), (other, month), (kept.folder / "x", other)):
            one.rename(to)

    class Os:
        """As os; a folder that is looked at is theirs before it is asked for, ours when it is listed."""

        def __getattr__(self, name):
            return getattr(os, name)

        def scandir(self, asked):
            at = os.readlink(f"/proc/self/fd/{asked}") if isinstance(asked, int) else str(asked)  # noqa: PTH115
            if at.rstrip("/") == f"{month}/bai-5":
                exchange()
            return os.scandir(asked)

    exchange()
    read = settings.read(kept.folder / "settings.py")
    with monkeypatch.context() as patch:
        patch.setattr(scan, "os", Os())
        stamps.looked_at(
            kept.current.resolve(),
            kept.local.manifest(kept.current.resolve().name),
            stamps.Stamps(read.cache),
        )
    exchange()
    said = kept.publish()
    assert said.status == 0 and "la.html (tệp lạ)" in said.err, said
    assert whole_now(kept)


def whole_now(portal) -> bool:
    name = portal.local.release_list().current
    return stamps.altered(portal.local.path(name), portal.local.manifest(name)) == {}


def test_what_lies_in_a_spare_folder_that_nobody_may_list_is_not_made_public(kept, monkeypatch):
    """As root one may: so it is asked of a system that refuses."""
    page = spare(kept) / "tin/2024/06/bai-5"
    (page / "la.html").write_text("lạ")
    page.chmod(0)
    real = os.scandir

    def refused(asked):
        at = os.fstat(asked) if isinstance(asked, int) else os.stat(asked)  # noqa: PTH116
        if not at.st_mode & 0o400:
            raise PermissionError(13, "Permission denied")
        return real(asked)

    monkeypatch.setattr(os, "scandir", refused)
    kept.page(STORIES[1], "<p>Mới</p>")
    kept.published()
    assert whole(kept)


def test_of_releases_that_are_gone_no_names_are_kept(kept):
    noted = kept.folder / ".cache/publish/names"
    there = {str(each.stat().st_ino) for each in (kept.local.folder / "releases").iterdir()}
    assert {file.name for file in noted.iterdir()} <= there and [*noted.iterdir()]


def test_a_public_page_that_is_written_into_meanwhile_is_not_made_public_again(portal, monkeypatch):
    large(monkeypatch)
    page, real = portal.current / "tin/2024/06/bai-5/index.html", publish.make_plan

    def planned_and_edited(*asked, **how):
        plan = real(*asked, **how)
        with page.open("r+b") as file:
            file.write(b"<!-- ")
        return plan

    monkeypatch.setattr(publish, "make_plan", planned_and_edited)
    portal.page(STORIES[1], "<p>Mới</p>")
    said = portal.publish()
    assert said.status == 1 and "không còn là tệp vừa soát" in said.err, said
    portal.published()
    name = portal.local.release_list().current
    assert stamps.altered(portal.local.path(name), portal.local.manifest(name)) == {}


@pytest.mark.parametrize("steps", [0, 1, 7])
def test_nobody_waits_for_the_rest_once_the_site_is_built(portal, linked, monkeypatch, steps):
    large(monkeypatch)
    monkeypatch.setattr(publish_spare, "STEP", 3)
    last = lay_out(portal, steps=steps)
    assert sum(path.is_file() for path in spare(portal).rglob("*")) == 3 * steps
    portal.page(STORIES[1], "<p>Mới</p>")
    portal.published()
    assert whole(portal) and len(linked) >= len(last.manifest.files) - 3 * steps - 3
    monkeypatch.setattr(publish_spare, "TURN", -1)
    lay_out(portal)
    assert not [*spare(portal).iterdir()], "nor does another command"


def test_none_is_laid_out_that_nobody_would_use(portal, monkeypatch):
    lay_out(portal)
    assert not spare(portal).exists(), "a few files are linked in a moment"
    large(monkeypatch)
    with locked(portal.local.folder / publish_lock.NAME, 0, print):
        lay_out(portal)
    assert not spare(portal).exists(), "another command writes there"
    monkeypatch.setattr(reuse, "_linked", lambda source, to: False)
    lay_out(portal)
    names = {path.name for path in (portal.local.folder / "releases").iterdir()}
    assert names == {*portal.local.release_list().releases}, "a disk without links"
    page = portal.current / "tin/2024/06/bai-5/index.html"
    page.write_text("sửa trộm")
    assert lay_out(portal).altered and not spare(portal).exists()


def test_all_is_written_anew_by_force_and_without_the_stamps(portal):
    (portal.folder / ".cache/publish/stamps.marshal").write_text("[")
    portal.page(STORIES[1], "<p>Mới</p>")
    portal.published()
    assert whole(portal)
    inode = (portal.current / "robots.txt").stat().st_ino
    portal.published("--force")
    assert (portal.current / "robots.txt").stat().st_ino != inode and whole(portal)


def test_what_was_withdrawn_leaves_the_spare_folder_too(portal):
    portal.moved("- cũ: /trang/cu/\n  gỡ: Đăng nhầm\n")
    rmtree(portal.site / "trang/cu")
    list_stories(portal, STORIES)
    portal.published()
    assert spare(portal).is_dir()
    os.environ["ADDRESS"] = "/trang/cu/"
    try:
        said = portal.run("forget", "--address", "/trang/cu/")
    finally:
        del os.environ["ADDRESS"]
    assert said.status == 0, said
    assert not spare(portal).exists()


def copy_of(tmp_path, data, noted=None):
    """What is told of the copy of a file with these bytes, and where it is."""
    source, to = tmp_path / "nguon.html", tmp_path / "ban.html"
    source.write_bytes(data)
    noted = data if noted is None else noted
    return folder._copy(str(source), str(to), Entry(sha256(noted).hexdigest(), len(noted))), to


@pytest.mark.parametrize("large", [1 << 22, 4])
@pytest.mark.parametrize("data", [b"", b"<p>Trang</p>" * 1000])
def test_a_copy_is_told_by_its_stamp(tmp_path, monkeypatch, large, data):
    monkeypatch.setattr(folder, "LARGE", large)
    row, to = copy_of(tmp_path, data)
    assert to.read_bytes() == data and to.stat().st_mode & 0o777 == 0o644
    assert row == stamps.row_of(str(to), sha256(data).hexdigest())


@pytest.mark.parametrize("large", [1 << 22, 4])
def test_other_bytes_than_were_examined_are_no_copy(tmp_path, monkeypatch, large):
    monkeypatch.setattr(folder, "LARGE", large)
    assert copy_of(tmp_path, b"<p>Trang kia</p>", b"<p>Trang</p>")[0] is None


def test_what_somebody_writes_into_a_copy_while_it_is_made_is_seen(tmp_path, monkeypatch):
    real = os.fchmod

    def slip(handle, mode):
        os.pwrite(handle, b"X", 0)
        real(handle, mode)

    monkeypatch.setattr(os, "fchmod", slip)
    assert copy_of(tmp_path, b"<p>Trang</p>")[0] is None
