"""Printing: the same pages from one process and from many, all of them or none."""

import hashlib
import subprocess
import sys
from types import SimpleNamespace

import pytest
from jinja2 import Environment, FileSystemLoader
from pelican.plugins import signals
from pelican.writers import FileOverwriteFailedError

from plugins.build.once import Once
from plugins.build.settings import BuildSettings
from plugins.build.templates import keep_compiled_templates
from plugins.build.writer import PageWriter
from plugins.core.build import build_of
from plugins.core.processes import FEW
from tests.site import ROOT, sitemap


def digests(site) -> dict[str, str]:
    files = [path for path in site.output.rglob("*") if path.is_file()]
    return {str(path.relative_to(site.output)): hashlib.md5(path.read_bytes()).hexdigest() for path in files}


def test_many_processes_print_the_pages_that_one_prints(site):
    for number in range(3 * FEW):
        site.story(f"bai-{number}", f"Bài {number}", f"2024-06-{number % 28 + 1:02} 08:00", tags="[a, b]")
    found = []
    for processes in (1, 3):
        site.settings(BUILD={"processes": processes})
        result = site.build()
        assert result.returncode == 0, result.stderr
        found.append(digests(site))
    assert found[0] == found[1]
    addresses = sitemap(site.output)
    assert all(f"/tin/2024/06/bai-{number}/" in addresses for number in range(3 * FEW))


def test_a_mistake_is_told_once_however_many_read(site):
    for number in range(3 * FEW):
        site.story(f"bai-{number}", category="Y tế" if number != 50 else "Bóng đá")
    site.settings(BUILD={"processes": 3})
    result = site.build()
    assert result.returncode == 3
    assert result.stderr.count("bai-50/index.md") == 1 and "“Bóng đá”" in result.stderr


# The sample, with every part of every page drawn anew each time.
DRAWN_EACH_TIME = """
import sys
from plugins.build.once import Once
Once._drawn = lambda self, key, caller: caller()
from plugins.build.__main__ import main
sys.exit(main(["build", "--output", sys.argv[1]]))
"""


def test_what_is_drawn_once_is_what_each_page_would_have_drawn(pages, tmp_path):
    output = tmp_path / "output"
    command = [sys.executable, "-c", DRAWN_EACH_TIME, str(output)]
    subprocess.run(command, cwd=ROOT, capture_output=True, timeout=300, check=True)
    for page in pages.values():
        assert page.html == (output / page.file.relative_to(pages["/"].file.parent)).read_text("utf-8"), (
            page.address
        )


def test_a_part_is_drawn_once_for_each_key():
    environment = Environment(extensions=["plugins.build.once.Once"], autoescape=True)
    drawings = []
    template = environment.from_string(
        "{% for a, b in rows %}{% once a, b %}{{ draw(a) }}{% endonce %}"
        "{% once %}<hr>{% endonce %}{% endfor %}"
    )
    rows = [("<a>", 1), ("<a>", 2), ("<a>", 1)]
    html = template.render(rows=rows, draw=lambda word: drawings.append(word) or word)
    assert html == "&lt;a&gt;<hr>" * 3
    assert drawings == ["<a>", "<a>"]


def test_work_beside_the_pages_is_done_when_they_are_printed(writer, tmp_path):
    build = build_of(writer.settings)
    build.beside(lambda: (tmp_path / "chi-muc").write_text("đủ"))
    hand_in(writer, "trang.html", Template(lambda context: "trang"))
    writer.print_pages()
    build.finish()
    assert (tmp_path / "chi-muc").read_text() == "đủ" and (tmp_path / "trang.html").is_file()


def test_what_work_beside_the_pages_raises_stops_the_build(tmp_path):
    build = build_of({"PATH": str(tmp_path)})

    def work():
        raise LookupError("no such word")

    with pytest.raises(LookupError, match="no such word"):
        build.beside(work)
        build.finish()


class Template:
    """Stands for one of Jinja's."""

    def __init__(self, render):
        self.render = render


@pytest.fixture
def writer(tmp_path):
    return PageWriter(str(tmp_path), {"PATH": f"{tmp_path}/content", "BUILD": BuildSettings(processes=2)})


def hand_in(writer, name, template):
    writer.write_file(name, template, {"localsiteurl": ""}, words=name)


def test_a_page_is_announced_once_when_handed_in_and_written_when_printed(writer, tmp_path):
    announced = []

    def note(path, context):
        announced.append((path, context["words"]))

    template = Template(lambda context: context["words"])
    with signals.content_written.connected_to(note):
        for number in range(FEW * 2):
            hand_in(writer, f"{number}.html", template)
        assert not list(tmp_path.iterdir())
        writer.print_pages()
    assert announced == [(str(tmp_path / f"{number}.html"), f"{number}.html") for number in range(FEW * 2)]
    assert all(path.read_text() == path.name for path in tmp_path.iterdir())
    assert len(list(tmp_path.iterdir())) == FEW * 2


def test_what_a_page_raises_stops_the_build(writer):
    def render(context):
        if context["words"] == f"{FEW * 3 - 1}.html":
            raise LookupError("no such value")
        return ""

    for number in range(FEW * 3):
        hand_in(writer, f"{number}.html", Template(render))
    with pytest.raises(LookupError, match="no such value"):
        writer.print_pages()


def test_two_pages_of_one_name_are_refused_as_pelican_does(writer):
    template = Template(lambda context: "")
    for number in range(FEW * 3):
        hand_in(writer, f"{number}.html", template)
    hand_in(writer, f"{FEW * 3 - 1}.html", template)
    with pytest.raises(FileOverwriteFailedError):
        writer.print_pages()


class Other(Once):
    """The tag of another version, in another module."""


def test_templates_that_another_version_compiled_are_not_used(tmp_path):
    """An update moves modules, and what is compiled names them."""
    (tmp_path / "content").mkdir()
    (tmp_path / "a.html").write_text("{% once 1 %}một{% endonce %}", "utf-8")
    for extension in ("plugins.build.once.Once", f"{__name__}.Other", "plugins.build.once.Once"):
        options = {"extensions": [extension]}
        settings = {"PATH": f"{tmp_path}/content", "JINJA_ENVIRONMENT": options}
        keep_compiled_templates(SimpleNamespace(settings=settings))
        environment = Environment(loader=FileSystemLoader(tmp_path), **options)
        assert environment.get_template("a.html").render() == "một"
    assert len(list((tmp_path / ".cache/jinja").iterdir())) == 2
