"""How a feed stands, told from its polling and from what it brought."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from digests.health import Standing, health_of, is_silent
from digests.model import FeedDay, FeedState
from tests.fakes.desk import DISPATCH, NOON, later

WELL = FeedState(DISPATCH, later(minutes=10), checked=NOON, fresh=NOON, changed=NOON, rhythm=3600.0)


@pytest.mark.parametrize(
    ("state", "standing", "since"),
    [
        pytest.param(FeedState(DISPATCH, NOON), Standing.NEW, None, id="not asked yet"),
        pytest.param(WELL, Standing.FRESH, None, id="answers"),
        pytest.param(replace(WELL, failures=1, error="no answer"), Standing.SILENT, NOON, id="failed"),
        pytest.param(replace(WELL, failures=3, fresh=None), Standing.SILENT, None, id="never answered well"),
        pytest.param(replace(WELL, due=later(minutes=-90)), Standing.SILENT, NOON, id="not asked though due"),
        pytest.param(replace(WELL, changed=later(hours=-23)), Standing.FRESH, None, id="a day without news"),
        pytest.param(replace(WELL, changed=later(hours=-25)), Standing.QUIET, later(hours=-25), id="more than a day without news"),
        pytest.param(replace(WELL, changed=later(hours=-25), rhythm=86400.0), Standing.FRESH, None, id="a weekly"),
        pytest.param(replace(WELL, paused=True), Standing.PAUSED, None, id="at rest"),
        pytest.param(replace(WELL, paused=True, gone=NOON, error="gone"), Standing.GONE, NOON, id="gone"),
    ],
)
def test_standing(state: FeedState, standing: Standing, since: object) -> None:
    health = health_of(state, (), later(minutes=5))
    assert (health.standing, health.since) == (standing, since)
    assert is_silent(state, later(minutes=5)) == (standing in (Standing.SILENT, Standing.GONE))


def test_what_it_brought() -> None:
    days = (
        FeedDay(date(2025, 1, 1), items=1000),
        FeedDay(NOON.date() - timedelta(days=3), items=6, parsed=3, unparsed=1, full=1, teasers=2),
        FeedDay(NOON.date(), items=2, parsed=3, unparsed=1, full=1, teasers=0),
    )
    health = health_of(WELL, days, NOON)
    assert (health.per_day, health.parsed, health.full) == (2.0, 0.75, 0.5)
    nothing = health_of(WELL, (), NOON)
    assert (nothing.per_day, nothing.parsed, nothing.full) == (None, None, None)
