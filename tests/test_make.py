"""What is typed after a make target: words for the command, and never orders for make or a shell."""

import subprocess

import pytest

from tests.site import ROOT

ECHO = """#!/bin/sh
echo "called: $*" "[$DEPLOY] [$TO] [$URL]" "typed:$TYPED;"
"""
TARGETS = {
    "serve": "PORT",
    "views": "PORT",
    "views-import": "FILE",
    "views-report": "ARGS",
    "publish": "DEPLOY",
    "rollback": "TO",
    "notice": "TEXT",
    "backup": "TO",
    "restore": "FROM",
    "update": "FROM",
    "start": "NAME",
    "audit": "URL",
    "bench": "SIZE",
    "test": "ARGS",
}
# Asked for by no target under that name, or by make itself.
OTHERS = "FULL PROFILE SITEURL DATABASE_URL VALKEY_URL DAYS STORY UNTIL TRAY ADDRESS X".split()
OF_MAKE = "PYTHON SUDO SERVERS IN_VENV ASKED TYPED ALONE WORKERS STORES RUN PUBLISHING MAKEFILE_LIST".split()
WORDS = (
    'x"; touch hacked; "',
    "x'; touch hacked; '",
    "$(touch hacked)",
    "$$(touch hacked)",
    "`touch hacked`",
    "$(shell touch hacked)",
    "${shell touch hacked}",
    "$(eval X:=$(shell touch hacked))",
    "$(file >hacked,x)",
    "x; touch hacked",
    "x & touch hacked &",
    "x | touch hacked",
    "x > hacked",
    "x\ntouch hacked",
    "--\ntouch hacked",
)


@pytest.fixture
def project(tmp_path):
    """The Makefile in a folder where Python is a program that tells what it was called with."""
    (tmp_path / "Makefile").write_text((ROOT / "Makefile").read_text("utf-8"), "utf-8")
    (tmp_path / ".venv/bin").mkdir(parents=True)
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests/system.sh").touch()
    python = tmp_path / ".venv/bin/python"
    python.write_text(ECHO)
    python.chmod(0o755)
    for name in (
        "requirements",
        "requirements-test",
        "requirements-bench",
        "requirements-desk",
        "requirements-s3",
        "requirements-postgres",
        "requirements-valkey",
    ):
        (tmp_path / f"{name}.lock").touch()
    for stamp in ("run", "test", "bench", "desk", "s3", "postgres", "valkey"):
        (tmp_path / ".venv" / stamp).touch()
    return tmp_path


def make(project, *words: str) -> str:
    return subprocess.run(
        ["make", "--no-print-directory", *words], cwd=project, capture_output=True, text=True
    ).stdout


@pytest.mark.parametrize("word", WORDS)
def test_words_of_a_variable_order_nothing(project, word):
    said = make(project, "-k", *TARGETS, *(f"{name}={word}" for name in {*TARGETS.values(), *OTHERS}))
    assert not (project / "hacked").exists()
    assert said.count("called: ") >= len(TARGETS)


@pytest.mark.parametrize("word", WORDS)
def test_words_in_the_place_of_make_s_own_order_nothing(project, word):
    said = make(project, "-k", "help", "test", "year", *(f"{name}={word}" for name in OF_MAKE))
    (project / ".venv/bin/python").unlink()
    make(project, "version", f"PYTHON={word}")
    assert not (project / "hacked").exists()
    assert said.count("called: ") >= 2


def test_words_arrive_as_they_were_typed(project):
    word = """số cũ $(x) "a" 'b' $y.csv"""
    assert f"views import -- {word} " in make(project, "views-import", f"FILE={word}")
    assert "--from 2026-11-01 --to * " in make(project, "views-report", "ARGS=--from 2026-11-01 --to *")
    assert f"[{word}]" in make(project, "publish", f"DEPLOY={word}")


def test_what_python_compiled_is_kept_whatever_the_environment_says(project, monkeypatch):
    (project / ".venv/bin/python").write_text('#!/bin/sh\necho "[$PYTHONDONTWRITEBYTECODE]"\n')
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    assert make(project, "publish") == "[]\n"


@pytest.mark.parametrize("target, port", [("serve", 8000), ("views", 8001)])
def test_ports_have_a_usual_value_and_may_be_chosen(project, target, port):
    assert f"--port {port} " in make(project, target)
    assert "--port 9000 " in make(project, target, "PORT=9000")


@pytest.mark.parametrize(
    ("words", "installed"),
    [
        ("views", set()),
        ("views DATABASE_URL=postgresql:///a", {"postgres"}),
        ("publish DATABASE_URL=postgresql:///a DEPLOY=s3://kho", {"postgres", "s3"}),
        ("serve VALKEY_URL=redis://a", {"valkey"}),
        ("status REDIS_URL=redis://a", {"valkey"}),
        ("postgres", {"postgres"}),
        ("valkey", {"valkey"}),
    ],
)
def test_what_speaks_with_a_store_is_installed_where_one_is_named(project, words, installed):
    for name in ("s3", "postgres", "valkey"):
        (project / f"requirements-{name}.lock").touch()
        (project / f".venv/{name}").unlink(missing_ok=True)
    said = make(project, "-n", *words.split())
    assert {name for name in ("s3", "postgres", "valkey") if f"requirements-{name}.lock" in said} == installed


def test_the_commands_are_told_which_names_were_typed(project):
    run = subprocess.run(
        ["make", "notice", "Text=Bão", "UNTIL="], cwd=project, capture_output=True, text=True, check=True
    )
    assert set(run.stdout.partition("typed:")[2].partition(";")[0].split()) == {"Text", "UNTIL"}


@pytest.mark.parametrize(
    "words", [("test", "ARGS=-k bai"), ("looks", "ARGS=home"), ("year", "DAYS=9"), ("bench", "SIZE=9")]
)
def test_what_is_typed_for_the_tests_is_not_told_to_the_commands_they_run(project, words):
    shown = make(project, *words)
    assert shown.count("typed:") >= 1 and shown.splitlines()[-1].endswith("typed:;"), shown


@pytest.mark.parametrize("name", ["STATUS", "PROFILE", "SITEURL", "DAYS", "SEED", "FILE", "TITEL"])
def test_whatever_is_typed_reaches_the_command(project, name):
    python = project / ".venv/bin/python"
    python.write_text("#!/bin/sh\nprintenv " + name + "\n")
    assert "đăng $(x)\n" in make(project, "import", f"{name}=đăng $(x)")
