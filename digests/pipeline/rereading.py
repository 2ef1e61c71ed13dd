"""A past day read again from the stored articles, and what that changes: in the facts, and in what readers would be told."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from digests import rulings
from digests import topics as topic_room
from digests.clock import Clock
from digests.ledger import Ledger, LedgerThread
from digests.model import Article, Digest, Fact, Facts, Feed, Reading, Story, Topic
from digests.pipeline.accounts import DeskWord, Tells, desk_word
from digests.pipeline.reading import Reads
from digests.pipeline.telling import Composes

__all__ = ["Difference", "Reread", "Rereader", "TopicDifference"]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reread:
    """An article that is read differently now."""

    article: Article
    gone: tuple[Fact, ...]  #: read before and not now
    new: tuple[Fact, ...]  #: read now and not before
    error: str | None = None  #: why it cannot be read; its facts stay as they are then


@dataclass(frozen=True, slots=True)
class TopicDifference:
    """What the other reading changes in one story, as of the end of the day."""

    topic: Topic
    more: Digest | None  #: what readers of the story as it was would be told by the story as it is read now
    less: Digest | None  #: what the story as it was told, and the story as it is read now does not


@dataclass(frozen=True, slots=True)
class Difference:
    """What reading a day again changes."""

    day: date
    articles: int  #: read again
    changed: tuple[Reread, ...]  #: oldest first; those that cannot be read too
    topics: tuple[TopicDifference, ...]  #: those whose readers would be told something else
    kept: bool  #: whether the new reading took the place of the old one


class Rereader:
    """Reads stored articles again."""

    def __init__(self, ledger: LedgerThread, clock: Clock, read: Reads, tell: Tells, compose: Composes) -> None:
        self._ledger = ledger
        self._clock = clock
        self._read = read
        self._tell = tell
        self._compose = compose

    async def reread(self, day: date, *, keep: bool = False) -> Difference:
        """Read the articles published on a day (UTC) again; ``keep``: let the new reading take the place of the old one.

        When it was learned stays as it was, so that what was known when is not rewritten.
        """
        since = datetime.combine(day, time(), UTC)
        until = since + timedelta(days=1)
        stored = await self._ledger.call(Ledger.stored, since, until)
        again = await asyncio.to_thread(lambda: tuple(self._again(article, reading) for article, reading in stored))
        changed = tuple(one for one in again if one is not None)
        facts = {one.article.key: found for one, found in changed}
        told = []
        for topic in await self._ledger.call(Ledger.topics):
            mine = [one.article for one, _ in changed if one.error is None and topic_room.belongs(topic, one.article)]
            if mine:
                word, readings = await self._ledger.call(_word_and_readings, topic.slug)
                told.append(await asyncio.to_thread(self._difference, topic, word, readings, mine, facts, until))
        if keep:
            await self._ledger.call(_keep, tuple((one.article, found) for one, found in changed if one.error is None), self._clock.now())
        return Difference(day, len(stored), tuple(one for one, _ in changed), tuple(t for t in told if t.more or t.less), keep)

    def _again(self, article: Article, reading: Reading | None) -> tuple[Reread, Facts] | None:
        """How an article is read differently; None where it is not."""
        before = reading.facts if reading else Facts()
        try:
            now = self._read(article)
        except Exception as error:  # a defect of ours in one article must not hide what the others show
            log.exception("article %s could not be read again", article.key)
            return Reread(article, (), (), f"{type(error).__name__}: {error}"), before
        if reading is not None and now == before:
            return None
        was, found = _all(before), _all(now)
        return Reread(article, tuple(f for f in was if f not in found), tuple(f for f in found if f not in was)), now

    def _difference(
        self,
        topic: Topic,
        word: DeskWord,
        readings: Iterable[Reading],
        changed: Iterable[Article],
        facts: Mapping[str, Facts],
        until: datetime,
    ) -> TopicDifference:
        """The story of a topic at the end of the day by the old reading and by the new one, each against the other."""
        then = until - timedelta(seconds=1)
        before = {reading.article.key: reading for reading in readings if reading.article.published < until}
        after = {key: replace(reading, facts=facts.get(key, reading.facts)) for key, reading in before.items()}
        for article in changed:
            after.setdefault(article.key, Reading(article, facts[article.key], article.published, article.source))

        def told(of: Iterable[Reading]) -> Story:
            known = self._clock.now()
            return rulings.tell(self._tell, topic.slug, tuple(of), then, max(known, then), rulings=word.rulings, low=word.low)

        was, now = told(before.values()), told(after.values())
        return TopicDifference(topic, self._against(topic, now, was, then), self._against(topic, was, now, then))

    def _against(self, topic: Topic, story: Story, other: Story, then: datetime) -> Digest | None:
        """What a story tells to readers of another."""
        known = self._compose(other, topic.title, {}, then)
        return self._compose(story, topic.title, known.told if known else {}, then)


def _all(facts: Facts) -> tuple[Fact, ...]:
    return (*facts.deadlines, *facts.casualties, *facts.positions)


def _word_and_readings(ledger: Ledger, topic: str) -> tuple[DeskWord, tuple[Reading, ...]]:
    with ledger.atomic():
        return desk_word(ledger, topic), ledger.readings(topic)


def _keep(ledger: Ledger, changed: Iterable[tuple[Article, Facts]], now: datetime) -> None:
    """Put new readings in the place of the old ones; of an article that was set aside it is the first."""
    changed, known = tuple(changed), ledger.topics()
    feeds: Mapping[str, Feed] = ledger.feeds_known({article.feed for article, _ in changed})
    with ledger.atomic():
        for article, facts in changed:
            old = ledger.reading(article.key)
            feed = feeds.get(article.feed)
            publisher = old.publisher if old else article.source if feed is None else feed.publisher or feed.outlet
            belongs = tuple(topic.slug for topic in known if topic_room.belongs(topic, article))
            ledger.keep(article, facts, belongs, old.learned if old else now, publisher)
