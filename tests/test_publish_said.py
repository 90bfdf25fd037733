"""What publishing says of a place is true: who may write there, who reads it, what keeps it back."""

import os
import shlex
import subprocess
from contextlib import contextmanager
from pathlib import Path

import pytest

from plugins.core import schema
from plugins.core.mistakes import MistakesFound
from plugins.publish.server.local_server import serving
from plugins.publish.settings import PublishSettings
from plugins.publish.target import Server
from plugins.publish.targets.readable import Folder, shut_out
from plugins.publish.targets.ssh_refusal import not_held
from tests.hosts import needs, opened, server
from tests.portal import STORIES, make_portal
from tests.test_publish_notice import with_places


def refused(tmp_path: Path, target: Path, leave_out: str = "") -> str:
    """What is said to whoever publishes to `target`, a folder of the server."""
    portal = make_portal(tmp_path / "portal")
    portal.settings(ssh=server(tmp_path / "server", leave_out))
    return portal.refused("--deploy", f"cong@may-chu:{target}", "--check", "0")


FOLDERS = {  # modes of the folder on the server, its releases/ and its .lock; None where it is not there
    "not there": (None, None, None),
    "not ours": (0o555, None, None),
    "releases not ours": (0o777, 0o555, None),
    "lock not ours": (0o777, None, 0o444),
    "lock and releases ours": (0o555, 0o777, 0o666),
}


@needs("flock", "rsync", "setpriv")
@pytest.mark.parametrize("kind", FOLDERS)
def test_a_folder_that_may_not_be_written_to_is_told_as_that_with_the_command(tmp_path, kind):
    above = tmp_path / "srv"
    target = above / "cong"
    above.mkdir()
    modes = dict(zip((target, target / "releases", target / ".lock"), FOLDERS[kind], strict=True))
    for path, mode in modes.items():
        if mode is not None:
            path.touch() if path.name == ".lock" else path.mkdir()
    for path, mode in reversed(modes.items()):
        if mode is not None:
            path.chmod(mode)
    above.chmod(0o555)
    said = refused(tmp_path, target)
    assert f"cong không được ghi vào {target}" in said, said
    assert f"sudo install -d -o cong {target}" in said and "đang chạy" not in said


@needs("flock", "rsync", "setpriv")
@pytest.mark.parametrize("program", ["flock", "rsync", "sha256sum"])
def test_a_program_that_the_server_lacks_is_named(tmp_path, program):
    (tmp_path / "cong").mkdir()
    said = refused(tmp_path, tmp_path / "cong", program)
    assert f"Máy chủ thiếu chương trình {program}" in said and "sudo apt install" in said


@needs("flock", "rsync", "setpriv")
def test_a_file_where_the_folder_should_be_is_told(tmp_path):
    (tmp_path / "cong").write_text("x")
    for target in (tmp_path / "cong", tmp_path / "cong/a"):
        assert "là một tệp chứ không phải thư mục" in refused(tmp_path, target)


@pytest.mark.parametrize(
    "answer, status, stderr, words",
    [
        ("taken", 1, b"", "Một lần đăng khác đang chạy"),
        ("lacks flock", 1, b"", "thiếu chương trình flock"),
        ("unlocked", 1, b"flock: 8: No locks available", "không khóa được tệp"),
        ("closed", 1, b"mkdir: cannot create directory '/srv/cong': Permission denied", "install -d -o cong"),
        ("closed", 1, b"mkdir: cannot create directory: No space left on device", "hết chỗ trên đĩa"),
        ("closed", 1, b"mkdir: cannot create directory: Disk quota exceeded", "hết chỗ trên đĩa"),
        ("closed", 1, b"mkdir: cannot create directory: Read-only file system", "chỉ đọc được"),
        ("", 255, b"cong@may-chu: Permission denied (publickey).", "Không nối được tới máy chủ"),
        (
            "",
            255,
            b"ssh: connect to host may-chu port 22: Connection timed out",
            "Không nối được tới máy chủ",
        ),
        ("", 127, b"sh: 1: stat: not found", "thiếu một chương trình"),
        ("", 1, b"This account is currently not available.", "Máy chủ báo lỗi"),
        ("", 0, b"", "Máy chủ báo lỗi"),
    ],
)
def test_why_a_server_is_not_held(answer, status, stderr, words):
    server = Server("cong@may-chu", "/srv/cong")
    said = str(not_held(server, answer, status, stderr).mistakes[0])
    assert words in said
    assert ("đang chạy" in said) is (answer == "taken")


