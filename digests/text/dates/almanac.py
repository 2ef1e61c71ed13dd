"""Arithmetic of the calendar: months, weekdays, holidays. Gregorian, pure."""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Any

from digests.text.vocabulary import load


def safe_day(year: int, month: int, day: int) -> date | None:
    """The day, None where the calendar has none such."""
    if not (MINYEAR <= year <= MAXYEAR and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def shifted(day: date, days: int) -> date | None:
    """A day so many days on, None where it leaves the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def month_shift(day: date, months: int) -> tuple[int, int]:
    """Year and month so many months on."""
    index = day.year * 12 + day.month - 1 + months
    return index // 12, index % 12 + 1


def last_of(value: str) -> date:
    """The last day of an ISO month or year (``2026-03``, ``2026``)."""
    year, _, month = value.partition("-")
    number = int(month) if month else 12
    return date(int(year), number, monthrange(int(year), number)[1])


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (the anonymous algorithm, as in Meeus 1991, chapter 8)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def holiday(name: str, year: int) -> date | None:
    """The day of a holiday in a year, None where the name is unknown or the calendar has no such year."""
    if not MINYEAR <= year <= MAXYEAR:
        return None
    tables: dict[str, Any] = load("digests.text", "dates.en.toml")["holidays"]
    if name in tables["fixed"]:
        month, day = (int(part) for part in tables["fixed"][name].split("-"))
        return safe_day(year, month, day)
    if name in tables["nth"]:
        month, weekday, nth = tables["nth"][name]
        return _black_friday(year) if nth == 0 else nth_weekday(year, month, weekday, nth)
    if name in tables["easter"] and year > 1582:
        return shifted(easter(year), tables["easter"][name])
    return None


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The n-th weekday (0 Monday) of a month, -1 its last; a fifth that the month lacks falls in the next."""
    if nth < 0:
        end = date(year, month, monthrange(year, month)[1])
        return end - timedelta(days=(end.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


def _black_friday(year: int) -> date:
    return nth_weekday(year, 11, 3, 4) + timedelta(days=1)
