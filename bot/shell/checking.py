"""Whether the bot could run as it is set: one finding for each thing it needs, and what would happen at a start."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sqlite3
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import aiohttp
from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot import settings as reading
from bot.instance import Instance
from bot.settings import Settings
from bot.transport import AiohttpRequest, redacted
from digests import topics
from digests.clock import SystemClock
from digests.errors import DatelineError, InputError, LedgerError, WireError
from digests.ledger import Ledger
from digests.ledger.backup import check as whole
from digests.model import Feed
from digests.pipeline.rooms import parse
from digests.wire import opml
from digests.wire.fetch import Fetcher

__all__ = ["Finding", "look"]

#: how far the machine's clock may be off before days are told wrongly
_OFF_SECONDS = 60.0
_AT_ONCE, _NAMED = 8, 5
#: what a start cannot do without
_NEEDED = frozenset({"desk", "ledger", "token"})


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at."""

    what: str
    well: bool
    told: str
    misset: bool = False  #: something that was set is wrong, and starting again would not mend it


async def look(offline: bool = False, alone: bool = False) -> tuple[Finding, ...]:
    """Look at everything in order; what cannot be looked at because of an earlier finding is left out.

    ``offline``: no server is asked. ``alone``: settings and desk alone, where the ledger's volume is not there to be seen.
    """
    try:
        given = reading.read()
    except InputError as error:
        return (Finding("settings", False, str(error), misset=True),)
    if alone:
        found = [Finding("settings", True, "they can be read"), _desk(given)]
        return (*found, _start(given, found))
    found = [Finding("settings", True, "they can be read"), _desk(given), _ledger(given), _backups(given), _instance(given)]
    if offline:
        found.append(_admins(given))
    else:
        found += [finding async for finding in _asked(given)]
        found.append(await _feeds(given))
    return (*found, _start(given, found))


def _desk(given: Settings) -> Finding:
    try:
        subjects = topics.load(given.seeds / "topics")
        feeds = opml.read((given.seeds / "feeds.opml").read_text("utf-8"), str(given.seeds / "feeds.opml"))
    except OSError as error:
        return Finding("desk", False, f"{error.filename}: {error.strerror}", misset=True)
    except DatelineError as error:
        return Finding("desk", False, str(error), misset=True)
    return Finding("desk", True, f"{len(subjects)} topics, {len(feeds)} feeds in {given.seeds}")


def _ledger(given: Settings) -> Finding:
    """Looked at without changing it: bringing an older one up to date is the start's."""
    parent = given.database.resolve().parent
    if not given.database.exists():
        if not parent.is_dir():
            return Finding("ledger", False, f"there is no folder {parent}")
        if not os.access(parent, os.W_OK):
            return Finding("ledger", False, f"the folder {parent} cannot be written")
        return Finding("ledger", True, f"{given.database} will be made")
    try:
        counts = dict(whole(given.database, of_desk=True))
    except LedgerError as error:
        return Finding("ledger", False, str(error))
    if not os.access(given.database, os.W_OK) or not os.access(parent, os.W_OK):
        return Finding("ledger", False, f"{given.database} or its folder cannot be written")
    told = ", ".join(f"{counts.get(name, 0):,} {name}" for name in ("feeds", "topics", "articles", "recipients"))
    return Finding("ledger", True, f"{given.database} is whole: {told}")


def _backups(given: Settings) -> Finding:
    if not given.backup_hours:
        return Finding("backups", True, "none by itself (DATELINE_BACKUP_HOURS is 0)")
    folder = given.backups
    place = next((one for one in (folder, *folder.parents) if one.exists()), folder)
    well = place.is_dir() and os.access(place, os.W_OK)
    told = f"every {given.backup_hours} hours to {folder}, {given.backup_keep} are kept"
    return Finding("backups", well, told if well else f"{folder} cannot be written")


def _instance(given: Settings) -> Finding:
    """Another bot on this ledger is no fault: it is what a look at a running desk finds."""
    if not given.database.resolve().parent.is_dir():
        return Finding("instance", True, "none runs on this ledger")
    instance = Instance(given.database)
    try:
        instance.take(SystemClock().now(), wait=0)
    except LedgerError as error:
        return Finding("instance", True, str(error))
    instance.leave()
    return Finding("instance", True, "none runs on this ledger")


def _admins(given: Settings) -> Finding:
    told = ", ".join(map(str, sorted(given.admins))) or "nobody; set DATELINE_ADMINS to run the desk from the chat"
    return Finding("owners", True, told)


