"""When a feed is asked next. All of it is pure: what is known of the feed and the moment go in, a moment comes out."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from zlib import crc32

__all__ = ["LONGEST_BACKOFF", "LONGEST_PACE", "LONGEST_REST", "LONGEST_RETRY_AFTER", "LONGEST_TTL", "due_after", "pace", "rhythm_after"]

#: A feed that fails is asked more and more seldom, but once a day.
LONGEST_BACKOFF = timedelta(days=1)
#: What a feed or its server asks for is honoured up to here.
LONGEST_TTL, LONGEST_RETRY_AFTER = timedelta(hours=6), timedelta(days=7)
#: Cache-Control is mostly set for a whole site and with no thought of news, so that less of it is believed.
LONGEST_MAX_AGE = timedelta(hours=1)
#: Hours in which a feed asks not to be read are slept through up to here: news waits no longer.
LONGEST_REST = timedelta(hours=6)
#: A feed that changes seldom is asked seldom, but so often at least.
LONGEST_PACE = timedelta(hours=2)
#: How much of a feed's rhythm the last change makes.
_RECENT = 0.3
#: Shares of a feed's rhythm, and of its silence so far (RFC 9111, 4.2.2, has a tenth), after which it is asked again.
_OF_RHYTHM, _OF_SILENCE = 0.25, 0.1
#: What is asked for is spread over so much of the interval, so that the feeds of a desk do not fall due together for ever.
_SPREAD = 0.1
_HOUR = timedelta(hours=1)


def due_after(
    asked: datetime,
    interval: timedelta,
    *,
    failures: int = 0,
    ttl: int | None = None,
    retry_after: float | None = None,
    max_age: float | None = None,
    pace: timedelta = timedelta(),
    rests: Collection[int] = (),
    name: str = "",
) -> datetime:
    """When a feed that was asked at ``asked`` is due again: it has failed so often in a row, and asks for ``ttl`` minutes of rest.

    A well one after ``interval``, its own ``pace`` or what it asks for itself (``ttl`` minutes, ``max_age`` seconds); a failing one
    after twice as long for every failure in a row; neither before its server's ``retry_after`` (seconds), nor, within bounds, in an
    hour of the week in which it ``rests``. A tenth of the interval early, so that the round of the same interval finds it due; with
    the feed's ``name``, up to that tenth later again, by chance of name and hour.
    """
    if failures:
        wait = min(interval * (1 << min(failures, 16)), LONGEST_BACKOFF)
    else:
        own = min(timedelta(minutes=ttl or 0), LONGEST_TTL)
        cached = min(timedelta(seconds=min(max_age or 0.0, 1e9)), LONGEST_MAX_AGE)
        wait = max(interval, own, cached, min(pace, LONGEST_PACE))
    due = asked + wait - interval * _SPREAD + _chance(name, asked) * _SPREAD * interval
    if retry_after is not None:
        due = max(due, asked + timedelta(seconds=min(retry_after, LONGEST_RETRY_AFTER.total_seconds())))
    return _after_rest(due, rests)


def pace(rhythm: float | None, changed: datetime | None, now: datetime) -> timedelta:
    """How long a feed may be left alone by what it is used to do: it changes every ``rhythm`` seconds, and did so at ``changed``.

    Short after a change, since changes come in flocks; the longer the silence, the longer, up to a share of its rhythm.
    """
    if changed is None:
        return timedelta()
    silence = max(now - changed, timedelta()) * _OF_SILENCE
    return silence if rhythm is None else min(silence, timedelta(seconds=min(rhythm, 1e9)) * _OF_RHYTHM)


def rhythm_after(rhythm: float | None, changed: datetime | None, now: datetime) -> float | None:
    """A feed's rhythm once it has changed again at ``now``: a running mean of the seconds between two changes."""
    if changed is None:
        return rhythm
    gap = max((now - changed).total_seconds(), 0.0)
    return gap if rhythm is None else rhythm + _RECENT * (gap - rhythm)


def _chance(name: str, asked: datetime) -> float:
    """From 0 to 1, even, and the same for the same feed and hour."""
    if not name:
        return 0.0
    hour = int(asked.timestamp()) // 3600
    return (crc32(name.encode("utf-8", "surrogatepass")) * 2654435761 + hour * 40503 * 65537) % 2**32 / 2**32


def _after_rest(due: datetime, rests: Collection[int]) -> datetime:
    """The end of the rest that a moment falls into, as far as that is honoured."""
    if not rests:
        return due
    awake = due
    while (awake.weekday() * 24 + awake.hour) in rests and awake - due < LONGEST_REST:
        awake = awake.replace(minute=0, second=0, microsecond=0) + _HOUR
    return min(awake, due + LONGEST_REST)
