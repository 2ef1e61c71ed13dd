"""Front door of the casualty reader: sentences with words of harm, read clause by clause, folded per event."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import pairwise

from digests.extract.casualties import frame, misses
from digests.extract.casualties.background import denied, invented
from digests.extract.casualties.clause import Clause
from digests.extract.casualties.days import told as day_told
from digests.extract.casualties.fold import Told, fold
from digests.extract.casualties.lexicon import INJURED, KILLED, MISSING, signals
from digests.extract.casualties.phrases import Victims
from digests.extract.casualties.places import place
from digests.extract.casualties.scene import settle
from digests.extract.casualties.sources import clean, same_as_before, source
from digests.extract.casualties.tallies import tallies
from digests.extract.casualties.tally import Tally
from digests.extract.casualties.tokens import read as tokens_of
from digests.extract.casualties.what import what
from digests.model import CasualtyReport, Qualifier, Scope
from digests.text.document import Document
from digests.text.numbers import NumberMention
from digests.text.sentences import Span

_WORDS = re.compile(r"[a-z-]+")
_LONGEST = 3000  # letters of a sentence that are read; longer runs are tables, not sentences
_CONFIDENCE = {"active": 0.95, "passive": 0.95, "of": 0.75, "relative": 0.7, "state": 0.8, "reflexive": 0.7, "gapped": 0.7}
_SURE = 0.9  # of the constructions not named above


def read(document: Document) -> tuple[CasualtyReport, ...]:
    """Every count of victims of an article, one record per event and telling; a repeated telling is folded into the first."""
    found: list[Told] = []
    hurt: set[str] = set()  # who was hurt alone, so that "the mother died" is news of her
    today = frame.story_day(document)
    for index, span in _sentences(document):
        found += _sentence(document, index, span, hurt, today, found)
    days = {(t.report.evidence.start, t.report.killed, t.report.injured): t.day for t in reversed(found)}
    return settle(document, fold(document, found), days)


def _sentences(document: Document) -> Iterable[tuple[int, Span]]:
    """The sentences with a word of harm."""
    harm = signals()
    for index, span in enumerate(document.sentences):
        if len(span.text) <= _LONGEST and not harm.isdisjoint(_WORDS.findall(span.text.lower())):
            yield index, span


def _same_source(span: Span, index: int, told: list[Told], before: list[Told]) -> None:
    """Name the source that "it said" means: that of the count in the sentence right before."""
    last = before[-1] if before else None
    if last is None or last.sentence != index - 1 or not last.report.attribution or not same_as_before(span):
        return
    for one in told:
        if one.report.attribution is None:
            one.report = replace(one.report, attribution=last.report.attribution)


def _sentence(document: Document, index: int, span: Span, hurt: set[str], today: date, before: list[Told]) -> list[Told]:
    tokens = tokens_of(document.content, span.start, span.end, _numbers(document, span))
    if all(token.sense is None for token in tokens):
        return []
    clause = Clause(tokens)
    groups = _groups(document, clause)
    told = [_telling(document, span, clause, group, today, index, hurt) for group in groups]
    _same_source(span, index, told, before)
    hurt |= {t.who.head for group in groups for t in group if t.kind == INJURED and t.who is not None and t.value == 1}
    return told


def _numbers(document: Document, span: Span) -> tuple[NumberMention, ...]:
    found = document.numbers
    first = bisect_left(found, span.start, key=lambda m: m.start)
    return found[first : bisect_left(found, span.end, key=lambda m: m.start)]


def _groups(document: Document, clause: Clause) -> list[list[Tally]]:
    """Counts of different kinds that stand together are one report; a kind told again begins another."""
    found = tallies(clause)
    misses.note(document, clause, found)
    told = [t for t in found if _meant(document, clause, t)]
    dead = {t.who.first for t in told if t.kind == KILLED and t.who is not None}
    groups: list[list[Tally]] = []
    for tally in told:
        if tally.kind != KILLED and tally.who is not None and tally.who.first in dead:
            misses.drop(document, clause, tally, "hurt, missing or taken before they died: counted as killed")
            continue
        if tally.rule != "gapped" and any(_repeats(t, tally) for group in groups for t in group):
            misses.drop(document, clause, tally, misses.REPEATED)
            continue
        last = groups[-1] if groups else []
        repeated = [t for t in last if t.kind == tally.kind]
        if repeated and _others_of(clause, repeated[0], tally):
            repeated[0].value = (repeated[0].value or 0) + (tally.value or 0)
        elif not last or tally.both or _at_most(tally) is not _at_most(last[0]) or (repeated and not _same(repeated[0].who, tally.who)):
            groups.append([tally])
        elif not repeated:
            last.append(tally)
        else:
            misses.drop(document, clause, tally, misses.REPEATED)
    return groups


def _at_most(tally: Tally) -> bool:
    """Whether so many may be missing: told apart, since a hedge of theirs is none of the dead."""
    return tally.kind == MISSING and tally.qualifier is Qualifier.UP_TO


def _others_of(clause: Clause, one: Tally, tally: Tally) -> bool:
    """ "One was injured when a wall fell and five others were hurt": a count that goes on, at no place of its own."""
    who = tally.who
    if not one.value or not tally.value or who is None or one.who is None or one.who.first == who.first or who.partitive:
        return False
    told = {t.low for t in clause.tokens[who.first : who.last]}
    behind = clause.tokens[tally.at + 1 : tally.at + 4]
    apart = any(a.tag == "preposition" and b.tag == "name" for a, b in pairwise(behind))
    return bool(told & {"other", "others"}) and not apart


def _meant(document: Document, clause: Clause, tally: Tally) -> bool:
    if invented(document.content[clause.tokens[0].start : clause.tokens[-1].end]):
        misses.drop(document, clause, tally, misses.INVENTED)
        return False
    why = misses.NOBODY if not _somebody(document, clause, tally) else misses.DENIED if _denied(document, clause, tally) else ""
    if why:
        misses.drop(document, clause, tally, why)
    return not why


def _denied(document: Document, clause: Clause, tally: Tally) -> bool:
    told, at = document.content[clause.tokens[0].start : clause.tokens[-1].end], clause.tokens[tally.at].start - clause.tokens[0].start
    return denied(told[:at], told[at:])


def _repeats(one: Tally, other: Tally) -> bool:
    """Whether a sentence tells the same victims twice: "12 were killed ... the 12 dead", "the guard was killed ... the guard's death"."""
    if one.kind != other.kind or not one.value or one.value != other.value:
        return False
    if one.value > 1 or one.who is None or other.who is None:
        return one.value > 1
    return bool(one.who.head) and one.who.head == other.who.head


def _same(one: Victims | None, other: Victims | None) -> bool:
    """Whether a kind told again in one sentence speaks of the same victims."""
    return other is not None and (other.partitive or (one is not None and one.first == other.first))


def _somebody(document: Document, clause: Clause, tally: Tally) -> bool:
    """Whether a name can be a person's, by what is known of the names of the article; anything else passes."""
    who = tally.who
    if who is None or not who.name or tally.value != 1:
        return True
    known = document.names.at(clause.tokens[who.first].start, clause.tokens[who.last - 1].end)
    return known is None or known.kind in ("person", "other") or known.person is not None


