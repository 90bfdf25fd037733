"""Builds tiny real sites for tests: the real settings, theme and plugins, other content."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree

from tests import copies

ROOT = Path(__file__).resolve().parent.parent

STORY = """---
title: {title}
date: {date}
category: {category}
author: Ban Biên tập
{extra}---
{body}
"""


@dataclass
class Site:
    """A site in a temporary folder; `build()` runs the real command."""

    folder: Path

    @property
    def output(self) -> Path:
        return self.folder / "output"

    def settings(self, **changes) -> None:
        """Settings of the sample portal with `changes`; "PORTAL.mourning" reaches into a dict."""
        lines = [
            f"import sys; sys.path.insert(0, {str(ROOT)!r})",
            "from copy import deepcopy",
            "import pelicanconf",
            "globals().update({k: deepcopy(v) for k, v in vars(pelicanconf).items() if k.isupper()})",
        ]
        for name, value in changes.items():
            head, *keys = name.split(".")
            lines.append(f"{head}{''.join(f'[{key!r}]' for key in keys)} = {value!r}")
        (self.folder / "settings.py").write_text("\n".join(lines) + "\n", "utf-8")

    def write(self, name: str, text: str | bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def story(
        self,
        slug="bai-thu",
        title="Bài thử",
        date="2024-06-06 14:41",
        category="Y tế",
        body="Một đoạn văn.",
        **extra,
    ) -> Path:
        """Writes a story where its date says; extra: more front matter, name: YAML."""
        head = "".join(f"{name}: {value}\n" for name, value in extra.items())
        text = STORY.format(title=title, date=date, category=category, body=body, extra=head)
        return self.write(f"content/tin/{date[:4]}/{date[5:7]}/{slug}/index.md", text)

    def build(self, *options: str) -> subprocess.CompletedProcess:
        """Runs `python -m plugins.build build` here, as `make build` does."""
        return copies.run(
            "plugins.build",
            *("build", "--settings", "settings.py", "--output", "output", *options),
            folder=self.folder,
            environment={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
            strict=True,
            timeout=120,
        )

    def page(self, address: str) -> str:
        """The HTML of a built page: page("/tin/2024/06/bai-thu/")."""
        path = self.output / address.lstrip("/")
        return (path / "index.html" if path.is_dir() else path).read_text("utf-8")


def sitemap(folder: Path) -> str:
    """What the site map of the built site in `folder` lists, all its files together."""
    named = re.findall(r"<loc>[^<]*/(sitemap-[^</]+)</loc>", (folder / "sitemap.xml").read_text("utf-8"))
    return "".join((folder / name).read_text("utf-8") for name in named)


def make_site(folder: Path) -> Site:
    """An empty site that builds: the sample's data files and the pages every footer leads to."""
    copytree(ROOT / "content" / "du-lieu", folder / "content" / "du-lieu")
    for slug in ("gioi-thieu", "co-cau-to-chuc", "lien-he", "quyen-rieng-tu", "tro-nang"):
        path = folder / "content" / "trang" / f"{slug}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\ntitle: {slug}\n---\nMột đoạn.\n", "utf-8")
    site = Site(folder)
    site.settings()
    return site
