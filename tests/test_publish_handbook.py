"""What docs/quan-tri.md tells a new administrator to do, done on a tiny real portal."""

import os
import re

import pytest
import yaml

from plugins.publish.releases.manifest import difference
from plugins.publish.targets.http_check import ask
from plugins.publish.targets.local import Local
from tests import copies
from tests.hosts import needs
from tests.nginx import nginx
from tests.portal import Portal
from tests.site import ROOT

HANDBOOK = (ROOT / "docs/quan-tri.md").read_text("utf-8")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")


def command(site, *arguments: str) -> str:
    """Runs a command in the portal's folder; what it said."""
    environment = {
        name: value for name, value in os.environ.items() if name not in ("DEPLOY", "TO", "FORCE", "DRY")
    }
    run = copies.run(
        "plugins.publish",
        *("--settings", "settings.py", *arguments),
        folder=site.folder,
        environment=environment,
        strict=True,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


@needs("nginx")
def test_publish_edit_publish_rollback_as_the_handbook_says(site, tmp_path):
    site.settings(
        SITEURL="https://cong.example",
        PUBLISHING=True,
    )
    for number in range(60):
        site.story(f"bai-{number}", f"Bài {number}", f"2024-{number % 6 + 1:02}-{number % 27 + 1:02} 08:00")
    site.story("hen", "Bài hẹn", "2099-01-01 08:00")
    local = Local(site.folder / "public_html")
    said = command(site, "publish")
    assert "Chuyển máy này sang bản" in said and str(local.current) in said
    with nginx(tmp_path / "nginx", Portal(site.folder), local.folder) as (base, _):
        assert "Bài 53" in ask(f"{base}/")[2].decode()
        assert ask(f"{base}/tin/2099/01/hen/")[0] == 404

        assert "Không có gì thay đổi" in command(site, "publish")
        site.story("moi", "Bài mới đăng", "2024-06-29 08:00", body="Nội dung mới.")
        assert "Nếu đăng bây giờ" in command(site, "publish", "--dry-run")
        assert ask(f"{base}/tin/2024/06/moi/")[0] == 404
        assert "+ https://cong.example/tin/2024/06/moi/" in command(site, "publish")
        assert "Nội dung mới." in ask(f"{base}/tin/2024/06/moi/")[2].decode()
        before, after = (local.manifest(name) for name in local.release_list().releases)
        assert difference(before, after).rewritten <= 40

        command(site, "rollback")
        assert ask(f"{base}/tin/2024/06/moi/")[0] == 404
        assert "đã bị trở lui" in command(site, "releases")
        assert "Bài mới đăng" not in ask(f"{base}/")[2].decode()
        assert "đúng là bản đã đăng" in command(site, "audit", "--url", base)


@pytest.mark.parametrize("target", sorted(set(re.findall(r"(?:^|`)make ([a-z-]+)", HANDBOOK, re.M))))
def test_every_command_of_the_handbook_exists(target):
    assert re.search(rf"^{target}:.*## ", MAKEFILE, re.M)


def test_every_unit_of_the_handbook_is_written():
    from plugins.publish.server.config import UNITS

    named = set(re.findall(r"tram-tin-[a-z]+\.(?:service|timer|path)", HANDBOOK))
    assert named <= set(UNITS)
    assert {unit for unit in UNITS if not unit.endswith(".service")} <= named


def test_the_handbooks_example_of_old_addresses_is_read(tmp_path):
    from plugins.publish.redirects.moved import read_moved

    (tmp_path / "moved.yaml").write_text(re.search(r"```yaml\n(- cũ.*?)```", HANDBOOK, re.S)[1], "utf-8")
    moved = read_moved(tmp_path, "moved.yaml")
    assert len(moved.redirects) == len(moved.gone) == 1


@pytest.mark.parametrize("name", ["github.yml", "gitlab.yml"])
def test_workflows_check_proposals_without_publishing_and_publish_main(name):
    text = (ROOT / "docs/mau" / name).read_text("utf-8")
    jobs = yaml.safe_load(text)
    jobs = jobs.get("jobs", jobs)
    said = {job: str(jobs[job]) for job in ("check", "publish")}
    assert "make publish DEPLOY=0" in said["check"]
    assert "DEPLOY_KEY" not in said["check"], "a proposal never sees a key"
    assert "make publish" in said["publish"] and "DEPLOY=0" not in said["publish"]
    # A tag may mean other code tomorrow, and it would run beside the key.
    for used in re.findall(r"^[ -]*uses: *(\S+)", text, re.M):
        assert re.search(r"@[0-9a-f]{40}$", used), used
    for image in re.findall(r"^ *image: *(\S+)", text, re.M):
        assert re.search(r"@sha256:[0-9a-f]{64}$", image) or "*@sha256:*) ;; *)" in said["publish"], image
