"""Incidents and their tolls: reports of one event gathered, each source's figure kept, never a sum of two.

The counts of one article are gathered into the events they are of (``scenes``); each of these goes to the thread of its event. A
figure stands for the whole only where the report counts the whole; parts, cumulative and historic figures never do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from digests.model import CasualtyReport, Incident, Qualifier, Scope, Series
from digests.story import calendar, tolls
from digests.story.journal import Journal
from digests.story.likeness import overlap
from digests.story.marks import Marks
from digests.story.recalled import Recalled, Recalls
from digests.story.reports import Paper, Report
from digests.story.scenes import LARGE, WIDE, scenes
from digests.story.shelves import KEPT, Shelves
from digests.story.victims import COUNTS, Telling, Thread

__all__ = ["Incidents"]

#: How much must speak for one event: see ``_score``.
SAME_EVENT = 3.0
_APART = 4  # days between two reports of an event that no one dated
_SAME_NEWS = timedelta(hours=16)  # within which outlets tell one event, by either day
_LATELY = timedelta(days=7)  # within which an event told as past is the one of the day before
_GROWING = 40  # days over which a large toll may still be told to grow


class Incidents:
    """All incidents and series of a story so far."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._index: Marks[str, Thread] = Marks(journal)
        self._lines: Marks[str, Thread] = Marks(journal)
        self._newest: Shelves[Thread] = Shelves(journal)
        self._series: Shelves[Thread] = Shelves(journal)
        self._recalls: Recalls[CasualtyReport, Thread] = Recalls(journal, self._find)

    def add(self, report: Report, facts: Iterable[CasualtyReport]) -> None:
        """Fold the counts of one article in."""
        told = [Telling.of(report, fact) for fact in facts if not _empty(fact)]
        told = [self._recast(mine) for mine in told]
        for mine in told:
            if mine.fact.scope is not Scope.INCIDENT:
                self._line(mine)
        for scene in scenes([mine for mine in told if mine.fact.scope is Scope.INCIDENT]):
            self._event(scene)

    def recall(self, report: Report, fact: CasualtyReport, by: Paper) -> None:
        """Note what a replaced revision had told."""
        if not _empty(fact) and fact.scope is Scope.INCIDENT:
            self._recalls.note(Recalled(fact, report, by))

    def tell(self) -> tuple[tuple[Incident, ...], tuple[Incident, ...]]:
        """Newest first; and those that no report tells any more."""
        late, gone = self._recalls.settle()
        told = [(thread.published, self._record(thread, late.get(thread, ()))) for thread in self._newest.newest(KEPT)]
        ordered = tuple(i for _, i in sorted(told, key=lambda pair: (pair[0], pair[1].key), reverse=True))
        return ordered, tuple(tolls.incident(Thread([Telling.of(one.report, one.fact)]), (one,)) for one in gone if not one.fact.part)

    def _record(self, thread: Thread, late: Sequence[Recalled[CasualtyReport]]) -> Incident:
        of = (self._journal.rewinds, len(thread.told), len(thread.recalled), *late)
        return thread.kept.get(of, lambda: tolls.incident(thread, late))

    def tell_series(self) -> tuple[Series, ...]:
        """Cumulative and historic figures, newest first."""
        told = sorted(self._series.newest(KEPT), key=lambda thread: (thread.published, thread.told[0].fact.key), reverse=True)
        return tuple(tolls.series(thread) for thread in told)

    # ── events ─────────────────────────────────────────────────────────────────────────────────────────────

    def _event(self, scene: Thread) -> None:
        thread = self._thread(scene)
        if thread is None:
            if all(t.fact.part for t in scene.told):
                return
            thread = Thread()
        for mine in scene.told:
            self._journal.append(thread.told, mine)
        self._index.enter(_marks(scene), thread)
        self._newest.put(thread, scene.published.isoformat()[:7])

    def _thread(self, scene: Thread, own: str = "") -> Thread | None:
        """The event that a scene tells of; one that the same article told already apart from it is none."""
        found = self._index.near(_marks(scene))
        article = scene.told[0].article
        scored = [(_score(thread, scene), -i, thread) for i, thread in enumerate(found) if article == own or not thread.has(article)]
        best = max(scored, key=lambda s: s[:2], default=None)
        return best[2] if best and best[0] >= SAME_EVENT else None

    def _find(self, report: Report, fact: CasualtyReport) -> Thread | None:
        return self._thread(Thread([Telling.of(report, fact)]))

    def _recast(self, mine: Telling) -> Telling:
        """A figure told as a sum or as the past that is the next one of an event's own toll: "floods have killed 71 this month"."""
        if mine.fact.scope is Scope.INCIDENT or mine.fact.part:
            return mine
        again = replace(mine, fact=replace(mine.fact, scope=Scope.INCIDENT, since=None))
        thread = self._thread(Thread([again]))
        if thread is None or not thread.place() & mine.place or mine.published - thread.told[0].published > timedelta(days=_GROWING):
            return mine
        wide = mine.fact.scope is Scope.CUMULATIVE and bool(mine.own & thread.kinds() & WIDE)
        lately = mine.fact.scope is Scope.HISTORIC and mine.update and not mine.day and mine.published - thread.published <= _LATELY
        now, was = mine.count("killed") or 0, thread.last("killed") or 0
        return again if (wide or lately) and was and 0.9 * was <= now <= 4 * was else mine

    # ── series ─────────────────────────────────────────────────────────────────────────────────────────────

    def _line(self, mine: Telling) -> None:
        if not any(mine.count(name) for name in COUNTS):
            return  # "hundreds since Monday": no figure to follow
        marks = sorted(mine.words | {f"{mine.fact.scope} {mine.fact.since}"})
        thread = next((t for t in self._lines.near(marks) if _same_series(t, mine)), None) or Thread()
        self._journal.append(thread.told, mine)
        self._lines.enter(marks, thread)
        self._series.put(thread, mine.published.isoformat()[:7])


