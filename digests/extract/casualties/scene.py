"""Where and when an event was, told in other sentences than its victims."""

from __future__ import annotations

from dataclasses import dataclass, replace

from digests.extract.casualties import frame
from digests.extract.casualties.places import dateline, place
from digests.extract.casualties.tokens import read as tokens_of
from digests.model import CasualtyReport, Scope
from digests.text.document import Document

_LEAD = 4  # sentences in which an article tells where and when its event was
_DEEP = 12  # sentences in which the day is looked for where the lead does not tell it
_NEAR = 3  # sentences over which a place or a day still holds


@dataclass(frozen=True, slots=True)
class Scene:
    """The place and day that hold at a point of the text."""

    place: str | None
    date: str | None
    sentence: int = 0


def settle(document: Document, reports: tuple[CasualtyReport, ...]) -> tuple[CasualtyReport, ...]:
    """Give each incident that names no place or day those of the scene it stands in, where no other scene contradicts."""
    if not any(r.scope is Scope.INCIDENT and not (r.place and r.date) for r in reports):
        return reports
    main = _lead(document)
    scene, settled = main, list[CasualtyReport]()
    for report in reports:
        if report.scope is not Scope.INCIDENT:
            settled.append(report)
            continue
        index = document.index_at(report.evidence.start)
        report = _placed(report, scene if index - scene.sentence <= _NEAR else main, main)
        if report.place or report.date:
            scene = Scene(report.place, report.date, index)
        settled.append(report)
    return tuple(settled)


def _placed(report: CasualtyReport, near: Scene, main: Scene) -> CasualtyReport:
    for scene in (near, main):
        same_place = report.place is None or scene.place is None or _holds(report.place, scene.place)
        same_date = report.date is None or scene.date is None or report.date == scene.date
        if same_date and (same_place or scene is not main):
            report = replace(report, place=report.place or scene.place, date=report.date or scene.date)
    return report


def _holds(one: str, other: str) -> bool:
    a, b = set(one.lower().split()), set(other.lower().split())
    return a <= b or b <= a


def _lead(document: Document) -> Scene:
    """The first place and day of the headline and the first sentences; else the place the body opens with."""
    where: str | None = None
    day: str | None = None
    for span in document.sentences[:_LEAD]:
        if where is None:
            tokens = tokens_of(document.content, span.start, span.end, ())
            where = place(document, tokens, 0, beside=False)
        day = day or frame.when(document, span, span.start)
    for span in document.sentences[_LEAD:_DEEP]:
        day = day or frame.recent(document, span)
    return Scene(where or dateline(document), day)
