"""Expressions that count or point with a unit: "two weeks ago", "the next day", "by the end of the month", "in 48 hours"."""

from __future__ import annotations

import re

from digests.text.dates import around
from digests.text.dates import words as w
from digests.text.dates.mention import Told

_THE_DAY = re.compile(r"(?<!\w)(?:the|a)\s+\Z", re.IGNORECASE)
_IN_THE = re.compile(r"(?<!\w)(?P<word>later|earlier|late|early)\s+(?:on\s+)?(?:in|during)\s+the\s+\Z", re.IGNORECASE)
_NTH = re.compile(
    rf"(?<!\w)(?:the|a|its|their|his|her)\s+(?P<nth>(?:{'|'.join(w.ORDINALS)}|\d{{1,3}}(?:st"
    rf"|nd|rd|th)))\s+(?P<more>(?:straight|consecutive|full|successive)\s+)?\Z",
    re.IGNORECASE,
)
_QUARTER = re.compile(r"(?<!\w)(?:the\s+|its\s+)?(?:fiscal\s+)?(?P<nth>first|second|third|fourth|1st|2nd|3rd|4th)[\s-]\Z", re.IGNORECASE)
_OF_YEAR = re.compile(r"\s+(?:of\s+)?(?:(?:fiscal\s+)?(?P<year>(?:19|20)\d\d)|(?P<which>this|next|last)\s+year)\b")
_END = re.compile(r"(?:[-\s]end|['’]s[-\s]end)\b")
_ALONE = re.compile(r"['’]?s?\s*(?:[,.;:)”\"]|$|\s(?:in|at(?!\s+least)|by|with|when|and|to|as|from|on|but|near|outside)\b)")
_SPAN = re.compile(
    r"\b(?:first|second|third|fourth|fifth|time|times|once|twice|only|record|least|most|\w{3,}est)\s(?:[\w-]+\s){0,2}\Z", re.IGNORECASE
)
_ENTERED = frozenset({"in", "into", "entered", "enters", "entering", "reached", "on"})
_PLAIN_STEPS = {"last": -1, "next": 1, "this": 0, "coming": 1}
_ANAPHORIC = {"next": 1, "following": 1, "previous": -1, "same": 0, "that": 0}


def unit_at(text: str, start: int, end: int, word: str) -> Told | None:
    """The expression a unit word stands in, None where it tells no date ("a two-year strategy")."""
    if word[0].isupper():
        return None
    unit = w.UNITS[word]
    if word == "day" and (edge := nth_of_month(text, start, end, None)):
        return edge
    plural = word.endswith("s")
    return _counted(text, start, end, unit) or (None if plural else _pointed(text, start, end, unit) or _nth(text, start, end, unit))


def nth_of_month(text: str, start: int, end: int, weekday: int | None) -> Told | None:
    """ "the first Sunday of July", "the last day of the month": ``weekday`` None for "day"; None where none stands there."""
    before = w.NTH_BEFORE.search(text, max(0, start - 14), start)
    behind = w.OF_MONTH.match(text, end, end + 28) if before else None
    if before is None or behind is None:
        return None
    nth = before["nth"].lower()
    if weekday is None and nth not in ("first", "last"):
        return None
    step = {"next": 1, "last": -1}.get((behind["which"] or "").lower(), 0)
    month = w.MONTHS[behind["month"].lower()] if behind["month"] else None
    year = int(behind["year"]) if behind["year"] else None
    return Told(
        before.start(),
        behind.end(),
        "nthweekday",
        year=year,
        month=month,
        weekday=weekday,
        last_day=-1 if nth == "last" else w.ORDINALS[nth],
        count=step,
    )


# ── with a number ──────────────────────────────────────────────────────────────────────────────────────────


def _counted(text: str, start: int, end: int, unit: str) -> Told | None:
    found = w.COUNTED.search(text, max(0, start - 40), start)
    if not found or unit in ("night", "weekend", "quarter") or found["n"].lower().startswith("half"):
        return None
    number = found["n"].lower()
    n = w.NUMBERS.get(number) or (int(number) if number.isdigit() else 0)
    if not n:
        return None
    size, step = (14 * n, "day") if unit == "fortnight" else (n, unit)
    after = w.AFTER_UNIT.match(text, end, end + 14)
    if after:
        return _counted_after(text, Told(found.start(), after.end(), "shift", unit=step, count=size), after)
    within = w.WITHIN.search(text, max(0, found.start() - 26), found.start())
    if within and _SPAN.search(text[max(0, within.start() - 30) : within.start()]):
        return None  # "the first in ten years"
    if within and not re.match(r"\s+(?:of|ago|old)\b|-", text[end : end + 6]) and within["word"].lower() != "after":
        sure = 0.8 if within["word"].lower() == "within" else 0.6
        return Told(found.start(), end, "shift", unit=step, count=size, which="in", sure=sure)
    return None


def _counted_after(text: str, told: Told, after: re.Match[str]) -> Told | None:
    word = re.sub(r"\s+", " ", after["word"].lower())
    if word == "ago":
        told.count = -told.count
    elif word in ("from now", "hence", "from today"):
        told.sure = 0.9
    elif word in ("earlier", "later", "beforehand", "afterward", "afterwards", "previously"):
        told.form = "anaphora"
        told.count = -told.count if word in ("earlier", "beforehand", "previously") else told.count
    else:  # before, after, from, prior: from another date, told next to it
        told.form = "offset"
        told.count = -told.count if word in ("before", "prior") else told.count
        if word in ("before", "after") and _ALONE.match(text[after.end() : after.end() + 12]):
            told.form = "anaphora"
    return told


