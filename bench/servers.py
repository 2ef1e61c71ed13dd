"""Servers to measure against, each meant for a process of its own."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager

from bench import printed
from loopback.botapi import BotApi

__all__ = ["ETAG", "MODIFIED", "TROUBLES", "WHOLE", "feeds", "telegram", "troubled"]

ETAG, MODIFIED = '"one-and-the-same"', "Tue, 03 Mar 2026 09:30:00 GMT"
#: the body of every feed whose address begins with /whole
_ITEM = b"<item><title>The truce holds</title></item>"
WHOLE = b"<rss version='2.0'><channel><title>Meridian Dispatch</title>" + _ITEM * 400 + b"</channel></rss>"

_UNCHANGED = f"HTTP/1.1 304 Not Modified\r\nETag: {ETAG}\r\nLast-Modified: {MODIFIED}\r\n\r\n".encode()
_FRESH = re.compile(rb"GET (/fresh/\d+)")
_SAME = b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nContent-Length: %d\r\n\r\n" % len(WHOLE) + WHOLE


@asynccontextmanager
async def telegram(latency: float, chats: int) -> AsyncIterator[str]:
    """The strict Bot API, ``latency`` seconds away, with private chats 1, 2, ...; its root."""
    async with BotApi(latency=latency) as api:
        for chat in range(1, chats + 1):
            api.private(chat, f"Reader {chat}")
        yield api.url


#: what happens to every hundredth chat each, by what is left when its number is divided by a hundred
TROUBLES: dict[int, Callable[[BotApi, int], object]] = {
    11: lambda api, chat: api.blocks(chat),
    22: lambda api, chat: api.deactivates(chat),
    33: lambda api, chat: api.fails("sendMessage", 400, "Bad Request: chat not found", 1000, chat=chat),
    44: lambda api, chat: api.fails(
        "sendMessage", 400, "Bad Request: not enough rights to send text messages to the chat", 1000, chat=chat
    ),
    55: lambda api, chat: api.fails("sendMessage", 400, "Bad Request: message thread not found", 1000, chat=chat),
    66: lambda api, chat: api.fails("sendMessage", 400, "Bad Request: can't parse entities: unsupported start tag", chat=chat),
    77: lambda api, chat: api.fails("sendMessage", 400, "Bad Request: message is too long", chat=chat),
    88: lambda api, chat: api.fails("sendMessage", 502, chat=chat),
    99: lambda api, chat: api.fails("sendMessage", retry_after=20, chat=chat),
    10: lambda api, chat: api.drops("sendMessage", chat=chat),
    20: lambda api, chat: api.fails("sendMessage", 400, "BUTTON_DATA_INVALID", 1000, chat=chat),
}


@asynccontextmanager
async def troubled(latency: float, chats: int) -> AsyncIterator[str]:
    """The same, with trouble of every kind for every hundredth chat."""
    async with BotApi(latency=latency) as api:
        for chat in range(1, chats + 1):
            api.private(chat, f"Reader {chat}")
            if (happens := TROUBLES.get(chat % 100)) is not None:
                happens(api, chat)
        yield api.url


def _answer(request: bytes) -> bytes:
    if request.startswith(b"GET /whole"):
        return _SAME
    if found := _FRESH.match(request):
        body = fresh(found[1].decode())
        return b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nContent-Length: %d\r\n\r\n" % len(body) + body
    return _UNCHANGED


def fresh(path: str) -> bytes:
    """The feed at a path that begins with /fresh: 20 teasers of its own."""
    return printed.teasers(20).replace("meridian-", f"meridian{path}-").encode()


class _Outlet(asyncio.Protocol):
    """Answers 304 to everything, the same feed again to what begins with /whole, one of its own to each of /fresh."""

    def __init__(self) -> None:
        self._transport: asyncio.WriteTransport | None = None
        self._read = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        *requests, self._read = (self._read + data).split(b"\r\n\r\n")
        for request in requests:
            if self._transport is not None:
                self._transport.write(_answer(request))


@asynccontextmanager
async def feeds(hosts: int) -> AsyncIterator[str]:
    """Outlets on 127.0.1.1, 127.0.1.2, ... (Linux answers on all of them), all on one port, which is what it gives."""
    loop = asyncio.get_running_loop()
    async with AsyncExitStack() as stack:
        port = 0
        for number in range(hosts):
            server = await loop.create_server(_Outlet, f"127.0.{1 + number // 250}.{1 + number % 250}", port)
            stack.push_async_callback(server.wait_closed)
            stack.callback(server.close)
            port = port or server.sockets[0].getsockname()[1]
        yield str(port)
