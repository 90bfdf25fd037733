"""A whole project in a temporary folder, the engine included, as an owner has it."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree, ignore_patterns

from tests.site import ROOT, make_site

LEFT_OUT = ignore_patterns("__pycache__", "rieng", "*.pyc")
# What Python compiled comes along, but for what another process writes now.
BEING_COMPILED = ignore_patterns("rieng", "*.pyc.*")


@dataclass
class Project:
    """`run` runs a module of the project's own engine in its folder."""

    folder: Path

    def run(self, module: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, "-m", module, *arguments],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(self.folder), **environment},
            capture_output=True,
            text=True,
            timeout=300,
        )

    def build(self) -> subprocess.CompletedProcess:
        return self.run("plugins.build", "build")

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    def page(self, address: str) -> str:
        path = self.folder / "output" / address.lstrip("/")
        return (path / "index.html" if path.is_dir() else path).read_text("utf-8")


def make_project(folder: Path) -> Project:
    """The engine as it is here, with a small content and the sample's settings."""
    for name in ("plugins", "theme"):
        copytree(ROOT / name, folder / name, ignore=BEING_COMPILED)
    for name in ("pelicanconf.py", "publishconf.py"):
        (folder / name).write_bytes((ROOT / name).read_bytes())
    make_site(folder).story()
    (folder / "settings.py").unlink()
    return Project(folder)


def make_engine(folder: Path, version: str = "", owners: str = "") -> Path:
    """An engine as an archive brings it, without tests and handbooks; with another number, if one is given.

    owners: what its CHANGELOG tells owners
    """
    for name in ("plugins", "theme"):
        copytree(ROOT / name, folder / name, ignore=LEFT_OUT)
    for name in ("Makefile", "README.md", "CHANGELOG.md", "LICENSE", "pyproject.toml", ".gitignore"):
        (folder / name).write_bytes((ROOT / name).read_bytes())
    for path in ROOT.glob("requirements*.lock"):
        (folder / path.name).write_bytes(path.read_bytes())
    if version:
        file = folder / "pyproject.toml"
        text = re.sub(r'(?m)^version = ".*"$', f'version = "{version}"', file.read_text("utf-8"))
        file.write_text(text, "utf-8")
        file = folder / "CHANGELOG.md"
        news = f"## {version} · 2027-01-02\n\n### Khi cập nhật\n\n- {owners}\n\n## "
        file.write_text(file.read_text("utf-8").replace("## ", news, 1), "utf-8")
    return folder
