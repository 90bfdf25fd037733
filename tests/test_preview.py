"""The promises of `make serve`: what asks for a build, what becomes of it, what the terminal tells."""

import subprocess
from pathlib import Path

import pytest

from plugins.core.mistakes import Mistake
from plugins.preview.builder import TOO_LONG, Built, build_command
from plugins.preview.preview import Preview
from plugins.preview.summary import lines
from plugins.preview.watch import Watch, counts
from tests.preview import PATIENCE, Gate, request

# --- What asks for a build


@pytest.mark.parametrize(
    "path, expected",
    [
        ("content/tin/2024/06/le-hoi/index.md", True),
        ("content/tin/2024/06/le-hoi", True),
        ("content/tin/output/index.md", True),
        ("theme/static/css/base.css", True),
        ("content/giao-dien/tokens.css", True),
        ("content/giao-dien/templates/components/footer.html", True),
        ("plugins/rieng/lich.py", True),
        ("plugins/story/__init__.py", True),
        ("pelicanconf.py", True),
        ("README.md", False),
        ("output/index.html", False),
        ("tests/test_preview.py", False),
        (".cache/preview/8000/1/site/index.html", False),
        ("plugins/story/__pycache__/a.pyc", False),
        ("plugins/story/__pycache__", False),
        ("content/tin/.~lock.index.md#", False),
        ("content/tin/~$bao-cao.docx", False),
        ("content/tin/.index.md.swp", False),
        ("content/tin/index.md.swp", False),
        ("content/tin/index.md~", False),
        ("content/tin/4913", False),
        ("content/.DS_Store", False),
        (".new.py", False),
    ],
)
def test_only_what_can_change_the_site_asks_for_a_build(path, expected):
    assert counts(path) is expected


def test_swap_files_and_caches_do_not_build(project, start):
    preview, follower, state = start()
    for name in ("content/.~lock.page.txt#", "content/page.txt~", "plugins/__pycache__", "output.html"):
        (project.folder / name).touch()
    project.write("Hai")
    follower.newer_than(state)
    preview.stop()
    assert project.builds == 2 and project.told[-1].endswith("(đổi: content/page.txt)")


def test_a_file_through_which_another_is_saved_is_not_named(project, start):
    preview, follower, state = start()
    subprocess.run(["sed", "-i", "s/M/N/", "content/page.txt"], cwd=project.folder, check=True)
    follower.newer_than(state)
    preview.stop()
    assert project.told[-1].endswith("(đổi: content/page.txt)")


@pytest.mark.parametrize("name", ["content/new.md", "theme/base.html", "plugins/a.py", "publishconf.py"])
def test_a_saved_file_becomes_a_new_site(project, start, name):
    _, follower, state = start()
    project.write("x", name)
    assert follower.newer_than(state)["version"] != state["version"]


def test_a_story_in_a_new_folder_becomes_a_new_site(project, start):
    _, follower, state = start()
    (project.folder / "content/tin/2024/06").mkdir(parents=True)
    state = follower.newer_than(state)
    project.write("x", "content/tin/2024/06/index.md")
    assert follower.newer_than(state)["version"] != state["version"]


def test_whatever_is_saved_during_a_build_is_one_more_build(project, start):
    preview, follower, state = start()
    gate = Gate(project.outside)
    project.write("Hai")
    with gate.held():
        for name in ("content/a.md", "theme/b.html", "pelicanconf.py"):
            project.write("x", name)
            with preview.watch._news:
                seen = preview.watch._changed.__contains__
                assert preview.watch._news.wait_for(lambda name=name, seen=seen: seen(name), PATIENCE)
    with gate.held():
        state = follower.newer_than(state)
    (project.outside / "gate").unlink()
    state = follower.newer_than(state)
    project.write("Ba")
    follower.newer_than(state)
    preview.stop()
    gate.close()
    assert project.builds == 4 and project.told[-1].endswith("(đổi: content/page.txt)")


def test_a_build_that_hangs_gives_way_to_what_is_saved_later(project, start):
    preview, follower, state = start()
    preview.builder.patience = 0
    gate = Gate(project.outside)
    project.write("Hai")
    with gate.held():
        (project.outside / "gate").unlink()
        project.write("Ba")
        told = follower.newer_than(state)
        assert told["mistakes"][0]["sentence"] == TOO_LONG
        follower.until(lambda now: not now["mistakes"])
    assert b"<h1>Ba" in request(preview, "/")[2]
    gate.close()


