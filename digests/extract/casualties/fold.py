"""One record per event and figure: what an article tells twice is one record with the other sentences beside it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from digests.extract.casualties.days import UNTOLD, Day
from digests.extract.trace import CASUALTIES, dropped
from digests.model import CasualtyReport, Qualifier, Scope
from digests.text.document import Document

_COUNTS = ("killed", "injured", "missing", "captured")
_COMPARED = 64  # records a record is compared with at most
_TELLING = 10  # a count from which on the same number twice in an article is the same figure
_NEAR_SHARE, _BEYOND_SHARE = 0.1, 1.5  # how far off, or beyond it, a headline's round figure may be from the one it rounds
_HEADLINES = 2  # records of a headline, with which each count is compared
_RUN = 5  # records that may together be a total
_NEAR = 4  # sentences between a count and the toll that takes it in


@dataclass(slots=True)
class Told:
    """A record with what its words say of its place among the others."""

    report: CasualtyReport
    sentence: int  #: index of the sentence
    day: Day = UNTOLD  #: what the sentence tells of its day
    partitive: bool = False  #: "two of them": restates victims told elsewhere
    pronoun: bool = False  #: "he", "she"
    toll: bool = False  #: "the toll rose to": takes in what was told before
    single: bool = False  #: one victim told alone
    name: str = ""  #: last word of the name of one victim, "" where not named
    another: bool = False  #: "another", "also", "a second": not one told before


def fold(document: Document, found: list[Told]) -> tuple[CasualtyReport, ...]:
    """Records in order of the text, repeats folded into the fullest telling; the headline gives way to the body."""
    kept: list[Told] = []
    shelves: dict[tuple[str, int | None], list[int]] = {}  # places in ``kept`` by each count told, so that only like is compared
    known = {t.report.scope: set[tuple[int | None, ...]]() for t in found}
    for told in found:
        if not (told.partitive or told.pronoun):
            known[told.report.scope].add(_counts(told.report))
    whole = sorted(known.get(Scope.INCIDENT, ()), key=str)[:_COMPARED]
    for told in found:
        if (told.partitive or told.pronoun) and any(_covers(other, _counts(told.report)) for other in whole):
            told_in = told.report.evidence
            dropped(document, CASUALTIES, told_in.start, told_in.end, "of victims whose full count stands elsewhere")
            continue
        near = sorted({i for shelf in _shelves(told.report) for i in shelves.get(shelf, ())[:_COMPARED]})
        near = [*range(min(len(kept), _HEADLINES)), *(i for i in near if i >= _HEADLINES)]
        same = next((i for i in near if _same(document, kept[i], told)), None)
        if same is None:
            kept.append(told)
            same = len(kept) - 1
        else:
            kept[same] = _merged(document, kept[same], told)
        for shelf in _shelves(kept[same].report):
            row = shelves.setdefault(shelf, [])
            if same not in row:
                row.append(same)
    _mark_parts(kept)
    return tuple(t.report for t in sorted(kept, key=lambda t: t.report.evidence.start))


def _shelves(report: CasualtyReport) -> list[tuple[str, int | None]]:
    told = [(name, value) for name, value in zip(_COUNTS, _counts(report), strict=True) if value is not None]
    return [*told] or [("", None)]


def _covers(whole: tuple[int | None, ...], part: tuple[int | None, ...]) -> bool:
    return all(p is None or (w is not None and w >= p) for w, p in zip(whole, part, strict=True))


def _counts(report: CasualtyReport) -> tuple[int | None, ...]:
    return tuple(getattr(report, name) for name in _COUNTS)


def _same(document: Document, first: Told, second: Told) -> bool:
    """Whether two records tell the same: equal counts, a later part of them, or a headline that tells a part."""
    a, b = first.report, second.report
    if document.in_headline(a.evidence.start) and first.sentence != second.sentence and _rounded(a, b):
        return True
    if a.scope is not b.scope and _differ(a.place, b.place):
        return False
    if not (_within(b, a) or (_within(a, b) and document.in_headline(a.evidence.start))):
        return False
    if _elsewhere(first, second):
        return False
    if first.sentence != second.sentence and max(n or 0 for n in _counts(b)) >= _TELLING:
        return True
    if a.scope != b.scope and Scope.CUMULATIVE in (a.scope, b.scope):
        return False
    if first.single and second.single and (second.another or (first.name and second.name and first.name != second.name)):
        return False
    if a.scope is Scope.HISTORIC and b.scope is Scope.HISTORIC and a.date and b.date and a.date[:7] != b.date[:7]:
        return False
    if a.date and b.date and len(a.date) == len(b.date) == 10 and abs((date.fromisoformat(a.date) - date.fromisoformat(b.date)).days) > 2:
        return False
    return first.sentence != second.sentence


def _rounded(headline: CasualtyReport, told: CasualtyReport) -> bool:
    """Whether a headline rounds a count that the article tells: "toll nears 570" of 563, "passes 450" of 530."""
    one, other = headline.killed, told.killed
    if not one or not other or headline.scope is Scope.HISTORIC or told.scope is Scope.HISTORIC:
        return False
    if headline.qualifier is Qualifier.ABOUT:
        return abs(one - other) <= one * _NEAR_SHARE
    return headline.qualifier in (Qualifier.MORE_THAN, Qualifier.AT_LEAST) and one <= other <= one * _BEYOND_SHARE


def _differ(one: str | None, other: str | None) -> bool:
    a, b = set((one or "").lower().split()), set((other or "").lower().split())
    return bool(a and b) and not (a <= b or b <= a)


def _elsewhere(first: Told, second: Told) -> bool:
    """Whether two records tell days and places of their own, and none of them agrees: two events with equal counts."""
    one, other = first.day.value, second.day.value
    if not one or not other or one == other or len(one) != len(other):
        return False
    return _differ(first.report.place, second.report.place)


def _merged(document: Document, first: Told, second: Told) -> Told:
    a, b = first.report, second.report
    fuller, rest = (b, a) if document.in_headline(a.evidence.start) or not _within(b, a) else (a, b)
    also = (*a.also, *b.also, *((rest.evidence,) if rest.evidence != fuller.evidence else ()))
    report = replace(
        fuller,
        also=also,
        place=fuller.place or rest.place,
        date=fuller.date or rest.date,
        attribution=fuller.attribution or rest.attribution,
        confidence=max(a.confidence, b.confidence),
    )
    main = first if report.evidence.start == a.evidence.start else second
    return replace(main, report=report, toll=first.toll or second.toll)


def _within(a: CasualtyReport, b: CasualtyReport) -> bool:
    """Whether all that ``a`` counts ``b`` counts the same."""
    told = _counts(a)
    if all(value is None for value in told):
        return all(value is None for value in _counts(b))
    return all(value is None or value == other for value, other in zip(told, _counts(b), strict=True))


def _mark_parts(kept: list[Told]) -> None:
    """Mark the counts that a later toll takes in, and those that together are a total told before."""
    for i, toll in enumerate(kept):
        if toll.toll and _victims(toll):
            for told in reversed(kept[:i][-_COMPARED:]):
                if toll.sentence - told.sentence <= _NEAR and 0 < _victims(told) < _victims(toll):
                    told.report = replace(told.report, part=True)
            for told in kept[i + 1 : i + 1 + _RUN]:
                if told.sentence == toll.sentence and not told.toll and 0 < _victims(told) < _victims(toll):
                    told.report = replace(told.report, part=True)  # "the toll rose to 18 with three more deaths"
    for i, whole in enumerate(kept):
        run: list[Told] = []
        for told in kept[i + 1 : i + 1 + _RUN]:
            if not _victims(told):
                break
            run.append(told)
            if len(run) > 1 and sum(map(_victims, run)) == _victims(whole):
                for part in run:
                    part.report = replace(part.report, part=True)
                break


def _victims(told: Told) -> int:
    """How many an incident killed; 0 for sums and background."""
    return (told.report.killed or 0) if told.report.scope is Scope.INCIDENT else 0
