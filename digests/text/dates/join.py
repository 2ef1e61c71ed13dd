"""Expressions that belong together: an hour and its day, a weekday and its date, the two ends of a range."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from digests.text.dates import words as w
from digests.text.dates.mention import DateMention, Told
from digests.text.vocabulary import either

_DAYS = ("weekday", "day", "holiday")
_TO_DAY = re.compile(r"(?:,?\s+(?:on\s+|of\s+|this\s+)?|,?\s\((?:on\s+)?)")
_TO_CLOCK = re.compile(
    r"(?:,?\s+(?:at|by|around|about|until|before|after|from|as of|shortly after|shortly before"
    r"|just before|just after|at around|at about)\s+|,?\s+|,?\s\()"
)
_TO_WEEKDAY = re.compile(r",?\s\(?(?:a\s)?")
_TO_BASE = re.compile(r"\s(?:the\s|this\s|his\s|her\s|its\s|their\s)?")
#: between the two ends of a range
RANGE = re.compile(r"\s?(?:-|–|—|to|through|until|till)\s?(?:on\s)?", re.IGNORECASE)

#: the cue right before an expression
CUES = re.compile(
    rf"(?<![\w’'])(?P<cue>{either(w.listed('cues', 'future') | w.listed('cues', 'past') | w.listed('cues', 'plain'))})\s+"
    rf"(?:the\s+|about\s+|around\s+|a\s+|an\s+)?\Z",
    re.IGNORECASE,
)


def joined(text: str, told: Iterable[Told]) -> list[Told]:
    """The expressions with those that tell one day made one."""
    out: list[Told] = []
    for one in told:
        last = out[-1] if out else None
        if last is not None and one.start - last.end <= 24 and _join(text, last, one):
            continue
        out.append(one)
    return [t for t in out if t.form != "offset" or t.base is not None]


def _is_week(one: Told) -> bool:
    return one.form == "shift" and one.unit == "week" and one.which == "" and abs(one.count) <= 1


def _is_day(one: Told) -> bool:
    return one.form in _DAYS or (one.form in ("shift", "anaphora", "offset") and one.unit == "day")


def _join(text: str, last: Told, one: Told) -> bool:
    """Take ``one`` into ``last`` where both tell the same day."""
    gap = text[last.end : one.start]
    if last.form == "clock" and _is_day(one) and _TO_DAY.fullmatch(gap):
        _take(last, one)
    elif last.form == "clock" and one.form == "clock" and gap == " (":
        last.end, last.zone = one.end, one.zone or last.zone
    elif _is_day(last) and one.form == "clock" and not last.time and _TO_CLOCK.fullmatch(gap):
        last.end, last.time, last.zone = one.end, one.time, one.zone
    elif last.form == "offset" and last.base is None and last.unit in ("day", "week") and _is_day(one) and _TO_BASE.fullmatch(gap):
        last.base, last.end = one, one.end
    elif last.form == "shift" and one.form == "weekday" and not one.which and last.count < 0 and last.unit == "week" and gap == " ":
        last.form, last.base, last.end, last.possessive = "offset", _gone(one), one.end, one.possessive
    elif last.form == "weekday" and not last.which and _is_week(one) and re.fullmatch(r"(?:\sof|,)?\s", gap):
        last.base, last.end = one, one.end
    elif (
        _is_week(last)
        and one.form == "weekday"
        and not one.which
        and re.fullmatch(r",?\s(?:(?:\w+\s)?on\s|(?:possibly|probably|perhaps|likely)\s)", gap)
    ):
        one.base = last
        return False
    elif (
        last.form == "day"
        and last.weekday is None
        and one.form == "weekday"
        and _TO_WEEKDAY.fullmatch(gap)
        and gap != " "
        and text[one.end : one.end + 1] in ",.)"
    ):
        last.weekday, last.end = one.weekday, one.end
    else:
        return False
    return True


def _gone(one: Told) -> Told:
    """ "a week ago Friday": a week before the Friday that was last."""
    one.which = "last"
    return one


def _take(clock: Told, day: Told) -> None:
    """Make an hour the day that follows it, keeping the hour."""
    time, zone = clock.time, clock.zone
    for name in (
        "form",
        "year",
        "month",
        "day",
        "last_day",
        "weekday",
        "which",
        "count",
        "unit",
        "name",
        "boundary",
        "possessive",
        "base",
        "sure",
        "end",
    ):
        setattr(clock, name, getattr(day, name))
    clock.time, clock.zone = time, zone


def ranged(text: str, found: list[DateMention]) -> tuple[DateMention, ...]:
    """The mentions, the first of "Feb. 28 to March 2" and of "Monday through Friday" carrying its last day."""
    out = list(found)
    for i in range(len(out) - 1):
        first, second = out[i], out[i + 1]
        if first.granularity is not second.granularity or first.last or not RANGE.fullmatch(text[first.end : second.start]):
            continue
        if first.value < second.value:
            out[i] = replace(first, last=second.value)
    return tuple(out)
