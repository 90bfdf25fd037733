"""The publisher trusts itself alone: what others wrote into a release is named, and carried on by nobody."""

import hashlib
import itertools
import json
import os
import shutil
from pathlib import Path

import pytest

from plugins.publish.releases import manifest, stamps
from plugins.publish.releases.manifest import Entry, Manifest
from plugins.publish.targets import evidence, http_check
from tests.hosts import hosts, needs, pretended
from tests.portal import STORIES, make_portal

STORY = "tin/2024/06/bai-1/index.html"
OTHER = "tin/2024/06/bai-2/index.html"
STYLE = "theme/style.0a1b2c3d.css"
SEEN = "Khi trang bị sửa trộm"
CASINO = b"<!doctype html><title>x</title><a href=https://ca-cuoc.example/>NHA CAI</a>\n"


@pytest.fixture(scope="module")
def network(tmp_path_factory):
    return pretended(tmp_path_factory.mktemp("hosts"), "mot", "hai")


@pytest.fixture
def portal(tmp_path):
    return make_portal(tmp_path / "portal")


@pytest.fixture
def remote(portal, network):
    """The portal with two empty hosts."""
    for name in network.names:
        shutil.rmtree(network.path(name), ignore_errors=True)
    portal.settings(ssh=network.ssh)
    portal.hosts = [network.path(name) for name in network.names]
    portal.deploy = ("--deploy", " ".join(map(network.target, network.names)), "--check", "0")
    return portal


def change(portal, word: str = "Mới") -> None:
    portal.page(STORIES[3], f"<p>{word}</p>")


# What somebody does to a public release, each given its folder.
def edit(folder: Path, path: str = STORY) -> None:
    """In place, of the same length, with the old times put back: as `touch -d` can."""
    file = folder / path
    at = file.stat()
    data = file.read_bytes()
    with file.open("r+b") as open_file:
        open_file.write(bytes([data[0] ^ 1]) + data[1:])
    os.utime(file, ns=(at.st_atime_ns, at.st_mtime_ns))


def edit_packed(folder):
    edit(folder, f"{STORY}.br")


def edit_style(folder):
    edit(folder, STYLE)


def longer(folder):
    with (folder / STORY).open("ab") as file:
        file.write(b"<!-- x -->")


def replaced(folder):
    (folder / STORY).unlink()
    (folder / STORY).write_bytes(CASINO)


def linked(folder):
    (folder / STORY).unlink()
    (folder / STORY).symlink_to(folder / OTHER)


def linked_to_the_same(folder):
    """Today the same bytes: tomorrow whatever whoever laid it there wants."""
    (folder / STORY).rename(folder.parent / "x.html")
    (folder / STORY).symlink_to(folder.parent / "x.html")


def folder_linked(folder):
    old = (folder / STORY).parent
    old.rename(folder.parent / "away")
    old.symlink_to(folder.parent / "away")


def removed(folder):
    (folder / STORY).unlink()


def folder_for_file(folder):
    (folder / STORY).unlink()
    (folder / STORY).mkdir()


def planted(folder):
    (folder / "nha-cai.html").write_bytes(CASINO)


def planted_deep(folder):
    (folder / "casino/vip").mkdir(parents=True)
    (folder / "casino/vip/index.html").write_bytes(CASINO)


def planted_hidden(folder):
    (folder / ".htaccess").write_text("Redirect / https://ca-cuoc.example/")


def planted_script(folder):
    (folder / "media").mkdir(exist_ok=True)
    (folder / "media/e.js").write_text("alert(1)")


def planted_link(folder):
    (folder / "theme/id.txt").symlink_to("/etc/passwd")


def planted_pipe(folder):
    os.mkfifo(folder / "ong")


def planted_packed(folder):
    (folder / "robots.txt.br").write_bytes(b"x")


TAMPERINGS = [
    edit,
    edit_packed,
    edit_style,
    longer,
    replaced,
    linked,
    linked_to_the_same,
    folder_linked,
    removed,
    folder_for_file,
    planted,
    planted_deep,
    planted_hidden,
    planted_script,
    planted_link,
    planted_pipe,
    planted_packed,
]


def whole(portal, folder: Path) -> None:
    """`folder` is the current release, to the byte, with nothing besides."""
    name = portal.local.release_list().current
    assert folder.resolve().name == name
    assert stamps.altered(folder.resolve(), portal.local.manifest(name)) == {}


HOW = itertools.cycle([(), ("--force",), ("--timer",)])


