"""A portal copied, lost, and brought back on another machine: the same pages, numbers and promises."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from plugins.backup import create, settings
from plugins.backup import restore as restoring
from plugins.backup.collect import ABOUT, TAKEN
from plugins.backup.create import record
from plugins.backup.settings import repository
from plugins.core import schema
from plugins.core.clock import AT_HOME
from plugins.core.mistakes import MistakesFound
from plugins.publish.targets.http_check import ask
from plugins.publish.targets.local import Local
from plugins.views.article import Article
from tests import copies
from tests.hosts import hosts, needs
from tests.nginx import nginx
from tests.portal import Portal
from tests.site import ROOT, Site, make_site
from tests.views import postgres, service, stored

pytestmark = needs("borg")
BASE = {
    "SITEURL": "https://cong.example",
    "PUBLISHING": True,
}
MINUTE = re.compile("Tính đến [^<]*".encode())
HANDBOOK = (ROOT / "docs/quan-tri.md").read_text("utf-8")
FIRST, SECOND = "2024-01-bai-1", "2024-02-bai-2"


@dataclass
class Machine:
    """A portal's folder on a machine, and the commands typed there. database: its DATABASE_URL, or ''."""

    site: Site
    vault: Path | str
    database: str = ""

    @property
    def folder(self) -> Path:
        return self.site.folder

    @property
    def local(self) -> Local:
        return Local(self.folder / "public_html")

    def run(self, plugin: str, *arguments: str) -> subprocess.CompletedProcess:
        kept = {name: value for name, value in os.environ.items() if name not in ("DEPLOY", "TO", "FORCE")}
        return copies.run(
            f"plugins.{plugin}",
            *arguments,
            folder=self.folder,
            environment=kept | {"DATABASE_URL": self.database},
        )

    def done(self, plugin: str, *arguments: str) -> str:
        run = self.run(plugin, *arguments)
        assert run.returncode == 0, run.stdout + run.stderr
        return run.stdout + run.stderr

    def publish(self) -> str:
        return self.done("publish", "--settings", "settings.py", "publish")

    def back_up(self, *arguments: str) -> str:
        return self.done("backup", "--settings", "settings.py", "backup", *arguments)

    def restore(self, *arguments: str) -> subprocess.CompletedProcess:
        return self.run(
            "backup", "--settings", "settings.py", "restore", "--from", str(self.vault), *arguments
        )

    def tree(self) -> dict[str, bytes]:
        """{path: bytes} of all that is public, but for the minute at which visits were counted."""
        found = self.local.manifest(self.local.release_list().current)
        shown = [
            path for path, entry in found.files.items() if not entry.age and not path.endswith((".br", ".gz"))
        ]
        return {path: MINUTE.sub(b"", (self.local.current / path).read_bytes()) for path in shown}


def machine(folder: Path, vault, database: str = "", **more) -> Machine:
    site = make_site(folder)
    site.settings(**BASE, **{"BACKUP": {"to": str(vault)}} | more)
    return Machine(site, vault, database)


def fresh(folder: Path, vault, database: str = "", **more) -> Machine:
    """A machine on which somebody has just cloned the repository: the samples are there, nothing else."""
    made = machine(folder, vault, database, **more)
    made.site.story("mau", "Bài mẫu của kho", "2024-03-03 08:00")
    for command in (
        ("init", "-q"),
        ("add", "-A"),
        ("-c", "user.name=x", "-c", "user.email=x@x.example", "commit", "-qm", "x"),
    ):
        subprocess.run(["git", *command], cwd=folder, check=True)
    return made


def count(started: Machine, views: dict[str, int]) -> None:
    """Readers come, and are counted by the real service."""
    where = started.database or started.folder / "data/views/views.sqlite"
    articles = [Article(name, f"/tin/{name}/", name, "Y tế", "", "2024-01-01", 0) for name in views]
    with service(started.folder / ".cache/service", where, articles) as running:
        for name, number in views.items():
            for reader in range(number):
                assert running.view(name, x_real_ip=f"10.0.0.{reader}").status == 200


@pytest.fixture(scope="module")
def database_server():
    with postgres() as server:
        yield server


