"""What happens to the bot in a chat: added, blocked, kicked, taken back, and groups that become supergroups."""

from __future__ import annotations

import structlog
from telegram import Chat, ChatMember, Update
from telegram.error import TelegramError

from bot import render
from bot.chats import Place, is_private
from bot.commands.asking import known, rename, reply
from bot.context import Context, Desk
from bot.language import mark
from bot.panel import steps
from bot.panel.steps import Step
from bot.post import post
from bot.render.buttons import step as button
from digests.ledger import Ledger

__all__ = ["gone", "migrated", "standing"]

_log = structlog.get_logger(__name__)

_OUT = (ChatMember.BANNED, ChatMember.LEFT)


async def standing(update: Update, context: Context) -> None:
    """The bot's own membership changed."""
    change, chat = update.my_chat_member, update.effective_chat
    if change is None or chat is None:
        return
    if change.new_chat_member.status in _OUT:
        await gone(context.desk, chat.id, mark("the bot was blocked") if is_private(chat) else mark("the bot was removed from the chat"))
        return
    await _back(context.desk, chat.id)
    context.desk.wake.set()
    if chat.type == Chat.CHANNEL:
        await _may_post(update, context, chat.id, chat.title or "")
        return
    if change.old_chat_member.status in _OUT and chat.type in (Chat.GROUP, Chat.SUPERGROUP):
        there = await known(context.desk, Place(chat.id))
        await reply(update, context, render.welcome(there.topics, await context.view(update), group=True))


async def _may_post(update: Update, context: Context, channel: int, title: str) -> None:
    """Who made the bot an admin of a channel is told in private how it goes on; a channel has no room for settings."""
    change, user = update.my_chat_member, update.effective_user
    if change is None or user is None or user.is_bot or not getattr(change.new_chat_member, "can_post_messages", False):
        return
    if getattr(change.old_chat_member, "can_post_messages", False):
        return
    place = Place(user.id, asker=user.language_code or "")
    say = (await context.desk.view(place)).tongue.say
    settings = button(say("Settings of {chat}", chat=title), Step(steps.HOME, chat=channel))
    (page,) = render.message(say("I may post in {channel} now. Choose what is told there:", channel=title), ((settings,),))
    try:
        await post(context.bot, place, page)
    except TelegramError as error:  # they never wrote to the bot: /settings in private shows the way
        _log.info("who added the bot to a channel could not be told", error=type(error).__name__)


async def migrated(update: Update, context: Context) -> None:
    """A group became a supergroup; both chats tell of it, in any order."""
    message = update.effective_message
    if message is None:
        return
    if message.migrate_to_chat_id:
        await rename(context.desk, message.chat.id, message.migrate_to_chat_id)
    elif message.migrate_from_chat_id:
        await rename(context.desk, message.migrate_from_chat_id, message.chat.id)
    context.desk.wake.set()


async def gone(desk: Desk, chat: int, why: str) -> None:
    """Let the subscriptions of a chat rest, those of its forum topics too."""
    now = desk.now()

    def mark(ledger: Ledger) -> None:
        with ledger.atomic():
            for recipient in ledger.recipients_of(str(chat)):
                ledger.mark_gone(recipient, why, now)

    await desk.ledger.call(mark)


async def _back(desk: Desk, chat: int) -> None:
    now = desk.now()

    def mark(ledger: Ledger) -> None:
        with ledger.atomic():
            for recipient in ledger.recipients_of(str(chat)):
                ledger.mark_back(recipient, now)

    await desk.ledger.call(mark)
