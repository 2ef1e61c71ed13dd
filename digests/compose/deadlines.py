"""What is new of a deadline: told for the first time, moved, doubted, confirmed, near, over."""

from __future__ import annotations

from datetime import datetime

from digests.compose.corrections import because, of_value
from digests.compose.points import SURE, point
from digests.model import DeadlineState, Dispute, Evidence, KeyPoint, PointKind, StoryDeadline
from digests.story import calendar

__all__ = ["news", "remindable", "state"]

_SOON_DAYS = 1  #: a day that is today or tomorrow is due soon

_PAST = (DeadlineState.PASSED, DeadlineState.MET, DeadlineState.MISSED)


def remindable(d: StoryDeadline) -> bool:
    """Whether a deadline can be reminded of: set on a day, surely read, not called off and not put off to no day."""
    off = d.undated or d.proposed or d.state is DeadlineState.CANCELLED
    return len(d.date) == 10 and d.confidence >= SURE and not off


def _stage(d: StoryDeadline, now: datetime) -> str:
    if d.state in _PAST:
        return f"ended{'+' if d.outcome else ''}"
    if d.state is DeadlineState.CANCELLED:
        return "cancelled"
    if d.state is DeadlineState.TENTATIVE:
        return "doubt"
    if d.undated:
        return "off"
    return "soon" if _soon(d, now) else "ahead"


def _soon(d: StoryDeadline, now: datetime) -> bool:
    first = calendar.span(d.date)[0]
    return len(d.date) == 10 and now.date() <= first and (first - now.date()).days <= _SOON_DAYS


def state(d: StoryDeadline, dispute: Dispute | None, now: datetime) -> str:
    """What readers know of it, as ``told`` keeps it."""
    outlets = len({e.source for e in d.evidence})
    return "|".join((d.date, _stage(d, now), "disputed" if dispute else "", "1" if outlets < 2 else "2"))


def news(d: StoryDeadline, before: str | None, dispute: Dispute | None, now: datetime) -> KeyPoint | None:
    """The line it deserves after ``before`` was told of it; None where that still holds."""
    if d.confidence < SURE:
        return None
    stage = _stage(d, now)
    if before is None:
        if stage.startswith("ended") or stage == "cancelled":
            return None  # it was over before these readers came
        if d.undated:
            return point(PointKind.MOVED, d.key, d, _shown(d), before=d.date, disputed=dispute)
        kind = PointKind.DOUBT if stage == "doubt" and len(d.evidence) > 1 and d.doubt and _apart(d) else PointKind.DUE
        return point(kind, d.key, d, _shown(d), disputed=dispute, more=_pressing(d, now) - (0.1 if d.proposed else 0.0))
    date, was, disputed, sources = (*before.split("|"), "", "", "")[:4]
    if not calendar.compatible(date, d.date) and (revision := of_value(d, date)):
        why = because(revision)
        return point(PointKind.CORRECTED, d.key, d, _shown(d), before=date, disputed=dispute, why=why, revision=revision)
    if not calendar.compatible(date, d.date) and not stage.startswith("ended") and not _still_held(date, dispute):
        put_right = any(one.field == "date" and one.was == date for one in d.desk)
        return point(PointKind.CORRECTED if put_right else PointKind.MOVED, d.key, d, _shown(d), before=date, disputed=dispute)
    return _turn(d, stage, was, (disputed, sources), dispute, now)


def _still_held(date: str, dispute: Dispute | None) -> bool:
    """Whether one side of a dispute about the day holds the day that was told."""
    return dispute is not None and len(date) == 10 and any(side.claim == calendar.spelled(date) for side in dispute.sides)


def _turn(d: StoryDeadline, stage: str, was: str, flags: tuple[str, str], dispute: Dispute | None, now: datetime) -> KeyPoint | None:
    """What changed in how a deadline stands, its day being the one told."""
    kind = None
    if stage == "off" and was != "off":
        return point(PointKind.MOVED, d.key, d, _shown(d), before=d.date, disputed=dispute)
    if stage.startswith("ended") and was != stage:
        kind = PointKind.ENDED
    elif stage == "cancelled" and was != "cancelled":
        kind = PointKind.CANCELLED
    elif stage == "doubt" and was != "doubt":
        kind = PointKind.DOUBT
    elif was in ("doubt", "cancelled", "off") and stage in ("ahead", "soon"):
        return point(PointKind.CONFIRMED, d.key, d, _shown(d), more=0.3)
    elif stage == "soon" and was == "ahead":
        kind = PointKind.SOON
    elif dispute and not flags[0]:
        evidence = tuple(s.evidence for s in dispute.sides)
        return point(PointKind.DISPUTED, d.key, d, evidence, disputed=dispute)
    elif flags[1] == "1" and len({e.source for e in d.evidence}) > 1 and stage in ("ahead", "soon"):
        kind = PointKind.CONFIRMED
    return point(kind, d.key, d, _shown(d), disputed=dispute if not flags[0] else None) if kind else None


def _apart(d: StoryDeadline) -> bool:
    """Whether the doubt came in another article than the thing itself."""
    return d.doubt is not None and d.doubt.sentence.article != d.evidence[0].sentence.article


def _pressing(d: StoryDeadline, now: datetime) -> float:
    days = (calendar.span(d.date)[0] - now.date()).days
    return 0.1 if days <= 2 else 0.05 if days <= 7 else 0.0 if days <= 60 else -0.1


def _shown(d: StoryDeadline) -> tuple[Evidence, ...]:
    """The sentences behind the line: what came of it, what doubts it, and the newest tellings of where it stands."""
    first = [e for e in (d.outcome, d.doubt) if e]
    rest = [e for e in reversed(d.evidence) if e not in first]
    return tuple([*first, *rest][:4])
