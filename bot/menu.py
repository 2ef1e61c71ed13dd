"""The menus of commands, as Telegram's clients show them: out of the one table, by who may do what, in every language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import structlog
from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeChat,
    BotCommandScopeDefault,
)
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.context import Command
from bot.language import SOURCE, codes, tongue
from bot.transport import redacted

__all__ = ["hang_up"]

_log = structlog.get_logger(__name__)


async def hang_up(bot: ExtBot[Any], commands: Sequence[Command], admins: Iterable[int], *, polls: bool = True) -> None:
    """The webhook taken down where the bot ``polls``, and the menus set; a server that knows none of it is no reason not to start.

    Everyone sees the reader's commands, members of a group only those that change nothing there, its admins all of the reader's, and
    who runs the desk everything.
    """
    readers = [command for command in commands if command.who == "reader"]
    asking = [command for command in readers if not command.settles]
    if polls:
        try:
            await bot.delete_webhook()
        except TelegramError as error:
            _log.warning("the webhook could not be taken down", error=redacted(str(error)))
    try:
        await _set(bot, readers, BotCommandScopeDefault())
        await _set(bot, asking, BotCommandScopeAllGroupChats())
        await _set(bot, readers, BotCommandScopeAllChatAdministrators())
    except TelegramError as error:
        _log.warning("the menu could not be set", error=redacted(str(error)))
        return
    for admin in sorted(admins):
        try:
            await _set(bot, commands, BotCommandScopeChat(admin))
        except TelegramError as error:
            _log.warning("an admin's menu could not be set; has the admin written to the bot?", admin=admin, error=redacted(str(error)))


async def _set(bot: ExtBot[Any], commands: Sequence[Command], scope: BotCommandScope) -> None:
    """One scope's menu: in English for whoever speaks no language of ours, and in every other one."""
    for code in codes():
        menu = [BotCommand(command.name, tongue(code).say(command.help)) for command in commands]
        await bot.set_my_commands(menu, scope=scope, language_code=None if code == SOURCE else code)
