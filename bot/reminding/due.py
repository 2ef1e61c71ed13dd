"""Which reminders fall due between two moments. Pure.

A deadline with an hour is reminded of so many minutes before it. A day without an hour is never given one: it is reminded of at nine in
the morning of the reader's own days, so many days before it. In quiet hours a reminder waits for their end where it is still of use
then, and comes at its moment without a sound where it is not. Of several that were missed while nobody looked the last one is told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Literal

from bot.render.when import instant
from digests import hours
from digests.compose import remindable
from digests.compose.wishes import wanted
from digests.model import DeadlineState, KeyPoint, PointKind, Preferences, StoryDeadline

__all__ = ["MORNING", "Reminder", "due", "moment", "outcome", "stands", "told_as"]

MORNING = time(9)
#: how long after its moment it is of use that a deadline with an hour is due
_LATE = timedelta(hours=3)
_DAY = timedelta(days=1)
_MINUTES_OF_DAY = 1440
_OVER = frozenset({DeadlineState.PASSED, DeadlineState.MET, DeadlineState.MISSED})


@dataclass(frozen=True, slots=True)
class Reminder:
    """One thing to be said of a deadline."""

    deadline: StoryDeadline
    stage: Literal["before", "at", "after"]
    minutes: int = 0  #: of ``before``: how long before
    at: datetime | None = None  #: when it is to be said; None of ``after``: when it is known
    until: datetime | None = None  #: past this it is of no use
    silent: bool = False  #: True where it comes within quiet hours

    @property
    def key(self) -> str:
        """What a reader gets once: for another day it is another reminder."""
        return f"{self.deadline.key}/{stands(self.deadline)}/{self.stage}{self.minutes or ''}"


def stands(of: StoryDeadline) -> str:
    """The day and hour a deadline stands at."""
    return "T".join(filter(None, (of.date, of.time)))


def moment(of: StoryDeadline, zone: tzinfo) -> datetime:
    """When it is: its hour where one was told with a zone, else the morning of its day where the reader is."""
    told = instant(of.date, of.time, of.timezone)
    return (told or datetime.combine(date.fromisoformat(of.date), MORNING, zone)).astimezone(UTC)


def due(deadlines: Iterable[StoryDeadline], preferences: Preferences, zone: tzinfo, since: datetime, now: datetime) -> tuple[Reminder, ...]:
    """What readers in a zone are to be reminded of that fell due after ``since``, up to ``now``, and is still of use."""
    found = []
    for deadline in deadlines:
        if not remindable(deadline) or deadline.state in _OVER or not _wanted(deadline, preferences):
            continue
        ready = [each for each in _of(deadline, preferences, zone) if each.at is not None and since < each.at <= now]
        useful = [each for each in ready if each.until is not None and now < each.until]
        found += useful[-1:]
    return tuple(found)


def outcome(of: StoryDeadline, preferences: Preferences) -> Reminder | None:
    """The word on what came of a deadline, where readers want it."""
    if not preferences.remind_after or of.outcome is None or not remindable(of) or not _wanted(of, preferences):
        return None
    return Reminder(of, "after")


def _wanted(of: StoryDeadline, preferences: Preferences) -> bool:
    """Whether these readers want to hear of this deadline at all."""
    return wanted(KeyPoint(PointKind.DUE, of.key, of, of.evidence, weight=1.0), preferences.wish)


def _of(of: StoryDeadline, preferences: Preferences, zone: tzinfo) -> Iterator[Reminder]:
    """Every reminder of a deadline, earliest first."""
    at, timed = moment(of, zone), instant(of.date, of.time, of.timezone) is not None
    end = at if timed else datetime.combine(date.fromisoformat(of.date) + _DAY, time(0), zone).astimezone(UTC)
    for minutes in sorted(preferences.remind_before, reverse=True):
        if timed:
            yield _held(Reminder(of, "before", minutes, at - timedelta(minutes=minutes), end), preferences)
        elif minutes >= _MINUTES_OF_DAY:
            day = date.fromisoformat(of.date) - timedelta(days=minutes // _MINUTES_OF_DAY)
            yield _held(Reminder(of, "before", minutes, datetime.combine(day, MORNING, zone).astimezone(UTC), end), preferences)
    if preferences.remind_at:
        yield _held(Reminder(of, "at", 0, at, at + _LATE if timed else end), preferences)


def _held(of: Reminder, preferences: Preferences) -> Reminder:
    """The same, put off to the end of quiet hours where it is still of use then."""
    assert of.at is not None
    assert of.until is not None
    opens = hours.when_open(preferences.pace, of.at)
    silent = opens > of.at and opens >= of.until
    return Reminder(of.deadline, of.stage, of.minutes, of.at if silent else opens, of.until, silent)


def told_as(of: StoryDeadline, known: Collection[str]) -> str | None:
    """The key, of this telling or an earlier one, that is among some; None where none is."""
    return next((key for key in (of.key, *of.tellings) if key in known), None)
