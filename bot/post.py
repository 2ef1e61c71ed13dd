"""Putting one page into one chat, as HTML or, where the server takes offence at the markup, as plain text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import structlog
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, Message
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError, TimedOut
from telegram.ext import ExtBot

from bot.chats import Place
from bot.limiter import Patience
from bot.render import Button, Page

__all__ = ["Posted", "post", "replace"]

_log = structlog.get_logger(__name__)
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


@dataclass(frozen=True, slots=True)
class Posted:
    """A page that is out."""

    message: str  #: its id; "" where the server did not say
    plain: bool = False  #: True where it had to go out as plain text


async def post(bot: ExtBot[Any], place: Place, page: Page, patience: Patience = Patience.WAIT) -> Posted:
    """Send a page. Raises what PTB raises; markup the server refuses goes out as plain text instead."""
    try:
        return Posted(await _send(bot, place, page, page.html, ParseMode.HTML, patience))
    except BadRequest as error:
        if not refuses_markup(error):
            raise
        _log.warning("markup refused, sent as plain text", error=str(error))
        return Posted(await _send(bot, place, page, page.plain, None, patience), plain=True)


async def replace(bot: ExtBot[Any], place: Place, message: int, page: Page) -> None:
    """Let a page take the place of a message; where that cannot be, it follows as a message of its own."""
    try:
        await bot.edit_message_text(
            page.html,
            chat_id=place.chat,
            message_id=message,
            parse_mode=ParseMode.HTML,
            reply_markup=_markup(page),
            link_preview_options=_NO_PREVIEW,
        )
    except TelegramError as error:
        if "not modified" in str(error).lower():
            return
        if isinstance(error, (ChatMigrated, Forbidden, RetryAfter, TimedOut)):
            raise  # a message of its own would fare no better
        await post(bot, place, page)


def refuses_markup(error: BadRequest) -> bool:
    """Whether a refusal is about the markup, not about the chat."""
    return "parse entities" in str(error).lower() or "unsupported start tag" in str(error).lower()


async def _send(bot: ExtBot[Any], place: Place, page: Page, text: str, mode: ParseMode | None, patience: Patience) -> str:
    sent = await bot.send_message(
        place.chat,
        text,
        parse_mode=mode,
        message_thread_id=place.thread,
        reply_markup=_markup(page),
        link_preview_options=_NO_PREVIEW,
        rate_limit_args=int(patience),
    )
    # A lax server may say no more than that it is done.
    return str(sent.message_id) if isinstance(sent, Message) else ""


def _markup(page: Page) -> InlineKeyboardMarkup | None:
    if not page.buttons:
        return None
    return InlineKeyboardMarkup([[_button(button) for button in row] for row in page.buttons])


def _button(button: Button) -> InlineKeyboardButton:
    if button.url:
        return InlineKeyboardButton(button.text, url=button.url)
    return InlineKeyboardButton(button.text, callback_data=button.action)
