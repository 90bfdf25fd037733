"""A tiny portal that is already built, in a temporary folder: for tests of publishing."""

import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from plugins.publish.__main__ import main
from plugins.publish.targets.local import Local
from tests.site import ROOT

SITEURL = "https://cong.example"
PAGE = """<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta name="description" content="Tóm tắt của {title}.">
<link rel="canonical" href="{siteurl}{address}">
<link rel="stylesheet" href="/theme/style.0a1b2c3d.css">
{head}</head>
<body>
<h1>{title}</h1>
{body}
<p>{filler}</p>
<a href="/">Trang chủ</a>
</body>
</html>
"""
FILLER = "Ủy ban nhân dân thông báo tới bà con trong xã. " * 30  # enough to be worth compressing
STORIES = tuple(f"/tin/2024/06/bai-{number}/" for number in range(1, 13))


@dataclass(frozen=True)
class Said:
    """What a command came to."""

    status: int
    out: str
    err: str


@dataclass
class Portal:
    """`site` is the built site, `local` what was published of it."""

    folder: Path

    @property
    def site(self) -> Path:
        return self.folder / "output"

    @property
    def local(self) -> Local:
        return Local(self.folder / "public_html")

    @property
    def current(self) -> Path:
        return self.local.current

    def settings(self, siteurl: str = SITEURL, **publish) -> None:
        text = f"SITEURL = {siteurl!r}\nPORTAL = {{'organisation': {{'email': 'vanphong@cong.example'}}}}\n"
        (self.folder / "settings.py").write_text(f"{text}PUBLISH = {publish!r}\n", "utf-8")

    def write(self, path: str, data: str | bytes) -> Path:
        """Writes a file of the built site as a build does: a new file, never the old one changed."""
        file = self.site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.unlink(missing_ok=True)
        file.write_bytes(data if isinstance(data, bytes) else data.encode())
        return file

    def page(self, address: str, body: str = "", title: str = "", head: str = "") -> Path:
        path = address.lstrip("/") + ("index.html" if address.endswith("/") else "")
        title = title or f"Trang {address}"
        text = PAGE.format(title=title, siteurl=SITEURL, address=address, head=head, body=body, filler=FILLER)
        return self.write(path, text)

    def moved(self, text: str) -> None:
        file = self.folder / "content/du-lieu/chuyen-huong.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    def run(self, *arguments: str) -> Said:
        """Runs `python -m plugins.publish …` in this process."""
        out, err = StringIO(), StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            status = main(["--settings", str(self.folder / "settings.py"), *arguments])
        return Said(status, out.getvalue(), err.getvalue())

    def publish(self, *arguments: str) -> Said:
        """Publishes `site` as it is."""
        return self.run("publish", "--no-build", *arguments)

    def published(self, *arguments: str) -> str:
        """Publishes, which must go well; the name of the public release."""
        said = self.publish(*arguments)
        assert said.status == 0, said.err
        return self.local.release_list().current

    def refused(self, *arguments: str) -> str:
        """Publishes, which must be refused with nothing changed; what was said."""
        before = self.local.release_list()
        said = self.publish(*arguments)
        assert said.status == 1, said
        assert "Traceback" not in said.err
        assert self.local.release_list().current == before.current
        return said.err

    def started(self, *arguments: str, script: str = "", **options) -> subprocess.Popen:
        """Starts the command in a process of its own; script: Python to run before it."""
        code = (
            f"import sys\nfrom plugins.publish.__main__ import main\n{script}\nsys.exit(main(sys.argv[1:]))"
        )
        return subprocess.Popen(
            [sys.executable, "-c", code, "--settings", str(self.folder / "settings.py"), *arguments],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
            text=True,
            **options,
        )


def make_portal(folder: Path) -> Portal:
    """Home page, twelve stories that it lists, style, feed, site map, robots and 404."""
    portal = Portal(folder)
    folder.mkdir(parents=True, exist_ok=True)
    portal.settings()
    portal.write("theme/style.0a1b2c3d.css", "body { color: black }\n" * 80)
    for address in STORIES:
        portal.page(address)
    portal.page("/404.html")
    list_stories(portal, STORIES)
    portal.write("robots.txt", f"User-agent: *\nSitemap: {SITEURL}/sitemap.xml\n")
    return portal


def list_stories(portal: Portal, addresses) -> None:
    """Home page, feed and site map of the stories at `addresses`."""
    links = "\n".join(f'<a href="{address}">Tin {address}</a>' for address in addresses)
    portal.page("/", links, title="Trang chủ")
    entries = "".join(f'<entry><link href="{SITEURL}{address}"/></entry>' for address in addresses)
    portal.write("feeds/tat-ca.atom.xml", f'<feed xmlns="http://www.w3.org/2005/Atom">{entries}</feed>')
    places = "".join(f"<url><loc>{SITEURL}{address}</loc></url>" for address in ("/", *addresses))
    schema = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    portal.write("sitemap-2024.xml", f"<urlset {schema}>{places}</urlset>")
    part = f"<sitemap><loc>{SITEURL}/sitemap-2024.xml</loc></sitemap>"
    portal.write("sitemap.xml", f"<sitemapindex {schema}>{part}</sitemapindex>")