@pytest.mark.parametrize("tamper, how", [*zip(TAMPERINGS, HOW, strict=False)])
def test_what_was_done_to_the_public_release_is_named_and_gone_with_the_next(portal, tamper, how):
    portal.published()
    change(portal)
    first = portal.published()
    tamper(portal.current.resolve())
    said = portal.publish(*how)
    assert said.status == 0 and f"Bản {first} trên máy này không còn như lúc đăng" in said.err, said
    assert SEEN in said.err and "Traceback" not in said.err
    assert portal.local.release_list().current != first, "also when nothing else changed"
    whole(portal, portal.current)
    assert "không còn như lúc đăng" not in portal.publish().err, "once"


@pytest.mark.parametrize("tamper", [edit, linked_to_the_same, folder_linked, removed, planted])
def test_a_rollback_returns_to_nothing_that_was_tampered_with(portal, tamper):
    first = portal.published()
    change(portal)
    second = portal.published()
    tamper(portal.local.path(first))
    said = portal.run("rollback")
    assert said.status == 1 and f"Bản {first} không còn như lúc đăng" in said.err and SEEN in said.err
    assert portal.local.release_list().current == second and not portal.local.release_list().held


def test_an_edit_in_place_reaches_no_release_by_the_links_they_share(portal):
    names = [portal.published()]
    for word in "ab":
        change(portal, word)
        names.append(portal.published())
    edit(portal.current.resolve())
    change(portal, "c")
    names.append(portal.published())
    whole(portal, portal.current)
    assert portal.run("rollback").status == 1, "the older ones share the edited file"
    assert portal.local.release_list().current == names[-1]


def test_by_force_every_file_is_written_anew_from_what_was_built(portal):
    portal.write("theme/cu.11111111.css", "body { color: red }")
    first = portal.local.path(portal.published())
    (portal.site / "theme/cu.11111111.css").unlink()
    assert portal.publish("--force").status == 0
    second = portal.current.resolve()
    assert first != second
    for path in portal.local.manifest(second.name).files:
        assert (first / path).stat().st_ino != (second / path).stat().st_ino, path


def test_a_kept_file_that_was_edited_is_left_out_and_told(portal):
    old = "theme/cu.11111111.css"
    portal.write(old, "body { color: red }")
    portal.published()
    (portal.site / old).unlink()
    edit(portal.current.resolve(), old)
    said = portal.publish()
    assert said.status == 0 and f"bỏ: {old}" in said.err
    assert not (portal.current / old).exists()


def test_what_is_released_shares_no_file_with_what_is_built(portal, photo):
    """Whoever writes to a public file must not write into the caches it came from."""
    portal.write("media/0123456789abcdef-640.jpg", photo)
    portal.page(STORIES[0], '<img src="/media/0123456789abcdef-640.jpg" alt="Ảnh" width="4" height="3">')
    portal.published()
    built = {path.stat().st_ino for path in portal.site.rglob("*") if path.is_file()}
    assert not built & {path.stat().st_ino for path in portal.current.resolve().rglob("*") if path.is_file()}


def test_untouched_files_are_not_read_again(portal, monkeypatch):
    """Whatever makes and removes releases, whose links change the times of files they share."""
    portal.settings(keep=2, keep_days=0)
    for word in "abcd":
        change(portal, word)
        portal.published()
    read, real = [], stamps.hash_of
    monkeypatch.setattr(stamps, "hash_of", lambda file: read.append(file) or real(file))
    change(portal, "e")
    portal.published()
    assert read == []
    (portal.folder / ".cache/publish/stamps.marshal").write_text("[hỏng")
    change(portal, "f")
    portal.published()
    assert len(read) > 20, "lost, all is read"
    read.clear()
    portal.published()
    assert read == []


def test_a_file_that_changes_while_it_is_published_is_refused(portal, monkeypatch):
    from plugins.publish import deploy

    portal.published()
    change(portal)
    real = deploy.next_name

    def meanwhile(*arguments):
        (portal.site / "tin/2024/06/bai-4/index.html").write_bytes(CASINO)
        return real(*arguments)

    monkeypatch.setattr(deploy, "next_name", meanwhile)
    assert "không còn là tệp vừa soát" in portal.refused()


