"""Finding date expressions: one pass over the words, and a local look wherever a word can belong to a date.

No pattern here is ever searched over the whole text but the one that steps from word to word; all others match at a
place or end at one inside a short window, so the cost is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from digests.text.dates import around
from digests.text.dates import words as w
from digests.text.dates.clock import clock_at
from digests.text.dates.figures import figures_at
from digests.text.dates.mention import Told
from digests.text.dates.units import nth_of_month, unit_at

_STEP = re.compile(r"[A-Za-z]+|\d+")

#: behind "a Tuesday" these leave it any Tuesday; a noun ("a Tuesday deadline") makes it one
_NO_NOUN = ("", "in", "when", "this", "that", "at", "on", "and", "or", "of", "after", "before", "for", "with")

Reader = Callable[[str, int, int, str], "Told | None"]


def scan(text: str) -> Iterator[Told]:
    """Every expression in order, none overlapping."""
    done = 0
    for step in _STEP.finditer(text):
        start, end = step.span()
        if start < done:
            continue
        word = step.group()
        reader = _READERS.get(word.lower()) or (figures_at if word[0].isdigit() and len(word) <= 4 else None)
        if reader is None:
            continue
        told = reader(text, start, end, word)
        if told is None or told.start < done:
            continue
        done = told.end
        yield told


# ── months and days of months ──────────────────────────────────────────────────────────────────────────────


def _month(text: str, start: int, end: int, word: str) -> Told | None:
    """ "Feb. 1", "17 June", "March 2027", "in May"; None for "may" and "march" as other words."""
    if not word[0].isupper() and (len(word) < 4 or word in ("march", "may", "sept")):
        return None
    number = w.MONTHS[word.lower()]
    return _month_day(text, start, end, number) or _day_month(text, start, end, number) or _bare_month(text, start, end, word, number)


def _month_day(text: str, start: int, end: int, month: int) -> Told | None:
    found = w.MONTH_DAY.match(text, end, end + 40)
    if not found:
        return None
    day = int(found["day"]) if found["day"] else w.ORDINALS[re.sub(r"\s+", "-", found["ordinal"].lower())]
    if not 1 <= day <= 31:
        return None
    told = Told(start, found.end(), "day", month=month, day=day, year=around.full_year(found["year"]))
    if found["last"]:
        _range_end(text, told, found, day)
    if text[max(0, start - 12) : start].lower().endswith("week of "):
        told.unit = "week"
    if told.year is None:
        around.which(text, told)  # "3% next July 1"
    return around.early(text, around.part(text, told))


def _range_end(text: str, told: Told, found: re.Match[str], day: int) -> None:
    """Take "-4" of "Feb. 2-4" into the expression, or give it back where it is no day ("May 5 and 9 people")."""
    last = int(found["last"])
    joined = found["link"] in "-–—"
    tail = text[found.end() : found.end() + 20]
    follows = re.match(r"\s+([A-Za-z]+)", tail)
    fits = joined or found["year"] or not follows or follows.group(1).lower() in w.listed("context", "after_day")
    if day < last <= 31 and fits and found["link"] not in ("and", "or", "&"):
        told.last_day = last
    elif not (day < last <= 31 and fits):
        told.end, told.year = found.start("link"), None
        told.end -= len(text[told.start : told.end]) - len(text[told.start : told.end].rstrip())
    else:
        told.end = found.start("link")
        told.end -= len(text[told.start : told.end]) - len(text[told.start : told.end].rstrip())


def _day_month(text: str, start: int, end: int, month: int) -> Told | None:
    if not text[max(0, start - 4) : start].rstrip()[-1:].isalnum():
        return None
    found = w.DAY_BEFORE.search(text, max(0, start - 28), start)
    if not found or around.after(text, end) in w.listed("context", "streets"):
        return None
    day = int(found["day"]) if found["day"] else w.ORDINALS[re.sub(r"\s+", "-", found["ordinal"].lower())]
    if not 1 <= day <= 31:
        return None
    year = w.YEAR_AFTER.match(text, end, end + 10)
    dot = 1 if text[end : end + 1] == "." and text[start:end].lower() not in w.MONTHS else 0
    at = found.start("day") if found["day"] else found.start("ordinal")
    told = Told(at, year.end() if year else end + dot, "day", month=month, day=day, year=around.full_year(year["year"]) if year else None)
    if found["first"] and 1 <= int(found["first"]) < day and found["link"] not in ("and", "or", "&"):
        told.start, told.day, told.last_day = found.start("first"), int(found["first"]), day
    return around.part(text, told)


def _bare_month(text: str, start: int, end: int, word: str, month: int) -> Told | None:
    year = w.MONTH_YEAR.match(text, end, end + 12)
    before = around.before(text, start)
    if not year:
        if len(word) < 4 and text[end : end + 1] != "." and word.lower() != "may":
            return None
        if (
            word.lower() in ("may", "march")
            and not (before in w.listed("context", "month_before") or before.endswith("mid"))
            and not text[end:].startswith(("-end", " end"))
        ):
            return None
        if re.match(r"['’-]?[A-Z]|\s+[A-Z][a-z]+(?:,|\.|\s+said)", text[end : end + 20]) and before not in w.listed(
            "context", "month_before"
        ):
            return None  # "April Jones said"
    told = Told(start, year.end() if year else end, "month", month=month, year=around.full_year(year["year"]) if year else None)
    after_end = re.match(r"[\s-]end\b", text[told.end : told.end + 5])
    if after_end:
        told.boundary, told.end = "end", told.end + after_end.end()
    return around.boundary(text, around.which(text, around.early(text, told)))


# ── weekdays ───────────────────────────────────────────────────────────────────────────────────────────────


def _weekday(text: str, start: int, end: int, word: str) -> Told | None:
    """A weekday with what stands around it; None where it is a name ("Sunday Times") or a rule ("every Monday")."""
    number = w.WEEKDAYS[word.lower()]
    full = word.lower() in w.FULL_WEEKDAYS
    dot = text[end : end + 1] == "."
    if not full and not (
        word[0].isupper() and re.match(r"\.?,?\s{1,2}(?:\(?[A-Z][a-z]{2}|\d)", text[end : end + 8]) and (dot or text[end : end + 1] == ",")
    ):
        return None
    if _named(text, start, end):
        return None
    if full and (nth := nth_of_month(text, start, end, number)):
        return nth
    told = Told(start, end + (0 if full or not dot else 1), "weekday", weekday=number, possessive=text[end : end + 2] in ("'s", "’s"))
    dated = re.match(r",?\s{1,2}\(?(?:the\s+)?", text[told.end : told.end + 10])
    if dated and _with_date(text, told, told.end + dated.end()):
        return told
    return around.early(text, around.which(text, around.part(text, told)))


def _named(text: str, start: int, end: int) -> bool:
    before = around.before(text, start)
    if before in w.listed("context", "weekday_name_before") and not (before == "a" and around.after(text, end) not in _NO_NOUN):
        return True
    after = text[end : end + 20].lstrip()
    if not text[end : end + 1].isspace() or not after[:1].isupper():
        return False
    return bool(w.NAME_AFTER.match(after))


def _with_date(text: str, told: Told, at: int) -> bool:
    """Take the month and day after a weekday into it: "Sunday, March eighth", "Saturday 25 April"."""
    month = w.MONTH_AT.match(text, at, at + 12)
    dated = _month_day(text, month.start(), month.end(), w.MONTHS[month["month"].lower()]) if month else None
    if not dated:
        ahead = re.match(r"(\d{1,2})(?:st|nd|rd|th)?\s{1,2}(?:of\s+)?([A-Za-z]{3,9})\b", text[at : at + 24])
        if ahead and ahead.group(2).lower() in w.MONTHS:
            first, last = at + ahead.start(2), at + ahead.end(2)
            dated = _day_month(text, first, last, w.MONTHS[ahead.group(2).lower()])
    if not dated:
        return False
    told.form, told.month, told.day, told.year, told.end, told.last_day = (
        "day",
        dated.month,
        dated.day,
        dated.year,
        dated.end,
        dated.last_day,
    )
    return True


# ── figures, holidays, plain words ─────────────────────────────────────────────────────────────────────────


def _generic_today(text: str, start: int, end: int, word: str) -> bool:
    """ "the Today show", "women today earn more": a title, or an age and no day."""
    before, after = around.before(text, start), around.after(text, end)
    if word[0].isupper() and before in ("the", "on", "bbc") and after in ("show", "program", "programme", "newspaper", "host"):
        return True
    return before in w.listed("context", "today_generic_before") and after.isalpha() and after in w.listed("context", "today_present_after")


def _relative(text: str, start: int, end: int, word: str) -> Told | None:
    """ "today", "tomorrow night", "overnight"; None for "USA Today" and "today's youth"."""
    lower = word.lower()
    if lower == "today":
        if _generic_today(text, start, end, word):
            return None
        if word[0].isupper() and around.before(text, start) in w.listed("context", "today_name_before"):
            return None
        if re.match(r"['’]s\s", text[end : end + 3]) and around.after(text, end + 2) in w.listed("context", "today_generic"):
            return None
    told = Told(start, end, "shift", unit="day", count=w.RELATIVE[lower], possessive=text[end : end + 2] in ("'s", "’s"))
    told.name = lower
    dated = re.match(r"(?:,\s|\s\()", text[end : end + 2])
    at = end + dated.end() if dated else end
    named = w.WEEKDAY_AT.match(text, at, at + 12) if dated else None
    if named and named["weekday"].lower() in w.FULL_WEEKDAYS and text[named.end() : named.end() + 1] in ",.;)":
        told.end = named.end()  # "today, Friday."
    return around.early(text, around.part(text, told))


def _holiday(text: str, start: int, end: int, word: str) -> Told | None:
    """A holiday that has a day; None for "Easter week" and "Christmas tree"; other readers of the word come after."""
    found = w.HOLIDAYS.match(text, start, start + 32) if word[0].isupper() else None
    other = _PLAIN.get(word.lower())
    if not found:
        return other(text, start, end, word) if other else None
    name = re.sub(r"\s+", " ", found.group().lower())
    if around.after(text, found.end()) in w.table("holidays")["words"]["after_any" if " " in name else "after"]:
        return None
    told = Told(start, found.end(), "holiday", name=name, possessive=text[found.end() : found.end() + 2] in ("'s", "’s"))
    year = w.YEAR_AFTER.match(text, told.end, told.end + 10)
    if year:
        told.year, told.end = around.full_year(year["year"]), year.end()
    return around.which(text, around.early(text, around.part(text, told)))


def _readers() -> tuple[dict[str, Reader], dict[str, Reader]]:
    plain: dict[str, Reader] = {}
    plain.update(dict.fromkeys(w.MONTHS, _month))
    plain.update(dict.fromkeys(w.WEEKDAYS, _weekday))
    plain.update(dict.fromkeys(w.UNITS, unit_at))
    plain.update(dict.fromkeys(w.RELATIVE, _relative))
    plain.update(dict.fromkeys(("noon", "midnight", "midday"), lambda text, start, end, word: clock_at(text, start)))
    every = {**plain, **{name: _holiday for name in w.HOLIDAY_STARTS if name}}
    return plain, every


_PLAIN, _READERS = _readers()
