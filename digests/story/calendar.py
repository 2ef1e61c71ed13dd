"""Days, months and years as ISO strings of unequal length: which come first, which may be the same, which are past."""

from __future__ import annotations

from calendar import month_name, monthrange
from datetime import date, datetime, timedelta


def span(told: str) -> tuple[date, date]:
    """First and last day of an ISO day, month or year. Raises ValueError for anything else."""
    parts = [int(p) for p in told.split("-")]
    if len(parts) == 1:
        return date(parts[0], 1, 1), date(parts[0], 12, 31)
    if len(parts) == 2:
        return date(parts[0], parts[1], 1), date(parts[0], parts[1], monthrange(parts[0], parts[1])[1])
    day = date(*parts)
    return day, day


def compatible(a: str, b: str) -> bool:
    """Whether two may be one day, one told less finely than the other."""
    return a.startswith(b) or b.startswith(a)


def finer(a: str, b: str) -> str:
    """The one that says more."""
    return a if len(a) >= len(b) else b


def over(told: str, now: datetime) -> bool:
    """Whether its last day has wholly passed in UTC."""
    return now.date() > span(told)[1]


def reached(told: str, now: datetime) -> bool:
    """Whether its last day is here, or past."""
    return now.date() >= span(told)[1]


def gap(a: str, b: str) -> int:
    """Days between the starts of two."""
    return abs((span(a)[0] - span(b)[0]).days)


def beside(day: str) -> tuple[str, str, str]:
    """A day with the one before and the one after."""
    at = date.fromisoformat(day)
    return (at - timedelta(days=1)).isoformat(), day, (at + timedelta(days=1)).isoformat()


def near(a: str, b: str) -> bool:
    """Whether two may be one day, or are days beside each other; False where one is not told."""
    return bool(a and b) and (compatible(a, b) or (len(a) == len(b) == 10 and gap(a, b) <= 1))


def spelled(day: str) -> str:
    """An ISO day in words: ``March 6, 2026``."""
    at = date.fromisoformat(day)
    return f"{month_name[at.month]} {at.day}, {at.year}"
