"""Channels, which are managed from a private chat: who may, and how one is picked."""

from __future__ import annotations

import structlog
from telegram import (
    ChatAdministratorRights,
    ChatMember,
    ChatMemberAdministrator,
    KeyboardButton,
    KeyboardButtonRequestChat,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    Update,
)
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.context import Context
from bot.language import mark
from bot.render import View
from digests.errors import InputError

__all__ = ["REQUEST", "ask_which", "put_away", "title_of"]

#: what our key is answered with
REQUEST = 1
_NOT_THERE = mark("I am not in that channel, or may not post there. Add me as an admin who may post, and try again.")
_NOT_YOURS = mark("You are no admin of that channel.")
_UNTOLD = mark("Telegram did not say who may do what in that channel; please try again in a moment.")

_log = structlog.get_logger(__name__)


async def title_of(context: Context, channel: int, user: int) -> str:
    """A channel's title, where a user may manage it and the bot may post there. Raises InputError, in words for the reader."""
    bot = context.bot
    try:
        own = await bot.get_chat_member(channel, bot.id)
        if not isinstance(own, ChatMemberAdministrator) or not own.can_post_messages:
            raise InputError(str(channel), _NOT_THERE)
        theirs = await bot.get_chat_member(channel, user)
        chat = await bot.get_chat(channel)
    except (BadRequest, Forbidden) as error:
        raise InputError(str(channel), _NOT_THERE) from error
    except TelegramError as error:
        raise InputError(str(channel), _UNTOLD) from error
    if theirs.status not in (ChatMember.OWNER, ChatMember.ADMINISTRATOR):
        raise InputError(str(channel), _NOT_YOURS)
    return chat.title or str(channel)


async def ask_which(update: Update, context: Context, view: View) -> None:
    """Offer the key by which a reader picks a channel; Telegram shows those the reader is an admin of."""
    say, chat = view.tongue.say, update.effective_chat
    if chat is None:
        return
    post = ChatAdministratorRights(
        is_anonymous=False,
        can_manage_chat=True,
        can_delete_messages=False,
        can_manage_video_chats=False,
        can_restrict_members=False,
        can_promote_members=False,
        can_change_info=False,
        can_invite_users=False,
        can_post_stories=False,
        can_edit_stories=False,
        can_delete_stories=False,
        can_post_messages=True,
        can_edit_messages=True,
    )
    request = KeyboardButtonRequestChat(
        REQUEST, chat_is_channel=True, user_administrator_rights=post, bot_administrator_rights=post, request_title=True
    )
    keys = ReplyKeyboardMarkup(
        [[KeyboardButton(say("Pick a channel"), request_chat=request)], [KeyboardButton(say("Never mind"))]],
        resize_keyboard=True,
        one_time_keyboard=True,
    )
    await context.bot.send_message(chat.id, say("Pick the channel with the key below. Its settings then open here."), reply_markup=keys)


async def put_away(update: Update, context: Context, text: str) -> None:
    """Say something and take the keys away."""
    chat = update.effective_chat
    if chat is not None:
        await context.bot.send_message(chat.id, text, reply_markup=ReplyKeyboardRemove())
