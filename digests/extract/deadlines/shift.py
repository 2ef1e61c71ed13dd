"""Days that are counted: the one before a move by so much, and the end of a span from a start that the text gives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache

from digests.extract.deadlines import lexicon
from digests.extract.deadlines.clause import Clause
from digests.extract.deadlines.moves import later_than_planned
from digests.extract.deadlines.starts import agreed_before, begins_now, start_elsewhere, start_in
from digests.text.dates import DateMention, Granularity
from digests.text.dates.almanac import month_shift, safe_day, shifted
from digests.text.dates.words import NUMBERS
from digests.text.document import Document
from digests.text.vocabulary import either

_BY = re.compile(
    r"\bby\s(?:another\s|a further\s|an additional\s)?(?P<n>an?|\w+)[\s-](?:more\s)?"
    r"(?P<unit>day|week|month|fortnight)s?\s(?:to|until|till|through)\s(?:the\s)?\Z"
)


_PLANNED = re.compile(r"\b(?:due|scheduled|planned|set|expected|slated|supposed|meant)\s(?:to|for|on|by|at)\b[^,;]{0,60}\Z")
_PUT_OFF = re.compile(
    r"(?:\s(?:in|at)(?:\s[A-Z][\w’'-]*)+)?,?\s(?:(?:but|and)\s(?:it\s|they\s)?)?(?:has|have|was|were)\s(?:now\s|since\s|then\s)?(?:been\s)?"
    r"(?:extended|prolonged|postponed|delayed|deferred|adjourned|put off|pushed back)\b"
    r"(?:\s(?:by\s)?(?:another\s|a further\s|an additional\s)?(?P<n>\w+)\s(?:more\s)?(?P<unit>day|week|month|fortnight)s?\b"
    r"(?!\s(?:ago|earlier|before|after|in|to|until|till)\b))?"
)


def put_off(clause: Clause) -> re.Match[str] | None:
    """ "was due to expire on Sunday but has been extended by ten days": what is told right behind the day a thing was planned for."""
    planned = _PLANNED.search(clause.left)
    return _PUT_OFF.match(clause.text, clause.mention.end, clause.sentence.end) if planned else None


def moved_by(clause: Clause) -> date | None:
    """The day that a thing was put off to, counted from the planned day of the clause; None where the text does not tell by how much."""
    found, day = put_off(clause), clause.mention.day
    return _counted(day, found["n"], found["unit"], back=False) if found and found["n"] and day else None


@cache
def _lasting() -> re.Pattern[str]:
    """ "for 90 days", "a 21-day truce"."""
    nouns = either(lexicon.table("pauses")["nouns"])
    return re.compile(
        r"\b(?:(?:for|last|lasts|lasting)\s(?:the\snext\s|another\s)?(?P<n>\d{1,3}|[a-z]+)\s(?P<unit>day|week|month)s(?!\sago)"
        rf"|(?P<m>\d{{1,3}}|[a-z]+)-(?P<each>day|week|month)(?=\s(?:[a-z-]+\s){{0,2}}{nouns}\b))"
    )


@cache
def _pause() -> re.Pattern[str]:
    return re.compile(rf"\b{either([*lexicon.table('pauses')['nouns'], *lexicon.table('pauses')['verbs']])}\w*\b", re.IGNORECASE)


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
        pause = _pause().search(document.content[sentence.start : sentence.end])
        if not pause:
            continue
        start = start_in(document, sentence, found.start()) or start_elsewhere(document, sentence, found.group("n") or found.group("m"))
        if start is None:
            continue
        end = _counted(start, found["n"] or found["m"], found["unit"] or found["each"], back=False)
        if end and end >= document.article.anchor:
            yield (
                DateMention(found.start(), found.end(), end.isoformat(), Granularity.DAY, kind="period", cue="for", confidence=0.7),
                pause.group(),
            )


_COUNT = re.compile(r"(?:the\s(?:next|coming)\s)?(?P<n>\d{1,3}|[a-z]+)\s(?P<unit>day|week|month)s", re.IGNORECASE)


def recounted(document: Document, mention: DateMention) -> DateMention | None:
    """A span that is bounded ("within the next 90 days"), counted from the day that the article gives for what it belongs to.

    None where it belongs to something agreed before and the article does not tell when: the day of the paper is not its start.
    Other days, and a span of which the article tells no such thing, stay as they are.
    """
    found = _COUNT.fullmatch(document.content[mention.start : mention.end]) if mention.kind == "period" else None
    if found is None:
        return mention
    sentence = document.sentence_at(mention.start)
    if begins_now(document, sentence):
        return mention
    start = start_in(document, sentence, mention.start)
    told = document.content[max(0, mention.start - 8) : mention.end].lower()
    bounded = "within" in told or "next" in told  # "in ten days" alone belongs to what came before less often
    if start is None and agreed_before(document, sentence, found["n"], nearby=bounded):
        start = start_elsewhere(document, sentence, found["n"])
        if start is None:
            return None
    end = _counted(start, found["n"], found["unit"], back=False) if start else None
    return replace(mention, value=end.isoformat(), confidence=0.75) if end else mention


def _counted(day: date, number: str, unit: str, back: bool) -> date | None:
    n = NUMBERS.get(number.lower()) or (int(number) if number.isdigit() else 0)
    if not n:
        return None
    n = -n if back else n
    if unit.lower() == "month":
        year, month = month_shift(day, n)
        return safe_day(year, month, min(day.day, 28)) if day.day > 28 else safe_day(year, month, day.day)
    return shifted(day, n * {"day": 1, "week": 7, "fortnight": 14}[unit.lower()])
