"""A clock on which time passes only where everyone sleeps, and a wire that remembers what went out when."""

from __future__ import annotations

import asyncio
import heapq
from collections import defaultdict
from collections.abc import Awaitable
from itertools import count
from typing import Any

from telegram.error import RetryAfter, TelegramError

from bot.limiter import Ask, Limiter, Patience

__all__ = ["Time", "Wire"]


class Time:
    """Seconds that pass as soon as nobody has anything else to do."""

    def __init__(self) -> None:
        self.now = 1000.0
        self._sleepers: list[tuple[float, int, asyncio.Event]] = []
        self._order = count()

    def monotonic(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        awake = asyncio.Event()
        heapq.heappush(self._sleepers, (self.now + seconds, next(self._order), awake))
        await awake.wait()

    async def passes(self, work: asyncio.Future[Any]) -> None:
        """Lets time pass until some work is done."""
        while not work.done():
            for _ in range(8):
                await asyncio.sleep(0)
            if self._sleepers and not work.done():
                self.now, _, awake = heapq.heappop(self._sleepers)
                awake.set()
        await work


class Wire:
    """What went out, to whom and when; refuses a chat as often as told."""

    def __init__(self, time: Time, latency: float = 0.0, **limits: float) -> None:
        self.time, self.latency = time, latency
        self.limiter = Limiter(monotonic=time.monotonic, sleep=time.sleep, **limits)  # type: ignore[arg-type]
        self.sent: list[tuple[float, object]] = []
        self.told: list[tuple[object, str]] = []  #: as ``sent``, with what was said
        self.asked: list[dict[str, object]] = []  #: what each request that went out asked for
        self.tried = 0
        self.refuses: dict[object, list[int]] = defaultdict(list)
        self.fails: list[TelegramError] = []

    async def send(
        self, chat: object, ask: Ask | Patience = Patience.WAIT, endpoint: str = "sendMessage", says: str = "", **more: object
    ) -> object:
        """Send by the limiter; raises what it raises."""
        data = {"chat_id": chat, **more}

        async def callback() -> object:
            self.tried += 1
            if self.latency:
                await self.time.sleep(self.latency)
            if self.refuses[chat]:
                raise RetryAfter(self.refuses[chat].pop())
            if self.fails:
                raise self.fails.pop()
            self.sent.append((self.time.now - 1000, chat))
            self.told.append((chat, says))
            self.asked.append(data)
            return True

        wishes = ask if isinstance(ask, Ask) else Ask(patience=ask)
        return await self.limiter.process_request(callback, (), {}, endpoint, data, wishes)

    async def later(self, seconds: float, work: Awaitable[object]) -> object:
        """Some work, ``seconds`` from now."""
        await self.time.sleep(seconds)
        return await work

    async def sends(self, *chats: object) -> list[tuple[float, object]]:
        """An answer to each of some chats, all asked for at once."""
        await self.time.passes(asyncio.gather(*(self.send(chat) for chat in chats)))
        return self.sent
