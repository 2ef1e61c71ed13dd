"""The one HTTP server of the bot, on the port of the settings; without one there is none."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from aiohttp import web
from telegram.ext import ExtBot

from bot.beats import Beats
from bot.context import Desk
from bot.poller import Poller
from bot.watching import Watch
from bot.web import health, metrics, webhook
from bot.web.page import Doors
from digests.errors import LedgerError, SettingError
from digests.ledger.statistics import statistics
from digests.model import Statistics

__all__ = ["Front"]

_log = structlog.get_logger(__name__)
_COUNTS_STAND = timedelta(seconds=60)
#: what a page of ours may load and do: nothing from anywhere else
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; form-action 'self'; base-uri 'none'",
}
Answers = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(slots=True)
class Front:
    """Serves what the settings ask for; an async context manager that does nothing where no port is set."""

    desk: Desk
    bot: ExtBot[Any]
    poller: Poller
    beats: Beats
    watch: Watch
    port: int = 0  #: the port it listens on once it does: another than asked for where 0 was
    _runner: web.AppRunner | None = None
    _counted: tuple[datetime, Statistics] | None = None

    async def start(self) -> None:
        """Open the port. Raises SettingError where it cannot be had."""
        address = self.desk.settings.address
        if address is None:
            return
        runner = web.AppRunner(self.application(), access_log=None, shutdown_timeout=2)
        await runner.setup()
        site = web.TCPSite(runner, *address)
        try:
            await site.start()
        except OSError as error:
            await runner.cleanup()
            raise SettingError("DATELINE_LISTEN", f"{address[0]}:{address[1]} cannot be listened on ({error.strerror or error})") from error
        self._runner = runner
        self.port = runner.addresses[0][1]
        _log.info("listening", address=f"{address[0]}:{self.port}", webhook=bool(self.desk.settings.webhook_url))

    async def stop(self) -> None:
        """Close the port; what is being answered is finished."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    def application(self) -> web.Application:
        """The routes, apart from any port."""
        app = web.Application(middlewares=[_guarded], client_max_size=1_000_000)
        app.router.add_get("/health", self._health)
        app.router.add_get("/ready", self._ready)
        app.router.add_get("/metrics", self._metrics)
        if (token := self.desk.settings.web_token) is not None:
            app.router.add_routes(Doors(self.desk, self.watch, token.get_secret_value()).routes())
        if self.desk.settings.webhook_url:
            app.router.add_post(webhook.PATH, self._webhook)
        return app

    async def _health(self, request: web.Request) -> web.Response:
        return health.health(self.beats)

    async def _ready(self, request: web.Request) -> web.Response:
        return await health.ready(self.beats, self.desk.ledger, self.watch.standing)

    async def _metrics(self, request: web.Request) -> web.Response:
        try:
            async with asyncio.timeout(health.READ_SECONDS):
                told = await self._statistics()
                seen = await self.desk.ledger.call(metrics.look, self.desk.now(), told)
        except (LedgerError, TimeoutError):
            return web.Response(status=503, text="the ledger does not answer\n")
        body = metrics.written(seen, self.beats, self.desk.limiter, frozenset(self.watch.standing))
        return web.Response(body=body, headers={"Content-Type": metrics.CONTENT_TYPE})

    async def _statistics(self) -> Statistics:
        """Counted anew at most once in a while: a scrape comes every few seconds, and a large ledger takes its time."""
        now = self.desk.now()
        if self._counted is None or not timedelta(0) <= now - self._counted[0] < _COUNTS_STAND:
            self._counted = now, await asyncio.to_thread(statistics, self.desk.ledger.path, now)
        return self._counted[1]

    async def _webhook(self, request: web.Request) -> web.Response:
        self.beats.beat("updates")
        return await webhook.answer(request, self.bot, self.poller, self.desk.settings)


@web.middleware
async def _guarded(request: web.Request, handler: Answers) -> web.StreamResponse:
    """The headers of every answer; a defect of ours is a 500 without a word of it."""
    try:
        response = await handler(request)
    except web.HTTPException as error:
        error.headers.update(_HEADERS)
        raise
    except Exception as error:
        _log.error("a request could not be answered", path=request.path, error=type(error).__name__)
        response = web.Response(status=500, text="something went wrong here\n")
    response.headers.update({name: value for name, value in _HEADERS.items() if name not in response.headers})
    return response
