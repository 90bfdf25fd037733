"""A public page that cannot be built stays only by a list that this machine made itself."""

import json
import re
import shutil
from contextlib import nullcontext
from hashlib import sha256
from pathlib import Path

import pytest

from plugins.publish.carry_over import Sources, carry
from plugins.publish.releases.manifest import NAME
from plugins.publish.releases.stamps import Stamps
from plugins.publish.target import Server
from plugins.publish.targets import evidence
from plugins.publish.targets.local import PROMISED
from plugins.publish.targets.ssh import Host
from tests.hosts import needs, server
from tests.newsroom import SITEURL, Newsroom, make_newsroom

pytestmark = needs("flock", "rsync")
ADDRESS = "/tin/2024/06/bai-thu/"
PAGE = f"{ADDRESS[1:]}index.html"
STORY = "content/tin/2024/06/bai-thu/index.md"
WRONG = {"category": "Sai"}
CASINO = b"<!doctype html><title>x</title><a href=https://ca-cuoc.example/>NHA CAI</a>"


@pytest.fixture(scope="module")
def before(tmp_path_factory, photo):
    """The machine that published a story, and the server that shows it; none may change them."""
    folder = tmp_path_factory.mktemp("before")
    (folder / "may").mkdir()
    made = machine(folder / "cu", folder / "may")
    made.site.story(title="Lời cũ", body="![Chú thích](a.jpg)\n\n[Mẫu](mau.csv)")
    made.site.write(STORY.replace("index.md", "a.jpg"), photo)
    made.site.write(STORY.replace("index.md", "mau.csv"), "a,b\n")
    made.published(*made.deploy)
    return made


def machine(folder: Path, shown: Path) -> Newsroom:
    made = make_newsroom(folder)
    made.settings(**{"PUBLISH.ssh": server(folder.parent / "ssh", as_nobody=False)})
    made.deploy = ("--deploy", f"may-chu:{shown}", "--check", "0")
    made.server = shown / "current"
    return made


@pytest.fixture
def fresh(before, tmp_path):
    """A machine that published nothing yet; its story has a mistake, another is new."""
    shutil.copytree(before.server.parent, tmp_path / "may", symlinks=True)
    made = machine(tmp_path / "moi", tmp_path / "may")
    made.site.story(title="Lời mới", **WRONG)
    made.site.story("hai", "Bài hai")
    made.local.folder.mkdir()
    return made


def refused(made: Newsroom) -> None:
    shown = made.server.resolve()
    said = made.publish(*made.deploy)
    assert said.status == 1 and f"Lỗi · {STORY}" in said.err, said
    assert f"{ADDRESS}: Trang này đang có người đọc" in said.err and "make restore" in said.err
    assert "gỡ: lý do" not in said.err and "Traceback" not in said.err
    assert made.server.resolve() == shown, "what is public stays"


def kept(made: Newsroom, before: Newsroom) -> None:
    shown = made.server.resolve()
    said = made.publish(*made.deploy)
    assert said.status == 3 and f"{ADDRESS}: chưa dựng lại được nên giữ nguyên" in said.err, said
    assert made.server.resolve() != shown and made.is_public("/tin/2024/06/hai/")
    for current in (made.server, made.local.current):
        for path in (PAGE, f"{ADDRESS[1:]}mau.csv"):
            assert (current / path).read_bytes() == (before.server / path).read_bytes()
        html = (current / PAGE).read_text("utf-8")
        loads = re.findall(r"/(media/[\w.-]+|theme/[\w.-]+)", html)
        assert len(loads) > 3 and all((current / load).is_file() for load in loads)


def tampered_page(current: Path) -> None:
    (current / PAGE).unlink()
    (current / PAGE).write_bytes(CASINO)


def tampered_page_and_list(current: Path) -> None:
    tampered_page(current)
    value = json.loads((current / NAME).read_bytes())
    value["files"][PAGE] = [sha256(CASINO).hexdigest(), len(CASINO), 0]
    (current / NAME).write_text(json.dumps(value))


def linked_page(current: Path) -> None:
    (current / PAGE).rename(current.parent / "x.html")
    (current / PAGE).symlink_to(current.parent / "x.html")


def tampered_attachment(current: Path) -> None:
    (current / PAGE).with_name("mau.csv").unlink()
    (current / PAGE).with_name("mau.csv").write_text("a,c\n")


def lost_photo(current: Path) -> None:
    for path in (current / "media").glob("*"):
        path.unlink()


def test_a_server_alone_is_not_believed_of_its_pages(fresh):
    refused(fresh)


def test_by_a_list_that_a_backup_brought_the_page_stays(fresh, before):
    shutil.copyfile(before.local.current / NAME, fresh.local.folder / PROMISED)
    kept(fresh, before)


@pytest.mark.parametrize(
    "tamper", [tampered_page, tampered_page_and_list, linked_page, tampered_attachment, lost_photo]
)
def test_what_is_not_by_the_list_of_a_backup_does_not_come(fresh, before, tmp_path, tamper):
    shutil.copyfile(before.local.current / NAME, fresh.local.folder / PROMISED)
    host = Host(Server("may-chu", str(tmp_path / "may")), server(tmp_path / "ssh", as_nobody=False))
    sources = Sources(fresh.local, lambda: nullcontext([host]), tmp_path / "fetched")

    def carried(to: Path) -> list[str]:
        last = evidence.last_release(fresh.local, [host], Stamps(tmp_path), force=False)
        return carry([ADDRESS], to, last, sources, SITEURL)

    assert carried(tmp_path / "good") == [ADDRESS] and (tmp_path / "good" / PAGE).is_file()
    tamper(fresh.server.resolve())
    assert carried(tmp_path / "bad") == [] and not (tmp_path / "bad").exists()


def test_by_an_older_release_of_this_machine_the_page_stays(fresh, before):
    """Somebody else published since; the page is still the one that this machine made."""
    shutil.copytree(before.local.folder, fresh.local.folder, symlinks=True, dirs_exist_ok=True)
    at = fresh.server.resolve()
    later = at.with_name("20991231-000000")
    at.rename(later)
    fresh.server.unlink()
    fresh.server.symlink_to(f"releases/{later.name}")
    tampered_attachment(later)
    kept(fresh, before)


def test_a_page_that_was_edited_here_comes_from_the_server(fresh, before):
    shutil.copytree(before.local.folder, fresh.local.folder, symlinks=True, dirs_exist_ok=True)
    tampered_page(fresh.local.current.resolve())
    kept(fresh, before)


def test_an_address_that_only_a_backup_knows_of_is_promised_whatever_the_server_says(fresh, before, tmp_path):
    """A server that shortens its list takes no address away."""
    value = json.loads((fresh.server / NAME).read_bytes())
    value["files"] = {path: each for path, each in value["files"].items() if not path.startswith(ADDRESS[1:])}
    (fresh.server.resolve() / NAME).unlink()
    (fresh.server / NAME).write_text(json.dumps(value))
    host = Host(Server("may-chu", str(tmp_path / "may")), server(tmp_path / "ssh", as_nobody=False))
    for brought in (False, True):
        last = evidence.last_release(fresh.local, [host], Stamps(tmp_path), force=False)
        assert (PAGE in last.promised.files) is brought
        shutil.copyfile(before.local.current / NAME, fresh.local.folder / PROMISED)
