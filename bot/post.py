"""Putting one page into one chat, as HTML or, where the server takes offence at the markup, as plain text."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import structlog
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InputFile, LinkPreviewOptions, Message
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError, TimedOut
from telegram.ext import ExtBot

from bot.chats import Place
from bot.limiter import Ask
from bot.pictures.plan import Plan
from bot.render import Button, Page

__all__ = ["Draw", "Posted", "post", "replace"]

_log = structlog.get_logger(__name__)
_ANSWER = Ask()
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


@dataclass(frozen=True, slots=True)
class Posted:
    """A page that is out."""

    message: str  #: its id; "" where the server did not say
    plain: bool = False  #: True where it had to go out as plain text


#: draws a picture's plan as a PNG, or gives None where that cannot be
Draw = Callable[[Plan], Awaitable[bytes | None]]


async def post(bot: ExtBot[Any], place: Place, page: Page, ask: Ask = _ANSWER, draw: Draw | None = None) -> Posted:
    """Send a page. Raises what PTB raises; markup the server refuses goes out as plain text instead.

    A picture is drawn by ``draw``; where there is none, or the chat takes no pictures, its caption goes out as a text: it says the same.
    """
    along = await _along(page, draw)
    try:
        return await _told(bot, place, page, ask, along)
    except BadRequest as error:
        if along is None or page.picture is None or not _refuses_pictures(error):
            raise
        _log.info("the chat takes no pictures, sent in words", error=str(error))
        return await _told(bot, place, page, ask, None)


async def _told(bot: ExtBot[Any], place: Place, page: Page, ask: Ask, along: InputFile | None) -> Posted:
    try:
        return Posted(await _send(bot, place, page, page.html, ParseMode.HTML, ask, along))
    except BadRequest as error:
        if not refuses_markup(error):
            raise
        _log.warning("markup refused, sent as plain text", error=str(error))
        return Posted(await _send(bot, place, page, page.plain, None, ask, along), plain=True)


async def _along(page: Page, draw: Draw | None) -> InputFile | None:
    """What goes with the text: a file, or the picture as drawn."""
    if page.file is not None:
        return InputFile(page.file.text.encode(), page.file.name)
    if page.picture is None or draw is None:
        return None
    drawn = await draw(page.picture)
    return None if drawn is None else InputFile(drawn, "picture.png")


def _refuses_pictures(error: BadRequest) -> bool:
    """Whether a chat takes texts, but no pictures or not this one."""
    words = str(error).lower()
    return "photo" in words or "image" in words or "media" in words


async def replace(bot: ExtBot[Any], place: Place, message: int, page: Page, draw: Draw | None = None) -> None:
    """Let a page take the place of a message; where that cannot be, and with a picture or a file, it follows as a message of its own."""
    if page.picture is not None or page.file is not None:
        await post(bot, place, page, draw=draw)
        return
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


async def _send(bot: ExtBot[Any], place: Place, page: Page, text: str, mode: ParseMode | None, ask: Ask, along: InputFile | None) -> str:
    where: dict[str, Any] = {
        "parse_mode": mode,
        "message_thread_id": place.thread,
        "reply_markup": _markup(page),
        "rate_limit_args": ask,
    }
    if along is None:
        sent = await bot.send_message(place.chat, text, link_preview_options=_NO_PREVIEW, **where)
    elif page.file is not None:
        sent = await bot.send_document(place.chat, along, caption=text, **where)
    else:
        sent = await bot.send_photo(place.chat, along, caption=text, **where)
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
