"""Servers looser than Telegram's, read all the same."""

from __future__ import annotations

import json

from telegram import Message, Update, User

from bot.lenience import LenientRequest, amended


def parsed(result: object) -> object:
    return LenientRequest.parse_json_payload(json.dumps({"ok": True, "result": result}).encode())["result"]


def test_dates_in_milliseconds_are_dates() -> None:
    message = Message.de_json(parsed({"message_id": 3, "date": 1770000000123, "chat": {"id": 5, "type": "private"}, "text": "x"}), None)  # type: ignore[arg-type]
    assert message.date.year == 2026


def test_parameters_echoed_as_strings_are_read() -> None:
    sent = {"message_id": 3, "date": 1770000000, "chat": {"id": 5, "type": "private"}, "link_preview_options": '{"is_disabled": true}'}
    message = Message.de_json(parsed(sent), None)  # type: ignore[arg-type]
    assert message.link_preview_options is not None
    assert message.link_preview_options.is_disabled


def test_who_the_bot_is_needs_no_is_bot() -> None:
    assert User.de_json(parsed({"id": 666, "first_name": "Bot", "username": "b"}), None).is_bot  # type: ignore[arg-type]


def test_a_command_without_its_entity_is_a_command() -> None:
    update = {"update_id": 1, "message": {"message_id": 1, "date": 1, "chat": {"id": 5}, "from": {"id": 5}, "text": "/status arn"}}
    read = Update.de_json(amended(update), None)
    assert read.message is not None
    assert read.message.parse_entities()[read.message.entities[0]] == "/status"


def test_a_press_with_half_a_message_is_a_press() -> None:
    update = {"update_id": 1, "callback_query": {"id": "1", "from": {"id": 5}, "message": {"chat": {"id": 5}}, "data": "1:f:status:x"}}
    read = Update.de_json(amended(update), None)
    assert read.callback_query is not None
    assert read.effective_chat is not None
    assert read.effective_chat.id == 5


def test_nothing_is_done() -> None:
    assert parsed(None) is True
