"""Tolls: what of an event's figures still stands, from whom, and how it was told over time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from digests.model import CasualtyReport, Incident, Qualifier, Series, Toll, TollReport
from digests.story.likeness import event, telling, tokens
from digests.story.recalled import Recalled, identity, revisions, tellings
from digests.story.scenes import WIDE
from digests.story.victims import COUNTS, Telling, Thread
from digests.text.names import is_country

#: Figures this near the newest stand beside it; older lower ones were overtaken.
FRESH = timedelta(hours=12)


def incident(thread: Thread, late: Iterable[Recalled[CasualtyReport]] = ()) -> Incident:
    """The thread as a record."""
    recalled = (*thread.recalled, *late)
    whole = [t for t in thread.told if not t.fact.part]
    tolls = {name: _toll(whole, name) for name in COUNTS}
    return Incident(
        key=identity(thread.told, recalled),
        what=_what(whole or thread.told),
        place=_place(thread, whole or thread.told),
        date=thread.day() or None,
        history=tuple(_history(t) for t in sorted(thread.told, key=_as_told)),
        killed=tolls["killed"],
        injured=tolls["injured"],
        missing=tolls["missing"],
        captured=tolls["captured"],
        tellings=tellings(thread.told, recalled),
        confidence=max(t.fact.confidence for t in thread.told),
        revised=revisions(thread.told, recalled, counts, lambda fact: fact.attribution),
    )


def _what(told: Sequence[Telling]) -> str:
    """The event in the first words that name its kind; else in the first words told."""
    return next((t.fact.what for t in told if event(t.fact.what)), next((t.fact.what for t in told if t.fact.what), ""))


def _place(thread: Thread, told: Sequence[Telling]) -> str | None:
    """The place most tellings give. Of an event of one spot a town before the country it is in."""
    places = [t.fact.place for t in told if t.fact.place] or [t.fact.place for t in thread.told if t.fact.place]
    if not thread.kinds() & WIDE:
        places = [p for p in places if not is_country(p)] or places
    return max(places, key=lambda p: (places.count(p), len(p))) if places else None


def counts(fact: CasualtyReport) -> str:
    """The counts of a report as one text: ``9/-/-/-``."""
    return "/".join("-" if (value := getattr(fact, name)) is None else str(value) for name in COUNTS)


def _as_told(t: Telling) -> tuple[datetime, str, int, int]:
    """Oldest first; within one article the lower toll first, since news tells the new figure before the old one."""
    return t.published, t.article, t.fact.killed or 0, t.fact.evidence.start


def _history(t: Telling) -> TollReport:
    evidence = t.report.evidence(t.fact.evidence, t.fact.attribution)
    return TollReport(evidence, t.fact.killed, t.fact.injured, t.fact.missing, t.fact.captured, t.fact.qualifier, t.fact.part)


def _toll(told: list[Telling], name: str) -> Toll | None:
    """Low, high and latest of the figures that still stand: each source's newest, and none that time has overtaken."""
    counted = [t for t in told if t.count(name) is not None]
    if not counted:
        return None
    held: dict[str, Telling] = {}
    for t in counted:
        held[_source(t)] = t
    latest = _latest(counted, name)
    top = latest.count(name) or 0
    standing = [t for t in held.values() if _stands(t, latest, name)]
    values = [v for t in standing if (v := t.count(name)) is not None] or [top]
    return Toll(min(values), max(values), top, latest.fact.qualifier)


def _latest(counted: list[Telling], name: str) -> Telling:
    """The figure of the newest article; of several there an exact one before a rounded one, then the highest: lower ones came earlier."""
    newest = counted[-1].article
    same = [t for t in counted if t.article == newest]
    return max(same, key=lambda t: (t.fact.qualifier is Qualifier.EXACT, t.count(name) or 0))


def _source(t: Telling) -> str:
    who = telling(tokens(t.fact.attribution or ""))
    return " ".join(sorted(who)) if who else t.report.origin


def _stands(t: Telling, latest: Telling, name: str) -> bool:
    if t is latest:
        return True
    mine, top = t.count(name) or 0, latest.count(name) or 0
    if mine < top and t.fact.qualifier in (Qualifier.AT_LEAST, Qualifier.MORE_THAN):
        return False  # "at least 11" says nothing against 20
    if t.article == latest.article:
        return False  # told in the same article as the earlier or partial figure
    if latest.published - t.published <= FRESH:
        return t.report.origin != latest.report.origin
    # A higher toll that its source never took back stands; of the missing the fewer are the newer.
    return mine > top and name != "missing" and t.report.origin != latest.report.origin


def series(thread: Thread) -> Series:
    """A cumulative or historic figure as a record; the newest telling stands."""
    last = thread.told[-1]
    return Series(
        key=identity(thread.told, ()),
        what=last.fact.what or next((t.fact.what for t in thread.told if t.fact.what), ""),
        scope=last.fact.scope,
        killed=last.fact.killed,
        injured=last.fact.injured,
        since=last.fact.since,
        evidence=tuple(t.report.evidence(t.fact.evidence, t.fact.attribution) for t in thread.told),
        qualifier=last.fact.qualifier,
        tellings=tellings(thread.told, ()),
    )
