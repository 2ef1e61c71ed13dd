"""Incidents and their tolls: reports of one event gathered, each source's figure kept, never a sum of two.

A figure stands for the whole only where the report counts the whole; parts, cumulative and historic figures never do.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from digests.model import CasualtyReport, Incident, Qualifier, Scope, Series, Toll, TollReport
from digests.story import calendar
from digests.story.likeness import event, overlap, proper, telling, tokens
from digests.story.reports import Report

COUNTS = ("killed", "injured", "missing", "captured")
#: How much must speak for one event: see ``_score``.
SAME_EVENT = 3.0
_APART = 4  # days between two reports of an event that no one dated
_GROWING, _LARGE = 40, 20  # days over which a toll of at least that many may still be told to grow
_WIDE = frozenset({"quake", "flood", "storm", "outbreak"})  # events that kill in many places: what one place counts is a part
_FRESH = timedelta(hours=12)  # figures this near the newest stand beside it; older lower ones were overtaken


@dataclass(slots=True)
class _Telling:
    fact: CasualtyReport
    report: Report
    words: frozenset[str]  #: of the event and its sentence
    names: frozenset[str]
    place: frozenset[str]
    kinds: frozenset[str]

    @classmethod
    def of(cls, report: Report, fact: CasualtyReport) -> _Telling:
        sentence = fact.evidence.text
        title = report.reading.article.title
        words = telling(tokens(f"{fact.what} {sentence}"))
        kinds = event(f"{fact.what} {sentence}") or event(title)
        return cls(fact, report, words, proper(sentence) | proper(" " + title), tokens(fact.place or ""), kinds)

    @property
    def published(self) -> datetime:
        return self.report.reading.article.published

    @property
    def day(self) -> str:
        return self.fact.date or ""

    @property
    def article(self) -> str:
        return self.report.reading.article.key

    def count(self, name: str) -> int | None:
        value: int | None = getattr(self.fact, name)
        return value


@dataclass(slots=True)
class _Thread:
    told: list[_Telling] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    def has(self, article: str) -> bool:
        return any(t.article == article for t in self.told)

    def place(self) -> frozenset[str]:
        return frozenset().union(*(t.place for t in self.told))

    def kinds(self) -> frozenset[str]:
        return frozenset().union(*(t.kinds for t in self.told))

    def names(self) -> frozenset[str]:
        return frozenset().union(*(t.names for t in self.told))

    def day(self) -> str:
        days = [t.day for t in self.told if len(t.day) == 10]
        return max(set(days), key=lambda d: (days.count(d), d)) if days else next((t.day for t in self.told if t.day), "")


class Incidents:
    """All incidents and series of a story so far."""

    def __init__(self) -> None:
        self.threads: list[_Thread] = []
        self.series: list[_Thread] = []
        self._index: defaultdict[str, list[_Thread]] = defaultdict(list)

    def add(self, report: Report, fact: CasualtyReport) -> None:
        """Fold one report in. A superseded one only leaves its key."""
        if _empty(fact):
            return
        telling_ = _Telling.of(report, fact)
        threads = self.threads if fact.scope is Scope.INCIDENT else self.series
        thread = self._incident(telling_) if fact.scope is Scope.INCIDENT else _same_series(threads, telling_)
        if thread is None and fact.scope is Scope.INCIDENT and (thread := self._wider(telling_)):
            telling_ = replace(telling_, fact=replace(fact, part=True))
        if report.superseded:
            if thread:
                thread.keys.append(fact.key)
            return
        if thread is None:
            if fact.scope is Scope.INCIDENT and fact.part:
                return
            thread = _Thread()
            threads.append(thread)
        thread.told.append(telling_)
        thread.keys.append(fact.key)
        if fact.scope is Scope.INCIDENT:
            for mark in telling_.place | telling_.names | telling_.kinds | {report.reading.article.key}:
                if thread not in self._index[mark]:
                    self._index[mark].append(thread)

    def _incident(self, mine: _Telling) -> _Thread | None:
        candidates: dict[int, _Thread] = {}
        for mark in mine.place | mine.names | mine.kinds | {mine.report.reading.article.key}:
            for thread in self._index[mark][-30:]:
                candidates[id(thread)] = thread
        best = max(((_score(thread, mine), -i, thread) for i, thread in enumerate(candidates.values())), key=lambda c: c[:2], default=None)
        return best[2] if best and best[0] >= SAME_EVENT else None

    def _wider(self, mine: _Telling) -> _Thread | None:
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
        told = [(max(t.published for t in thread.told), _record(thread)) for thread in self.threads]
        return tuple(i for _, i in sorted(told, key=lambda pair: (pair[0], pair[1].key), reverse=True))

    def tell_series(self) -> tuple[Series, ...]:
        """Cumulative and historic figures, newest first."""
        told = sorted(self.series, key=lambda thread: thread.told[-1].published, reverse=True)
        return tuple(_series(thread) for thread in told)


def _empty(fact: CasualtyReport) -> bool:
    """Whether a report counts nobody: "no immediate reports of deaths" opens no incident and lowers no toll."""
    return all(not getattr(fact, name) for name in COUNTS) and fact.qualifier is not Qualifier.VAGUE


def _score(thread: _Thread, mine: _Telling) -> float:
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


def _day_score(thread: _Thread, mine: _Telling, grown: bool) -> float:
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


def _grown(thread: _Thread, mine: _Telling, kinds: frozenset[str]) -> bool:
    """Whether a large figure reads as the next one of the same toll: the same kind of event, no lower, and not tripled."""
    if not (kinds & mine.kinds) or mine.fact.part:
        return False
    last = next((v for t in reversed(thread.told) if not t.fact.part and (v := t.count("killed"))), 0)
    now = mine.count("killed") or 0
    return last >= _LARGE and 0.9 * last <= now <= 4 * last


def _placed(thread: _Thread, mine: _Telling) -> float:
    place = thread.place()
    if place and mine.place:
        if place & mine.place:
            return 1.5
        return 0.0 if (place & mine.names or mine.place & thread.names()) else -2.0
    return 0.5 if (place & mine.names or mine.place & thread.names()) else 0.0


def _complements(thread: _Thread, mine: _Telling) -> bool:
    """Whether a report of the same article tells counts that the thread's other reports there left open, or the same ones."""
    here = [t for t in thread.told if t.article == mine.article]
    return all(mine.count(n) is None or t.count(n) is None or mine.count(n) == t.count(n) for t in here for n in COUNTS)


