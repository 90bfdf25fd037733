"""The public portal and its counts together: nginx, the service on its socket, a reader, the next publish."""

import os
import subprocess
import sys
from pathlib import Path

from justhtml import JustHTML

from plugins.publish.targets.local import Local
from tests import copies
from tests.browser import chromium
from tests.hosts import needs
from tests.nginx import nginx
from tests.portal import Portal
from tests.sample import words
from tests.site import ROOT
from tests.views import AGENT, until

STORY = "/tin/2024/06/bai-thu/"
ENVIRONMENT = {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "PATH": "/usr/bin:/bin"}


def publish(site) -> None:
    run = copies.run(
        "plugins.publish",
        *("--settings", "settings.py", "publish"),
        folder=site.folder,
        environment=ENVIRONMENT,
        strict=True,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "Chưa lấy được" not in run.stdout + run.stderr


def seen_by_a_reader(browser, base: str, address: str) -> str:
    """What stands in the byline when the service has answered."""
    page = browser.new_page(user_agent=AGENT)
    with page.expect_response(lambda answer: "/api/v1/views/" in answer.url) as answered:
        page.goto(base + address)
    assert answered.value.status == 200, answered.value.text()
    page.wait_for_load_state("networkidle")
    words = page.locator(".byline").inner_text()
    page.close()
    return " ".join(words.split())


@needs("nginx")
def test_a_readers_view_is_counted_through_nginx_and_baked_by_the_next_publish(site, tmp_path):
    site.settings(
        SITEURL="https://cong.example",
        PUBLISHING=True,
    )
    site.story(views_base=158)
    publish(site)
    # The name of a socket may have 108 bytes: a short folder of its own.
    place = Path(f"/tmp/tt-{os.getpid()}-{os.urandom(3).hex()}")
    service = subprocess.Popen(
        [sys.executable, "-m", "plugins.views", "serve", "--settings", "settings.py", "--socket", str(place)],
        cwd=site.folder,
        env=ENVIRONMENT,
        stdout=subprocess.DEVNULL,
    )
    try:
        until(place.exists, "the socket")
        local = Local(site.folder / "public_html")
        with (
            nginx(tmp_path / "nginx", Portal(site.folder), local.folder, socket=str(place)) as (base, _),
            chromium("--disable-blink-features=AutomationControlled") as browser,
        ):
            assert seen_by_a_reader(browser, base, STORY).endswith("Lượt xem: 159")
            assert seen_by_a_reader(browser, base, STORY).endswith("Lượt xem: 159")
            publish(site)
            home = words(JustHTML((local.current / "index.html").read_text("utf-8"), sanitize=False))
            assert "159 lượt xem" in home and "Đọc nhiều" in home and "Lượt truy cập" in home
    finally:
        service.terminate()
        assert service.wait(60) == 0
    assert not place.exists()
