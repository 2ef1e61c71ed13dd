"""Bytes from the web: one address at a time, with validators and limits. The only file of the newsroom that does HTTP."""

from __future__ import annotations

import asyncio
import re
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from types import TracebackType
from typing import NoReturn, Self
from weakref import WeakValueDictionary

import aiohttp
from multidict import CIMultiDictProxy
from yarl import URL

from digests.errors import FetchError, ForbiddenAddress
from digests.wire.addresses import ClosedAddress, guarded_socket
from digests.wire.packing import CODINGS, BadPacking, TooLarge, unpack

__all__ = ["USER_AGENT", "Fetched", "Fetcher"]

USER_AGENT = "Dateline/0.1 (feed reader)"

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})
_MOST_HOPS = 10
_ACCEPT = "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/html;q=0.8, */*;q=0.5"
_LONGEST_WAIT = 7 * 86400.0


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer that can be used."""

    url: str  #: the address that was asked for
    status: int  #: 200, or 304: not modified, and then ``body`` is empty
    body: bytes  #: unpacked
    content_type: str  #: as the server sent it, "" where it did not
    etag: str | None  #: to be given back the next time; None where there is none
    modified: str | None  #: likewise
    moved_to: str | None = None  #: where the address has moved for good; None where it has not
    at: str = ""  #: where the body came from, after redirects: what relative links count from
    retry_after: float | None = None  #: seconds the server asks us to stay away; None where it does not
    max_age: float | None = None  #: seconds for which it says that this stays as it is (Cache-Control); None where it does not

    @property
    def not_modified(self) -> bool:
        """Whether what we have is still the same."""
        return self.status == 304


@dataclass(frozen=True, slots=True)
class _Hop:
    """One answer on the way."""

    status: int
    headers: CIMultiDictProxy[str]
    body: bytes


class Fetcher:
    """Fetches feeds and pages; an async context manager, and safe to use from many tasks at once.

    ``timeout`` is in seconds and holds for a whole fetch, redirects included, but not for waiting for one's turn at a host.
    ``max_bytes`` holds for a body unpacked. ``per_host`` and ``at_once`` limit open requests.
    """

    def __init__(
        self,
        user_agent: str = USER_AGENT,
        allow_private: bool = False,
        timeout: float = 20.0,
        max_bytes: int = 8_000_000,
        per_host: int = 4,
        at_once: int = 64,
        patience: Callable[[float], AbstractAsyncContextManager[object]] = asyncio.timeout,
    ) -> None:
        """``patience`` ends its block with a TimeoutError after so many seconds."""
        self._user_agent = user_agent
        self._allow_private = allow_private
        self._timeout = timeout
        self._patience = patience
        self._max_bytes = max_bytes
        self._per_host = per_host
        self._at_once = asyncio.Semaphore(at_once)
        self._turns: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        guard = None if self._allow_private else guarded_socket
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=0, socket_factory=guard),
            headers={"User-Agent": self._user_agent, "Accept": _ACCEPT, "Accept-Encoding": CODINGS},
            timeout=aiohttp.ClientTimeout(total=None),
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
        )
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._session:
            await self._session.close()
            self._session = None

    async def get(self, url: str, etag: str | None = None, modified: str | None = None) -> Fetched:
        """What stands at an address now; with validators, 304 where it has not changed.

        Raises FetchError (no usable answer) and ForbiddenAddress (another scheme, or an address that is closed to us).
        """
        headers = {name: value for name, value in (("If-None-Match", etag), ("If-Modified-Since", modified)) if value}
        here, permanent, left = _address(url, url), True, self._timeout
        asked = here
        for _ in range(_MOST_HOPS + 1):
            hop, left = await self._hop(url, here, headers, left)
            if hop.status not in _REDIRECTS:
                moved_to = str(here) if permanent and here != asked else None
                return self._fetched(url, here, hop, etag, modified, moved_to)
            there = self._next(url, here, hop)
            permanent = permanent and hop.status in _PERMANENT and not (here.scheme == "https" and there.scheme == "http")
            here = there
        raise FetchError(url, f"it was redirected more than {_MOST_HOPS} times")

    async def _hop(self, url: str, here: URL, headers: dict[str, str], left: float) -> tuple[_Hop, float]:
        """One request without redirects, and the seconds left after it."""
        loop = asyncio.get_running_loop()
        async with self._turn(here.host or ""):
            started = loop.time()
            try:
                async with self._patience(max(left, 0)):
                    hop = await self._ask(url, here, headers)
            except TimeoutError as error:
                raise FetchError(url, f"no answer within {self._timeout:g} s") from error
            except (aiohttp.ClientError, OSError, ValueError) as error:
                _raise(url, here, error)
            return hop, left - (loop.time() - started)

    async def _ask(self, url: str, here: URL, headers: dict[str, str]) -> _Hop:
        if self._session is None:
            raise RuntimeError("a Fetcher is used inside 'async with'")
        async with self._session.get(here, headers=headers, allow_redirects=False) as response:
            body = await self._body(url, response) if response.status == 200 else b""
            return _Hop(response.status, response.headers, body)

    async def _body(self, url: str, response: aiohttp.ClientResponse) -> bytes:
        too_large = FetchError(url, f"the body is larger than {_size(self._max_bytes)}", 200)
        if (response.content_length or 0) > self._max_bytes:
            raise too_large
        body = bytearray()
        async for piece in response.content.iter_any():
            body += piece
            if len(body) > self._max_bytes:
                raise too_large
        try:
            return unpack(bytes(body), response.headers.get("Content-Encoding", ""), self._max_bytes)
        except TooLarge:
            raise too_large from None
        except BadPacking as error:
            raise FetchError(url, str(error), 200) from error

    def _next(self, url: str, here: URL, hop: _Hop) -> URL:
        location = hop.headers.get("Location", "").strip()
        if not location:
            raise FetchError(url, f"the server answered {hop.status} and did not say where to", hop.status)
        try:
            there = here.join(URL(location))
        except ValueError as error:
            raise FetchError(url, "it was redirected to something that is no web address", hop.status) from error
        return _address(url, str(there))

    def _fetched(self, url: str, here: URL, hop: _Hop, etag: str | None, modified: str | None, moved_to: str | None) -> Fetched:
        wait = _wait(hop.headers)
        if hop.status == 304 and (etag or modified):
            etag, modified = hop.headers.get("ETag", etag), hop.headers.get("Last-Modified", modified)
        elif hop.status == 200:
            etag, modified = hop.headers.get("ETag"), hop.headers.get("Last-Modified")
        else:
            raise FetchError(url, _answered(hop.status), hop.status, wait)
        return Fetched(
            url, hop.status, hop.body, hop.headers.get("Content-Type", ""), etag, modified, moved_to, str(here), wait, _max_age(hop.headers)
        )

    @asynccontextmanager
    async def _turn(self, host: str) -> AsyncIterator[None]:
        """One's turn at a host, then one's turn at all; in this order a slow host holds up nobody else."""
        turn = self._turns.get(host)
        if turn is None:
            turn = self._turns[host] = asyncio.Semaphore(self._per_host)
        async with turn, self._at_once:
            yield


def _address(url: str, text: str) -> URL:
    try:
        address = URL(text.strip()).with_fragment(None)
        host = address.host
    except (ValueError, TypeError) as error:
        raise FetchError(url, f"{text!r} is no web address") from error
    if address.scheme not in ("http", "https"):
        raise ForbiddenAddress(url, f"only http and https are fetched, not {address.scheme or 'an address without a scheme'}")
    if not host:
        raise FetchError(url, "the address names no host")
    return address


def _raise(url: str, here: URL, error: Exception) -> NoReturn:
    """The failure of a request in plain words."""
    if _closed(error):
        raise ForbiddenAddress(url, f"{here.host} leads to a private or reserved address") from error
    raise FetchError(url, _words(here, error)) from error


def _closed(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ClosedAddress) or isinstance(getattr(error, "os_error", None), ClosedAddress):
            return True
        error = error.__cause__ or error.__context__
    return False


def _words(here: URL, error: Exception) -> str:
    match error:
        case aiohttp.ClientConnectorDNSError():
            return f"the name {here.host} is not known"
        case aiohttp.ClientSSLError() | ssl.SSLError():
            return f"no secure connection to {here.host}: its certificate or its encryption is not in order"
        case aiohttp.ClientConnectorError():
            return f"no connection to {here.host}"
        case aiohttp.InvalidURL() | ValueError():
            return "it is no web address, or the request cannot be sent as it stands"
        case aiohttp.ClientResponseError():
            return "the answer is no proper HTTP"
    return "the connection broke off"


def _wait(headers: CIMultiDictProxy[str]) -> float | None:
    """Retry-After in seconds: a number, or a day and hour told against the server's own Date (our clock may differ)."""
    told = headers.get("Retry-After", "").strip()
    if not told:
        return None
    if told.isdecimal() and told.isascii():
        return min(float(told), _LONGEST_WAIT)
    try:
        seconds = (parsedate_to_datetime(told) - parsedate_to_datetime(headers.get("Date", ""))).total_seconds()
    except (ValueError, TypeError):
        return None
    return min(max(seconds, 0.0), _LONGEST_WAIT)


def _answered(status: int) -> str:
    """A status that is of no use, with its name."""
    try:
        named = f" ({HTTPStatus(status).phrase})"
    except ValueError:
        named = ""
    return f"the server answered {status}{named}{' though it was asked for the whole' if status == 304 else ''}"


def _max_age(headers: CIMultiDictProxy[str]) -> float | None:
    """What is left of Cache-Control's max-age after the Age it has already (RFC 9111); a shared cache's time is not ours."""
    told = ",".join(headers.getall("Cache-Control", [])).lower()
    if not told or re.search(r"\b(?:no-cache|no-store)\b", told):
        return None
    found = re.search(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,9})", told)
    age = headers.get("Age", "").strip()
    return max(float(found[1]) - (float(age) if age.isdecimal() and age.isascii() else 0.0), 0.0) if found else None


def _size(count: int) -> str:
    """Bytes as people say them."""
    if count >= 1_000_000:
        return f"{count / 1_000_000:g} MB"
    return f"{count / 1000:g} kB" if count >= 1000 else f"{count} bytes"
