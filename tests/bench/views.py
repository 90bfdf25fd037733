"""Views: how many are stored a second, beside the same service with one commit a request.

    python -m tests.bench views

wrk asks over 64 connections, each request another reader; three turns, medians. Behind nginx
the same. Memory is that of the service after a million readings of 10,000 stories.
"""

import re
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from plugins.views.article import Article
from tests.views import AGENT, Service, service, until

STORIES, CONNECTIONS, SECONDS, TURNS = 10_000, 64, 6, 3
MILLION = 1_000_000
GROUP, PLAIN = "group commit", "one commit a request"
BEHIND, NUMBERS = "group commit behind nginx", "50 numbers (GET)"
FIFTY = "/api/v1/views?" + "&".join(f"id=2024-06-bai-{number}" for number in range(50))
READERS = """
math.randomseed(os.time())  -- else each run of wrk brings the readers of the one before
request = function()
  local part = function() return math.random(0, 255) end
  local address = string.format("10.%%d.%%d.%%d", part(), part(), part())
  local path = "/api/v1/views/2024-06-bai-" .. math.random(0, %d)
  return wrk.format("POST", path, {["X-Real-IP"] = address, ["User-Agent"] = "%s"})
end
"""
NGINX = """
worker_processes 1; daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log crit;
events {{ worker_connections 1024; }}
http {{
  access_log off; client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
  uwsgi_temp_path {folder}; scgi_temp_path {folder};
  upstream views {{ server 127.0.0.1:{port}; keepalive 64; }}
  server {{
    listen 127.0.0.1:{own}; keepalive_requests 1000000;
    location /api/v1/ {{ proxy_pass http://views; proxy_http_version 1.1; proxy_set_header Connection "";
      proxy_set_header Host $host; proxy_set_header X-Real-IP $http_x_real_ip; }}
  }}
}}
"""


@dataclass(frozen=True)
class Load:
    """What wrk found. rate: answers a second; p50, p99: milliseconds; wrong: answers that are no 200."""

    rate: float
    p50: float
    p99: float
    wrong: int


def run(_size: int) -> list[str]:
    """The rows to print; what is not on this machine is said."""
    if not shutil.which("wrk"):
        return ["Views: wrk is not on this machine (sudo apt install wrk)."]
    found: dict[str, list[Load]] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        readers = folder / "readers.lua"
        readers.write_text(READERS % (STORIES - 1, AGENT))
        for turn in range(TURNS):
            with service(folder / f"group{turn}", articles=stories()) as ours:
                warm_up(ours)
                found.setdefault(GROUP, []).append(load(ours.port, readers))
                found.setdefault(NUMBERS, []).append(load(ours.port, None, FIFTY))
                with nginx(folder, ours.port) as port:
                    if port:
                        found.setdefault(BEHIND, []).append(load(port, readers))
            with service(
                folder / f"plain{turn}", articles=stories(), module="tests.bench.plain_views"
            ) as plain:
                warm_up(plain)
                found.setdefault(PLAIN, []).append(load(plain.port, readers))
        megabytes = after_a_million(folder / "million", readers)
    rows = [f"Views: {STORIES} stories, {CONNECTIONS} connections, SQLite FULL, median of {TURNS}:"]
    rows.append(f"{'a second':>43}{'p50 ms':>9}{'p99 ms':>9}{'wrong':>7}")
    rates = {}
    for kind in (PLAIN, GROUP, BEHIND, NUMBERS):
        if loads := found.get(kind):
            rates[kind] = median(each.rate for each in loads)
            p50, p99 = (median(getattr(each, name) for each in loads) for name in ("p50", "p99"))
            wrong = sum(each.wrong for each in loads)
            rows.append(f"  {kind:32}{rates[kind]:9.0f}{p50:9.1f}{p99:9.1f}{wrong:7}")
    rows.append(f"  {GROUP + ' / ' + PLAIN:41}{rates[GROUP] / rates[PLAIN]:.1f}")
    rows.append(f"  {f'MB after {MILLION:,} readings':41}{megabytes:.0f}")
    return rows


def stories() -> tuple[Article, ...]:
    facts = ("Kinh tế", "Ban Biên tập", "2024-06-06T14:41:00+07:00", 0)
    return tuple(
        Article(f"2024-06-bai-{n}", f"/tin/2024/06/bai-{n}/", f"Bài số {n}", *facts) for n in range(STORIES)
    )


def warm_up(started: Service) -> None:
    until(lambda: started.view("2024-06-bai-0").status == 200, "the service")


def load(port: int, script: Path | None, path: str = "/", seconds: int = SECONDS) -> Load:
    """What wrk says of `seconds` of asking."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}", "--latency"]
    command += ["-s", str(script)] if script else []
    said = subprocess.run(
        [*command, f"http://127.0.0.1:{port}{path}"], capture_output=True, text=True, check=True
    ).stdout
    wrong = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    return Load(
        float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1]),
        milliseconds(re.search(r"^ +50% +(\S+)", said, re.M)[1]),
        milliseconds(re.search(r"^ +99% +(\S+)", said, re.M)[1]),
        int(wrong[1]) if wrong else 0,
    )


def milliseconds(text: str) -> float:
    """wrk writes 812.00us, 2.80ms, 1.02s"""
    number, unit = re.fullmatch(r"([\d.]+)(us|ms|s)", text).groups()
    return float(number) * {"us": 0.001, "ms": 1, "s": 1_000}[unit]


def after_a_million(folder: Path, readers: Path) -> float:
    """Megabytes of the service's memory once it has counted a million readings."""
    with service(folder, articles=stories()) as started:
        warm_up(started)

        def measured(name: str) -> int:
            text = started.ask("GET", "/metrics").body.decode()
            return int(re.search(rf"{name} (\d+)", text)[1])

        while measured('outcome="counted"}') < MILLION:
            load(started.port, readers, seconds=10)
        return measured("tram_tin_memory_bytes") / 1_000_000


@contextmanager
def nginx(folder: Path, port: int):
    """The port of nginx before the service; 0 where there is none."""
    program = shutil.which("nginx", path="/usr/sbin:/usr/bin:/bin")
    if not program:
        yield 0
        return
    with socket.create_server(("127.0.0.1", 0)) as free:
        own = free.getsockname()[1]
    settings = folder / "nginx.conf"
    settings.write_text(NGINX.format(folder=folder, port=port, own=own))
    process = subprocess.Popen([program, "-c", str(settings), "-p", str(folder)])
    try:
        until(lambda: answers(own), "nginx")
        yield own
    finally:
        process.terminate()
        process.wait()


def answers(port: int) -> bool:
    with socket.socket() as asking:
        return asking.connect_ex(("127.0.0.1", port)) == 0
