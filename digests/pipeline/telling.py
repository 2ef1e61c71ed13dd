"""Telling the story of a topic, and to each group of readers what of it they have not been told."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from digests import hours, rulings
from digests.clock import Clock
from digests.errors import InputError, LedgerError
from digests.ledger import Group, Ledger, LedgerThread
from digests.model import EVERYTHING, Digest, Pace, PaceKind, Priority, Reading, Story, Told, Topic, Trouble, Wish
from digests.outbox import Outbox
from digests.pipeline.accounts import Accounting, Accounts, DeskWord, Tells, desk_word

__all__ = ["Coming", "Composes", "Teller"]

log = logging.getLogger(__name__)

#: an edition that waits longer than this is told together with what came since; while the desk is held at once
PILED = timedelta(hours=6)


class Composes(Protocol):
    """``compose.compose``."""

    def __call__(
        self,
        story: Story,
        title: str,
        told: Told,
        now: datetime,
        edition: str | None = None,
        *,
        wish: Wish = EVERYTHING,
        watched: bool = False,
    ) -> Digest | None: ...


@dataclass(frozen=True, slots=True)
class Coming:
    """What some followers of a topic would be posted now."""

    followers: tuple[str, ...]
    digest: Digest | None  #: None: there is nothing new to them


@dataclass(frozen=True, slots=True)
class _Round:
    """Followers who are told together now: all that is new, or, before their time, what they watch for."""

    group: Group
    watched: bool = False

    @property
    def priority(self) -> Priority:
        """What somebody waits for goes out before other digests."""
        return Priority.BREAKING if self.watched else Priority.DIGEST


class Teller:
    """Tells stories and puts digests on their way."""

    def __init__(
        self, ledger: LedgerThread, clock: Clock, tell: Tells, compose: Composes, account: Callable[[str], Accounting] | None = None
    ) -> None:
        self._ledger = ledger
        self._clock = clock
        self._tell = tell
        self._compose = compose
        self._accounts = Accounts(ledger, tell, account)
        self._turn = asyncio.Lock()

    async def story(self, topic: str, as_of: datetime | None = None) -> Story:
        """The story as it stands, or as it stood: told from what was reported by then. Raises InputError: there is no such topic."""
        now = self._clock.now()
        if as_of is None:
            return await self._accounts.story(topic, now, await self._ledger.call(_mark, topic))
        await self._topic(topic)
        word, readings = await self._ledger.call(_word_and_readings, topic)
        known = max(now, as_of)
        return await asyncio.to_thread(
            rulings.tell, self._tell, topic, by_then(readings, as_of), as_of, known, rulings=word.rulings, low=word.low
        )

    async def digest(self, topic: str, told: Told | None = None) -> Digest | None:
        """What those who were told ``told`` (nothing, where it is None) have not been told. Nothing is enqueued."""
        title = (await self._topic(topic)).title
        story = await self.story(topic)
        return await asyncio.to_thread(self._compose, story, title, told or {}, self._clock.now())

    async def first(self, recipient: str, topic: str) -> Digest | None:
        """What a follower is told last, or is about to be: where that is nothing yet, all there is, enqueued at once.

        None where there is nothing to tell, or it does not follow the topic.
        """
        async with self._turn:
            # A round that ran at the same moment may have come first with it.
            if (last := await self._ledger.call(_told_last, recipient, topic)) is not None:
                return last
            digest = await self.digest(topic)
            if digest is None:
                return None
            enqueued = await self._ledger.call(_enqueue_first, digest, recipient, self._clock.now())
            return digest if enqueued else None

    async def compose_all(self) -> tuple[int, tuple[Trouble, ...]]:
        """Enqueue for every follower of every topic what is new to it: how many deliveries, and which topics gave trouble."""
        async with self._turn:
            enqueued, troubles = 0, list[Trouble]()
            for slug in await self._ledger.call(Ledger.followed):
                try:
                    enqueued += await self._compose_topic(slug)
                except LedgerError:
                    raise
                except Exception as error:  # a defect of ours in one story must not keep the others from their readers
                    log.exception("topic %s could not be told", slug)
                    troubles.append(Trouble("", slug, "untold", f"{type(error).__name__}: {error}", self._clock.now()))
            return enqueued, tuple(troubles)

    async def preview(self, slug: str) -> tuple[Coming, ...]:
        """What would be posted now, by groups of followers who were told the same, the largest first. Nothing is enqueued."""
        title = (await self._topic(slug)).title
        story, now = await self.story(slug), self._clock.now()
        coming = []
        for group in await self._ledger.call(Ledger.groups, slug):
            digest = await asyncio.to_thread(self._for_group, story, title, _Round(group), now)
            coming.append(Coming(await self._ledger.call(Ledger.followers, slug, group.editions, group.wish, group.paces), digest))
        return tuple(sorted(coming, key=lambda one: -len(one.followers)))

    async def post(self, slug: str) -> int:
        """Enqueue for every follower of one topic what is new to it; how many deliveries."""
        async with self._turn:
            return await self._compose_topic(slug)

    async def _compose_topic(self, slug: str) -> int:
        """Tell the story once and compose once for all who were told the same."""
        title = (await self._topic(slug)).title
        story = await self.story(slug)
        now = self._clock.now()
        await self._accounts.file(slug, now)
        rounds = rounds_of(await self._ledger.call(Ledger.groups, slug, now), now)
        if not rounds:
            return 0
        digests = await asyncio.to_thread(self._for_rounds, story, title, rounds, now)
        if digests and await self._gathered(slug, digests, now):
            rounds = rounds_of(await self._ledger.call(Ledger.groups, slug, now), now)
            digests = await asyncio.to_thread(self._for_rounds, story, title, rounds, now)
        served = frozenset(pace for each in rounds if not each.watched for pace in each.group.paces if pace.kind is not PaceKind.AT_ONCE)
        return await self._ledger.call(_enqueue, slug, digests, served, now) if digests or served else 0

    async def _gathered(self, slug: str, digests: Iterable[tuple[_Round, Digest]], now: datetime) -> int:
        groups = tuple(each.group for each, _ in digests)
        return await self._ledger.call(_gather, slug, groups, now)

    def _for_rounds(self, story: Story, title: str, rounds: Iterable[_Round], now: datetime) -> tuple[tuple[_Round, Digest], ...]:
        composed = ((each, self._for_group(story, title, each, now)) for each in rounds)
        return tuple((each, digest) for each, digest in composed if digest is not None)

    def _for_group(self, story: Story, title: str, each: _Round, now: datetime) -> Digest | None:
        group = each.group
        return self._compose(story, title, group.told, now, group.newest, wish=group.wish, watched=each.watched)

    async def _topic(self, slug: str) -> Topic:
        return await self._ledger.call(_known, slug)


def rounds_of(groups: Iterable[Group], now: datetime) -> tuple[_Round, ...]:
    """Who is told now: those whose hour it is, and before their time those who watch for something; in quiet hours nobody.

    Groups that differ in their pace alone are one, so that they share an edition.
    """
    rounds: dict[tuple[str, Wish, bool], _Round] = {}
    for group in groups:
        if any(hours.is_quiet(pace, now) for pace in group.paces) or not (group.due or group.wish.watch):
            continue
        key = (group.same, group.wish, not group.due)
        known = rounds.get(key)
        if known is not None:
            group = replace(group, editions=group.editions | known.group.editions, paces=(*known.group.paces, *group.paces))
        rounds[key] = _Round(group, watched=not group.due)
    return tuple(rounds.values())


def by_then(readings: Iterable[Reading], moment: datetime) -> tuple[Reading, ...]:
    """What was reported by a moment, as far as the desk can tell.

    Revisions it had read by then; and of an article that was out by then and read later (the desk began after it, or was slow)
    the first revision it has: later ones may tell what nobody had told yet.
    """
    early, late = list[Reading](), dict[str, Reading]()
    for reading in readings:
        if reading.learned <= moment:
            early.append(reading)
        elif reading.article.published <= moment:
            story = reading.article.story_id
            late[story] = min(late.get(story, reading), reading, key=lambda one: one.learned)
    read = {reading.article.story_id for reading in early}
    return (*early, *(reading for story, reading in late.items() if story not in read))


def _known(ledger: Ledger, slug: str) -> Topic:
    topic = ledger.topic(slug)
    if topic is None:
        raise InputError(slug, "there is no such topic")
    return topic


def _mark(ledger: Ledger, slug: str) -> int:
    """The mark of a topic there is: one look for every answer."""
    return ledger.mark(_known(ledger, slug).slug)


def _word_and_readings(ledger: Ledger, topic: str) -> tuple[DeskWord, tuple[Reading, ...]]:
    with ledger.atomic():
        return desk_word(ledger, topic), ledger.readings(topic)


def _enqueue(ledger: Ledger, topic: str, digests: tuple[tuple[_Round, Digest], ...], served: frozenset[Pace], now: datetime) -> int:
    """Each digest to those who are still where its group was when it was composed, all in one transaction.

    Those whose hour it was wait for their next one, also where there was nothing to tell.
    """
    with ledger.atomic():
        outbox, sated = Outbox(ledger), ledger.sated(now)
        enqueued = 0
        for each, digest in digests:
            group = each.group
            names = ledger.followers(topic, group.editions, group.wish, group.paces, now, not each.watched)
            enqueued += outbox.enqueue(digest, [name for name in names if name not in sated], now, priority=each.priority)
        for pace in served:
            ledger.serve(topic, pace, now, hours.next_due(pace, now))
        return enqueued


def _gather(ledger: Ledger, topic: str, groups: Iterable[Group], now: datetime) -> int:
    """Make way for one digest in the place of several that could not go out: who missed a week gets one catch-up."""
    late = now if ledger.hold() is not None else now - PILED
    with ledger.atomic():
        names = [name for group in groups for name in ledger.followers(topic, group.editions, group.wish, group.paces)]
        return Outbox(ledger).gather(topic, names, late)


def _told_last(ledger: Ledger, recipient: str, topic: str) -> Digest | None:
    editions = (subscription.edition for subscription in ledger.subscriptions(recipient, topic))
    return next((ledger.edition(edition) for edition in editions if edition is not None), None)


def _enqueue_first(ledger: Ledger, digest: Digest, recipient: str, now: datetime) -> int:
    with ledger.atomic():
        new = any(subscription.edition is None for subscription in ledger.subscriptions(recipient, digest.topic))
        return Outbox(ledger).enqueue(digest, (recipient,), now) if new else 0
