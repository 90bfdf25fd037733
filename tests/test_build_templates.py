"""Templates are compiled once, and what is kept of that is damaged or right."""

import pytest
from jinja2 import DictLoader, Environment, FileSystemLoader

from plugins.build.run import Wish, build
from plugins.build.templates import CompiledTemplates
from tests.site import make_site

TEXT = "{% for each in stories %}<p>{{ each }}</p>{% endfor %}"


def drawn(folder, monkeypatch, compiled):
    """The page, and how many templates had to be compiled for it."""
    environment = Environment(
        loader=DictLoader({"a.html": TEXT}), bytecode_cache=CompiledTemplates(str(folder), "%s.cache")
    )
    count, real = [], environment.compile
    monkeypatch.setattr(environment, "compile", lambda *given: count.append(1) or real(*given))
    assert environment.get_template("a.html").render(stories=["Một", "Hai"]) == "<p>Một</p><p>Hai</p>"
    assert len(count) == compiled


@pytest.mark.parametrize("bit", [1, 128])
def test_a_compiled_template_of_which_any_byte_was_changed_is_compiled_again(tmp_path, monkeypatch, bit):
    """Python ends without a word at some of them."""
    drawn(tmp_path, monkeypatch, compiled=1)
    drawn(tmp_path, monkeypatch, compiled=0)
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    for at in range(len(whole)):
        file.unlink()
        file.write_bytes(whole[:at] + bytes([whole[at] ^ bit]) + whole[at + 1 :])
        drawn(tmp_path, monkeypatch, compiled=1)


@pytest.mark.parametrize("length", [0, 1, 15, 16, 40])
def test_so_is_one_that_is_cut_off(tmp_path, monkeypatch, length):
    drawn(tmp_path, monkeypatch, compiled=1)
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:length])
    drawn(tmp_path, monkeypatch, compiled=1)


def test_templates_are_listed_for_whoever_asks_and_for_nobody_else(tmp_path, monkeypatch):
    site = make_site(tmp_path / "portal")
    site.story()
    monkeypatch.chdir(site.folder)
    listed, real = [], FileSystemLoader.list_templates
    monkeypatch.setattr(FileSystemLoader, "list_templates", lambda self: listed.append(1) or real(self))
    made = build("settings.py", site.output, Wish()).made
    assert not listed
    assert "base.html" in made.environment.list_templates() and listed
