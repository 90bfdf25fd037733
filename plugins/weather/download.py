"""One question to a web server that may be slow, silent or mean."""

import json
import threading
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPException, HTTPMessage
from typing import IO, NoReturn, Protocol
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from plugins.core.causes import cause_of
from plugins.weather.refusal import RefusedError

LIMIT = 1_000_000  # bytes; the longest honest answer is a tenth of it


@dataclass(frozen=True)
class Answer:
    """status: 200 or 304; body: the JSON value, None with 304."""

    status: int
    headers: Message
    body: object


class Get(Protocol):
    """As `get` does."""

    def __call__(self, url: str, headers: dict[str, str], seconds: float) -> Answer: ...


def get(url: str, headers: dict[str, str], seconds: float) -> Answer:
    """What `url` answers within `seconds` from now, names, redirects and slow drips included.

    Raises RefusedError for anything but JSON of at most LIMIT bytes from that very host.
    """
    outcome: list[Answer | Exception] = []
    asking = threading.Thread(target=_ask, args=(url, headers, seconds, outcome), daemon=True)
    asking.start()
    # A socket's own time-out begins anew with every byte, and looking up a name has none:
    # only waiting beside the question bounds the whole.
    asking.join(seconds)
    if not outcome:
        raise RefusedError(_late(seconds))
    answer = outcome[0]
    if isinstance(answer, Exception):
        raise answer
    return answer


def _ask(url: str, headers: dict[str, str], seconds: float, outcome: list[Answer | Exception]) -> None:
    try:
        outcome.append(_answer(url, headers, seconds))
    except RefusedError as refused:
        outcome.append(refused)
    except HTTPException:
        outcome.append(RefusedError("trả lời đứt quãng hoặc không phải HTTP"))
    except (OSError, ValueError) as error:
        reason = error.reason if isinstance(error, URLError) else error
        late = isinstance(reason, TimeoutError)
        outcome.append(RefusedError(_late(seconds) if late else f"không nối được ({cause_of(reason)})"))


def _late(seconds: float) -> str:
    return f"không trả lời xong trong {seconds:.3g} giây"


def _answer(url: str, headers: dict[str, str], seconds: float) -> Answer:
    request = Request(url, headers={"Accept": "application/json", **headers})
    try:
        with _opener().open(request, timeout=seconds) as response:
            return Answer(200, response.headers, _json(response.read(LIMIT + 1)))
    except HTTPError as refused:
        with refused:
            if refused.code == 304:
                return Answer(304, refused.headers, None)
            raise RefusedError(f"trả lời mã {refused.code}{_reason(refused.read(2000))}") from None


def _opener() -> OpenerDirector:
    # Not urllib's own set: that one also opens files and follows a redirect anywhere.
    opener = OpenerDirector()
    for handler in (ProxyHandler, HTTPHandler, HTTPSHandler, HTTPDefaultErrorHandler, HTTPErrorProcessor):
        opener.add_handler(handler())
    opener.add_handler(_SameHost())
    return opener


class _SameHost(HTTPRedirectHandler):
    max_redirections = 3

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        asked, led = urlsplit(req.full_url), urlsplit(newurl)
        if (asked.scheme, asked.netloc) != (led.scheme, led.netloc):
            fp.close()
            raise RefusedError(f"dẫn sang máy chủ khác ({led.netloc or led.scheme})")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _json(body: bytes) -> object:
    if len(body) > LIMIT:
        raise RefusedError(f"trả lời dài hơn {LIMIT:,} byte".replace(",", "."))
    try:
        return json.loads(body, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise RefusedError("trả lời không phải JSON trọn vẹn") from None


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _reason(body: bytes) -> str:
    """What a source says beside an error's code, as Open-Meteo does."""
    try:
        said = json.loads(body)["reason"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""
    return f" ({said})" if isinstance(said, str) else ""