@needs("flock", "rsync")
@pytest.mark.parametrize("tamper", [edit, planted_deep, planted_link, folder_linked])
def test_the_audit_compares_every_file_on_every_server(remote, tamper):
    remote.published(*remote.deploy)
    from plugins.publish.server.local_server import serving

    name = remote.local.release_list().current
    with serving(remote.current, remote.local.manifest(name)) as base:
        # The addresses that a machine published to are known without DEPLOY.
        before = remote.run("audit", "--url", base)
        assert f"So từng tệp trên {remote.deploy[1].split()[1]}" in before.out
        tamper((remote.hosts[1] / "current").resolve())
        after = remote.run("audit", "--url", base)
    new = [line for line in after.out.splitlines() if line not in before.out.splitlines()]
    told = [line for line in new if line.startswith(f"Báo động · {remote.deploy[1].split()[1]}: ")]
    assert after.status == 1 and 1 <= len(told) <= 4, after.out


@needs("flock", "rsync")
@pytest.mark.parametrize("tamper", [edit, planted_deep])
def test_a_publish_with_nothing_new_sees_and_cleans_what_was_done_on_a_server(remote, tamper):
    remote.published(*remote.deploy)
    shown = remote.hosts[1] / "current"
    assert "Không có gì thay đổi" in remote.publish(*remote.deploy).out
    tamper(shown.resolve())
    said = remote.publish(*remote.deploy)
    assert said.status == 0 and "không còn như lúc đăng" in said.err, said.err
    assert remote.deploy[1].split()[1] in said.err and "Không có gì thay đổi" not in said.out
    name = remote.local.release_list().current
    assert shown.resolve().name == name and stamps.altered(shown.resolve(), remote.local.manifest(name)) == {}
    assert "Không có gì thay đổi" in remote.publish(*remote.deploy).out


@needs("flock", "rsync")
def test_a_new_server_is_told_to_have_got_all(remote):
    first, second = remote.deploy[1].split()
    remote.published("--deploy", first, "--check", "0")
    said = remote.publish(*remote.deploy).out
    files = len(remote.local.manifest(remote.local.release_list().current).files)
    assert f"{second} trước đó chưa có bản nào, nay nhận cả bản: {files} tệp." in said
    assert f"{first} trước đó" not in said and "Không hỏi thử địa chỉ công khai" in said


@needs("sshd", "ssh", "rsync")
def test_a_server_that_is_away_is_one_sentence_of_the_audit(portal, tmp_path):
    with hosts(tmp_path / "hosts", "ba") as others:
        portal.settings(ssh=others.ssh)
        portal.published("--deploy", others.target("ba"), "--check", "0")
    said = portal.run("audit", "--url", "http://127.0.0.1:1", "--deploy", others.target("ba"))
    assert said.status == 1 and said.out.count("Không nối được tới máy chủ") == 1
    assert said.out.count("Báo động") == 2, "the site and the server, a sentence each"


@needs("flock", "rsync")
@pytest.mark.parametrize("tamper", [edit, planted_link])
def test_no_rollback_on_a_server_to_what_was_tampered_with_there(remote, tamper):
    first = remote.published(*remote.deploy)
    change(remote)
    second = remote.published(*remote.deploy)
    tamper(remote.hosts[0] / "releases" / first)
    said = remote.run("rollback", *remote.deploy)
    assert said.status == 1 and f"Bản {first} không còn như lúc đăng" in said.err
    for folder in (remote.local.folder, *remote.hosts):
        assert (folder / "current").resolve().name == second


# A server's list of files, as whoever rules the server may write it: {name: change of the JSON}.
def add(path: str, data: bytes = CASINO, age: int = 0, size: int | None = None):
    def change(folder: Path, value: dict) -> None:
        if ".." not in path and not path.startswith("/"):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)
        value["files"][path] = [hashlib.sha256(data).hexdigest(), len(data) if size is None else size, age]

    return change


def steal(folder: Path, value: dict) -> None:
    (folder / "theme/id.0a1b2c3d.css").symlink_to("/etc/passwd")
    secret = Path("/etc/passwd").read_bytes()
    value["files"]["theme/id.0a1b2c3d.css"] = [hashlib.sha256(secret).hexdigest(), len(secret), 0]


