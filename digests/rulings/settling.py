"""A story put right after it was folded: what the desk hides, joins, parts and pins, and what it corrected shown as its word."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from digests.model import (
    Correction,
    Dispute,
    Facts,
    Incident,
    Reading,
    Ruling,
    Story,
    StoryDeadline,
    StoryPosition,
    Verdict,
)
from digests.rulings.anchors import facts_of
from digests.rulings.joining import joined

__all__ = ["Keys", "Retell", "settle"]

_Thread = StoryDeadline | Incident | StoryPosition
T = TypeVar("T", StoryDeadline, Incident, StoryPosition)
#: by the number of a ruling: the keys of its facts, and of the other side's
Keys = Mapping[int, tuple[frozenset[str], frozenset[str]]]
Retell = Callable[[tuple[Reading, ...]], Story]


def settle(
    story: Story, readings: tuple[Reading, ...], rulings: Iterable[Ruling], keys: Keys, aka: Mapping[str, str], retell: Retell
) -> Story:
    """The story as the desk has it.

    ``readings`` are amended ones; ``aka`` gives for the key of an amended fact the one it was read under, which readers may have
    been told; ``retell`` folds some readings by themselves.
    """
    rulings = tuple(rulings)
    for ruling in rulings:
        if ruling.verdict is Verdict.APART:
            story = _parted(story, readings, *keys[ruling.id], retell)
    deadlines: list[StoryDeadline] = list(story.deadlines)
    incidents: list[Incident] = list(story.incidents)
    positions: list[StoryPosition] = list(story.positions)
    series = list(story.series)
    gone: set[str] = set()
    for ruling in rulings:
        own, others = keys[ruling.id]
        if ruling.verdict is Verdict.SAME:
            deadlines = _join(deadlines, own, others)
            incidents = _join(incidents, own, others)
            positions = _join(positions, own, others)
        elif ruling.verdict is Verdict.HIDE:
            threads: tuple[_Thread, ...] = (*deadlines, *incidents, *positions)
            gone |= {item.key for item in threads if _is(item, own)}
            gone |= {item.key for item in series if item.key in own}
    standing = _Standing(rulings, keys, aka, gone)
    return replace(
        story,
        deadlines=standing.of(deadlines),
        incidents=standing.of(incidents),
        positions=standing.of(positions),
        series=tuple(item for item in series if item.key not in gone),
        disputes=tuple(_renamed(dispute, aka) for dispute in story.disputes if not _about(dispute, gone)),
    )


class _Standing:
    """What is left, pinned first, each with the desk's word on it."""

    def __init__(self, rulings: tuple[Ruling, ...], keys: Keys, aka: Mapping[str, str], gone: Collection[str]) -> None:
        self._rulings, self._keys, self._aka, self._gone = rulings, keys, aka, gone

    def of(self, items: Iterable[T]) -> tuple[T, ...]:
        left = [self._told(item) for item in items if item.key not in self._gone]
        return tuple(sorted(left, key=lambda item: not item.pinned))

    def _told(self, item: T) -> T:
        mine = [ruling for ruling in self._rulings if _is(item, self._keys[ruling.id][0])]
        desk = tuple(
            Correction(ruling.field, ruling.was, ruling.value, ruling.reason, ruling.at)
            for ruling in mine
            if ruling.verdict is Verdict.CORRECT
        )
        pinned = any(ruling.verdict is Verdict.PIN for ruling in mine)
        read: tuple[str, ...] = tuple(self._aka[key] for key in item.tellings if key in self._aka)
        if not desk and not pinned and not read:
            return item
        # Under the key it was read under: links, reminders and what readers were told go by it.
        key = self._aka.get(item.key, item.key)
        return replace(item, key=key, desk=desk, pinned=pinned, tellings=tuple(dict.fromkeys((*item.tellings, *read))))


def _is(item: StoryDeadline | Incident | StoryPosition, keys: Collection[str]) -> bool:
    return any(key in keys for key in (item.key, *item.tellings))


def _about(dispute: Dispute, gone: Collection[str]) -> bool:
    return bool(dispute.touches) and dispute.touches in gone


def _renamed(dispute: Dispute, aka: Mapping[str, str]) -> Dispute:
    return replace(dispute, touches=aka[dispute.touches]) if dispute.touches in aka else dispute


def _join(items: list[T], own: Collection[str], others: Collection[str]) -> list[T]:
    """The list with two of it made one, in the place of the first; as it is where they are one already or not there."""
    first = next((item for item in items if _is(item, own)), None)
    second = next((item for item in items if item is not first and _is(item, others)), None)
    if first is None or second is None:
        return items
    return [joined(first, second) if item is first else item for item in items if item is not second]


def _parted(story: Story, readings: tuple[Reading, ...], own: Collection[str], others: Collection[str], retell: Retell) -> Story:
    """The story with a thread that holds facts of both sides told as two."""
    threads: tuple[_Thread, ...] = (*story.deadlines, *story.incidents, *story.positions)
    for item in threads:
        keys = {item.key, *item.tellings}
        if keys & set(own) and keys & set(others):
            here = retell(_only(readings, keys - set(others)))
            there = retell(_only(readings, keys & set(others)))
            return replace(
                story,
                deadlines=_instead(story.deadlines, item, (*here.deadlines, *there.deadlines)),
                incidents=_instead(story.incidents, item, (*here.incidents, *there.incidents)),
                positions=_instead(story.positions, item, (*here.positions, *there.positions)),
            )
    return story


def _instead(items: tuple[T, ...], gone: object, new: tuple[T, ...]) -> tuple[T, ...]:
    if not any(item is gone for item in items):
        return items
    return tuple(each for item in items for each in (new if item is gone else (item,)))


def _only(readings: tuple[Reading, ...], keys: Collection[str]) -> tuple[Reading, ...]:
    """The readings with these facts alone; the articles stay, since what came of a deadline is read out of later ones."""
    made = []
    for reading in readings:
        if any(fact.key in keys for fact in facts_of(reading.facts)):
            f = reading.facts
            kept = Facts(
                tuple(d for d in f.deadlines if d.key in keys),
                tuple(c for c in f.casualties if c.key in keys),
                tuple(p for p in f.positions if p.key in keys),
            )
            made.append(replace(reading, facts=kept))
        else:
            made.append(replace(reading, facts=Facts()) if reading.facts else reading)
    return tuple(made)
