"""What is new of a party's position: told for the first time, or changed."""

from __future__ import annotations

from datetime import datetime, timedelta

from digests.compose.corrections import because, of_value
from digests.compose.points import SURE_STANCE, point
from digests.model import KeyPoint, PointKind, Stance, StoryPosition
from digests.story.positions import changed

__all__ = ["news", "state"]

_OLD = timedelta(days=14)  #: what was last said longer ago is no news to a new reader


def state(p: StoryPosition) -> str:
    """What readers know of it, as ``told`` keeps it."""
    return f"{p.held.stance.value}|{p.held.issue}"


def news(p: StoryPosition, before: str | None, now: datetime) -> KeyPoint | None:
    """The line it deserves after ``before`` was told of it; None where that still holds."""
    if p.confidence < SURE_STANCE:
        return None
    held = p.held
    if before is None:
        if now - held.evidence.published > _OLD:
            return None
        return point(PointKind.POSITION, p.key, p, (held.evidence,), more=_worth(p, now))
    was = before.partition("|")[0]
    if was == held.stance.value or not changed(Stance(was), held.stance):
        return None
    if revision := of_value(p, was):
        why = because(revision)
        return point(PointKind.CORRECTED, p.key, p, (held.evidence,), before=before.replace("|", ": ", 1), why=why, revision=revision)
    earlier = [h.evidence for h in p.history if h.stance.value == was][-1:]
    return point(PointKind.CHANGED, p.key, p, (held.evidence, *earlier), before=before.replace("|", ": ", 1))


def _worth(p: StoryPosition, now: datetime) -> float:
    """Fresh stances, sure readings and clear refusals or demands first."""
    fresh = 0.05 if now - p.held.evidence.published <= timedelta(days=1) else 0.0
    clear = 0.03 if p.held.stance in (Stance.DEMANDS, Stance.REJECTS, Stance.PROPOSES, Stance.CONDITIONS, Stance.THREATENS) else 0.0
    return fresh + clear + 0.1 * (p.confidence - 0.75)
