"""Addresses of articles: made whole, and freed of what only tells where a reader came from."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit, urlunsplit

from digests.text.vocabulary import load

__all__ = ["clean", "identity", "whole"]

#: What the BBC and others hang on a guid to mark a revision.
_REVISION = re.compile(r"#\d{1,4}$")
#: What no address holds as it stands (RFC 3986): somebody's markup.
_MARKUP = re.compile('[<>"]')


def whole(base: str, link: str) -> str:
    """A link as an absolute web address, counted from ``base``; "" where it is none: another scheme, no host, markup in it."""
    if _MARKUP.search(link):
        return ""
    link = re.sub(r"[\t\r\n]+ *", "", link.strip()).replace(" ", "%20")
    try:
        address = urljoin(base, link)
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme.lower() in ("http", "https") and parts.hostname else ""


def clean(url: str) -> str:
    """An address without parameters of tracking; the others as they stood, in their order."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    if not parts.query:
        return url
    kept = "&".join(pair for pair in parts.query.split("&") if not _tracks(pair.partition("=")[0].lower()))
    return url if kept == parts.query else urlunsplit(parts._replace(query=kept))


def identity(guid: str) -> str:
    """A guid without the mark of a revision that some outlets hang on addresses (``#0``, ``#1``)."""
    guid = guid.strip()
    return _REVISION.sub("", guid) if guid.startswith(("http://", "https://")) else guid


def _tracks(name: str) -> bool:
    words = load("digests.wire", "links.toml")
    return name in words["names"] or name.startswith(tuple(words["prefixes"]))