def _plausible(thread: _Thread, mine: _Telling) -> bool:
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
        if abs(mine.published - last.published) < _FRESH and max(was, now) > 10 * min(was, now):
            return False
    return True


def _same_series(threads: list[_Thread], mine: _Telling) -> _Thread | None:
    for thread in reversed(threads):
        first = thread.told[0].fact
        if first.scope is not mine.fact.scope or (first.since or "") != (mine.fact.since or ""):
            continue
        theirs = frozenset().union(*(t.words for t in thread.told[-3:]))
        if overlap(theirs, mine.words) >= 0.5 and len(theirs & mine.words) >= 2:
            return thread
    return None


def _record(thread: _Thread) -> Incident:
    whole = [t for t in thread.told if not t.fact.part]
    fullest = max(whole or thread.told, key=lambda t: (bool(t.fact.what), bool(t.fact.place), t.fact.confidence))
    places = [t.fact.place for t in thread.told if t.fact.place]
    tolls = {name: _toll(whole, name) for name in COUNTS}
    return Incident(
        key=thread.told[0].fact.key,
        what=next((t.fact.what for t in thread.told if t.fact.what), fullest.fact.what),
        place=max(places, key=lambda p: (places.count(p), len(p))) if places else None,
        date=thread.day() or None,
        history=tuple(_history(t) for t in sorted(thread.told, key=_as_told)),
        killed=tolls["killed"],
        injured=tolls["injured"],
        missing=tolls["missing"],
        captured=tolls["captured"],
        tellings=tuple(dict.fromkeys(thread.keys)),
        confidence=max(t.fact.confidence for t in thread.told),
    )


def _as_told(t: _Telling) -> tuple[datetime, str, int, int]:
    """Oldest first; within one article the lower toll first, since news tells the new figure before the old one."""
    return t.published, t.article, t.fact.killed or 0, t.fact.evidence.start


def _history(t: _Telling) -> TollReport:
    evidence = t.report.evidence(t.fact.evidence, t.fact.attribution)
    return TollReport(evidence, t.fact.killed, t.fact.injured, t.fact.missing, t.fact.captured, t.fact.qualifier, t.fact.part)


def _toll(told: list[_Telling], name: str) -> Toll | None:
    """Low, high and latest of the figures that still stand: each source's newest, and none that time has overtaken."""
    counted = [t for t in told if t.count(name) is not None]
    if not counted:
        return None
    held: dict[str, _Telling] = {}
    for t in counted:
        held[_source(t)] = t
    latest = _latest(counted, name)
    top = latest.count(name) or 0
    standing = [t for t in held.values() if _stands(t, latest, name)]
    values = [v for t in standing if (v := t.count(name)) is not None] or [top]
    return Toll(min(values), max(values), top, latest.fact.qualifier)


def _latest(counted: list[_Telling], name: str) -> _Telling:
    """The figure of the newest article; of several there an exact one before a rounded one, then the highest: lower ones came earlier."""
    newest = counted[-1].article
    same = [t for t in counted if t.article == newest]
    return max(same, key=lambda t: (t.fact.qualifier is Qualifier.EXACT, t.count(name) or 0))


def _source(t: _Telling) -> str:
    who = telling(tokens(t.fact.attribution or ""))
    return " ".join(sorted(who)) if who else t.report.publisher


def _stands(t: _Telling, latest: _Telling, name: str) -> bool:
    if t is latest:
        return True
    mine, top = t.count(name) or 0, latest.count(name) or 0
    if t.article == latest.article:
        return False  # told in the same article as the earlier or partial figure
    if latest.published - t.published <= _FRESH:
        return t.report.publisher != latest.report.publisher
    return mine > top and t.report.publisher != latest.report.publisher


def _series(thread: _Thread) -> Series:
    last = thread.told[-1]
    return Series(
        key=thread.told[0].fact.key,
        what=last.fact.what or next((t.fact.what for t in thread.told if t.fact.what), ""),
        scope=last.fact.scope,
        killed=last.fact.killed,
        injured=last.fact.injured,
        since=last.fact.since,
        evidence=tuple(t.report.evidence(t.fact.evidence, t.fact.attribution) for t in thread.told),
        qualifier=last.fact.qualifier,
    )
