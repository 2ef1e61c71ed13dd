"""The desk at work: the only caller of all rooms, in their order."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

from digests.clock import Clock
from digests.ledger import Ledger, LedgerThread
from digests.model import Article, Digest, Feed, FeedOutcome, Run, Story, Told
from digests.pipeline import rooms
from digests.pipeline.accounts import Tells
from digests.pipeline.pages import Pages
from digests.pipeline.parsing import Parses
from digests.pipeline.polling import Fetches, Finds, Poller
from digests.pipeline.reading import READ, Reader, Reads, understood
from digests.pipeline.rereading import Difference, Rereader
from digests.pipeline.telling import Coming, Composes, Teller
from digests.pipeline.trying import FeedTrial, try_feed

__all__ = ["Pipeline"]

#: Of what is not read, so many articles of so long are told of.
FEW, LATELY = 5, timedelta(days=7)


class Pipeline:
    """From the feeds to the outbox. Rounds never overlap: a second call waits for the first."""

    def __init__(
        self,
        ledger: LedgerThread,
        fetcher: Fetches,
        clock: Clock,
        *,
        interval: timedelta = timedelta(minutes=10),
        at_once: int = 8,
        parse: Parses = rooms.parse,
        find: Finds = rooms.find,
        page: Pages = rooms.page,
        read: Reads = rooms.read,
        tell: Tells = rooms.tell,
        compose: Composes = rooms.compose,
        version: Callable[[], str] = rooms.version,
    ) -> None:
        """``interval`` is how often a well feed is asked, ``at_once`` how many at the same time; ``version``: how articles are read."""
        read = understood(read)
        self._ledger = ledger
        self._clock = clock
        self._fetcher, self._parse, self._find = fetcher, parse, find
        self._poller = Poller(ledger, fetcher, parse, find, interval, at_once)
        self._reader = Reader(ledger, fetcher, read, page, version=version)
        self._teller = Teller(ledger, clock, tell, compose, rooms.account if tell is rooms.tell else None)
        self._rereader = Rereader(ledger, clock, read, tell, compose)
        self._turn = asyncio.Lock()

    async def refresh(self, force: bool = False) -> Run:
        """Ask the feeds that are due (all that do not rest, where ``force``), file what is new and read what is unread."""
        async with self._turn:
            started = self._clock.now()
            outcomes = await self._ask(started, force)
            read = await self._reader.read_all(self._clock.now())
            return Run(
                started,
                self._clock.now(),
                outcomes,
                filed=sum(outcome.articles for outcome in outcomes),
                revised=sum(outcome.revised for outcome in outcomes),
                facts=read.facts,
                troubles=read.troubles,
            )

    async def compose(self) -> int:
        """Enqueue for every follower what is new to it, also where only time has passed; how many deliveries."""
        enqueued, _ = await self._teller.compose_all()
        return enqueued

    async def tick(self, force: bool = False) -> Run:
        """One round of the desk: refresh, then compose."""
        run = await self.refresh(force)
        enqueued, troubles = await self._teller.compose_all()
        return replace(run, finished=self._clock.now(), enqueued=enqueued, troubles=run.troubles + troubles)

    async def first(self, recipient: str, topic: str) -> Digest | None:
        """A new follower's first digest, enqueued at once; where it has one already, that it was told last or is about to be.

        None where there is nothing to tell, or it does not follow the topic. Raises InputError where there is no such topic.
        """
        return await self._teller.first(recipient, topic)

    @property
    def reading(self) -> bool:
        """Whether the feeds are being read just now."""
        return self._turn.locked()

    async def story(self, topic: str, as_of: datetime | None = None) -> Story:
        """The story as it stands, or as it stood at ``as_of``: told from what was reported by then. Raises InputError: no such topic."""
        return await self._teller.story(topic, as_of)

    async def foreign(self, topic: str, as_of: datetime) -> tuple[Article, ...]:
        """The newest articles of a topic's last week that are kept and not read, since they are in other languages; a few."""
        return await self._ledger.call(Ledger.foreign, topic, READ, as_of - LATELY, as_of, FEW)

    async def digest(self, topic: str, told: Told | None = None) -> Digest | None:
        """What readers who were told ``told`` (nothing, where None) have not been told. Nothing is enqueued. Raises InputError."""
        return await self._teller.digest(topic, told)

    async def preview(self, topic: str) -> tuple[Coming, ...]:
        """What would be posted on a topic now, by groups of followers told the same. Nothing is enqueued. Raises InputError."""
        return await self._teller.preview(topic)

    async def post(self, topic: str) -> int:
        """Enqueue what is new on one topic now; how many deliveries. Raises InputError."""
        return await self._teller.post(topic)

    async def reread(self, day: date, *, keep: bool = False) -> Difference:
        """Read the stored articles of a day (UTC) again, and see what that changes; ``keep``: take the new reading over."""
        async with self._turn:
            return await self._rereader.reread(day, keep=keep)

    async def try_feed(self, url: str, feed: Feed | None = None) -> FeedTrial:
        """Ask an address and see what it holds as a feed; nothing is kept. Raises WireError."""
        return await try_feed(self._fetcher, self._parse, self._find, url, await self._ledger.call(Ledger.topics), self._clock.now(), feed)

    async def _ask(self, now: datetime, force: bool) -> tuple[FeedOutcome, ...]:
        if not force:
            return await self._poller.poll(await self._ledger.call(Ledger.due_feeds, now), now)
        states = await self._ledger.call(Ledger.feeds)
        asked = await self._poller.poll([state for state in states if not state.paused], now)
        return asked + tuple(FeedOutcome(state.feed.url, "paused") for state in states if state.paused)
