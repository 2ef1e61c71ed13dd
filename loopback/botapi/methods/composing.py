"""What a message is made of, read from a request: text with its entities, the topic, the message it answers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import cast

from loopback.botapi.entities import Entity, found_in, trimmed, utf16
from loopback.botapi.errors import bad
from loopback.botapi.html import parse_html
from loopback.botapi.parameters import Parameters
from loopback.botapi.records import Place
from loopback.botapi.rich import parse_rich

__all__ = ["Written", "answered", "caption", "preview", "text", "thread"]

_MOST_TEXT = 4096
_MOST_CAPTION = 1024
_PREVIEW = ("is_disabled", "url", "prefer_small_media", "prefer_large_media", "show_above_text")
_REPLY = (
    "message_id",
    "chat_id",
    "allow_sending_without_reply",
    "quote",
    "quote_parse_mode",
    "quote_entities",
    "quote_position",
    "checklist_task_id",
    "poll_option_id",
)
_ENTITY_TYPES = [
    "mention",
    "hashtag",
    "cashtag",
    "bot_command",
    "url",
    "email",
    "phone_number",
    "bold",
    "italic",
    "underline",
    "strikethrough",
    "spoiler",
    "blockquote",
    "expandable_blockquote",
    "code",
    "pre",
    "text_link",
    "text_mention",
    "custom_emoji",
    "date_time",
]


@dataclass(frozen=True, slots=True)
class Written:
    """A text after parsing; ``html`` is the source where it was HTML."""

    text: str
    entities: tuple[Entity, ...]
    html: str | None


def text(sent: Parameters, *, edit: bool = False) -> Written:
    """The text of a message, 1 to 4096 code points after parsing."""
    written = _written(sent, "text", "entities")
    if not written.text:
        raise bad("message text is empty")
    if len(written.text) > _MOST_TEXT:
        raise bad("MESSAGE_TOO_LONG" if edit else "message is too long")
    return written


def rich(sent: Parameters) -> Written:
    """What ``rich_message`` tells, as HTML."""
    given = sent.mapping("rich_message")
    if not given:
        raise bad("message text is empty")
    source = given.get("html")
    if set(given) - {"html", "is_rtl", "skip_entity_detection"} or not isinstance(source, str):
        raise bad("can't parse InputRichMessage: exactly one of html, markdown and blocks, and only html is kept here")
    return Written(parse_rich(source), (), source)


def caption(sent: Parameters) -> Written:
    """The caption of a file, 0 to 1024 code points after parsing."""
    written = _written(sent, "caption", "caption_entities")
    if len(written.text) > _MOST_CAPTION:
        raise bad("message caption is too long")
    return written


def _written(sent: Parameters, name: str, entities_name: str) -> Written:
    source, mode = sent.text(name), sent.text("parse_mode").lower()
    if "\0" in source or any("\ud800" <= letter <= "\udfff" for letter in source):
        raise bad("strings must be encoded in UTF-8")
    if mode == "html":
        plain, entities = parse_html(source)
    elif mode in ("", "none"):
        plain, entities = source, _given(sent, entities_name, source)
    elif mode in ("markdown", "markdownv2"):
        raise bad(f"parse_mode {sent.text('parse_mode')} is not spoken here, HTML is")
    else:
        raise bad("unsupported parse_mode")
    kept, moved = trimmed(plain, entities)
    return Written(kept, found_in(kept, moved), source if mode == "html" else None)


def _given(sent: Parameters, name: str, source: str) -> tuple[Entity, ...]:
    """Entities the bot sent beside a plain text."""
    entities = []
    for item in sent.sequence(name) or []:
        if not isinstance(item, dict) or item.get("type") not in _ENTITY_TYPES:
            raise bad("can't parse entities: Unsupported type specified")
        offset, length = item.get("offset"), item.get("length")
        if not isinstance(offset, int) or not isinstance(length, int) or offset < 0 or length < 0:
            raise bad("can't parse entities: Entity offset and length must be non-negative")
        if offset + length > utf16(source):
            raise bad(f"entity beginning at UTF-16 offset {offset} ends after the end of the text at UTF-16 offset {utf16(source)}")
        # the server finds these itself and does not take them from a bot
        if item["type"] not in ("mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number"):
            user = cast("dict[str, int] | None", item.get("user"))
            fields = {key: item.get(key) for key in ("url", "language", "custom_emoji_id", "unix_time", "date_time_format")}
            entities.append(Entity(item["type"], offset, length, user=user["id"] if user else None, **fields))
    return tuple(entities)


def preview(sent: Parameters) -> dict[str, object] | None:
    """link_preview_options."""
    options = sent.mapping("link_preview_options")
    for name in options or {}:
        if name not in _PREVIEW:
            raise bad(f'field "{name}" of link_preview_options is unknown')
    return options


def thread(sent: Parameters, place: Place) -> int | None:
    """The forum topic a message goes to; None outside of one."""
    number = sent.integer("message_thread_id")
    if number is None or number == 0:
        return None
    if number not in place.topics:
        raise bad("message thread not found")
    if place.topics[number].closed and place.bot != "administrator":
        raise bad("TOPIC_CLOSED")
    return number


def answered(sent: Parameters, place: Place) -> tuple[int | None, str | None]:
    """The message that is answered and the words quoted of it."""
    reply = sent.mapping("reply_parameters")
    if reply is None:
        return None, None
    for name in reply:
        if name not in _REPLY:
            raise bad(f'field "{name}" of reply_parameters is unknown')
    number = reply.get("message_id")
    message = place.messages.get(number) if isinstance(number, int) else None
    if message is None or message.deleted:
        if reply.get("allow_sending_without_reply"):
            return None, None
        raise bad("message to be replied not found")
    quote = reply.get("quote")
    if quote is None:
        return message.id, None
    words = parse_html(str(quote))[0] if str(reply.get("quote_parse_mode", "")).lower() == "html" else str(quote)
    if len(words) > _MOST_CAPTION:
        raise bad("QUOTE_TEXT_INVALID")
    if not re.search(re.escape(words), message.text):
        raise bad("QUOTE_TEXT_INVALID")
    return message.id, words
