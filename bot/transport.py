"""PTB's transport over aiohttp: a fraction of the CPU of its own, and errors that say whether the request went out.

What PTB raises from an answer (BadRequest, Forbidden, RetryAfter, ...) it raises itself; here arise only

    NetworkError
    ├── NotSent               no connection was made: the server cannot have acted, sending again is safe
    └── TimedOut
        └── Unanswered        the request went out and no answer came: whether the server acted is unknown

A method that only asks (getUpdates, getMe, ...) changes nothing, so a connection that breaks under it is a plain
NetworkError: PTB waits a little before it polls again after that one, and not at all after a TimedOut.
The original error stands in ``__cause__``. No error's text, cause or log line holds the bot's token.
"""

from __future__ import annotations

import asyncio
import io
import re
from collections.abc import Iterator
from typing import IO
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
from telegram._utils.defaultvalue import DefaultValue  # PTB's own way to tell "not given" from None
from telegram._utils.types import JSONDict, ODVInput
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

__all__ = ["AiohttpRequest", "NotSent", "Unanswered", "redacted"]

_TOKEN = re.compile(r"(bot[0-9]+)(?::|%3A)[\w%~.-]+", re.IGNORECASE)
_PASSWORD = re.compile(r"(?<=://)[^\s/@]+:[^\s/@]*(?=@)")
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
#: parts of a Message that its sender knows
_REPEATED = ("entities", "caption_entities", "link_preview_options", "reply_to_message")
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
#: what happens before a request can leave the machine
_BEFORE_SENDING = (
    aiohttp.ClientConnectorError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.ClientHttpProxyError,
    aiohttp.ServerFingerprintMismatch,
    aiohttp.InvalidURL,
)


class NotSent(NetworkError):
    """No connection was made, so nothing was sent."""


class Unanswered(TimedOut):
    """The request went out and no answer came: what became of it is unknown."""


def redacted(text: str) -> str:
    """``text`` with the secret half of every bot token, and every name and password in an address, taken out."""
    return _PASSWORD.sub("<password>", _TOKEN.sub(r"\1:<token>", text))


class AiohttpRequest(BaseRequest):
    """PTB's BaseRequest over one aiohttp session, made inside the running loop at the first use.

    Timeouts are in seconds, None is none. ``pool_timeout`` is the wait for a free one of ``connection_pool_size``
    connections, ``connect_timeout`` for making one, ``read_timeout`` for each piece of the answer; an upload has
    ``media_write_timeout`` on top of that (for other requests, which fit into a packet or two, writing takes no time
    of its own). ``proxy`` is an http:// or https:// address; without one the environment's HTTPS_PROXY, HTTP_PROXY and
    NO_PROXY count, never for this machine itself.
    """

    __slots__ = (
        "_closed",
        "_connect_timeout",
        "_media_write_timeout",
        "_pool_size",
        "_pool_timeout",
        "_proxies",
        "_proxy",
        "_read_timeout",
        "_session",
    )

    def __init__(
        self,
        connection_pool_size: int = 256,
        *,
        read_timeout: float | None = 5.0,
        connect_timeout: float | None = 5.0,
        pool_timeout: float | None = 1.0,
        media_write_timeout: float | None = 20.0,
        proxy: str | None = None,
    ) -> None:
        if proxy is not None and urlsplit(proxy).scheme not in ("http", "https"):
            raise ValueError("a proxy is an http:// or https:// address")
        self._pool_size = connection_pool_size
        self._read_timeout = read_timeout
        self._connect_timeout = connect_timeout
        self._pool_timeout = pool_timeout
        self._media_write_timeout = media_write_timeout
        self._proxy = proxy
        self._session: aiohttp.ClientSession | None = None
        self._closed = False
        #: (scheme, host) -> the environment's proxy, looked up once
        self._proxies: dict[tuple[str, str], str | None] = {}

    @property
    def read_timeout(self) -> float | None:
        """The read timeout where a call names none."""
        return self._read_timeout

    async def initialize(self) -> None:
        """Opens for use, also after a shutdown; the session itself is made by the first request."""
        self._closed = False

    async def shutdown(self) -> None:
        """Closes every connection; a second time does nothing."""
        self._closed = True
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """One request: the HTTP status and the body of the answer. Raises NotSent, Unanswered or NetworkError."""
        session = self._opened()
        files = request_data is not None and request_data.contains_files
        read = _given(read_timeout, self._read_timeout)
        if files:
            read = _sum(read, _given(write_timeout, self._media_write_timeout))
        connect = _given(connect_timeout, self._connect_timeout)
        timeout = aiohttp.ClientTimeout(
            connect=_sum(connect, _given(pool_timeout, self._pool_timeout)), sock_connect=connect, sock_read=read
        )
        body, headers = _body(request_data)
        try:
            async with session.request(
                method, url, data=body, headers=headers, timeout=timeout, proxy=self._proxy_for(url), allow_redirects=False
            ) as response:
                return response.status, await response.read()
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            raised, cause = _translated(error, asks=_asks(url, method)), _cleaned(error)
        # raised out here, so that the original does not come along as the context with its text uncleaned
        raise raised from cause

    @staticmethod
    def parse_json_payload(payload: bytes) -> JSONDict:
        """The answer. Of a message just sent, what only repeats the request is left out: making records of it costs PTB as much again."""
        answer = BaseRequest.parse_json_payload(payload)
        result = answer.get("result")
        if isinstance(result, dict) and "message_id" in result:
            for name in _REPEATED:
                result.pop(name, None)
        return answer

    def _opened(self) -> aiohttp.ClientSession:
        if self._closed:
            raise RuntimeError("this AiohttpRequest is shut down; initialize() it first")
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._pool_size, ttl_dns_cache=300),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
            )
        return self._session

    def _proxy_for(self, url: str) -> str | None:
        if self._proxy is not None:
            return self._proxy
        parts = urlsplit(url)
        key = (parts.scheme, parts.hostname or "")
        if key not in self._proxies:
            bypassed = key[1] in _LOOPBACK or proxy_bypass(key[1])
            proxies = {} if bypassed else getproxies()
            self._proxies[key] = proxies.get(key[0], proxies.get("all"))
        return self._proxies[key]


