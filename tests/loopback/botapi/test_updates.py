"""What the bot hears, and who may poll for it."""

from __future__ import annotations

import asyncio

import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResult,
    InlineQueryResultArticle,
    InlineQueryResultCachedPhoto,
    InlineQueryResultPhoto,
    InputTextMessageContent,
)
from telegram.constants import ChatMemberStatus
from telegram.error import BadRequest, Conflict

from loopback.botapi import BotApi
from tests.loopback.botapi.conftest import bot_for


async def heard(bot: Bot) -> list[str]:
    """The kind of every update that waits, or the text of a message."""
    updates = await bot.get_updates()
    return [update.effective_message.text or "" if update.effective_message else "" for update in updates]


async def test_a_poll_waits_for_the_next_update(api: BotApi, bot: Bot) -> None:
    chat = api.private(7, "Ada", "de")
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await asyncio.sleep(0)
    api.says(chat, 7, "/start truce")
    (update,) = await poll
    assert update.message is not None
    assert update.message.from_user is not None
    assert (update.message.text, update.message.from_user.language_code) == ("/start truce", "de")
    assert list(update.message.parse_entities(["bot_command"]).values()) == ["/start"]


async def test_an_update_is_gone_once_a_higher_offset_was_asked_for(api: BotApi, bot: Bot) -> None:
    chat = api.private(7)
    for word in ("one", "two", "three"):
        api.says(chat, 7, word)
    first = await bot.get_updates(limit=2)
    assert [u.message.text for u in first if u.message] == ["one", "two"]
    assert len(await bot.get_updates()) == 3
    assert await heard_from(bot, first[-1].update_id + 1) == ["three"]
    assert api.pending == 1
    assert await heard_from(bot, -1) == ["three"]


async def heard_from(bot: Bot, offset: int) -> list[str | None]:
    return [update.message.text for update in await bot.get_updates(offset=offset) if update.message]


async def test_a_second_poller_ends_the_first(api: BotApi, bot: Bot) -> None:
    async with bot_for(api) as rival:
        first = asyncio.create_task(bot.get_updates(timeout=30))
        await api.waits_polled()
        second = asyncio.create_task(rival.get_updates(timeout=30))
        with pytest.raises(Conflict, match="terminated by other getUpdates request"):
            await first
        api.says(api.private(7), 7, "x")
        assert len(await second) == 1


async def test_a_webhook_keeps_pollers_out(api: BotApi, bot: Bot) -> None:
    with pytest.raises(BadRequest, match=r"(?i)an https url must be provided"):
        await bot.set_webhook("http://bot.example/hook")
    await bot.set_webhook("https://bot.example/hook", secret_token="abc")
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    assert (await bot.get_webhook_info()).url == "https://bot.example/hook"
    await bot.delete_webhook()
    assert await bot.get_updates() == ()


async def test_only_what_was_asked_for_is_kept(api: BotApi, bot: Bot) -> None:
    await bot.get_updates(allowed_updates=["message"])
    chat = api.private(7)
    api.edits(api.says(chat, 7, "one"), "two")
    assert len(await bot.get_updates()) == 1


GROUP_TALK = {
    "plain talk": ("good morning", False),
    "a command": ("/status", True),
    "a command for this bot": ("/status@dateline_bot", True),
    "a command for another bot": ("/status@other_bot", False),
    "the bot's name": ("ask @dateline_bot", True),
}


@pytest.mark.parametrize("name", GROUP_TALK)
async def test_privacy_mode_in_groups(api: BotApi, bot: Bot, name: str) -> None:
    text, is_heard = GROUP_TALK[name]
    group = api.group("Desk", owner=7)
    api.says(group, 7, text)
    assert await heard(bot) == ([text] if is_heard else [])
    api.promotes(group)
    await bot.get_updates(offset=-1)
    api.says(group, 7, text)
    assert (await heard(bot))[-1] == text


async def test_replies_to_the_bot_are_heard(api: BotApi, bot: Bot) -> None:
    group = api.group("Desk")
    await bot.send_message(group, "Which zone?")
    (question,) = api.messages(group)
    api.says(group, 7, "Europe/Rome", reply_to=question)
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.reply_to_message is not None
    assert update.message.reply_to_message.text == "Which zone?"


async def test_an_anonymous_administrator_and_a_topic(api: BotApi, bot: Bot) -> None:
    forum = api.supergroup("Newsroom", forum=True)
    topic = api.forum(forum, "Sudan")
    await bot.get_updates(offset=-1)
    api.says(forum, None, "/follow sudan", topic)
    update = (await bot.get_updates())[-1]
    assert update.message is not None
    assert update.message.sender_chat is not None
    assert (update.message.sender_chat.id, update.message.message_thread_id, update.message.is_topic_message) == (forum, topic, True)
    assert update.effective_user is not None
    assert update.effective_user.username == "GroupAnonymousBot"


async def test_a_channel_post_has_no_user(api: BotApi, bot: Bot) -> None:
    channel = api.channel("Wire")
    post = api.posts(channel, "/status")
    (update,) = await bot.get_updates()
    assert update.channel_post is not None
    assert update.effective_user is None
    api.says(api.private(7), 7, "this one", forwards=post)
    forwarded = (await bot.get_updates())[-1].message
    assert forwarded is not None
    assert forwarded.forward_origin is not None
    assert forwarded.forward_origin.type == "channel"