POISONS = [
    # All of these at once,
    [
        add("media/nha-cai.html"),
        add("media/e.js", b"alert(1)"),
        add("media/e.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        add("media/0123456789abcdef-640.jpg"),  # a page that calls itself a photo
        add("theme/x.0a1b2c3d.js", b"alert(1)"),  # of another content than its name says
        add("theme/x.0a1b2c3d.html"),
        add("media/../../../x.jpg"),
        add("/etc/cron.d/x"),
        add("media/a\nb.jpg"),
        add("media/0123456789abcdef-1280.jpg", b"x", size=10**15),
        steal,
    ],
    # and each of these.
    [add("media/nha-cai.html", age=-1000)],
    [
        lambda _, value: value["files"][STORY].__setitem__(0, "0" * 64),
        lambda _, value: value["files"].pop(OTHER),
        lambda _, value: value["moved"].update({"/": "https://ca-cuoc.example/"}),
        lambda _, value: value["gone"].append(STORIES[0]),
        lambda _, value: value.update(withdrawn=[STORIES[0]]),
    ],
]
NAMES = ["files", "age", "addresses"]


def poison(folder: Path, changes) -> None:
    file = folder / "current/.release/manifest.json"
    value = json.loads(file.read_bytes())
    for change_of in changes:
        change_of((folder / "current").resolve(), value)
    file.write_text(json.dumps(value))


def harmless(portal) -> None:
    """Nothing of a stranger is in any release of this machine, nor public anywhere."""
    for folder in (portal.local.folder, *portal.hosts):
        current = (folder / "current").resolve()
        for path in current.rglob("*"):
            assert not path.is_symlink(), path
            assert not path.is_file() or b"ca-cuoc" not in path.read_bytes(), path
            if path.is_file() and path.parent.name == "media":
                assert path.suffix not in (".html", ".js", ".svg"), path
        assert not list(current.glob("theme/id.*")) and not list(current.glob("theme/x.*"))


@needs("flock", "rsync")
@pytest.mark.parametrize("changes", POISONS, ids=NAMES)
def test_a_list_that_a_server_changed_is_told_and_cleaned_by_publishing(remote, changes):
    first = remote.published(*remote.deploy)
    poison(remote.hosts[0], changes)
    said = remote.publish(*remote.deploy)
    assert said.status == 0, said
    assert f"bảng kê tệp của bản {first} không phải bảng kê đã gửi" in said.err and SEEN in said.err
    harmless(remote)
    for folder in (remote.local.folder, *remote.hosts):
        whole(remote, folder / "current")


@needs("flock", "rsync")
@pytest.mark.parametrize("changes", POISONS, ids=NAMES)
def test_a_fresh_machine_takes_no_more_than_promises_from_a_server(remote, tmp_path, changes):
    remote.published(*remote.deploy)
    poison(remote.hosts[0], changes)
    other = make_portal(tmp_path / "other")
    other.settings(ssh=remote.folder.joinpath("settings.py").read_text().split("'ssh': '")[1].split("'")[0])
    other.hosts = remote.hosts
    change(other)
    said = other.publish(*remote.deploy)
    assert said.status in (0, 1) and "Traceback" not in said.err
    if said.status:
        assert "Hãy" in said.err
    for folder in (other.folder, *(each / "releases" for each in remote.hosts[1:])):
        for path in folder.rglob("*"):
            assert not path.is_symlink() or path.name == "current"
            if path.is_file() and "portal/" not in str(path):
                assert b"root:x:0" not in path.read_bytes() and b"ca-cuoc" not in path.read_bytes()
    if not said.status:
        harmless(other)


@pytest.mark.parametrize(
    "path, may",
    [
        ("tin/2024/06/bai/index.html", True),
        ("gioi-thieu.pdf", True),
        ("tin/Ảnh đẹp.pdf", True),
        (".well-known/security.txt", True),
        ("media/0123456789abcdef-640.webp", True),
        ("theme/style.0a1b2c3d.css", True),
        ("media/a.html", False),
        ("media/a.js", False),
        ("media/a.svg", False),
        ("media/a.jpg.html", False),
        ("media/a.jpg/b.html", False),
        ("media/../a.jpg", False),
        ("media/a.JPG\n", False),
        ("theme/x.html", False),
        ("theme/x.js", False),
        ("theme/x.0a1b2c3d.html", False),
        ("theme/x.0a1b2c3d.js.br", False),
        ("theme/../x.0a1b2c3d.js", False),
        ("../x", False),
        ("a/../b", False),
        ("a//b", False),
        ("/etc/passwd", False),
        ("", False),
        (".htaccess", False),
        ("a/.git/config", False),
        ("a\\b", False),
        ("a\x00b", False),
        ("a\nb", False),
        ("\x1b[2J", False),
        ("e\u0301.html", False),
        ("x" * 2000, False),
    ],
)
def test_which_paths_of_a_servers_list_are_believed(path, may):
    found = evidence.believed(Manifest({path: Entry("0" * 64, 1)}))
    assert (path in found.files) is may


class Sending:
    """A server that sends what it likes for a/b.css."""

    def __init__(self, lay):
        self._lay = lay

    def fetch(self, name, paths, to):
        self._lay(to)


def _file(to: Path, data: bytes) -> None:
    (to / "a").mkdir()
    (to / "a/b.css").write_bytes(data)


def _linked(file: Path) -> None:
    file.symlink_to(file.rename(file.parent.parent / "x"))


@pytest.mark.parametrize(
    "lay, comes",
    [
        (lambda to: _file(to, b"x"), True),
        (lambda to: _file(to, b"y"), False),
        (lambda to: None, False),
        (lambda to: (to / "a/b.css").mkdir(parents=True), False),
        (lambda to: (to / "a").write_bytes(b"x"), False),
        (lambda to: (_file(to, b"x"), (to / "a").rename(to / "c"), (to / "a").symlink_to("c")), False),
        (lambda to: (_file(to, b"x"), _linked(to / "a/b.css")), False),
        (lambda to: ((to / "a").mkdir(), (to / "a/b.css").symlink_to("/nowhere")), False),
        (lambda to: ((to / "a").mkdir(), os.mkfifo(to / "a/b.css")), False),
        (lambda to: ((to / "a").mkdir(), (to / "a/b.css").symlink_to("/dev/zero")), False),
    ],
)  # fmt: skip
def test_whatever_a_server_sends_only_plain_files_of_the_right_bytes_come(tmp_path, lay, comes):
    entries = {"a/b.css": Entry(hashlib.sha256(b"x").hexdigest(), 1)}
    found = evidence.fetch(["a/b.css"], entries, "20260101-000000", Sending(lay), tmp_path / "to")
    assert bool(found) is comes
    assert comes or not (tmp_path / "to/a/b.css").is_file()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b"\xff",
        b"[" * 100_000,
        b'{"files": [], "moved": {}, "gone": []}',
        b'{"files": {"a": []}, "moved": {}, "gone": []}',
        b'{"files": {"a": ["00", 1, 0]}, "moved": {}, "gone": []}',
        b'{"files": {"a": ["%s", -1, 0]}, "moved": {}, "gone": []}' % (b"0" * 64),
        b'{"files": {"a": ["%s", 1, -1]}, "moved": {}, "gone": []}' % (b"0" * 64),
        b'{"files": {"a": ["%s", 1.5, 0]}, "moved": {}, "gone": []}' % (b"0" * 64),
        b'{"files": {"a": ["%s", true, 0]}, "moved": {}, "gone": []}' % (b"0" * 64),
        b'{"files": {"a": ["%s", 1, 0, 0]}, "moved": {}, "gone": []}' % (b"A" * 64),
        b'{"files": {}, "moved": {"/a/": 1}, "gone": []}',
        b'{"files": {}, "moved": [], "gone": []}',
        b'{"files": {}, "moved": {}, "gone": [null]}',
        b'{"files": {}, "moved": {}, "gone": [], "withdrawn": [[]]}',
    ],
)
def test_a_list_of_files_that_is_none_is_read_as_none(data):
    with pytest.raises(ValueError):
        manifest.read(data)


