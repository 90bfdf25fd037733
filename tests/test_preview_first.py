"""The page of a story that was just saved is there before the site is built; the build has the last word."""

import re
import sys
import time
from contextlib import closing

import pytest

from plugins.preview import builder
from plugins.preview.first_page import saved_story
from plugins.preview.preview import Preview
from tests.preview import PATIENCE, Follower, Gate, request

PAGE = "/tin/2024/06/bai/"
STORY = f"content{PAGE}index.md"
OTHER = "content/tin/2024/06/bai-hai/index.md"

# It builds a page a story; the first word of one orders something.
PROGRAM = """
import json, os, shutil, socket, sys, time
from pathlib import Path

site, report, line = Path(sys.argv[1]), Path(sys.argv[2]), socket.socket(fileno=int(sys.argv[-1]))
lines = line.makefile("r")
lines.readline() or sys.exit()


def write(source, folder, where):
    text = source.read_text("utf-8")
    if text.startswith("KHÁC"):
        text += f" ({where})"
    page = folder / source.relative_to("content").with_name("index.html")
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(f"<!doctype html><body><h1>{text}</h1></body>", "utf-8")
    return str(page.relative_to(folder))


# Read before it is held: what is saved meanwhile is not in it.
stories = [*Path("content").rglob("index.md")]
wrong = Path("content/sai").exists()
following = site.with_name("following")
for each in stories:
    write(each, following, "dựng")
if (gate := Path("../gate")).exists():
    with socket.create_connection(("127.0.0.1", int(gate.read_text()))) as door:
        door.sendall(b"0\\n")
        door.recv(1)
mistakes = [{"path": "content/sai", "sentence": "Sai", "line": 1, "warning": False}] * wrong
if not wrong:
    shutil.rmtree(site, ignore_errors=True)
    following.rename(site)
report.write_text(json.dumps({"mistakes": mistakes, "pages": len(stories)}), "utf-8")
if wrong:
    sys.exit(1)
line.sendall(b"0\\n")
for asked in lines:
    name, folder = json.loads(asked)
    text = Path(name).read_text("utf-8")
    with open("../asked", "a") as log:
        print(name, file=log)
    if text.startswith("CHẾT"):
        os._exit(7)
    if text.startswith("TREO"):
        time.sleep(60)
    alone = Path(name) in stories and not text.startswith("LỖI")
    line.sendall(json.dumps(write(Path(name), Path(folder), "riêng") if alone else "").encode() + b"\\n")
"""


@pytest.fixture
def opened(project):
    """A preview of two stories, its first build done, and what hears of it."""
    for story in (STORY, OTHER):
        (project.folder / story).parent.mkdir(parents=True)
        project.write("Một", story)

    def command(_settings, output, report):
        return [sys.executable, "-c", PROGRAM, str(output), str(report)]

    preview = Preview(project.settings, command, "127.0.0.1", 0, project.told.append, waits=True)
    preview.start()
    follower = Follower(preview.server.port)
    with closing(follower.answer):
        state = follower.until(lambda now: now["ready"])
        yield preview, follower, state
        preview.stop()


@pytest.fixture
def gate(project):
    with closing(Gate(project.outside)) as gate:
        (project.outside / "gate").rename(project.outside / "no gate")
        yield gate


def hold(project):
    """From now on builds are held."""
    (project.outside / "no gate").rename(project.outside / "gate")


def shown(preview, address=PAGE):
    """(heading, version that the page knows itself by)"""
    page = request(preview, address)[2].decode()
    return re.search("<h1>(.*)</h1>", page)[1], re.search(r"\?v=(\w+)", page)[1]


def asked(project):
    log = project.outside / "asked"
    return log.read_text().split() if log.exists() else []


def test_the_saved_page_is_shown_while_the_site_is_built(project, opened, gate):
    preview, follower, state = opened
    hold(project)
    project.write("Hai", STORY)
    first = follower.newer_than(state)
    assert first["version"] == state["version"] and shown(preview) == ("Hai", first["pages"][PAGE])
    assert shown(preview, "/tin/2024/06/bai-hai/") == ("Một", state["version"])
    with gate.held():
        assert not project.told[1:]
    built = follower.newer_than(first)
    assert built["version"] != state["version"]
    assert shown(preview, "/tin/2024/06/bai-hai/") == ("Một", built["version"])


def test_a_page_that_the_build_makes_as_well_is_not_opened_anew(project, opened, gate):
    preview, follower, state = opened
    hold(project)
    project.write("Hai", STORY)
    with gate.held():
        first = follower.newer_than(state)
        (project.outside / "gate").unlink()
    built = follower.until(lambda now: now["version"] != state["version"])
    assert built["pages"] == first["pages"] and shown(preview) == ("Hai", first["pages"][PAGE])
    project.write("Ba", OTHER)
    later = follower.until(lambda now: now["version"] != built["version"])
    assert PAGE not in later["pages"] and shown(preview) == ("Hai", later["version"])


