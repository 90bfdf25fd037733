"""The routes. What the public may ask stands under /api/v1/; the rest is for this machine."""

import asyncio
import logging
import resource
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from starlette.applications import Starlette
from starlette.routing import Route

from plugins.core.addresses import SERVICE
from plugins.views.service.answer import EARLY, FOREIGN, LARGE, PIXEL, UNKNOWN, Answer, Endpoint, text, value
from plugins.views.service.counting import Counting
from plugins.views.service.popular import Popular
from plugins.views.service.request import Asking

logger = logging.getLogger(__name__)

REFRESH = 3.0  # seconds between two looks at the list of stories and at the database
MOST_IDS = 50
MOST_DAYS, MOST_READ = 366, 50


class Routes:
    """What each address answers."""

    def __init__(self, counting: Counting, popular: Popular):
        self._counting, self._popular = counting, popular

    async def view(self, asking: Asking) -> Answer:
        if refusal := self._refusal(asking):
            return refusal
        number = await self._counting.view(asking.path["id"], asking.reader)
        return UNKNOWN if number is None else value({"views": number})

    async def pixel(self, asking: Asking) -> Answer:
        if asking.method != "GET":  # HEAD, which no reader's browser asks
            return PIXEL
        answer = await self.view(asking)
        return PIXEL if answer.status == 200 else answer

    async def visit(self, asking: Asking) -> Answer:
        return self._refusal(asking) or value(await self._counting.visit(asking.reader))

    async def visits(self, _asking: Asking) -> Answer:
        return value(self._counting.visits())

    async def numbers(self, asking: Asking) -> Answer:
        ids = _query(asking).get("id", ())
        if not 1 <= len(ids) <= MOST_IDS:
            return text(400, f"Hãy hỏi từ 1 đến {MOST_IDS} bài, mỗi bài một id=.")
        return value(self._counting.shown(ids))

    async def most_read(self, asking: Asking) -> Answer:
        query = _query(asking)
        days, limit = _number(query, "days", 7, MOST_DAYS), _number(query, "n", 10, MOST_READ)
        if not days or not limit:
            return text(400, f"days phải từ 1 đến {MOST_DAYS}, n phải từ 1 đến {MOST_READ}.")
        return value(await self._popular.top(days, limit))

    async def health(self, _asking: Asking) -> Answer:
        fault = self._counting.fault
        return text(503 if fault else 200, fault or "Tốt.")

    async def metrics(self, _asking: Asking) -> Answer:
        return text(200, metrics(self._counting))

    def _refusal(self, asking: Asking) -> Answer | None:
        refusal = FOREIGN if asking.foreign else LARGE if asking.large else EARLY if asking.early else None
        if refusal:
            self._counting.seen["refused"] += 1
        return refusal


def make_app(counting: Counting, popular: Popular, refresh: float = REFRESH) -> Starlette:
    """The service as an ASGI application; it ends by storing what waits and closing what it was given."""
    routes = Routes(counting, popular)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        await counting.refresh()
        refreshing = asyncio.create_task(_refresh_for_ever(counting, refresh))
        writing = asyncio.create_task(counting.writer.run())
        yield
        refreshing.cancel()
        with suppress(asyncio.CancelledError):
            await refreshing
        counting.writer.end()
        await writing
        await counting.close()
        popular.close()

    app = Starlette(
        routes=[
            Route(f"{SERVICE}views/{{id}}", Endpoint(routes.view), methods=["POST"]),
            Route(f"{SERVICE}views", Endpoint(routes.numbers), methods=["GET"]),
            Route(f"{SERVICE}views/{{id}}.gif", Endpoint(routes.pixel), methods=["GET"]),
            Route(f"{SERVICE}visits", Endpoint(routes.visit), methods=["POST"]),
            Route(f"{SERVICE}visits", Endpoint(routes.visits), methods=["GET"]),
            Route(f"{SERVICE}most-read", Endpoint(routes.most_read), methods=["GET"]),
            Route("/health", Endpoint(routes.health), methods=["GET"]),
            Route("/metrics", Endpoint(routes.metrics), methods=["GET"]),
        ],
        lifespan=lifespan,
    )
    # It would lead from /x/ to /x on whatever host the request named.
    app.router.redirect_slashes = False
    return app


async def _refresh_for_ever(counting: Counting, seconds: float) -> None:
    while True:
        await asyncio.sleep(seconds)
        try:
            await counting.refresh()
        except Exception:  # the next one may go well; without it new stories would never count
            logger.exception("Không cập nhật được danh sách bài")


def _query(asking: Asking) -> dict[str, list[str]]:
    try:
        return asking.query
    except ValueError:  # more fields than anyone needs
        return {}


def _number(query: dict[str, list[str]], name: str, default: int, most: int) -> int | None:
    """The number asked for; None when it is none, or not from 1 to `most`."""
    given = query.get(name, [str(default)])[0]
    plain = given.isascii() and given.isdigit() and len(given) < 5
    return int(given) if plain and 1 <= int(given) <= most else None


OUTCOMES = ("counted", "repeat", "visit", "robot", "unknown", "refused")


def metrics(counting: Counting) -> str:
    writer = counting.writer
    lines = ["# TYPE tram_tin_requests_total counter"]
    lines += [f'tram_tin_requests_total{{outcome="{name}"}} {counting.seen[name]}' for name in OUTCOMES]
    for name, kind, amount in (
        ("commits_total", "counter", writer.commits),
        ("failures_total", "counter", writer.failures),
        ("waiting", "gauge", writer.waiting),
        ("articles", "gauge", len(counting.manifest.base)),
        ("remembered", "gauge", counting.remembered),
        ("memory_bytes", "gauge", _memory()),
    ):
        lines += [f"# TYPE tram_tin_{name} {kind}", f"tram_tin_{name} {amount}"]
    return "\n".join(lines) + "\n"


def _memory() -> int:
    """Bytes of real memory this program takes now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize()
