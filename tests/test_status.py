"""Ten lines on how the portal stands, and one line to whoever must know."""

import email
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from plugins.core import schema
from plugins.core.clock import AT_HOME
from plugins.core.mistakes import MistakesFound
from plugins.publish import settings as publish_settings
from plugins.publish.server import config
from plugins.status import notify, outcome
from plugins.status.overview import overview
from plugins.status.settings import StatusSettings
from plugins.views.article import encode
from tests import copies
from tests.hosts import opened
from tests.portal import make_portal
from tests.site import ROOT
from tests.views import ARTICLES, until

NOW = datetime(2026, 11, 28, 2, 20, tzinfo=AT_HOME)


@pytest.fixture
def portal(tmp_path):
    """A small portal, published; `told` is what the owner's command has read."""
    made = make_portal(tmp_path / "cong")
    receiver = tmp_path / "nhan tin"
    receiver.write_text(f"#!/bin/sh\ncat >> '{tmp_path}/told'\ntest ! -e '{tmp_path}/deaf'\n")
    receiver.chmod(0o755)
    made.settings()
    with (made.folder / "settings.py").open("a") as file:
        file.write(f"STATUS = {{'tell': [{shlex.quote(str(receiver))!r}]}}\nVIEWS = {{}}\n")
    made.published()
    return made


