"""make update: a newer engine comes, what is the owner's stays, and any failure leaves all as it was."""

import io
import json
import os
import shutil
import signal
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from plugins.build.read_settings import PELICANS
from plugins.core import settings_file
from plugins.defaults import engine
from plugins.update import apply as applying
from plugins.update import known, swap
from plugins.update.apply import Wish, go_back, packages, update
from plugins.update.known import hash_of
from plugins.update.record import record
from plugins.update.settings_text import with_class, without, without_key
from plugins.update.source import fetch
from plugins.update.tree import files_of
from plugins.update.version import version_of
from tests.project import make_engine
from tests.site import ROOT, make_site

OLD = "8f225f8"
FIXTURE = ROOT / "tests/versions" / OLD
PLUGIN = '''"""Lịch tiếp dân."""
from pelican.plugins import signals

from plugins import archive, seam
from plugins.lich import ten
from plugins.mistakes import Mistake
from plugins.press import templates
from .. import cores

assert archive and Mistake and cores.__name__ and templates
KIND = seam.STRICT


def receive(pelican):
    pelican.settings["MISTAKES"].extend(())
    pelican.settings["SITESUBTITLE"] += ten.THEM


def register():
    signals.initialized.connect(receive)
'''


FOOTER = '{% include "!theme/components/footer.html" %}<p><a href="/{{ TREE_URL }}">Sơ đồ</a></p>'


def no_packages(_root: Path, _next: Path) -> bool:
    return False


def yes() -> bool:
    return True


def brought(portal: Path, newer: Path, wish: Wish | None = None, agreed=yes, install=no_packages) -> None:
    update(portal, newer, wish or Wish(), agreed, install)


def files(root: Path) -> dict[str, bytes]:
    """All that people wrote, and the engine."""
    return {path: (root / path).read_bytes() for path in files_of(root)}


@pytest.fixture(scope="module")
def engines(tmp_path_factory):
    """(today's engine, a made-up next that knows it)."""
    folder = tmp_path_factory.mktemp("engines")
    today, following = make_engine(folder / "today"), make_engine(folder / "next", "9.0.0", "Việc của bản 9.")
    record(today)  # as whoever releases it does
    shutil.copy(today / known.FILE, following / known.FILE)
    (following / "theme/templates/404.html").write_text('{% extends "base.html" %}{# của bản 9 #}', "utf-8")
    (following / "plugins/moi.py").write_text("A = 1\n", "utf-8")
    (following / "plugins/archive/addresses.py").rename(following / "plugins/archive/cho.py")
    for path in (following / "plugins").rglob("*.py"):
        text = path.read_text("utf-8")
        path.write_text(text.replace("plugins.archive.addresses", "plugins.archive.cho"), "utf-8")
    shutil.rmtree(following / "plugins/preview")
    return today, following


