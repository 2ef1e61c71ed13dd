"""Sending, editing, deleting and pinning, as a bot does it and as a reader sees it."""

from __future__ import annotations

from datetime import UTC, datetime

import aiohttp
import pytest
from telegram import (
    Bot,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    KeyboardButton,
    KeyboardButtonRequestChat,
    LinkPreviewOptions,
    ReplyKeyboardMarkup,
    ReplyParameters,
)
from telegram.error import BadRequest, Forbidden

from loopback.botapi import BotApi

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


def keyboard(*buttons: InlineKeyboardButton) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([list(buttons)])


async def test_a_reader_sees_text_links_and_buttons(api: BotApi, bot: Bot) -> None:
    chat = api.private(7, "Ada")
    sent = await bot.send_message(
        chat,
        '<b>Truce</b> &amp; talks, <a href="https://wire.example/1">source</a>',
        parse_mode="HTML",
        disable_notification=True,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        reply_markup=keyboard(
            InlineKeyboardButton("Sources", callback_data="v1:s"),
            InlineKeyboardButton("Open", url="https://wire.example/1"),
            InlineKeyboardButton("Copy", copy_text=CopyTextButton("the line")),
        ),
    )
    (seen,) = api.messages(chat)
    assert (seen.id, seen.text, seen.silent, seen.edited) == (sent.message_id, "Truce & talks, source", True, False)
    assert seen.html is not None
    assert seen.html.startswith("<b>Truce</b> &amp;")
    assert seen.links() == (("source", "https://wire.example/1"),)
    assert seen.labels == ("Sources", "Open", "Copy")
    assert [(b.data, b.url, b.copies) for b in seen.buttons[0]] == [
        ("v1:s", None, None),
        (None, "https://wire.example/1", None),
        (None, None, "the line"),
    ]
    assert seen.preview == {"is_disabled": True}


REFUSED_TEXTS = {
    "nothing": ("", None, "Message text is empty"),
    "white space alone": (" \n ", None, "Message text is empty"),
    "tags alone": ("<b></b>", "HTML", "Message text is empty"),
    "one too many": ("x" * 4097, None, "Message is too long"),
    "one too many after parsing": ("<b>" + "&lt;" * 4097 + "</b>", "HTML", "Message is too long"),
    "a tag nobody knows": ("<p>x</p>", "HTML", 'Can\'t parse entities: unsupported start tag "p" at byte offset 0'),
}


@pytest.mark.parametrize("name", REFUSED_TEXTS)
async def test_texts_that_are_refused(api: BotApi, bot: Bot, name: str) -> None:
    text, mode, why = REFUSED_TEXTS[name]
    chat = api.private(7)
    with pytest.raises(BadRequest) as caught:
        await bot.send_message(chat, text, parse_mode=mode)
    assert str(caught.value).lower() == why.lower()
    assert api.messages(chat) == ()


async def test_length_is_counted_after_parsing_and_in_code_points(api: BotApi, bot: Bot) -> None:
    chat = api.private(7)
    await bot.send_message(chat, "<b>" + "&amp;" * 4096 + "</b>", parse_mode="HTML")
    await bot.send_message(chat, "😀" * 4096)
    assert [len(message.text) for message in api.messages(chat)] == [4096, 4096]