async def _asked(given: Settings) -> AsyncIterator[Finding]:
    bot = Bot(
        given.token.get_secret_value(),
        base_url=f"{given.api_base_url}/bot",
        base_file_url=f"{given.api_base_url}/file/bot",
        request=AiohttpRequest(proxy=given.proxy_address),
        get_updates_request=AiohttpRequest(1, proxy=given.proxy_address),
    )
    try:
        async with bot:
            yield Finding("token", True, f"{given.api_base_url} knows it as @{bot.username}")
            yield await _owners(given, bot)
            yield await _clock(given)
    except InvalidToken:
        yield Finding("token", False, f"{given.api_base_url} does not know it", misset=True)
    except TelegramError as error:
        yield Finding("token", False, f"{given.api_base_url} cannot be asked: {redacted(str(error))}")


async def _owners(given: Settings, bot: Bot) -> Finding:
    if not given.admins:
        return _admins(given)
    told, well = [], True
    for admin in sorted(given.admins):
        try:
            chat = await bot.get_chat(admin)
            told.append(f"{admin} ({chat.full_name or chat.title or 'no name'})")
        except TelegramError as error:
            well = False
            told.append(f"{admin} ({redacted(str(error)).lower()}: they must write to the bot once)")
    return Finding("owners", well, ", ".join(told))


async def _clock(given: Settings) -> Finding:
    """The machine's clock beside the server's."""
    try:
        async with aiohttp.ClientSession(trust_env=True) as session, session.head(given.api_base_url, allow_redirects=False) as answer:
            told = answer.headers.get("Date", "")
        off = (SystemClock().now() - parsedate_to_datetime(told).astimezone(UTC)).total_seconds()
    except (aiohttp.ClientError, TimeoutError, ValueError, TypeError):
        return Finding("clock", True, f"{SystemClock().now():%Y-%m-%d %H:%M:%S} UTC; the server did not tell its own")
    return Finding("clock", abs(off) <= _OFF_SECONDS, f"{_utc()} UTC, {abs(off):.0f} s {'ahead of' if off > 0 else 'behind'} the server’s")


def _utc() -> str:
    return f"{SystemClock().now():%Y-%m-%d %H:%M:%S}"


async def _feeds(given: Settings) -> Finding:
    """Every feed of the desk asked once."""
    feeds = _known_feeds(given)
    if not feeds:
        return Finding("feeds", True, "there are none yet")
    now, gate = SystemClock().now(), asyncio.Semaphore(_AT_ONCE)
    async with Fetcher(allow_private=given.allow_private_feeds) as fetcher:

        async def ask(feed: Feed) -> str:
            async with gate:
                return await _trouble(fetcher, feed, now)

        troubles = [trouble for trouble in await asyncio.gather(*map(ask, feeds)) if trouble]
    told = f"{len(feeds) - len(troubles)} of {len(feeds)} answer well"
    if troubles:
        told += f"; {'; '.join(troubles[:_NAMED])}" + (f" and {len(troubles) - _NAMED} more" if len(troubles) > _NAMED else "")
    return Finding("feeds", len(troubles) < len(feeds), told)


def _known_feeds(given: Settings) -> tuple[Feed, ...]:
    try:
        if given.database.exists():
            with contextlib.closing(Ledger.open(given.database, SystemClock().now())) as ledger:
                return tuple(state.feed for state in ledger.feeds() if not state.paused)
        return opml.read((given.seeds / "feeds.opml").read_text("utf-8"))
    except (DatelineError, OSError, sqlite3.Error):
        return ()  # told by the findings before


async def _trouble(fetcher: Fetcher, feed: Feed, now: datetime) -> str:
    try:
        answer = await fetcher.get(feed.url)
        await asyncio.to_thread(lambda: parse(answer.body, feed, content_type=answer.content_type, now=now))
    except WireError as error:
        return f"{feed.outlet}: {error.why}"
    return ""


def _start(given: Settings, found: Sequence[Finding]) -> Finding:
    """What a start would do, or what would keep it from starting."""
    if missing := [finding.what for finding in found if not finding.well and finding.what in _NEEDED]:
        return Finding("start", False, f"would end at once: {', '.join(missing)}")
    way = f"set a webhook at {given.webhook_url} and listen" if given.webhook_url else "take down any webhook and poll"
    port = f", answer on {given.listen}" if given.listen else ", open no port"
    page = ", with the web page" if given.web_token is not None and given.listen else ""
    told = f"would {way}{port}{page}, read the feeds every {given.refresh_minutes} minutes and tell trouble to {_whom(given)}"
    return Finding("start", True, told)


def _whom(given: Settings) -> str:
    if given.error_chat is not None:
        return f"chat {given.error_chat}"
    return "the owners" if given.admins else "nobody but the log"
