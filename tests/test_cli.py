"""Every command is asked in one way and answers in one way, in Vietnamese."""

import errno
import importlib
import os
import re
import subprocess
import sys

import pytest

from plugins import cli
from plugins.core.mistakes import Mistake, MistakesFound
from tests.site import ROOT

# What each command does first, which a test may keep from being done; before ":", the module it is in.
FIRST = {
    "plugins.backup.__main__": "settings.read",
    "plugins.build.__main__": "plugins.build.run:build",
    "plugins.channels.__main__": "settings_file.values",
    "plugins.check.__main__": "check",
    "plugins.due.__main__": "settings.read",
    "plugins.desk.__main__": "settings_file.values",
    "plugins.gallery.prune": "settings_file.values",
    "plugins.intray.__main__": "settings_file.values",
    "plugins.preview.__main__": "Path.is_file",
    "plugins.preview_link.__main__": "settings.read",
    "plugins.publish.__main__": "plugins.publish.settings:read",
    "plugins.start.__main__": "settings_file.own",
    "plugins.status.__main__": "settings.read",
    "plugins.update.__main__": "_do",
    "plugins.views.__main__": "shapes.read_with_zone",
    "plugins.weather.__main__": "settings_file.values",
}
NEEDED = {
    ("plugins.backup.__main__", "forget"): ["a"],
    ("plugins.status.__main__", "ended"): ["a"],
    ("plugins.update.__main__", "apply"): ["a"],
    ("plugins.views.__main__", "import"): ["a"],
    ("plugins.views.__main__", "correct"): ["a", "--day=2026-01-01", "--minus=1", "--reason=thử xem sao"],
}
ENGLISH = re.compile(
    r"\b(usage|options|positional|arguments?|show|exit|error|invalid|required|expected|choose|default)\b"
)


MAKEFILE = (ROOT / "Makefile").read_text("utf-8")


def targets():
    """(what is typed after make, module, command, names that its help says) of each target with names."""
    target = r"^([a-z-]+):.*?## (.*) · .*\n(?:\t.*\n)*\t.*?-m plugins\.([\w.]+) ?([a-z][a-z-]*|)"
    for typed, words, module, command in re.findall(target, MAKEFILE, re.M):
        if names := set(re.findall(r"\b[A-Z]+(?==)", words)) - {"SITEURL", "PROFILE"}:
            yield pytest.param(typed, f"plugins.{module}.__main__", command, names, id=typed)


def commands():
    for name in FIRST:
        parser = importlib.import_module(name).parser()
        names = [
            each for action in parser._actions if isinstance(action.choices, dict) for each in action.choices
        ]
        yield from ((name, each) for each in names or [""])


COMMANDS = [pytest.param(*each, id=" ".join(each)) for each in commands()]


@pytest.fixture
def run(monkeypatch, tmp_path, capsys):
    monkeypatch.chdir(tmp_path)
    for name in ("MAKELEVEL", "TYPED"):
        monkeypatch.delenv(name, raising=False)

    def run(module: str, *arguments: str) -> tuple[int, str, str]:
        try:
            code = importlib.import_module(module).main([each for each in arguments if each])
        except SystemExit as ended:
            code = ended.code
        return code, *capsys.readouterr()

    return run


def whole(module: str, command: str) -> list[str]:
    return [command, *NEEDED.get((module, command), [])]


def refusing(monkeypatch, module: str, fault: BaseException) -> None:
    """The first thing that the command does raises `fault`."""

    def refuse(*_, **__):
        raise fault

    where, _, name = FIRST[module].rpartition(":")
    owner, *names, last = (importlib.import_module(where or module), *name.split("."))
    for name in names:
        owner = getattr(owner, name)
    monkeypatch.setattr(owner, last, refuse)


def test_every_command_is_known_here():
    found = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in (ROOT / "plugins").rglob("*.py")
        if "rieng" not in path.parts and "\nif __name__ ==" in path.read_text("utf-8")
    }
    # Workers that a command starts itself, and tools of whoever makes this software.
    others = {
        "plugins.views.service.serve",
        "plugins.gallery.worker",
        "plugins.start.sample",
        "plugins.update.record",
    }
    assert found == FIRST.keys() | others


@pytest.mark.parametrize(("module", "command"), COMMANDS)
def test_help_is_in_vietnamese(run, module, command):
    code, out, err = run(module, command, "--help")
    assert (code, err) == (0, "") and out.startswith("Cách dùng: ") and "tùy chọn:" in out
    words = re.sub(r"^    [\w-]+ |--?[\w-]+|[A-Z_]+", "", out.partition("\n\n")[2], flags=re.MULTILINE)
    assert not ENGLISH.search(words), out


@pytest.mark.parametrize(("module", "command"), COMMANDS)
def test_what_is_not_understood_is_told(run, module, command):
    code, out, err = run(module, *whole(module, command), "--khong-co")
    assert (code, out) == (cli.WRONG_USAGE, "")
    assert err.startswith("Chưa đúng: không hiểu --khong-co\n") and err.endswith(
        "--help cho biết cách dùng.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["plugins.views.__main__", "corect"], "không có lệnh 'corect'; có thể dùng 'serve'"),
        (["plugins.views.__main__"], "còn thiếu: lệnh"),
        (["plugins.views.__main__", "import"], "còn thiếu: file"),
        (["plugins.views.__main__", "serve", "--port"], "mục --port: cần một giá trị"),
        (["plugins.views.__main__", "serve", "--fd", "x"], "mục --fd: 'x' không phải là số"),
        (["plugins.views.__main__", "serve", "--port=1", "--fd=1"], "mục --fd: không dùng cùng --port"),
        (["plugins.views.__main__", "serve", "--quiet=1"], "mục --quiet: không nhận giá trị '1'"),
        (["plugins.weather.__main__", "--timeout", "lâu"], "mục --timeout: 'lâu' không phải là số"),
        (["plugins.backup.__main__", "forget"], "còn thiếu: tệp"),
    ],
)
def test_wrong_usage_is_told_in_vietnamese(run, arguments, words):
    code, out, err = run(*arguments)
    assert (code, out) == (cli.WRONG_USAGE, "") and err.startswith("Chưa đúng: ") and words in err
    assert not ENGLISH.search(err.replace("--help", "")), err