REFUSED_BUTTONS = {
    "65 bytes of data": (InlineKeyboardButton("x", callback_data="é" * 33), "Button_data_invalid"),
    "no address": (InlineKeyboardButton("x", url="javascript:x"), "Inline keyboard button URL 'javascript:x' is invalid: Wrong HTTP URL"),
    "no action": (InlineKeyboardButton("x"), "Can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
    "no label": (InlineKeyboardButton(" ", callback_data="x"), "Inline keyboard button text must be non-empty"),
    "too much to copy": (InlineKeyboardButton("x", copy_text=CopyTextButton("x" * 257)), "Button_copy_text_invalid"),
}


@pytest.mark.parametrize("name", REFUSED_BUTTONS)
async def test_buttons_that_are_refused(api: BotApi, bot: Bot, name: str) -> None:
    button, why = REFUSED_BUTTONS[name]
    with pytest.raises(BadRequest) as caught:
        await bot.send_message(api.private(7), "x", reply_markup=keyboard(button))
    assert str(caught.value).lower() == why.lower()


async def test_an_unknown_parameter_is_refused(api: BotApi, bot: Bot) -> None:
    with pytest.raises(BadRequest, match='Parameter "disable_notfication" is unknown'):
        await bot.send_message(api.private(7), "x", api_kwargs={"disable_notfication": True})


async def test_editing(api: BotApi, bot: Bot) -> None:
    chat = api.private(7)
    sent = await bot.send_message(chat, "one", reply_markup=keyboard(InlineKeyboardButton("x", callback_data="x")))
    with pytest.raises(BadRequest, match=r"^Message is not modified"):
        await bot.edit_message_text("one", chat, sent.message_id, reply_markup=sent.reply_markup)
    await bot.edit_message_text("two", chat, sent.message_id)
    (seen,) = api.messages(chat)
    assert (seen.text, seen.edited, seen.buttons) == ("two", True, ())
    await bot.edit_message_reply_markup(chat, sent.message_id, reply_markup=sent.reply_markup)
    assert api.messages(chat)[0].labels == ("x",)
    with pytest.raises(BadRequest, match=r"^Message to edit not found"):
        await bot.edit_message_text("three", chat, 999)
    with pytest.raises(BadRequest, match=r"(?i)message_too_long"):
        await bot.edit_message_text("x" * 4097, chat, sent.message_id)
    theirs = api.says(chat, 7, "mine")
    with pytest.raises(BadRequest, match="can't be edited"):
        await bot.edit_message_text("three", chat, theirs.id)


async def test_deleting_and_pinning(api: BotApi, bot: Bot) -> None:
    group = api.group("Desk")
    one, two = [await bot.send_message(group, text) for text in ("one", "two")]
    with pytest.raises(BadRequest, match="Not enough rights to manage pinned messages in the chat"):
        await bot.pin_chat_message(group, one.message_id)
    api.promotes(group)
    await bot.pin_chat_message(group, one.message_id)
    await bot.pin_chat_message(group, two.message_id)
    assert [message.text for message in api.pinned(group)] == ["one", "two"]
    await bot.unpin_chat_message(group)
    assert [message.text for message in api.pinned(group)] == ["one"]
    await bot.delete_message(group, one.message_id)
    assert [message.text for message in api.messages(group)] == ["two"]
    assert api.pinned(group) == ()
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(group, one.message_id)


async def test_a_photo_uploaded_once_and_sent_again(api: BotApi, bot: Bot) -> None:
    chat = api.private(7)
    first = await bot.send_photo(chat, PNG, caption="<i>Tolls</i>", parse_mode="HTML")
    again = await bot.send_photo(chat, first.photo[-1].file_id)
    assert again.photo[-1].file_id == first.photo[-1].file_id
    seen = api.messages(chat)
    assert [(m.kind, m.text, m.file) for m in seen] == [("photo", "Tolls", PNG), ("photo", "", PNG)]
    with pytest.raises(BadRequest, match="Message caption is too long"):
        await bot.send_photo(chat, PNG, caption="x" * 1025)
    with pytest.raises(BadRequest, match=r"(?i)image_process_failed"):
        await bot.send_photo(chat, b"no picture")
    with pytest.raises(BadRequest, match="Wrong file identifier"):
        await bot.send_photo(chat, "AgACnothing")


async def test_a_document_and_fetching_it_back(api: BotApi, bot: Bot) -> None:
    chat = api.private(7)
    sent = await bot.send_document(chat, b"BEGIN:VCALENDAR", filename="deadlines.ics", caption="Deadlines")
    assert sent.document is not None
    assert (api.messages(chat)[0].file_name, api.messages(chat)[0].file) == ("deadlines.ics", b"BEGIN:VCALENDAR")
    file = await bot.get_file(sent.document.file_id)
    assert bytes(await file.download_as_bytearray()) == b"BEGIN:VCALENDAR"


async def test_an_album(api: BotApi, bot: Bot) -> None:
    chat = api.private(7)
    await bot.send_media_group(chat, [InputMediaPhoto(PNG, caption="one"), InputMediaPhoto(PNG + b"2")])
    assert [(m.kind, m.text) for m in api.messages(chat)] == [("photo", "one"), ("photo", "")]
    with pytest.raises(BadRequest, match="Wrong number of messages in the album"):
        await bot.send_media_group(chat, [InputMediaPhoto(PNG)])


async def test_answering_and_quoting(api: BotApi, bot: Bot) -> None:
    chat = api.private(7)
    first = await bot.send_message(chat, "The truce ends on Sunday.")
    await bot.send_message(chat, "It was extended.", reply_parameters=ReplyParameters(first.message_id, quote="ends on Sunday"))
    assert (api.messages(chat)[1].reply_to, api.messages(chat)[1].quote) == (first.message_id, "ends on Sunday")
    with pytest.raises(BadRequest, match=r"(?i)quote_text_invalid"):
        await bot.send_message(chat, "x", reply_parameters=ReplyParameters(first.message_id, quote="ends on Monday"))
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await bot.send_message(chat, "x", reply_parameters=ReplyParameters(999))
    await bot.send_message(chat, "y", reply_parameters=ReplyParameters(999, allow_sending_without_reply=True))
    assert api.messages(chat)[-1].reply_to is None


async def test_a_forum(api: BotApi, bot: Bot) -> None:
    chat = api.supergroup("Newsroom", forum=True)
    topic = api.forum(chat, "Sudan")
    await bot.send_message(chat, "in the topic", message_thread_id=topic)
    await bot.send_message(chat, "outside")
    assert [m.text for m in api.messages(chat, thread=topic)] == ["in the topic"]
    api.closes_topic(chat, topic)
    with pytest.raises(BadRequest, match=r"(?i)topic_closed"):
        await bot.send_message(chat, "x", message_thread_id=topic)
    api.deletes_topic(chat, topic)
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(chat, "x", message_thread_id=topic)


async def test_a_reply_keyboard_that_asks_for_a_chat(api: BotApi, bot: Bot) -> None:
    chat, channel = api.private(7), api.channel("Wire")
    key = KeyboardButton("Choose", request_chat=KeyboardButtonRequestChat(1, chat_is_channel=True))
    await bot.send_message(chat, "Which channel?", reply_markup=ReplyKeyboardMarkup([[key]]))
    assert api.messages(chat)[0].keys[0][0].text == "Choose"
    api.shares(7, 1, channel)
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.chat_shared is not None
    assert update.message.chat_shared.chat_id == channel


REFUSED_PLACES = {
    "nobody": (lambda api: 404, BadRequest, "Chat not found"),
    "blocked": (lambda api: _then(api, api.private(7), "blocks"), Forbidden, "Forbidden: bot was blocked by the user"),
    "deactivated": (lambda api: _then(api, api.private(7), "deactivates"), Forbidden, "Forbidden: user is deactivated"),
    "never started": (lambda api: api.private(7, started=False), Forbidden, "Forbidden: bot can't initiate conversation with a user"),
    "kicked from a group": (lambda api: _then(api, api.group("G"), "kicks"), Forbidden, "Forbidden: bot was kicked from the group chat"),
    "kicked from a supergroup": (
        lambda api: _then(api, api.supergroup("G"), "kicks"),
        Forbidden,
        "Forbidden: bot was kicked from the supergroup chat",
    ),
    "never in the channel": (
        lambda api: api.channel("C", bot_in=False),
        Forbidden,
        "Forbidden: bot is not a member of the channel chat",
    ),
    "a deleted group": (lambda api: _then(api, api.group("G"), "deletes_chat"), Forbidden, "Forbidden: the group chat was deleted"),
    "no rights to write": (
        lambda api: api.supergroup("G", may_write=False),
        BadRequest,
        "Not enough rights to send text messages to the chat",
    ),
    "no administrator of the channel": (
        lambda api: _then(api, api.channel("C"), "demotes"),
        BadRequest,
        "Need administrator rights in the channel chat",
    ),
}


def _then(api: BotApi, chat: int, verb: str) -> int:
    getattr(api, verb)(chat)
    return chat


@pytest.mark.parametrize("name", REFUSED_PLACES)
async def test_places_where_the_bot_may_not_write(api: BotApi, bot: Bot, name: str) -> None:
    stage, kind, why = REFUSED_PLACES[name]
    with pytest.raises(kind) as caught:
        await bot.send_message(stage(api), "x")
    assert str(caught.value) == why


async def test_a_channel_by_its_name(api: BotApi, bot: Bot) -> None:
    channel = api.channel("Wire", username="the_wire")
    await bot.send_message("@the_wire", "posted")
    (seen,) = api.messages(channel)
    assert (seen.text, seen.sender) == ("posted", None)


async def test_a_get_request_and_a_json_body_work_too(api: BotApi) -> None:
    chat = api.private(7)
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{api.base_url}{api.token}/sendMessage", params={"chat_id": str(chat), "text": "by get"}) as answer:
            assert (await answer.json())["result"]["text"] == "by get"
        async with session.post(f"{api.base_url}{api.token}/sendmessage", json={"chat_id": chat, "text": "by json"}) as answer:
            assert (await answer.json())["result"]["date"] <= datetime.now(UTC).timestamp()
    assert [m.text for m in api.messages(chat)] == ["by get", "by json"]
