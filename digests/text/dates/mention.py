"""What a day, month or year told in a text is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Granularity(StrEnum):
    """How fine a date is told; it gives the form of ``DateMention.value``."""

    DAY = "day"  #: ``2026-02-01``
    WEEK = "week"  #: the week's Monday, ``2026-02-02``
    MONTH = "month"  #: ``2026-02``
    QUARTER = "quarter"  #: the quarter's first month, ``2026-04``
    YEAR = "year"  #: ``2026``


@dataclass(frozen=True, slots=True)
class DateMention:
    """One date expression, ``text[start:end]``, and what it resolves to."""

    start: int
    end: int  #: the expression alone, without the preposition before it
    value: str  #: ISO, as fine as ``granularity`` says; the first day of a range
    granularity: Granularity
    last: str | None = None  #: last day (or month, year) of a range; None where it is none
    time: str | None = None  #: ``HH:MM``, None where no hour is told
    timezone: str | None = None  #: IANA name or ``+03:00``; None where the text gives none
    kind: str = "absolute"  #: ``absolute weekday relative holiday anaphoric period``
    cue: str | None = None  #: preposition or adverb read right before it, lower case
    boundary: str | None = None  #: ``end start middle`` for "by the end of March", "early next week"
    confidence: float = 1.0  #: 0 to 1: how sure the reading of the value is

    @property
    def day(self) -> date | None:
        """The calendar day, None where the text tells no day."""
        return date.fromisoformat(self.value) if self.granularity is Granularity.DAY else None


@dataclass(slots=True)
class Told:
    """An expression as read, before it is dated; the resolver turns it into a DateMention."""

    start: int
    end: int
    form: str  #: ``day monthday month year quarter weekday shift holiday clock anaphora offset nth``
    year: int | None = None
    month: int | None = None
    day: int | None = None
    last_day: int | None = None  #: end of "Feb. 2-4"
    weekday: int | None = None
    which: str = ""  #: ``last next this previous following coming`` before it
    count: int = 0  #: how many units, signed: -2 for "two weeks ago"
    unit: str = ""  #: ``day week month quarter year hour``
    name: str = ""  #: of a holiday
    time: str | None = None
    zone: str | None = None
    boundary: str | None = None
    possessive: bool = False  #: "Sunday's"
    base: Told | None = None  #: "a week from Friday": what is counted from
    sure: float = 1.0
