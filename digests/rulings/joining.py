"""Two key points that the desk says are one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

from digests.model import Incident, StoryDeadline, StoryPosition, Toll

__all__ = ["joined"]

T = TypeVar("T", StoryDeadline, Incident, StoryPosition)
#: as in the folding of tolls: a higher figure told this much later has overtaken the lower one
_FRESH = timedelta(hours=12)


def joined(first: T, second: T) -> T:
    """Both as one, under the first one's key and words: what was told last of either holds."""
    tellings = tuple(dict.fromkeys((*first.tellings, second.key, *second.tellings)))
    match first, second:
        case StoryDeadline(), StoryDeadline():
            return _deadline(first, second, tellings)
        case Incident(), Incident():
            return _incident(first, second, tellings)
        case StoryPosition(), StoryPosition():
            return _position(first, second, tellings)
        case _:
            return first


def _position(first: StoryPosition, second: StoryPosition, tellings: tuple[str, ...]) -> StoryPosition:
    newer = max(first, second, key=lambda item: item.held.evidence.published)
    return replace(
        first,
        issue=newer.issue,
        history=tuple(sorted((*first.history, *second.history), key=lambda held: held.evidence.published)),
        since=min(first.since, second.since) if first.held.stance is second.held.stance else newer.since,
        tellings=tellings,
        confidence=max(first.confidence, second.confidence),
    )


def _deadline(first: StoryDeadline, second: StoryDeadline, tellings: tuple[str, ...]) -> StoryDeadline:
    newer, older = (first, second) if first.evidence[-1].published >= second.evidence[-1].published else (second, first)
    days = dict.fromkeys((*older.earlier_dates, older.date, *newer.earlier_dates))
    return replace(
        newer,
        key=first.key,
        subject=first.subject,
        evidence=tuple(sorted((*first.evidence, *second.evidence), key=lambda one: one.published)),
        earlier_dates=tuple(day for day in days if day != newer.date),
        doubt=newer.doubt,
        outcome=newer.outcome or older.outcome,
        tellings=tellings,
        confidence=max(first.confidence, second.confidence),
    )


def _incident(first: Incident, second: Incident, tellings: tuple[str, ...]) -> Incident:
    history = tuple(sorted((*first.history, *second.history), key=lambda report: report.evidence.published))
    newer, older = (first, second) if first.history[-1].evidence.published >= second.history[-1].evidence.published else (second, first)
    later = newer.history[-1].evidence.published - older.history[-1].evidence.published > _FRESH
    return replace(
        first,
        what=first.what or second.what,
        place=first.place or second.place,
        date=first.date or second.date,
        history=history,
        killed=_toll(newer.killed, older.killed, later),
        injured=_toll(newer.injured, older.injured, later),
        missing=_toll(newer.missing, older.missing, later),
        captured=_toll(newer.captured, older.captured, later),
        tellings=tellings,
        confidence=max(first.confidence, second.confidence),
    )


def _toll(newer: Toll | None, older: Toll | None, later: bool) -> Toll | None:
    if newer is None or older is None:
        return newer or older
    if later and newer.latest >= older.high:
        return newer
    return replace(newer, low=min(newer.low, older.low), high=max(newer.high, older.high))
