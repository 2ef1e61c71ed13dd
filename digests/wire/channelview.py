"""A Telegram channel's public view (``https://t.me/s/NAME``) as a feed: many outlets live there alone."""

from __future__ import annotations

import re
from html import escape
from typing import Any
from urllib.parse import urlsplit

from lxml import html  # type: ignore[import-untyped]  # no types shipped
from lxml.etree import LxmlError, ParserError, tostring  # type: ignore[import-untyped]

from digests.wire import plain
from digests.wire.entries import Channel, Entry

__all__ = ["address", "read"]

_HOSTS = frozenset(("t.me", "telegram.me", "telegram.dog"))
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{3,31}")
#: Paths of t.me that are no channels.
_OTHERS = frozenset(("joinchat", "addstickers", "addemoji", "addlist", "share", "proxy", "socks", "login", "iv", "setlanguage", "boost"))
_LONGEST_TITLE = 200
_SENTENCE = re.compile(r"[^\n]{20,200}?[.!?…](?=\s|$)")


def address(url: str) -> str:
    """The public view of the channel that a t.me address names; any other address as it is."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    if (parts.hostname or "").lower().removeprefix("www.") not in _HOSTS:
        return url
    names = [part for part in parts.path.split("/") if part]
    if names[:1] == ["s"]:
        names = names[1:]
    if not names or not _NAME.fullmatch(names[0]) or names[0].lower() in _OTHERS:
        return url
    return f"https://t.me/s/{names[0]}"


def read(text: str) -> Channel | None:
    """A channel's view as a channel of entries, the newest first; None where it is none."""
    if "tgme_widget_message" not in text and "tgme_channel_info" not in text:
        return None
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    except (LxmlError, ParserError, ValueError):
        return None
    title = root.xpath("string((//*[contains(concat(' ', @class, ' '), ' tgme_channel_info_header_title ')])[1])")
    title = title or root.xpath("string(//meta[@property='og:title']/@content)")
    messages = root.xpath("//*[contains(concat(' ', @class, ' '), ' tgme_widget_message ')][@data-post]")
    entries = [entry for message in messages if (entry := _entry(message))]
    name = str(messages[0].get("data-post")).partition("/")[0] if messages else ""
    return Channel(
        escape(title.strip(), quote=False), f"https://t.me/s/{name}" if name else "", entries=tuple(reversed(entries)), whole=True
    )


def _entry(message: Any) -> Entry | None:
    """One message; None where it has no words (a picture, a sticker, what only the app shows)."""
    post = str(message.get("data-post"))
    bodies = message.xpath(
        ".//*[contains(concat(' ', @class, ' '), ' js-message_text ')]"
        "[not(ancestor::*[contains(concat(' ', @class, ' '), ' tgme_widget_message_reply ')])]"
    )
    markup = "\n\n".join(tostring(body, encoding="unicode", with_tail=False) for body in bodies)
    words = plain.text(markup)
    if not words or "/" not in post:
        return None
    title, rest = _headline(words)
    stamps = message.xpath(".//a[contains(@class, 'tgme_widget_message_date')]//time/@datetime") or message.xpath(".//time/@datetime")
    when = stamps[-1] if stamps else ""
    return Entry(
        guid=post,
        title=escape(title, quote=False),
        content=escape(rest, quote=False),
        links=(f"https://t.me/{post}",),
        dates=(str(when),) if when else (),
    )


def _headline(words: str) -> tuple[str, str]:
    """The first line, or the first sentence of a long one, and what follows."""
    first, _, rest = words.partition("\n\n")
    if len(first) <= _LONGEST_TITLE:
        return first, rest
    if found := _SENTENCE.match(first):
        return found.group(), f"{first[found.end() :].strip()}\n\n{rest}".strip()
    cut = first.rfind(" ", 0, _LONGEST_TITLE)
    return first[: cut if cut > 0 else _LONGEST_TITLE] + "…", words
