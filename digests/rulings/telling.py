"""The story as the desk has it: readings put right, folded, and settled."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import datetime

from digests.model import Anchor, Reading, Ruling, Story
from digests.rulings.amending import amend, corrected, corrections
from digests.rulings.anchors import Found, find
from digests.rulings.settling import settle

__all__ = ["tell"]

Tell = Callable[[str, Iterable[Reading], datetime, datetime | None], Story]


def tell(
    fold: Tell,
    topic: str,
    readings: Iterable[Reading],
    now: datetime,
    known: datetime | None = None,
    *,
    rulings: Iterable[Ruling] = (),
    low: Collection[str] = (),
    retell: Tell | None = None,
) -> Story:
    """What ``fold`` (``story.tell``) tells, with the rulings that stand applied; ``low``: addresses of feeds of low trust.

    ``retell`` folds some of the readings by themselves: ``fold``, where it is None.
    """
    rulings, readings = tuple(rulings), tuple(readings)
    if not rulings and not low:
        return fold(topic, readings, now, known)
    put = corrections(rulings, readings)
    amended = tuple(amend(reading, put, low) for reading in readings)
    found = find({anchor for ruling in rulings for anchor in (*ruling.anchors, *ruling.others)}, readings)

    def key(each: Found) -> str:
        fact = each.fact
        for ruling in put.get((each.article, fact.key), ()):
            fact = corrected(fact, ruling)
        return fact.key

    def keys(anchors: tuple[Anchor, ...]) -> frozenset[str]:
        return frozenset(each for anchor in anchors for one in found.get(anchor, ()) for each in (key(one), one.fact.key))

    aka = {key(one): one.fact.key for each in found.values() for one in each}
    return settle(
        fold(topic, amended, now, known),
        amended,
        rulings,
        {ruling.id: (keys(ruling.anchors), keys(ruling.others)) for ruling in rulings},
        {new: read for new, read in aka.items() if new != read},
        lambda some: (retell or fold)(topic, some, now, known),
    )
