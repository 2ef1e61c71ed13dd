"""Dates that begin with a figure: numeric ones, bare years, days of a list, and hours."""

from __future__ import annotations

import re

from digests.text.dates import around
from digests.text.dates import words as w
from digests.text.dates.clock import clock_at
from digests.text.dates.mention import Told

_SLASHED = re.compile(r"\b(?:on|dated|until|since|through|of|before|after)\s\Z")


def figures_at(text: str, start: int, end: int, word: str) -> Told | None:
    """Numeric dates, clock times and bare years."""
    after = text[end : end + 1]
    if after in "-./":
        found = (
            w.ISO.match(text, start, start + 26)
            or w.NUMERIC.match(text, start, start + 12)
            or w.SHORT_NUMERIC.match(text, start, start + 6)
            or (w.MONTH_SLASH.match(text, start, start + 6) if _SLASHED.search(text, max(0, start - 10), start) else None)
        )
        if found:
            told = _numeric(found)
            if told:
                return told
    clock = clock_at(text, start)
    if clock:
        return clock
    if len(word) == 4 and w.YEAR.match(text, start, start + 8):
        return _year(text, start, end)
    return _first_of_list(text, start, end, word) or _month_day_alone(text, start, end, word)


def _month_day_alone(text: str, start: int, end: int, word: str) -> Told | None:
    """ "on the 25th": a day without its month."""
    if len(word) > 2 or not 1 <= int(word) <= 31 or not re.search(r"\b(?:on|by|until|of) the \Z", text[max(0, start - 10) : start]):
        return None
    tail = re.match(
        r"(?:st|nd|rd|th)(?=[,.;:)]|\s(?:and|in|at|to|he|she|they|with|when|will|was|is|of (?:this|that|the) month)\b|\Z)",
        text[end : end + 18],
    )
    return Told(start, end + tail.end(), "monthday", day=int(word), sure=0.6) if tail else None


def _first_of_list(text: str, start: int, end: int, word: str) -> Told | None:
    """ "17" of "17 and 21 June", and "21" of "June 17 and 21": days whose month stands with their neighbour."""
    if len(word) > 2 or not 1 <= int(word) <= 31:
        return None
    ahead = re.match(
        r"(?:st|nd|rd|th)?(?:,\s\d{1,2})?\s(?:and|or|&)\s(\d{1,2})(?:st|nd|rd|th)?\s(?:of\s)?([A-Z][a-z]{2,8})\b"
        r"(?:,?\s((?:1[5-9]|20)\d\d)\b)?",
        text[end : end + 40],
    )
    if ahead and ahead.group(2).lower() in w.MONTHS and int(word) < int(ahead.group(1)) <= 31:
        return Told(
            start, end, "day", month=w.MONTHS[ahead.group(2).lower()], day=int(word), year=around.full_year(ahead.group(3)), sure=0.9
        )
    behind = re.search(
        r"([A-Z][a-z]{2,8})\.?\s(\d{1,2})(?:st|nd|rd|th)?(?:,\s\d{1,2})?\s(?:and|or|&)\s\Z", text[max(0, start - 28) : start]
    )
    follows = re.match(r"(?:st|nd|rd|th)?\s+([A-Za-z]+)", text[end : end + 20])
    fits = text[end : end + 1] not in ("-", ":", "%", "/") and (not follows or follows.group(1).lower() in w.listed("context", "after_day"))
    if behind and fits and behind.group(1).lower() in w.MONTHS and int(behind.group(2)) < int(word):
        year = re.match(r",?\s((?:1[5-9]|20)\d\d)\b", text[end : end + 7])
        return Told(
            start,
            end + (year.end() if year else 0),
            "day",
            month=w.MONTHS[behind.group(1).lower()],
            day=int(word),
            year=around.full_year(year.group(1)) if year else None,
            sure=0.9,
        )
    return None


def _numeric(found: re.Match[str]) -> Told | None:
    groups = found.groupdict()
    if "m" in groups:
        year: int | None
        year, month, day, sure = int(groups["y"]), int(groups["m"]), int(groups["d"]), 1.0
    else:
        a, b = int(groups["a"]), int(groups["b"])
        if "slash" not in groups and "y" not in groups and "0" not in (groups["a"][0], groups["b"][0]):
            return None
        day_first = groups["sep"] == "." or a > 12 or ("y" not in groups and "slash" not in groups)
        day, month = (a, b) if day_first else (b, a)
        year = around.full_year(groups["y"]) if groups.get("y") else None
        sure = 0.6 if a <= 12 and b <= 12 and groups["sep"] != "." and a != b else 0.95
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    zone = groups.get("zone")
    return Told(
        found.start(),
        found.end(),
        "day",
        year=year,
        month=month,
        day=day,
        time=groups.get("time"),
        zone="UTC" if zone == "Z" else zone,
        sure=sure,
    )


def _year(text: str, start: int, end: int) -> Told | None:
    before, after = around.before(text, start), around.after(text, end)
    if before not in w.listed("context", "year_before") and text[start - 1 : start] not in ("(", "-") and not before.endswith("mid"):
        return None
    weak = before in w.listed("context", "year_before_weak")
    if after in w.listed("context", "year_units") or (
        weak and after.endswith("s") and text[end : end + 1] == " " and after not in ("was", "is", "has")
    ):
        return None
    told = Told(start, end, "year", year=int(text[start:end]), sure=0.7 if weak else 0.95)
    return around.boundary(text, around.early(text, told))
