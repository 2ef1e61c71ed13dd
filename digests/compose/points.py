"""How a line of a digest is made, and what it weighs."""

from __future__ import annotations

from digests.model import Dispute, Evidence, Incident, KeyPoint, PointKind, Revision, Series, StoryDeadline, StoryPosition

__all__ = ["SURE", "SURE_STANCE", "WEIGHT", "point"]

#: A reading under this confidence is in no digest; ``/status`` may show it as unconfirmed.
SURE = 0.5
#: The same for a stance. From 0.75 on five of six readings are right in party, sentence and stance, from 0.65 to 0.75 three of five
#: (over the open half of the real articles and those written for the project).
SURE_STANCE = 0.75
WEIGHT = {
    PointKind.CANCELLED: 0.95,
    PointKind.MOVED: 0.92,
    PointKind.ENDED: 0.9,
    PointKind.CORRECTED: 0.88,
    PointKind.UPDATED: 0.84,
    PointKind.DOUBT: 0.82,
    PointKind.CASUALTIES: 0.8,
    PointKind.CHANGED: 0.78,
    PointKind.DUE: 0.75,
    PointKind.SOON: 0.72,
    PointKind.DISPUTED: 0.65,
    PointKind.POSITION: 0.55,
    PointKind.CONFIRMED: 0.35,
    PointKind.FIGURE: 0.3,
}


def point(
    kind: PointKind,
    thread: str,
    item: StoryDeadline | Incident | Series | StoryPosition | Dispute,
    evidence: tuple[Evidence, ...],
    *,
    before: str | None = None,
    disputed: Dispute | None = None,
    more: float = 0.0,
    why: str = "",
    revision: Revision | None = None,
) -> KeyPoint:
    """A line of its kind's weight, or ``more``."""
    return KeyPoint(kind, thread, item, evidence, before, min(1.0, WEIGHT[kind] + more), disputed, why, revision)
