"""Counts that are sums over time: since a day, over a period, of a war or a plague, of many events of one kind."""

from __future__ import annotations

import re
from functools import cache

from digests.extract.casualties.lexicon import listed
from digests.text.vocabulary import either

#: "the third this year": it ranks one event
_RANKED = re.compile(
    r"\b(?:first|second|third|fourth|fifth|\d+(?:st|nd|rd|th)|latest|deadliest|worst|largest|biggest|bloodiest)\b[^.;]{0,30}"
    r"\b(?:this|there this|in a) (?:year|week|month)\b",
    re.IGNORECASE,
)
#: a day's toll is one event
_ONE_DAY = re.compile(r"\b(?:past|last|previous|preceding) (?:24 hours|twenty-four hours|day|night)\b", re.IGNORECASE)
_TOTAL = re.compile(r",\s+(?:bringing|taking|raising|pushing|lifting)\s+the\b[^,.;]{0,30}\b(?:total|toll|number)\b", re.IGNORECASE)
_RECORD = re.compile(r"\b(?:deadliest|worst|first|biggest|largest|bloodiest|highest|most(?! of\b))\b", re.IGNORECASE)
_SINCE = re.compile(
    r"(?<!in power )(?<!in office )\b[Ss]ince\s+(?:the\s+|its\s+|their\s+)?(?P<since>(?P<day>(?:early |mid-?|late |last )?"
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?|\d[\w.]*)"
    r"(?:\s+\d{1,2}(?!\d))?(?:,?\s+\d{4})?)"
    r"|start|beginning|war|conflict|outbreak|uprising|invasion"
    r"|[\w’'-]+(?:\s+[\w’'-]+){0,5}?\s+(?:began|started|erupted|escalated|broke out|resumed|intensified|collapsed|seized|launched"
    r"|invaded|declared)\b"
    r"|[A-Z][\w.]*)"
)
_MANY = 50  # killed, from which on what a war "has killed" is its sum
_OF_ANOTHER = re.compile(r"\b(?:that|which|who)\s+(?:(?:has|have|had)\s+\w+|\w+ed|began|is|are|was|were)\b", re.IGNORECASE)
_SINCE_REACH = 90  # letters from a count to the "since" it counts from
_WARD = 16  # letters before a "since" in which stands what lasts since then ("trapped since Saturday")
#: "87 deaths, bringing the total since February to 1,203": the "since" is the total's alone
_APART = re.compile(r"\s(?:after|ago|earlier|before|later|since|old|on from)\b|[-\w]")  # "a year after": no "40 a year"
_BROUGHT = re.compile(r",\s+(?:bringing|taking|raising|pushing|lifting)\b", re.IGNORECASE)
_PERFECT = re.compile(r"\b(?:has|have)\s+(?:\w+ly\s+|also\s+|so far\s+|now\s+|already\s+)?(?:been\s+)?(?:\w+ly\s+)?\Z", re.IGNORECASE)
#: a period that counts events: with a perfect tense, or with many events of one kind for its cause
_NOW = re.compile(
    r"\b(?:this|in the past|over the past|during the past) (?:week|month|year|summer|winter|season|spring|autumn)\b(?!['’]s)", re.IGNORECASE
)
_THEN = re.compile(
    r"\b(?:last|this|that|previous) (?:month|year|summer|winter|season)\b(?!['’]s)|\b(?:in|during|throughout) (?:19|20)\d\d\b"
    r"|\bbetween (?:[A-Z][a-z]+(?: \d\d?)?,? )?(?:19|20)\d\d and\b|\bfrom (?:19|20)\d\d to\b",
    re.IGNORECASE,
)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    waged, many, plague = (either(listed("scope", name)) for name in ("waged", "many_events", "plague"))
    return {
        "cumulative": re.compile(rf"\b{either(listed('scope', 'cumulative'))}", re.IGNORECASE),
        # "Israel's war on Hezbollah has killed", "a war that has killed": the sum so far, however small
        "waged": re.compile(rf"\b{waged}\b[^.;]{{0,60}}?\s(?:has|have)\s+(?:\w+ly\s+|also\s+|so far\s+)?(?:been\s+)?\Z", re.IGNORECASE),
        "many": re.compile(rf"(?<!\ba\s)(?<!\bthe\s)\b{many}\b", re.IGNORECASE),
        "plague": re.compile(rf"\b{plague}\b[^.;]{{0,60}}?\s(?:has|have)\s+(?:\w+ly\s+|also\s+|so far\s+|now\s+)?\Z", re.IGNORECASE),
        "lasting": re.compile(rf"\b{either(listed('scope', 'lasting'))}\s+\Z", re.IGNORECASE),
    }


def since(told: str, at: int) -> str | None:
    """Since when a count is summed; a "since" that compares ("the deadliest since") or leads to the harm itself sums nothing."""
    found = _SINCE.search(told, max(0, at - _SINCE_REACH), at + _SINCE_REACH)
    if found is None or _RECORD.search(told) or _patterns()["lasting"].search(told, max(0, found.start() - _WARD), found.start()):
        return None
    if at < found.start() and (_OF_ANOTHER.search(told, at, found.start()) or _BROUGHT.search(told, at, found.start())):
        return None  # "21 have died in the cold wave that has gripped the state since Friday"
    named = found["day"] is None and found["since"][:1].isupper()
    if named and found.start() < at and "," not in told[found.end() : at]:
        return None  # "since Israel assassinated their leader"
    return found["since"]


def over_time(told: str, before: str, count: int | None, vague: bool) -> bool:
    """Whether a sentence tells a sum of many events; ``before`` is what stands before the harm in it."""
    if _is_sum(told) and not _RANKED.search(told) and not _ONE_DAY.search(told):
        return True
    patterns = _patterns()
    if (vague or (count or 0) >= _MANY) and patterns["waged"].search(before):
        return True
    return patterns["plague"].search(before) is not None or (_counted(told, before) and not _RANKED.search(told))


def day_apart(told: str) -> bool:
    """Whether a sentence tells a day's toll and the sum it adds to: "another 220 in the past day, bringing the total to 1,640"."""
    return _ONE_DAY.search(told) is not None and _TOTAL.search(told) is not None


def _counted(told: str, before: str) -> bool:
    """Whether a period counts events: "have been killed this week", "road accidents killed 1,214 last year"."""
    if _PERFECT.search(before) and _NOW.search(told):
        return True
    return _patterns()["many"].search(told) is not None and _THEN.search(told) is not None


def _is_sum(told: str) -> bool:
    for found in _patterns()["cumulative"].finditer(told):
        compared = found.group().lower().startswith("since") and _RECORD.search(told, 0, found.start())
        if not compared and not _APART.match(told, found.end()):
            return True
    return False
