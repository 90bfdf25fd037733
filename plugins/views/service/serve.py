"""Runs the service until it is asked to end: `python -m plugins.views.service.serve`.

The command `serve` reads the settings and becomes this program, which loads neither them
nor Pelican nor pydantic: half the memory. What it is told stands in the environment, which
other users cannot read: a command line they can, and addresses hold passwords.
"""

import contextlib
import json
import logging
import os
import resource
import signal
import socket
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn

from plugins.core.causes import cause_of
from plugins.core.clock import zone_named
from plugins.core.mistakes import Mistake, MistakesFound
from plugins.views.service.app import make_app
from plugins.views.service.counting import Counting
from plugins.views.service.crowd import Crowd
from plugins.views.service.memory import Memory
from plugins.views.service.popular import Popular
from plugins.views.service.story_list import Manifest
from plugins.views.storage.database import TooNew, Unavailable
from plugins.views.storage.store import NO_PACKAGE, Store, open_database

if TYPE_CHECKING:
    from plugins.views.service.shared_memory import SharedMemory

# Longer than the 60 s after which nginx leaves a silent connection: then it is never nginx
# that asks on one we have just closed, and loses the answer.
KEEP_ALIVE = 75
GRACE = 10  # seconds for answers that are on their way
FILES = 65_536
TOLD = "TRAM_TIN_VIEWS"  # the variable with Options as JSON
QUEUE = 2_048  # connections that wait to be accepted


@dataclass(frozen=True)
class Options:
    """What the service is told.

    database: path or address; shared: address of Valkey, or ''; articles: lists of stories
    zone: whose days are counted
    window: seconds; remember: readings; agents: told apart in one network
    provisional: seconds a claim in Valkey waits for its commit
    path, port, handle: where it listens, one of them; port: on the loopback address alone
    """

    database: str
    shared: str
    articles: tuple[str, ...]
    zone: str
    window: int
    remember: int
    agents: int = 300
    path: str = ""
    port: int = 0
    handle: int | None = None
    quiet: bool = False
    provisional: float = 10.0  # longer than a commit takes, short for a reader whose service was killed


def main(told: str) -> int:
    """0 when SIGTERM or SIGINT ended it and everything is stored; 1 when it could not begin."""
    options = Options(**json.loads(told))
    logging.basicConfig(format="%(message)s", stream=sys.stderr, level=logging.WARNING)
    _allow_many_files()
    try:
        store = Store(open_database(options.database))
        shared = _shared_memory(options)
        _prepare(store)
        listening = listen(options)
    except (TooNew, ValueError, MistakesFound) as refused:
        print(refused, file=sys.stderr)
        return 1
    except OSError as error:
        where = options.path or f"cổng {options.port}"
        print(f"Không mở được {where} ({cause_of(error)}). Có thể dịch vụ đang chạy rồi.", file=sys.stderr)
        return 1
    try:
        return _run(store, shared, options, listening)
    finally:
        if options.path:
            Path(options.path).unlink(missing_ok=True)


def _prepare(store: Store) -> None:
    """TooNew ends the service; a database that is down may come up later, until then the answer is 503."""
    try:
        store.prepare()
    except TooNew:
        raise
    except Unavailable as error:
        logging.error("Cơ sở dữ liệu chưa trả lời: %s", error)


def _shared_memory(options: Options) -> "SharedMemory | None":
    if not options.shared:
        return None
    try:
        from plugins.views.service.shared_memory import SharedMemory, check
    except ModuleNotFoundError:
        raise MistakesFound(Mistake("", NO_PACKAGE.format("Valkey", "redis", "valkey"))) from None

    check(options.shared)
    return SharedMemory(options.shared, options.window, options.provisional)


def listen(options: Options) -> socket.socket:
    """The listening socket; OSError when it cannot be had."""
    if options.handle is not None:
        return socket.socket(fileno=options.handle)
    if not options.path:
        return socket.create_server(("127.0.0.1", options.port), backlog=QUEUE)
    path = Path(options.path)
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_socket() and not _answers(path):
        path.unlink()  # left by one that was killed
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(options.path)
    path.chmod(0o666)  # the web server is another user: who may enter the folder may ask
    listening.listen(QUEUE)
    return listening


def _run(store: Store, shared: "SharedMemory | None", options: Options, listening: socket.socket) -> int:
    counting = Counting(
        store,
        Manifest([Path(path) for path in options.articles]),
        Memory(options.window, options.remember, time.time),
        shared,
        crowd=Crowd(options.agents, options.window, options.remember, time.time),
        zone=zone_named(options.zone),
    )
    app = make_app(counting, Popular(Store(open_database(options.database)), counting))
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            http="httptools",
            loop="uvloop",
            ws="none",
            lifespan="on",
            log_config=None,
            access_log=False,  # it would keep readers' addresses
            proxy_headers=False,
            server_header=False,
            date_header=False,
            backlog=QUEUE,
            timeout_keep_alive=KEEP_ALIVE,
            timeout_graceful_shutdown=GRACE,
        )
    )
    place = options.path or f"http://127.0.0.1:{listening.getsockname()[1]}"
    if not options.quiet:
        print(f"Đếm lượt xem ở {place}, ghi vào {store.database.name}", flush=True)
    # uvicorn ends by sending itself again the signal it got; by then there is nothing left to do.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)
    server.run(sockets=[listening])
    return 0 if server.started else 1


def _answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as asking:
        try:
            asking.connect(str(path))
        except OSError:
            return False
        return True


def _allow_many_files() -> None:
    """A thousand readers at once are a thousand open connections."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = FILES if hard == resource.RLIM_INFINITY else hard
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(FILES, most)), hard))


if __name__ == "__main__":
    sys.exit(main(os.environ.pop(TOLD)))