@needs("nginx")
def test_what_browsers_get_compressed_is_compared_too(portal, tmp_path):
    from tests.nginx import nginx

    portal.page("/bao-tri.html")
    portal.published()
    shutil.copytree(portal.local.folder, tmp_path / "public", symlinks=True)
    page = tmp_path / "public/current" / STORY
    with nginx(tmp_path / "nginx", portal, tmp_path / "public") as (base, _):
        assert portal.run("audit", "--url", base).status == 0
        for end in (".br", ".gz"):
            packed = page.with_name(f"index.html{end}")
            good = packed.read_bytes()
            for bad in (good[:-9], CASINO, page.with_name(f"index.html{end}").parent.parent):
                data = bad if isinstance(bad, bytes) else (bad / f"bai-2/index.html{end}").read_bytes()
                packed.unlink()
                packed.write_bytes(data)
                said = portal.run("audit", "--url", base)
                assert said.status == 1 and said.out.count("/tin/2024/06/bai-1/") == 1, said.out
                name = portal.local.release_list().current
                assert http_check.complaints(base, name, portal.local.manifest(name), [STORY]) != []
            packed.write_bytes(good)


def test_a_small_answer_that_unpacks_to_very_much_is_not_unpacked():
    import gzip

    import brotli

    for coding, data in (("gzip", gzip.compress(b"0" * 10**7)), ("br", brotli.compress(b"0" * 10**7))):
        assert http_check.unpacked({"content-encoding": coding}, data, 1000) is None
        assert len(http_check.unpacked({"content-encoding": coding}, data, 10**7)) == 10**7
    assert http_check.unpacked({"content-encoding": "zstd"}, b"x", 9) is None
