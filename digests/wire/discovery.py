"""The feeds a page names: those it declares for feed readers, then those it merely links to."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from lxml import html  # type: ignore[import-untyped]  # no types shipped
from lxml.etree import LxmlError, ParserError  # type: ignore[import-untyped]

from digests.wire import charset, links, packing

__all__ = ["find"]

#: The most of a page that is looked through.
_MOST_BYTES = 2_000_000
_MOST = 10
_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml", "application/json")
#: Feeds that are not of the site's news: of comments, of one author, of a search.
_ASIDE = re.compile(r"comment|/author/|[?&]s=|/search|oembed|wp-json", re.IGNORECASE)
_NAMED = re.compile(r"(?:^|[/._?=\-])(?:rss|feed|atom|feeds)(?:[/._?=\-\d]|$)|\.(?:rss|atom|rdf)$", re.IGNORECASE)


def find(body: bytes, url: str, content_type: str = "") -> tuple[str, ...]:
    """Addresses of the feeds that the page at ``url`` names, the likeliest first; none where it is no page, or names none."""
    try:
        markup = charset.decode(packing.unpack(body, "", _MOST_BYTES * 4)[:_MOST_BYTES], content_type)
        root = html.document_fromstring(markup.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    except (packing.TooLarge, packing.BadPacking, charset.Undecodable, LxmlError, ParserError, ValueError):
        return ()
    base = links.whole(url, root.xpath("string(//base/@href)").strip()) or url
    declared = [
        link.get("href", "")
        for link in root.iterfind(".//link[@href]")
        if "alternate" in link.get("rel", "").lower().split() and link.get("type", "").partition(";")[0].strip().lower() in _TYPES
    ]
    named = [anchor.get("href", "") for anchor in root.iterfind(".//a[@href]") if _names_feed(anchor.get("href", ""))]
    whole = [found for found in (links.whole(base, link) for link in declared + named) if found and not _ASIDE.search(found)]
    return tuple(dict.fromkeys(whole))[:_MOST]


def _names_feed(link: str) -> bool:
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    return bool(_NAMED.search(parts.path) or _NAMED.search(parts.query))
