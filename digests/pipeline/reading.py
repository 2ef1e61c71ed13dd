"""Reading what was filed: the page behind a teaser, the facts in the text, the topics it belongs to."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from digests import topics as topic_room
from digests.errors import WireError
from digests.ledger import Ledger, LedgerThread
from digests.model import Article, Facts, Feed, FeedDay, Topic, Trouble
from digests.pipeline.filing import RESURFACED
from digests.pipeline.pages import Pages, filled
from digests.pipeline.polling import Fetches
from digests.wire.robots import Robots

__all__ = ["READ", "Reader", "Reads", "Round", "understood"]

log = logging.getLogger(__name__)

#: The languages that are read. An article in another, or in one that could not be told, is kept and linked, and not misread.
READ = frozenset({"en"})
#: How many articles are read and kept together.
BATCH = 50

_READ_BY = "reading/version"  # the note of how articles were read last

Reads = Callable[[Article], Facts]


@dataclass(frozen=True, slots=True)
class Round:
    """What one round of reading found."""

    facts: int = 0
    troubles: tuple[Trouble, ...] = ()


@dataclass(frozen=True, slots=True)
class _Read:
    article: Article
    topics: tuple[str, ...]
    facts: Facts
    error: str | None = None


class Reader:
    """Reads what is on file and was not read yet. What a crash left unread is read with the rest."""

    def __init__(
        self,
        ledger: LedgerThread,
        fetcher: Fetches,
        read: Reads,
        page: Pages,
        pages_per_round: int = 60,
        pages_per_host: int = 12,
        version: Callable[[], str] = lambda: "",
    ) -> None:
        """``version`` names how articles are read: what an earlier one could not read is tried again by another."""
        self._ledger = ledger
        self._fetcher = fetcher
        self._read = read
        self._page = page
        self._robots = Robots(fetcher)
        self._pages_per_round = pages_per_round
        self._pages_per_host = pages_per_host
        self._version: Callable[[], str] | None = version

    async def read_all(self, now: datetime) -> Round:
        """Read everything unread, newest first. One article that cannot be read is a trouble, not an end."""
        if self._version is not None:
            await self._ledger.call(_mend, await asyncio.to_thread(self._version))
            self._version = None
        topics = await self._ledger.call(Ledger.topics)
        asked: Counter[str] = Counter()
        facts, troubles = 0, list[Trouble]()
        while batch := await self._ledger.call(Ledger.unread, BATCH):
            feeds = await self._ledger.call(Ledger.feeds_known, {article.feed for article in batch})
            full = await self._filled(self._teasers(batch, feeds, topics, asked), now)
            batch = await self._ledger.call(_fill, batch, full, now)
            found = await asyncio.to_thread(self._read_batch, batch, topics)
            await self._ledger.call(_keep, found, feeds, now)
            facts += sum(_size(one.facts) for one in found)
            troubles += [_trouble(one, now) for one in found if one.error is not None]
        return Round(facts, tuple(troubles))

    # ── pages ──────────────────────────────────────────────────────────────────────────────────────────────

    def _teasers(
        self, batch: Iterable[Article], feeds: Mapping[str, Feed], topics: tuple[Topic, ...], asked: Counter[str]
    ) -> list[Article]:
        """Those whose page is to be fetched: what belongs to a topic first, few of one host, and not too many in a round."""
        wanted = [article for article in batch if _wants_page(article, feeds.get(article.feed))]
        wanted.sort(key=lambda article: not any(topic_room.belongs(topic, article) for topic in topics))
        chosen = []
        for article in wanted:
            host = urlsplit(article.url).netloc
            if asked.total() < self._pages_per_round and asked[host] < self._pages_per_host:
                asked[host] += 1
                chosen.append(article)
        return chosen

    async def _filled(self, teasers: Iterable[Article], now: datetime) -> dict[str, Article]:
        """The articles with their pages' text, by the teaser's key; hosts side by side, the pages of one host after one another."""
        by_host: dict[str, list[Article]] = defaultdict(list)
        for article in teasers:
            by_host[urlsplit(article.url).netloc].append(article)
        full: dict[str, Article] = {}

        async def visit(articles: list[Article]) -> None:
            for number, article in enumerate(articles):
                if not await self._robots.allows(article.url, now):
                    log.info("no page behind %s: its site does not let robots read it", article.url)
                    continue
                if number and (pause := await self._robots.delay(article.url, now)):
                    await asyncio.sleep(pause)
                if (whole := await self._with_page(article)) is not None:
                    full[article.key] = whole

        await asyncio.gather(*(visit(articles) for articles in by_host.values()))
        return full

    async def _with_page(self, article: Article) -> Article | None:
        """The article with the text of its page; None where there is none to be had, and the teaser has to do."""
        try:
            answer = await self._fetcher.get(article.url)
            page = await asyncio.to_thread(self._page, answer.body, answer.at or answer.url, answer.content_type)
        except WireError as error:
            log.info("no page behind %s: %s", article.url, error.why)
            return None
        except Exception:
            log.exception("the page %s could not be read", article.url)
            return None
        if urlsplit(answer.at).path == "/" != urlsplit(article.url).path:
            log.info("no page behind %s: it leads to the site's front page", article.url)
            return None
        return filled(article, page)

    # ── facts ──────────────────────────────────────────────────────────────────────────────────────────────

    def _read_batch(self, batch: Iterable[Article], topics: tuple[Topic, ...]) -> list[_Read]:
        return [self._read_one(article, topics) for article in batch]

    def _read_one(self, article: Article, topics: tuple[Topic, ...]) -> _Read:
        try:
            belongs = tuple(topic.slug for topic in topics if topic_room.belongs(topic, article))
            return _Read(article, belongs, self._read(article))
        except Exception as error:  # a defect of ours in one article must not keep the others from the readers
            log.exception("article %s could not be read", article.key)
            return _Read(article, (), Facts(), f"{type(error).__name__}: {error}")


def understood(read: Reads) -> Reads:
    """A reading of what is in a language that is read, and of nothing else."""
    return lambda article: read(article) if article.language in READ else Facts()


def _wants_page(article: Article, feed: Feed | None) -> bool:
    if feed is None or not article.url:
        return False
    return feed.full_text == "on" or (feed.full_text == "auto" and article.teaser)


def _fill(ledger: Ledger, batch: Iterable[Article], full: Mapping[str, Article], now: datetime) -> tuple[Article, ...]:
    """Put the pages in their teasers' places; what is left to be read of the batch.

    What a feed passed for new and its page dates far back has surfaced again: it is known from now on, and is no news.
    """
    left = []
    with ledger.atomic():
        for article in batch:
            page = full.get(article.key)
            if page is not None and not ledger.fill(article.key, page):
                continue
            if page is not None and page.published < now - RESURFACED <= article.published:
                ledger.pass_over((page,), now)
            else:
                left.append(page or article)
    return tuple(left)


def _mend(ledger: Ledger, version: str) -> None:
    """Articles that could not be read are unread again for a reading that is another than the one that failed."""
    with ledger.atomic():
        if version and ledger.note(_READ_BY) != version:
            ledger.read_again()
            ledger.set_note(_READ_BY, version)


def _keep(ledger: Ledger, found: Iterable[_Read], feeds: Mapping[str, Feed], now: datetime) -> None:
    read = Counter((one.article.feed, one.article.teaser) for one in found if one.article.feed)
    with ledger.atomic():
        ledger.count_feed_days(
            {feed: FeedDay(now.date(), full=read[feed, False], teasers=read[feed, True]) for feed in {feed for feed, _ in read}}
        )
        for one in found:
            if one.error is not None:
                ledger.set_aside(one.article.key, one.error, now)
                continue
            feed = feeds.get(one.article.feed)
            publisher = one.article.source if feed is None else feed.publisher or feed.outlet
            ledger.keep(one.article, one.facts, one.topics, now, publisher)


def _trouble(one: _Read, now: datetime) -> Trouble:
    return Trouble("", "", "unread", f"{one.article.source}, {one.article.title!r}: {one.error}", now)


def _size(facts: Facts) -> int:
    return len(facts.deadlines) + len(facts.casualties) + len(facts.positions)
