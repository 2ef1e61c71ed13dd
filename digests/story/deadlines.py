"""Deadlines over all their tellings: one thing however often it is told, its moves, its doubts, and whether it is past."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from digests.model import Deadline, DeadlineKind, DeadlineState, DeadlineStatus, Dispute, Evidence, StoryDeadline
from digests.story import calendar
from digests.story.days import Standing, disputed, stand
from digests.story.due import record
from digests.story.journal import Journal
from digests.story.kept import Kept
from digests.story.likeness import Profile, likeness
from digests.story.marks import Marks
from digests.story.outcomes import Outcomes, put_off
from digests.story.recalled import Recalled, Recalls
from digests.story.reports import Paper, Report
from digests.story.shelves import KEPT, Shelves

__all__ = ["Deadlines", "Telling", "Thread"]

#: How alike two subjects must be to be one deadline: on the same day, and for a new day of the same thing.
SAME_DAY, SAME_THING = 0.4, 0.6
#: telling words that two sentences on an end or a beginning of one day share, where the subjects are in other words; beside each other
_SAID, _SAID_BESIDE = 3, 4
#: days over which an extension may reach, and over which a thing told with another day is the same thing moved
_EXTENDED, _MOVED, _MEETING_MOVED = 400, 90, 30
_ENDED = frozenset({DeadlineStatus.EXTENDED, DeadlineStatus.CANCELLED})
_PLACED = frozenset({DeadlineKind.MEETING, DeadlineKind.VOTE, DeadlineKind.HEARING})
#: a truce runs out, an ultimatum ends and what was threatened takes effect: news tells one day as each of these
_TERM = frozenset({DeadlineKind.EXPIRY, DeadlineKind.ULTIMATUM, DeadlineKind.TARGET, DeadlineKind.EFFECTIVE})
PAST = frozenset({DeadlineState.PASSED, DeadlineState.MET, DeadlineState.MISSED})


@dataclass(slots=True)
class Telling:
    """One deadline of one article."""

    fact: Deadline
    report: Report
    profile: Profile

    @property
    def published(self) -> datetime:
        return self.report.published

    def evidence(self) -> Evidence:
        return self.report.evidence(self.fact.evidence, self.fact.attribution)


@dataclass(eq=False)
class Thread:
    """One deadline while it is being folded."""

    told: list[Telling] = field(default_factory=list)
    recalled: list[Recalled[Deadline]] = field(default_factory=list)
    days: list[str] = field(default_factory=list)  #: every day it stood at, in order; the last is where it stands
    into: list[Thread] = field(default_factory=list)  #: the thread it was found to be one with
    kept: Kept[StoryDeadline] = field(default_factory=Kept)
    stands: Kept[Standing] = field(default_factory=Kept)
    put_off: list[bool] = field(default_factory=list)  #: True where its day fell with no new one told, False where one was told since

    @property
    def date(self) -> str:
        return self.days[-1]

    @property
    def near(self) -> list[Telling]:
        """The first and the last few tellings: they say enough."""
        return self.told if len(self.told) <= 6 else [*self.told[:2], *self.told[-4:]]

    def like(self, profile: Profile) -> float:
        """Likeness to the nearest of its tellings."""
        return max(likeness(t.profile, profile) for t in self.near)

    def said(self, profile: Profile) -> int:
        """How many telling words its sentences share with the nearest of them."""
        return max(len(t.profile.said & profile.said) for t in self.near)

    @property
    def undated(self) -> bool:
        """Whether it was put off and no new day was told since."""
        return bool(self.put_off) and self.put_off[-1]

    @property
    def kinds(self) -> frozenset[DeadlineKind]:
        return frozenset(t.fact.kind for t in self.near)


class Deadlines:
    """All threads of a story so far. Candidates come from an index of words and days, not from a scan."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._index: Marks[str, Thread] = Marks(journal)
        self._newest: Shelves[Thread] = Shelves(journal)
        self._due: Shelves[Thread] = Shelves(journal)
        self._recalls: Recalls[Deadline, Thread] = Recalls(journal, self._find)

    def add(self, report: Report, fact: Deadline) -> None:
        """Fold one telling in: confirm, move, or begin a thread."""
        telling = _telling(report, fact)
        thread, moved = self._place(telling)
        if thread is not None and not moved:
            self._join(thread, telling)
        if thread is None:
            thread = Thread()
            for day in (fact.earlier, fact.date) if fact.earlier and fact.earlier != fact.date else (fact.date,):
                self._journal.append(thread.days, day)
        elif moved:
            if fact.earlier and fact.earlier not in thread.days:
                self._journal.append(thread.days, fact.earlier)
            self._journal.append(thread.days, fact.date)
            if thread.undated:
                self._journal.append(thread.put_off, False)
        elif calendar.compatible(thread.date, fact.date):
            self._refine(thread, fact.date)
        if fact.status in _ENDED and calendar.compatible(thread.date, fact.date) and put_off(fact.evidence.text):
            self._journal.append(thread.put_off, True)
        self._journal.append(thread.told, telling)
        self._index.enter((*sorted(telling.profile.subject), fact.date, thread.date, *self._term(fact)), thread)
        self._newest.put(thread, max(t.published for t in thread.told).isoformat()[:7])
        self._due.put(thread, calendar.span(thread.date)[1].isoformat()[:7])

    def recall(self, report: Report, fact: Deadline, by: Paper) -> None:
        """Note what a replaced revision had told."""
        self._recalls.note(Recalled(fact, report, by))

    def tell(self, now: datetime, outcomes: Outcomes) -> tuple[tuple[StoryDeadline, ...], tuple[StoryDeadline, ...], tuple[Dispute, ...]]:
        """Upcoming soonest first, then past, newest first; those that no report tells any more; and what is disputed of their days."""
        late, gone = self._recalls.settle()
        ahead = self._due.since(now.date().isoformat()[:7])
        threads = dict.fromkeys((*self._newest.newest(KEPT), *ahead))
        standing = [self._stands(thread, now) for thread in threads]
        told = [self._record(thread, stands, now, outcomes, late.get(thread, ())) for thread, stands in zip(threads, standing, strict=True)]
        disputes = (disputed(stands, record) for stands, record in zip(standing, told, strict=True))
        before = sorted((d for d in told if d.state not in PAST), key=lambda d: (calendar.span(d.date)[0], d.key))
        behind = sorted((d for d in told if d.state in PAST), key=lambda d: (calendar.span(d.date)[1], d.key), reverse=True)
        withdrawn = (record(Thread([_telling(one.report, one.fact)], days=[one.fact.date]), now, outcomes, (one,)) for one in gone)
        return (*before, *behind), tuple(withdrawn), tuple(dispute for dispute in disputes if dispute is not None)

    def _stands(self, thread: Thread, now: datetime) -> Standing:
        over = sum(calendar.over(day, now) for day in thread.days) if len(thread.days) > 1 else 0
        of = (self._journal.rewinds, len(thread.told), len(thread.days), thread.date, len(thread.put_off), over)
        return thread.stands.get(of, lambda: stand(thread, now))

    def _record(
        self, thread: Thread, stands: Standing, now: datetime, outcomes: Outcomes, late: Sequence[Recalled[Deadline]]
    ) -> StoryDeadline:
        """A day ahead is told by itself; one that is here or past also by what articles since then say came of it."""
        reached, over = calendar.reached(stands.first, now), calendar.over(stands.date, now)
        seen = outcomes.seen if reached and outcomes.open(calendar.span(stands.first)[1], now) else 0
        of = (self._journal.rewinds, len(thread.told), len(thread.recalled), len(thread.put_off), stands.date, reached, over, seen, *late)
        return thread.kept.get(of, lambda: record(thread, now, outcomes, late, stands))

    def _find(self, report: Report, fact: Deadline) -> Thread | None:
        return self._place(_telling(report, fact))[0]

    def _join(self, thread: Thread, telling: Telling) -> None:
        """Make one what a telling shows to be one: another end or beginning of that day that it fits as well."""
        for other in self._candidates(telling):
            if other is thread or not _one_day(thread, other) or self._one_term(other, telling, other.like(telling.profile)) is None:
                continue
            self._journal.append(other.into, thread)
            for told in other.told:
                self._journal.append(thread.told, told)
            for recalled in other.recalled:
                self._journal.append(thread.recalled, recalled)
            self._newest.take(other)
            self._due.take(other)

    def _refine(self, thread: Thread, day: str) -> None:
        """A day told more finely than before."""
        was = thread.days[-1]
        if (finer := calendar.finer(was, day)) != was:
            thread.days[-1] = finer
            self._journal.did(lambda: thread.days.__setitem__(-1, was))

    def _candidates(self, telling: Telling) -> list[Thread]:
        fact = telling.fact
        marks = (*sorted(telling.profile.subject), fact.date, *([fact.earlier] if fact.earlier else ()), *self._term(fact))
        found = self._index.near(marks)
        return [thread for thread in found if not thread.into]

    @staticmethod
    def _term(fact: Deadline) -> tuple[str, ...]:
        """Marks of an end or a beginning: its day and the days beside it."""
        if fact.kind not in _TERM or len(fact.date) != 10:
            return ()
        return tuple(f"term {day}" for day in calendar.beside(fact.date))

    def _place(self, telling: Telling) -> tuple[Thread | None, bool]:
        """The thread a telling belongs to, and whether it moves it."""
        best: tuple[float, Thread, bool] | None = None
        for thread in self._candidates(telling):
            fits = self._fits(thread, telling)
            if fits is not None and (best is None or fits[0] > best[0]):
                best = (fits[0], thread, fits[1])
        return (best[1], best[2]) if best else (None, False)

    def _fits(self, thread: Thread, telling: Telling) -> tuple[float, bool] | None:
        """How well a telling fits a thread and whether it moves it; None where it is about something else."""
        fact, like = telling.fact, thread.like(telling.profile)
        told_from = bool(fact.earlier) and calendar.compatible(thread.date, fact.earlier or "") and like >= SAME_THING
        if not told_from and not _kinds_agree(thread, fact.kind, like):
            return None
        here = calendar.compatible(thread.date, fact.date)
        stood = any(calendar.compatible(day, fact.date) for day in thread.days[:-1])
        if here and like >= SAME_DAY:
            return like + 1.0, False
        if stood and like >= SAME_DAY and not _told_moved(fact):
            return like + 0.5, False  # an outlet that has not heard of the move yet
        if self._moves(thread, telling, like):
            return like, True
        return self._one_term(thread, telling, like)

    @staticmethod
    def _one_term(thread: Thread, telling: Telling, like: float) -> tuple[float, bool] | None:
        """An end or a beginning told in other words: by its very day, or the day beside it, and by what the sentences say."""
        fact = telling.fact
        days = [day for day in thread.days if len(day) == len(fact.date) == 10]
        if fact.kind not in _TERM or not thread.kinds & _TERM or not days:
            return None
        if all(t.profile.apart(telling.profile) for t in thread.near):
            return None
        said = thread.said(telling.profile)
        if fact.date in days and said >= _SAID:
            return 0.5 + like + 0.05 * said, False
        # "until March 1" and "on March 2 the tariffs rise" are one turn of the calendar
        turns = any(calendar.gap(day, fact.date) == 1 for day in days) and not _told_moved(fact)
        return (0.3 + like + 0.05 * said, False) if turns and (said >= _SAID_BESIDE or like >= SAME_THING) else None

    @staticmethod
    def _moves(thread: Thread, telling: Telling, like: float) -> bool:
        fact = telling.fact
        if fact.earlier and calendar.compatible(thread.date, fact.earlier) and like >= SAME_DAY / 2:
            return True
        apart = calendar.gap(thread.date, fact.date)
        if fact.status is DeadlineStatus.EXTENDED:
            return like >= SAME_DAY and apart <= _EXTENDED
        open_still = thread.undated or thread.told[-1].fact.status is DeadlineStatus.CANCELLED
        if (calendar.over(thread.date, telling.published) and not open_still) or not len(fact.date) == len(thread.date) == 10:
            return False  # the next of a kind, not the old one anew
        if thread.kinds & _PLACED:
            # one round of talks after another: only a thing of the same name and near at hand was moved without a word
            named = any(t.profile.around & telling.profile.around for t in thread.near)
            return like >= SAME_THING and named and apart <= _MEETING_MOVED
        return like >= SAME_THING and 1 < apart <= _MOVED


def _telling(report: Report, fact: Deadline) -> Telling:
    return Telling(fact, report, Profile.of(fact.subject, fact.evidence.text))


def _one_day(a: Thread, b: Thread) -> bool:
    """Whether two are ends or beginnings that stood at the same days, or at one day each, beside each other."""
    if not a.kinds & b.kinds & _TERM:
        return False
    return a.days == b.days or (len(a.days) == len(b.days) == 1 and calendar.near(a.date, b.date))


def _told_moved(fact: Deadline) -> bool:
    return fact.status is DeadlineStatus.EXTENDED or fact.earlier is not None


def _kinds_agree(thread: Thread, kind: DeadlineKind, like: float) -> bool:
    kinds = thread.kinds
    if kind in kinds or any(kind in family and kinds & family for family in (_PLACED, _TERM)):
        return True
    return like >= SAME_THING and not (kind in _PLACED and kinds & _TERM) and not (kind in _TERM and kinds & _PLACED)