def run(portal, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
    return copies.run(
        "plugins.status",
        *("--settings", "settings.py", *arguments),
        folder=portal.folder,
        environment=os.environ | environment,
        timeout=60,
    )


def ended(portal, unit: str, result: str) -> int:
    """What systemd starts when a unit has ended."""
    return run(portal, "ended", unit, MONITOR_SERVICE_RESULT=result).returncode


def told(portal) -> list[str]:
    file = portal.folder.parent / "told"
    return file.read_text("utf-8").splitlines() if file.exists() else []


def test_a_failure_is_told_once_and_so_is_its_mending(portal):
    for result in ("success", "exit-code", "timeout", "exit-code"):
        assert ended(portal, "tram-tin-backup", result) == 0
    assert len(told(portal)) == 1
    assert "cong.example: sao lưu không xong" in told(portal)[0]
    assert "journalctl -u tram-tin-backup" in told(portal)[0]
    for result in ("success", "success"):
        ended(portal, "tram-tin-backup", result)
    assert len(told(portal)) == 2 and "sao lưu đã chạy tốt trở lại" in told(portal)[1]
    ended(portal, "tram-tin-backup", "exit-code")
    assert len(told(portal)) == 3


def test_what_nobody_heard_is_told_next_time(portal):
    deaf = portal.folder.parent / "deaf"
    deaf.touch()
    assert ended(portal, "tram-tin-night", "exit-code") == 1
    deaf.unlink()
    assert ended(portal, "tram-tin-night", "exit-code") == 0
    assert ended(portal, "tram-tin-night", "exit-code") == 0
    assert len(told(portal)) == 2
    deaf.touch()
    assert ended(portal, "tram-tin-night", "success") == 1
    deaf.unlink()
    assert ended(portal, "tram-tin-night", "success") == 0
    assert len(told(portal)) == 4 and ended(portal, "tram-tin-night", "success") == 0
    assert len(told(portal)) == 4


def test_a_reason_comes_from_the_log_without_secrets(portal):
    log = portal.folder / "public_html/publish.log"
    with log.open("a", encoding="utf-8") as file:
        file.write(
            "2026-11-28 02:20:00 == backup\n"
            "2026-11-28 02:20:01 Lỗi · kho: https://u:mat@khau@kho và redis://:mat-khau@kho hỏng.\n"
        )
    ended(portal, "tram-tin-backup", "exit-code")
    assert "kho: https://***@kho và redis://***@kho hỏng." in told(portal)[0]
    ended(portal, "tram-tin-publish", "exit-code")
    assert "kho" not in told(portal)[1], "the log's last run was another's"


@pytest.mark.parametrize(
    "word, results, expected",
    [
        ("weather", [False] * 5, ["", "", "", "", ""]),
        ("weather", [False] * 7, ["", "", "", "", "", "failed", ""]),
        ("weather", [False, True, False, True], ["", "", "", ""]),
        ("views", [False, False, True], ["", "failed", "mended"]),
        ("publish", [False, True, True], ["failed", "mended", ""]),
        ("certbot", [True, False], ["", "failed"]),
        ("khac", [False], ["failed"]),
    ],
)
def test_when_somebody_is_told(word, results, expected):
    last, found, tell = outcome.Outcome(), [], ("/bin/nhan-tin",)
    for hour, good in enumerate(results):
        new = outcome.after(last, good, NOW + timedelta(hours=hour))
        told = outcome.unheard(new, word, tell)
        found.append(("mended" if good else "failed") if told else "")
        last = outcome.heard(new, told, tell)
    assert found == expected


def test_who_was_told_is_not_told_again_when_others_cannot_be(portal):
    with (portal.folder / "settings.py").open("a") as file:
        file.write("STATUS['tell'] = ['/khong/co', *STATUS['tell'], 'mailto:x@cong.example']\n")
    for _ in range(3):
        assert ended(portal, "tram-tin-publish", "exit-code") == 1
    assert len(told(portal)) == 1
    for _ in range(2):  # who never heard of the failure needs no word of its mending
        assert ended(portal, "tram-tin-publish", "success") == 0
    assert len(told(portal)) == 2
    kept = json.loads((portal.folder / "data/status.json").read_text())["publish"]
    assert kept["told"] == "" and kept["since"] == "" and "/khong/co" not in json.dumps(kept)


def test_who_is_no_longer_named_is_waited_for_no_more(portal):
    ended(portal, "tram-tin-night", "exit-code")
    with (portal.folder / "settings.py").open("a") as file:
        file.write("STATUS['tell'] = []\n")
    assert ended(portal, "tram-tin-night", "success") == 0
    assert json.loads((portal.folder / "data/status.json").read_text())["night"]["told"] == ""


@pytest.mark.parametrize(
    "script, why",
    [
        (None, "không có"),
        ("#!/bin/sh\nexit 1\n", "mã 1"),
        ("#!/bin/sh\necho token=bi-mat; echo token=bi-mat >&2; exit 7\n", "mã 7"),
        ("#!/bin/sh\nkill -9 $$\n", "mã -9"),
        ("#!/khong/co\n", "không có"),
        ("echo x\n", "thiếu dòng #!"),
        ("#!/bin/sh\nsleep 99 & wait\n", "không xong sau"),
        ("#!/bin/sh\nyes; \n", "không xong sau"),
        ("#!/bin/sh\nexec <&-; sleep 0.1\n", ""),
        ("#!/bin/sh\nsleep 99 &\n", ""),
        ("#!/bin/sh\nyes | head -c 9000000\n", ""),
    ],
)
def test_whatever_a_command_does_a_sentence_says_why(tmp_path, monkeypatch, capfd, script, why):
    monkeypatch.setattr(notify, "WAIT", 0.5)
    program = tmp_path / "nhan-tin"
    if script is not None:
        program.write_text(script)
        program.chmod(0o755)
    said = notify.tell([f"{program} --token bi-mat"], "x", "một dòng")
    assert (why in "".join(said.values())) if why else not said
    assert "bi-mat" not in str(list(said.values())) + "".join(capfd.readouterr())
    assert "Error" not in str(said.values())


@pytest.mark.parametrize(
    "unit, word",
    [("tram-tin-publish", "publish"), ("hoai-duc-night", "night"), ("certbot", "certbot"), ("x", "x")],
)
def test_units_are_known_whatever_the_portal_is_called(unit, word):
    assert outcome.word_of(unit) == word


def test_mail_is_whole_and_in_vietnamese(tmp_path, monkeypatch):
    program = tmp_path / "sendmail"
    program.write_text(f'#!/bin/sh\necho "$*" > {tmp_path}/words\ncat > {tmp_path}/mail\n')
    program.chmod(0o755)
    monkeypatch.setattr(notify, "SENDMAIL", str(program))
    line = "cong.example: sao lưu không xong lúc 02:20."
    assert notify.tell(["mailto:quan-tri@cong.example"], "Cổng cong.example", line) == {}
    mail = email.message_from_bytes((tmp_path / "mail").read_bytes())
    assert mail["To"] == "quan-tri@cong.example"
    assert mail.get_payload(decode=True).decode().strip() == line
    assert line not in (tmp_path / "words").read_text(), "others on the machine read command lines"
    monkeypatch.setattr(notify, "SENDMAIL", str(tmp_path / "khong-co"))
    assert "không có" in notify.tell([to := "mailto:quan-tri@cong.example"], "x", line)[to]


@pytest.mark.parametrize(
    "tell",
    [
        "quan-tri@x.example",
        "mailto:",
        "mailto:a b@x.example",
        "nhan-tin",
        "",
        "'",
        "mailto:a@x.example,b@x.example",
        "mailto:quản-trị@x.example",
        "mailto:a@x.example>",
        "mailto:a@x..example",
        "mailto:a\0@x.example",
        "/bin/x\0y",
        "/bin/x\ny",
    ],
)
def test_who_cannot_be_told_is_refused_by_name(tell):
    with pytest.raises(MistakesFound, match="STATUS"):
        schema.checked(StatusSettings, {"tell": [tell]}, "STATUS")


def test_an_address_is_one_in_capitals_too():
    taken = schema.checked(StatusSettings, {"tell": ["MAILTO:a@x.example"]}, "STATUS").tell
    assert taken == ("mailto:a@x.example",)


def test_the_handbooks_example_of_who_is_told_can_be_told():
    found = re.search(r"```python\n(STATUS = .*?)```", (ROOT / "docs/quan-tri.md").read_text("utf-8"), re.S)[
        1
    ]
    values: dict = {}
    exec(found, values)
    assert schema.checked(StatusSettings, values["STATUS"], "STATUS").tell


def test_a_release_is_shown_only_where_others_can_read_it(portal):
    asked, name = publish_settings.read(portal.folder / "settings.py"), portal.local.release_list().current
    for mode, words in ((0o700, "! Bản mới nhất"), (0o755, "  Bản đang xem")):
        opened(portal.folder)
        portal.folder.chmod(mode)
        line = str(overview(asked, StatusSettings(), NOW)[0])
        assert line.startswith(words) and name in line and ("chưa ai xem được" in line) is (mode == 0o700)


def test_the_ten_lines_of_a_portal(portal):
    said = run(portal, "show")
    lines = said.stdout.splitlines()
    assert said.returncode == 1 and len(lines) == 11 and "Traceback" not in said.stderr
    text = {line[2:15].strip(): line for line in lines[1:]}
    assert text["Sao lưu"].startswith("!") and "make backup" in text["Sao lưu"]
    assert "GB" in text["Đĩa"] and "không chạy" in text["Lượt xem"] and "không có gì" in text["Đang hỏng"]
    record = {
        "made": datetime.now(AT_HOME).isoformat(), "name": "x", "to": "/kho", "rows": 7,
        "database": "data/views/views.sqlite", "read": "",
    }  # fmt: skip
    (portal.folder / "data").mkdir(exist_ok=True)
    (portal.folder / "data/backup.json").write_text(json.dumps(record))
    ended(portal, "tram-tin-night", "success")
    ended(portal, "tram-tin-publish", "exit-code")
    text = {line[2:15].strip(): line for line in run(portal, "show").stdout.splitlines()[1:]}
    assert text["Sao lưu"].startswith(" ") and "7 dòng" in text["Sao lưu"]
    assert text["So trang"].startswith(" ") and "đăng theo hẹn từ" in text["Đang hỏng"]
    record["made"] = (datetime.now(AT_HOME) - timedelta(days=3)).isoformat()
    (portal.folder / "data/backup.json").write_text(json.dumps(record))
    assert "! Sao lưu" in run(portal, "show").stdout


def test_the_service_of_the_views_is_looked_at_by_every_timer(portal):
    """Nobody's timer starts it, and a database replaced under it ends no unit."""
    (portal.folder / "data/views").mkdir(parents=True)
    (portal.folder / "data/views/in-use").write_text("data/views/views.sqlite\n/run/khong-co/views.sock")
    for _ in range(3):
        ended(portal, "tram-tin-publish", "success")
    assert ["đếm lượt xem không xong" in line for line in told(portal)] == [True]
    assert "journalctl -u tram-tin-views" in told(portal)[0]
    (portal.folder / "data/views/in-use").write_text("data/views/views.sqlite\n8001")
    ended(portal, "tram-tin-publish", "success")
    assert len(told(portal)) == 1, "one that was started by hand is nobody's loss"


def test_whoever_shall_be_told_can_be_tried(portal):
    assert run(portal, "try").returncode == 0
    assert "cong.example: đây là tin thử" in told(portal)[0]
    (portal.folder.parent / "deaf").touch()
    assert run(portal, "try").returncode == 1
    portal.settings()
    said = run(portal, "try")
    assert said.returncode == 1 and 'STATUS["tell"]' in said.stderr


def test_a_service_that_cannot_write_is_seen(portal):
    listed = portal.folder / "output/api/articles.json"
    listed.parent.mkdir(parents=True, exist_ok=True)
    listed.write_bytes(encode(ARTICLES))
    folder = Path(tempfile.mkdtemp(prefix="tin-sock-"))
    serve = ("plugins.views", "serve", "--settings", "settings.py", "--socket", str(folder / "s"))
    process = subprocess.Popen(
        [sys.executable, "-m", *serve],
        cwd=portal.folder, env=os.environ | {"PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        process.stdout.readline()

        def line() -> str:
            return next(each for each in run(portal, "show").stdout.splitlines() if "Lượt xem" in each)

        until(lambda: line().startswith("  Lượt xem"), "the service")
        assert "data/views/views.sqlite: Tốt." in line()
        for file in (portal.folder / "data/views").glob("views.sqlite*"):
            file.unlink()
        until(lambda: line().startswith("! Lượt xem"), "the loss of the database")
        ended(portal, "tram-tin-weather", "success")
        ended(portal, "tram-tin-weather", "success")
        assert "đếm lượt xem không xong" in told(portal)[0]
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
        shutil.rmtree(folder)


def test_every_unit_of_a_timer_says_how_it_ended(portal):
    read = publish_settings.read(portal.folder / "settings.py")
    files = config.render(read, config.machine(read, ()))
    timers = [name for name in files if name.endswith(".timer")]
    assert len(timers) >= 4
    for timer in timers:
        unit = files[timer.replace(".timer", ".service")]
        assert "OnFailure=tram-tin-tell@%N.service\nOnSuccess=tram-tin-tell@%N.service\n" in unit, timer
    assert "OnFailure=tram-tin-tell@%N.service" in files["tram-tin-certbot.conf"]
    assert "plugins.status ended %i" in files["tram-tin-tell@.service"]
