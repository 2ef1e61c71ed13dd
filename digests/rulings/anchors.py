"""Facts known again: the anchor of a fact, and the facts that an anchor means in the readings of now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from digests.model import Anchor, Fact, Facts, Reading
from digests.rulings.fields import kind_of, told

__all__ = ["Found", "anchor", "facts_of", "find"]

#: how alike a sentence must be to be the anchor's (0 to 100): an outlet that mends a comma leaves it the same
_ALIKE = 80.0


@dataclass(frozen=True, slots=True)
class Found:
    """One fact of one reading."""

    article: str  #: ``Article.key``
    fact: Fact


def anchor(reading: Reading, fact: Fact) -> Anchor:
    """How a fact is known again."""
    kind = kind_of(fact)
    return Anchor(kind, reading.article.story_id, fact.evidence.text, told(fact))  # type: ignore[arg-type]  # one of the three


def facts_of(facts: Facts) -> Iterator[Fact]:
    """Every fact of a reading."""
    yield from facts.deadlines
    yield from facts.casualties
    yield from facts.positions


def find(anchors: Iterable[Anchor], readings: Iterable[Reading]) -> dict[Anchor, tuple[Found, ...]]:
    """The facts that anchors mean, of every revision one at most: the one in that sentence that tells most nearly the same.

    An anchor whose sentence is gone from the article means nothing.
    """
    wanted: dict[str, list[Anchor]] = {}
    for one in anchors:
        wanted.setdefault(one.story, []).append(one)
    found: dict[Anchor, list[Found]] = {one: [] for own in wanted.values() for one in own}
    if not wanted:
        return {}
    for reading in readings:
        own = wanted.get(reading.article.story_id, ())
        key = reading.article.key if own else ""
        for one in own:
            if (fact := _nearest(one, reading.facts)) is not None:
                found[one].append(Found(key, fact))
    return {one: tuple(facts) for one, facts in found.items()}


def _nearest(one: Anchor, facts: Facts) -> Fact | None:
    scored = [
        (sentence + fuzz.ratio(one.told, told(fact)) / 100, -number, fact)
        for number, fact in enumerate(facts_of(facts))
        if kind_of(fact) == one.kind and (sentence := _likeness(one.sentence, fact)) >= _ALIKE
    ]
    return max(scored, key=lambda each: each[:2])[2] if scored else None


def _likeness(sentence: str, fact: Fact) -> float:
    return max(fuzz.ratio(sentence, each.text) for each in (fact.evidence, *fact.also))
