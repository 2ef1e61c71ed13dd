"""Methods of the conversation: updates, webhook, and answers to buttons and inline queries."""

from __future__ import annotations

import json
import re
from typing import cast
from urllib.parse import urlsplit

from loopback.botapi import wire
from loopback.botapi.errors import Refused, bad
from loopback.botapi.methods import composing
from loopback.botapi.methods.markup import inline_markup
from loopback.botapi.methods.method import Method
from loopback.botapi.parameters import Parameters
from loopback.botapi.records import Answer
from loopback.botapi.updates import UPDATE_TYPES
from loopback.botapi.world import World

__all__ = ["METHODS"]

_OLD_QUERY = "query is too old and response timeout expired or query ID is invalid"
_MOST_ANSWER = 200
_MOST_RESULTS = 50
_MOST_POLL = 50
_PORTS = (443, 80, 88, 8443)


def get_me(world: World, sent: Parameters) -> object:
    """getMe."""
    abilities = {"can_join_groups": True, "can_read_all_group_messages": not world.privacy, "supports_inline_queries": True}
    return wire.user(world.bot) | abilities | {"can_connect_to_business": False, "has_main_web_app": False}


async def get_updates(world: World, sent: Parameters) -> object:
    """getUpdates."""
    if (kinds := _kinds(sent)) is not None:
        world.updates.wants(kinds)
    limit = sent.integer("limit", 100) or 100
    timeout = min(max(sent.integer("timeout", 0) or 0, 0), _MOST_POLL)
    return await world.updates.fetch(sent.integer("offset", 0) or 0, limit, timeout)


def _kinds(sent: Parameters) -> list[str] | None:
    kinds = sent.sequence("allowed_updates")
    if kinds is not None and not all(isinstance(kind, str) for kind in kinds):
        raise bad("allowed_updates must be an Array of String")
    return cast("list[str] | None", kinds)


def set_webhook(world: World, sent: Parameters) -> object:
    """setWebhook: kept and shown, and getUpdates is refused meanwhile; nothing is ever posted to the address."""
    url = sent.text("url")
    if not url:
        return delete_webhook(world, sent)
    parts = urlsplit(url)
    if parts.scheme != "https":
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if (parts.port or 443) not in _PORTS:
        raise bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", sent.text("secret_token")):
        raise bad("secret token contains unallowed characters")
    if sent.flag("drop_pending_updates"):
        world.updates.drop()
    if (kinds := _kinds(sent)) is not None:
        world.updates.wants(kinds)
    world.updates.webhook = {"url": url, "max_connections": sent.integer("max_connections", 40)}
    world.updates.secret = sent.text("secret_token")
    world.bell.ring()
    return True


def delete_webhook(world: World, sent: Parameters) -> object:
    """deleteWebhook."""
    if sent.flag("drop_pending_updates"):
        world.updates.drop()
    world.updates.webhook = None
    return True


def get_webhook_info(world: World, sent: Parameters) -> object:
    """getWebhookInfo."""
    info: dict[str, object] = {"url": "", "has_custom_certificate": False, "pending_update_count": len(world.updates)}
    return info | (world.updates.webhook or {}) | {"allowed_updates": [kind for kind in UPDATE_TYPES if kind in world.updates.allowed]}


def answer_callback_query(world: World, sent: Parameters) -> object:
    """answerCallbackQuery: each query can be answered once."""
    query = sent.text("callback_query_id")
    if world.queries.get(query) is not False:
        raise bad(_OLD_QUERY)
    if len(sent.text("text")) > _MOST_ANSWER:
        raise bad("MESSAGE_TOO_LONG")
    world.queries[query] = True
    world.answers.append(Answer(query, sent.text("text"), sent.flag("show_alert"), sent.text("url") or None))
    world.bell.ring()
    return True


def answer_inline_query(world: World, sent: Parameters) -> object:
    """answerInlineQuery: at most 50 results, each with an id of its own."""
    query = sent.text("inline_query_id")
    if world.inline.get(query) is not False:
        raise bad(_OLD_QUERY)
    results = sent.sequence("results")
    if results is None or not all(isinstance(result, dict) for result in results):
        raise bad("can't parse inline query results")
    rows = cast("list[dict[str, object]]", results)
    if len(rows) > _MOST_RESULTS:
        raise bad("RESULTS_TOO_MUCH")
    ids = [row.get("id") for row in rows]
    if not all(isinstance(i, str) and 1 <= len(i.encode()) <= 64 for i in ids):
        raise bad("RESULT_ID_INVALID")
    if len(set(ids)) < len(ids):
        raise bad("RESULT_ID_DUPLICATE")
    for row in rows:
        _check_result(world, row)
    if not (sent.integer("cache_time", 300) or 0) >= 0:
        raise bad("cache_time must be non-negative")
    _check_button(sent.mapping("button"))
    world.inline[query] = True
    world.answers.append(Answer(query, results=tuple(rows)))
    world.bell.ring()
    return True


def _check_result(world: World, row: dict[str, object]) -> None:
    """An inline result as the server takes it: its text is parsed as that of a message, its buttons checked.

    Articles are known, and photos that the server has already.
    """
    if "reply_markup" in row:
        inline_markup(Parameters({"reply_markup": _spelled(row["reply_markup"])}, {}))
    if row.get("type") == "article":
        _check_article(row)
    elif row.get("type") == "photo" and "photo_file_id" in row:
        stored = world.files.stored(str(row["photo_file_id"]))
        if stored is None or stored.kind != "photo":
            raise bad("wrong file identifier/HTTP URL specified")
        composing.caption(Parameters({name: str(row[name]) for name in ("caption", "parse_mode") if name in row}, {}))
    else:
        raise bad("can't parse inline query result: articles and cached photos alone are kept here")


def _check_article(row: dict[str, object]) -> None:
    if not str(row.get("title", "")).strip():
        raise bad("can't parse inline query result: article must have a title")
    content = row.get("input_message_content")
    if not isinstance(content, dict):
        raise bad("can't parse inline query result: input message content is not specified")
    composing.text(Parameters({"text" if name == "message_text" else str(name): _spelled(value) for name, value in content.items()}, {}))


def _spelled(value: object) -> str:
    """A JSON value as a parameter of its own would spell it."""
    return value if isinstance(value, str) else json.dumps(value)


def _check_button(button: dict[str, object] | None) -> None:
    """The button above the results."""
    if button is None:
        return
    start = button.get("start_parameter")
    if not str(button.get("text", "")).strip() or not isinstance(start, str) or not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", start):
        raise bad("can't parse inline query results button")


def log_out(world: World, sent: Parameters) -> object:
    """logOut: from here on every request is refused, as by a cloud server the bot has left."""
    world.logged_out = True
    return True


def close(world: World, sent: Parameters) -> object:
    """close: the real server refuses it in the first ten minutes, and this one is always young."""
    raise Refused.of(429, retry_after=600)


METHODS = (
    Method.of("getMe", get_me),
    Method.of("getUpdates", get_updates, "offset limit timeout allowed_updates"),
    Method.of("setWebhook", set_webhook, "url certificate ip_address max_connections allowed_updates drop_pending_updates secret_token"),
    Method.of("deleteWebhook", delete_webhook, "drop_pending_updates"),
    Method.of("getWebhookInfo", get_webhook_info),
    Method.of("answerCallbackQuery", answer_callback_query, "callback_query_id text show_alert url cache_time"),
    Method.of("answerInlineQuery", answer_inline_query, "inline_query_id results cache_time is_personal next_offset button"),
    Method.of("logOut", log_out),
    Method.of("close", close),
)
