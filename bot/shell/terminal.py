"""The bot on a loopback Bot API: what ``dateline chat`` and ``dateline demo`` share."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from bot import log
from bot.app import App, build
from bot.limiter import Limiter
from bot.settings import Settings
from digests.clock import Clock
from loopback.botapi import BotApi

__all__ = ["READER", "settings_for", "standing"]

#: the person at the keyboard: an id that is also an admin of this desk
READER = 1000


def settings_for(api: BotApi, database: Path, seeds: Path | None = None, *, private_feeds: bool = False, **more: str) -> Settings:
    """Settings for a bot on a loopback server; what is not named here comes from the environment as always."""
    named = {
        "TELEGRAM_BOT_TOKEN": api.token,
        "DATELINE_API_BASE_URL": api.url,
        "DATELINE_DATABASE": str(database),
        "DATELINE_ADMINS": str(READER),
        "DATELINE_ALLOW_PRIVATE_FEEDS": str(private_feeds),
        **({"DATELINE_SEEDS": str(seeds)} if seeds else {}),
        **more,
    }
    return Settings(**named)  # type: ignore[arg-type]  # pydantic turns the texts into what the fields hold


@asynccontextmanager
async def standing(api: BotApi, settings: Settings, clock: Clock, limiter: Limiter | None = None) -> AsyncIterator[App]:
    """The bot, entered and listening to a loopback server. ``limiter``: another than Telegram's limits ask for."""
    log.set_up(settings.log_level, api.token)
    app = build(settings, clock=clock, limiter=limiter, poll_seconds=2)
    async with app:
        polling = asyncio.create_task(app.poller.run())
        try:
            await api.waits_polled(10)
            yield app
        finally:
            await app.schedule.stop()
            polling.cancel()
            with suppress(asyncio.CancelledError):
                await polling
            await app.poller.finish()