@needs("nginx")
def test_a_fresh_machine_becomes_the_same_portal(tmp_path):
    vault = tmp_path / "kho"
    old = machine(tmp_path / "old", vault)
    old.site.story("bai-1", "Bài một", "2024-01-01 08:00")
    old.site.story("bai-2", "Bài hai", "2024-02-02 08:00")
    old.site.story("bo", "Bài sẽ bỏ", "2024-02-03 08:00")
    old.site.story("hen", "Bài hẹn", "2099-01-01 08:00")
    old.site.write("plugins/rieng/nha.txt", "của cơ quan\n")
    old.site.write("content/giao-dien/mau.css", ":root { }\n")
    old.publish()
    count(old, {FIRST: 4, SECOND: 2})
    shutil.rmtree(old.folder / "content/tin/2024/02/bo")
    old.site.write("content/du-lieu/chuyen-huong.yaml", "- cũ: /tin/2024/02/bo/\n  gỡ: Bài đăng nhầm.\n")
    old.publish()
    old.site.story("bai-2", "Bài hai, viết lại", "2024-02-02 08:00")
    old.publish()
    said = old.back_up()
    assert "PostgreSQL" not in said and "2 dòng số lượt xem" in said

    new = fresh(tmp_path / "new", vault)
    run = new.restore()
    assert run.returncode == 0, run.stderr
    for step in ("Lấy bản sao", "lời hứa địa chỉ", "số lượt xem vào", "make publish"):
        assert step in run.stdout
    assert not (new.folder / "content/tin/2024/02/bo").exists()
    assert not (new.folder / "content/tin/2024/03").exists(), (
        "a sample of the clone is no story of this portal"
    )
    assert (new.folder / "plugins/rieng/nha.txt").exists() and (
        new.folder / "content/giao-dien/mau.css"
    ).exists()
    assert stored(new.folder / "data/views/views.sqlite") == {FIRST: 4, SECOND: 2}

    story = new.folder / "content/tin/2024/01/bai-1"
    story.rename(new.folder / "away")
    told = new.run("publish", "--settings", "settings.py", "publish")
    assert told.returncode == 3 and "/tin/2024/01/bai-1/" in told.stderr, "an address is still promised"
    assert "tin/2024/01/bai-1/index.html" in new.tree(), "it stays as it was published on the old machine"
    (new.folder / "away").rename(story)
    new.publish()
    assert new.tree() == old.tree()
    with nginx(tmp_path / "nginx", Portal(new.folder), new.local.folder) as (base, _):
        status, _, body = ask(f"{base}/tin/2024/02/bai-2/")
        assert status == 200 and "Lượt xem: <span data-views-number>2<" in body.decode()
        assert ask(f"{base}/tin/2024/02/bo/")[0] == 410
        assert ask(f"{base}/tin/2099/01/hen/")[0] == 404


def test_numbers_that_are_kept_elsewhere_come_back_there(tmp_path):
    elsewhere = {"VIEWS": {"folder": "so-lieu"}}
    old = machine(tmp_path / "old", tmp_path / "kho", **elsewhere)
    old.site.story("bai-1", "Bài một", "2024-01-01 08:00")
    old.site.write("so-lieu/baked.json", "{}\n")
    old.database = str(old.folder / "so-lieu/views.sqlite")
    count(old, {FIRST: 2})
    old.database = ""
    assert "1 dòng" in old.back_up()
    new = fresh(tmp_path / "new", old.vault, **elsewhere)
    assert new.restore().returncode == 0
    assert stored(new.folder / "so-lieu/views.sqlite") == {FIRST: 2}
    assert (new.folder / "so-lieu/baked.json").exists()


@pytest.fixture
def small(tmp_path):
    """A portal with one story that was never published, and its vault."""
    made = machine(tmp_path / "old", tmp_path / "kho")
    made.site.story("bai-1", "Bài một", "2024-01-01 08:00")
    return made


@pytest.fixture(scope="module")
def copied(tmp_path_factory):
    """The same, and one copy of it in its vault; no test may change it."""
    folder = tmp_path_factory.mktemp("copied")
    made = machine(folder / "old", folder / "kho")
    made.site.story("bai-1", "Bài một", "2024-01-01 08:00")
    made.back_up()
    return made


@pytest.fixture
def saved(copied, tmp_path):
    """The same again, to be changed."""
    for name in ("old", "kho"):
        shutil.copytree(copied.folder.parent / name, tmp_path / name)
    made = Machine(Site(tmp_path / "old"), tmp_path / "kho")
    made.site.settings(**BASE, BACKUP={"to": str(made.vault)})
    return made


