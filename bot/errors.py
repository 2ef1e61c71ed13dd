"""What happens when a handler fails: a line in the log without tokens or private words, and a kind word to the reader."""

from __future__ import annotations

import structlog
from telegram import Update
from telegram.error import ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError
from telegram.ext import CallbackContext

from bot import render
from bot.chats import Place, is_private
from bot.commands.asking import rename, reply
from bot.commands.members import gone
from bot.context import Context
from bot.language import Tongue, mark, tongue
from bot.transport import redacted
from digests.errors import DatelineError, InputError

__all__ = ["on_error"]

_log = structlog.get_logger(__name__)
_SORRY = mark("Something went wrong here, and the desk was told. Please try again in a moment.")


async def on_error(update: object, context: CallbackContext) -> None:  # type: ignore[type-arg]  # PTB's own shape of an error handler
    """PTB's error handler."""
    error = context.error
    if not isinstance(update, Update) or not isinstance(context, Context) or error is None:
        _log.error("failed outside of a chat", error=redacted(repr(error)))
        return
    chat = update.effective_chat
    if isinstance(error, Forbidden) and chat is not None:
        await gone(context.desk, chat.id, str(error))
        return
    if isinstance(error, ChatMigrated) and chat is not None:
        await rename(context.desk, chat.id, error.new_chat_id)
        return
    _log_error(error)
    if not isinstance(error, (TelegramError, InputError)) and context.desk.report is not None:
        await context.desk.report(error, _where(error))
    if isinstance(error, (NetworkError, RetryAfter)):
        return  # what cannot be reached cannot be told so either
    if is_private(chat) or (update.effective_message is not None and update.callback_query is None):
        desk = context.desk.is_admin(update.effective_user.id if update.effective_user else None)
        await _tell(update, context, _words(error, await _tongue(update, context), desk=desk))


async def _tongue(update: Update, context: Context) -> Tongue:
    """The reader's language; where the ledger cannot say it, that of the reader's Telegram."""
    try:
        return (await context.view(update)).tongue
    except DatelineError:
        place = Place.of(update)
        return tongue(place.asker if place else None)


def _words(error: BaseException, tongue: Tongue, *, desk: bool) -> str:
    if isinstance(error, InputError):
        why = tongue.say(error.why)
        return f"{why[:1].upper()}{why[1:]}."
    return tongue.say("It failed: {why}", why=redacted(str(error))) if desk and isinstance(error, DatelineError) else tongue.say(_SORRY)


def _log_error(error: BaseException) -> None:
    if isinstance(error, (TelegramError, DatelineError)):
        _log.warning("a handler failed", error=redacted(repr(error)))
    else:
        # The stack names our own lines; the values in an exception's text may be a reader's and are left out.
        _log.error("a handler failed", error=type(error).__name__, where=_where(error))


def _where(error: BaseException) -> str:
    step = error.__traceback__
    places = []
    while step is not None:
        code = step.tb_frame.f_code
        places.append(f"{code.co_filename.rsplit('/', 1)[-1]}:{step.tb_lineno} {code.co_name}")
        step = step.tb_next
    return " < ".join(reversed(places[-4:]))


async def _tell(update: Update, context: Context, text: str) -> None:
    try:
        await reply(update, context, render.message(text))
    except TelegramError as error:
        _log.warning("the reader could not be told", error=redacted(repr(error)))
