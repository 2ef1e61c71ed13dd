"""Incidents and their tolls: reports of one event gathered, each source's figure kept, never a sum of two.

A figure stands for the whole only where the report counts the whole; parts, cumulative and historic figures never do.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from digests.model import CasualtyReport, Incident, Qualifier, Scope, Series
from digests.story import calendar, tolls
from digests.story.likeness import overlap
from digests.story.reports import Report
from digests.story.victims import COUNTS, Telling, Thread

#: How much must speak for one event: see ``_score``.
SAME_EVENT = 3.0
_APART = 4  # days between two reports of an event that no one dated
_GROWING, _LARGE = 40, 20  # days over which a toll of at least that many may still be told to grow
_WIDE = frozenset({"quake", "flood", "storm", "outbreak"})  # events that kill in many places: what one place counts is a part


class Incidents:
    """All incidents and series of a story so far."""

    def __init__(self) -> None:
        self.threads: list[Thread] = []
        self.series: list[Thread] = []
        self._index: defaultdict[str, list[Thread]] = defaultdict(list)

    def add(self, report: Report, fact: CasualtyReport) -> None:
        """Fold one report in. A superseded one only leaves its key."""
        if _empty(fact):
            return
        mine = Telling.of(report, fact)
        threads = self.threads if fact.scope is Scope.INCIDENT else self.series
        thread = self._incident(mine) if fact.scope is Scope.INCIDENT else _same_series(threads, mine)
        if thread is None and fact.scope is Scope.INCIDENT and (thread := self._wider(mine)):
            mine = replace(mine, fact=replace(fact, part=True))
        if report.superseded:
            if thread:
                thread.keys.append(fact.key)
            return
        if thread is None:
            if fact.scope is Scope.INCIDENT and fact.part:
                return
            thread = Thread()
            threads.append(thread)
        thread.told.append(mine)
        thread.keys.append(fact.key)
        if fact.scope is Scope.INCIDENT:
            for mark in mine.place | mine.names | mine.kinds | {report.key}:
                if thread not in self._index[mark]:
                    self._index[mark].append(thread)

    def _incident(self, mine: Telling) -> Thread | None:
        candidates: dict[int, Thread] = {}
        for mark in mine.place | mine.names | mine.kinds | {mine.report.key}:
            for thread in self._index[mark][-30:]:
                candidates[id(thread)] = thread
        best = max(((_score(thread, mine), -i, thread) for i, thread in enumerate(candidates.values())), key=lambda c: c[:2], default=None)
        return best[2] if best and best[0] >= SAME_EVENT else None

    def _wider(self, mine: Telling) -> Thread | None:
        """The disaster told in the same article that a small undated count of one place is a part of."""
        if mine.day or mine.kinds - _WIDE - {"collapse", "crash"}:
            return None
        for thread in self._index[mine.article]:
            most = max((t.count("killed") or 0 for t in thread.told), default=0)
            if thread.kinds() & _WIDE and most >= _LARGE and 10 * max(mine.count(n) or 0 for n in COUNTS) <= most:
                return thread
        return None

    def tell(self) -> tuple[Incident, ...]:
        """Newest first."""
        told = [(max(t.published for t in thread.told), tolls.incident(thread)) for thread in self.threads]
        return tuple(i for _, i in sorted(told, key=lambda pair: (pair[0], pair[1].key), reverse=True))

    def tell_series(self) -> tuple[Series, ...]:
        """Cumulative and historic figures, newest first."""
        told = sorted(self.series, key=lambda thread: thread.told[-1].published, reverse=True)
        return tuple(tolls.series(thread) for thread in told)


def _empty(fact: CasualtyReport) -> bool:
    """Whether a report counts nobody: "no immediate reports of deaths" opens no incident and lowers no toll."""
    return all(not getattr(fact, name) for name in COUNTS) and fact.qualifier is not Qualifier.VAGUE


def _score(thread: Thread, mine: Telling) -> float:
    """What speaks for one event: its day, its kind, its place, its words; a contradiction in any ends it."""
    kinds = thread.kinds()
    if (kinds and mine.kinds and not kinds & mine.kinds) or not _plausible(thread, mine):
        return 0.0
    grown = _grown(thread, mine, kinds)
    day = _day_score(thread, mine, grown)
    if day < 0:
        return 0.0
    words = frozenset().union(*(t.words for t in thread.told[-4:]))
    score = day + (1.0 if kinds & mine.kinds else 0.0) + _placed(thread, mine)
    score += 0.5 if kinds & mine.kinds & _WIDE else 0.0  # two quakes of one day are rarer than two shootings
    score += min(1.5, 0.5 * len((words & mine.words) - thread.place())) + (1.0 if grown else 0.0)
    if thread.has(mine.article):
        score += 1.0 if _complements(thread, mine) else 0.25
    return score


def _day_score(thread: Thread, mine: Telling, grown: bool) -> float:
    """For the day of the event, or the days between its reports; below 0 where they speak of two events."""
    day, apart = thread.day(), abs((mine.published - thread.told[-1].published).days)
    if day and mine.day:
        if calendar.compatible(day, mine.day):
            return 1.5 if len(day) == len(mine.day) else 0.5
        if any(t.day == mine.day for t in thread.told):
            return 1.0
        near = calendar.gap(day, mine.day)
        # News of a growing toll is often dated by the day it was told, not by the day it happened.
        return 0.5 if near <= 1 or (grown and near <= _GROWING) else -1.0
    return 0.5 if apart <= (_GROWING if grown else _APART if not (day or mine.day) else 2 * _APART) else -1.0


def _grown(thread: Thread, mine: Telling, kinds: frozenset[str]) -> bool:
    """Whether a large figure reads as the next one of the same toll: the same kind of event, no lower, and not tripled."""
    if not (kinds & mine.kinds) or mine.fact.part:
        return False
    last = next((v for t in reversed(thread.told) if not t.fact.part and (v := t.count("killed"))), 0)
    now = mine.count("killed") or 0
    return last >= _LARGE and 0.9 * last <= now <= 4 * last


def _placed(thread: Thread, mine: Telling) -> float:
    place = thread.place()
    if place and mine.place:
        if place & mine.place:
            return 1.5
        return 0.0 if (place & mine.names or mine.place & thread.names()) else -2.0
    return 0.5 if (place & mine.names or mine.place & thread.names()) else 0.0


def _complements(thread: Thread, mine: Telling) -> bool:
    """Whether a report of the same article tells counts that the thread's other reports there left open, or the same ones."""
    here = [t for t in thread.told if t.article == mine.article]
    return all(mine.count(n) is None or t.count(n) is None or mine.count(n) == t.count(n) for t in here for n in COUNTS)


def _plausible(thread: Thread, mine: Telling) -> bool:
    """A toll rises over days; a figure far under a large one, or tenfold another of the same hour, is of another event or of a part."""
    if mine.fact.part:
        return True
    for name in ("killed", "injured"):
        now = mine.count(name)
        last = next((t for t in reversed(thread.told) if not t.fact.part and t.count(name)), None)
        if now is None or last is None:
            continue
        was = last.count(name) or 0
        if was >= _LARGE and 3 * now < was:
            return False
        if abs(mine.published - last.published) < tolls.FRESH and max(was, now) > 10 * min(was, now):
            return False
    return True


def _same_series(threads: list[Thread], mine: Telling) -> Thread | None:
    for thread in reversed(threads):
        first = thread.told[0].fact
        if first.scope is not mine.fact.scope or (first.since or "") != (mine.fact.since or ""):
            continue
        theirs = frozenset().union(*(t.words for t in thread.told[-3:]))
        if overlap(theirs, mine.words) >= 0.5 and len(theirs & mine.words) >= 2:
            return thread
    return None
