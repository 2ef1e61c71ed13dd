"""A feed tried before the desk takes it on: what it holds, and which topics it would bring something to. Nothing is kept."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit

from digests import topics
from digests.model import Article, Feed, Topic
from digests.pipeline.polling import Fetches, Parses

__all__ = ["FeedTrial", "try_feed"]


@dataclass(frozen=True, slots=True)
class FeedTrial:
    """What an address brings."""

    feed: Feed  #: as the desk would take it on
    language: str  #: "" where unknown
    articles: tuple[Article, ...]  #: newest first
    teasers: int  #: of these: with a few words of text only
    matched: tuple[tuple[str, int], ...]  #: title of each topic, and how many of the articles belong to it


async def try_feed(fetcher: Fetches, parse: Parses, url: str, known: Iterable[Topic], now: datetime, feed: Feed | None = None) -> FeedTrial:
    """Ask an address and read what comes as a feed; ``feed``: one that the desk has already. Raises WireError."""
    asked = feed or Feed(url, _host(url))
    answer = await fetcher.get(url)
    parsed = await asyncio.to_thread(parse, answer.body, asked, content_type=answer.content_type, now=now)
    articles = tuple(sorted((*parsed.articles, *parsed.undated), key=lambda article: article.published, reverse=True))
    title = str(getattr(parsed, "title", "")).strip()
    language = str(getattr(parsed, "language", ""))
    matched = tuple((topic.title, sum(topics.belongs(topic, article) for article in articles)) for topic in known)
    taken = asked if feed else replace(asked, outlet=title or asked.outlet)
    return FeedTrial(taken, language, articles, sum(article.teaser for article in articles), matched)


def _host(url: str) -> str:
    return (urlsplit(url).hostname or url).removeprefix("www.")
