"""Days and times in words."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.render import View, when

KYIV = ZoneInfo("Europe/Kyiv")
NOW = datetime(2026, 1, 30, 23, 30, tzinfo=UTC)  # already the 31st in Kyiv
HERE = View(NOW, KYIV)


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2026-01-31", "today"),
        ("2026-02-01", "tomorrow"),
        ("2026-01-30", "yesterday"),
        ("2026-02-04", "in 4 days"),
        ("2026-01-28", "3 days ago"),
        ("2026-01", "this month"),
        ("2026-06", "in 5 months"),
        ("2027", "next year"),
    ],
)
def test_countdown_by_the_calendar_of_the_chat(iso: str, words: str) -> None:
    assert when.countdown(iso, HERE) == words


@pytest.mark.parametrize(
    ("iso", "clock", "zone", "words"),
    [
        ("2026-02-01", None, None, "Sun 1 Feb"),
        ("2026-06", None, None, "June 2026"),
        ("2027", None, None, "2027"),
        ("2027-02-01", None, None, "Mon 1 Feb 2027"),
        ("2026-02-01", "14:00", None, "Sun 1 Feb, 14:00 local time"),
        ("2026-02-01", "14:00", "America/New_York", "Sun 1 Feb, 21:00 EET"),
        ("2026-02-01", "23:30", "+00:00", "Mon 2 Feb, 01:30 EET"),
        ("2026-02-01", "14:00", "Nowhere", "Sun 1 Feb, 14:00 local time"),
    ],
)
def test_an_hour_only_where_one_was_told(iso: str, clock: str | None, zone: str | None, words: str) -> None:
    assert when.told_time(iso, clock, zone, HERE) == words


def test_hours_are_counted_only_to_an_instant() -> None:
    at = when.instant("2026-01-31", "06:30", "UTC")
    assert when.countdown("2026-01-31", HERE, at) == "in 7 h"


def test_a_bare_day_of_publication_is_given_no_hour() -> None:
    assert when.stamp(datetime(2026, 1, 30, tzinfo=UTC), HERE) == "Fri 30 Jan"
    assert when.stamp(datetime(2026, 1, 30, 15, 5, tzinfo=UTC), HERE) == "Fri 30 Jan, 17:05"


def test_a_day_in_another_year_says_so() -> None:
    assert when.day(date(2025, 12, 31), HERE) == "Wed 31 Dec 2025"
