"""One record per party, stance and issue: what an article tells twice becomes one position with further sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from digests.model import Position, Stance

_WORD = re.compile(r"[^\W\d_]{4,}")
_HEADLINE = 2  # words a headline shares with the sentence that tells it in full
_COMPARED = 40  # readings of a party and stance that a new one is compared with: keeps a huge text linear
_ALSO = 12  # further sentences kept
_ALIKE = 0.5  # share of the shorter issue's words that the longer holds


@dataclass(frozen=True, slots=True)
class Reading:
    """A position before folding, with where it stands."""

    position: Position
    headline: bool
    statement: int | None  #: offset of the statement it comes from; None where it is no speech


def _stems(told: str) -> frozenset[str]:
    return frozenset(word[:6] for word in _WORD.findall(told.lower()))


def alike(one: Reading, other: Reading) -> bool:
    """Whether two readings of one party and stance tell the same."""
    a, b = one.position, other.position
    if a.party != b.party or a.stance is not b.stance:
        return False
    if one.statement is not None and one.statement == other.statement:
        return True
    if one.headline != other.headline and len(_stems(a.evidence.text) & _stems(b.evidence.text)) >= _HEADLINE:
        return True
    left, right = _stems(a.issue), _stems(b.issue)
    if not left or not right:
        return a.evidence == b.evidence
    return len(left & right) >= _ALIKE * min(len(left), len(right))


def fold(readings: Iterable[Reading]) -> tuple[Position, ...]:
    """Fold readings in the article's order; the surest sentence of the body stands, the others come under ``also``."""
    kept: list[Reading] = []
    same: dict[tuple[str, Stance], list[int]] = {}
    for reading in readings:
        places = same.setdefault((reading.position.party, reading.position.stance), [])
        place = next((i for i in places[-_COMPARED:] if alike(kept[i], reading)), None)
        if place is None:
            places.append(len(kept))
            kept.append(reading)
        else:
            kept[place] = _join(kept[place], reading)
    return tuple(k.position for k in kept)


def _join(first: Reading, second: Reading) -> Reading:
    """Two tellings as one: speaker, issue and condition are those of the sentence that stands."""
    a, b = first.position, second.position
    if (first.headline, -a.confidence) > (second.headline, -b.confidence):
        first, second, a, b = second, first, b, a
    also = a.also
    for sentence in (b.evidence, *b.also):
        if len(also) < _ALSO and sentence != a.evidence and sentence not in also:
            also = (*also, sentence)
    return replace(first, position=replace(a, also=also))
