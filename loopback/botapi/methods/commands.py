"""Methods of the menu and the profile: commands by scope and language, name, descriptions, menu button."""

from __future__ import annotations

import json
import re
from typing import cast

from loopback.botapi.errors import bad
from loopback.botapi.methods.method import Method
from loopback.botapi.parameters import Parameters
from loopback.botapi.world import World

__all__ = ["METHODS"]

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"[a-z]{2}")
_MOST_COMMANDS = 100
_MOST_DESCRIPTION = 256
_PLAIN_SCOPES = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")
_CHAT_SCOPES = ("chat", "chat_administrators", "chat_member")
_MENUS = ("commands", "web_app", "default")


def _scope(world: World, sent: Parameters) -> str:
    """The scope as a key; a scope that names a chat is checked against it."""
    scope = sent.mapping("scope") or {"type": "default"}
    kind = scope.get("type")
    if kind in _PLAIN_SCOPES:
        return str(kind)
    if kind not in _CHAT_SCOPES:
        raise bad("can't parse BotCommandScope: Unsupported type specified")
    place = world.seen(str(scope.get("chat_id", "")))
    if place.kind == "channel" or (place.kind == "private" and kind != "chat"):
        raise bad(f"can't change commands in {'channel' if place.kind == 'channel' else 'private'} chats")
    if kind == "chat_member" and scope.get("user_id") not in place.members | place.admins:
        raise bad("PARTICIPANT_ID_INVALID")
    return json.dumps({"type": kind, "chat_id": place.id, "user_id": scope.get("user_id")}, sort_keys=True)


def _language(sent: Parameters) -> str:
    language = sent.text("language_code")
    if language and not _LANGUAGE.fullmatch(language):
        raise bad("invalid language code specified")
    return language


def set_my_commands(world: World, sent: Parameters) -> object:
    """setMyCommands: at most 100, per scope and language."""
    commands = sent.sequence("commands")
    if commands is None:
        raise bad('parameter "commands" is required')
    if len(commands) > _MOST_COMMANDS:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    kept = []
    for item in commands:
        if not isinstance(item, dict) or set(item) != {"command", "description"}:
            raise bad("can't parse BotCommand: expected a command and a description")
        name = str(item["command"]).removeprefix("/")
        if not _COMMAND.fullmatch(name):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(str(item["description"]).strip()) <= _MOST_DESCRIPTION:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
        kept.append({"command": name, "description": str(item["description"])})
    key = (_scope(world, sent), _language(sent))
    if kept:
        world.commands[key] = cast("list[dict[str, object]]", kept)
    else:
        world.commands.pop(key, None)
    return True


def get_my_commands(world: World, sent: Parameters) -> object:
    """getMyCommands: of exactly this scope and language."""
    return world.commands.get((_scope(world, sent), _language(sent)), [])


def delete_my_commands(world: World, sent: Parameters) -> object:
    """deleteMyCommands."""
    world.commands.pop((_scope(world, sent), _language(sent)), None)
    return True


def _set(world: World, sent: Parameters, what: str, most: int, too_long: str) -> object:
    text = sent.text(what)
    if len(text) > most:
        raise bad(too_long)
    key = (what, _language(sent))
    if text:
        world.profile[key] = text
    else:
        world.profile.pop(key, None)
    return True


def _get(world: World, sent: Parameters, what: str) -> object:
    usual = world.profile.get((what, ""), world.bot.name if what == "name" else "")
    return {what: world.profile.get((what, _language(sent)), usual)}


def set_my_name(world: World, sent: Parameters) -> object:
    """setMyName: 64 characters."""
    return _set(world, sent, "name", 64, "BOT_TITLE_INVALID")


def set_my_description(world: World, sent: Parameters) -> object:
    """setMyDescription: 512 characters."""
    return _set(world, sent, "description", 512, "BOT_DESCRIPTION_TOO_LONG")


def set_my_short_description(world: World, sent: Parameters) -> object:
    """setMyShortDescription: 120 characters."""
    return _set(world, sent, "short_description", 120, "BOT_SHORT_DESCRIPTION_TOO_LONG")


def get_my_name(world: World, sent: Parameters) -> object:
    """getMyName."""
    return _get(world, sent, "name")


def get_my_description(world: World, sent: Parameters) -> object:
    """getMyDescription."""
    return _get(world, sent, "description")


def get_my_short_description(world: World, sent: Parameters) -> object:
    """getMyShortDescription."""
    return _get(world, sent, "short_description")


def set_chat_menu_button(world: World, sent: Parameters) -> object:
    """setChatMenuButton: of one private chat, or the usual one."""
    button = sent.mapping("menu_button") or {"type": "default"}
    if button.get("type") not in _MENUS:
        raise bad("can't parse menu button: unsupported type")
    if not sent.text("chat_id"):
        world.menu = button
        return True
    place = world.seen(sent.text("chat_id"))
    if place.kind != "private":
        raise bad("can't change menu button in the chat: private chat expected")
    place.menu = button
    return True


def get_chat_menu_button(world: World, sent: Parameters) -> object:
    """getChatMenuButton."""
    return (world.seen(sent.text("chat_id")).menu if sent.text("chat_id") else None) or world.menu


METHODS = (
    Method.of("setMyCommands", set_my_commands, "commands scope language_code"),
    Method.of("getMyCommands", get_my_commands, "scope language_code"),
    Method.of("deleteMyCommands", delete_my_commands, "scope language_code"),
    Method.of("setMyName", set_my_name, "name language_code"),
    Method.of("getMyName", get_my_name, "language_code"),
    Method.of("setMyDescription", set_my_description, "description language_code"),
    Method.of("getMyDescription", get_my_description, "language_code"),
    Method.of("setMyShortDescription", set_my_short_description, "short_description language_code"),
    Method.of("getMyShortDescription", get_my_short_description, "language_code"),
    Method.of("setChatMenuButton", set_chat_menu_button, "chat_id menu_button"),
    Method.of("getChatMenuButton", get_chat_menu_button, "chat_id"),
)
