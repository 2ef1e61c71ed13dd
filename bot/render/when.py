"""Days and times in words: a day without an hour is never given one, a time is told in the chat's zone."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from bot.render.view import View

__all__ = ["countdown", "day", "instant", "moment", "stamp", "told_day", "told_time"]

_OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d{2}))?")


def day(of: date, view: View) -> str:
    """A calendar day: ``Sun 1 Feb``, with its year where that is not this one."""
    return view.tongue.day(of, year=of.year != view.today.year)


def told_day(iso: str, view: View, *, led: bool = False) -> str:
    """A day, month or year as the text gave it, no finer: ``Sun 1 Feb``, ``June 2026``, ``2027``; ``led``: behind a preposition."""
    if len(iso) == 4:
        return view.tongue.year(date(int(iso), 1, 1), led=led)
    if len(iso) == 7:
        return view.tongue.month(date.fromisoformat(f"{iso}-01"), led=led)
    return day(date.fromisoformat(iso), view)


def told_time(iso: str, clock: str | None, zone_name: str | None, view: View, *, led: bool = False) -> str:
    """A deadline's day with its hour where one was told: in the chat's zone where the text gave a zone, else as the text has it."""
    if clock is None or len(iso) != 10:
        return told_day(iso, view, led=led)
    at = instant(iso, clock, zone_name)
    if at is None:
        return view.tongue.say("{day}, {hour} local time", day=told_day(iso, view), hour=clock)
    return moment(at, view)


def instant(iso: str, clock: str | None, zone_name: str | None) -> datetime | None:
    """The moment of a day, an hour and a zone as an article gave them; None where one of them is missing or unknown."""
    source = _zone(zone_name)
    if source is None or clock is None or len(iso) != 10:
        return None
    return datetime.combine(date.fromisoformat(iso), time.fromisoformat(clock), source)


def countdown(iso: str, view: View, at: datetime | None = None) -> str:
    """How far off it is, by calendar: ``today``, ``tomorrow``, ``in 3 days``, ``yesterday``; in hours only where an instant is known."""
    say, today = view.tongue.say, view.today
    if len(iso) == 4:
        years = int(iso) - today.year
        return {0: say("this year"), 1: say("next year"), -1: say("last year")}.get(years) or view.tongue.span(years, "year")
    if len(iso) == 7:
        months = (int(iso[:4]) - today.year) * 12 + int(iso[5:]) - today.month
        return {0: say("this month"), 1: say("next month"), -1: say("last month")}.get(months) or view.tongue.span(months, "month")
    if at is not None and timedelta(0) < at - view.now < timedelta(hours=24):
        minutes = max(1, round((at - view.now) / timedelta(minutes=1)))
        return say("in {n} min", n=minutes) if minutes < 60 else say("in {n} h", n=round(minutes / 60))
    days = (date.fromisoformat(iso) - today if at is None else at.astimezone(view.zone).date() - today).days
    return {0: say("today"), 1: say("tomorrow"), -1: say("yesterday")}.get(days) or view.tongue.span(days, "day")


def moment(at: datetime, view: View) -> str:
    """A moment in the chat's zone: ``Fri 30 Jan, 18:00 UTC``; a day without an hour is given none."""
    if view.hourless and at == view.now:
        return day(at.astimezone(UTC).date(), view)
    local = at.astimezone(view.zone)
    return f"{day(local.date(), view)}, {view.tongue.clock(local)} {local.tzname() or ''}".rstrip()


def stamp(at: datetime, view: View) -> str:
    """When something was published: with its hour, unless it stands at midnight UTC, which is how a bare day is kept."""
    if at.astimezone(UTC).time() == time(0):
        return day(at.astimezone(UTC).date(), view)
    local = at.astimezone(view.zone)
    return f"{day(local.date(), view)}, {view.tongue.clock(local)}"


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
