"""From which day a span counts: the day on which what it belongs to was agreed or began."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache

from digests.extract.deadlines import lexicon
from digests.text.dates import DateMention, Granularity
from digests.text.document import Document
from digests.text.sentences import Span
from digests.text.vocabulary import either

_SPAN = re.compile(r"\b(?P<n>\d{1,3}|[a-z]+)[\s-](?:day|week|month)s?\b", re.IGNORECASE)
_SAME = 8  # sentences with a span of the same length that are looked at
_BEFORE = 3  # sentences before a span in which stands what it belongs to


@cache
def _settled() -> re.Pattern[str]:
    """What settles a pause or a pact, or sets it going, right before its day."""
    things = either([*lexicon.table("pauses")["nouns"], *lexicon.table("pauses")["pacts"]])
    settled, begun, starts = (either(lexicon.table("pauses")[name]) for name in ("settled", "begun", "starts"))
    return re.compile(
        rf"\b(?:(?:{settled}|{things}\b[^.;]{{0,30}}?\b{begun})\b(?:(?!\sto\s(?!(?:an?|the|its|their)\s)|\sthat\s)[^.;,]){{0,45}}?|{starts}\s(?:on\s|from\s)?)\Z",
        re.IGNORECASE,
    )


@cache
def _then_settled() -> re.Pattern[str]:
    """ "On Dec. 1 the two agreed", "The court on Friday ordered": what settles it right behind its day."""
    return re.compile(
        rf"\s(?:[\w’'-]+\s){{0,3}}?{either(lexicon.table('pauses')['settled'])}\b|,\s[^.;,]{{0,40}}?\b{either(lexicon.table('pauses')['settled'])}\b"
    )


@cache
def _pact() -> re.Pattern[str]:
    """That something was agreed: "agreed", "under the accord", "a deal was reached", but not "a deal must be reached"."""
    pauses = lexicon.table("pauses")
    settled, things, under = either(pauses["agreed"]), either([*pauses["nouns"], *pauses["pacts"]]), either(pauses["under"])
    return re.compile(
        rf"(?<!\bbe )(?<!\bto be )\b{settled}\b|\b{under}\s(?:the|a|an|their|its|that|this)\s(?:[\w-]+\s){{0,3}}?{things}\b", re.IGNORECASE
    )


_NOW = re.compile(
    r"\b(?:from|as of|starting|beginning|effective)\s(?:today|now|immediately|at once)\b|\beffective immediately\b|\bfrom now\b",
    re.IGNORECASE,
)
_FROM = re.compile(r"[^.;,]{0,24}?\s(?:starting|beginning|counting|effective|from)\s(?:on\s|from\s)?")


def begins_now(document: Document, sentence: Span) -> bool:
    """Whether a sentence says that its span begins on the day of the paper."""
    return _NOW.search(document.content, sentence.start, sentence.end) is not None


def start_in(document: Document, sentence: Span, at: int) -> date | None:
    """The day of a sentence on which a thing was agreed or began, from which the span at ``at`` counts."""
    text, days = document.content, _days(document, sentence)
    before = [told for told in days if told.end <= at]
    for told in [*before[-1:], *(told for told in days if told.start > at)]:
        following = told.start > at and _FROM.fullmatch(text, at, told.start)
        if following or (_settles(document, sentence, told)):
            return told.day
    return None


def start_elsewhere(document: Document, sentence: Span, number: str) -> date | None:
    """The one day that the other sentences give for what a span of so many days belongs to; None where they give none or several."""
    found = {
        told.day
        for other in _others(document, sentence, number)
        if _pact().search(document.content, other.start, other.end)
        for told in _days(document, other)
        if _settles(document, other, told)
    }
    return found.pop() if len(found) == 1 else None


def agreed_before(document: Document, sentence: Span, number: str, nearby: bool = True) -> bool:
    """Whether what a span belongs to was agreed before: its own sentence says so, one right
    before (where such are looked at: ``nearby``), or one with the same span.
    """
    told = (sentence, *_others(document, sentence, number, nearby))
    return any(_pact().search(document.content, one.start, one.end) for one in told)


def _others(document: Document, sentence: Span, number: str, nearby: bool = True) -> Iterator[Span]:
    """The sentences right before one, and those that tell of a span of the same length."""
    seen, at = {sentence.start}, sentence.start
    starts = [start for start in _spans(document.content).get(number.lower(), ()) if not sentence.start <= start < sentence.end]
    for _ in range(_BEFORE if nearby else 0):
        before = document.sentence_at(max(0, at - 2))
        if before.start >= at:
            break
        at = before.start
        starts.append(at)
    for start in starts:
        other = document.sentence_at(start)
        if other.start not in seen:
            seen.add(other.start)
            yield other


@lru_cache(maxsize=2)
def _spans(text: str) -> dict[str, list[int]]:
    """Where a text tells of spans, by their number; the first few of each."""
    found: dict[str, list[int]] = {}
    for span in _SPAN.finditer(text):
        places = found.setdefault(span["n"].lower(), [])
        if len(places) < _SAME:
            places.append(span.start())
    return found


def _days(document: Document, sentence: Span) -> tuple[DateMention, ...]:
    """The days of a sentence on which something may have begun by now."""
    told, anchor = document.dates, document.article.anchor
    low = bisect_left(told, sentence.start, key=_start_of)
    within = told[low : bisect_left(told, sentence.end, low, key=_start_of)]
    return tuple(one for one in within if one.granularity is Granularity.DAY and one.kind != "period" and one.day and one.day <= anchor)


def _start_of(mention: DateMention) -> int:
    return mention.start


def _settles(document: Document, sentence: Span, told: DateMention) -> bool:
    text = document.content
    return bool(_settled().search(text[sentence.start : told.start]) or _then_settled().match(text, told.end, sentence.end))
