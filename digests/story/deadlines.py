"""Deadlines over all their tellings: one thing however often it is told, its moves, its doubts, and whether it is past."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from digests.model import Deadline, DeadlineKind, DeadlineState, DeadlineStatus, Evidence, Sentence, StoryDeadline
from digests.story import calendar
from digests.story.likeness import Profile, likeness, proper
from digests.story.outcomes import outcome
from digests.story.reports import Report

#: How alike two subjects must be to be one deadline: on the same day, and for a new day of the same thing.
SAME_DAY, SAME_THING = 0.4, 0.6
_PLACED = {DeadlineKind.MEETING, DeadlineKind.VOTE, DeadlineKind.HEARING}
_ENDING = {DeadlineKind.EXPIRY, DeadlineKind.ULTIMATUM, DeadlineKind.TARGET}


@dataclass(slots=True)
class _Telling:
    fact: Deadline
    report: Report
    profile: Profile

    @property
    def published(self) -> datetime:
        return self.report.reading.article.published

    def evidence(self) -> Evidence:
        return self.report.evidence(self.fact.evidence, self.fact.attribution)


@dataclass(slots=True)
class Thread:
    """One deadline while it is being folded."""

    told: list[_Telling] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    days: list[str] = field(default_factory=list)  #: every day it stood at, in order; the last is where it stands

    @property
    def date(self) -> str:
        return self.days[-1]

    @property
    def first(self) -> _Telling:
        return self.told[0]

    def like(self, profile: Profile) -> float:
        """Likeness to the nearest of its tellings; the first and the last few say enough."""
        near = self.told if len(self.told) <= 6 else [*self.told[:2], *self.told[-4:]]
        return max(likeness(t.profile, profile) for t in near)


class Deadlines:
    """All threads of a story so far. Candidates come from an index of words and days, not from a scan."""

    def __init__(self) -> None:
        self.threads: list[Thread] = []
        self._index: defaultdict[str, list[Thread]] = defaultdict(list)

    def add(self, report: Report, fact: Deadline) -> None:
        """Fold one telling in: confirm, move, or begin a thread. A superseded one only leaves its key."""
        telling = _Telling(fact, report, Profile.of(fact.subject, fact.evidence.text))
        thread, moved = self._place(telling)
        if report.superseded:
            if thread:
                thread.keys.append(fact.key)
            return
        if thread is None:
            thread = Thread(days=[fact.earlier, fact.date] if fact.earlier and fact.earlier != fact.date else [fact.date])
            self.threads.append(thread)
        elif moved:
            if fact.earlier and fact.earlier not in thread.days:
                thread.days.append(fact.earlier)
            thread.days.append(fact.date)
        else:
            thread.days[-1] = calendar.finer(thread.date, fact.date)
        thread.told.append(telling)
        thread.keys.append(fact.key)
        for mark in (*telling.profile.subject, thread.date):
            if thread not in self._index[mark]:
                self._index[mark].append(thread)

    def _candidates(self, telling: _Telling) -> list[Thread]:
        fact = telling.fact
        marks = [*telling.profile.subject, fact.date, *([fact.earlier] if fact.earlier else [])]
        found: dict[int, Thread] = {}
        for mark in marks:
            for thread in self._index[mark][-40:]:
                found[id(thread)] = thread
        return list(found.values())

    def _place(self, telling: _Telling) -> tuple[Thread | None, bool]:
        """The thread a telling belongs to, and whether it moves it."""
        best: tuple[float, Thread, bool] | None = None
        for thread in self._candidates(telling):
            like = thread.like(telling.profile)
            if not _kinds_agree(thread, telling.fact.kind, like):
                continue
            here = calendar.compatible(thread.date, telling.fact.date)
            stood = any(calendar.compatible(d, telling.fact.date) for d in thread.days[:-1])
            if here and like >= SAME_DAY:
                score, moved = like + 1.0, False
            elif stood and like >= SAME_DAY and not _told_moved(telling.fact):
                score, moved = like + 0.5, False  # an outlet that has not heard of the move yet
            elif self._moves(thread, telling, like):
                score, moved = like, True
            else:
                continue
            if best is None or score > best[0]:
                best = (score, thread, moved)
        return (best[1], best[2]) if best else (None, False)

    @staticmethod
    def _moves(thread: Thread, telling: _Telling, like: float) -> bool:
        fact = telling.fact
        if fact.earlier and calendar.compatible(thread.date, fact.earlier) and like >= SAME_DAY / 2:
            return True
        if fact.status is DeadlineStatus.EXTENDED:
            return like >= SAME_DAY and calendar.gap(thread.date, fact.date) <= 400
        if calendar.over(thread.date, telling.published):
            return False  # the next of a kind, not the old one anew
        return like >= SAME_THING and len(fact.date) == len(thread.date) == 10 and calendar.gap(thread.date, fact.date) <= 90

    def tell(self, now: datetime, later: Iterable[Report]) -> tuple[StoryDeadline, ...]:
        """Upcoming soonest first, then past, newest first."""
        reports = tuple(later)
        told = [_record(thread, now, reports) for thread in self.threads]
        past = (DeadlineState.PASSED, DeadlineState.MET, DeadlineState.MISSED)
        ahead = sorted((d for d in told if d.state not in past), key=lambda d: (calendar.span(d.date)[0], d.key))
        behind = sorted((d for d in told if d.state in past), key=lambda d: (calendar.span(d.date)[1], d.key), reverse=True)
        return (*ahead, *behind)


def _told_moved(fact: Deadline) -> bool:
    return fact.status is DeadlineStatus.EXTENDED or fact.earlier is not None


def _kinds_agree(thread: Thread, kind: DeadlineKind, like: float) -> bool:
    kinds = {t.fact.kind for t in thread.told}
    if kind in kinds:
        return True
    for family in (_PLACED, _ENDING):
        if kind in family and kinds & family:
            return True
    return like >= SAME_THING and not (kind in _PLACED and kinds & _ENDING) and not (kind in _ENDING and kinds & _PLACED)


def _record(thread: Thread, now: datetime, later: tuple[Report, ...]) -> StoryDeadline:
    current = [t for t in thread.told if calendar.compatible(t.fact.date, thread.date)] or thread.told
    fullest = _fullest(current)
    doubt = next((t for t in reversed(current) if t.fact.status is DeadlineStatus.TENTATIVE), None)
    if doubt and any(_lifts(t, doubt) for t in current):
        doubt = None
    what_came, state = _ended(thread, now, later)
    state = state or _ahead(thread, current, doubt)
    return StoryDeadline(
        key=thread.first.fact.key,
        subject=fullest.fact.subject,
        date=thread.date,
        kind=fullest.fact.kind,
        state=state,
        evidence=tuple(t.evidence() for t in thread.told),
        proposed=all(t.fact.status is DeadlineStatus.PROPOSED for t in current),
        earlier_dates=tuple(dict.fromkeys(d for d in thread.days[:-1] if d != thread.date)),
        time=next((t.fact.time for t in reversed(current) if t.fact.time), None),
        timezone=next((t.fact.timezone for t in reversed(current) if t.fact.time), None),
        doubt=doubt.report.evidence(_doubting(doubt), _doubter(doubt)) if doubt else None,
        outcome=what_came,
        tellings=tuple(dict.fromkeys(thread.keys)),
        confidence=max(t.fact.confidence for t in current),
    )


def _fullest(told: list[_Telling]) -> _Telling:
    """The telling whose subject says most in a few words."""
    return max(told, key=lambda t: (t.fact.confidence >= 0.5, min(len(t.profile.subject), 6), t.fact.confidence, -len(t.fact.subject)))


def _doubter(telling: _Telling) -> str | None:
    """Who doubts: whom the text names for the doubt; where the one sentence that tells the thing doubts it, who says that."""
    return telling.fact.doubted_by or (None if telling.fact.also else telling.fact.attribution)


def _doubting(telling: _Telling) -> Sentence:
    """The sentence that doubts: the last one told, since doubt is told after the thing itself."""
    return telling.fact.also[-1] if telling.fact.also else telling.fact.evidence


def _lifts(telling: _Telling, doubt: _Telling) -> bool:
    """Whether a later report tells it as set again."""
    return telling.published > doubt.published and telling.fact.status in (DeadlineStatus.SET, DeadlineStatus.EXTENDED)


def _ended(thread: Thread, now: datetime, later: tuple[Report, ...]) -> tuple[Evidence | None, DeadlineState | None]:
    """What came of it once its day is here, and the state that leaves; (None, None) while it is still ahead."""
    if thread.told[-1].fact.status is DeadlineStatus.CANCELLED:
        return None, DeadlineState.CANCELLED
    if not calendar.reached(thread.date, now):
        return None, None
    words = frozenset().union(*(t.profile.subject for t in thread.told[:3]))
    names = frozenset().union(*(proper(t.fact.evidence.text) for t in thread.told[:3]))
    found = outcome(words, names, calendar.span(thread.date)[1], later)
    if found:
        return found
    return None, DeadlineState.PASSED if calendar.over(thread.date, now) else None


def _ahead(thread: Thread, current: list[_Telling], doubt: _Telling | None) -> DeadlineState:
    if doubt:
        return DeadlineState.TENTATIVE
    return DeadlineState.MOVED if len(set(thread.days)) > 1 else DeadlineState.UPCOMING