def _given(timeout: ODVInput[float], usual: float | None) -> float | None:
    return usual if isinstance(timeout, DefaultValue) else timeout


def _sum(first: float | None, second: float | None) -> float | None:
    return None if first is None or second is None else first + second


def _body(request_data: RequestData | None) -> tuple[bytes | aiohttp.FormData | None, dict[str, str] | None]:
    """The body and the headers that go with it: a plain form, or multipart where files go along."""
    if request_data is None:
        return None, None
    if not request_data.contains_files:
        return request_data.url_encoded_parameters().encode(), _FORM
    # names go out as they are: Telegram would show a percent-encoded one to the reader
    form = aiohttp.FormData(quote_fields=False)
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mime) in request_data.multipart_data.items():
        # a large bytes object would block the loop while it is written; a stream goes out in pieces
        stream: IO[bytes] = io.BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(name, stream, filename=filename, content_type=mime)
    return form, None


def _asks(url: str, method: str) -> bool:
    """Whether the request changes nothing on the server, so that it does no harm to make it twice."""
    return method == "GET" or url.rpartition("/")[2].lower().startswith("get")


def _translated(error: Exception, *, asks: bool) -> TelegramError:
    """The error as PTB and the courier know it."""
    told = redacted(f"aiohttp.{type(error).__name__}: {error}" if isinstance(error, aiohttp.ClientError) else repr(error))
    if isinstance(error, _BEFORE_SENDING) or any(_unwritten(link) for link in _chain(error)):
        return NotSent(f"No connection, nothing was sent. {told}")
    if isinstance(error, asyncio.TimeoutError) or not asks:
        return Unanswered(f"No answer, the outcome is unknown. {told}")
    return NetworkError(told)


def _unwritten(error: BaseException) -> bool:
    """Whether aiohttp found the kept connection closing before it wrote: no server acts on a request that is not whole."""
    return isinstance(error, aiohttp.ClientConnectionResetError) and "closing transport" in str(error)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error, and what it came from."""
    link: BaseException | None = error
    while link is not None:
        yield link
        link = link.__cause__ or link.__context__


def _cleaned(error: Exception) -> Exception:
    """The error itself, or where it or what it came from names a token, one with the same text without it."""
    shown = "".join(f"{link}{link!r}" for link in _chain(error))
    if redacted(shown) == shown:
        return error
    kind = asyncio.TimeoutError if isinstance(error, asyncio.TimeoutError) else aiohttp.ClientError
    return kind(redacted(f"{type(error).__name__}: {error}"))
