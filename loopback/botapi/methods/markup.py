"""Reply markup, checked as the server checks it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import cast

from loopback.botapi.errors import bad
from loopback.botapi.parameters import Parameters

__all__ = ["inline_markup", "reply_markup"]

_KINDS = ("inline_keyboard", "keyboard", "remove_keyboard", "force_reply")
#: exactly one of these makes an inline button
_ACTIONS = (
    "callback_data",
    "url",
    "copy_text",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "web_app",
    "login_url",
    "callback_game",
    "pay",
)
_LOOKS = ("text", "style", "icon_custom_emoji_id")
_KEYS = ("request_users", "request_chat", "request_contact", "request_location", "request_poll", "web_app")
_STYLES = ("danger", "success", "primary")
_URL = re.compile(r"(?:https?://|tg://|tonsite://)?[^\s/]+(?:\.[^\s/]+|/.*)?", re.DOTALL)
_MOST_BUTTONS = 100
_MOST_COPIED = 256
_MOST_DATA = 64


def reply_markup(sent: Parameters) -> dict[str, object] | None:
    """The markup of a new message; None where there is none. An empty inline keyboard is none."""
    markup = sent.mapping("reply_markup")
    if markup is None:
        return None
    kinds = [kind for kind in _KINDS if kind in markup]
    if len(kinds) != 1:
        raise bad("can't parse reply keyboard markup JSON object")
    if kinds[0] == "inline_keyboard":
        return _inline(markup)
    if kinds[0] == "keyboard":
        _rows(markup, "keyboard", _check_key)
    return markup


def inline_markup(sent: Parameters) -> dict[str, object] | None:
    """The markup of an edited message, which can be an inline keyboard alone."""
    markup = sent.mapping("reply_markup")
    if markup is None:
        return None
    if "inline_keyboard" not in markup:
        raise bad("inline keyboard expected")
    return _inline(markup)


def _inline(markup: dict[str, object]) -> dict[str, object] | None:
    count = _rows(markup, "inline_keyboard", _check_button)
    if count > _MOST_BUTTONS:
        raise bad("reply markup is too long")
    return {"inline_keyboard": [row for row in cast("list[object]", markup["inline_keyboard"]) if row]} if count else None


def _rows(markup: dict[str, object], name: str, check: Callable[[object], None]) -> int:
    rows = markup[name]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad(f'field "{name}" must be an Array of Arrays')
    count = 0
    for row in rows:
        for button in row:
            count += 1
            check(button)
    return count


def _check_button(button: object) -> None:
    if not isinstance(button, dict):
        raise bad("can't parse inline keyboard button: expected an Object")
    _check_text(button, "inline keyboard button")
    given = [action for action in _ACTIONS if action in button]
    for name in button:
        if name not in _ACTIONS and name not in _LOOKS:
            raise bad(f'can\'t parse inline keyboard button: field "{name}" is unknown')
    if not given:
        raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(given) > 1:
        raise bad(f"can't parse inline keyboard button: {' and '.join(given)} exclude each other")
    _check_style(button)
    if "callback_data" in button:
        data = button["callback_data"]
        if not isinstance(data, str) or not 1 <= len(data.encode()) <= _MOST_DATA:
            raise bad("BUTTON_DATA_INVALID")
    elif "url" in button:
        url = button["url"]
        if not isinstance(url, str) or not url or not _URL.fullmatch(url) or (":" in url.split("/")[0] and "://" not in url):
            raise bad(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    elif "copy_text" in button:
        copied = button["copy_text"]
        if not isinstance(copied, dict) or not isinstance(copied.get("text"), str) or not 1 <= len(copied["text"]) <= _MOST_COPIED:
            raise bad("BUTTON_COPY_TEXT_INVALID")


def _check_key(key: object) -> None:
    if isinstance(key, str):
        key = {"text": key}
    if not isinstance(key, dict):
        raise bad("can't parse keyboard button: expected an Object")
    _check_text(key, "keyboard button")
    for name in key:
        if name not in _KEYS and name not in _LOOKS:
            raise bad(f'can\'t parse keyboard button: field "{name}" is unknown')
    _check_style(key)


def _check_text(button: dict[str, object], what: str) -> None:
    text = button.get("text")
    if not isinstance(text, str):
        raise bad(f'can\'t parse {what}: Field "text" must be of type String')
    if not text.strip():
        raise bad("text buttons must have non-empty text" if what == "keyboard button" else "inline keyboard button text must be non-empty")


def _check_style(button: dict[str, object]) -> None:
    if "style" in button and button["style"] not in _STYLES:
        raise bad("invalid button style specified")
