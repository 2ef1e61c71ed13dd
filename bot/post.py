"""Putting one page into one chat, as HTML or, where the server takes offence at the markup, as plain text."""

from __future__ import annotations

import dataclasses
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import structlog
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InputFile, LinkPreviewOptions, Message, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError, TimedOut
from telegram.ext import ExtBot

from bot.chats import Place
from bot.limiter import Ask
from bot.pictures.plan import Plan
from bot.pictures.theme import ThemeName
from bot.render import Button, Page
from bot.render.markup import timeless
from bot.render.page import PIECE, line, paginate
from bot.rich import RichBot

__all__ = ["Answered", "Draw", "Posted", "edit", "post", "refuses_markup", "replace"]

_log = structlog.get_logger(__name__)
_ANSWER = Ask()
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


@dataclass(frozen=True, slots=True)
class Posted:
    """A page that is out."""

    message: str  #: its id; "" where the server did not say
    plain: bool = False  #: True where it had to go out as plain text
    why: str = ""  #: what the server had against the styled one
    edited: bool = False  #: True where it took the place of a message
    picture: str = ""  #: the server's id of the picture that went along; "" where none did


@dataclass(frozen=True, slots=True)
class Answered:
    """The message that a page answers, and the words of it that are quoted (HTML, "" for none)."""

    message: int
    quote: str = ""


#: draws a picture's plan as a PNG, or gives None where that cannot be
Draw = Callable[[Plan, ThemeName], Awaitable[bytes | None]]


async def post(
    bot: ExtBot[Any],
    place: Place,
    page: Page,
    ask: Ask = _ANSWER,
    draw: Draw | None = None,
    *,
    answers: Answered | None = None,
    silent: bool = False,
) -> Posted:
    """Send a page. Raises what PTB raises; markup the server refuses goes out as plain text instead.

    A picture is drawn by ``draw``; where there is none, or the chat takes no pictures, its caption goes out as a text: it says the same.
    A text the server finds too long goes out in shorter ones, and a quote it does not find is left out.
    """
    letter = _Letter(bot, place, page, ask, answers, silent, await _along(page, draw))
    try:
        return await letter.told()
    except BadRequest as error:
        if letter.along is not None and page.picture is not None and _refuses_pictures(error):
            _log.info("the chat takes no pictures, sent in words", error=str(error))
            letter = dataclasses.replace(letter, along=None)
        elif answers is not None and answers.quote and "quote" in str(error).lower():
            letter = dataclasses.replace(letter, answers=Answered(answers.message))
        elif "too long" in str(error).lower():
            return await _in_pieces(letter, error)
        else:
            raise
    return await letter.told()


async def _in_pieces(letter: _Letter, error: BadRequest) -> Posted:
    """A page that the server finds too long, as several in plain text: the buttons under the last, what goes along with the first."""
    _log.warning("too long for the server, sent in pieces", error=str(error))
    pieces = paginate([line(part) for part in letter.page.plain.split("\n")], letter.page.buttons, PIECE)
    posted = Posted("")
    for number, piece in enumerate(pieces):
        along, answers = (letter.along, letter.answers) if number == 0 else (None, None)
        part = dataclasses.replace(letter, page=piece, along=along, answers=answers)
        posted = dataclasses.replace(await part.send(piece.plain, None), plain=True, why=str(error))
    return posted


async def edit(bot: ExtBot[Any], place: Place, message: int, page: Page, ask: Ask = _ANSWER) -> Posted:
    """Let a message show a page; where it shows it already all is well. Raises what PTB raises, as plain text where markup is refused."""
    if page.rich and isinstance(bot, RichBot) and bot.rich and await bot.edit_rich(place.chat, message, page.rich, ask, _markup(page)):
        return Posted(str(message), edited=True)
    try:
        return await _edit(bot, place, message, page, ask, plain=False)
    except BadRequest as error:
        if _refuses_times(bot, page, error):
            return await edit(bot, place, message, page, ask)
        if not refuses_markup(error):
            raise
        _log.warning("markup refused, edited as plain text", error=str(error))
        return dataclasses.replace(await _edit(bot, place, message, page, ask, plain=True), plain=True, why=str(error))


async def _edit(bot: ExtBot[Any], place: Place, message: int, page: Page, ask: Ask, *, plain: bool) -> Posted:
    try:
        await bot.edit_message_text(
            page.plain if plain else _html(bot, page),
            chat_id=place.chat,
            message_id=message,
            parse_mode=None if plain else ParseMode.HTML,
            reply_markup=_markup(page),
            link_preview_options=_NO_PREVIEW,
            rate_limit_args=ask,
        )
    except BadRequest as error:
        if "not modified" not in str(error).lower():
            raise
    return Posted(str(message), edited=True)