def _telling(document: Document, span: Span, clause: Clause, group: list[Tally], today: date, index: int, hurt: set[str]) -> Told:
    first, who = group[0], group[0].who
    day = day_told(document, span, clause.tokens[first.at].start)
    also = any(t.low == "also" for t in clause.tokens[max(0, first.at - 3) : first.at])
    return Told(
        _report(document, span, clause, group, today, day.value),
        index,
        day,
        partitive=who is not None and who.partitive and first.rule != "active",  # "killed two of them" is news of them
        pronoun=who is not None and who.pronoun,
        toll=any(t.rule == "toll" for t in group),
        single=who is not None and who.value == 1,
        name=who.head if who is not None and who.name and who.value == 1 else "",
        another=also or (who is not None and (clause.tokens[who.first].low == "another" or who.head in hurt)),
    )


def _own_day(scope: Scope, day: str | None, today: date) -> str | None:
    """The day of an event; a sum has none, and the day of the news is not that of an event told as its background."""
    if scope is Scope.CUMULATIVE or day is None or (scope is Scope.HISTORIC and frame.is_news(day, today)):
        return None
    return day


def _report(document: Document, span: Span, clause: Clause, group: list[Tally], today: date, day: str | None) -> CasualtyReport:
    told = [t for t in group if t.value is not None]
    counts: dict[str, int | None] = {t.kind: t.value for t in told}
    if any(t.both for t in group):
        counts = {KILLED: 0, INJURED: 0}
    first = group[0]
    at = clause.tokens[first.at].start
    end = clause.tokens[first.at].end
    most = max((v for v in counts.values() if v is not None), default=None)
    vague = not told and any(t.kind == KILLED for t in group)
    scope, since = frame.scope(document, span, at, most, vague, day, first.rule, today)
    exact = Qualifier.EXACT if told else Qualifier.VAGUE
    where = place(document, clause.tokens, first.at)
    return CasualtyReport(
        killed=counts.get("killed"),
        injured=counts.get("injured"),
        missing=counts.get("missing"),
        captured=counts.get("captured"),
        qualifier=next((t.qualifier for t in told if t.qualifier is not Qualifier.EXACT), exact),
        scope=scope,
        evidence=document.evidence(span.start, span.end),
        place=where,
        date=_own_day(scope, day, today),
        attribution=clean(document.attribution(at, end)) or clean(source(span, at)),
        what=what(document.content, clause.tokens, first.at, where),
        since=since,
        confidence=min(_CONFIDENCE.get(t.rule, _SURE) for t in group),
    )
