"""Zones by what their clocks show, in any language and any chat."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.chats import Place
from bot.language import codes, tongue
from bot.panel import home
from bot.panel.keeping import Panel
from bot.panel.zones import at_offset, city, offsets
from bot.render import View

JULY, JANUARY = datetime(2026, 7, 1, 12, tzinfo=UTC), datetime(2026, 1, 1, 12, tzinfo=UTC)
#: as long as a channel's id may be
CHANNEL = -(2**52)


@pytest.mark.parametrize("now", [JULY, JANUARY], ids=["July", "January"])
def test_every_zone_is_found_by_its_clock_and_by_no_other(now: datetime) -> None:
    found = [name for minutes, _ in offsets(now) for name in at_offset(minutes, now)]
    assert len(found) == len(set(found)) > 300
    assert {"Europe/Kyiv", "Asia/Kolkata", "America/New_York", "Pacific/Auckland"} <= set(found)


def test_clocks_change_with_the_season() -> None:
    assert ("Europe/Kyiv" in at_offset(180, JULY), "Europe/Kyiv" in at_offset(120, JANUARY)) == (True, True)


@pytest.mark.parametrize(
    ("zone", "code", "told"), [("Europe/Kyiv", "uk", "Київ"), ("America/New_York", "en", "New York"), ("UTC", "en", "UTC")]
)
def test_a_zone_is_told_by_its_city(zone: str, code: str, told: str) -> None:
    assert city(zone, tongue(code).locale) == told


@pytest.mark.parametrize("code", codes())
def test_every_page_of_zones_fits_its_buttons(code: str) -> None:
    view, panel = View(JULY, UTC, tongue(code)), Panel(Place(CHANNEL), (), {})
    for word in ("", *(f"o{minutes}" for minutes, _ in offsets(JULY))):
        (page,) = home.place(panel, view, word, CHANNEL)
        buttons = [button for row in page.buttons for button in row]
        assert 2 <= len(buttons) <= 100
        assert all(len(button.action.encode()) <= 64 for button in buttons)
