"""The zones of the world, found by what their clocks show now: nobody knows the name of a zone, everybody the time."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.core import get_global

from digests.text.vocabulary import load

__all__ = ["at_offset", "city", "offsets"]

_DATA = load("bot.panel", "zones.toml")
_FIRST: list[str] = _DATA["known"]["first"]
_UNLIVED: tuple[str, ...] = tuple(_DATA["unlived"]["regions"])


@cache
def _zones() -> tuple[str, ...]:
    there = available_timezones()
    named = (_today(name) for name in get_global("zone_territories") if "/" in name)
    kept = {name for name in named if name in there and not name.startswith(_UNLIVED)}
    return (*(name for name in _FIRST if name in kept), *sorted(kept - set(_FIRST)))


def offsets(now: datetime) -> tuple[tuple[int, str], ...]:
    """Every distance from UTC that a clock somewhere has now, in minutes, westernmost first, with a zone that stands for it."""
    found: dict[int, str] = {}
    for name in _zones():
        found.setdefault(_offset(name, now), name)
    return tuple(sorted(found.items()))


def at_offset(minutes: int, now: datetime) -> tuple[str, ...]:
    """The zones whose clocks are so far from UTC now, the best known first."""
    return tuple(name for name in _zones() if _offset(name, now) == minutes)


def city(zone: str, locale: Locale) -> str:
    """A zone by its city, in the reader's language."""
    # Babel's own function looks for a renamed zone under its name of today alone, and CLDR keeps the old one.
    names = (zone, *(old for old, today in get_global("zone_aliases").items() if today == zone))
    told = (locale.time_zones[name].get("city") for name in names if name in locale.time_zones)
    return next(filter(None, told), None) or zone.rpartition("/")[2].replace("_", " ")


def _today(name: str) -> str:
    """A zone's name of today: Europe/Kyiv of Europe/Kiev."""
    return str(get_global("zone_aliases").get(name, name))


def _offset(name: str, now: datetime) -> int:
    return int((now.astimezone(ZoneInfo(name)).utcoffset() or timedelta()) / timedelta(minutes=1))
