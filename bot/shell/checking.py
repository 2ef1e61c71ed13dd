"""Whether the bot could run as it is set: one finding for each thing it needs."""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import dataclass

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot import settings as reading
from bot.settings import Settings
from bot.transport import AiohttpRequest, redacted
from digests import topics
from digests.clock import SystemClock
from digests.errors import DatelineError, InputError
from digests.ledger import Ledger
from digests.wire import opml

__all__ = ["Finding", "look"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at."""

    what: str
    well: bool
    told: str


async def look(offline: bool = False) -> tuple[Finding, ...]:
    """Look at everything in order; what cannot be looked at because of an earlier finding is left out."""
    try:
        given = reading.read()
    except InputError as error:
        return (Finding("settings", False, str(error)),)
    found = [Finding("settings", True, "they can be read"), _admins(given), _desk(given), _ledger(given)]
    if not offline:
        found.append(await _token(given))
    return tuple(found)


def _admins(given: Settings) -> Finding:
    told = ", ".join(map(str, sorted(given.admins))) or "nobody; set DATELINE_ADMINS to use /refresh, /feeds and /outbox"
    return Finding("admins", True, told)


def _desk(given: Settings) -> Finding:
    try:
        subjects = topics.load(given.seeds / "topics")
        feeds = opml.read((given.seeds / "feeds.opml").read_text("utf-8"), str(given.seeds / "feeds.opml"))
    except OSError as error:
        return Finding("desk", False, f"{error.filename}: {error.strerror}")
    except DatelineError as error:
        return Finding("desk", False, str(error))
    return Finding("desk", True, f"{len(subjects)} topics, {len(feeds)} feeds in {given.seeds}")


def _ledger(given: Settings) -> Finding:
    if not given.database.exists():
        parent = given.database.resolve().parent
        return Finding("ledger", parent.is_dir(), f"{given.database} will be made" if parent.is_dir() else f"there is no folder {parent}")
    try:
        ledger = Ledger.open(given.database, SystemClock().now())
    except (DatelineError, sqlite3.Error) as error:
        return Finding("ledger", False, str(error))
    with contextlib.closing(ledger):
        return Finding("ledger", True, f"{given.database}: {len(ledger.feeds())} feeds, {len(ledger.topics())} topics")


async def _token(given: Settings) -> Finding:
    bot = Bot(
        given.token.get_secret_value(),
        base_url=f"{given.api_base_url}/bot",
        base_file_url=f"{given.api_base_url}/file/bot",
        request=AiohttpRequest(),
        get_updates_request=AiohttpRequest(1),
    )
    try:
        async with bot:
            return Finding("token", True, f"{given.api_base_url} knows it as @{bot.username}")
    except InvalidToken:
        return Finding("token", False, f"{given.api_base_url} does not know it")
    except TelegramError as error:
        return Finding("token", False, f"{given.api_base_url} cannot be asked: {redacted(str(error))}")