async def _along(page: Page, draw: Draw | None) -> InputFile | None:
    """What goes with the text: a file, or the picture as drawn."""
    if page.file is not None:
        return InputFile(page.file.text.encode(), page.file.name)
    if page.picture is None or draw is None:
        return None
    drawn = await draw(page.picture, page.theme)
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
        await edit(bot, place, message, page)
    except TelegramError as error:
        if isinstance(error, (ChatMigrated, Forbidden, RetryAfter, TimedOut)):
            raise  # a message of its own would fare no better
        await post(bot, place, page)


def _html(bot: ExtBot[Any], page: Page) -> str:
    return page.html if not isinstance(bot, RichBot) or bot.times else timeless(page.html)


def _refuses_times(bot: ExtBot[Any], page: Page, error: BadRequest) -> bool:
    """Whether a server turned out to know no moments, found out just now: what was refused for them may be tried without."""
    if "tg-time" not in str(error).lower() or not isinstance(bot, RichBot) or not bot.times or "<tg-time" not in page.html:
        return False
    _log.info("the server knows no moments", error=str(error))
    bot.timeless()
    return True


def refuses_markup(error: BadRequest) -> bool:
    """Whether a refusal is about the markup, not about the chat."""
    return "parse entities" in str(error).lower() or "unsupported start tag" in str(error).lower()


@dataclass(frozen=True, slots=True)
class _Letter:
    """A page with all that says where and how it goes."""

    bot: ExtBot[Any]
    place: Place
    page: Page
    ask: Ask
    answers: Answered | None
    silent: bool
    along: InputFile | None

    async def told(self) -> Posted:
        """Sent as a rich message where the server takes those, else as HTML, else as plain text."""
        refused = False
        if self.page.rich and self.along is None and isinstance(self.bot, RichBot) and self.bot.rich:
            if (sent := await self._send_rich(self.bot)) is not None:
                return Posted(sent)
            refused = True
        posted = await self._told_plainly()
        if refused and isinstance(self.bot, RichBot):
            self.bot.refused()
        return posted

    async def _send_rich(self, bot: RichBot) -> str | None:
        return await bot.send_rich(
            self.place.chat,
            self.page.rich,
            self.ask,
            thread=self.place.thread,
            markup=_markup(self.page),
            answers=self._answered(),
            silent=self.silent or None,
        )

    async def _told_plainly(self) -> Posted:
        try:
            return await self.send(_html(self.bot, self.page), ParseMode.HTML)
        except BadRequest as error:
            if _refuses_times(self.bot, self.page, error):
                return await self._told_plainly()
            if not refuses_markup(error):
                raise
            _log.warning("markup refused, sent as plain text", error=str(error))
            return dataclasses.replace(await self.send(self.page.plain, None), plain=True, why=str(error))

    async def send(self, text: str, mode: ParseMode | None) -> Posted:
        """Sent as it is."""
        how: dict[str, Any] = {
            "parse_mode": mode,
            "message_thread_id": self.place.thread,
            "reply_markup": _markup(self.page),
            "reply_parameters": self._answered(),
            "disable_notification": self.silent or None,
            "rate_limit_args": self.ask,
        }
        chat = self.place.chat
        if self.along is None:
            sent = await self.bot.send_message(chat, text, link_preview_options=_NO_PREVIEW, **how)
        elif self.page.file is not None:
            sent = await self.bot.send_document(chat, self.along, caption=text, **how)
        else:
            sent = await self.bot.send_photo(chat, self.along, caption=text, **how)
        # A lax server may say no more than that it is done.
        photo = sent.photo if isinstance(sent, Message) else ()
        return Posted(str(sent.message_id) if isinstance(sent, Message) else "", picture=photo[-1].file_id if photo else "")

    def _answered(self) -> ReplyParameters | None:
        if self.answers is None:
            return None
        quote = self.answers.quote or None
        mode = ParseMode.HTML if quote else None
        return ReplyParameters(self.answers.message, allow_sending_without_reply=True, quote=quote, quote_parse_mode=mode)


def _markup(page: Page) -> InlineKeyboardMarkup | None:
    return _keyboard(page.buttons) if page.buttons else None


@lru_cache(maxsize=256)
def _keyboard(rows: tuple[tuple[Button, ...], ...]) -> InlineKeyboardMarkup:
    """Made once for all who get the same post."""
    return InlineKeyboardMarkup([[_button(button) for button in row] for row in rows])


def _button(button: Button) -> InlineKeyboardButton:
    if button.share:
        return InlineKeyboardButton(button.text, switch_inline_query=button.share)
    if button.url:
        return InlineKeyboardButton(button.text, url=button.url)
    return InlineKeyboardButton(button.text, callback_data=button.action)
