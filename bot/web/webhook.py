"""Updates by webhook: each is written down before it is acknowledged, since Telegram does not send it again."""

from __future__ import annotations

import hmac
import json
from typing import Any

import structlog
from aiohttp import web
from telegram import Update
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.poller import ALLOWED, Poller
from bot.settings import Settings
from digests.errors import LedgerError

__all__ = ["PATH", "answer", "hang"]

PATH = "/telegram"
_SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name
_MOST_BYTES = 1_000_000

_log = structlog.get_logger(__name__)


async def hang(bot: ExtBot[Any], settings: Settings) -> None:
    """Tell Telegram where updates go. Raises what PTB raises."""
    await bot.set_webhook(f"{settings.webhook_url}{PATH}", secret_token=settings.secret, allowed_updates=list(ALLOWED), max_connections=40)


async def answer(request: web.Request, bot: ExtBot[Any], poller: Poller, settings: Settings) -> web.Response:
    """One update: 200 once it is written down, 403 from who does not know the secret, 400 for what is no update, 503 to come again."""
    given = request.headers.get(_SECRET, "")
    if not hmac.compare_digest(given.encode("utf-8", "surrogateescape"), settings.secret.encode()):
        return web.Response(status=403)
    if (request.content_length or 0) > _MOST_BYTES:
        return web.Response(status=413)
    try:
        plain = json.loads(await request.read())
        update = Update.de_json(plain, bot)
    except (ValueError, TypeError, KeyError, AttributeError, TelegramError):
        return web.Response(status=400)
    try:
        await poller.take((update,))
    except LedgerError as error:
        _log.error("an update could not be written down; Telegram sends it again", error=str(error))
        return web.Response(status=503)
    return web.Response()