def test_the_build_has_the_last_word(project, opened, gate):
    preview, follower, state = opened
    hold(project)
    project.write("KHÁC", STORY)
    with gate.held():
        assert PAGE in follower.newer_than(state)["pages"]
        assert shown(preview)[0] == "KHÁC (riêng)"
    built = follower.until(lambda now: now["version"] != state["version"])
    assert built["pages"] == {} and shown(preview) == ("KHÁC (dựng)", built["version"])


def test_what_is_saved_during_a_build_is_shown_then_and_stays(project, opened, gate):
    preview, follower, state = opened
    hold(project)
    project.write("Hai", STORY)
    with gate.held():
        first = follower.newer_than(state)
        project.write("Ba", STORY)
        second = follower.newer_than(first)
        assert shown(preview) == ("Ba", second["pages"][PAGE])
    with gate.held():
        built = follower.newer_than(second)
        assert built["version"] != state["version"] and shown(preview) == ("Ba", second["pages"][PAGE])
    last = follower.newer_than(built)
    assert last["version"] != built["version"] and shown(preview)[0] == "Ba"
    assert asked(project) == [STORY] * 2


@pytest.mark.parametrize("order", ["LỖI", "CHẾT", "TREO"])
def test_where_only_a_build_can_tell_it_is_waited_for(project, opened, monkeypatch, order):
    monkeypatch.setattr(builder, "ALONE", 0.5)
    preview, follower, state = opened
    project.write(order, STORY)
    built = follower.newer_than(state)
    assert built["version"] != state["version"] and built["pages"] == {}
    assert shown(preview) == (order, built["version"])
    project.write("Hai", STORY)
    assert PAGE in follower.newer_than(built)["pages"], "the next program prints alone again"


def test_after_a_build_without_a_site_no_page_is_shown_that_the_site_has_not(project, opened):
    preview, follower, state = opened
    project.write("", "content/sai")
    failed = follower.newer_than(state)
    project.write("Hai", STORY)
    until = time.monotonic() + PATIENCE
    while len(project.told) < 5 and time.monotonic() < until:  # a line for each build, one for each mistake
        time.sleep(0.01)
    assert len(project.told) == 5 and failed["version"] == state["version"]
    assert shown(preview) == ("Một", state["version"]) and asked(project) == []


def test_nothing_of_it_is_left_behind(project, opened):
    preview, follower, state = opened
    for text in ("Hai", "Ba", "Bốn", "Năm"):
        project.write(text, STORY)
        version = state["version"]
        state = follower.until(lambda now, version=version: now["version"] != version)
    folder = preview.builder._cache / builder.FIRST
    assert len([*folder.iterdir()]) <= 2
    preview.stop()
    assert not folder.exists()


@pytest.mark.parametrize(
    "fresh, others, expected",
    [
        ([STORY], [], STORY),
        ([f"content{PAGE}anh-1.jpg"], [], STORY),
        ([STORY, f"content{PAGE}anh-1.jpg"], [], STORY),
        ([STORY], [OTHER], STORY),
        ([STORY, OTHER], [], ""),
        ([STORY], ["content/trang/lien-he.md"], STORY),
        (["content/trang/lien-he.md"], [], "content/trang/lien-he.md"),
        (["content/trang/lien-he.md", STORY], [], ""),
        (["content/trang/anh.jpg"], [], ""),
        ([STORY], ["theme/templates/article.html"], ""),
        ([STORY, "pelicanconf.py"], [], ""),
        (["content/tin/2024/06/bai"], [], ""),
        ([f"content{PAGE}ban-do/index.md"], [], ""),
        (["content/anh/hoi-xuan/index.md"], [], ""),
        ([], [STORY], ""),
    ],
)
def test_the_files_of_one_story_are_one_story(fresh, others, expected):
    assert saved_story({*fresh}, {*fresh, *others}) == expected


def test_an_open_page_is_loaded_once_for_a_save(project, opened, gate, browser):
    preview, follower, state = opened
    with closing(browser.new_page()) as page:
        page.goto(preview.server.url + PAGE)
        hold(project)
        project.write("Hai", STORY)
        page.get_by_role("heading", name="Hai").wait_for()
        page.evaluate("window.same = true")
        gate.held().close()
        follower.until(lambda now: now["version"] != state["version"])
        # Once another connection has heard, the page's own has too.
        page.evaluate("""() => new Promise((heard) => {
            const events = new EventSource("/__preview/events");
            events.onmessage = () => { events.close(); heard() };
        })""")
        assert page.evaluate("window.same")
