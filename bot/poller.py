"""Long polling that loses nothing: an update is confirmed once it was handled, or noted down where its handler takes long.

One chat's updates keep their order; a chat that floods, or waits for a limit to pass, keeps nobody else waiting.

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

from bot.inbox import Inbox
from bot.limiter import seconds
from bot.transport import redacted
from digests.errors import LedgerError
from digests.ledger import LedgerThread

__all__ = ["ALLOWED", "Poller", "TakenOver"]

ALLOWED = (Update.MESSAGE, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER, Update.INLINE_QUERY)
_POLL_SECONDS = 25
_SPARE_SECONDS = 10.0  #: that an answer may come later than the poll's own end
_IDLE_SECONDS = 1.0  #: between polls of a server that answers at once with nothing
_QUICK_SECONDS = 1.0  #: how long one batch may keep the next from being fetched
_SLOW_SECONDS = 10.0  #: the same where what is left of it cannot be noted down
_PAUSES = (1.0, 2.0, 5.0, 10.0, 30.0)
#: this many conflicts, each within the span of the one before, are a poller that stays
_CONFLICTS, _CONFLICT_PAUSE, _CONFLICT_SPAN = 4, 2.0, 60.0
_REMEMBERED = 1000

_log = structlog.get_logger(__name__)


class TakenOver(Exception):
    """Another process polls with the same token and does not stop, or a webhook was set for it."""


class Poller:
    """Fetches updates for an application that has been initialized."""

    def __init__(
        self,
        application: Application[Any, Any, Any, Any, Any, Any],
        ledger: LedgerThread,
        *,
        seconds: int = _POLL_SECONDS,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        beat: Callable[[], None] = lambda: None,
    ) -> None:
        """``seconds``: how long the server may keep a poll open; ``beat`` is called whenever the server answered."""
        self._beat = beat
        self._application, self._seconds, self._sleep = application, seconds, sleep
        self._inbox = Inbox(ledger, application.bot)
        self._resumes = True
        self._offset: int | None = None
        #: the offset once what was fetched is handled or noted down
        self._next: int | None = None
        #: fetched and not handled yet, by id; and those of them that stand in the inbox
        self._open: dict[int, Update] = {}
        self._kept: set[int] = set()
        #: the newest ids handled: a lax server hands out again what was confirmed, and ids may begin anew
        self._handled: deque[int] = deque(maxlen=_REMEMBERED)
        self._tails: dict[int, asyncio.Task[None]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

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
                _log.warning("updates of this token go elsewhere", error=str(error))
                if conflicts >= _CONFLICTS:
                    self._offset = self._next = None  # one more request would take the poll from the other
                    raise TakenOver(str(error)) from None
                await self._sleep(_CONFLICT_PAUSE)
                continue
            except InvalidToken:
                raise
            except TelegramError as error:
                failures += 1
                await self._sleep(_pause(error, failures))
                continue
            except LedgerError as error:
                _log.error("updates on file could not be read", error=str(error))
                await self._sleep(_PAUSES[-1])
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
        """Fetch what there is, waiting up to ``seconds`` for it, and handle it; how many updates. Raises what PTB raises, LedgerError."""
        if self._resumes:
            resumed = await self._inbox.waiting()
            self._kept.update(update.update_id for update in resumed)
            self._resumes = False
            if resumed:
                await self._settle(self._begin(resumed))
                return len(resumed)
        updates = await self._application.bot.get_updates(
            offset=self._offset, timeout=seconds, allowed_updates=ALLOWED, read_timeout=_SPARE_SECONDS
        )
        self._beat()
        fresh = [update for update in updates or () if update.update_id not in self._handled and update.update_id not in self._open]
        if fresh:
            self._next = max(update.update_id for update in fresh) + 1
            await self._settle(self._begin(fresh))
            self._offset = self._next
        return len(fresh)

    async def take(self, updates: Iterable[Update]) -> None:
        """Updates that came by webhook: written down, and then handled in their chats' order. Raises LedgerError: none was taken."""
        fresh = [one for one in updates if one.update_id not in self._handled and one.update_id not in self._open]
        await self._inbox.keep(fresh)
        self._kept.update(one.update_id for one in fresh)
        self._begin(fresh)

    async def resume(self) -> int:
        """At the start, where updates come by webhook: take up what was written down and not handled; how many. Raises LedgerError."""
        left = await self._inbox.waiting()
        self._kept.update(update.update_id for update in left)
        self._resumes = False
        self._begin(left)
        return len(left)

    async def idle(self) -> None:
        """Until every update that was fetched is handled."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def finish(self, seconds: float = 2.0) -> None:
        """Let handlers that still run come to an end, note down what they leave, and confirm; each step gets ``seconds`` at most."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)
        try:
            await self._keep()
        except LedgerError as error:
            _log.error("updates could not be noted down; they come again", error=str(error))
            return
        if self._next is not None:
            # What cannot be confirmed now comes again at the next start, and does no harm.
            with suppress(TelegramError, TimeoutError):
                async with asyncio.timeout(seconds):
                    await self._application.bot.get_updates(offset=self._next, limit=1, timeout=0, allowed_updates=ALLOWED)

    async def _settle(self, tasks: Iterable[asyncio.Task[None]]) -> None:
        """Wait for the handlers a little; what takes longer is noted down, and keeps nobody's updates from being fetched."""
        tasks = tuple(tasks)
        await asyncio.wait(tasks, timeout=_QUICK_SECONDS)
        try:
            await self._keep()
        except LedgerError as error:
            _log.error("updates could not be noted down", error=str(error))
            await asyncio.wait(tasks, timeout=_SLOW_SECONDS)

    async def _keep(self) -> None:
        left = [update for number, update in self._open.items() if number not in self._kept]
        if not left:
            return
        ids = {update.update_id for update in left}
        self._kept |= ids  # before: one that is done meanwhile must know that it is to be dropped
        try:
            await self._inbox.keep(left)
        except LedgerError:
            self._kept -= ids
            raise

    def _begin(self, updates: Iterable[Update]) -> list[asyncio.Task[None]]:
        """A task for each chat's updates, after those of it that still run."""
        ordered = sorted(updates, key=lambda update: (_chat(update), update.update_id))
        self._open.update((update.update_id, update) for update in ordered)
        return [self._begin_chat(chat, list(own)) for chat, own in groupby(ordered, key=_chat)]

    def _begin_chat(self, chat: int, updates: list[Update]) -> asyncio.Task[None]:
        task = asyncio.create_task(self._chat_updates(updates, self._tails.get(chat)))
        self._tails[chat] = task
        self._tasks.add(task)

        def end(done: asyncio.Task[None]) -> None:
            self._tasks.discard(done)
            if self._tails.get(chat) is done:
                del self._tails[chat]

        task.add_done_callback(end)
        return task

    async def _chat_updates(self, updates: Iterable[Update], before: asyncio.Task[None] | None) -> None:
        if before is not None:
            await asyncio.wait((before,))
        for update in updates:
            await self._application.process_update(update)
            await self._done(update.update_id)

    async def _done(self, update: int) -> None:
        self._handled.append(update)
        self._open.pop(update, None)
        if update in self._kept:
            try:
                await self._inbox.drop(update)
            except LedgerError as error:  # handled again at the next start, which does no harm
                _log.error("a handled update stays on file", error=str(error))
            self._kept.discard(update)


def _chat(update: Update) -> int:
    whose = update.effective_chat or update.effective_user
    return whose.id if whose else 0


def _pause(error: TelegramError, failures: int) -> float:
    if isinstance(error, RetryAfter):
        return seconds(error) + 0.5
    if failures == 1 and isinstance(error, TimedOut):
        return 0.5
    if failures in (1, 10, 100):
        _log.warning("Telegram cannot be reached", error=redacted(str(error)), failures=failures)
    return _PAUSES[min(failures, len(_PAUSES)) - 1]
