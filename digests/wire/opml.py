"""The desk's feeds as OPML: what every feed reader can write and read.

Beside the usual attributes an outline may carry ``publisher``, ``language``, ``full_text`` ("auto", "on" or "off") and ``trust``
("normal" or "low").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree
from xml.sax.saxutils import quoteattr

from digests.errors import SeedError
from digests.model import Feed
from digests.wire import channelview

__all__ = ["read", "write"]

#: settings of a feed that are one of a few words, the usual one first
_SETTINGS = {"full_text": ("auto", "on", "off"), "trust": ("normal", "low")}
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def read(text: str, where: str = "feeds.opml") -> tuple[Feed, ...]:
    """The feeds of an OPML file, in its order; one listed twice (in two folders) counts once.

    ``where`` names the file in errors. Raises SeedError where it is no OPML, or an outline's address or setting is unusable.
    """
    feeds: dict[str, Feed] = {}
    for outline in _root(text, where).iter():
        if _bare(outline.tag) == "outline":
            attributes = {name.lower(): " ".join(value.split()) for name, value in outline.attrib.items()}
            if attributes.get("xmlurl") or attributes.get("type", "").lower() == "rss":
                feed = _feed(attributes, where)
                feeds.setdefault(feed.url, feed)
    return tuple(feeds.values())


def write(feeds: Iterable[Feed], title: str = "Dateline") -> str:
    """OPML that ``read`` gives back as the same feeds."""
    lines = "".join(f"    <outline {' '.join(_attributes(feed))}/>\n" for feed in feeds)
    head = f"<head><title>{quoteattr(_NOT_XML.sub('', title))[1:-1]}</title></head>"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n  {head}\n  <body>\n{lines}  </body>\n</opml>\n'


def _root(text: str, where: str) -> ElementTree.Element:
    if re.search(r"<!(?:DOCTYPE|ENTITY)\b", text, re.IGNORECASE):
        raise SeedError(where, "it declares a document type of its own, which OPML has no need of")
    try:
        root = ElementTree.fromstring(text.lstrip("\ufeff \t\r\n"))  # noqa: S314 - entities were refused above
    except (ElementTree.ParseError, ValueError) as error:
        raise SeedError(where, f"it is not proper XML: {error}") from error
    if _bare(root.tag) != "opml":
        raise SeedError(where, f"it is no OPML: it begins with <{_bare(root.tag)}>")
    return root


def _bare(tag: object) -> str:
    return str(tag).rsplit("}", 1)[-1].lower()


def _feed(attributes: dict[str, str], where: str) -> Feed:
    url = attributes.get("xmlurl", "")
    named = attributes.get("title") or attributes.get("text") or ""
    if not url:
        raise SeedError(where, f"the feed {named!r} has no xmlUrl")
    host = _host(url, where)
    url = channelview.address(url)
    return Feed(
        url=url,
        outlet=named or host,
        publisher=attributes.get("publisher", ""),
        site=attributes.get("htmlurl", ""),
        language=attributes.get("language", ""),
        **_settings(attributes, url, where),
    )


def _settings(attributes: dict[str, str], url: str, where: str) -> dict[str, Any]:
    given = {name: attributes.get(name, "").lower() or words[0] for name, words in _SETTINGS.items()}
    for name, word in given.items():
        if word not in _SETTINGS[name]:
            *most, last = _SETTINGS[name]
            raise SeedError(where, f"{name} of {url} is {', '.join(most)} or {last}, not {word!r}")
    return given


def _host(url: str, where: str) -> str:
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError as error:
        raise SeedError(where, f"{url} is no web address") from error
    if parts.scheme.lower() not in ("http", "https") or not host:
        raise SeedError(where, f"{url} is no web address: it begins with http:// or https://")
    return host


def _attributes(feed: Feed) -> Iterator[str]:
    values = {
        "type": "rss",
        "text": feed.outlet,
        "title": feed.outlet,
        "xmlUrl": feed.url,
        "htmlUrl": feed.site,
        "publisher": feed.publisher,
        "language": feed.language,
        **{name: value for name, words in _SETTINGS.items() if (value := getattr(feed, name)) != words[0]},
    }
    return (f"{name}={quoteattr(_NOT_XML.sub('', value))}" for name, value in values.items() if value)
