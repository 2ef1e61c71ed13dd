"""Around a count: whether it is one event, a sum over time or the background of another story."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from digests.extract.casualties import sums
from digests.extract.casualties.background import is_reason
from digests.extract.casualties.days import age, when
from digests.extract.casualties.lexicon import listed
from digests.model import Scope
from digests.text.document import Document
from digests.text.sentences import Span
from digests.text.vocabulary import either

_OLD = 60  # days after which an event belongs to another story
_NEWS = 7  # days for which an event is the news itself
_LARGE = 500  # killed, above which a war's figure is no single event's
_HUGE = 5000  # killed, above which only a disaster does it at a blow
#: "the deadliest since 2009, when 156 died": what is compared with is another event
_COMPARED = re.compile(
    r"\b(?:deadliest|worst|first|biggest|largest|bloodiest|highest|most(?! of\b))\b[^;]*"
    r"\b(?:since|after)\b[^.;]{2,70}?,\s+(?:when|where|in which)\b[^.;]{0,70}\Z",
    re.IGNORECASE,
)
#: "the war began on October 7, when militants killed": the blow that began it
_BROKE_OUT = re.compile(
    r"\b(?:began|started|erupted|broke out|sparked|triggered)\b[^.;]{2,60}?\b(?:when|after|by)\b[^.;]{0,60}\Z", re.IGNORECASE
)
_OPENING = 2  # sentences with which an article opens


@cache
def _scopes() -> dict[str, re.Pattern[str]]:
    whole = {name: re.compile(rf"\b{either(listed('scope', name))}\b", re.IGNORECASE) for name in ("war", "disaster")}
    return whole | {"historic": re.compile(rf"\b{either(listed('scope', 'historic'))}", re.IGNORECASE)}


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


def is_news(day: str, today: date) -> bool:
    """Whether a day is so near the story's own that an event of it is no background."""
    return age(day, today) <= _NEWS


def scope(
    document: Document, span: Span, at: int, count: int | None, vague: bool, day: str | None, rule: str, today: date
) -> tuple[Scope, str | None]:
    """Whether a count told at an offset is of one event, a sum over time, or of another story; and since when.

    ``today``: the day the story is told from (``story_day``).
    ``vague``: only "hundreds" or "thousands" killed are told; with a war for their cause, or by the thousand, they are a sum.
    """
    told, patterns = span.text, _scopes()
    before = told[: max(0, at - span.start)]
    compared = _COMPARED.search(before) is not None
    if rule == "toll" and sums.day_apart(told):
        return Scope.CUMULATIVE, None
    since = None if compared else sums.since(told, at - span.start)
    if since is not None and rule != "state":
        return Scope.CUMULATIVE, since
    if not compared and sums.over_time(told, before, count, vague):
        return Scope.CUMULATIVE, None
    old = (
        compared
        or is_reason(before, rule, told[max(0, at - span.start) :])
        or bool(patterns["historic"].search(told))
        or (day is not None and age(day, today) > _OLD)
    )
    if old and _BROKE_OUT.search(before):
        return Scope.HISTORIC, None
    thousands = vague and "thousands" in told.lower()
    huge = count is not None and count >= _HUGE and not patterns["disaster"].search(told + document.article.title)
    large = (count is not None and count >= _LARGE) or (vague and (not day or thousands))
    if (huge or (large and (thousands or patterns["war"].search(told)))) and not (old and day and len(day) > 4):
        return Scope.CUMULATIVE, None
    return (Scope.HISTORIC if old else Scope.INCIDENT), None
