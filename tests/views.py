"""The service that counts views as a real process, databases for it, and readers who ask."""

import asyncio
import itertools
import json
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

from plugins.core.clock import HOME
from plugins.views.article import Article, encode
from plugins.views.service.serve import TOLD, Options
from plugins.views.storage.store import Store, open_database
from tests.site import ROOT

PATIENCE = 60  # seconds until waiting counts as failing
AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
ARTICLES = tuple(
    Article(
        f"2024-06-bai-{number}",
        f"/tin/2024/06/bai-{number}/",
        f"Bài số {number}",
        "Kinh tế" if number % 2 else "Y tế",
        "Ban Biên tập",
        "2024-06-06T14:41:00+07:00",
        158 if number == 0 else 0,
    )
    for number in range(20)
)
IDS = tuple(article.id for article in ARTICLES)


def until(condition, what: str = "the condition"):
    """What `condition` gives, once it is true; fails when it does not become so."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if result := condition():
            return result
        time.sleep(0.02)
    raise AssertionError(f"{what} did not come true in {PATIENCE} s")


@dataclass
class Service:
    """A running service."""

    process: subprocess.Popen
    port: int
    log: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(self, method: str, path: str, body: bytes = b"", **headers) -> "Told":
        """One request on a connection of its own; header names with _ for -."""
        return asyncio.run(ask(self.port, method, path, body, **headers))

    def view(self, article: str, **headers) -> "Told":
        return self.ask("POST", f"/api/v1/views/{article}", **headers)

    def end(self, number: int) -> int:
        """Sends the signal and waits; the exit code."""
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)


@dataclass
class Told:
    """An answer."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)


@contextmanager
def service(
    folder: Path,
    database: str | Path | None = None,
    articles=ARTICLES,
    module="plugins.views.service.serve",
    **options,
):
    """The service on a free port; its numbers in `folder` unless `database` says where."""
    folder.mkdir(parents=True, exist_ok=True)
    listed, log = folder / "articles.json", folder / "service.log"
    if not listed.exists():
        listed.write_bytes(encode(articles))
    told = {
        "database": str(database or folder / "views.sqlite"),
        "shared": "",
        "articles": (str(listed),),
        "zone": HOME,
        "window": 1_800,
        "remember": 100_000,
    } | options
    with socket.create_server(("127.0.0.1", 0), backlog=2_048) as listening, log.open("ab") as output:
        port, handle = listening.getsockname()[1], listening.fileno()
        process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                module,
            ],
            env=os.environ | {TOLD: json.dumps(asdict(Options(**told, handle=handle)))},
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            pass_fds=(handle,),
        )
    try:
        yield Service(process, port, log)
    finally:
        process.kill()
        process.wait()


async def ask(port: int, method: str, path: str, body: bytes = b"", **headers) -> Told:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        return await exchange(reader, writer, method, path, body, **headers)
    finally:
        writer.close()


async def exchange(reader, writer, method, path, body=b"", **headers) -> Told:
    """One request and its answer on an open connection; OSError or EOFError when it breaks."""
    given = {"host": "127.0.0.1", "user-agent": AGENT, "content-length": len(body)}
    given |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in given.items() if value is not None)
    writer.write(f"{method} {path} HTTP/1.1\r\n{lines}\r\n".encode("latin-1") + body)
    await writer.drain()
    head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), PATIENCE)
    first, *rest = head.decode("latin-1").strip().split("\r\n")
    told = dict(line.lower().split(": ", 1) for line in rest)
    length = int(told.get("content-length", 0))
    return Told(int(first.split()[1]), told, await asyncio.wait_for(reader.readexactly(length), PATIENCE))


