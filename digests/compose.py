"""From the account and what readers were told so far to a digest of what is new, or to nothing.

What was told of a thread is one short string (``_state`` below); a thread is known again by any of its tellings, so that a
late article that becomes its first telling does not make it news a second time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from digests.model import (
    DeadlineState,
    Digest,
    Dispute,
    Evidence,
    Incident,
    KeyPoint,
    PointKind,
    Scope,
    Series,
    Stance,
    Story,
    StoryDeadline,
    StoryPosition,
    Told,
    Toll,
    key_of,
)
from digests.story import calendar
from digests.story.positions import changed

__all__ = ["SURE", "compose"]

#: A reading under this confidence is in no digest; ``/status`` may show it as unconfirmed.
SURE = 0.5
#: Lines of one digest, and how many of them may be stances.
MOST, MOST_POSITIONS = 16, 9
#: A digest goes out only where one of its lines weighs at least this; the rest waits for it.
WORTH = 0.4
_SOON = timedelta(hours=30)  #: a day that begins within this is due soon
_OLD = {"incident": timedelta(days=7), "position": timedelta(days=14), "series": timedelta(days=7)}
_COUNTS = ("killed", "injured", "missing", "captured")
_WEIGHT = {
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


def compose(story: Story, title: str, told: Told, now: datetime, edition: str | None = None, *, bounded: bool = True) -> Digest | None:
    """What of a story is new to readers who were told ``told``; None where there is nothing worth a post.

    ``edition`` is the key of the last edition these readers had: it enters the new one's, so that the same news for the same
    readers is always the same edition. The digest's ``told`` is what they will have been told once it is out, lines left out
    for length included. ``bounded=False`` leaves nothing out: for a reader who asked for all of it, not for a post.
    """
    disputes = {d.touches: d for d in story.disputes if d.touches}
    fresh = [p for p in _points(story, told, disputes, now) if p is not None]
    chosen, left_out = _bounded(fresh) if bounded else (sorted(fresh, key=_rank), 0)
    if not chosen or chosen[0].weight < WORTH:
        return None
    known = dict(_known(story, disputes, now))
    key = key_of("edition", story.topic, edition, *(f"{p.thread}={known.get(p.thread)}" for p in chosen))
    return Digest(story.topic, title, key, now, tuple(chosen), known, left_out)


def _rank(point: KeyPoint) -> tuple[float, str]:
    return -point.weight, point.thread


def _bounded(points: list[KeyPoint]) -> tuple[list[KeyPoint], int]:
    """The heaviest lines, stances not crowding out the rest."""
    ranked = sorted(points, key=_rank)
    stances = [p for p in ranked if isinstance(p.item, StoryPosition)][MOST_POSITIONS:]
    dropped = {p.thread for p in stances}
    kept = [p for p in ranked if p.thread not in dropped][:MOST]
    return kept, len(ranked) - len(kept)


def _points(story: Story, told: Told, disputes: Mapping[str, Dispute], now: datetime) -> Iterator[KeyPoint | None]:
    for d in story.deadlines:
        yield _deadline(d, _before(told, d.key, d.tellings), disputes.get(d.key), now)
    for i in story.incidents:
        yield _incident(i, _before(told, i.key, i.tellings), disputes.get(i.key), now)
    for s in story.series:
        yield _figure(s, told, now)
    for p in story.positions:
        yield _position(p, _before(told, p.key, p.tellings), now)
    for dispute in story.disputes:
        if not dispute.touches and dispute.key not in told:
            yield _point(PointKind.DISPUTED, dispute.key, dispute, tuple(s.evidence for s in dispute.sides))


def _before(told: Told, key: str, tellings: Iterable[str]) -> str | None:
    return next((told[k] for k in (key, *tellings) if k in told), None)


def _known(story: Story, disputes: Mapping[str, Dispute], now: datetime) -> Iterator[tuple[str, str]]:
    """What readers know of every thread once this digest is out. Threads too unsure to be told are not in it."""
    for d in story.deadlines:
        if d.confidence >= SURE:
            yield d.key, _deadline_state(d, disputes.get(d.key), now)
    for i in story.incidents:
        if i.confidence >= SURE:
            yield i.key, _incident_state(i)
    for s in story.series:
        yield s.key, f"{s.killed}/{s.injured}"
    for p in story.positions:
        if p.confidence >= SURE:
            yield p.key, f"{p.held.stance.value}|{p.held.issue}"
    for dispute in story.disputes:
        if not dispute.touches:
            yield dispute.key, "told"


def _point(
    kind: PointKind,
    thread: str,
    item: StoryDeadline | Incident | Series | StoryPosition | Dispute,
    evidence: tuple[Evidence, ...],
    *,
    before: str | None = None,
    disputed: Dispute | None = None,
    more: float = 0.0,
) -> KeyPoint:
    return KeyPoint(kind, thread, item, evidence, before, min(1.0, _WEIGHT[kind] + more), disputed)


# ── deadlines ──────────────────────────────────────────────────────────────────────────────────────────────

_PAST = (DeadlineState.PASSED, DeadlineState.MET, DeadlineState.MISSED)


def _stage(d: StoryDeadline, now: datetime) -> str:
    if d.state in _PAST:
        return f"ended{'+' if d.outcome else ''}"
    if d.state is DeadlineState.CANCELLED:
        return "cancelled"
    if d.state is DeadlineState.TENTATIVE:
        return "doubt"
    return "soon" if _soon(d, now) else "ahead"


def _soon(d: StoryDeadline, now: datetime) -> bool:
    first = calendar.span(d.date)[0]
    return len(d.date) == 10 and now.date() <= first and (first - now.date()).days <= _SOON.total_seconds() // 86400


def _deadline_state(d: StoryDeadline, dispute: Dispute | None, now: datetime) -> str:
    outlets = len({e.outlet for e in d.evidence})
    return "|".join((d.date, _stage(d, now), "disputed" if dispute else "", "1" if outlets < 2 else "2"))


def _deadline(d: StoryDeadline, before: str | None, dispute: Dispute | None, now: datetime) -> KeyPoint | None:
    if d.confidence < SURE:
        return None
    stage = _stage(d, now)
    if before is None:
        if stage.startswith("ended") or stage == "cancelled":
            return None  # it was over before these readers came
        kind = PointKind.DOUBT if stage == "doubt" and len(d.evidence) > 1 and d.doubt and _apart(d) else PointKind.DUE
        return _point(kind, d.key, d, _shown(d), disputed=dispute, more=_pressing(d, now) - (0.1 if d.proposed else 0.0))
    date, was, disputed, sources = (*before.split("|"), "", "", "")[:4]
    if not calendar.compatible(date, d.date) and not stage.startswith("ended"):
        return _point(PointKind.MOVED, d.key, d, _shown(d), before=date, disputed=dispute)
    return _deadline_turn(d, stage, was, (disputed, sources), dispute, now)


def _deadline_turn(
    d: StoryDeadline, stage: str, was: str, flags: tuple[str, str], dispute: Dispute | None, now: datetime
) -> KeyPoint | None:
    """What changed in how a deadline stands, its day being the one told."""
    kind = None
    if stage.startswith("ended") and was != stage:
        kind = PointKind.ENDED
    elif stage == "cancelled" and was != "cancelled":
        kind = PointKind.CANCELLED
    elif stage == "doubt" and was != "doubt":
        kind = PointKind.DOUBT
    elif was in ("doubt", "cancelled") and stage in ("ahead", "soon"):
        return _point(PointKind.CONFIRMED, d.key, d, _shown(d), more=0.3)
    elif stage == "soon" and was == "ahead":
        kind = PointKind.SOON
    elif dispute and not flags[0]:
        evidence = tuple(s.evidence for s in dispute.sides)
        return _point(PointKind.DISPUTED, d.key, d, evidence, disputed=dispute)
    elif flags[1] == "1" and len({e.outlet for e in d.evidence}) > 1 and stage in ("ahead", "soon"):
        kind = PointKind.CONFIRMED
    return _point(kind, d.key, d, _shown(d), disputed=dispute if not flags[0] else None) if kind else None


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


# ── casualties ─────────────────────────────────────────────────────────────────────────────────────────────


def _incident_state(i: Incident) -> str:
    return "/".join(_count(getattr(i, name)) for name in _COUNTS)


def _count(toll: Toll | None) -> str:
    return "-" if toll is None else str(toll.latest)


def _incident(i: Incident, before: str | None, dispute: Dispute | None, now: datetime) -> KeyPoint | None:
    if i.confidence < SURE or not any(getattr(i, name) for name in _COUNTS):
        return None
    newest = i.history[-1].evidence
    shown = tuple(dict.fromkeys(h.evidence for h in reversed(i.history) if not h.part))[:3] or (newest,)
    if before is None:
        if now - newest.published > _OLD["incident"] or _day_long_past(i, now):
            return None
        return _point(PointKind.CASUALTIES, i.key, i, shown, disputed=dispute, more=_grave(i))
    state = _incident_state(i)
    if state == before:
        return None
    rose, fell, was = _difference(before, state)
    if fell:
        return _point(PointKind.CORRECTED, i.key, i, shown, before=was, disputed=dispute, more=_grave(i))
    if rose:
        return _point(PointKind.UPDATED, i.key, i, shown, before=was, disputed=dispute, more=_grave(i))
    return None


def _day_long_past(i: Incident, now: datetime) -> bool:
    return i.date is not None and now.date() - calendar.span(i.date)[1] > 3 * _OLD["incident"]


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


def _figure(s: Series, told: Told, now: datetime) -> KeyPoint | None:
    newest = s.evidence[-1]
    if s.key in told or s.scope is Scope.HISTORIC or now - newest.published > _OLD["series"] or not (s.killed or s.injured):
        return None
    return _point(PointKind.FIGURE, s.key, s, (newest,))


# ── positions ──────────────────────────────────────────────────────────────────────────────────────────────


def _position(p: StoryPosition, before: str | None, now: datetime) -> KeyPoint | None:
    if p.confidence < SURE:
        return None
    held = p.held
    if before is None:
        if now - held.evidence.published > _OLD["position"]:
            return None
        return _point(PointKind.POSITION, p.key, p, (held.evidence,), more=_worth(p, now))
    was = before.partition("|")[0]
    if was == held.stance.value or not changed(Stance(was), held.stance):
        return None
    earlier = [h.evidence for h in p.history if h.stance.value == was][-1:]
    return _point(PointKind.CHANGED, p.key, p, (held.evidence, *earlier), before=before.replace("|", ": ", 1))


def _worth(p: StoryPosition, now: datetime) -> float:
    """Fresh stances, sure readings and clear refusals or demands first."""
    fresh = 0.05 if now - p.held.evidence.published <= timedelta(days=1) else 0.0
    clear = 0.03 if p.held.stance in (Stance.DEMANDS, Stance.REJECTS, Stance.PROPOSES, Stance.CONDITIONS, Stance.THREATENS) else 0.0
    return fresh + clear + 0.1 * (p.confidence - 0.75)
