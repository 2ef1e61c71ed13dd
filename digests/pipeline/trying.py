"""A feed tried before the desk takes it on: what it holds, and which topics it would bring something to. Nothing is kept."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit

from digests import topics
from digests.errors import ParseError, WireError
from digests.model import Article, Feed, Topic
from digests.pipeline.parsing import Parsed, Parses
from digests.pipeline.polling import TRIED, Fetches, Finds
from digests.wire import channelview

__all__ = ["FeedTrial", "try_feed"]


@dataclass(frozen=True, slots=True)
class FeedTrial:
    """What an address brings."""

    feed: Feed  #: as the desk would take it on
    language: str  #: "" where unknown
    articles: tuple[Article, ...]  #: newest first
    teasers: int  #: of these: with a few words of text only
    matched: tuple[tuple[str, int], ...]  #: title of each topic, and how many of the articles belong to it


async def try_feed(
    fetcher: Fetches, parse: Parses, find: Finds, url: str, known: Iterable[Topic], now: datetime, feed: Feed | None = None
) -> FeedTrial:
    """Ask an address and read what comes as a feed; ``feed``: one that the desk has already. Raises WireError.

    A page is searched for its feed, and an address that has moved for good is left for the new one, save where ``feed`` is given.
    """
    url = channelview.address(url)
    asked = feed or Feed(url, _host(url))
    asked, parsed = await _read(fetcher, parse, asked, now) if feed else await _found(fetcher, parse, find, asked, now)
    articles = tuple(sorted((*parsed.articles, *parsed.undated), key=lambda article: article.published, reverse=True))
    title = str(getattr(parsed, "title", "")).strip()
    language = str(getattr(parsed, "language", ""))
    matched = tuple((topic.title, sum(topics.belongs(topic, article) for article in articles)) for topic in known)
    taken = asked if feed else replace(asked, outlet=title or asked.outlet)
    return FeedTrial(taken, language, articles, sum(article.teaser for article in articles), matched)


async def _read(fetcher: Fetches, parse: Parses, feed: Feed, now: datetime) -> tuple[Feed, Parsed]:
    answer = await fetcher.get(feed.url)
    return feed, await asyncio.to_thread(parse, answer.body, feed, content_type=answer.content_type, now=now)


async def _found(fetcher: Fetches, parse: Parses, find: Finds, feed: Feed, now: datetime) -> tuple[Feed, Parsed]:
    """The feed at an address, or the first that reads well of those that the page there names."""
    answer = await fetcher.get(feed.url)
    here = replace(feed, url=answer.moved_to or feed.url)
    try:
        return here, await asyncio.to_thread(parse, answer.body, here, content_type=answer.content_type, now=now)
    except ParseError as error:
        for url in find(answer.body, answer.at or answer.url, answer.content_type)[:TRIED]:
            try:
                return await _read(fetcher, parse, replace(feed, url=url, site=feed.site or here.url), now)
            except WireError:
                continue
        raise ParseError(feed.url, f"{error.why}; and it names none that could be read") from error


def _host(url: str) -> str:
    return (urlsplit(url).hostname or url).removeprefix("www.")
