"""Calendar days in news by value: own sentences with every expression that tells a day, and the day it tells (as in TimeML).

A day is found where an expression of day granularity overlaps the one of the gold and has its value. Those after the day of
publication are scored by themselves too: they are what a deadline is made of, and the hardest.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from digests.text import dates
from digests.text.dates import Granularity

ROWS = Path(__file__).parent / "calendar.jsonl"


@dataclass(slots=True)
class Days:
    """How many days were found, missed and made up."""

    right: int = 0
    missed: int = 0
    false: int = 0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.false) if self.right + self.false else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        both = 2 * self.right + self.missed + self.false
        return 2 * self.right / both if both else 1.0


def score(show: bool = False) -> dict[str, Days]:
    """The days of all rows (``days``) and those after publication (``ahead``)."""
    found = {"days": Days(), "ahead": Days()}
    for line in ROWS.read_text("utf-8").splitlines():
        row = json.loads(line)
        for what, told, value in _judged(row["text"], row["published"], row["days"]):
            for days in (found["days"], *((found["ahead"],) if value > row["published"] else ())):
                setattr(days, what, getattr(days, what) + 1)
            if show and what != "right":
                print(f"  {row['published']}\t{what}\t{told!r} {value}\t{row['text']}")
    return found


def _judged(text: str, published: str, wanted: list[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
    """Every day of the gold and of the reading as ``right``, ``missed`` or ``false``, with its words and its value."""
    given = [m for m in dates.find(text, date.fromisoformat(published)) if m.granularity is Granularity.DAY]
    at = 0
    for told, value in wanted:
        start = text.index(told, at) if told in text[at:] else text.index(told)
        at = start + len(told)
        hit = next((m for m in given if m.start < at and start < m.end and m.value == value), None)
        if hit is not None:
            given.remove(hit)
        yield ("right" if hit else "missed"), told, value
    yield from (("false", text[m.start : m.end], m.value) for m in given)
