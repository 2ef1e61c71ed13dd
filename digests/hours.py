"""When a subscription is due: chosen hours of the reader's own days, and quiet hours. Pure.

Hours are read off the wall clock of the reader's zone. Where a change of the clocks leaves an hour out, what was due in it is due
when the clocks have moved; where an hour comes twice, it is due the first time. Quiet hours push what falls into them to their end,
so that all of it is told once then.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from digests.errors import InputError
from digests.model import Pace, PaceKind, Quiet

__all__ = ["is_open", "is_quiet", "next_due", "quiet_hours", "when_open", "zone_of"]

_DAY = timedelta(days=1)
_WEEK = 7


def zone_of(pace: Pace) -> tzinfo:
    """The zone a pace counts in; UTC where this machine's tables do not have it."""
    try:
        return ZoneInfo(pace.zone) if pace.zone else UTC
    except (KeyError, ValueError, OSError):
        return UTC


def quiet_hours(start: int, end: int) -> Quiet:
    """Quiet hours between two times of day, in minutes after midnight. Raises InputError where they are the same."""
    if start == end:
        raise InputError("quiet hours", "they begin and end at the same time; choose another end")
    return Quiet(start, end)


def is_quiet(pace: Pace, at: datetime) -> bool:
    """Whether a moment falls into the quiet hours."""
    if pace.quiet is None:
        return False
    local = at.astimezone(zone_of(pace))
    minute = local.hour * 60 + local.minute
    start, end = pace.quiet.start, pace.quiet.end
    return start <= minute < end if start < end else minute >= start or minute < end


def when_open(pace: Pace, at: datetime) -> datetime:
    """The moment itself, or the end of the quiet hours it falls into."""
    if pace.quiet is None or not is_quiet(pace, at):
        return at
    zone = zone_of(pace)
    first = at.astimezone(zone).date()
    ends = (_wall(first + _DAY * days, pace.quiet.end, zone, fold) for days in range(3) for fold in (0, 1))
    return min(end for end in ends if end > at and not is_quiet(pace, end))


def next_due(pace: Pace, after: datetime) -> datetime | None:
    """The next moment at which readers of this pace are told what is new; None: at any moment outside of quiet hours."""
    match pace.kind:
        case PaceKind.AT_ONCE:
            return None
        case PaceKind.HOURLY:
            local = after.astimezone(zone_of(pace))
            into = timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
            return when_open(pace, after - into + timedelta(hours=1))
        case PaceKind.DAILY | PaceKind.WEEKLY:
            return min(due for slot in _slots(pace, after) if (due := when_open(pace, slot)) > after)


def is_open(pace: Pace, due: datetime | None, now: datetime) -> bool:
    """Whether readers of this pace, who are due at ``due`` (None: always), are told now."""
    return (due is None or due <= now) and not is_quiet(pace, now)


def _slots(pace: Pace, around: datetime) -> list[datetime]:
    """The chosen hours from the day before a moment to a week and a day after it."""
    zone = zone_of(pace)
    first = around.astimezone(zone).date() - _DAY
    days = [first + _DAY * n for n in range(_WEEK + 3)]
    if pace.kind is PaceKind.WEEKLY:
        days = [day for day in days if day.weekday() == pace.weekday]
    return [_wall(day, hour * 60, zone) for day in days for hour in pace.hours or (0,)]


def _wall(day: date, minute: int, zone: tzinfo, fold: int = 0) -> datetime:
    """When a wall clock shows a time on a day."""
    return datetime.combine(day, time(minute // 60, minute % 60, fold=fold), zone).astimezone(UTC)