def _marks(scene: Thread) -> list[str]:
    """What an event is looked for by: its place and day most of all."""
    place, day = scene.place(), scene.day()
    return sorted((scene.names() | scene.kinds()) - place) + sorted(place) + [f"at {word} {day}" for word in sorted(place) if day]


def _empty(fact: CasualtyReport) -> bool:
    """Whether a report counts nobody: "no immediate reports of deaths" opens no incident and lowers no toll."""
    return all(not getattr(fact, name) for name in COUNTS) and fact.qualifier is not Qualifier.VAGUE


def _score(thread: Thread, scene: Thread) -> float:
    """What speaks for one event: its day, its kind, its place, its words; a contradiction in any ends it."""
    kinds, own = thread.kinds(), scene.kinds()
    if (kinds and own and not kinds & own) or not _plausible(thread, scene):
        return 0.0
    grown = bool(kinds & own) and _grown(thread, scene)
    day = _day_score(thread, scene, grown)
    if day < 0:
        return 0.0
    score = day + (1.0 if kinds & own else 0.0) + _placed(thread, scene)
    score += 0.5 if kinds & own & WIDE else 0.0  # two quakes of one day are rarer than two shootings
    return score + min(1.5, 0.5 * len((thread.words() & scene.words()) - thread.place())) + (1.0 if grown else 0.0)


def _day_score(thread: Thread, scene: Thread, grown: bool) -> float:
    """For the day of the event, or the days between its reports; below 0 where they speak of two events."""
    day, own, apart = thread.day(), scene.day(), abs((scene.published - thread.published).days)
    if day and own:
        if calendar.compatible(day, own):
            return 1.5 if len(day) == len(own) else 0.5
        if any(t.day == own for t in thread.near):
            return 1.0
        near = calendar.gap(day, own)
        if near == 1 and not thread.kinds() & scene.kinds() & WIDE and not _told_again(thread, scene):
            return -1.0  # a strike on Monday and a strike on Tuesday
        # News of a growing toll is often dated by the day it was told, not by the day it happened.
        return 0.5 if near <= 1 or (grown and near <= _GROWING) else -1.0
    if not (day and own) and not thread.kinds() & scene.kinds() & WIDE and _another(thread, scene):
        return -1.0
    return 0.5 if apart <= (_GROWING if grown else _APART if not (day or own) else 2 * _APART) else -1.0


def _told_again(thread: Thread, scene: Thread) -> bool:
    """Whether an event is told again: in words that say so, or within hours of what was told."""
    return any(t.update for t in scene.told) or abs(scene.published - thread.published) <= _SAME_NEWS


def _another(thread: Thread, scene: Thread) -> bool:
    """Whether an event whose day is not told is the next of its kind: another figure on another day, and no word of a toll."""
    now, was = scene.most("killed"), thread.last("killed")
    return bool(now and was and now != was) and not _told_again(thread, scene)


def _grown(thread: Thread, scene: Thread) -> bool:
    """Whether a large figure reads as the next one of the same toll: no lower by much, and not more than fourfold."""
    last, now = thread.last("killed") or 0, scene.most("killed") or 0
    return last >= LARGE and 0.9 * last <= now <= 4 * last


def _placed(thread: Thread, scene: Thread) -> float:
    place, own = thread.place(), scene.place()
    named = bool(place & scene.names() or own & thread.names())
    if place and own:
        if place & own:
            return 1.5
        wide = thread.kinds() & scene.kinds() & WIDE and calendar.near(thread.day(), scene.day())
        return 0.0 if named or wide else -2.0  # a flood or a quake of one day is told from one town and from another
    return 0.5 if named else 0.0


def _plausible(thread: Thread, scene: Thread) -> bool:
    """A toll rises over days; a figure far under a large one, or tenfold another of the same hour, is of another event or of a part."""
    for name in ("killed", "injured"):
        now, was = scene.most(name), thread.last(name)
        if not now or not was:
            continue
        if was >= LARGE and 3 * now < was:
            return False
        if abs(scene.published - thread.published) < tolls.FRESH and max(was, now) > 10 * min(was, now):
            return False
    return True


def _same_series(thread: Thread, mine: Telling) -> bool:
    first = thread.told[0].fact
    if first.scope is not mine.fact.scope or (first.since or "") != (mine.fact.since or ""):
        return False
    theirs = frozenset().union(*(t.words for t in _last(thread.told)))
    return overlap(theirs, mine.words) >= 0.5 and len(theirs & mine.words) >= 2


def _last(told: Sequence[Telling]) -> Sequence[Telling]:
    return told[-3:]
