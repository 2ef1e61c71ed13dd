"""The key points of a story: found by those who run the desk, and ruled on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from digests import rulings
from digests.desk.audit import acting
from digests.errors import InputError
from digests.ledger import Ledger
from digests.model import Anchor, Evidence, Incident, Reading, Ruling, Series, Story, StoryDeadline, StoryPosition, Verdict

__all__ = ["Item", "Point", "correct", "find_point", "part", "points", "rule", "undo"]

Item = StoryDeadline | Incident | StoryPosition | Series
_REASON = 200


@dataclass(frozen=True, slots=True)
class Point:
    """A key point as the desk names it."""

    short: str  #: ``#1a2b3c4d``: stays the same while the story does
    kind: str  #: ``deadline``, ``casualties`` or ``position``; ``figure`` for cumulative ones
    item: Item

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Its tellings, oldest first."""
        match self.item:
            case StoryDeadline() | Series():
                return self.item.evidence
            case _:
                return tuple(told.evidence for told in self.item.history)


def points(story: Story) -> tuple[Point, ...]:
    """Every key point of a story: deadlines, incidents, positions, figures, each in the story's order."""
    told: list[tuple[str, Item]] = [("deadline", item) for item in story.deadlines]
    told += [("casualties", item) for item in story.incidents]
    told += [("position", item) for item in story.positions]
    told += [("figure", item) for item in story.series]
    return tuple(Point(f"#{item.key[:8]}", kind, item) for kind, item in told)


def find_point(known: Iterable[Point], typed: str) -> Point:
    """The key point of a short name, or the beginning of one. Raises InputError where it is none, or may be several."""
    wanted = typed.strip().lower().removeprefix("#")
    found = [point for point in known if wanted and point.item.key.startswith(wanted)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise InputError(typed, f"there is no key point “{typed[:20]}” in this story; facts TOPIC lists them")
    raise InputError(typed, f"“{typed[:20]}” may be any of {len(found)} key points; give more letters")


def rule(
    ledger: Ledger, who: str, topic: str, verdict: Verdict, point: Point, what: str, reason: str, now: datetime, other: Point | None = None
) -> Ruling:
    """Hide a key point or pin it, or say that it and ``other`` are the same, or are not. Raises InputError."""
    if verdict is Verdict.HIDE and not reason.strip():
        raise InputError(point.short, "a reason is needed; readers and colleagues will ask")
    if other is not None and other.kind != point.kind:
        raise InputError(
            other.short, f"{point.short} is a {point.kind} and {other.short} a {other.kind}: two of a kind can be joined or parted"
        )
    if other is not None and other.item.key == point.item.key:
        raise InputError(other.short, "that is one key point; to part it, name one of its tellings by number")
    readings = ledger.readings(topic)
    anchors = _anchors(readings, _keys(point.item))
    others = () if other is None else _anchors(readings, _keys(other.item))
    return _put(ledger, who, Ruling(topic, verdict, anchors, now, who, what, others, reason=_reason(reason)), point)


def part(ledger: Ledger, who: str, topic: str, point: Point, telling: int, what: str, reason: str, now: datetime) -> Ruling:
    """Say that one telling of a key point, counted from 1, is of another thing. Raises InputError."""
    evidence = point.evidence
    if len(evidence) < 2:
        raise InputError(point.short, "it has one telling; there is nothing to part")
    if not 1 <= telling <= len(evidence):
        raise InputError(str(telling), f"there is no telling {telling}; they are numbered 1 to {len(evidence)}")
    sentence = evidence[telling - 1].sentence
    readings = ledger.readings(topic)
    keys = _keys(point.item)
    others = _anchors((r for r in readings if r.article.key == sentence.article), keys, sentence.text)
    anchors = tuple(anchor for anchor in _anchors(readings, keys) if anchor not in others)
    if not anchors or not others:
        raise InputError(point.short, "its tellings stand in one sentence; there is nothing to part")
    return _put(ledger, who, Ruling(topic, Verdict.APART, anchors, now, who, what, others, reason=_reason(reason)), point)


def correct(ledger: Ledger, who: str, topic: str, point: Point, field: str, typed: str, what: str, reason: str, now: datetime) -> Ruling:
    """Put a field of a key point right, in every telling that tells it as it stands now. Raises InputError."""
    if point.kind == "figure":
        raise InputError(point.short, "a figure over longer times can be hidden, not corrected")
    if not reason.strip():
        raise InputError(point.short, "a reason is needed; it is shown with the correction")
    value = rulings.valued(point.kind, field, typed)
    readings = ledger.readings(topic)
    keys = _keys(point.item)
    facts = [(reading, fact) for reading in readings for fact in _facts(reading, keys)]
    stands = _standing(point.item, field)
    if value == stands:
        raise InputError(field, f"its {field} is {value or 'empty'} already")
    own = [(reading, fact) for reading, fact in facts if rulings.shown(getattr(fact, field)) == stands] or facts
    anchors = tuple(dict.fromkeys(rulings.anchor(reading, fact) for reading, fact in own))
    ruling = Ruling(topic, Verdict.CORRECT, anchors, now, who, what, field=field, value=value, was=stands, reason=_reason(reason))
    return _put(ledger, who, ruling, point)


def undo(ledger: Ledger, who: str, number: int, now: datetime) -> Ruling:
    """Let a ruling stand no more. Raises InputError where none of that number stands."""
    with acting(ledger, who, "facts undo", str(number), now) as doing:
        ruling = ledger.undo_ruling(number, now)
        if ruling is None:
            raise InputError(str(number), f"no ruling {number} stands; facts rulings lists them")
        doing.detail = f"{ruling.verdict.value}: {ruling.what}"
    return ruling


def _put(ledger: Ledger, who: str, ruling: Ruling, point: Point) -> Ruling:
    if not ruling.anchors:
        raise InputError(point.short, "what was read of it is not on file any more")
    with acting(ledger, who, f"facts {ruling.verdict.value}", f"{ruling.topic} {point.short}", ruling.at) as doing:
        put = ledger.put_ruling(ruling)
        change = f"{ruling.field} {ruling.was or 'none'} → {ruling.value or 'none'}: " if ruling.field else ""
        doing.detail = f"{change}{ruling.reason or ruling.what}"
    return put


def _standing(item: Item, field: str) -> str:
    """A field of a key point as it is shown now."""
    match item:
        case Incident() if field in ("killed", "injured", "missing", "captured"):
            toll = getattr(item, field)
            return "" if toll is None else str(toll.latest)
        case StoryPosition() if field in ("stance", "issue", "speaker", "condition"):
            return rulings.shown(getattr(item.held, field))
        case _:
            return rulings.shown(getattr(item, field, None))


def _keys(item: Item) -> frozenset[str]:
    return frozenset((item.key, *getattr(item, "tellings", ())))


def _facts(reading: Reading, keys: frozenset[str]) -> list[rulings.Fact]:
    return [fact for fact in rulings.facts_of(reading.facts) if fact.key in keys]


def _anchors(readings: Iterable[Reading], keys: frozenset[str], sentence: str | None = None) -> tuple[Anchor, ...]:
    return tuple(
        dict.fromkeys(
            rulings.anchor(reading, fact)
            for reading in readings
            for fact in _facts(reading, keys)
            if sentence in (None, fact.evidence.text)
        )
    )


def _reason(reason: str) -> str:
    reason = " ".join(reason.split())
    if len(reason) > _REASON:
        raise InputError("reason", f"the reason is longer than {_REASON} letters")
    return reason
