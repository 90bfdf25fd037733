"""Every command that docs/quan-tri.md tells to type is run by a test, or says here why it cannot be."""

import os
import re
import subprocess

import pytest

from tests.site import ROOT

HANDBOOK = (ROOT / "docs/quan-tri.md").read_text("utf-8")
MACHINE = "changes the whole machine, as its root"
PERSON = "opens or leaves a session of another user"
WORLD = "speaks with machines that a test does not have"
# A command that is run: the start of it, the tests that do, and a word that shows that they do.
RUN = {
    "make publish DEPLOY=tram-tin@": ("test_publish_ssh.py", '"--deploy"'),
    "make publish": ("test_publish_handbook.py", '"publish"'),
    "make server-config": ("test_publish_server.py", '"server-config"'),
    "make start": ("test_start.py", "plugins.start"),
    "make update FROM=": ("test_update.py", "update("),
    "make postgres": ("test_make.py", '"postgres"'),
    "make backup": ("test_backup.py", '"backup"'),
    "make restore": ("test_backup.py", '"restore"'),
    "make views PORT=": ("test_views_service.py", '"--port"'),
    "make views-backup": ("test_views.py", 'desk("backup")'),
    "DATABASE_URL= make views-backup": ("test_views.py", 'desk("backup")'),
    "make views-check": ("test_backup.py", '"check"'),
    "make views-import": ("test_views.py", '"import"'),
    "make views-report": ("test_views.py", 'desk("report")'),
    "DATABASE_URL= .venv/bin/python -m plugins.views move": ("test_backup.py", '"move"'),
    ".venv/bin/python -m plugins.views correct": ("test_views.py", '"correct"'),
    ".venv/bin/python -m plugins.status try": ("test_status.py", '"try"'),
    "curl --unix-socket": ("test_status.py", '"--socket"'),
    "grep -rlZ": ("test_publish_sections.py", "grep -rlZ"),
    "mkdir -p": ("test_publish_commands.py", "typed"),
    "ssh-keygen -q": ("test_publish_commands.py", "typed"),
    "cat ~/.ssh": ("test_publish_commands.py", "typed"),
    "echo 'set -a": ("test_publish_commands.py", "typed"),
    "sudo nginx -t": ("nginx.py", "NGINX"),
}
# A command that is not: the start of it, and why.
LEFT = {
    "sudo -iu": PERSON,
    "exit": PERSON,
    "cd ": PERSON,
    "sudo -u postgres": MACHINE,
    "sudo apt": MACHINE,
    "sudo ": MACHINE,
    "echo 'KHÓA' | sudo": MACHINE,
    "echo 'DATABASE_URL=": MACHINE,
    "git clone": WORLD,
    "ssh-keygen -lf": "shows the key of a running ssh server",
}


def commands() -> list[str]:
    """Each line of the blocks that name no language, once."""
    blocks = re.findall(r"^ *```(\w*)\n(.*?)^ *```", HANDBOOK, re.S | re.M)
    typed = [block for language, block in blocks if not language]
    return sorted({line.strip() for block in typed for line in block.splitlines() if line.strip()})


@pytest.mark.parametrize("command", commands())
def test_a_command_of_the_handbook_is_run_or_says_why_not(command):
    assert command.startswith((*RUN, *LEFT)), "run it in a test, or say why it cannot be"


@pytest.mark.parametrize("start", RUN)
def test_what_is_said_to_be_run_is_run(start):
    file, word = RUN[start]
    assert word in (ROOT / "tests" / file).read_text("utf-8")


def test_no_row_of_the_tables_is_left_over():
    assert [start for start in (*RUN, *LEFT) if not any(c.startswith(start) for c in commands())] == []


def test_what_a_user_types_at_home_does_what_the_handbook_says(tmp_path):
    """The key is there, and so is the address of the database in the next session."""
    order = ("mkdir -p -m", "mkdir", "ssh-keygen -q", "cat ~", "echo 'set -a")
    typed = [line for start in order for line in commands() if line.startswith(start)]
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}
    secrets = tmp_path / "tram-tin.env"
    secrets.write_text("DATABASE_URL=postgresql:///tramtin\n")
    script = "set -e\n" + "\n".join(typed).replace("/etc/tram-tin.env", str(secrets))
    done = subprocess.run(
        ["bash", "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0 and done.stdout.startswith("ssh-ed25519 "), done.stderr
    assert (tmp_path / "public_html").is_dir()
    session = subprocess.run(
        ["bash", "-lc", "env"], env=environment, capture_output=True, text=True, check=True
    )
    assert "DATABASE_URL=postgresql:///tramtin" in session.stdout
