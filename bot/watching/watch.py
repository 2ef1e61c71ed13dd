"""Looks at the bot every half minute, beside the schedule and the courier, and tells what is wrong when it begins and when it is over.

It sends by itself, not through the outbox: what is stuck or cannot be written must not keep its own alarm.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import sqlite3
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import structlog
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot import render
from bot.beats import Beats
from bot.chats import Place
from bot.post import post
from bot.settings import Settings
from bot.transport import redacted
from bot.watching.alarms import Sight, alarms
from digests.clock import Clock
from digests.errors import DatelineError, LedgerError
from digests.ledger import Ledger, LedgerThread
from digests.ledger.store import meaning
from digests.model import FeedState
from digests.outbox import Outbox

__all__ = ["Watch"]

_LOOK_SECONDS = 30.0
_NOTE = "watch/told"
#: a failure of one kind is told once in this time
_QUIET = timedelta(hours=6)
_ANSWER_SECONDS = 20.0
#: how long a disk counts as full after something found no room on it
_FULL_SECONDS = 180.0
_FULL = meaning(sqlite3.SQLITE_FULL)

_log = structlog.get_logger(__name__)


class Watch:
    """Tells of trouble, once."""

    def __init__(
        self,
        bot: ExtBot[Any],
        ledger: LedgerThread,
        clock: Clock,
        beats: Beats,
        settings: Settings,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._bot, self._ledger, self._clock, self._beats, self._settings = bot, ledger, clock, beats, settings
        self._monotonic = monotonic
        self._told: dict[str, str] = {}
        self._known = False
        self._failures: dict[str, datetime] = {}
        self._seen: tuple[datetime, float] | None = None
        #: called where the clock of the day jumped: the schedule goes by it
        self.rewind: Callable[[], None] = lambda: None
        #: why the last backup failed; "" where it did not
        self.backup = ""
        #: by the clock that only counts: until when the disk counts as full
        self.full_until = 0.0
        #: what is wrong just now, by name
        self.standing: dict[str, str] = {}

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            await asyncio.sleep(_LOOK_SECONDS)
            try:
                await self.look()
            except Exception as error:  # the one that watches must not be the first to fall
                _log.error("the watch could not look", error=redacted(repr(error)))

    async def look(self) -> dict[str, str]:
        """One look: what is wrong just now, and what of it is new is told."""
        self.standing = alarms(await self._sight())
        if "clock" in self.standing:
            self.rewind()
        await self._recall()
        for name, words in self.standing.items():
            if name not in self._told and await self.tell(words):
                self._told[name] = words
        for name in [name for name in self._told if name not in self.standing]:
            del self._told[name]
            if name != "clock":
                await self.tell(f"Over: {_OVER.get(name, name)}.")
        await self._remember()
        return self.standing

    async def failed(self, place: str, why: str) -> None:
        """Something failed that nobody asked for: written down, and told once in a while."""
        now = self._clock.now()
        try:
            await self._ledger.call(Ledger.write_trouble, place, why, now)
        except LedgerError as error:
            _log.error("trouble could not be written down", place=place, error=str(error))
        if _FULL in why:  # every part fails of it, and a small note may still find room: the next look tells it, once for all
            self.full_until = self._monotonic() + _FULL_SECONDS
            return
        last = self._failures.get(place)
        if last is None or not timedelta(0) <= now - last < _QUIET:
            self._failures[place] = now
            await self.tell(
                f"{place[:1].upper()}{place[1:]} failed: {why}\n/desk errors tells all of the last day; this kind is told again in 6 hours."
            )

    async def defect(self, error: BaseException, where: str) -> None:
        """An answer in a chat failed; of a defect of ours the place in the code is told, never the words of a chat."""
        known = isinstance(error, DatelineError)
        await self.failed("an answer in a chat", redacted(str(error)) if known else f"{type(error).__name__} at {where}")

    async def _sight(self) -> Sight:
        now, counted = self._clock.now(), self._monotonic()
        jumped = (now - self._seen[0]).total_seconds() - (counted - self._seen[1]) if self._seen else 0.0
        self._seen = now, counted
        feeds: tuple[FeedState, ...] = ()
        oldest, held, unwritable = None, False, ""
        try:
            async with asyncio.timeout(_ANSWER_SECONDS):
                feeds, oldest, held = await self._ledger.call(_look, now)
        except LedgerError as error:
            unwritable = str(error)
        except TimeoutError:
            unwritable = f"it has not answered for {_ANSWER_SECONDS:.0f} seconds"
        if counted < self.full_until:
            unwritable = unwritable or _FULL
        return Sight(
            now,
            self._beats.up,
            self._beats.age("compose"),
            self._beats.age("courier"),
            timedelta(minutes=self._settings.refresh_minutes),
            feeds,
            oldest,
            held,
            _room(self._settings),
            unwritable,
            jumped,
            self.backup,
        )

    async def tell(self, words: str) -> bool:
        """Tell the desk; whether somebody could be told."""
        _log.warning("alarm", words=words)
        chats = [self._settings.error_chat] if self._settings.error_chat is not None else sorted(self._settings.admins)
        told = not chats
        for chat in chats:
            try:
                for page in render.message(words):
                    await post(self._bot, Place(chat), page)
                told = True
            except TelegramError as error:
                _log.warning("an alarm could not be sent", error=redacted(str(error)))
        return told

    async def _recall(self) -> None:
        """What was told before a restart is not told again."""
        if self._known:
            return
        try:
            kept = await self._ledger.call(Ledger.note, _NOTE)
        except LedgerError:
            return
        self._known = True
        self._told = {**(json.loads(kept) if kept else {}), **self._told}

    async def _remember(self) -> None:
        kept = json.dumps(self._told, ensure_ascii=False, sort_keys=True)
        try:
            if await self._ledger.call(Ledger.note, _NOTE) != kept:
                await self._ledger.call(Ledger.set_note, _NOTE, kept)
        except LedgerError as error:
            _log.error("what was told could not be written down", error=str(error))


_OVER = {
    "ledger": "the ledger can be written again",
    "disk": "the disk has room again",
    "schedule": "the schedule goes on",
    "courier": "the courier goes on",
    "outbox": "posts go out again",
    "feeds": "feeds answer again",
    "backup": "a backup was made",
}


def _look(ledger: Ledger, now: datetime) -> tuple[tuple[FeedState, ...], datetime | None, bool]:
    ledger.set_note("watch/looked", now.isoformat())  # that it can be written is what is to be seen
    return ledger.feeds(), Outbox(ledger).summary(now).oldest, ledger.hold() is not None


def _room(settings: Settings) -> int | None:
    try:
        return shutil.disk_usage(settings.database.resolve().parent).free
    except OSError:
        return None