def test_a_copy_is_incremental_listed_and_kept_as_long_as_told(small):
    small.site.write("content/tin/2024/01/bai-1/anh.bin", os.urandom(3_000_000))
    portal, chosen = settings.read(small.folder / "settings.py")
    vault = settings.vault(portal, chosen)
    start = datetime(2026, 1, 1, 2, tzinfo=AT_HOME)
    size = 0
    chosen = replace(chosen, days=2, weeks=0, months=0)
    for day in range(4):
        steps = create.Steps()
        assert create.back_up(portal, chosen, vault, start + timedelta(days=day), steps) == 0
        now = sum(path.stat().st_size for path in small.vault.rglob("*") if path.is_file())
        assert not size or now < size + 300_000, "what did not change is not copied again"
        size = now
    names = create.borg_of(portal, vault).archives()
    assert names[-1] == "cong.example-2026-01-04-020000" == record(small.folder).name
    assert len(names) == 2


def test_numbers_come_from_the_database_in_use_or_the_copy_says_so(small, database_server, tmp_path):
    count(small, {FIRST: 3})
    assert "views.sqlite" in small.back_up()
    url = database_server.database()
    small.done("views", "move", "--settings", "settings.py", url)
    run = small.run("backup", "--settings", "settings.py", "backup")
    assert run.returncode == 1 and "toàn vẹn" not in run.stdout + run.stderr
    assert "DATABASE_URL" in run.stderr and "PostgreSQL tin" in run.stderr
    assert "bai-1/index.md" in listed(small), "the words are copied all the same"
    for command in ("backup", "report", "check", "export"):
        told = small.run("views", command, "--settings", "settings.py")
        assert told.returncode == 1 and "DATABASE_URL" in told.stderr, command
    small.database = url
    assert "PostgreSQL" in small.back_up()
    assert not (small.folder / ".cache/backup/taken").exists(), "what was gathered fills no disk"
    assert "khớp" in small.done("views", "check", "--settings", "settings.py")
    new = fresh(tmp_path / "new", small.vault, database_server.database())
    run = new.restore()
    assert run.returncode == 0 and "số lượt xem vào" in run.stdout, run.stderr
    assert stored(new.database) == {FIRST: 3}


def test_the_handbooks_example_of_a_place_is_a_place():
    found = re.search(r"```python\n(BACKUP = .*?)```", HANDBOOK, re.S)[1]
    values: dict = {}
    exec(found, values)
    assert schema.checked(settings.BackupSettings, values["BACKUP"], "BACKUP").key


def listed(given: Machine) -> str:
    portal, chosen = settings.read(given.folder / "settings.py")
    borg = create.borg_of(portal, settings.vault(portal, chosen))
    return "\n".join(borg.paths(borg.archives()[-1]))


def test_what_is_not_saved_here_is_not_replaced_unless_told(saved, tmp_path):
    new = fresh(tmp_path / "new", saved.vault)
    new.site.story("moi", "Bài chưa lưu", "2024-04-04 08:00")
    run = new.restore()
    assert run.returncode == 1 and "FORCE=1" in run.stderr and "2024/04" in run.stderr
    assert (new.folder / "content/tin/2024/04/moi/index.md").exists()
    run = new.restore("--force")
    assert run.returncode == 0, run.stderr
    assert not (new.folder / "content/tin/2024/04").exists()
    assert list((new.folder / ".cache/truoc-khi-khoi-phuc").rglob("moi/index.md")), "set aside, not lost"
    count(new, {FIRST: 1})
    subprocess.run(
        ["git", "-c", "user.name=x", "-c", "user.email=x@x.example", "commit", "-qam", "x"], cwd=new.folder
    )
    assert "số lượt xem" in new.restore().stderr


def test_where_what_comes_has_no_place_nothing_changes(saved, tmp_path):
    new = fresh(tmp_path / "new", saved.vault)
    for name in (".cache/restore", ".cache/truoc-khi-khoi-phuc", "public_html"):
        place = new.folder / name
        shutil.rmtree(place, ignore_errors=True)
        place.parent.mkdir(exist_ok=True)
        place.write_text("x")
        run = new.restore("--force")
        assert run.returncode == 1 and f"{name}: Ở đây phải là một thư mục" in run.stderr, run.stderr
        place.unlink()
        assert (new.folder / "content/tin/2024/03/mau/index.md").exists()
    place = tmp_path / "tep"
    place.write_text("x")
    assert (
        "không phải một thư mục"
        in new.run("backup", "--settings", "settings.py", "restore", "--force", "--from", str(place)).stderr
    )


