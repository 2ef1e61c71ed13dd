"""JSON Feed, versions 1 and 1.1 (jsonfeed.org)."""

from __future__ import annotations

import json
from html import escape
from typing import Any

from digests.wire.entries import Channel, Entry

__all__ = ["read"]


def read(text: str) -> Channel | None:
    """A JSON Feed's text as a channel; None where it is none."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or not _told(found, "version").startswith(("https://jsonfeed.org/", "http://jsonfeed.org/")):
        return None
    items = found.get("items")
    return Channel(
        title=_told(found, "title"),
        link=_told(found, "home_page_url"),
        language=_told(found, "language"),
        entries=tuple(_entry(item) for item in items if isinstance(item, dict)) if isinstance(items, list) else (),
    )


def _told(found: dict[str, Any], name: str) -> str:
    value = found.get(name)
    if isinstance(value, int) and not isinstance(value, bool):  # ids are numbers with some
        return str(value)
    return value if isinstance(value, str) else ""


def _entry(item: dict[str, Any]) -> Entry:
    return Entry(
        guid=_told(item, "id"),
        title=escape(_told(item, "title"), quote=False),
        summary=escape(_told(item, "summary"), quote=False),
        content=_told(item, "content_html") or escape(_told(item, "content_text"), quote=False),
        links=tuple(link for name in ("url", "external_url", "id") if (link := _told(item, name))),
        dates=tuple(told for name in ("date_published", "date_modified") if (told := _told(item, name))),
        language=_told(item, "language"),
    )
