"""When a subscription is due, over days on which the clocks change too."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.errors import InputError
from digests.hours import is_open, is_quiet, next_due, quiet_hours, when_open, zone_of
from digests.model import Pace, PaceKind, Quiet

KYIV, NEW_YORK = "Europe/Kyiv", "America/New_York"
NIGHT = Quiet(22 * 60, 7 * 60)


def local(day: str, hour: str, zone: str = KYIV) -> datetime:
    return datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


@pytest.mark.parametrize(
    ("pace", "after", "due"),
    [
        pytest.param(Pace(PaceKind.HOURLY), ("2026-03-02", "09:20"), ("2026-03-02", "10:00"), id="the next full hour"),
        pytest.param(Pace(PaceKind.DAILY, (8, 18), zone=KYIV), ("2026-03-02", "09:20"), ("2026-03-02", "18:00"), id="later the same day"),
        pytest.param(Pace(PaceKind.DAILY, (8, 18), zone=KYIV), ("2026-03-02", "18:00"), ("2026-03-03", "08:00"), id="never the same twice"),
        pytest.param(Pace(PaceKind.WEEKLY, (9,), 4, KYIV), ("2026-03-02", "09:20"), ("2026-03-06", "09:00"), id="on Friday"),
        pytest.param(Pace(PaceKind.WEEKLY, (9,), 0, KYIV), ("2026-03-02", "09:20"), ("2026-03-09", "09:00"), id="Monday a week on"),
        pytest.param(Pace(PaceKind.DAILY, (8,), zone=KYIV), ("2026-03-28", "09:00"), ("2026-03-29", "08:00"), id="a day of 23 hours"),
        pytest.param(Pace(PaceKind.DAILY, (3,), zone=KYIV), ("2026-03-28", "12:00"), ("2026-03-29", "04:00"), id="an hour left out"),
        pytest.param(Pace(PaceKind.DAILY, (8,), zone=KYIV), ("2026-10-24", "09:00"), ("2026-10-25", "08:00"), id="a day of 25 hours"),
        pytest.param(
            Pace(PaceKind.DAILY, (6,), zone=KYIV, quiet=NIGHT), ("2026-03-02", "12:00"), ("2026-03-03", "07:00"), id="after the night"
        ),
        pytest.param(
            Pace(PaceKind.HOURLY, zone=KYIV, quiet=NIGHT), ("2026-03-02", "21:30"), ("2026-03-03", "07:00"), id="no hours in the night"
        ),
    ],
)  # fmt: skip
def test_the_next_moment_by_the_readers_clock(pace: Pace, after: tuple[str, str], due: tuple[str, str]) -> None:
    assert next_due(pace, local(*after)) == local(*due)


def test_an_hour_that_comes_twice_is_due_once() -> None:
    pace = Pace(PaceKind.DAILY, (3,), zone=KYIV)
    first = next_due(pace, local("2026-10-24", "12:00"))
    assert first == datetime(2026, 10, 25, 0, 0, tzinfo=UTC)
    assert next_due(pace, first) == local("2026-10-26", "03:00")


def test_at_once_is_never_put_off_but_for_the_night() -> None:
    pace = Pace(zone=KYIV, quiet=NIGHT)
    assert next_due(pace, local("2026-03-02", "12:00")) is None
    assert is_open(pace, None, local("2026-03-02", "21:59"))
    assert not is_open(pace, None, local("2026-03-02", "22:00"))
    assert not is_open(pace, None, local("2026-03-03", "06:59"))
    assert is_open(pace, None, local("2026-03-03", "07:00"))


def test_what_was_missed_in_a_downtime_waits_for_the_morning_too() -> None:
    pace = Pace(PaceKind.DAILY, (18,), zone=KYIV, quiet=NIGHT)
    due = next_due(pace, local("2026-03-02", "12:00"))
    assert not is_open(pace, due, local("2026-03-02", "23:30"))
    assert is_open(pace, due, local("2026-03-03", "07:00"))


def test_a_start_equal_to_the_end_is_refused_with_a_word() -> None:
    with pytest.raises(InputError, match="begin and end at the same time"):
        quiet_hours(600, 600)
    with pytest.raises(ValueError, match="no hours"):
        Quiet(600, 600)


def test_an_unknown_zone_is_utc() -> None:
    assert zone_of(Pace(zone="Mars/Olympus")) is UTC


# ── properties ─────────────────────────────────────────────────────────────────────────────────────────────

zones = st.sampled_from(["", KYIV, NEW_YORK, "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia", "America/Sao_Paulo"])
quiets = st.none() | st.tuples(st.integers(0, 1439), st.integers(0, 1439)).filter(lambda pair: pair[0] != pair[1]).map(
    lambda pair: Quiet(*pair)
)
paces = st.builds(
    Pace,
    kind=st.sampled_from(PaceKind),
    hours=st.sets(st.integers(0, 23), min_size=1, max_size=4).map(lambda hours: tuple(sorted(hours))),
    weekday=st.integers(0, 6),
    zone=zones,
    quiet=quiets,
)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - as hypothesis wants them


@given(paces, moments)
def test_what_is_due_is_ahead_and_never_in_quiet_hours(pace: Pace, after: datetime) -> None:
    due = next_due(pace, after)
    if pace.kind is PaceKind.AT_ONCE:
        assert due is None
        return
    assert due is not None
    assert after < due <= after + timedelta(days=9)
    assert not is_quiet(pace, due)
    assert is_open(pace, due, due)


@given(paces, moments)
def test_quiet_hours_end_within_a_day_and_a_half(pace: Pace, at: datetime) -> None:
    opens = when_open(pace, at)
    assert at <= opens <= at + timedelta(hours=50)
    assert not is_quiet(pace, opens)
    assert (opens == at) is not is_quiet(pace, at)


@given(paces.filter(lambda pace: pace.kind is PaceKind.DAILY and pace.quiet is None), moments)
def test_chosen_hours_come_as_often_as_they_were_chosen(pace: Pace, start: datetime) -> None:
    """Walking from due to due through two weeks tells every chosen hour of every whole day once, clocks changed or not."""
    seen, at = list[datetime](), start
    while (due := next_due(pace, at)) is not None and due < start + timedelta(days=14):
        seen.append(due)
        at = due
    zone = zone_of(pace)
    days = {due.astimezone(zone).date() for due in seen}
    whole = sorted(days)[1:-1]
    for day in whole:
        told = [due for due in seen if due.astimezone(zone).date() == day]
        # In a zone that leaves an hour out, what was due in it joins the hour after.
        assert len(pace.hours) - 1 <= len(told) <= len(pace.hours)
        assert len(told) == len(set(told))
