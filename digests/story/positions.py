"""What each party holds on each issue, with every stance it took and since when."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from digests.model import Position, Stance, StanceHeld, StoryPosition
from digests.story.likeness import Profile, likeness
from digests.story.reports import Report

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
        return self.report.reading.article.published

    def held(self) -> StanceHeld:
        evidence = self.report.evidence(self.fact.evidence, self.fact.speaker)
        return StanceHeld(self.fact.stance, self.fact.issue, self.fact.speaker, evidence, self.fact.condition)


@dataclass(slots=True)
class _Thread:
    told: list[_Telling] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    def like(self, profile: Profile) -> float:
        near = self.told if len(self.told) <= 6 else [self.told[0], *self.told[-5:]]
        return max(likeness(t.profile, profile) for t in near)


class Positions:
    """All parties on all issues so far."""

    def __init__(self) -> None:
        self._parties: defaultdict[str, list[_Thread]] = defaultdict(list)
        self._index: defaultdict[tuple[str, str], list[_Thread]] = defaultdict(list)

    def add(self, report: Report, fact: Position) -> None:
        """Fold one stance in: confirm, change, or begin an issue. A superseded one only leaves its key."""
        mine = _Telling(fact, report, Profile.of(fact.issue, fact.evidence.text))
        thread = self._thread(mine)
        if report.superseded:
            if thread:
                thread.keys.append(fact.key)
            return
        if thread is None:
            thread = _Thread()
            self._parties[fact.party].append(thread)
        thread.told.append(mine)
        thread.keys.append(fact.key)
        for word in mine.profile.subject:
            threads = self._index[fact.party, word]
            if thread not in threads:
                threads.append(thread)

    def _thread(self, mine: _Telling) -> _Thread | None:
        candidates: dict[int, _Thread] = {}
        for word in mine.profile.subject:
            for thread in self._index[mine.fact.party, word][-30:]:
                candidates[id(thread)] = thread
        scored = [(thread.like(mine.profile), -i, thread) for i, thread in enumerate(candidates.values()) if not _clashes(thread, mine)]
        best = max(scored, key=lambda s: s[:2], default=None)
        return best[2] if best and best[0] >= SAME_ISSUE else None

    def tell(self) -> tuple[StoryPosition, ...]:
        """By party, the party that spoke last first; newest first within."""
        told = {party: sorted((_record(t) for t in threads), key=_newest, reverse=True) for party, threads in self._parties.items()}
        order = sorted(told, key=lambda party: (_newest(told[party][0])[0], party), reverse=True)
        return tuple(p for party in order for p in told[party])


def _clashes(thread: _Thread, mine: _Telling) -> bool:
    """Whether one article holds both stances side by side: then they are two issues, however alike in words."""
    here = [t for t in thread.told if t.report.key == mine.report.key]
    return any(_CAMP[t.fact.stance] != _CAMP[mine.fact.stance] for t in here)


def _newest(p: StoryPosition) -> tuple[datetime, str]:
    return p.held.evidence.published, p.key


def _record(thread: _Thread) -> StoryPosition:
    since = thread.told[-1]
    for t in reversed(thread.told):
        if _CAMP[t.fact.stance] != _CAMP[thread.told[-1].fact.stance]:
            break
        since = t
    return StoryPosition(
        key=thread.told[0].fact.key,
        party=thread.told[0].fact.party,
        issue=thread.told[-1].fact.issue,
        history=tuple(t.held() for t in thread.told),
        since=since.published,
        tellings=tuple(dict.fromkeys(thread.keys)),
        confidence=max(t.fact.confidence for t in thread.told),
    )


def changed(before: Stance, after: Stance) -> bool:
    """Whether going from one stance to another is a change a reader should hear of."""
    return _CAMP[before] != _CAMP[after]
