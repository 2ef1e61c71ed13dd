"""Around a count: when it was, and whether it is one event, a sum over time or the background of another story."""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import date
from functools import cache
from itertools import takewhile

from digests.extract.casualties.lexicon import listed
from digests.model import Scope
from digests.text.dates import DateMention, Granularity
from digests.text.document import Document
from digests.text.sentences import Span
from digests.text.vocabulary import either

_OLD = 100  # days after which an event belongs to another story
_NEWS = 31  # days for which an event is what the article is about
_LARGE = 500  # killed, above which a war's figure is no single event's
_HUGE = 5000  # killed, above which only a disaster does it at a blow
_RANKED = re.compile(
    r"\b(?:first|second|third|fourth|fifth|\d+(?:st|nd|rd|th)|latest|deadliest|worst|largest|biggest|bloodiest)\b[^.;]{0,30}\bthis year\b",
    re.IGNORECASE,
)
#: a day's toll is one event
_ONE_DAY = re.compile(r"\b(?:past|last|previous|preceding) (?:24 hours|twenty-four hours|day|night)\b", re.IGNORECASE)
_RECORD = re.compile(r"\b(?:deadliest|worst|first|biggest|largest|bloodiest|highest|most)\b", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d,.$-])(?:19|20)\d\d(?![\d,.]\d|[-\w])")
_SINCE = re.compile(
    r"(?<!in power )(?<!in office )\bsince\s+(?:the\s+)?((?:early |mid-?|late |last )?[A-Z0-9][\w.]*(?:\s+\d{1,2}(?!\d))?(?:,?\s+\d{4})?"
    r"|start|beginning|war|conflict|outbreak|uprising|invasion)"
)
_SAYING = re.compile(  # the day behind it is the day it was said, not the day it was
    r"\b(?:said|says|told\s+(?:[\w.’'-]+\s+){1,4}?|told|reported|announced|added|confirmed|stated|tweeted|warned|statement|rose|risen|climbed|climbs"
    r"|toured|visited|as of)(?:\s+(?:in a statement|to\s+(?:at least\s+|more than\s+)?[\w,]+|by\s+\w+|late|early|later|earlier|also))?,?"
    r"\s+(?:on\s+|late\s+|early\s+|late on\s+|early on\s+)?\Z"
)
_SINCE_REACH = 90  # letters from a count to the "since" it counts from
_OPENING = 2  # sentences with which an article opens
_MOST = 64  # days of one sentence that are looked at
_ACCUSED = re.compile(
    r"\b(?:accused|convicted|suspected|guilty|acquitted|charged|wanted|sentenced|jailed)\s+(?:of|with|for|in)\s+\Z"
    r"|\b(?:accused|convicted|suspected|acquitted)\b[^,.;]{0,40}\bof\s+\Z"
    r"|\b(?:sentenced|jailed|convicted|charged|tried|indicted|imprisoned|arrested|wanted|serving)\b[^.;]{0,40}\bfor\s+\Z",
    re.IGNORECASE,
)
_ARRESTED_FOR = re.compile(
    r"\b(?:arrested|charged|detained|wanted|convicted|sentenced|held|tried)\b[^.;]{0,60}\b(?:that|which)\s+\Z", re.IGNORECASE
)
_REASON = re.compile(
    r"\b(?:over|against|for|in connection with|condemn\w*|denounc\w*|deplor\w*|investigat\w*|prob\w{1,3})"
    r"\s+(?:(?:the|a|an|his|her|their)\s+)?(?:\w+\s+)?\Z",
    re.IGNORECASE,
)
_SAID_BEFORE = 60  # letters before a day in which its verb of saying stands
_EVENT = re.compile(
    r"\b(?:attack|explo|blast|bomb|strik|struck|hit|quake|tremor|fire|blaze|crash|clash|shoot|shot|kill|died|dead|raid|shell|storm|flood|stabb|erupt"
    r"|collaps|landslide|siege|ambush|sank|capsiz)\w*",
    re.IGNORECASE,
)


