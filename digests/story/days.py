"""Where one deadline stands that outlets tell by different days: moved, or told differently by two sources at the same time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations
from typing import TYPE_CHECKING

from digests.model import DeadlineStatus, Dispute, Side, StoryDeadline, key_of
from digests.story import calendar

if TYPE_CHECKING:
    from digests.story.deadlines import Telling, Thread

__all__ = ["Standing", "disputed", "stand"]

#: what two outlets print within this time neither has from the other; later it may be a move that nobody called one
_AT_ONCE = timedelta(days=1)
#: a night, a zone or talks of two days make two days beside each other of one
_BESIDE = 1
_SURE = 0.5
_MOVED = frozenset({DeadlineStatus.EXTENDED, DeadlineStatus.CANCELLED})


@dataclass(frozen=True, slots=True)
class Standing:
    """The day a thread stands at, those it stood at before, and the tellings that hold different days against each other."""

    date: str
    earlier: tuple[str, ...]
    rivals: tuple[Telling, ...] = ()  #: by their days; () where there is no dispute

    @property
    def first(self) -> str:
        """The first day on which anything may come of it."""
        return self.rivals[0].fact.date if self.rivals else self.date


def stand(thread: Thread, now: datetime) -> Standing:
    """Where a thread stands. While its day is in dispute, that is the day told first that is not past."""
    days = tuple(dict.fromkeys(thread.days))
    if len(days) == 1 or thread.undated:
        return Standing(thread.date, tuple(day for day in days if day != thread.date))
    telling = [t for t in thread.told if _plain(t)]
    moved = {day for t in thread.told if _told_moved(t) for day in (t.fact.date, t.fact.earlier)}
    held = _held(t for t in telling if t.fact.date not in moved)
    if rivals := _rivals(held.values()):
        apart = {t.fact.date for t in rivals}
        date = next((day for day in days if day in apart and not calendar.over(day, now)), thread.date)
        return Standing(date, tuple(day for day in days if day != date and day not in apart), rivals)
    date = _taken_back(thread, telling, held, moved) or thread.date
    gone = thread.date if date != thread.date else ""
    return Standing(date, tuple(day for day in days if day not in (date, gone)))


def disputed(standing: Standing, deadline: StoryDeadline) -> Dispute | None:
    """The dispute about the day of a deadline that stands so; None where there is none."""
    if not standing.rivals:
        return None
    told = [t.evidence() for t in standing.rivals]
    names = [one.attribution or one.outlet for one in told]
    if len(set(names)) < len(names):  # each outlet has it from the same speaker: the outlets differ
        names = [one.outlet for one in told]
    claims = (calendar.spelled(t.fact.date) for t in standing.rivals)
    sides = tuple(Side(who, claim, one) for who, claim, one in zip(names, claims, told, strict=True))
    return Dispute(key_of("dispute", "day", deadline.key), f"day of {deadline.subject}", sides, deadline.key)


def _plain(telling: Telling) -> bool:
    """Whether it gives a day, for sure, as set and not as a move."""
    fact = telling.fact
    return len(fact.date) == 10 and fact.status is DeadlineStatus.SET and not fact.earlier and fact.confidence >= _SURE


def _told_moved(telling: Telling) -> bool:
    return telling.fact.status in _MOVED or telling.fact.earlier is not None


def _held(telling: Iterable[Telling]) -> dict[str, Telling]:
    """What each source holds: the day its newest article gives; nothing where that article gives two."""
    newest: dict[str, Telling] = {}
    both: set[str] = set()
    for one in sorted(telling, key=lambda t: t.published):
        before = newest.get(one.report.origin)
        if before is not None and before.report.key == one.report.key and before.fact.date != one.fact.date:
            both.add(one.report.key)
        newest[one.report.origin] = one
    return {source: one for source, one in newest.items() if one.report.key not in both}


def _rivals(held: Iterable[Telling]) -> tuple[Telling, ...]:
    """The newest telling of each day that two sources hold against each other at the same time."""
    apart: dict[str, Telling] = {}
    for one, other in combinations(held, 2):
        if calendar.gap(one.fact.date, other.fact.date) > _BESIDE and abs(one.published - other.published) <= _AT_ONCE:
            for each in (one, other):
                known = apart.get(each.fact.date)
                if known is None or (known.published, known.report.key) < (each.published, each.report.key):
                    apart[each.fact.date] = each
    return tuple(apart[day] for day in sorted(apart))


def _taken_back(thread: Thread, telling: list[Telling], held: dict[str, Telling], moved: set[str | None]) -> str | None:
    """The day all hold again, where whoever told the newest day has gone back on it; None where the newest stands."""
    setters = {t.report.origin for t in telling if t.fact.date == thread.date}
    days = {one.fact.date for one in held.values()}
    if thread.date in moved or not setters <= set(held) or len(days) != 1:
        return None
    (day,) = days
    return day if day != thread.date and day in thread.days else None
