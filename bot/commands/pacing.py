"""Whoever asks too much at once is told so, then not heard for a while."""

from __future__ import annotations

from telegram import Update
from telegram.ext import ApplicationHandlerStop

from bot import render
from bot.chats import is_private
from bot.commands.asking import acknowledge, reply
from bot.context import Context
from bot.flood import Turn

__all__ = ["pace"]


async def pace(update: Update, context: Context) -> None:
    """Stops what comes from somebody who floods. Those who own the desk are always heard."""
    user, chat = update.effective_user, update.effective_chat
    who = user.id if user else chat.id if chat else None
    if who is None or context.desk.is_admin(who) or not _asks(update):
        return
    flood = context.desk.typing if update.inline_query else context.desk.flood
    turn = flood.ask(who, context.desk.now())
    if turn is Turn.TOLD and not update.inline_query:
        told = (await context.view(update)).tongue.count(
            "That was a lot at once. I answer again in {n} second.", "That was a lot at once. I answer again in {n} seconds.", flood.pause
        )
        if update.callback_query:
            await acknowledge(update.callback_query, told)
        else:
            await reply(update, context, render.message(told))
    if turn is not Turn.SERVED:
        raise ApplicationHandlerStop


def _asks(update: Update) -> bool:
    """Whether it asks something of the bot; the talk of a group does not, nor does a word about the chat itself."""
    if update.callback_query or update.inline_query:
        return True
    text = update.message.text if update.message else None
    return text is not None and (is_private(update.effective_chat) or text.startswith("/"))