@contextmanager
def umask(mode: int):
    old = os.umask(mode)
    try:
        yield
    finally:
        os.umask(old)


@pytest.mark.parametrize("mode", [0o027, 0o077, 0o007])
@pytest.mark.parametrize("before", [True, False])
def test_readers_get_all_of_a_release_whatever_the_umask(tmp_path, photo, mode, before):
    with umask(mode):
        portal = make_portal(tmp_path / "portal")
        portal.write("media/0123456789abcdef-640.jpg", photo)
        if before:
            portal.local.folder.mkdir()
        for number in range(2):
            portal.page(STORIES[0], f"<p>{number}</p>")
            portal.published()
    folder = portal.local.folder
    current = (folder / "current").resolve()
    for path in (folder, folder / "releases", current, *current.rglob("*")):
        least = 0o755 if path.is_dir() else 0o444
        assert path.stat().st_mode & least == least, path


def test_published_is_said_only_where_another_user_can_read(tmp_path):
    opened(tmp_path)
    portal = make_portal(tmp_path / "a/b/portal")
    assert "Đã đăng bản" in portal.publish().out
    (tmp_path / "a/b").chmod(0o700)
    (tmp_path / "a").chmod(0o750)
    portal.page(STORIES[0], "<p>Mới</p>")
    for word in ("Đã xếp bản", "Không có gì thay đổi"):
        said = portal.publish()
        assert said.status == 0 and word in said.out and "Đã đăng" not in said.out
        assert f"sudo chmod o+x {tmp_path}/a {tmp_path}/a/b\n" in said.err
    subprocess.run(shlex.split(f"chmod o+x {tmp_path}/a {tmp_path}/a/b"), check=True)
    portal.page(STORIES[0], "<p>Mới hơn</p>")
    said = portal.publish()
    assert "Đã đăng bản" in said.out and "chmod" not in said.err


SHUT = "nhưng người dân chưa xem được"
# What is said of a public release, and of one that nobody can read, by each command that says anything of it.
COMMANDS = {
    ("publish", "--no-build"): ("Đã đăng bản", "Đã xếp bản"),
    ("notice", "--text", "Bão số 3"): ("Đã đăng bản", "Đã xếp bản"),
    ("notice",): ("Đang hiện · ", "Chưa ai xem được · "),
    ("releases",): (" ← đang được xem", f" ← ở đây, {SHUT}"),
    ("rollback",): (" giây (trên {}).", f" giây (trên {{}}), {SHUT}."),
}


@needs("flock", "rsync", "setpriv")
@pytest.mark.parametrize("on_server", [False, True])
def test_every_command_says_of_a_release_whether_others_can_read_it(tmp_path, on_server):
    portal, target = make_portal(tmp_path / "nha/portal"), tmp_path / "may/cong"
    target.mkdir(parents=True)
    with_places(portal)
    portal.settings(ssh=server(tmp_path / "server", as_nobody=False))
    deploy = ("--deploy", f"may-chu:{target}", "--check", "0") if on_server else ()
    where = f"may-chu:{target}, máy này" if on_server else "máy này"
    served, other = (target.parent, tmp_path / "nha")[:: 1 if on_server else -1]
    other.chmod(0o700)  # readers are not served from there: it keeps nobody out
    portal.published(*deploy)
    for mode, said_then in ((0o711, 0), (0o700, 1)):
        served.chmod(mode)
        portal.page(STORIES[0], f"<p>{mode}</p>")
        portal.run("notice", "--off", *deploy)
        for command, words in COMMANDS.items():
            opened(tmp_path)
            said = portal.run(*command, *deploy)
            right, wrong = (words[each].format(where) for each in (said_then, 1 - said_then))
            assert said.status == 0 and right in said.out and wrong not in said.out, said
            assert (f"sudo chmod o+x {served}\n" in said.err) == (mode == 0o700 and command != ("releases",))


