"""The calendar file, opened with another library than the one that wrote it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import vobject

from bot.render import View
from bot.render.calendar import calendar, left_out
from digests.model import Reading
from digests.story import tell
from tests.fakes.facts import Told, at

_TALKS = {"subject": "talks in Velden", "kind": "meeting", "time": "10:00", "timezone": "Europe/Kyiv"}
_FIRST = Told(at(0)).due("Talks open in Velden on Sunday at 10 a.m. Kyiv time.", "2026-03-08", **_TALKS).reading()
_MOVED = (
    Told(at(1))
    .due("The talks in Velden were moved to Wednesday, 10 a.m. Kyiv time.", "2026-03-11", status="extended", earlier="2026-03-08", **_TALKS)
    .reading()
)


def _events(*readings: Reading, day: int = 2) -> dict[str, Any]:
    """What another calendar reads out of the file, by summary."""
    file = calendar(tell("border", readings, at(day)), "Border talks", View(at(day), ZoneInfo("UTC"))).decode()
    return {event.summary.value: event for event in getattr(vobject.readOne(file), "vevent_list", [])}


def test_an_hour_stands_in_the_zone_the_article_gave() -> None:
    event = _events(_FIRST)["Talks in Velden"]
    assert event.dtstart.value == datetime(2026, 3, 8, 8, 0, tzinfo=UTC)
    assert event.dtstart.params["X-VOBJ-ORIGINAL-TZID"] == ["Europe/Kyiv"]


@pytest.mark.parametrize(
    ("day", "start", "end"),
    [
        pytest.param("2026-03-12", date(2026, 3, 12), date(2026, 3, 13), id="a day without an hour is the whole day"),
        pytest.param("2026-12", date(2026, 12, 1), date(2027, 1, 1), id="a month is the month"),
    ],
)
def test_what_has_no_hour_is_given_none(day: str, start: date, end: date) -> None:
    event = _events(Told(at(0)).due("The truce ends then.", day, "the truce; northern, line", kind="expiry").reading())
    assert (event["The truce; northern, line"].dtstart.value, event["The truce; northern, line"].dtend.value) == (start, end)


def test_an_hour_of_an_unknown_zone_is_told_not_guessed() -> None:
    event = _events(Told(at(0)).due("The vote is at 9 a.m. on March 12.", "2026-03-12", "vote", kind="vote", time="09:00").reading())[
        "Vote"
    ]
    assert event.dtstart.value == date(2026, 3, 12)
    assert "09:00 local time" in event.description.value


def test_a_moved_deadline_updates_its_event() -> None:
    before, after = _events(_FIRST)["Talks in Velden"], _events(_FIRST, _MOVED)["Talks in Velden"]
    assert after.uid.value == before.uid.value
    assert int(after.sequence.value) > int(before.sequence.value)
    assert after.dtstart.value == datetime(2026, 3, 11, 8, 0, tzinfo=UTC)


def test_a_cancelled_deadline_cancels_its_event() -> None:
    off = Told(at(1)).due("The talks in Velden on Sunday were cancelled.", "2026-03-08", "talks in Velden", status="cancelled").reading()
    event = _events(_FIRST, off)["Talks in Velden"]
    assert event.status.value == "CANCELLED"


def test_who_says_so_and_the_sentence_go_with_it() -> None:
    event = _events(_FIRST)["Talks in Velden"]
    assert "“Talks open in Velden on Sunday at 10 a.m. Kyiv time.”\nMeridian Dispatch" in event.description.value


def test_a_bare_year_has_no_place_in_a_calendar_and_is_counted() -> None:
    reading = Told(at(0)).due("The mandate ends in 2027.", "2027", "mandate", kind="expiry").reading()
    assert _events(reading) == {}
    assert left_out(tell("border", [reading], at(2))) == 1


def test_the_same_account_is_the_same_file() -> None:
    views = [View(at(day), ZoneInfo("UTC")) for day in (2, 3)]
    assert calendar(tell("border", [_FIRST], at(2)), "Border talks", views[0]) == calendar(
        tell("border", [_FIRST], at(2)), "Border talks", views[1]
    )