@pytest.mark.parametrize(("typed", "module", "command", "names"), list(targets()))
def test_names_that_a_make_command_does_not_know_are_told_with_those_it_does(
    run, monkeypatch, typed, module, command, names
):
    """What is proposed and told is what `make help` says."""
    wrong = {name.lower(): name for name in names} | {f"{name}X": name for name in names if len(name) > 3}
    monkeypatch.setenv("TYPED", " ".join([*wrong, *names, "SITEURL", "QWV"]))
    for name in names:
        monkeypatch.setenv(name, "1")
    given = ["1"] if (typed, command) == ("views-import", "import") else []
    code, _, err = run(module, command, *given)
    assert code == cli.MISTAKES
    for misspelt, name in wrong.items():
        assert f"Lỗi · make {typed}: Không có “{misspelt}”. Có phải ý bạn là “{name}”?" in err
    usable = re.search(r"Không có “QWV”\. Các tên dùng được: (.*)\.\n", err)[1].split(", ")
    assert names <= set(usable) and err.count("Lỗi") == len(wrong) + 1, (usable, err)
    assert "TYPED" not in os.environ  # what the command starts was told nothing


DISK = [
    (errno.ENOSPC, cli.FULL),
    (errno.EDQUOT, cli.FULL),
    (errno.EROFS, cli.READ_ONLY),
    (errno.EACCES, cli.NO_RIGHT),
]


@pytest.mark.parametrize(("module", "command"), COMMANDS)
def test_a_disk_that_refuses_is_told_in_one_sentence(run, monkeypatch, module, command):
    for number, sentence in DISK if module.endswith("weather.__main__") else DISK[:1]:
        with monkeypatch.context() as patched:
            refusing(patched, module, OSError(number, "English", "data/x"))
            code, _, err = run(module, *whole(module, command))
        assert code == cli.MISTAKES and f"Lỗi · data/x: {sentence}\n" in err
        assert "English" not in err and "Traceback" not in err


@pytest.mark.parametrize(("module", "command"), COMMANDS)
def test_a_mistake_a_fault_and_a_stop_are_told_in_one_way(run, monkeypatch, tmp_path, module, command):
    with monkeypatch.context() as patched:
        refusing(patched, module, MistakesFound(Mistake("x.py", "Sai rồi.", 3)))
        if module != "plugins.build.__main__":  # which gives its mistakes as a value
            code, _, err = run(module, *whole(module, command))
            assert code == cli.MISTAKES and "Lỗi · x.py, dòng 3: Sai rồi.\n" in err
    with monkeypatch.context() as patched:
        refusing(patched, module, ZeroDivisionError("://a:mat-khau@b"))
        code, _, err = run(module, *whole(module, command))
        log = (tmp_path / ".cache/loi.log").read_text("utf-8")
    assert code == cli.FAULT and "Phần mềm gặp lỗi ngoài dự tính (ZeroDivisionError" in err
    assert "Traceback" not in err and "ZeroDivisionError" in log and "mat-khau" not in err + log
    with monkeypatch.context() as patched:
        refusing(patched, module, KeyboardInterrupt())
        code, _, err = run(module, *whole(module, command))
    assert code == cli.STOPPED and err.startswith("\nĐã dừng.") and "Traceback" not in err


@pytest.mark.parametrize(
    ("raised", "code", "said"),
    [
        (None, 0, ""),
        (OSError("không có tên"), 1, "Lỗi · Máy báo lỗi: không có tên.\n"),
        (ConnectionResetError(104, "Connection reset"), 1, "Lỗi · Máy báo lỗi: đường truyền bị ngắt.\n"),
        (
            MistakesFound(Mistake("", "Một.", warning=True), Mistake("", "Hai.")),
            1,
            "Lưu ý · Một.\nLỗi · Hai.\n",
        ),
    ],
)
def test_the_answer_goes_to_the_person_and_to_the_log(capsys, raised, code, said):
    logged = []

    def work():
        if raised:
            raise raised

    assert cli.run(work, log=logged.append) == code
    assert capsys.readouterr().err == said and logged == said.splitlines()


@pytest.mark.parametrize("level, terminal, said", [("1", True, 1), ("", True, 0), ("1", False, 0)])
def test_the_english_line_that_make_adds_is_explained_to_a_person(run, monkeypatch, level, terminal, said):
    monkeypatch.setenv("MAKELEVEL", level)
    monkeypatch.setattr("sys.stderr.isatty", lambda: terminal)
    assert run("plugins.desk.__main__", "new")[2].count("make: ***") == said


def test_what_stands_is_said_with_every_refusal(capsys):
    def work():
        raise MistakesFound(Mistake("", "Một."), Mistake("", "Hai."))

    assert cli.run(work, "Trang cũ vẫn nguyên.") == 1
    assert capsys.readouterr().err.endswith("\nChưa xong: 2 điều cần sửa. Trang cũ vẫn nguyên.\n")


@pytest.mark.parametrize("module", ["update", "preview"])
def test_what_needs_no_packages_loads_none(module):
    code = f"import sys, plugins.{module}.__main__; print({{'pelican', 'pydantic'}} & sys.modules.keys())"
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout == "set()\n"
