"""What each party holds on each issue, with every stance it took and since when."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import takewhile

from digests.model import Position, Stance, StanceHeld, StoryPosition
from digests.story.journal import Journal
from digests.story.kept import Kept
from digests.story.likeness import Profile, gist, likeness
from digests.story.marks import Marks
from digests.story.recalled import Recalled, Recalls, identity, revisions, tellings
from digests.story.reports import Paper, Report
from digests.story.shelves import KEPT, Shelves

__all__ = ["Positions", "changed"]

SAME_ISSUE = 0.5
#: Stances that say yes, no, and ask: going from one group to another is a change; within one it is not.
_CAMP = {
    Stance.ACCEPTS: "yes",
    Stance.COMMITS: "yes",
    Stance.REJECTS: "no",
    Stance.DENIES: "no",
    Stance.THREATENS: "no",
    Stance.CONDITIONS: "if",
    Stance.DEMANDS: "ask",
    Stance.PROPOSES: "ask",
}


@dataclass(slots=True)
class _Telling:
    fact: Position
    report: Report
    profile: Profile

    @property
    def published(self) -> datetime:
        return self.report.published

    def held(self) -> StanceHeld:
        evidence = self.report.evidence(self.fact.evidence, self.fact.speaker)
        return StanceHeld(self.fact.stance, self.fact.issue, self.fact.speaker, evidence, self.fact.condition)


@dataclass(eq=False)
class _Thread:
    told: list[_Telling] = field(default_factory=list)
    recalled: list[Recalled[Position]] = field(default_factory=list)

    kept: Kept[StoryPosition] = field(default_factory=Kept)

    def like(self, profile: Profile) -> float:
        near = self.told if len(self.told) <= 6 else [self.told[0], *self.told[-5:]]
        return max(likeness(t.profile, profile) for t in near)


class Positions:
    """All parties on all issues so far."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._index: Marks[tuple[str, str], _Thread] = Marks(journal)
        self._newest: Shelves[_Thread] = Shelves(journal)
        self._recalls: Recalls[Position, _Thread] = Recalls(journal, self._find)

    def add(self, report: Report, fact: Position) -> None:
        """Fold one stance in: confirm, change, or begin an issue."""
        mine = _telling(report, fact)
        thread = self._thread(mine) or _Thread()
        self._journal.append(thread.told, mine)
        self._index.enter(_marks(mine), thread)
        self._newest.put(thread, mine.published.isoformat()[:7])

    def recall(self, report: Report, fact: Position, by: Paper) -> None:
        """Note what a replaced revision had told."""
        self._recalls.note(Recalled(fact, report, by))

    def tell(self) -> tuple[tuple[StoryPosition, ...], tuple[StoryPosition, ...]]:
        """By party, the party that spoke last first, newest first within; and what no report tells any more."""
        late, gone = self._recalls.settle()
        parties: dict[str, list[StoryPosition]] = {}
        for thread in self._newest.newest(KEPT):
            more = late.get(thread, ())
            told = thread.kept.get((self._journal.rewinds, len(thread.told), len(thread.recalled), *more), partial(_record, thread, more))
            parties.setdefault(told.party, []).append(told)
        for positions in parties.values():
            positions.sort(key=_newest, reverse=True)
        order = sorted(parties, key=lambda party: (_newest(parties[party][0])[0], party), reverse=True)
        withdrawn = (_record(_Thread([_telling(one.report, one.fact)]), (one,)) for one in gone)
        return tuple(p for party in order for p in parties[party]), tuple(withdrawn)

    def _find(self, report: Report, fact: Position) -> _Thread | None:
        return self._thread(_telling(report, fact), clashing=True)

    def _thread(self, mine: _Telling, *, clashing: bool = False) -> _Thread | None:
        found = self._index.near(_marks(mine))
        scored = [(t.like(mine.profile), -i, t) for i, t in enumerate(found) if clashing or not _clashes(t, mine)]
        best = max(scored, key=lambda s: s[:2], default=None)
        return best[2] if best and best[0] >= SAME_ISSUE else None


def _telling(report: Report, fact: Position) -> _Telling:
    return _Telling(fact, report, Profile.of(gist(fact.issue), fact.evidence.text))


def _marks(mine: _Telling) -> list[tuple[str, str]]:
    return [(mine.fact.party, word) for word in sorted(mine.profile.subject)]


def _clashes(thread: _Thread, mine: _Telling) -> bool:
    """Whether one article holds both stances side by side: then they are two issues, however alike in words."""
    here = takewhile(lambda t: t.report.key == mine.report.key, reversed(thread.told))  # an article is folded in one go
    return any(_CAMP[t.fact.stance] != _CAMP[mine.fact.stance] for t in here)


def _newest(p: StoryPosition) -> tuple[datetime, str]:
    return p.held.evidence.published, p.key


def _record(thread: _Thread, late: tuple[Recalled[Position], ...] | list[Recalled[Position]]) -> StoryPosition:
    since = thread.told[-1]
    for t in reversed(thread.told):
        if _CAMP[t.fact.stance] != _CAMP[thread.told[-1].fact.stance]:
            break
        since = t
    recalled = (*thread.recalled, *late)
    return StoryPosition(
        key=identity(thread.told, recalled),
        party=thread.told[0].fact.party,
        issue=thread.told[-1].fact.issue,
        history=tuple(t.held() for t in thread.told),
        since=since.published,
        tellings=tellings(thread.told, recalled),
        confidence=max(t.fact.confidence for t in thread.told),
        revised=revisions(thread.told, recalled, lambda fact: fact.stance.value, lambda fact: fact.speaker),
    )


def changed(before: Stance, after: Stance) -> bool:
    """Whether going from one stance to another is a change a reader should hear of."""
    return _CAMP[before] != _CAMP[after]
