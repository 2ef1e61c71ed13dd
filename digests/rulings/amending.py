"""Readings put right before they are folded: the desk's corrections, and doubt for outlets it does not trust."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from digests.model import Fact, Facts, Reading, Ruling, Verdict
from digests.rulings.anchors import Found, find
from digests.rulings.fields import held, kind_of

__all__ = ["UNSURE", "amend", "corrections"]

#: the most that a reading of a feed of low trust counts for: under what a digest asks for, so that another source must tell it too
UNSURE = 0.45


def corrections(rulings: Iterable[Ruling], readings: Iterable[Reading]) -> dict[tuple[str, str], tuple[Ruling, ...]]:
    """The corrections that stand for each fact, by its article's and its own key, oldest first."""
    own = [ruling for ruling in rulings if ruling.verdict is Verdict.CORRECT]
    found = find([anchor for ruling in own for anchor in ruling.anchors], readings)
    put: dict[tuple[str, str], list[Ruling]] = {}
    for ruling in own:
        for each in dict.fromkeys(each for anchor in ruling.anchors for each in found.get(anchor, ())):
            put.setdefault(_key(each), []).append(ruling)
    return {key: tuple(each) for key, each in put.items()}


def _key(found: Found) -> tuple[str, str]:
    return found.article, found.fact.key


def amend(reading: Reading, put: Mapping[tuple[str, str], tuple[Ruling, ...]], low: Collection[str]) -> Reading:
    """A reading as the desk has it. ``put``: what ``corrections`` gave; ``low``: addresses of feeds of low trust."""
    unsure = reading.article.feed in low
    key = reading.article.key if put else ""
    if not unsure and not any(article == key for article, _ in put):
        return reading

    def right(fact: Any) -> Any:
        for ruling in put.get((key, fact.key), ()):
            fact = corrected(fact, ruling)
        return replace(fact, confidence=min(fact.confidence, UNSURE)) if unsure else fact

    facts = reading.facts
    made = Facts(tuple(map(right, facts.deadlines)), tuple(map(right, facts.casualties)), tuple(map(right, facts.positions)))
    return replace(reading, facts=made)


def corrected(fact: Fact, ruling: Ruling) -> Fact:
    """A fact with one field as a ruling has it; what the desk vouches for is sure."""
    value = held(kind_of(fact), ruling.field, ruling.value)
    return replace(fact, confidence=1.0, **{ruling.field: value})