def test_where_it_cannot_be_asked_who_reads_the_release_is_public_all_the_same(tmp_path, monkeypatch):
    opened(tmp_path)
    portal = make_portal(tmp_path / "portal")

    def fails(_):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("plugins.publish.targets.local.above", fails)
    said = portal.publish()
    assert said.status == 0 and "Đã xếp bản" in said.out and "Chưa biết người dân có xem được" in said.err
    assert portal.local.release_list().current


def test_unchanged_is_public_still_only_where_the_address_shows_it(tmp_path):
    opened(tmp_path)
    portal = make_portal(tmp_path / "portal")
    portal.settings(ssh=server(tmp_path / "server", as_nobody=False))
    (tmp_path / "cong").mkdir()
    deploy = ("--deploy", f"may-chu:{tmp_path / 'cong'}", "--check")
    name = portal.published(*deploy, "0")
    with serving(portal.current, portal.local.manifest(name)) as base:
        said = portal.publish(*deploy, base)
        assert "vẫn đang được xem" in said.out and not said.err, said
        assert f"Đã hỏi thử {base}" in portal.publish(*deploy, base, "--force").out
    said = portal.publish(*deploy, base)
    assert said.status == 0 and "đang được xem" not in said.out and f"{base} không trả lời" in said.err


@pytest.mark.parametrize(
    "mode, group, is_open",
    [
        ("drwxr-xr-x", "cong", True),
        ("drwx--x--x", "cong", True),
        ("drwxrwxrwt", "root", True),
        ("drwxr-x---", "cong", False),
        ("drwxr-xr--", "cong", False),
        ("drwx------", "www-data", False),
        ("drwxr-x---", "www-data", True),
        ("drwxr-s---", "nginx", True),
        ("drwx------+", "cong", True),
        ("drwxrwxrwT", "cong", False),
    ],
)
def test_whether_others_may_pass(mode, group, is_open):
    folder = Folder("/srv/cong", mode, group)
    assert folder.is_open is is_open and (shut_out("máy này", [folder]) == "") is is_open


@pytest.mark.parametrize(
    "name, value",
    [
        ("ssh", "ssh -o 'X"),
        ("ssh", 'ssh "'),
        ("check", ("javascript:1",)),
        ("check", ("ftp://cong.example",)),
        ("check", ("cong.example",)),
        ("check", ("https://cong example",)),
        ("check", ("https://cong.example/",)),
        ("old_names", (f"{'a' * 64}.vn",)),
        ("old_names", (".".join(["a" * 60] * 5),)),
        ("folder", "~/cong"),
        ("folder", "cong\x7f"),
        ("folder", "/srv/cong\u202e"),
        ("folder", " cong "),
        ("live", "~"),
        ("live", "live\u200b"),
    ],
)
def test_a_setting_that_would_fail_after_the_switch_is_refused_before(name, value):
    with pytest.raises(MistakesFound, match="PUBLISH"):
        schema.checked(PublishSettings, {name: value}, "PUBLISH", "pelicanconf.py")


def test_an_address_to_ask_that_is_none_is_refused_before_anything_is_done(tmp_path):
    portal = make_portal(tmp_path / "portal")
    assert "CHECK: “cong.example” phải có dạng" in portal.refused(
        "--deploy", "may:/srv/x", "--check", "cong.example"
    )
