"""What goes wrong on purpose: refusals, cut connections, floods, migrations; and waiting for what comes."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest
from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChatAdministrators
from telegram.error import BadRequest, ChatMigrated, EndPointNotFound, Forbidden, InvalidToken, NetworkError, RetryAfter, TimedOut

from bot.transport import AiohttpRequest, NotSent
from digests.clock import SetClock
from loopback.botapi import BotApi, Flood, Refused

NOON = datetime(2026, 2, 1, 12, tzinfo=UTC)


async def test_a_refusal_strikes_as_often_as_told(api: BotApi, bot: Bot) -> None:
    chat, other = api.private(7), api.private(8)
    api.fails("sendMessage", 429, retry_after=3, chat=chat)
    api.fails("sendMessage", 403, times=2, chat=chat)
    with pytest.raises(RetryAfter) as told:
        await bot.send_message(chat, "x")
    assert told.value.retry_after == timedelta(seconds=3)
    await bot.send_message(other, "x")
    for _ in range(2):
        with pytest.raises(Forbidden, match="blocked"):
            await bot.send_message(chat, "x")
    await bot.send_message(chat, "y")
    assert [m.text for m in api.messages(chat)] == ["y"]
    assert [call.status for call in api.calls("sendMessage")] == [429, 200, 403, 403, 200]


async def test_a_server_error(api: BotApi, bot: Bot) -> None:
    api.fails("getMe", 502)
    with pytest.raises(NetworkError, match="Bad Gateway"):
        await bot.get_me()


async def test_a_cut_connection_leaves_the_outcome_unknown(api: BotApi, bot: Bot) -> None:
    chat = api.private(7)
    api.drops("sendMessage")
    with pytest.raises(TimedOut):
        await bot.send_message(chat, "x")
    assert [m.text for m in api.messages(chat)] == ["x"]
    assert api.calls("sendMessage")[0].status == 0


async def test_an_answer_that_is_held(api: BotApi, bot: Bot) -> None:
    chat = api.private(7)
    release = api.holds("sendMessage")
    sending = asyncio.create_task(bot.send_message(chat, "x"))
    await api.waits_for(chat)
    assert not sending.done()
    release.set()
    assert (await sending).text == "x"


@pytest.mark.parametrize("told", [True, False])
async def test_a_group_that_migrates(api: BotApi, bot: Bot, told: bool) -> None:
    group = api.group("Desk", owner=7, admins=(8,))
    new = api.migrates(group, told=told)
    with pytest.raises(ChatMigrated) as caught:
        await bot.send_message(group, "x")
    assert caught.value.new_chat_id == new
    await bot.send_message(new, "x")
    told_of = [
        (u.message.chat.id, u.message.migrate_to_chat_id, u.message.migrate_from_chat_id) for u in await bot.get_updates() if u.message
    ]
    assert told_of == ([(group, new, None), (new, None, group)] if told else [])
    assert {member.user.id for member in await bot.get_chat_administrators(new)} == {7, 8}


async def test_an_unknown_method_and_wrong_tokens(api: BotApi, bot: Bot) -> None:
    with pytest.raises(EndPointNotFound):
        await bot.do_api_request("sendRichMessage", {"chat_id": 7})
    with pytest.raises(InvalidToken):
        async with Bot("1:wrong", base_url=api.base_url, request=AiohttpRequest(), get_updates_request=AiohttpRequest()):
            pass
    async with aiohttp.ClientSession() as session:
        for token, status, why in (("1:wrong", 401, "Unauthorized"), ("wrong", 404, "Not Found")):
            async with session.get(f"{api.base_url}{token}/getMe") as answer:
                assert await answer.json() == {"ok": False, "error_code": status, "description": why}


async def test_logging_out(api: BotApi, bot: Bot) -> None:
    with pytest.raises(RetryAfter):
        await bot.close()
    await bot.log_out()
    with pytest.raises(BadRequest, match="Logged out"):
        await bot.get_me()


def passed(flood: Flood, chats: list[int], *, group: bool = False, paid: bool = False) -> int:
    """How many get through before the first refusal."""
    for count, chat in enumerate(chats):
        try:
            flood.passes(chat, group=group, paid=paid)
        except Refused:
            return count
    return len(chats)


def test_flood_limits_against_a_set_clock() -> None:
    clock = SetClock(NOON)
    assert passed(Flood(clock), list(range(40))) == 30
    assert passed(Flood(clock), list(range(2000)), paid=True) == 1000
    assert passed(Flood(lambda: clock.now()), [7] * 10) == 3
    flood = Flood(clock, burst=100)
    assert passed(flood, [-1] * 30, group=True) == 20
    with pytest.raises(Refused) as caught:
        flood.passes(-1, group=True)
    assert caught.value.retry_after == 60
    clock.move_to(NOON + timedelta(seconds=60))
    assert passed(flood, [-1] * 30, group=True) == 20


def test_one_a_second_in_one_chat() -> None:
    clock = SetClock(NOON)
    flood = Flood(clock, burst=1)
    for second in range(5):
        clock.move_to(NOON + timedelta(seconds=second))
        assert passed(flood, [7, 7]) == 1


async def test_a_flooded_bot_is_told_how_long_to_wait() -> None:
    clock = SetClock(NOON)
    async with BotApi(clock=clock, flood=clock) as api:
        chat = api.private(7)
        async with Bot(api.token, base_url=api.base_url, request=AiohttpRequest(), get_updates_request=AiohttpRequest()) as bot:
            for _ in range(3):
                await bot.send_message(chat, "x")
            with pytest.raises(RetryAfter):
                await bot.send_message(chat, "x")
            clock.move_to(NOON + timedelta(seconds=1))
            await bot.send_message(chat, "x")
        assert [m.at.second for m in api.messages(chat)] == [0, 0, 0, 1]


async def test_waiting_names_what_was_there_instead(api: BotApi, bot: Bot) -> None:
    chat = api.private(7)
    await bot.send_message(chat, "one")
    with pytest.raises(TimeoutError, match=r"1 messages of the bot after 0.01 s: \['one'\]"):
        await api.waits_for(chat, 2, 0.01)
    waiting = asyncio.create_task(api.waits_for(chat, lambda message: message.text == "two"))
    await bot.edit_message_text("two", chat, api.messages(chat)[0].id)
    assert [m.text for m in await waiting] == ["two"]


async def test_the_menu_by_scope_and_language(api: BotApi, bot: Bot) -> None:
    commands = [BotCommand("status", "Where the story stands")]
    await bot.set_my_commands(commands)
    await bot.set_my_commands(commands * 2, scope=BotCommandScopeAllPrivateChats(), language_code="de")
    assert api.commands() == (("status", "Where the story stands"),)
    assert len(api.commands("all_private_chats", "de")) == 2
    assert (await bot.get_my_commands())[0].command == "status"
    await bot.delete_my_commands()
    assert api.menus() == (("all_private_chats", "de"),)
    group = api.group("Desk")
    await bot.set_my_commands(commands, scope=BotCommandScopeChatAdministrators(group))
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.set_my_commands(commands, scope=BotCommandScopeChatAdministrators(-99))


REFUSED_MENUS = {
    "a hundred and one": ([BotCommand("a", "b")] * 101, "", "bot_commands_too_much"),
    "a capital letter": ([BotCommand("Status", "b")], "", "bot_command_invalid"),
    "33 letters": ([BotCommand("a" * 33, "b")], "", "bot_command_invalid"),
    "no description": ([BotCommand("a", " ")], "", "bot_command_description_invalid"),
    "a language of three letters": ([BotCommand("a", "b")], "deu", "invalid language code specified"),
}


@pytest.mark.parametrize("name", REFUSED_MENUS)
async def test_menus_that_are_refused(api: BotApi, bot: Bot, name: str) -> None:
    commands, language, why = REFUSED_MENUS[name]
    with pytest.raises(BadRequest, match=f"(?i){why}"):
        await bot.set_my_commands(commands, language_code=language)


async def test_the_profile(api: BotApi, bot: Bot) -> None:
    await bot.set_my_description("Keeps the ledger of a story.")
    await bot.set_my_short_description("Deadlines", language_code="de")
    await bot.set_my_name("Dateline Desk")
    assert (api.profile("description"), api.profile("short_description", "de")) == ("Keeps the ledger of a story.", "Deadlines")
    assert (await bot.get_my_name()).name == "Dateline Desk"
    with pytest.raises(BadRequest):
        await bot.set_my_short_description("x" * 121)


async def test_who_is_in_a_chat(api: BotApi, bot: Bot) -> None:
    api.private(9)
    group = api.group("Desk", owner=7, admins=(8,))
    statuses = [(await bot.get_chat_member(group, user)).status for user in (7, 8, 9, api.bot_id)]
    assert statuses == ["creator", "administrator", "left", "member"]
    assert (await bot.get_chat(group)).title == "Desk"
    assert await bot.get_chat_member_count(group) == 3
    with pytest.raises(BadRequest, match="User not found"):
        await bot.get_chat_member(group, 404)
    await bot.leave_chat(group)
    with pytest.raises(Forbidden, match="bot is not a member of the group chat"):
        await bot.get_chat(group)


async def test_the_typing_sign(api: BotApi, bot: Bot) -> None:
    chat = api.private(7)
    await bot.send_chat_action(chat, "typing")
    assert api.actions(chat) == ("typing",)
    with pytest.raises(BadRequest, match="Wrong parameter action in request"):
        await bot.send_chat_action(chat, "dancing")


async def test_stopping_ends_polls_and_held_answers() -> None:
    api = BotApi()
    await api.start()
    request = AiohttpRequest(read_timeout=20)
    bot = Bot(api.token, base_url=api.base_url, request=request, get_updates_request=AiohttpRequest())
    async with bot:
        chat = api.private(7)
        api.holds("sendMessage")
        tasks = [asyncio.create_task(bot.get_updates(timeout=30)), asyncio.create_task(bot.send_message(chat, "x"))]
        await api.waits_for(chat)
        await asyncio.wait_for(api.stop(), 3)
        await asyncio.wait(tasks)
        assert all(task.done() for task in tasks)


async def test_an_outage_and_the_same_server_again(api: BotApi, bot: Bot) -> None:
    chat = api.private(7)
    address = api.url
    await api.stop()
    with pytest.raises(NotSent):
        await bot.send_message(chat, "x")
    await api.start()
    assert api.url == address
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await api.waits_polled()
    assert not poll.done()
    api.says(chat, 7, "back?")
    assert len(await poll) == 1
    await bot.send_message(chat, "y")
    assert [m.text for m in api.messages(chat)] == ["y"]


async def test_a_bot_that_hangs_up_ends_its_poll(api: BotApi, bot: Bot) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await api.waits_polled()
    poll.cancel()
    (call,) = await api.waits_for_call("getUpdates")
    assert call.status == 0
    with pytest.raises(asyncio.CancelledError):
        await poll
