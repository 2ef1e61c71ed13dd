"""Parsing feeds: five fields by the standard library alone, feedparser with both its switches off, and our articles."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from io import BytesIO
from statistics import median
from xml.etree import ElementTree

import feedparser

from bench import printed
from bench.claims import Claim, Goal, Measure
from bench.clocks import cpu
from digests.model import Feed
from digests.wire.parse import parse

__all__ = ["Sizes", "run"]


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is parsed."""

    items: int = field(default=40, metadata={"help": "items in each feed"})
    rounds: int = field(default=7, metadata={"help": "times each is parsed, of which the median counts"})


_FEED = Feed("https://meridian.example/feed.xml", "Meridian Dispatch")
_NOW = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)
_HEADERS = {"content-type": "application/xml; charset=utf-8"}
_FIELDS = frozenset(("title", "link", "description", "summary", "encoded", "content", "pubDate", "published", "date", "guid", "id"))


def run(sizes: Sizes) -> tuple[Claim, ...]:
    """Every kind of feed, then all of them."""
    claims: list[Claim] = []
    every: list[list[float]] = []
    for kind, print_feed in printed.KINDS.items():
        body = print_feed(sizes.items).encode()
        _check(kind, body, sizes.items)
        ways: tuple[Callable[[], object], ...] = (
            partial(_fields, body),
            partial(_feedparser, body, False),
            partial(parse, body, _FEED, now=_NOW),
            partial(_feedparser, body, True),
        )
        rounds = [[cpu(way) for way in ways] for _ in range(max(1, sizes.rounds))]
        every.append([median(one[i] for one in rounds) for i in range(len(ways))])
        claims.append(_claim(kind, rounds, sizes.items))
    claims.append(_claim("all kinds", [[sum(kind[i] for kind in every) for i in range(4)]], sizes.items * len(every)))
    return tuple(claims)


def _claim(kind: str, rounds: list[list[float]], items: int) -> Claim:
    plain, peer, ours, stock = (Measure(items / median(one[i] for one in rounds), "items/s") for i in range(4))
    ratio = median(one[2] / one[1] for one in rounds)
    note = f"feedparser as it comes: {stock}"
    return Claim(f"{kind}, CPU", ours, ratio, "peer", floor=plain, peer=peer, goal=Goal(1.2), note=note)


def _check(kind: str, body: bytes, items: int) -> None:
    """All ways must find every item, or their times say nothing."""
    found = (_fields(body), _feedparser(body, False), len(parse(body, _FEED, now=_NOW).articles))
    if found != (items, items, items):
        raise RuntimeError(f"{kind}: {items} items were printed, and {found} found")


def _fields(body: bytes) -> int:
    """The fields an article needs as they stand, by their local names; how many items have them."""
    items = 0
    for element in ElementTree.fromstring(body).iter():
        if _name(element) in ("item", "entry"):
            told = {_name(child): child.text or child.get("href") for child in element if _name(child) in _FIELDS}
            items += bool(told)
    return items


def _name(element: ElementTree.Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _feedparser(body: bytes, stock: bool) -> int:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        found = feedparser.parse(BytesIO(body), response_headers=_HEADERS, resolve_relative_uris=stock, sanitize_html=stock)
    return len(found["entries"])
