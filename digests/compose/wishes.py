"""Which lines readers want, and which of them they are waiting for."""

from __future__ import annotations

from dataclasses import replace

from digests.compose.deadlines import remindable
from digests.model import Dispute, Incident, KeyPoint, PointKind, Section, Series, StoryDeadline, StoryPosition, Wish
from digests.topics import holds

__all__ = ["mark", "section", "wanted", "watched"]


def section(point: KeyPoint) -> Section:
    """The kind of a line as readers choose among them."""
    if point.kind is PointKind.DISPUTED:
        return Section.DISPUTES
    match point.item:
        case StoryDeadline():
            return Section.DEADLINES
        case Incident():
            return Section.CASUALTIES
        case Series():
            return Section.FIGURES
        case StoryPosition():
            return Section.POSITIONS
        case Dispute():
            return Section.DISPUTES


def wanted(point: KeyPoint, wish: Wish) -> bool:
    """Whether readers of a wish are told a line. A watched word and a correction outweigh the lowest weight, and nothing else."""
    if section(point) in wish.without or _muted(point, wish) or _reminded(point, wish):
        return False
    if isinstance(point.item, StoryPosition) and wish.parties and point.item.party not in wish.parties:
        return False
    awaited = watched(point, wish)
    if wish.watched_only and wish.watch and not awaited:
        return False
    return awaited or point.weight >= wish.weight or point.kind is PointKind.CORRECTED


def watched(point: KeyPoint, wish: Wish) -> bool:
    """Whether a line holds one of the words that readers watch for: in what it tells, or in a sentence behind it."""
    return bool(wish.watch) and holds(wish.watch, "\n".join(_told(point)))


def mark(wish: Wish) -> str:
    """What of a wish enters an edition's key: nothing where all is told."""
    plain = replace(wish, near=False, outcomes=False)
    return "" if plain == Wish() else repr(plain)


def _told(point: KeyPoint) -> list[str]:
    item = point.item
    words = [evidence.sentence.text for evidence in point.evidence]
    match item:
        case StoryDeadline():
            words.append(item.subject)
        case Incident():
            words += [item.what, item.place or ""]
        case Series():
            words.append(item.what)
        case StoryPosition():
            words += [item.party, item.held.issue]
        case Dispute():
            words += [item.about, *(side.who for side in item.sides)]
    return words


def _muted(point: KeyPoint, wish: Wish) -> bool:
    return not set(wish.muted).isdisjoint((point.thread, *getattr(point.item, "tellings", ())))


def _reminded(point: KeyPoint, wish: Wish) -> bool:
    """Whether a reminder says it."""
    if not isinstance(point.item, StoryDeadline) or not remindable(point.item):
        return False
    if point.kind is PointKind.SOON:
        return not wish.near
    return point.kind is PointKind.ENDED and point.item.outcome is not None and not wish.outcomes
