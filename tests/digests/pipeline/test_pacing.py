"""When a feed is due again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.pipeline.pacing import LONGEST_BACKOFF, LONGEST_REST, LONGEST_TTL, due_after, pace, rhythm_after
from tests.fakes.desk import NOON, later

TEN = timedelta(minutes=10)
EVERY_HOUR = tuple(range(168))


@pytest.mark.parametrize(
    ("asks", "minutes"),
    [
        pytest.param({}, 9, id="well: a tenth early, so that the round of the same interval finds it due"),
        pytest.param({"ttl": 5}, 9, id="asks for less"),
        pytest.param({"ttl": 60}, 59, id="asks for more"),
        pytest.param({"ttl": 100_000}, 359, id="asks for far too much"),
        pytest.param({"max_age": 1800.0}, 29, id="stays as it is for a while"),
        pytest.param({"max_age": 1e30}, 59, id="says that it never changes"),
        pytest.param({"pace": timedelta(minutes=45)}, 44, id="changes seldom"),
        pytest.param({"pace": timedelta(days=9)}, 119, id="changes hardly ever"),
        pytest.param({"failures": 1}, 19, id="failed once"),
        pytest.param({"failures": 3, "ttl": 60, "max_age": 1800.0, "pace": timedelta(hours=1)}, 79, id="failed thrice"),
        pytest.param({"failures": 400}, 1439, id="failed for ever"),
        pytest.param({"failures": 1, "retry_after": 30.0}, 19, id="retry soon"),
        pytest.param({"failures": 1, "retry_after": 3600.0}, 60, id="retry later, and not a tenth early"),
        pytest.param({"failures": 1, "retry_after": 1e30}, 7 * 1440, id="retry in another life"),
        pytest.param({"retry_after": 1800.0}, 30, id="well, and asks to be left alone"),
        pytest.param({"rests": (12, 13)}, 120, id="rests this hour and the next"),
        pytest.param({"rests": (11, 14)}, 9, id="rests at other hours"),
        pytest.param({"rests": EVERY_HOUR}, 369, id="rests for ever"),
    ],
)
def test_when_a_feed_is_due_again(asks: dict[str, Any], minutes: int) -> None:
    assert NOON.weekday() == 0
    assert due_after(NOON, TEN, **asks) == later(minutes=minutes)


@given(
    st.integers(0, 525_600),
    st.text(min_size=1),
    st.integers(0, 50),
    st.none() | st.integers(0, 10**9),
    st.frozensets(st.integers(0, 167)),
)
def test_a_feed_is_due_within_bounds(minutes: int, name: str, failures: int, ttl: int | None, rests: frozenset[int]) -> None:
    asked = later(minutes=minutes)
    due = due_after(asked, TEN, failures=failures, ttl=ttl, rests=rests, name=name)
    assert asked + TEN * 0.9 <= due <= asked + max(LONGEST_BACKOFF, LONGEST_TTL) + LONGEST_REST
    assert due == due_after(asked, TEN, failures=failures, ttl=ttl, rests=rests, name=name)


def test_feeds_asked_together_do_not_fall_due_together() -> None:
    assert len({due_after(NOON, TEN, name=f"https://x.example/{n}") for n in range(50)}) == 50


@pytest.mark.parametrize(
    ("rhythm", "silence", "wait"),
    [
        pytest.param(None, None, 0, id="never changed"),
        pytest.param(None, 600, 60, id="changed once"),
        pytest.param(86400.0, 60, 6, id="seldom, and just now: more may follow"),
        pytest.param(86400.0, 36000, 3600, id="seldom, and ten hours ago"),
        pytest.param(300.0, 28800, 75, id="often, and asleep since the night"),
        pytest.param(300.0, -50, 0, id="in the future"),
    ],
)
def test_pace(rhythm: float | None, silence: int | None, wait: int) -> None:
    changed = None if silence is None else later(seconds=-silence)
    assert pace(rhythm, changed, NOON) == timedelta(seconds=wait)


def test_a_rhythm_is_learned_from_change_to_change() -> None:
    assert rhythm_after(None, None, NOON) is None
    assert rhythm_after(None, later(hours=-2), NOON) == 7200.0
    assert rhythm_after(7200.0, later(hours=-1), NOON) == pytest.approx(6120.0)
