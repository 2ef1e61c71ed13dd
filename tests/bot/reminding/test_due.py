"""Which reminders fall due, on a clock that is walked minute by minute."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reminding import due as room
from bot.reminding.due import Reminder, due
from digests.model import (
    DeadlineKind,
    DeadlineState,
    Evidence,
    Pace,
    Preferences,
    Quiet,
    Section,
    Sentence,
    StoryDeadline,
    Wish,
)

KYIV = ZoneInfo("Europe/Kyiv")
EVIDENCE = Evidence(Sentence("a" * 24, 0, 30, "The truce ends on Friday."), "Meridian Dispatch", "", datetime(2026, 3, 2, tzinfo=UTC))
#: Friday 6 March, noon in Kyiv
TIMED = StoryDeadline(
    "truce", "truce", "2026-03-06", DeadlineKind.EXPIRY, DeadlineState.UPCOMING, (EVIDENCE,), time="12:00", timezone="Europe/Kyiv"
)
DAY = replace(TIMED, time=None, timezone=None)
NIGHT = Preferences(Pace(zone="Europe/Kyiv", quiet=Quiet(1320, 420)))


def local(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=KYIV).astimezone(UTC)


def walked(
    deadline: StoryDeadline, preferences: Preferences, start: datetime, end: datetime, step: timedelta = timedelta(minutes=1)
) -> list[tuple[datetime, Reminder]]:
    """Every reminder with the moment it came, looking every ``step``."""
    found, since = [], start
    while since < end:
        now = since + step
        found += [(now, each) for each in due([deadline], preferences, KYIV, since, now)]
        since = now
    return found


def told(of: list[tuple[datetime, Reminder]]) -> list[tuple[str, str, int]]:
    return [(f"{at.astimezone(KYIV):%a %H:%M}", each.stage, each.minutes) for at, each in of]


@pytest.mark.parametrize(
    ("deadline", "preferences", "expected"),
    [
        pytest.param(TIMED, Preferences(), [("Thu 12:00", "before", 1440), ("Fri 11:00", "before", 60), ("Fri 12:00", "at", 0)], id="hour"),
        pytest.param(DAY, Preferences(), [("Thu 09:00", "before", 1440), ("Fri 09:00", "at", 0)], id="a day has no hours before it"),
        pytest.param(TIMED, Preferences(remind_before=(4320, 15), remind_at=False),
                     [("Tue 12:00", "before", 4320), ("Fri 11:45", "before", 15)], id="as set"),
        pytest.param(TIMED, Preferences(remind_before=(), remind_at=False), [], id="none"),
        pytest.param(replace(TIMED, time="04:00"), NIGHT, [("Thu 07:00", "before", 1440), ("Fri 03:00", "before", 60),
                                                            ("Fri 04:00", "at", 0)],
                     id="the night holds what can wait"),
        pytest.param(replace(TIMED, proposed=True), Preferences(), [], id="proposed only"),
        pytest.param(replace(TIMED, state=DeadlineState.CANCELLED), Preferences(), [], id="called off"),
        pytest.param(replace(TIMED, undated=True), Preferences(), [], id="put off to no day"),
        pytest.param(replace(TIMED, date="2026-03"), Preferences(), [], id="a month"),
        pytest.param(replace(TIMED, confidence=0.4), Preferences(), [], id="unsure"),
        pytest.param(TIMED, Preferences(wish=Wish(muted=("truce",))), [], id="muted"),
        pytest.param(replace(TIMED, tellings=("other",)), Preferences(wish=Wish(muted=("other",))), [], id="muted by another telling"),
        pytest.param(TIMED, Preferences(wish=Wish(without=(Section.DEADLINES,))), [], id="no deadlines wanted"),
        pytest.param(TIMED, Preferences(wish=Wish(watch=("Keldby",), watched_only=True)), [], id="another word is watched"),
    ],
)  # fmt: skip
def test_when_it_is_reminded_of(deadline: StoryDeadline, preferences: Preferences, expected: list[tuple[str, str, int]]) -> None:
    assert told(walked(deadline, preferences, local(2, 0), local(7, 0))) == expected


def test_what_cannot_wait_for_the_morning_comes_without_a_sound() -> None:
    found = walked(replace(TIMED, time="04:00"), NIGHT, local(2, 0), local(7, 0))
    assert [each.silent for _, each in found] == [False, True, True]


@pytest.mark.parametrize(
    ("down_from", "up_at", "expected"),
    [
        pytest.param(local(5, 6), local(6, 11, 30), [("before", 60)], id="of two that were missed the last"),
        pytest.param(local(5, 6), local(5, 18), [("before", 1440)], id="late, and still of use"),
        pytest.param(local(5, 18), local(6, 13), [("at", 0)], id="it is just over"),
        pytest.param(local(5, 6), local(6, 18), [], id="too late for all of them"),
        pytest.param(local(6, 8, 0), local(6, 8, 1), [], id="nothing was missed"),
    ],
)
def test_missed_while_down(down_from: datetime, up_at: datetime, expected: list[tuple[str, int]]) -> None:
    assert [(each.stage, each.minutes) for each in due([TIMED], Preferences(), KYIV, down_from, up_at)] == expected


def test_another_day_is_another_reminder() -> None:
    later = replace(TIMED, date="2026-03-09")
    keys = {each.key for _, each in walked(TIMED, Preferences(), local(2, 0), local(7, 0))}
    assert keys.isdisjoint(each.key for _, each in walked(later, Preferences(), local(2, 0), local(10, 0)))


def test_what_came_of_it() -> None:
    over = replace(TIMED, state=DeadlineState.MET, outcome=EVIDENCE)
    assert room.outcome(TIMED, Preferences()) is None
    assert room.outcome(over, Preferences(remind_after=False)) is None
    assert room.outcome(over, Preferences(wish=Wish(muted=("truce",)))) is None
    found = room.outcome(over, Preferences())
    assert found is not None
    assert found.stage == "after"
    assert due([over], Preferences(), KYIV, local(2, 0), local(7, 0)) == ()


@given(
    st.lists(st.integers(1, 900), min_size=1, max_size=60),
    st.sampled_from([TIMED, DAY, replace(TIMED, time="04:00")]),
    st.sampled_from([Preferences(), NIGHT, Preferences(remind_before=(10080, 360, 15))]),
)
def test_however_often_it_is_looked_none_comes_twice_or_too_late(
    steps: list[int], deadline: StoryDeadline, preferences: Preferences
) -> None:
    since, keys = local(2, 0), Counter[str]()
    for minutes in steps:
        now = since + timedelta(minutes=minutes)
        for each in due([deadline], preferences, KYIV, since, now):
            keys[each.key] += 1
            assert each.at is not None and each.until is not None  # noqa: PT018
            assert since < each.at <= now < each.until
        since = now
    assert max(keys.values(), default=0) <= 1