# ── without a number ───────────────────────────────────────────────────────────────────────────────────────


def _pointed(text: str, start: int, end: int, unit: str) -> Told | None:
    told = Told(start, end, "shift", unit=unit, possessive=text[end : end + 2] in ("'s", "’s"))
    return _end_of(text, told) or _which_unit(text, told) or _in_the(text, told) or _the_day(text, told)


def _end_of(text: str, told: Told) -> Told | None:
    """ "year-end", "the end of the month", "by month's end"."""
    if told.unit not in ("day", "week", "month", "quarter", "year"):
        return None
    ended = _END.match(text, told.end, told.end + 8) if told.unit in ("month", "year", "quarter") else None
    if ended:
        told.end, told.boundary, told.possessive = told.end + ended.end() - ended.start(), "end", False
        return told
    around.boundary(text, told)
    if told.boundary is None:
        return None
    if told.unit == "day" and around.before(text, told.start) not in ("by", "before", "until"):
        return None  # "at the end of the day"
    return told


def _which_unit(text: str, told: Told) -> Told | None:
    bare = Told(told.start, told.end, told.form)
    around.which(text, bare)
    which = bare.which
    if not which or re.match(r"\s+or\b", text[told.end : told.end + 4]):
        return None
    told.start = bare.start
    if told.unit == "night":
        return _night(text, told, which)
    if told.unit == "day":
        if which not in _ANAPHORIC:
            return None
        told.form, told.count = "anaphora", _ANAPHORIC[which]
        return around.early(text, told)
    if told.unit in ("week", "weekend", "month", "quarter", "year", "fortnight"):
        if which in _PLAIN_STEPS:
            told.count = _PLAIN_STEPS[which]
        elif which in ("previous", "following"):
            told.form, told.count = "anaphora", _ANAPHORIC[which]
        else:
            return None
        return around.boundary(text, around.early(text, told))
    return None


def _night(text: str, told: Told, which: str) -> Told | None:
    told.unit = "day"
    if which == "this":
        told.count = 0
    elif which == "last":
        told.count = -1
    elif which in _ANAPHORIC:
        told.form, told.count = "anaphora", _ANAPHORIC[which]
    else:
        return None
    return around.early(text, told)


def _in_the(text: str, told: Told) -> Told | None:
    """ "later in the day", "earlier in the week", "over the weekend"."""
    found = _IN_THE.search(text, max(0, told.start - 24), told.start)
    if found and told.unit in ("day", "week", "month", "year"):
        told.start, told.boundary = found.start(), "end" if found["word"].lower().startswith("late") else "start"
        told.form = "anaphora" if told.unit == "day" else "shift"
        return told
    if told.unit == "weekend" and _THE_DAY.search(text[max(0, told.start - 5) : told.start]):
        told.start = told.start - 4
        return told
    return None


def _the_day(text: str, told: Told) -> Told | None:
    """ "the day before", "the night before last", "the day before yesterday", "the day after the May 3 vote"."""
    found = _THE_DAY.search(text, max(0, told.start - 6), told.start)
    after = w.AFTER_UNIT.match(text, told.end, told.end + 14)
    if (
        not found
        or not after
        or after["word"].lower() not in ("before", "after", "earlier", "later")
        or told.unit not in ("day", "night", "week", "month", "year")
    ):
        return None
    told.unit = "day" if told.unit == "night" else told.unit
    step = -1 if after["word"].lower() in ("before", "earlier") else 1
    told.start, told.end, told.count = found.start(), after.end(), step
    more = re.match(r"\s+(yesterday|tomorrow|last)\b", text[told.end : told.end + 11])
    if more and (more.group(1) != "last" or _ALONE.match(text[told.end + more.end() : told.end + more.end() + 10])):
        told.end, told.count = told.end + more.end(), 2 * step
        return told
    told.form = "anaphora" if _ALONE.match(text[told.end : told.end + 12]) else "offset"
    return told


def _nth(text: str, start: int, end: int, unit: str) -> Told | None:
    """ "the second day of an offensive", "for a third straight day", "the first quarter of 2027"."""
    if unit == "quarter":
        found = _QUARTER.search(text, max(0, start - 24), start)
        if not found:
            return None
        told = Told(
            found.start(),
            end,
            "quarter",
            count=("first", "second", "third", "fourth", "1st", "2nd", "3rd", "4th").index(found["nth"].lower()) % 4 + 1,
        )
        year = _OF_YEAR.match(text, end, end + 20)
        if year:
            told.end, told.which, told.year = year.end(), year["which"] or "", int(year["year"]) if year["year"] else None
        return around.boundary(text, told)
    found = _NTH.search(text, max(0, start - 36), start) if unit == "day" else None
    if found and found["more"] and around.before(text, found.start()) == "for":
        return None  # "for the third straight day": how long, not when
    own = (
        bool(found and found.group().lower().startswith(("its", "their")))
        and around.before(text, found.start() if found else 0) in _ENTERED
    )
    if not found or not (
        found["more"] or own or re.match(r"\s+of\s+(?!the\s+(?:month|week|year)\b|[A-Z][a-z]+ber\b)", text[end : end + 20])
    ):
        return None
    return Told(found.start(), end, "nth", unit="day", sure=0.5)
