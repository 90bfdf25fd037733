"""Passwords in the addresses of databases: no other user of the machine reads them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from plugins.views.article import encode
from tests import copies
from tests.site import ROOT
from tests.views import ARTICLES, until

SECRETS = {
    "DATABASE_URL": "postgresql://u:MAT-KHAU-1@127.0.0.1:9/x",
    "VALKEY_URL": "redis://:MAT-KHAU-2@127.0.0.1:9/0",
}


def environment(**more: str) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"} | more


@pytest.fixture
def project(tmp_path):
    (tmp_path / "pelicanconf.py").write_text("VIEWS = {}\n")
    (tmp_path / "output/api").mkdir(parents=True)
    (tmp_path / "output/api/articles.json").write_bytes(encode(ARTICLES))
    return tmp_path


def command_lines(group: int) -> str:
    """The command lines of all processes of a group, as everybody may read them."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if os.getpgid(int(folder.name)) == group:
                found.append((folder / "cmdline").read_text().replace("\0", " "))
        except OSError:
            continue
    return "\n".join(found)


def test_the_service_and_what_it_starts_show_no_password(project):
    process = subprocess.Popen(
        [sys.executable, "-m", "plugins.views", "serve", "--socket", str(project / "s")],
        cwd=project,
        env=environment(**SECRETS),
        start_new_session=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        until(lambda: "plugins.views.service.serve" in command_lines(process.pid), "the service")
        said = process.stdout.readline() + process.stdout.readline()
        assert "127.0.0.1" in said and "MAT-KHAU" not in said + command_lines(process.pid)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


@pytest.mark.parametrize(
    "arguments, variables, sentence",
    [
        (("postgresql://u:MAT-KHAU@127.0.0.1:9/x",), {}, "TARGET_URL"),
        (("postgresql://127.0.0.1:9/x?user=u&password=MAT-KHAU",), {}, "TARGET_URL"),
        ((), {}, "TARGET_URL"),
        ((), {"TARGET_URL": "postgresql://u:MAT-KHAU@127.0.0.1:9/x"}, "không trả lời"),
        (("postgresql://u@127.0.0.1:9/x",), {}, "không trả lời"),
    ],
)
def test_moving_takes_a_password_from_the_environment_only(project, arguments, variables, sentence):
    def run(*words: str) -> str:
        done = copies.run("plugins.views", *words, folder=project, environment=environment(**variables))
        return done.stdout + done.stderr

    (project / "so.csv").write_text(f"{ARTICLES[0].id},5\n")
    assert "Đã nhận" in run("import", "so.csv")
    said = run("move", *arguments)
    assert sentence in said and "MAT-KHAU" not in said and "Traceback" not in said