@pytest.fixture
def portal(engines, tmp_path):
    """A portal of today's, with things of its own."""
    root = tmp_path / "cong"
    shutil.copytree(engines[0], root)
    for name in ("pelicanconf.py", "publishconf.py"):
        shutil.copy(ROOT / name, root / name)
    make_site(root).story()
    (root / "settings.py").unlink()
    for name, text in {
        "content/giao-dien/tokens.css": ":root { --red: #00529b }\n",
        "plugins/rieng/nho.py": "def register():\n    pass\n",
        "docs/ghi-chu.txt": "của cơ quan",
        "theme/static/img/rieng.txt": "của cơ quan",
        "ngoai.txt": "của cơ quan",
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return root


def test_from_today_to_the_next_and_back(portal, engines, capfd):
    before = files(portal)
    brought(portal, engines[1])
    said = capfd.readouterr().out
    assert "lên bản 9.0.0 (02/01/2027)" in said and "Cần biết · Việc của bản 9." in said
    assert "Chưa khởi động lại gì" in said and version_of(portal).number == "9.0.0"
    after = files(portal)
    assert "của bản 9" in (portal / "theme/templates/404.html").read_text("utf-8")
    assert "plugins/moi.py" in after and "plugins/archive/addresses.py" not in after
    assert not (portal / "plugins/preview").exists()
    own = (
        "content/",
        "pelicanconf.py",
        "publishconf.py",
        "plugins/rieng/",
        "docs/",
        "ngoai",
        "theme/static/img/r",
    )
    assert {p: d for p, d in after.items() if p.startswith(own)} == {
        p: d for p, d in before.items() if p.startswith(own)
    }
    assert not [*portal.glob("*.cu")]
    go_back(portal)
    assert files(portal) == before


def test_where_nothing_is_newer_that_is_told_and_nothing_is_done(portal, engines, capfd):
    before = files(portal)
    brought(portal, engines[0])
    assert (
        capfd.readouterr().out == f"Đang dùng đúng bản ấy rồi, {version_of(portal)}: không có gì mới hơn.\n"
    )
    assert files(portal) == before


def test_engines_of_one_number_that_differ_are_told_apart_by_their_files(
    portal, engines, tmp_path, capfd, monkeypatch
):
    monkeypatch.setattr(applying, "_tried", lambda *_: None)
    newer = tmp_path / "cung-so"
    shutil.copytree(engines[0], newer)
    (newer / "theme/templates/404.html").write_text("khác", "utf-8")
    (newer / "LICENSE").unlink()
    brought(portal, newer)
    said = capfd.readouterr().out
    assert f"Cùng mang số {version_of(newer)}, nhưng 2 tệp của phần mềm khác nhau." in said
    assert (portal / "theme/templates/404.html").read_text("utf-8") == "khác"


def test_going_back_twice_does_not_go_forward_unasked(portal, engines, capfd, monkeypatch):
    monkeypatch.setattr(applying, "_tried", lambda *_: None)
    before = files(portal)
    brought(portal, engines[1])
    newer = files(portal)
    with pytest.raises(ValueError, match=r"Chỉ giữ bản .*, không có bản 8\.0\.0"):
        go_back(portal, "8.0.0")
    go_back(portal)
    with pytest.raises(ValueError, match=r"make update BACK=1 TO=9\.0\.0"):
        go_back(portal)
    assert files(portal) == before
    go_back(portal, "9.0.0")
    assert "trở lại bản 9.0.0" in capfd.readouterr().out and files(portal) == newer
    go_back(portal)
    assert files(portal) == before


def old_portal(folder: Path) -> None:
    """The engine at commit 8f225f8, or, without its history, today's with that version's settings."""
    got = subprocess.run(["git", "archive", OLD], cwd=ROOT, capture_output=True)
    folder.mkdir()
    if got.returncode == 0:
        with tarfile.open(fileobj=io.BytesIO(got.stdout)) as file:
            file.extractall(folder, filter="data")
        shutil.rmtree(folder / "content")
        shutil.rmtree(folder / "tests")
    else:
        make_engine(folder)
        for name in ("pelicanconf.py", "publishconf.py", "pyproject.toml"):
            shutil.copy(FIXTURE / f"{name}.txt", folder / name)
        shutil.copy(FIXTURE / "tokens.css.txt", folder / known.TOKENS)
    make_site(folder).story()
    (folder / "settings.py").unlink()


def test_from_8f225f8_with_own_content_settings_colours_and_plugin(tmp_path, engines, capfd):
    root = tmp_path / "cong"
    old_portal(root)
    settings = (root / "pelicanconf.py").read_text("utf-8")
    banner = '{"kind": "khan", "text": "Bão số 3", "starts": "2026-11-01", "ends": "2099-12-31"}'
    for was, now in (
        ("huyện Hoài Đức", "xã An Khánh"),
        ('"notices": []', f'"notices": [{banner}]'),
        ('    "plugins.desk",\n', '    "plugins.desk",\n    "plugins.lich",\n'),
        ("FEED_MAX_ITEMS = 20", "FEED_MAX_ITEMS = 30"),
        ("VIEWS = {}", 'VIEWS = {}\nPRESS = {"processes": 1}\n# Đường dây nóng.\nHOTLINE = "1022"'),
    ):
        assert was in settings
        settings = settings.replace(was, now)
    (root / "pelicanconf.py").write_text(settings, "utf-8")
    css = (root / known.TOKENS).read_text("utf-8")
    css = css.replace("--red: #a3161a", "--red: #00529b", 1).replace("--red: #ff8a80", "--red: #8cc2ff", 1)
    (root / known.TOKENS).write_text(css, "utf-8")
    for name, text in {
        "plugins/lich/__init__.py": PLUGIN,
        "plugins/lich/ten.py": 'THEM = " · lịch"\n',
        "theme/templates/them/chan.html": "<p>Của xã</p>",
        "content/giao-dien/templates/components/footer.html": FOOTER,
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    brought(root, engines[0])
    said = capfd.readouterr().out
    assert "Từ bản 0.1.0" in said and "-FEED_MAX_ITEMS = 30" in said, "the change is shown"
    values = settings_file.values(root / "publishconf.py")
    assert values["SITENAME"] == "Cổng thông tin điện tử xã An Khánh" and values["HOTLINE"] == "1022"
    assert "# Đường dây nóng." in (root / "pelicanconf.py").read_text("utf-8")
    assert values["BUILD"] == {"processes": 1} and "PRESS" not in values
    assert values["FEED_MAX_ITEMS"] == 50 and "plugins.rieng.lich" not in values["PORTAL"]
    assert (root / "pelicanconf.py.cu").read_text("utf-8").count("FEED_MAX_ITEMS = 30") == 1
    tokens = (root / "content/giao-dien/tokens.css").read_text("utf-8")
    assert tokens.count("--") == 2 and "--red: #00529b;" in tokens and "--red: #8cc2ff;" in tokens
    assert "Bão số 3" in (root / "content/du-lieu/thong-bao.yaml").read_text("utf-8")
    assert (root / "content/giao-dien/templates/them/chan.html").read_text("utf-8") == "<p>Của xã</p>"
    assert not (root / "plugins/lich").exists()
    own = (root / "plugins/rieng/lich/__init__.py").read_text("utf-8")
    assert "from plugins.core import processes as cores\n" in own
    assert (root / "plugins/rieng/lich/__init__.py.cu").read_text("utf-8") == PLUGIN
    assert '    -    pelican.settings["MISTAKES"].extend(())' in said, "a plugin's change is shown too"
    built = subprocess.run(
        [sys.executable, "-m", "plugins.build", "build"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": ""},
        capture_output=True,
        text=True,
    )
    assert built.returncode == 0 and "Lưu ý" not in built.stderr, built.stderr
    home = (root / "output/index.html").read_text("utf-8")
    assert "xã An Khánh" in home and "· lịch" in home and "Bão" in home
    assert 'href="/so-do-trang/">Sơ đồ</a>' in home


def test_an_owners_plugin_and_template_find_what_moved(portal, engines, capfd):
    plugin = portal / "plugins/rieng/cu.py"
    text = "from plugins import seam, yaml_values\n\nSTRICT = seam.STRICT\n\n\ndef register():\n    pass\n"
    plugin.write_text(text, "utf-8")
    templates = portal / "content/giao-dien/templates"
    templates.mkdir()
    (templates / "tree.html").write_text('{% extends "!theme/tree.html" %}', "utf-8")
    brought(portal, engines[1])
    said = capfd.readouterr().out
    assert "plugins/rieng/cu.py: gọi các phần của phần mềm bằng tên ngày nay" in said
    assert "-from plugins import seam, yaml_values" in said, "the change is shown"
    assert (portal / "plugins/rieng/cu.py.cu").read_text("utf-8") == text
    now = plugin.read_text("utf-8")
    assert now.startswith("from plugins.core import schema as seam, yaml_values\n")
    assert (templates / "sitemap_page.html").read_text("utf-8") == '{% extends "!theme/sitemap_page.html" %}'
    assert not (templates / "tree.html").exists()
    go_back(portal)
    assert plugin.read_text("utf-8") == text
    assert (templates / "tree.html").exists() and not (templates / "sitemap_page.html").exists()


def test_every_file_of_8f225f8_is_known_as_the_engines():
    files_known = known.read(ROOT).files
    rows = [line.split(" ", 1) for line in (FIXTURE / "hashes.txt").read_text("utf-8").splitlines()]
    assert len(rows) > 300
    assert [path for hashed, path in rows if hashed not in files_known.get(path, ())] == []
    data = (FIXTURE / "pyproject.toml.txt").read_bytes()
    assert hash_of(data) in files_known["pyproject.toml"], "counted as git counts"


@pytest.mark.parametrize("path", ["theme/templates/404.html", "plugins/build/plain_settings.py", "Makefile"])
def test_an_engines_file_that_was_edited_is_named_and_nothing_changes(portal, engines, path, monkeypatch):
    monkeypatch.setattr(applying, "_tried", lambda *_: None)
    with (portal / path).open("a") as file:
        file.write("\n# sửa tay\n")
    before = files(portal)
    with pytest.raises(ValueError, match=f"{path}\n.*content/giao-dien"):
        brought(portal, engines[1])
    assert files(portal) == before and not (portal / ".cache/update/next").exists()
    if path == "Makefile":
        brought(portal, engines[1], Wish(force=True))
        assert "sửa tay" not in (portal / path).read_text("utf-8")
        kept = next((portal / ".cache/update").glob("truoc-*"))
        assert "sửa tay" in (kept / path).read_text("utf-8")


def refuse_packages(_root: Path, _next: Path) -> bool:
    raise ValueError("Không cài được các gói của bản mới.")


@pytest.mark.parametrize("failure", ["the build", "the packages", "the answer", "dry", "the disk"])
def test_whatever_fails_leaves_all_as_it_was(portal, engines, failure, capfd, monkeypatch):
    if failure == "the build":
        (portal / "plugins/rieng/nho.py").write_text("from plugins.archive import addresses\n", "utf-8")
    if failure == "the disk":
        real, count = swap._change, [0]

        def change(one, other):
            count[0] += 1
            if count[0] == 4:
                raise OSError(28, "No space left on device")
            real(one, other)

        monkeypatch.setattr(swap, "_change", change)
    if failure != "the build":
        monkeypatch.setattr(applying, "_tried", lambda *_: None)
    before = files(portal)
    agreed = (lambda: False) if failure == "the answer" else yes
    install = refuse_packages if failure == "the packages" else no_packages
    if failure in ("the answer", "dry"):
        brought(portal, engines[1], Wish(dry=failure == "dry"), agreed, install)
        assert "Chưa có gì thay đổi" in capfd.readouterr().out
    else:
        with pytest.raises((ValueError, OSError)):
            brought(portal, engines[1], Wish(), agreed, install)
    assert files(portal) == before
    assert [path.name for path in (portal / ".cache/update").iterdir()] == ["lock"]


@pytest.mark.parametrize(
    ("lock", "stamp", "targets"),
    [
        ("psycopg==3\n\nredis==8\n", "", [".venv/run", ".venv/postgres", ".venv/valkey"]),
        ("pelican==4\n", "", [".venv/run"]),
        ("pelican==4\n", "valkey", [".venv/run", ".venv/valkey"]),
    ],
)
def test_a_portal_keeps_what_speaks_with_its_stores(tmp_path, monkeypatch, lock, stamp, targets):
    root, next_ = tmp_path / "cong", tmp_path / "next"
    for folder, text in ((root, f"\n{lock}"), (next_, "pelican==5\n")):
        (folder / ".venv").mkdir(parents=True)
        (folder / "requirements.lock").write_text(text, "utf-8")
    if stamp:
        (root / ".venv" / stamp).touch()
    ran = []

    def run(command, cwd):
        ran.extend(command[2:])
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(subprocess, "run", run)
    assert packages(root, next_) and ran == targets


def test_killed_between_two_folders_it_is_made_whole_again(portal, engines, capfd, monkeypatch):
    monkeypatch.setattr(applying, "_tried", lambda *_: None)
    before = files(portal)
    child = os.fork()
    if not child:
        real, count = swap._change, [0]

        def change(one, other):
            count[0] += 1
            if count[0] == 4:
                os.kill(os.getpid(), signal.SIGKILL)
            real(one, other)

        swap._change = change
        brought(portal, engines[1])
        os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    assert files(portal) != before, "a part had changed"
    brought(portal, engines[1], Wish(dry=True))
    assert "dừng giữa chừng; đã đưa cổng về như trước đó" in capfd.readouterr().out
    assert files(portal) == before


@pytest.mark.parametrize("kind", ["folder", "tar.gz", "zip", "git", "git address and version"])
def test_the_newer_engine_comes_from_wherever_it_is(tmp_path, engines, kind):
    newer, said, to = engines[1], str(engines[1]), ""
    if kind in ("tar.gz", "zip"):
        shape = {"tar.gz": "gztar", "zip": "zip"}[kind]
        said = shutil.make_archive(str(tmp_path / "tram-tin-9.0.0"), shape, newer.parent, newer.name)
    elif kind.startswith("git"):
        shutil.copytree(newer, tmp_path / "kho")
        for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "9"], ["tag", "v9.0.0"]):
            who = ["-c", "user.name=a", "-c", "user.email=a@a.example"]
            subprocess.run(["git", *who, *words], cwd=tmp_path / "kho", check=True)
        said, to = (f"file://{tmp_path}/kho", "9.0.0") if "address" in kind else (str(tmp_path / "kho"), "")
    found = fetch(said, to, tmp_path, tmp_path / "lay-ve")
    assert version_of(found).number == "9.0.0" and (found / "plugins/moi.py").is_file()
    if kind.startswith("git"):
        assert dict(known.history(found))["plugins/moi.py"] == hash_of(b"A = 1\n")


@pytest.mark.parametrize(
    ("said", "to", "words"),
    [
        ("", "", "Hãy nói lấy bản mới ở đâu"),
        ("khong-co", "", "Không thấy “khong-co”"),
        ("hong.zip", "", "Không mở được tệp nén hong.zip"),
        ("rong.tar.gz", "", "không có phần mềm Trạm Tin"),
        ("rong", "", "không phải thư mục của phần mềm"),
        ("file:///khong/co.git", "", "Không lấy được phần mềm từ"),
        ("moi", "8.0.0", "là bản 9.0.0, không phải bản 8.0.0"),
    ],
)
def test_a_source_that_holds_no_engine_is_told(tmp_path, engines, said, to, words):
    (tmp_path / "hong.zip").write_bytes(b"PK")
    (tmp_path / "rong").mkdir()
    shutil.make_archive(str(tmp_path / "rong"), "gztar", tmp_path, "rong")
    (tmp_path / "moi").symlink_to(engines[1])
    with pytest.raises(ValueError, match=words):
        fetch(said, to, tmp_path, tmp_path / "lay-ve")


def test_an_older_engine_comes_only_when_it_is_named(portal, engines):
    (portal / "pyproject.toml").write_text((engines[1] / "pyproject.toml").read_text("utf-8"), "utf-8")
    with pytest.raises(ValueError, match="cũ hơn bản đang dùng"):
        brought(portal, engines[0])


def test_the_command_as_it_is_typed(portal, engines, tmp_path):
    (portal / ".venv").symlink_to(sys.prefix)
    subprocess.run(["git", "init", "-q"], cwd=portal, check=True)
    said = subprocess.run(
        [sys.executable, "-m", "plugins.update", "update"],
        cwd=portal,
        env={**os.environ, "PYTHONPATH": "", "FROM": str(engines[1]), "YES": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    assert said.returncode == 0, said.stdout + said.stderr
    assert version_of(portal).number == "9.0.0" and (portal / ".venv").is_symlink()
    assert "lần sau vẫn dùng\nmake update" in said.stdout
    again = subprocess.run(
        [sys.executable, "-m", "plugins.update", "update"],
        cwd=portal,
        env={**os.environ, "PYTHONPATH": "", "FROM": "khong-co"},
        capture_output=True,
        text=True,
    )
    assert again.returncode == 1 and "Lỗi · Không thấy “khong-co”" in again.stderr


NAMES = (engine(ROOT).keys() | PELICANS) - {"SITENAME", "SITEURL", "TIMEZONE", "PUBLISHING", "PELICAN_CLASS"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A = 1\n\n# Về thẻ.\nTAG_URL = 'x'  # cũ\nB = 2\n", "A = 1\n\nB = 2\n"),
        ("OUTAGE_URL = 'a'\nOUTAGE_SAVE_AS = OUTAGE_URL + 'b'\n", "\n"),
        ("OUTAGE_URL = OUTAGE_SAVE_AS = 'a'\nA = 1\n", "A = 1\n"),
        ("PATH, OUTPUT_PATH = 'a', 'b'\nA = 1\n", "A = 1\n"),
        ("TAG_URL = A = 'x'\n", "TAG_URL = A = 'x'\n"),
        ("READERS = {\n    'rst': None,\n}\n\nA = 1\n", "A = 1\n"),
        ("import os\nfrom jinja2 import StrictUndefined\nJINJA_ENVIRONMENT = {'u': StrictUndefined}\n", "\n"),
        (
            "import os\nSITEURL = os.environ['A']\nFEED_DOMAIN = SITEURL\n",
            "import os\nSITEURL = os.environ['A']\n",
        ),
        ("# --- Một ---\n\nTAG_URL = ''\n\n# --- Hai ---\n\nA = 1\n", "# --- Hai ---\n\nA = 1\n"),
        ('"""Lời."""\n\nif 1:\n    TAG_URL = ""\n', '"""Lời."""\n\nif 1:\n    TAG_URL = ""\n'),
    ],
)
def test_only_what_is_the_engines_leaves_a_settings_file(text, expected):
    assert without(text, NAMES) == expected


def test_a_key_leaves_a_dict_with_its_comment():
    text = 'PORTAL = {\n    "a": 1,\n    # Cũ.\n    "notices": [\n        1,\n    ],\n    "b": 2,\n}\n'
    assert without_key(text, "PORTAL", "notices") == 'PORTAL = {\n    "a": 1,\n    "b": 2,\n}\n'
    for left in ('PORTAL = {"a": 1, "notices": []}\n', "PORTAL = dict(notices=[])\n"):
        assert without_key(left, "PORTAL", "notices") == left
    assert with_class("A = 1\n").endswith('PELICAN_CLASS = "plugins.Portal"\n')
    assert with_class('PELICAN_CLASS = "x"\n') == 'PELICAN_CLASS = "x"\n'


def test_the_list_of_versions_is_sound():
    said = json.loads((ROOT / known.FILE).read_text("utf-8"))
    assert not [path for path in said["files"] if not known.is_engines(path)]
    assert set(said["tokens"]) == {"light", "dark", "contrast", "mourning"}