def test_a_thing_on_another_disk_or_of_another_user_stops_a_restore_before_it_begins(tmp_path, monkeypatch):
    (tmp_path / "content").mkdir()
    (tmp_path / "data").mkdir()
    part = tmp_path / ".cache/restore"
    part.mkdir(parents=True)
    restoring._must_be_movable(tmp_path, part)
    with monkeypatch.context() as others:
        others.setattr(os, "access", lambda path, _: Path(path).name != "data")
        with pytest.raises(MistakesFound, match=r"data: .*chown"):
            restoring._must_be_movable(tmp_path, part)
    another = Path("/dev/shm")
    if another.is_dir() and another.stat().st_dev != part.stat().st_dev:
        with pytest.raises(MistakesFound, match="đĩa khác"):
            restoring._must_be_movable(tmp_path, another)


def test_a_running_service_is_not_restored_under(saved, tmp_path):
    new = fresh(tmp_path / "new", saved.vault)
    (new.folder / "output/api").mkdir(parents=True)
    process = subprocess.Popen(
        [sys.executable, "-m", "plugins.views", "serve", "--settings", "settings.py", "--port", "0"],
        cwd=new.folder, env=os.environ | {"PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert process.stdout.readline()
        for run in (
            new.restore("--force"),
            new.run("views", "move", "--settings", "settings.py", "x.sqlite"),
        ):
            assert run.returncode == 1 and "đang chạy" in run.stderr
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def test_a_damaged_copy_is_found_out(small, tmp_path):
    small.site.write("content/tin/2024/01/bai-1/anh.bin", os.urandom(2_000_000))
    small.back_up()
    segment = max(
        (small.vault / "borg/data").rglob("*"), key=lambda path: path.is_file() and path.stat().st_size
    )
    with segment.open("r+b") as file:
        file.seek(1_000_000)
        file.write(b"\0" * 64)
    new = fresh(tmp_path / "new", small.vault)
    run = new.restore()
    assert run.returncode == 1 and "hỏng" in run.stderr and "Traceback" not in run.stderr
    assert (new.folder / "content/tin/2024/03/mau/index.md").exists(), "nothing has changed"
    assert not (new.folder / ".cache/restore").exists(), "half of a copy only fills the disk"
    segment.unlink()
    run = new.restore()
    assert run.returncode == 1 and "hỏng trên đĩa" in run.stderr and "SSH_" not in run.stderr
    (small.vault / "borg/config").write_text("[repository]\nversion = 9\n")
    assert "hỏng trên đĩa" in new.restore().stderr


@pytest.mark.parametrize(
    "forge, told",
    [
        (
            lambda taken: (taken / "live").mkdir() or (taken / "live/x.json").symlink_to("/etc/passwd"),
            "x.json",
        ),
        (lambda taken: (taken / "live").symlink_to("/etc"), "liên kết"),
        (lambda taken: os.mkfifo(taken / "publish.log.ong"), "thiết bị"),
        (lambda taken: _named(taken, "../../../etc"), "không phải bản sao lưu"),
    ],
)
def test_a_copy_that_somebody_else_made_leads_nowhere(saved, tmp_path, forge, told):
    portal, chosen = settings.read(saved.folder / "settings.py")
    borg, work = create.borg_of(portal, settings.vault(portal, chosen)), tmp_path / "gia"
    work.mkdir()
    borg.run("extract", borg.at(borg.archives()[-1]), cwd=work)
    forge(work / TAKEN)
    borg.run("create", borg.at("cong.example-2099-01-01-000000"), ".", cwd=work)
    new = fresh(tmp_path / "new", saved.vault)
    run = new.restore()
    assert run.returncode == 1 and told in run.stderr and "Traceback" not in run.stderr, run.stderr
    assert (new.folder / "content/tin/2024/03/mau/index.md").exists(), "nothing has changed"


def _named(taken: Path, release: str) -> None:
    value = json.loads((taken / ABOUT).read_bytes())
    (taken / ABOUT).write_text(json.dumps(value | {"release": release}))


@needs("ssh", "sshd")
def test_a_copy_on_another_machine_locked_by_a_key_file(tmp_path):
    with hosts(tmp_path / "hosts", "kho") as there:
        place, key = there.target("kho"), tmp_path / "khoa"
        publish = {"ssh": there.ssh}
        old = machine(tmp_path / "old", place, BACKUP={"to": place, "key": str(key)}, PUBLISH=publish)
        old.site.story("bai-1", "Bài một", "2024-01-01 08:00")
        assert str(key) in old.back_up() and key.stat().st_mode & 0o777 == 0o600
        old.back_up()
        new = fresh(tmp_path / "new", place, PUBLISH=publish)
        key.rename(tmp_path / "elsewhere")
        (tmp_path / "wrong").write_text("không phải\n")
        for arguments in ((), ("--key", str(tmp_path / "wrong"))):
            run = new.restore(*arguments)
            assert run.returncode == 1 and "khóa" in run.stderr, run.stderr
        assert new.restore("--key", str(tmp_path / "elsewhere")).returncode == 0
        assert (new.folder / "content/tin/2024/01/bai-1/index.md").exists()
        there.stop("kho")
        run = new.run("backup", "--settings", "settings.py", "backup")
        assert run.returncode == 1 and "ssh" in run.stderr and "Traceback" not in run.stderr


def test_what_must_be_forgotten_leaves_every_copy(small):
    secret = b"mot-dau-vet-rieng-" + os.urandom(64)
    small.site.write("content/tin/2024/01/bai-1/rieng.bin", secret + os.urandom(200_000))
    small.back_up()
    small.site.story("bai-2", "Bài hai", "2024-02-02 08:00")
    small.back_up()
    assert any(secret in path.read_bytes() for path in small.vault.rglob("*") if path.is_file())
    said = small.done("backup", "--settings", "settings.py", "forget", "content/tin/2024/01/bai-1/")
    assert "2 bản sao" in said
    assert not any(secret in path.read_bytes() for path in small.vault.rglob("*") if path.is_file())
    assert "bai-1" not in listed(small) and "bai-2/index.md" in listed(small)


@pytest.mark.parametrize(
    "to, expected",
    [
        ("/var/backups/tram-tin", "/var/backups/tram-tin/borg"),
        ("sao-luu", "sao-luu/borg"),
        ("luu@kho.example:/srv/luu", "ssh://luu@kho.example/srv/luu/borg"),
        ("kho:/srv/luu", "ssh://kho/srv/luu/borg"),
    ],
)
def test_where_copies_lie(to, expected):
    assert repository(to) == expected


@pytest.mark.parametrize(
    "to", ["", "/", "s3://thung", "kho:srv", "kho:/etc/x", "a b@kho:/srv/x", "x\n", "kho:"]
)
def test_where_no_copy_can_lie(to):
    with pytest.raises(ValueError, match="thư mục"):
        repository(to)


@pytest.mark.parametrize(
    "to", ["data/kho", "content/../content/kho", "public_html/kho", ".cache/kho", "output"]
)
def test_no_copy_lies_in_what_is_copied_or_published(small, to):
    run = small.run("backup", "--settings", "settings.py", "backup", "--to", to)
    assert run.returncode == 1 and "Hãy chọn nơi khác" in run.stderr
    run = small.run("backup", "--settings", "settings.py", "backup", "--key", f"{to}/khoa")
    assert run.returncode == 1 and "khóa nằm trong" in run.stderr


def test_a_backup_that_was_killed_hinders_no_other(small):
    small.site.write("content/tin/2024/01/bai-1/anh.bin", os.urandom(1_000_000))
    small.back_up("--to", str(small.vault))
    small.site.write("content/tin/2024/01/bai-1/anh-2.bin", os.urandom(40_000_000))
    process = subprocess.Popen(
        [sys.executable, "-m", "plugins.backup", "--settings", "settings.py", "backup"],
        cwd=small.folder, env=os.environ | {"PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip
    for line in process.stdout:
        if "Sao lưu vào" in line:
            break
    time.sleep(0.7)  # borg has begun
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    started = time.monotonic()
    assert "Đã sao lưu" in small.back_up()
    assert time.monotonic() - started < 60, "nobody sleeps beside a lock that is free"
    assert "anh-2.bin" in listed(small)


def test_a_refusal_is_a_sentence(saved, tmp_path):
    for arguments, said in (
        (("restore", "--force", "--from", str(tmp_path / "khong-co")), "chưa có bản sao lưu nào"),
        (("restore",), "FROM="),
        (("restore", "--from", "s3://x"), "thư mục"),
        (("restore", "--from", str(saved.vault), "--force", "--at", "hom-qua"), "Không có bản hom-qua"),
        (("restore", "--from", str(saved.vault), "--force", "--at", "../x"), "Không có bản ../x"),
        (("restore", "--from", str(tmp_path), "--force"), "chưa có bản sao lưu nào"),
    ):
        run = saved.run("backup", "--settings", "settings.py", *arguments)
        assert run.returncode == 1 and said in run.stderr and "Traceback" not in run.stderr, run.stderr
