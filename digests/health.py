"""How a feed stands, told from its polling and from what it brought: silence must not read as calm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from digests.model import Feed, FeedDay, FeedState

__all__ = ["WINDOW", "FeedHealth", "Standing", "health_of", "is_silent"]

#: How far back what a feed brought is counted.
WINDOW = timedelta(days=14)
#: A feed that is due for longer than this was not asked: nothing is known of it, whatever it said before.
_OVERDUE = timedelta(hours=1)
#: A feed that answers well and carries nothing new for so many times its usual rhythm, and for a day at least, is quiet.
_QUIET, _QUIET_LEAST = 8, timedelta(days=1)


class Standing(StrEnum):
    """How a feed stands."""

    NEW = "new"  #: not asked yet
    FRESH = "fresh"  #: it answers, and carries news as usual
    QUIET = "quiet"  #: it answers, but has carried nothing new for much longer than usual
    SILENT = "silent"  #: it does not answer, answers with something else, or was not asked when it was due
    PAUSED = "paused"  #: somebody let it rest
    GONE = "gone"  #: its server said that it is gone for good, so it is not asked any more


@dataclass(frozen=True, slots=True)
class FeedHealth:
    """How one feed stands."""

    feed: Feed
    standing: Standing
    since: datetime | None  #: since when, as far as that is known: of ``silent`` the last good answer, of ``quiet`` the last news
    fresh: datetime | None  #: last success: when it last answered well; None: never
    changed: datetime | None  #: last change: when it last carried something new; None: never
    due: datetime  #: when it is asked next
    error: str | None  #: what went wrong the last time, in plain words; None: nothing
    failures: int  #: how often in a row
    per_day: float | None  #: articles a day, over the days of the window since it first brought something; None: it never did
    parsed: float | None  #: share of its changed bodies that were read as a feed, 0 to 1; None: there were none
    full: float | None  #: share of its articles read with their full text, 0 to 1; None: none was read


def health_of(state: FeedState, days: Sequence[FeedDay], now: datetime) -> FeedHealth:
    """How a feed stands at ``now``; ``days`` are its own (``Ledger.feed_days`` since ``now - WINDOW``)."""
    days = [day for day in days if now.date() - day.day <= WINDOW]
    standing = _standing(state, now)
    since = {
        Standing.SILENT: state.fresh,
        Standing.QUIET: state.changed,
        Standing.GONE: state.gone,
    }.get(standing)
    return FeedHealth(
        state.feed,
        standing,
        since,
        state.fresh,
        state.changed,
        state.due,
        state.error,
        state.failures,
        _per_day(days, now),
        _share(sum(day.parsed for day in days), sum(day.unparsed for day in days)),
        _share(sum(day.full for day in days), sum(day.teasers for day in days)),
    )


def is_silent(state: FeedState, now: datetime) -> bool:
    """Whether nothing can be said of what a feed tells now, though the desk means to read it."""
    return _standing(state, now) in (Standing.SILENT, Standing.GONE)


def _standing(state: FeedState, now: datetime) -> Standing:
    if state.gone:
        return Standing.GONE
    if state.paused:
        return Standing.PAUSED
    if state.checked is None:
        return Standing.NEW
    if state.failures or state.fresh is None or now - state.due > _OVERDUE:
        return Standing.SILENT
    if state.changed and state.rhythm and now - state.changed > max(_QUIET_LEAST, _QUIET * timedelta(seconds=state.rhythm)):
        return Standing.QUIET
    return Standing.FRESH


def _per_day(days: Sequence[FeedDay], now: datetime) -> float | None:
    brought = [day for day in days if day.items]
    if not brought:
        return None
    span = (now.date() - min(day.day for day in brought)).days + 1
    return sum(day.items for day in brought) / span


def _share(part: int, rest: int) -> float | None:
    return part / (part + rest) if part + rest else None
