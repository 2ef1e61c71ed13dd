"""The dates that feeds and pages are stamped with, in all the ways they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cache

from babel.dates import get_month_names

from digests.text.vocabulary import load

__all__ = ["Stamp", "in_address", "read"]


@dataclass(frozen=True, slots=True)
class Stamp:
    """A moment as an outlet told it."""

    at: datetime  #: UTC; where only a day was told, its midnight UTC
    day: date  #: the calendar day in the zone it was told in
    timed: bool = True  #: False where only a day was told
    midnight: bool = False  #: True where the hour was told as 00:00:00: in a feed where all are, the hour was never known


#: A longer string is no stamp.
_LONGEST = 100
_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?\s*(?P<half>[AaPp]\.?[Mm]\.?)?"
_ZONE = r"\s*(?P<zone>Z|[+\-\u2212]\d{1,2}:?\d{2}|[+\-\u2212]\d{1,2}|[A-Za-z]{1,5}(?:[+\-]\d{1,4})?)?"
_AFTER = rf"(?:[,\s]+(?:at\s+)?{_CLOCK}{_ZONE})?"
_FORMS = tuple(
    re.compile(rf"\s*{form}\s*(?:\([^)]*\))?\s*", re.IGNORECASE)
    for form in (
        rf"(?P<year>\d{{4}})-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}})(?:(?:T|\s+){_CLOCK}{_ZONE})?",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:T(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?" + _ZONE + ")?",
        rf"(?P<year>\d{{4}})[/.](?P<month>\d{{1,2}})[/.](?P<day>\d{{1,2}}){_AFTER}",
        rf"(?:[^\W\d_]+\.?,?\s+)?(?P<day>\d{{1,2}})\.?[\s\-]+(?:de\s+)?(?P<name>[^\W\d_]+)\.?,?[\s\-]+(?:de\s+)?(?P<year>\d{{4}}|\d{{2}}){_AFTER}",
        rf"(?:[^\W\d_]+\.?,?\s+)?(?P<name>[^\W\d_]+)\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}}){_AFTER}",
        rf"(?:[^\W\d_]+\.?,?\s+)?(?P<name>[^\W\d_]+)\.?\s+(?P<day>\d{{1,2}})\s+{_CLOCK}{_ZONE}\s+(?P<year>\d{{4}})",
    )
)
_ADDRESS = re.compile(r"/(?P<year>(?:19|20)\d{2})[/\-](?P<month>0?[1-9]|1[0-2]|[a-z]{3})[/\-](?P<day>0?[1-9]|[12]\d|3[01])(?=[/\-_.]|$)")


def read(told: str, language: str = "") -> Stamp | None:
    """A stamp as RSS, Atom and pages write it; None where it cannot be told.

    Without a zone, or with a name that several zones share, it is read as UTC. ``language`` helps with names of months.
    """
    if len(told) > _LONGEST:
        return None
    told = " ".join(told.split())
    for form in _FORMS:
        if m := form.fullmatch(told):
            parts = {"hour": None, "minute": None, "second": None, "half": None, "zone": None, "month": None, "name": None} | m.groupdict()
            try:
                return _stamp(parts, language)
            except (ValueError, OverflowError):
                return None
    return None


def in_address(url: str) -> Stamp | None:
    """The day that many outlets write into their addresses (``/2026/01/30/``); None where there is none."""
    if m := _ADDRESS.search(url.lower()):
        month = int(m["month"]) if m["month"].isdecimal() else _month(m["month"], "en")
        try:
            return _of_day(date(int(m["year"]), month, int(m["day"])))
        except ValueError:
            return None
    return None


def _of_day(day: date) -> Stamp:
    return Stamp(datetime.combine(day, time(), UTC), day, timed=False)


def _stamp(parts: dict[str, str | None], language: str) -> Stamp:
    year = int(parts["year"] or 0)
    if year < 100:
        year += 2000 if year < 70 else 1900
    month = int(parts["month"]) if parts["month"] else _month(parts["name"] or "", language)
    day = date(year, month, int(parts["day"] or 0))
    if parts["hour"] is None:
        return _of_day(day)
    hour, minute, second = int(parts["hour"]), int(parts["minute"] or 0), int(parts["second"] or 0)
    if parts["half"]:
        hour = hour % 12 + (12 if parts["half"][0] in "pP" else 0)
    over = timedelta(days=1) if (hour, minute) == (24, 0) else timedelta()
    local = datetime.combine(day, time(hour % 24 if over else hour, minute, min(second, 59)), _zone(parts["zone"] or "")) + over
    return Stamp(local.astimezone(UTC), local.date(), midnight=(hour, minute, second) == (0, 0, 0))


def _zone(told: str) -> timezone:
    """An offset, or the offset of a zone's name."""
    names: dict[str, float] = load("digests.wire", "zones.toml")["hours"]
    named = re.match(r"[A-Za-z]*", told)
    name, rest = (named.group().upper(), told[named.end() :]) if named else ("", told)
    if not rest:
        return timezone(timedelta(hours=names.get(name, 0)))
    digits = re.sub(r"\D", "", rest)
    hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if rest[0] in "-\u2212" else offset)


# ── names of months ────────────────────────────────────────────────────────────────────────────────────────


def _month(name: str, language: str) -> int:
    """The month of a name in a feed's language, or in any we know where it is one month in all of them. Raises ValueError."""
    name = name.lower().rstrip(".")
    tag = language.partition("-")[0].lower()
    own = _months(tag) if tag in load("digests.wire", "zones.toml")["languages"] else {}
    for months in (own, _months("en"), _shared()):
        if found := months.get(name):
            return found
    for month, number in _months("en").items():  # "Sept"
        if len(name) > 2 and month.startswith(name):
            return number
    raise ValueError(f"no month: {name}")


@cache
def _months(language: str) -> dict[str, int]:
    """Names and short names of one language, in lower case without dots."""
    return dict(_names(language))


def _names(language: str) -> Iterator[tuple[str, int]]:
    for width in ("wide", "abbreviated"):
        for context in ("format", "stand-alone"):
            for number, name in get_month_names(width, context=context, locale=language).items():
                yield name.lower().rstrip("."), number


@cache
def _shared() -> dict[str, int]:
    """Names over all languages, those left out that are two months in two languages."""
    told: dict[str, set[int]] = {}
    for language in load("digests.wire", "zones.toml")["languages"]:
        for name, number in _names(language):
            told.setdefault(name, set()).add(number)
    return {name: next(iter(numbers)) for name, numbers in told.items() if len(numbers) == 1}
