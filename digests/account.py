"""A Story as one JSON object: what ``dateline replay --json`` writes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from digests.model import DeadlineState, Dispute, Evidence, Incident, Series, Story, StoryDeadline, StoryPosition, Toll

__all__ = ["row"]

Row = dict[str, Any]


def row(story: Story, ident: str, articles: Iterable[str], ids: dict[str, str]) -> Row:
    """The account of a story.

    ``articles`` are article ids in the order read; ``ids`` gives the id of each article key that evidence names.
    """
    return {
        "story": ident,
        "as_of": story.as_of.isoformat(),
        "articles": list(articles),
        "deadlines": [_deadline(d, ids) for d in story.deadlines],
        "incidents": [_incident(i, ids) for i in story.incidents],
        "series": [_series(s, ids) for s in story.series],
        "positions": [_position(p, ids) for p in story.positions],
        "disputes": [_dispute(d, ids) for d in story.disputes],
    }


def _evidence(e: Evidence, ids: dict[str, str]) -> Row:
    return {
        "article": e.article_id or ids.get(e.sentence.article, e.sentence.article),
        "outlet": e.outlet,
        "published": e.published.isoformat(),
        "quote": e.sentence.text,
        "attribution": e.attribution,
    }


def _deadline(d: StoryDeadline, ids: dict[str, str]) -> Row:
    return {
        "subject": d.subject,
        "date": None if d.undated else d.date,
        "time": d.time,
        "timezone": d.timezone,
        "kind": d.kind.value,
        "status": (DeadlineState.MOVED if d.earlier_dates and d.state is DeadlineState.UPCOMING else d.state).value,
        "proposed": d.proposed,
        "earlier_dates": [*d.earlier_dates, *([d.date] if d.undated else [])],
        "doubt": _evidence(d.doubt, ids) if d.doubt else None,
        "outcome": _evidence(d.outcome, ids) if d.outcome else None,
        "confidence": round(d.confidence, 3),
        "evidence": [_evidence(e, ids) for e in d.evidence],
    }


def _toll(toll: Toll | None) -> Row | None:
    return None if toll is None else {"low": toll.low, "high": toll.high, "latest": toll.latest, "qualifier": toll.qualifier.value}


def _incident(i: Incident, ids: dict[str, str]) -> Row:
    history = [
        {
            **_evidence(h.evidence, ids),
            "killed": h.killed,
            "injured": h.injured,
            "missing": h.missing,
            "captured": h.captured,
            "qualifier": h.qualifier.value,
            "part": h.part,
        }
        for h in i.history
    ]
    tolls = {name: _toll(getattr(i, name)) for name in ("killed", "injured", "missing", "captured")}
    return {"place": i.place, "date": i.date, "what": i.what, **tolls, "confidence": round(i.confidence, 3), "history": history}


def _series(s: Series, ids: dict[str, str]) -> Row:
    return {
        "what": s.what,
        "scope": s.scope.value,
        "killed": s.killed,
        "injured": s.injured,
        "qualifier": s.qualifier.value,
        "since": s.since,
        "attribution": s.evidence[-1].attribution,
        "evidence": [_evidence(e, ids) for e in s.evidence],
    }


def _position(p: StoryPosition, ids: dict[str, str]) -> Row:
    history = [
        {**_evidence(h.evidence, ids), "stance": h.stance.value, "issue": h.issue, "speaker": h.speaker, "condition": h.condition}
        for h in p.history
    ]
    held = p.held
    return {
        "party": p.party,
        "issue": p.issue,
        "stance": held.stance.value,
        "speaker": held.speaker,
        "since": p.since.isoformat(),
        "confidence": round(p.confidence, 3),
        "history": history,
    }


def _dispute(d: Dispute, ids: dict[str, str]) -> Row:
    sides = [{"who": s.who, "claim": s.claim, **_evidence(s.evidence, ids)} for s in d.sides]
    return {"about": d.about, "sides": sides}