async def test_what_happens_to_the_bot_is_told(api: BotApi, bot: Bot) -> None:
    chat, group, channel = api.private(7), api.group("G", bot_in=False), api.channel("C", bot_in=False)
    api.blocks(chat)
    api.unblocks(chat)
    api.adds_bot(group, by=7)
    api.kicks(group, by=7)
    api.adds_bot(channel, by=7)
    changes = [
        (u.my_chat_member.chat.id, u.my_chat_member.old_chat_member.status, u.my_chat_member.new_chat_member.status)
        for u in await bot.get_updates()
        if u.my_chat_member
    ]
    assert changes == [
        (chat, ChatMemberStatus.MEMBER, ChatMemberStatus.BANNED),
        (chat, ChatMemberStatus.BANNED, ChatMemberStatus.MEMBER),
        (group, ChatMemberStatus.LEFT, ChatMemberStatus.MEMBER),
        (group, ChatMemberStatus.MEMBER, ChatMemberStatus.BANNED),
        (channel, ChatMemberStatus.LEFT, ChatMemberStatus.ADMINISTRATOR),
    ]
    assert api.status(channel) == "administrator"


async def test_buttons(api: BotApi, bot: Bot) -> None:
    chat = api.private(7)
    keys = InlineKeyboardMarkup(
        [[InlineKeyboardButton("Sources", callback_data="v1:s"), InlineKeyboardButton("Web", url="https://x.example")]]
    )
    sent = await bot.send_message(chat, "x", reply_markup=keys)
    (seen,) = api.messages(chat)
    by_label, by_data = api.presses(seen, "Sources"), api.presses(seen, "v1:s")
    queries = [u.callback_query for u in await bot.get_updates() if u.callback_query]
    assert [(q.id, q.data) for q in queries] == [(by_label, "v1:s"), (by_data, "v1:s")]
    await queries[0].answer("Two sources", show_alert=True)
    assert (await api.waits_for_answer(by_label)).text == "Two sources"
    for late in (by_label, "1"):
        with pytest.raises(BadRequest, match="Query is too old"):
            await bot.answer_callback_query(late)
    with pytest.raises(BadRequest, match=r"(?i)message_too_long"):
        await bot.answer_callback_query(by_data, "x" * 201)
    for button in ("Web", "Nothing"):
        with pytest.raises(LookupError):
            api.presses(seen, button)
    await bot.delete_message(chat, sent.message_id)
    api.presses(seen, "Sources")
    stale = (await bot.get_updates())[-1].callback_query
    assert stale is not None
    assert stale.message is not None
    assert not stale.message.is_accessible


async def test_inline_queries(api: BotApi, bot: Bot) -> None:
    query = api.asks(7, "sudan")
    rows = [InlineQueryResultArticle(str(i), "Deadline", InputTextMessageContent("x")) for i in range(51)]
    with pytest.raises(BadRequest, match=r"(?i)results_too_much"):
        await bot.answer_inline_query(query, rows, current_offset=None)
    with pytest.raises(BadRequest, match=r"(?i)result_id_duplicate"):
        await bot.answer_inline_query(query, [rows[0], rows[0]])
    await bot.answer_inline_query(query, rows[:2], is_personal=True)
    assert [row["id"] for row in (await api.waits_for_answer(query)).results] == ["0", "1"]


async def test_a_user_who_blocked_the_bot_cannot_write_to_it(api: BotApi) -> None:
    chat = api.private(7)
    api.blocks(chat)
    with pytest.raises(ValueError, match="blocked"):
        api.says(chat, 7, "x")


async def test_a_document_from_a_user(api: BotApi, bot: Bot) -> None:
    api.sends(api.private(7), 7, b"<opml/>", "feeds.opml", caption="/import these")
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.document is not None
    assert (update.message.document.file_name, update.message.caption) == ("feeds.opml", "/import these")
    file = await update.message.document.get_file()
    assert bytes(await file.download_as_bytearray()) == b"<opml/>"


def article(text: str = "<b>Friday</b>", title: str = "Truce", data: str = "x") -> InlineQueryResultArticle:
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("x", callback_data=data)]])
    return InlineQueryResultArticle("1", title, InputTextMessageContent(text, parse_mode="HTML"), reply_markup=markup)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (InlineQueryResultPhoto("1", "https://a.example/1.jpg", "https://a.example/1.jpg"), "cached photos alone"),
        (InlineQueryResultCachedPhoto("1", "no-such-file"), "(?i)wrong file identifier"),
        (article(title=" "), "must have a title"),
        (article("<b>open"), "parse entities"),
        (article("<b></b>"), "text is empty"),
        (article("x" * 4097), "too long"),
        (article(data="x" * 65), "(?i)button_data_invalid"),
    ],
)
async def test_inline_results_are_read_as_messages_are(api: BotApi, bot: Bot, row: InlineQueryResult, words: str) -> None:
    query = api.asks(7, "due")
    with pytest.raises(BadRequest, match=words):
        await bot.answer_inline_query(query, [row])
    assert await bot.answer_inline_query(query, [article()])
