"""Whether the bot lives, and whether it works: for a container's health check and a platform's router."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from aiohttp import web

from bot.beats import Beats
from digests.errors import LedgerError
from digests.ledger import Ledger, LedgerThread

__all__ = ["READ_SECONDS", "findings", "health", "ready"]

#: how long the ledger may take to answer
READ_SECONDS = 5.0
#: how long each part may be silent: a poll alone is open for half a minute
_SILENT = {"updates": 180.0, "compose": 300.0, "courier": 180.0}


def health(beats: Beats) -> web.Response:
    """The process runs and its loop turns: that this is answered says it."""
    return web.json_response({"status": "alive", "up_seconds": round(beats.up)})


async def ready(beats: Beats, ledger: LedgerThread, alarms: Mapping[str, str]) -> web.Response:
    """Whether every part does its work; 503 where one does not, with what it is."""
    found = await findings(beats, ledger)
    status = 200 if not found else 503
    told = {"status": "ready" if not found else "not ready", "findings": found, "alarms": sorted(alarms)}
    return web.json_response(told, status=status)


async def findings(beats: Beats, ledger: LedgerThread) -> list[str]:
    """What does not work, in words."""
    found = [f"{part} silent for {beats.age(part):.0f} s" for part, most in _SILENT.items() if beats.age(part) > most]
    try:
        async with asyncio.timeout(READ_SECONDS):
            await ledger.call(Ledger.hold)
    except LedgerError as error:
        found.append(f"ledger: {error}")
    except TimeoutError:
        found.append("the ledger does not answer")
    return found