@cache
def _scopes() -> dict[str, re.Pattern[str]]:
    whole = {name: re.compile(rf"\b{either(listed('scope', name))}\b", re.IGNORECASE) for name in ("war", "reason", "mourning", "disaster")}
    open_ended = {name: re.compile(rf"\b{either(listed('scope', name))}", re.IGNORECASE) for name in ("cumulative", "historic")}
    return whole | open_ended


def story_day(document: Document) -> date:
    """The day from which the age of events counts: that of publication, or of an older event the article opens with."""
    anchor = document.article.anchor
    for span in document.sentences[:_OPENING]:
        day = when(document, span, span.start)
        if day and day.count("-") == 2 and _age(day, anchor) > _OLD:
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
    since = _SINCE.search(told, max(0, at - span.start - _SINCE_REACH), at - span.start + _SINCE_REACH)
    if since and rule != "state" and not _RECORD.search(told):
        return Scope.CUMULATIVE, since.group(1)
    if patterns["cumulative"].search(told) and not _RANKED.search(told) and not _ONE_DAY.search(told):
        return Scope.CUMULATIVE, None
    reason = _is_reason(told[: max(0, at - span.start)], rule)
    old = reason or bool(patterns["historic"].search(told)) or (day is not None and _age(day, today) > _OLD)
    thousands = vague and "thousands" in told.lower()
    huge = count is not None and count >= _HUGE and not patterns["disaster"].search(told + document.article.title)
    large = (count is not None and count >= _LARGE) or (vague and (not day or thousands))
    if (huge or (large and (thousands or patterns["war"].search(told)))) and not (old and day and len(day) > 4):
        return Scope.CUMULATIVE, None
    return (Scope.HISTORIC if old else Scope.INCIDENT), None


def _is_reason(before: str, rule: str) -> bool:
    """Whether the words before a harm make it the reason for something else: a protest, a funeral, a trial."""
    patterns = _scopes()
    if rule in ("of", "relative") and (patterns["reason"].search(before) or _REASON.search(before)):
        return True
    if rule in ("of", "relative", "reduced") and patterns["mourning"].search(before):
        return True
    return bool(_ACCUSED.search(before) or (rule == "active" and _ARRESTED_FOR.search(before)))


def when(document: Document, span: Span, at: int) -> str | None:
    """The day (or month, or year) of the event nearest to an offset of its sentence, as ISO; none that lies ahead."""
    anchor = document.article.anchor
    first = bisect_left(document.dates, span.start, key=lambda m: m.start)
    told = takewhile(lambda m: m.start < span.end, document.dates[first : first + _MOST])
    fitting = [m for m in told if _fits(document, span, m, anchor)]
    if fitting:
        return min(fitting, key=lambda m: abs(m.start - at)).value
    record = _RECORD.search(span.text)  # "in power since 2014" dates nothing, "the deadliest since 1999" dates the record
    years = [
        m.group()
        for m in _YEAR.finditer(span.text)
        if int(m.group()) < anchor.year and (record or not span.text.endswith("since ", 0, m.start()))
    ]
    return years[-1] if years else None


def recent(document: Document, span: Span) -> str | None:
    """A day of the last weeks on which a sentence says something happened."""
    if not _EVENT.search(span.text):
        return None
    told = when(document, span, span.start)
    return told if told and len(told) == 10 and _age(told, document.article.anchor) <= _NEWS else None


def _fits(document: Document, span: Span, mention: DateMention, anchor: date) -> bool:
    if mention.kind == "period" or mention.granularity in (Granularity.WEEK, Granularity.QUARTER) or mention.value > anchor.isoformat():
        return False
    if mention.cue in ("since", "until", "by", "as of"):
        return False
    return not _SAYING.search(document.content, max(span.start, mention.start - _SAID_BEFORE), mention.start)


def _age(day: str, anchor: date) -> int:
    """Days from the last day of an ISO day, month or year to the anchor."""
    year, month, last = ([int(part) for part in day.split("-")] + [12, 28])[:3] if day.count("-") else [int(day), 12, 31]
    return (anchor - date(year, month, last if day.count("-") == 2 else min(last, 28))).days
