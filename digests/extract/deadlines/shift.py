"""Days that are counted: the one before a move by so much, and the end of a span from a start that the text gives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from digests.extract.deadlines import lexicon
from digests.extract.deadlines.clause import Clause
from digests.extract.deadlines.moves import later_than_planned
from digests.text.dates import DateMention, Granularity
from digests.text.dates.almanac import month_shift, safe_day, shifted
from digests.text.dates.words import NUMBERS
from digests.text.document import Document
from digests.text.vocabulary import either

_BY = re.compile(
    r"\bby\s(?:another\s|a further\s|an additional\s)?(?P<n>an?|\w+)[\s-](?:more\s)?"
    r"(?P<unit>day|week|month|fortnight)s?\s(?:to|until|till|through)\s(?:the\s)?\Z"
)


@cache
def _lasting() -> re.Pattern[str]:
    """ "for 90 days", "a 21-day truce"."""
    nouns = either(lexicon.table("pauses")["nouns"])
    return re.compile(
        r"\b(?:for\s(?:the\snext\s|another\s)?(?P<n>\d{1,3}|[a-z]+)\s(?P<unit>day|week|month)s(?!\sago)"
        rf"|(?P<m>\d{{1,3}}|[a-z]+)-(?P<each>day|week|month)(?=\s(?:[a-z-]+\s){{0,2}}{nouns}\b))"
    )


@cache
def _pause() -> re.Pattern[str]:
    return re.compile(rf"\b{either([*lexicon.table('pauses')['nouns'], *lexicon.table('pauses')['verbs']])}\w*\b", re.IGNORECASE)


@cache
def _settled() -> re.Pattern[str]:
    """What settles a pause, or sets it going, right before its day."""
    nouns, settled, begun = (either(lexicon.table("pauses")[name]) for name in ("nouns", "settled", "begun"))
    return re.compile(rf"\b(?:{settled}|{nouns}\b[^.;]{{0,30}}?\b{begun})\b[^.;,]{{0,20}}?\Z", re.IGNORECASE)


@cache
def _then_agreed() -> re.Pattern[str]:
    return re.compile(rf"\b{either(lexicon.table('pauses')['settled'])}\b")


_FROM = re.compile(r"[^.;,]{0,24}?\s(?:starting|beginning|counting|effective|from)\s(?:on\s|from\s)?")


def earlier_of(clause: Clause) -> str | None:
    """ "extended the deadline by a week to April 18": April 11; None where the text does not tell by how much."""
    found, day = _BY.search(clause.left), clause.mention.day
    if found is None and (later := later_than_planned(clause)) and later["n"] and " later " in later.group():
        found = later
    if not found or day is None:
        return None
    before = _counted(day, found["n"], found["unit"], back=True)
    return before.isoformat() if before else None


def spans(document: Document) -> Iterator[tuple[DateMention, str]]:
    """Every pause that the text gives a start and a length ("agreed on Dec. 1 to hold off on tariffs for 90 days"): its last day, and
    what pauses. One without a start of its own is left out: it is never counted from the day of the paper.
    """
    for found in _lasting().finditer(document.content):
        sentence = document.sentence_at(found.start())
        run = document.content[sentence.start : sentence.end]
        pause = _pause().search(run)
        start = _start(document, sentence.start, sentence.end, found.start())
        if not pause or start is None or start.day is None:
            continue
        end = _counted(start.day, found["n"] or found["m"], found["unit"] or found["each"], back=False)
        if end and end >= document.article.anchor:
            yield (
                DateMention(found.start(), found.end(), end.isoformat(), Granularity.DAY, kind="period", cue="for", confidence=0.7),
                pause.group(),
            )


def _start(document: Document, low: int, high: int, at: int) -> DateMention | None:
    """The day of the sentence on which a thing was agreed or began."""
    text = document.content
    days = [told for told in document.dates if low <= told.start < high and told.granularity is Granularity.DAY and told.kind != "period"]
    before = [told for told in days if told.end <= at]
    for told in [*before[-1:], *(told for told in days if told.start > at)]:
        settled = _settled().search(text[low : told.start])
        fronted = told.start - low < 12 and told.end <= at and _then_agreed().search(text[told.end : at])
        following = told.start > at and _FROM.fullmatch(text[at : told.start])
        if (following if told.start > at else settled or fronted) and told.day and told.day <= document.article.anchor:
            return told
    return None


def _counted(day: date, number: str, unit: str, back: bool) -> date | None:
    n = NUMBERS.get(number.lower()) or (int(number) if number.isdigit() else 0)
    if not n:
        return None
    n = -n if back else n
    if unit.lower() == "month":
        year, month = month_shift(day, n)
        return safe_day(year, month, min(day.day, 28)) if day.day > 28 else safe_day(year, month, day.day)
    return shifted(day, n * {"day": 1, "week": 7, "fortnight": 14}[unit.lower()])
