"""An owner's plugins and kinds of pages, in plugins/rieng/."""

import re
import subprocess
from shutil import copytree

import pytest

from tests.project import LEFT_OUT, make_project
from tests.site import ROOT, sitemap

HANDBOOK = (ROOT / "docs/quan-tri.md").read_text("utf-8")
EXAMPLE = HANDBOOK[HANDBOOK.index("## Thêm một loại trang") :]
FILES = re.findall(r"`([\w/.-]+)`:\n\n```\w+\n(.*?)```", EXAMPLE, re.S)[:3]


@pytest.fixture
def project(tmp_path):
    return make_project(tmp_path / "cong")


def with_example(project):
    assert [name.rpartition("/")[2] for name, _ in FILES] == ["lich.py", "lich.html", "lich.yaml"]
    for name, text in FILES:
        project.write(name, text)


def test_the_handbooks_plugin_makes_its_page_and_data_with_a_slip_are_told(project):
    with_example(project)
    project.write("plugins/rieng/_nhap.py", "raise RuntimeError('not looked at')")
    story = project.folder / "content/tin/2024/06/bai-thu/index.md"
    story.write_text(story.read_text("utf-8") + "\nXem [lịch](/lich-tiep-cong-dan/).\n", "utf-8")
    said = project.build()
    assert said.returncode == 0 and "Lỗi" not in said.stderr, said.stderr
    assert "<li>Thứ Năm 3/12/2026: Chủ tịch Ủy ban nhân dân</li>" in project.page("/lich-tiep-cong-dan/")
    assert "/lich-tiep-cong-dan/" in sitemap(project.folder / "output")
    project.write("content/du-lieu/lich.yaml", "- ngay: Thứ Năm\n  nguo: Chủ tịch\n")
    said = project.build()
    assert said.returncode == 1 and "content/du-lieu/lich.yaml, dòng 2" in said.stderr
    assert "Chủ tịch Ủy ban" in project.page("/lich-tiep-cong-dan/"), "the last site stands"


GIVING = """
from pathlib import Path

from pelican.plugins import signals


def give(generator):
    words = Path("tin-nhanh.txt").read_text("utf-8")
    generator.env.globals["tin_nhanh"] = words
    generator.env.filters["kem_tin"] = lambda text: f"{text}: {words}"


def register():
    signals.generator_init.connect(give)
"""


@pytest.mark.parametrize("shown", ["<p>{{ tin_nhanh }}</p>", "<p>{{ SITENAME | kem_tin }}</p>"])
def test_what_a_plugin_gives_to_all_templates_prints_the_pages_that_show_it(project, shown):
    project.write("plugins/rieng/tin_nhanh.py", GIVING)
    footer = (ROOT / "theme/templates/components/footer.html").read_text("utf-8")
    project.write("content/giao-dien/templates/components/footer.html", footer + shown)
    for words in ("Mưa", "Nắng"):
        project.write("tin-nhanh.txt", words)
        said = project.build()
        assert said.returncode == 0, said.stderr
        assert f"{words}</p>" in project.page("/tin/2024/06/bai-thu/")


@pytest.mark.parametrize(
    ("code", "where", "words"),
    [
        ("a = 1\nb = (\n", "plugins/rieng/phan.py, dòng 2", "SyntaxError"),
        ("a = 1\nquit()\n", "plugins/rieng/phan.py, dòng 2", "SystemExit"),
        ("import khong_co\n", "plugins/rieng/phan.py, dòng 1", "khong_co"),
        ("a = 1\n", "plugins/rieng/phan", "Chưa có hàm register()"),
        ("def register():\n    pass\n\n1 / 0\n", "plugins/rieng/phan.py, dòng 4", "division by zero"),
        (
            "from pelican.plugins import signals\n\ndef receive(pelican):\n    {}['a']\n\n"
            "def register():\n    signals.initialized.connect(receive)\n",
            "plugins/rieng/phan.py, dòng 4",
            "KeyError",
        ),
    ],
)
def test_a_slip_in_an_owners_plugin_is_told_with_its_line(project, code, where, words):
    project.write("plugins/rieng/phan.py", code)
    said = project.build()
    assert said.returncode == 1 and "Traceback" not in said.stderr
    assert f"{where}: " in said.stderr and words in said.stderr


def test_the_rules_of_the_engines_tree_are_not_the_owners(project):
    with_example(project)
    project.write("plugins/rieng/dai/__init__.py", "x=1\n" * 400 + "def register(): pass\n")
    project.write("plugins/rieng/__init__.py", "")
    copytree(ROOT / "tests", project.folder / "tests", ignore=LEFT_OUT)
    for name in ("Makefile", "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "pyproject.toml"):
        (project.folder / name).write_bytes((ROOT / name).read_bytes())
    subprocess.run(["git", "init", "-q"], cwd=project.folder, check=True)
    said = project.run(
        "pytest", "-q", "-n0", "-p", "no:cacheprovider", "tests/test_layout.py", "tests/test_core_schema.py"
    )
    assert said.returncode == 0, said.stdout
    lint = project.run("ruff", "check", "--no-cache", ".")
    assert lint.returncode == 0, lint.stdout