def test_watching_that_cannot_begin_is_said_and_not_silent(tmp_path):
    watching = Watch(tmp_path / "missing")
    watching.start()
    with pytest.raises(OSError):
        watching.wait()


# --- What becomes of a build


def test_the_desk_is_asked_as_agreed():
    command = " ".join(build_command(Path("s.py"), Path("out"), Path("r.json"))[1:])
    assert command == "-m plugins.build build --settings s.py --output out --report r.json"


def test_the_site_is_swapped_only_when_the_build_is_good(project, start):
    preview, follower, state = start()
    project.write("SAI")
    failed = follower.newer_than(state)
    assert failed["version"] == state["version"]
    assert failed["mistakes"] == [
        {"path": "content/page.txt", "sentence": "SAI", "line": 3, "warning": False}
    ]
    assert "<h1>Một".encode() in request(preview, "/")[2]
    project.write("Hai")
    mended = follower.newer_than(failed)
    assert mended["version"] != state["version"] and mended["mistakes"] == []
    assert b"<h1>Hai" in request(preview, "/")[2]


def test_warnings_are_told_and_the_new_site_is_shown(project, start):
    preview, follower, state = start()
    project.write("NHẮC")
    state = follower.newer_than(state)
    assert state["mistakes"][0]["warning"]
    assert "<h1>NHẮC".encode() in request(preview, "/")[2]


@pytest.mark.parametrize("order, code", [("CHẾT", 7), ("RỖNG", 0)])
def test_a_build_that_fails_without_words_is_told(project, start, order, code):
    preview, follower, state = start()
    project.write(order)
    state = follower.newer_than(state)
    assert f"(mã {code})" in state["mistakes"][0]["sentence"]
    assert "<h1>Một".encode() in request(preview, "/")[2]


def test_while_the_first_build_runs_every_address_asks_for_patience(project):
    gate = Gate(project.outside)
    preview = Preview(project.settings, project.command, "127.0.0.1", 0, project.told.append)
    preview.start()
    with gate.held():
        status, _, page = request(preview, "/tin/")
        assert status == 503 and "Đang dựng trang web" in page.decode()
        preview.stop()
    gate.close()


def test_when_the_first_build_fails_every_address_lists_the_mistakes(project, start):
    project.write("SAI <b>đậm</b>")
    preview, follower, state = start()
    for target in ("/", "/tin/le-hoi/", "/theme.css", "/../x"):
        status, headers, page = request(preview, target)
        assert status == 503 and headers["Content-Type"] == "text/html; charset=utf-8"
        assert "content/page.txt, dòng 3" in page.decode()
        assert "SAI &lt;b&gt;đậm&lt;/b&gt;" in page.decode()
    assert request(preview, "/__preview/client.css")[0] == 200
    project.write("Một")
    follower.newer_than(state)
    assert request(preview, "/")[0] == 200


def test_one_site_stays_on_disk_whatever_is_built(project, start):
    _, follower, state = start()
    for text in ("Hai", "SAI", "Ba", "SAI", "SAI thêm"):
        project.write(text)
        state = follower.newer_than(state)
    assert len([*(project.folder / ".cache/preview").rglob("index.html")]) <= 2 * 2


def test_two_previews_of_one_project_leave_each_other_alone(project, start):
    first, *_ = start()
    second, *_ = start()
    assert request(first, "/")[0] == request(second, "/")[0] == 200


@pytest.mark.parametrize(
    "built, changed, expected",
    [
        (Built("1", Path("s"), (), 2.345, 125), None, ["Đã dựng 125 trang trong 2,3 giây (lần đầu)"]),
        (Built("1", Path("s"), (), 2, 9), [], ["Đã dựng 9 trang trong 2,0 giây (đến giờ hẹn)"]),
        (
            Built("1", Path("s"), (Mistake("a.md", "Ảnh thiếu chú thích.", warning=True),), 0.2, 3),
            ["content/a.md"],
            [
                "Đã dựng 3 trang trong 0,2 giây (đổi: content/a.md)",
                "  Lưu ý · a.md: Ảnh thiếu chú thích.",
            ],
        ),
        (
            Built("1", None, (Mistake("a.md", "Thiếu ngày.", 2),), 0.2, 0),
            ["a", "b", "c", "d", "e"],
            [
                "Chưa dựng được sau 0,2 giây (đổi: a, b, c và 2 tệp khác)",
                "  Lỗi · a.md, dòng 2: Thiếu ngày.",
            ],
        ),
    ],
)
def test_the_terminal_tells_pages_seconds_changes_and_mistakes(built, changed, expected):
    assert lines(built, changed) == expected