@dataclass
class Load:
    """Readers who ask as fast as they are answered, each of them once.

    sent, acknowledged: by article; what was sent and not acknowledged may be stored or not
    retry: (article, address) of readers who ask first, until they are answered
    unanswered: readers who asked and were not answered
    """

    port: int
    connections: int = 16
    retry: list[tuple[str, str]] = field(default_factory=list)
    sent: Counter = field(default_factory=Counter)
    acknowledged: Counter = field(default_factory=Counter)
    unanswered: list[tuple[str, str]] = field(default_factory=list)
    refused: int = 0
    stop: bool = False
    _numbers = itertools.count()  # of readers, over all loads of a run

    async def run(self, at: int, then) -> None:
        """Calls `then` once `at` views are acknowledged; returns when no connection is left."""
        self._at, self._then, self.unanswered = at, then, list(self.retry)
        self._patient = list(self.retry)
        await asyncio.gather(*(self._connection() for _ in range(self.connections)))

    def end(self) -> None:
        """Each connection waits for its answer and asks no more."""
        self.stop = True

    def _next(self) -> tuple[str, str]:
        if self._patient:
            return self._patient.pop()
        number = next(self._numbers)
        reader = IDS[number % len(IDS)], f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        self.unanswered.append(reader)
        return reader

    async def _connection(self) -> None:
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        except OSError:
            return
        try:
            while not self.stop or self._patient:
                asking = article, address = self._next()
                self.sent[article] += 1
                told = await exchange(reader, writer, "POST", f"/api/v1/views/{article}", x_real_ip=address)
                if told.status == 200:
                    self.acknowledged[article] += 1
                    self.unanswered.remove(asking)
                else:
                    self.refused += 1
                    if asking in self.retry:
                        self._patient.append(asking)
                if self._then and self.acknowledged.total() >= self._at and not self._patient:
                    then, self._then = self._then, None
                    then()
        except (OSError, EOFError):
            return
        finally:
            writer.close()


def stored(database: str | Path) -> Counter:
    """{article: total} as the database tells it."""
    store = Store(open_database(str(database)))
    try:
        return Counter(store.totals())
    finally:
        store.database.close()


def server_program(name: str, *places: str) -> str:
    """The path of a program; the test is skipped where there is none."""
    for place in (shutil.which(name), *map(str, itertools.chain(*(Path("/").glob(p[1:]) for p in places)))):
        if place and Path(place).exists():
            return place
    pytest.skip(f"{name} is not on this machine")


class Postgres:
    """A PostgreSQL of our own in a temporary folder, reached through a socket in it."""

    def __init__(self, folder: Path):
        self._bin = Path(server_program("postgres", "/usr/lib/postgresql/*/bin/postgres")).resolve().parent
        self.folder, self._names = folder, itertools.count()
        self._as_user = {}
        if os.geteuid() == 0:  # it refuses to run as root
            user = pwd.getpwnam("nobody")
            os.chown(folder, user.pw_uid, user.pw_gid)
            self._as_user = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        self._run("initdb", "-U", "tin", "-A", "trust", "-E", "UTF8", "--no-sync", "-D", str(folder / "data"))

    def start(self) -> None:
        options = f"-k {self.folder} -c listen_addresses= -c max_connections=40 -c shared_buffers=16MB"
        log = self.folder / "log"
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-w", "-l", str(log), "-o", options, "start")

    def stop(self, mode: str = "fast") -> None:
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", mode, "-w", "stop", check=False)

    def database(self) -> str:
        """The address of a new and empty database."""
        name = f"tin{next(self._names)}"
        with psycopg.connect(self._address("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self._address(name)

    def _address(self, name: str) -> str:
        return f"postgresql://tin@/{name}?host={quote(str(self.folder), safe='')}"

    def _run(self, program: str, *arguments: str, check: bool = True) -> None:
        done = subprocess.run(
            [str(self._bin / program), *arguments],
            cwd=self.folder,
            env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            timeout=PATIENCE,
            **self._as_user,
        )
        if check and done.returncode:
            raise RuntimeError(done.stderr.decode())


@contextmanager
def postgres():
    """A running PostgreSQL. Not in pytest's folder, which another user may not enter."""
    folder = Path(tempfile.mkdtemp(prefix="tin-pg-"))
    server = None
    try:
        server = Postgres(folder)
        server.start()
        yield server
    finally:
        if server:
            server.stop("immediate")
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def valkey(folder: Path, *options: str):
    """The address of a Valkey or Redis of our own; options: as on its command line."""
    program = shutil.which("valkey-server") or server_program("redis-server")
    path = Path(tempfile.mkdtemp(prefix="tin-kv-")) / "kv.sock"
    saving = options or ("--save", "", "--appendonly", "no")
    arguments = (program, "--port", "0", "--unixsocket", str(path), "--dir", str(folder), *saving)
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until(path.exists, "the socket of Valkey")
        yield f"unix://{path}", process
    finally:
        process.kill()
        process.wait()
        shutil.rmtree(path.parent, ignore_errors=True)
