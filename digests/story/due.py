"""A deadline's thread as a record: where it stands at a moment, who doubts it, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from digests.model import Deadline, DeadlineKind, DeadlineState, DeadlineStatus, Evidence, Sentence, StoryDeadline
from digests.story import calendar
from digests.story.days import Standing, stand
from digests.story.likeness import proper, tokens
from digests.story.outcomes import Outcomes
from digests.story.recalled import Recalled, identity, revisions, tellings

if TYPE_CHECKING:
    from digests.story.deadlines import Telling, Thread

__all__ = ["record"]


def record(
    thread: Thread, now: datetime, outcomes: Outcomes, late: Iterable[Recalled[Deadline]] = (), standing: Standing | None = None
) -> StoryDeadline:
    """The thread as it stands at ``now``; ``standing``: by its days, where that is known already."""
    standing = standing or stand(thread, now)
    current = [t for t in thread.told if calendar.compatible(t.fact.date, standing.date)] or thread.told
    fullest = _fullest(current)
    doubt = next((t for t in reversed(current) if t.fact.status is DeadlineStatus.TENTATIVE), None)
    if doubt and any(_lifts(t, doubt) for t in current):
        doubt = None
    what_came, state = _ended(thread, standing, now, outcomes)
    recalled = (*thread.recalled, *late)
    return StoryDeadline(
        key=identity(thread.told, recalled),
        subject=fullest.fact.subject,
        date=standing.date,
        kind=fullest.fact.kind,
        state=state or _ahead(standing, doubt),
        evidence=tuple(t.evidence() for t in sorted(thread.told, key=lambda t: t.published)),
        proposed=all(t.fact.status is DeadlineStatus.PROPOSED for t in current),
        earlier_dates=standing.earlier,
        time=next((t.fact.time for t in reversed(current) if t.fact.time), None),
        timezone=next((t.fact.timezone for t in reversed(current) if t.fact.time), None),
        doubt=doubt.report.evidence(_doubting(doubt), _doubter(doubt)) if doubt else None,
        outcome=what_came,
        tellings=tellings(thread.told, recalled),
        confidence=max(t.fact.confidence for t in current),
        undated=thread.undated,
        revised=revisions(thread.told, recalled, lambda fact: fact.date, lambda fact: fact.attribution),
    )


def _fullest(told: list[Telling]) -> Telling:
    """The telling whose subject says most in a few words."""
    return max(told, key=lambda t: (t.fact.confidence >= 0.5, min(len(t.profile.subject), 6), t.fact.confidence, -len(t.fact.subject)))


def _doubter(telling: Telling) -> str | None:
    """Who doubts: whom the text names for the doubt; where the one sentence that tells the thing doubts it, who says that."""
    return telling.fact.doubted_by or (None if telling.fact.also else telling.fact.attribution)


def _doubting(telling: Telling) -> Sentence:
    """The sentence that doubts: the last one told, since doubt is told after the thing itself."""
    return telling.fact.also[-1] if telling.fact.also else telling.fact.evidence


def _lifts(telling: Telling, doubt: Telling) -> bool:
    """Whether a later report tells it as set again."""
    return telling.published > doubt.published and telling.fact.status in (DeadlineStatus.SET, DeadlineStatus.EXTENDED)


def _ended(thread: Thread, standing: Standing, now: datetime, outcomes: Outcomes) -> tuple[Evidence | None, DeadlineState | None]:
    """What came of it once its day is here, and the state that leaves; (None, None) while it is still ahead."""
    if thread.undated:
        return None, DeadlineState.MOVED
    if thread.told[-1].fact.status is DeadlineStatus.CANCELLED:
        return None, DeadlineState.CANCELLED
    if not calendar.reached(standing.first, now):
        return None, None
    words = frozenset().union(*(t.profile.subject for t in thread.told[:3]))
    names = frozenset().union(*(proper(t.fact.evidence.text) for t in thread.told[:3]))
    held = thread.told[0].fact.kind is DeadlineKind.MEETING
    around = frozenset().union(*(tokens(t.fact.evidence.text) for t in thread.told[-3:])) if held else frozenset()
    found = outcomes.of(words, names, calendar.span(standing.first)[1], held=held, around=around)
    if found:
        return found
    return None, DeadlineState.PASSED if calendar.over(standing.date, now) else None


def _ahead(standing: Standing, doubt: Telling | None) -> DeadlineState:
    if doubt:
        return DeadlineState.TENTATIVE
    return DeadlineState.MOVED if standing.earlier else DeadlineState.UPCOMING
