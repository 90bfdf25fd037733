"""An answer, and the shortest way to send one.

Starlette finds the route; its Request and Response would cost more than counting does.
"""

import json
import logging
from base64 import b64decode
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.types import Receive, Scope, Send

from plugins.views.service.batch import QueueFull
from plugins.views.service.request import Asking
from plugins.views.storage.database import Unavailable

logger = logging.getLogger(__name__)

# Of every answer: nothing may be kept, or a number would freeze.
COMMON = ((b"cache-control", b"no-store"), (b"x-content-type-options", b"nosniff"))
GIF = b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    kind: bytes
    body: bytes
    more: tuple[tuple[bytes, bytes], ...] = ()


def value(given: object) -> Answer:
    """Numbers as JSON."""
    return Answer(200, b"application/json", json.dumps(given, ensure_ascii=False).encode())


def text(status: int, sentence: str, *more: tuple[bytes, bytes]) -> Answer:
    return Answer(status, b"text/plain; charset=utf-8", sentence.encode(), more)


PIXEL = Answer(200, b"image/gif", GIF)
UNKNOWN = text(404, "Không có bài này.")
FOREIGN = text(403, "Chỉ nhận yêu cầu từ chính trang này.")
EARLY = text(403, "Chỉ đếm khi trang được mở thật.")
LARGE = text(413, "Không nhận nội dung gửi kèm.", (b"connection", b"close"))
BUSY = text(503, "Chưa ghi được, xin thử lại sau.", (b"retry-after", b"5"))
FAULT = text(500, "Phần mềm gặp lỗi ngoài dự tính.")


class Endpoint:
    """An ASGI application that answers with what `find` finds, and never fails without an answer."""

    def __init__(self, find: Callable[[Asking], Awaitable[Answer]]):
        self._find = find

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        try:
            answer = await self._find(Asking(scope))
        except (QueueFull, Unavailable):
            answer = BUSY
        except Exception:
            logger.exception("Phần mềm gặp lỗi ngoài dự tính")
            answer = FAULT
        await send(
            {
                "type": "http.response.start",
                "status": answer.status,
                "headers": (
                    (b"content-type", answer.kind),
                    (b"content-length", b"%d" % len(answer.body)),
                    *COMMON,
                    *answer.more,
                ),
            }
        )
        await send({"type": "http.response.body", "body": answer.body})
