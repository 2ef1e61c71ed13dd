"""What is new of an incident or a figure: told for the first time, risen, corrected."""

from __future__ import annotations

from datetime import datetime, timedelta

from digests.compose.corrections import because, of_counts
from digests.compose.points import SURE, point
from digests.model import Dispute, Incident, KeyPoint, PointKind, Scope, Series, Told, Toll
from digests.story import calendar

__all__ = ["figure", "news", "state"]

_OLD = timedelta(days=7)  #: what was last told longer ago is no news to a new reader
_COUNTS = ("killed", "injured", "missing", "captured")


def state(i: Incident) -> str:
    """What readers know of it, as ``told`` keeps it."""
    return "/".join(_count(getattr(i, name)) for name in _COUNTS)


def _count(toll: Toll | None) -> str:
    return "-" if toll is None else str(toll.latest)


def news(i: Incident, before: str | None, dispute: Dispute | None, now: datetime) -> KeyPoint | None:
    """The line it deserves after ``before`` was told of it; None where that still holds."""
    if i.confidence < SURE or not any(getattr(i, name) for name in _COUNTS):
        return None
    newest = i.history[-1].evidence
    shown = tuple(dict.fromkeys(h.evidence for h in reversed(i.history) if not h.part))[:3] or (newest,)
    if before is None:
        if now - newest.published > _OLD or _day_long_past(i, now):
            return None
        return point(PointKind.CASUALTIES, i.key, i, shown, disputed=dispute, more=_grave(i))
    now_told = state(i)
    if now_told == before:
        return None
    rose, fell, was = _difference(before, now_told)
    if revision := of_counts(i, before, now_told):
        why = because(revision)
        return point(PointKind.CORRECTED, i.key, i, shown, before=was, disputed=dispute, more=_grave(i), why=why, revision=revision)
    if fell:
        return point(PointKind.CORRECTED, i.key, i, shown, before=was, disputed=dispute, more=_grave(i))
    if rose:
        return point(PointKind.UPDATED, i.key, i, shown, before=was, disputed=dispute, more=_grave(i))
    return None


def _day_long_past(i: Incident, now: datetime) -> bool:
    return i.date is not None and now.date() - calendar.span(i.date)[1] > 3 * _OLD


def _grave(i: Incident) -> float:
    killed = i.killed.latest if i.killed else 0
    return 0.1 if killed >= 50 else 0.06 if killed >= 10 else 0.03 if killed else -0.1


def _difference(before: str, after: str) -> tuple[bool, bool, str]:
    """Whether a count rose or was first told, whether the number of dead or injured fell, and what was told before in words."""
    rose = fell = False
    was: list[str] = []
    for name, a, b in zip(_COUNTS, before.split("/"), after.split("/"), strict=False):
        if a == b:
            continue
        if a != "-":
            was.append(f"{a} {name}")
        if b != "-" and (a == "-" or int(b) > int(a)):
            rose = True
        elif b != "-" and a != "-" and name in ("killed", "injured"):
            fell = True
        elif b != "-":
            rose = True
    return rose, fell, ", ".join(was)


def figure(s: Series, told: Told, now: datetime) -> KeyPoint | None:
    """A cumulative figure not told before; None for older and historic ones."""
    newest = s.evidence[-1]
    if (
        any(key in told for key in (s.key, *s.tellings))
        or s.scope is Scope.HISTORIC
        or now - newest.published > _OLD
        or not (s.killed or s.injured)
    ):
        return None
    return point(PointKind.FIGURE, s.key, s, (newest,))
