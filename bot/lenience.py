"""Answers of Bot API servers that are looser than Telegram's, made into what PTB can read.

A stand-in server for tests often leaves out what Telegram always sends, gives dates in milliseconds, or echoes a request's
parameters as the strings they came in. Only where the settings name another server than Telegram's own are its answers
read this way; what is already as it should be stays untouched.
"""

from __future__ import annotations

import json
from typing import Any

from telegram._utils.types import JSONDict
from telegram.request import BaseRequest

from bot.transport import AiohttpRequest

__all__ = ["LenientRequest", "amended"]

#: a date past this is in milliseconds: in seconds it would be the year 5138
_MILLISECONDS = 10**11
_DATES = ("date", "edit_date", "forward_date")
#: parameters of a request that a server may echo as the JSON strings they were sent as
_ECHOED = ("entities", "link_preview_options", "reply_markup", "reply_parameters")


class LenientRequest(AiohttpRequest):
    """The transport for servers that are not Telegram's own."""

    __slots__ = ()

    @staticmethod
    def parse_json_payload(payload: bytes) -> JSONDict:
        """The answer, amended. Raises TelegramError where it is no JSON."""
        answer = BaseRequest.parse_json_payload(payload)
        result = amended(answer.get("result"))
        if isinstance(result, dict) and "update_id" not in result and "first_name" in result and "message_id" not in result:
            result.setdefault("is_bot", True)  # who the bot is: getMe
        if "result" not in answer:
            return answer
        return {**answer, "result": True if result is None else result}  # "done", as Telegram says it


def amended(value: Any) -> Any:
    """A part of an answer with what was left out filled in, and its parts likewise."""
    if isinstance(value, list):
        return [amended(part) for part in value]
    if not isinstance(value, dict):
        return value
    made = {name: amended(_read(name, part)) for name, part in value.items()}
    for name in _DATES:
        if isinstance(made.get(name), (int, float)):
            made[name] = int(made[name] / 1000) if made[name] > _MILLISECONDS else int(made[name])
    for name in ("from", "user"):
        if isinstance(made.get(name), dict):
            made[name].setdefault("is_bot", False)
            made[name].setdefault("first_name", "")
    if isinstance(query := made.get("callback_query"), dict):
        query.setdefault("chat_instance", "")
    if isinstance(made.get("chat"), dict):
        _fill_message(made)
    return made


def _read(name: str, part: Any) -> Any:
    if name not in _ECHOED or not isinstance(part, str):
        return part
    try:
        return json.loads(part)
    except ValueError:
        return None


def _fill_message(message: dict[str, Any]) -> None:
    message.setdefault("message_id", 0)
    message.setdefault("date", 0)
    message["chat"].setdefault("type", "private")
    text = message.get("text")
    if isinstance(text, str) and text.startswith("/") and not message.get("entities"):
        message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}]
