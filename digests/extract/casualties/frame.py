"""Around a count: whether it is one event, a sum over time or the background of another story."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from digests.extract.casualties.background import is_reason
from digests.extract.casualties.days import age, when
from digests.extract.casualties.lexicon import listed
from digests.model import Scope
from digests.text.document import Document
from digests.text.sentences import Span
from digests.text.vocabulary import either

_OLD = 100  # days after which an event belongs to another story
_LARGE = 500  # killed, above which a war's figure is no single event's
_HUGE = 5000  # killed, above which only a disaster does it at a blow
_RANKED = re.compile(
    r"\b(?:first|second|third|fourth|fifth|\d+(?:st|nd|rd|th)|latest|deadliest|worst|largest|biggest|bloodiest)\b[^.;]{0,30}\bthis year\b",
    re.IGNORECASE,
)
#: a day's toll is one event
_ONE_DAY = re.compile(r"\b(?:past|last|previous|preceding) (?:24 hours|twenty-four hours|day|night)\b", re.IGNORECASE)
_RECORD = re.compile(r"\b(?:deadliest|worst|first|biggest|largest|bloodiest|highest|most)\b", re.IGNORECASE)
_SINCE = re.compile(
    r"(?<!in power )(?<!in office )\bsince\s+(?:the\s+|its\s+|their\s+)?(?P<since>(?P<day>(?:early |mid-?|late |last )?"
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?|\d[\w.]*)"
    r"(?:\s+\d{1,2}(?!\d))?(?:,?\s+\d{4})?)"
    r"|start|beginning|war|conflict|outbreak|uprising|invasion"
    r"|[\w’'-]+(?:\s+[\w’'-]+){0,5}?\s+(?:began|started|erupted|escalated|broke out|resumed|intensified|collapsed|seized|launched"
    r"|invaded)\b"
    r"|[A-Z][\w.]*)"
)
_WAR = (
    r"(?:war|wars|conflict|campaign|offensive|insurgency|invasion|genocide|uprising|occupation|hostilities|crackdown|famine"
    r"|epidemic|pandemic)"
)
#: "Israel's war on Hezbollah has killed", "a war that has killed": the sum so far, however small
_WAGED = re.compile(rf"\b{_WAR}\b[^.;]{{0,60}}?\s(?:has|have)\s+(?:\w+ly\s+|also\s+|so far\s+)?(?:been\s+)?\Z", re.IGNORECASE)
_MANY = 50  # killed, from which on what a war "has killed" is its sum
_OF_ANOTHER = re.compile(r"\b(?:that|which|who)\s+(?:(?:has|have|had)\s+\w+|\w+ed|began|is|are|was|were)\b", re.IGNORECASE)
_SINCE_REACH = 90  # letters from a count to the "since" it counts from
_OPENING = 2  # sentences with which an article opens


@cache
def _scopes() -> dict[str, re.Pattern[str]]:
    whole = {name: re.compile(rf"\b{either(listed('scope', name))}\b", re.IGNORECASE) for name in ("war", "disaster")}
    open_ended = {name: re.compile(rf"\b{either(listed('scope', name))}", re.IGNORECASE) for name in ("cumulative", "historic")}
    return whole | open_ended


def story_day(document: Document) -> date:
    """The day from which the age of events counts: that of publication, or of an older event the article opens with."""
    anchor = document.article.anchor
    for span in document.sentences[:_OPENING]:
        day = when(document, span, span.start)
        if day and day.count("-") == 2 and age(day, anchor) > _OLD:
            return date.fromisoformat(day)
        if day:
            break
    return anchor


def scope(
    document: Document, span: Span, at: int, count: int | None, vague: bool, day: str | None, rule: str, today: date
) -> tuple[Scope, str | None]:
    """Whether a count told at an offset is of one event, a sum over time, or of another story; and since when.

    ``today``: the day the story is told from (``story_day``).
    ``vague``: only "hundreds" or "thousands" killed are told; with a war for their cause, or by the thousand, they are a sum.
    """
    told, patterns = span.text, _scopes()
    since = _summed_since(told, at - span.start)
    if since is not None and rule != "state":
        return Scope.CUMULATIVE, since
    if _is_sum(told) and not _RANKED.search(told) and not _ONE_DAY.search(told):
        return Scope.CUMULATIVE, None
    if (vague or (count or 0) >= _MANY) and _WAGED.search(told[: max(0, at - span.start)]):
        return Scope.CUMULATIVE, None
    reason = is_reason(told[: max(0, at - span.start)], rule)
    old = reason or bool(patterns["historic"].search(told)) or (day is not None and age(day, today) > _OLD)
    thousands = vague and "thousands" in told.lower()
    huge = count is not None and count >= _HUGE and not patterns["disaster"].search(told + document.article.title)
    large = (count is not None and count >= _LARGE) or (vague and (not day or thousands))
    if (huge or (large and (thousands or patterns["war"].search(told)))) and not (old and day and len(day) > 4):
        return Scope.CUMULATIVE, None
    return (Scope.HISTORIC if old else Scope.INCIDENT), None


def _summed_since(told: str, at: int) -> str | None:
    """Since when a count is summed; a "since" that compares ("the deadliest since") or leads to the harm itself sums nothing."""
    since = _SINCE.search(told, max(0, at - _SINCE_REACH), at + _SINCE_REACH)
    if since is None or _RECORD.search(told):
        return None
    if at < since.start() and _OF_ANOTHER.search(told, at, since.start()):
        return None  # "21 have died in the cold wave that has gripped the state since Friday"
    named = since["day"] is None and since["since"][:1].isupper()
    if named and since.start() < at and "," not in told[since.end() : at]:
        return None  # "since Israel assassinated their leader"
    return since["since"]


def _is_sum(told: str) -> bool:
    found = _scopes()["cumulative"].search(told)
    compared = found is not None and found.group().lower().startswith("since") and _RECORD.search(told, 0, found.start())
    return found is not None and not compared
