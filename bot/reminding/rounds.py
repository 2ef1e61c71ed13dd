"""Looking every minute which reminders fell due, and posting them.

For each topic the ledger keeps up to when was looked, at which day each deadline stood then, and whose outcome was told. It is written
in the transaction that posts, so that a crash repeats no reminder and leaves none out. A deadline that is new, or stands at a new day, is
told by a digest first: its reminders begin with the next look.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

import structlog

from bot.notices import notice
from bot.profile import view_of
from bot.reminding import due
from bot.reminding.due import Reminder
from bot.reminding.pages import page
from bot.render import View
from digests.clock import Clock
from digests.errors import LedgerError
from digests.ledger import Audience, Ledger, LedgerThread
from digests.model import DeadlineState, Notice, Priority, Story, Topic
from digests.outbox import Outbox
from digests.pipeline import Pipeline

__all__ = ["Reminders"]

_KIND = "reminder"

_log = structlog.get_logger(__name__)
_NOTE = "reminders/"


@dataclass(frozen=True, slots=True)
class _Look:
    """What was seen of a topic's deadlines at one moment."""

    at: datetime
    stood: Mapping[str, str] = field(default_factory=dict)  #: day and hour of each deadline, by key
    told: frozenset[str] = frozenset()  #: keys of those whose outcome was told

    @classmethod
    def read(cls, kept: str) -> _Look:
        plain = json.loads(kept)
        return cls(datetime.fromisoformat(plain["at"]), plain["stood"], frozenset(plain["told"]))

    @property
    def written(self) -> str:
        return json.dumps({"at": self.at.isoformat(), "stood": dict(self.stood), "told": sorted(self.told)})


@dataclass(frozen=True, slots=True)
class _Post:
    """One reminder for readers who are alike."""

    audience: Audience
    reminder: Reminder
    notice: Notice
    before: datetime | None  #: of those alone who follow the topic since before then


class Reminders:
    """Posts what is to be reminded of. ``remind`` once a minute."""

    def __init__(self, ledger: LedgerThread, pipeline: Pipeline, clock: Clock, zone: tzinfo) -> None:
        self._ledger, self._pipeline, self._clock, self._zone = ledger, pipeline, clock, zone

    async def remind(self) -> int:
        """Post every reminder that fell due since the last look; how many deliveries."""
        posted = 0
        for slug in await self._ledger.call(Ledger.followed):
            topic = await self._ledger.call(Ledger.topic, slug)
            if topic is None:
                continue
            try:
                posted += await self._remind_of(topic)
            except LedgerError:
                raise
            except Exception:  # a defect of ours in one story must not keep the others from their readers
                _log.exception("deadlines of a topic could not be looked at", topic=slug)
        return posted

    async def _remind_of(self, topic: Topic) -> int:
        now = self._clock.now()
        story = await self._pipeline.story(topic.slug)
        kept = await self._ledger.call(Ledger.note, f"{_NOTE}{topic.slug}")
        outcomes = frozenset(deadline.key for deadline in story.deadlines if deadline.outcome is not None)
        last = _Look(now, told=outcomes) if kept is None else _Look.read(kept)
        stood = {deadline.key: due.stands(deadline) for deadline in story.deadlines}
        look = _Look(max(now, last.at), stood, (last.told & _keys(story)) | outcomes)
        posts = await self._posts(topic, story, last, now)
        return await self._ledger.call(_post, topic.slug, posts, _gone(last, stood, story), look.written, now)

    async def _posts(self, topic: Topic, story: Story, last: _Look, now: datetime) -> list[_Post]:
        known = [each for each in story.deadlines if (key := due.told_as(each, last.stood)) and last.stood[key] == due.stands(each)]
        ended = [each for each in story.deadlines if each.outcome is not None and due.told_as(each, last.told) is None]
        if not known and not ended:
            return []
        posts = []
        for audience in await self._ledger.call(Ledger.audiences, topic.slug):
            view, preferences = view_of(audience.profile, now, self._zone), audience.preferences
            found = [*due.due(known, preferences, view.zone, last.at, now), *(due.outcome(each, preferences) for each in ended)]
            posts += [self._made(audience, each, topic, view) for each in found if each is not None]
        return posts

    def _made(self, audience: Audience, reminder: Reminder, topic: Topic, view: View) -> _Post:
        # Reminders of one deadline for chats of two languages are one notice by their key: a chat gets it once.
        told = notice(_KIND, reminder.key, page(reminder, topic, view), topic=topic.slug, until=reminder.until)
        # What came of a deadline that was over before they came is no news to anybody.
        return _Post(audience, reminder, told, due.moment(reminder.deadline, view.zone) if reminder.stage == "after" else None)


def _keys(story: Story) -> frozenset[str]:
    return frozenset(key for deadline in story.deadlines for key in (deadline.key, *deadline.tellings))


def _gone(last: _Look, stood: Mapping[str, str], story: Story) -> tuple[str, ...]:
    """The beginnings of keys of reminders that mean nothing any more: their deadline stands at another day, or is called off."""
    off = {deadline.key for deadline in story.deadlines if deadline.state is DeadlineState.CANCELLED}
    return tuple(f"{key}/{day}/" for key, day in last.stood.items() if stood.get(key, day) != day or key in off)


def _post(ledger: Ledger, topic: str, posts: list[_Post], gone: tuple[str, ...], look: str, now: datetime) -> int:
    with ledger.atomic():
        outbox, posted = Outbox(ledger), 0
        for beginning in gone:
            outbox.withdraw_all(_KIND, beginning)
        for each in posts:
            names = ledger.audience(topic, each.audience, before=each.before)
            posted += outbox.post(names, each.notice, now, priority=Priority.REMINDER, silent=each.reminder.silent)
        ledger.set_note(f"{_NOTE}{topic}", look)
        return posted
