"""Days and times in words: a day without an hour is never given one, a time is told in the chat's zone."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from babel.dates import format_date

__all__ = ["countdown", "day", "instant", "moment", "stamp", "told_day", "told_time"]

_LOCALE = "en"
_OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d{2}))?")


def day(of: date, now: date) -> str:
    """A calendar day: ``Sun 1 Feb``, with its year where that is not this one."""
    return format_date(of, "EEE d MMM" if of.year == now.year else "EEE d MMM y", locale=_LOCALE)


def told_day(iso: str, now: date) -> str:
    """A day, month or year as the text gave it, no finer: ``Sun 1 Feb``, ``June 2026``, ``2027``."""
    if len(iso) == 4:
        return iso
    if len(iso) == 7:
        return format_date(date.fromisoformat(f"{iso}-01"), "MMMM y", locale=_LOCALE)
    return day(date.fromisoformat(iso), now)


def told_time(iso: str, clock: str | None, zone_name: str | None, zone: tzinfo, now: datetime) -> str:
    """A deadline's day with its hour where one was told: in the chat's zone where the text gave a zone, else as the text has it."""
    today = now.astimezone(zone).date()
    if clock is None or len(iso) != 10:
        return told_day(iso, today)
    at = instant(iso, clock, zone_name)
    if at is None:
        return f"{told_day(iso, today)}, {clock} local time"
    local = at.astimezone(zone)
    return f"{day(local.date(), today)}, {local:%H:%M} {local.tzname() or ''}".rstrip()


def instant(iso: str, clock: str | None, zone_name: str | None) -> datetime | None:
    """The moment of a day, an hour and a zone as an article gave them; None where one of them is missing or unknown."""
    source = _zone(zone_name)
    if source is None or clock is None or len(iso) != 10:
        return None
    return datetime.combine(date.fromisoformat(iso), time.fromisoformat(clock), source)


def countdown(iso: str, now: datetime, zone: tzinfo, at: datetime | None = None) -> str:
    """How far off it is, by calendar: ``today``, ``tomorrow``, ``in 3 days``, ``yesterday``; in hours only where an instant is known."""
    today = now.astimezone(zone).date()
    if len(iso) == 4:
        return _span(int(iso) - today.year, "year")
    if len(iso) == 7:
        return _span((int(iso[:4]) - today.year) * 12 + int(iso[5:]) - today.month, "month")
    if at is not None and timedelta(0) < at - now < timedelta(hours=24):
        minutes = max(1, round((at - now) / timedelta(minutes=1)))
        return f"in {minutes} min" if minutes < 60 else f"in {round(minutes / 60)} h"
    days = (date.fromisoformat(iso) - today if at is None else at.astimezone(zone).date() - today).days
    named = {0: "today", 1: "tomorrow", -1: "yesterday"}.get(days)
    return named or (f"in {days} days" if days > 0 else f"{-days} days ago")


def moment(at: datetime, zone: tzinfo, now: datetime) -> str:
    """A moment in the chat's zone: ``Fri 30 Jan, 18:00 UTC``."""
    local = at.astimezone(zone)
    return f"{day(local.date(), now.astimezone(zone).date())}, {local:%H:%M} {local.tzname() or ''}".rstrip()


def stamp(at: datetime, zone: tzinfo, now: datetime) -> str:
    """When something was published: with its hour, unless it stands at midnight UTC, which is how a bare day is kept."""
    if at.astimezone(UTC).time() == time(0):
        return day(at.astimezone(UTC).date(), now.astimezone(zone).date())
    local = at.astimezone(zone)
    return f"{day(local.date(), now.astimezone(zone).date())}, {local:%H:%M}"


def _span(count: int, unit: str) -> str:
    if count == 0:
        return f"this {unit}"
    if abs(count) == 1:
        return f"{'next' if count > 0 else 'last'} {unit}"
    return f"in {count} {unit}s" if count > 0 else f"{-count} {unit}s ago"


def _zone(name: str | None) -> tzinfo | None:
    if not name:
        return None
    if offset := _OFFSET.fullmatch(name.strip()):
        sign, hours, minutes = offset.groups()
        span = timedelta(hours=int(hours), minutes=int(minutes or 0))
        return timezone(-span if sign == "-" else span) if span < timedelta(hours=24) else None
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None
