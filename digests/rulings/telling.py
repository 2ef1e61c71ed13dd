"""The story as the desk has it: readings put right as they come, folded, and settled."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime

from digests.model import Anchor, Reading, Ruling, Story, Verdict
from digests.rulings.amending import amend, corrected, corrections
from digests.rulings.anchors import Found, find
from digests.rulings.settling import Retell, settle

__all__ = ["Ruled", "tell"]

Tell = Callable[[str, Iterable[Reading], datetime, datetime | None], Story]


class Ruled:
    """The rulings that stand on a topic, applied to its readings as they come: which facts each one means is noted on the way."""

    def __init__(self, rulings: Iterable[Ruling] = (), low: Collection[str] = ()) -> None:
        """``low``: addresses of feeds of low trust."""
        self._rulings, self._low = tuple(rulings), low
        self._anchors = {anchor for ruling in self._rulings for anchor in (*ruling.anchors, *ruling.others)}
        self._stories = {anchor.story for anchor in self._anchors}
        #: by anchor and article: the key of the fact it means, as amended and as read
        self._means: dict[Anchor, dict[str, tuple[str, str]]] = {anchor: {} for anchor in self._anchors}

    @property
    def whole(self) -> bool:
        """Whether settling needs every reading, not only those that came: what is parted is folded by itself."""
        return any(ruling.verdict is Verdict.APART for ruling in self._rulings)

    def take(self, readings: Iterable[Reading]) -> tuple[Reading, ...]:
        """The readings as the desk has them. An article that is read again takes the place of its earlier reading."""
        readings = tuple(readings)
        if not self._rulings and not self._low:
            return readings
        put = corrections(self._rulings, readings)
        again = {reading.article.key for reading in readings if reading.article.story_id in self._stories}
        for meant in self._means.values():
            for article in again & meant.keys():
                del meant[article]
        for anchor, found in find(self._anchors, readings).items():
            self._means[anchor].update((one.article, (_key(one, put), one.fact.key)) for one in found)
        return tuple(amend(reading, put, self._low) for reading in readings)

    def settle(self, story: Story, readings: tuple[Reading, ...], retell: Retell) -> Story:
        """The story as the desk has it; ``readings``: amended ones, all there are where ``whole``."""
        if not self._rulings and not self._low:
            return story
        keys = {ruling.id: (self._keys(ruling.anchors), self._keys(ruling.others)) for ruling in self._rulings}
        aka = {new: read for meant in self._means.values() for new, read in meant.values() if new != read}
        return settle(story, readings, self._rulings, keys, aka, retell)

    def _keys(self, anchors: Iterable[Anchor]) -> frozenset[str]:
        return frozenset(key for anchor in anchors for both in self._means[anchor].values() for key in both)


def tell(
    fold: Tell,
    topic: str,
    readings: Iterable[Reading],
    now: datetime,
    known: datetime | None = None,
    *,
    rulings: Iterable[Ruling] = (),
    low: Collection[str] = (),
) -> Story:
    """What ``fold`` (``story.tell``) tells, with the rulings that stand applied; ``low``: addresses of feeds of low trust."""
    ruled = Ruled(rulings, low)
    amended = ruled.take(readings)
    return ruled.settle(fold(topic, amended, now, known), amended, lambda some: fold(topic, some, now, known))


def _key(found: Found, put: Mapping[tuple[str, str], tuple[Ruling, ...]]) -> str:
    """The key of a fact once it is put right."""
    fact = found.fact
    for ruling in put.get((found.article, fact.key), ()):
        fact = corrected(fact, ruling)
    return fact.key
