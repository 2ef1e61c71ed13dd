"""The week looked back on, for those who asked for it: one post a topic on Sunday evening, by the clock of each chat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo

from bot.notices import notice
from bot.pictures import planning
from bot.profile import READS, view_of
from bot.render import Page, View, under
from digests.clock import Clock
from digests.ledger import Ledger, LedgerThread
from digests.model import Notice, Priority, Topic
from digests.outbox import Outbox
from digests.pipeline import Pipeline

__all__ = ["HOUR", "WEEKDAY", "Reviews"]

#: when the week is looked back on: Sunday, from this hour on
WEEKDAY, HOUR = 6, 18

_Reader = tuple[str, Mapping[str, str]]


class Reviews:
    """Puts the reviews of a week on their way. A chat gets one a week and topic, however often this is asked."""

    def __init__(self, pipeline: Pipeline, ledger: LedgerThread, clock: Clock, zone: tzinfo) -> None:
        """``zone``: of chats that have set none."""
        self._pipeline, self._ledger, self._clock, self._zone = pipeline, ledger, clock, zone
        self._told: set[tuple[str, str]] = set()  #: (recipient, key): enqueued by this process, or nothing to tell
        self._week = ""

    async def post(self) -> int:
        """Enqueue what is due now; how many reviews."""
        now = self._clock.now()
        enqueued = 0
        for topic in await self._ledger.call(Ledger.topics):
            alike: dict[tuple[str, ...], list[_Reader]] = {}
            for name, profile in await self._ledger.call(Ledger.reviewed, topic.slug):
                if self._is_due(name, topic, view_of(profile, now, self._zone)):
                    alike.setdefault(tuple(profile.get(key, "") for key in READS), []).append((name, profile))
            for readers in alike.values():
                enqueued += await self._post(topic, readers, view_of(readers[0][1], now, self._zone))
        return enqueued

    def _is_due(self, name: str, topic: Topic, view: View) -> bool:
        local = view.now.astimezone(view.zone)
        return local.weekday() == WEEKDAY and local.hour >= HOUR and (name, _key(topic, view)) not in self._told

    async def _post(self, topic: Topic, readers: list[_Reader], view: View) -> int:
        """One review, to all who read it alike."""
        names, key = [name for name, _ in readers], _key(topic, view)
        if not key.endswith(self._week):
            self._told.clear()
        self._week = key.rpartition("/")[2]
        self._told |= {(name, key) for name in names}
        story = await self._pipeline.story(topic.slug)
        before = await self._pipeline.story(topic.slug, view.now - planning.SPAN)
        told = planning.week(story, before, topic.title, view)
        if told is None:
            return 0
        page = replace(told.caption, picture=told.plan, theme=view.theme, buttons=under(topic.slug, view.tongue, ""))
        word = _notice(page, key, topic, view.now)
        return await self._ledger.call(lambda ledger: Outbox(ledger).post(names, word, view.now, priority=Priority.DIGEST))


def _key(topic: Topic, view: View) -> str:
    """A review's identity: its topic, and the week by the reader's own days."""
    year, week, _ = view.today.isocalendar()
    return f"{topic.slug}/{year}-{week:02}"


def _notice(page: Page, key: str, topic: Topic, now: datetime) -> Notice:
    return notice("review", key, (page,), topic=topic.slug, until=now + timedelta(days=1))
