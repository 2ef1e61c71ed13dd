"""Long polling that loses nothing: an update is confirmed once its handler is done, and one chat's updates keep their order.

Handlers write first and are idempotent, so an update that comes again after a crash does no harm. A server without long
polling is not asked in a hot loop; a network that is gone for an hour is waited for.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from itertools import groupby
from typing import Any

import structlog
from telegram import Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError, TimedOut
from telegram.ext import Application

from bot.limiter import seconds
from bot.transport import redacted

__all__ = ["ALLOWED", "Poller", "TakenOver"]

ALLOWED = (Update.MESSAGE, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER)
_POLL_SECONDS = 25
_SPARE_SECONDS = 10.0  #: that an answer may come later than the poll's own end
_IDLE_SECONDS = 1.0  #: between polls of a server that answers at once with nothing
_SLOW_SECONDS = 10.0  #: how long one batch may keep the next from being fetched
_PAUSES = (1.0, 2.0, 5.0, 10.0, 30.0)
#: this many conflicts, each within the span of the one before, are a poller that stays
_CONFLICTS, _CONFLICT_PAUSE, _CONFLICT_SPAN = 4, 2.0, 60.0
_REMEMBERED = 1000

_log = structlog.get_logger(__name__)


class TakenOver(Exception):
    """Another process polls with the same token and does not stop."""


class Poller:
    """Fetches updates for an application that has been initialized."""

    def __init__(
        self,
        application: Application[Any, Any, Any, Any, Any, Any],
        *,
        seconds: int = _POLL_SECONDS,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """``seconds``: how long the server may keep a poll open."""
        self._application, self._seconds, self._sleep = application, seconds, sleep
        self._offset: int | None = None
        #: the newest ids handled: a lax server hands out again what was confirmed, and ids may begin anew
        self._handled: deque[int] = deque(maxlen=_REMEMBERED)
        self._tails: dict[int, asyncio.Task[None]] = {}
        self._slow: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Poll until cancelled. Raises InvalidToken (refused) and TakenOver (a second poller that stays)."""
        failures = conflicts = 0
        conflicted = 0.0
        while True:
            asked = time.monotonic()
            try:
                count = await self.once(self._seconds)
            except Conflict as error:
                # Of two pollers the older one meets its conflicts first and gives up first: a new release takes over by itself.
                conflicts = conflicts + 1 if asked - conflicted < _CONFLICT_SPAN else 1
                conflicted = asked
                _log.warning("another process polls with this token", error=str(error))
                if conflicts >= _CONFLICTS:
                    self._offset = None  # one more request would take the poll from the other
                    raise TakenOver(str(error)) from None
                await self._sleep(_CONFLICT_PAUSE)
                continue
            except InvalidToken:
                raise
            except TelegramError as error:
                failures += 1
                await self._sleep(_pause(error, failures))
                continue
            except Exception as error:  # an answer that PTB cannot read: not one of ours to give up for
                failures += 1
                _log.error("an answer of the server could not be read", error=redacted(repr(error)))
                await self._sleep(_PAUSES[-1])
                continue
            if failures:
                _log.info("Telegram answers again", after=failures)
            failures = 0
            if not count and time.monotonic() - asked < _IDLE_SECONDS:
                await self._sleep(_IDLE_SECONDS)

    async def once(self, seconds: int = 0) -> int:
        """Fetch what there is, waiting up to ``seconds`` for it, and handle it; how many updates."""
        updates = await self._application.bot.get_updates(
            offset=self._offset, timeout=seconds, allowed_updates=ALLOWED, read_timeout=_SPARE_SECONDS
        )
        fresh = [update for update in updates or () if update.update_id not in self._handled]
        await self._handle(fresh)
        if fresh:
            self._handled.extend(update.update_id for update in fresh)
            self._offset = max(update.update_id for update in fresh) + 1
        return len(fresh)

    async def finish(self, seconds: float = 2.0) -> None:
        """Let handlers that still run come to an end, and confirm what was handled; each gets ``seconds`` at most."""
        if self._slow:
            await asyncio.wait(self._slow, timeout=seconds)
        for task in self._slow:
            task.cancel()
        if self._offset is not None:
            # What cannot be confirmed now comes again at the next start, and does no harm.
            with suppress(TelegramError, TimeoutError):
                async with asyncio.timeout(seconds):
                    await self._application.bot.get_updates(offset=self._offset, limit=1, timeout=0, allowed_updates=ALLOWED)

    async def _handle(self, updates: Iterable[Update]) -> None:
        ordered = sorted(updates, key=lambda update: (_chat(update), update.update_id))
        tasks = [self._begin(chat, list(own)) for chat, own in groupby(ordered, key=_chat)]
        if not tasks:
            return
        # One chat in a long flood wait does not keep the others' updates from being fetched.
        await asyncio.wait(tasks, timeout=_SLOW_SECONDS)

    def _begin(self, chat: int, updates: list[Update]) -> asyncio.Task[None]:
        """One chat's updates, after those of it that still run."""
        task = asyncio.create_task(self._chat_updates(updates, self._tails.get(chat)))
        self._tails[chat] = task
        self._slow.add(task)

        def end(done: asyncio.Task[None]) -> None:
            self._slow.discard(done)
            if self._tails.get(chat) is done:
                del self._tails[chat]

        task.add_done_callback(end)
        return task

    async def _chat_updates(self, updates: Iterable[Update], before: asyncio.Task[None] | None) -> None:
        if before is not None:
            await asyncio.wait((before,))
        for update in updates:
            await self._application.process_update(update)


def _chat(update: Update) -> int:
    chat = update.effective_chat
    return chat.id if chat else 0


def _pause(error: TelegramError, failures: int) -> float:
    if isinstance(error, RetryAfter):
        return seconds(error) + 0.5
    if failures == 1 and isinstance(error, TimedOut):
        return 0.5
    if failures in (1, 10, 100):
        _log.warning("Telegram cannot be reached", error=redacted(str(error)), failures=failures)
    return _PAUSES[min(failures, len(_PAUSES)) - 1]
