"""Where and when an event was, told in other sentences than its victims."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from digests.extract.casualties.background import recalls
from digests.extract.casualties.days import Day, age, recent, when
from digests.extract.casualties.places import dateline, place
from digests.extract.casualties.tokens import read as tokens_of
from digests.model import CasualtyReport, Scope
from digests.text.document import Document
from digests.text.sentences import Span

_LEAD = 4  # sentences in which an article tells where and when its event was
_DEEP = 12  # sentences in which the day is looked for where the lead does not tell it
_YEAR = 300  # days after which an event that opens an article is recalled, not news
_NEAR = 3  # sentences over which a place or a day still holds


#: what points back to the place of the event told before
_THERE = re.compile(
    r"\bin (?:the|this|that) (?:same )?"
    r"(?:region|area|city|town|village|province|district|island|valley|county|prefecture)\b(?! of\b)|\bthere (?:in|since)\b"
)
_IN_CAPITAL = re.compile(r"\bin the (?:country['’]s )?capital\b(?! (?:of|city of)\b|, [A-Z])")


@dataclass(frozen=True, slots=True)
class Scene:
    """The place and day that hold at a point of the text."""

    place: str | None
    date: str | None
    sentence: int = 0


Days = Mapping[tuple[int, int | None, int | None], Day]  #: by the start of the sentence, killed and injured


def settle(document: Document, reports: tuple[CasualtyReport, ...], days: Days) -> tuple[CasualtyReport, ...]:
    """Give each incident that names no place or day those of the scene it stands in, where no other scene contradicts."""
    if all(r.place and (r.date or r.scope is not Scope.INCIDENT) for r in reports):
        return reports
    reports = _recalled(document, reports, days)
    main = _lead(document, reports, days)
    scene, settled = main, list[CasualtyReport]()
    for report in reports:
        index = document.index_at(report.evidence.start)
        if report.scope is not Scope.INCIDENT:
            there = report.place is None and report.scope is Scope.HISTORIC and _THERE.search(report.evidence.text) is not None
            settled.append(replace(report, place=main.place) if there else report)
            continue
        day = days.get((report.evidence.start, report.killed, report.injured), Day())
        report = _placed(report, day, scene if index - scene.sentence <= _NEAR else main, main)
        if report.place or report.date:
            scene = Scene(report.place, report.date, index)
        settled.append(report)
    return tuple(settled)


def _recalled(document: Document, reports: tuple[CasualtyReport, ...], days: Days) -> tuple[CasualtyReport, ...]:
    """Where an article opens with an event of long ago (an anniversary, a trial), what it tells without a day is of that event."""
    first = next((r for r in reports if r.scope is not Scope.CUMULATIVE), None)
    if first is None or first.scope is not Scope.HISTORIC or document.index_at(first.evidence.start) >= _LEAD:
        return reports
    lead = document.content[: first.evidence.end]
    if not (recalls(lead) or (first.date and age(first.date, document.article.anchor) > _YEAR)):
        return reports
    found = list[CasualtyReport]()
    for report in reports:
        untold = days.get((report.evidence.start, report.killed, report.injured), Day()).value is None
        if report.scope is Scope.INCIDENT and untold:
            report = replace(report, scope=Scope.HISTORIC, place=report.place or first.place, date=first.date)
        found.append(report)
    return tuple(found)


def _placed(report: CasualtyReport, day: Day, near: Scene, main: Scene) -> CasualtyReport:
    for scene in (near, main):
        same_place = report.place is None or scene.place is None or _holds(report.place, scene.place)
        same_date = report.date is None or scene.date is None or report.date == scene.date
        if same_date and (same_place or scene is not main) and not day.apart and scene.date not in day.others:
            told = scene.date if day.admits(scene.date) else None
            report = replace(report, place=report.place or scene.place, date=report.date or told)
    return report


def _holds(one: str, other: str) -> bool:
    a, b = set(one.lower().split()), set(other.lower().split())
    return a <= b or b <= a


def _lead(document: Document, reports: tuple[CasualtyReport, ...], days: Days) -> Scene:
    """The first place and day of the headline and the first sentences; else the place the body opens with."""
    where: str | None = None
    day: str | None = None
    harms = {r.evidence.start: r for r in reversed(reports) if r.scope is Scope.INCIDENT}
    not_its_own: set[str] = set()
    for span in document.sentences[:_LEAD]:
        if where is None:
            tokens = tokens_of(document.content, span.start, span.end, ())
            where = place(document, tokens, 0, beside=False) or _capital(document, span)
        harm = harms.get(span.start)
        its = days.get((harm.evidence.start, harm.killed, harm.injured), Day()) if harm is not None else None
        if its is not None and not its.beside:
            not_its_own |= its.others
            day = day or its.value
        else:
            day = day or _unless(when(document, span, span.start), not_its_own)
    for span in document.sentences[_LEAD:_DEEP]:
        day = day or _unless(recent(document, span), not_its_own)
    return Scene(where or dateline(document), day)


def _unless(day: str | None, others: set[str]) -> str | None:
    return None if day in others else day


def _capital(document: Document, span: Span) -> str | None:
    """The city that the dateline names where the opening speaks of "the capital"."""
    return dateline(document) if _IN_CAPITAL.search(span.text) else None
