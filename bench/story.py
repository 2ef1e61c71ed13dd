"""Folding one more article into a story, by how many facts the story has already."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from bench import apart, tellings
from bench.claims import Claim, Goal, Measure
from bench.clocks import cpu
from digests.story import tell

__all__ = ["Sizes", "run"]


@dataclass(frozen=True, slots=True)
class Sizes:
    """How long the story is."""

    least: int = field(default=1_000, metadata={"help": "facts of the short story"})
    most: int = field(default=100_000, metadata={"help": "facts of the long one; a tenth of it is measured too"})
    seconds: int = field(default=30, metadata={"help": "seconds after which the long story is given up"})


@dataclass(frozen=True, slots=True)
class Told:
    """What one more article cost."""

    facts: int
    seconds: float


def run(sizes: Sizes) -> tuple[Claim, ...]:
    """The short story, then the longer ones against it."""
    lengths = tuple(dict.fromkeys((sizes.least, max(sizes.least, sizes.most // 10), sizes.most)))
    done = {told.facts: told for told in apart.reports(sizes.seconds, fold, lengths)}
    return tuple(_claims(lengths, done, sizes))


def fold(lengths: tuple[int, ...]) -> Iterator[Told]:
    """Stories of growing length, each told once more when one article has come."""
    for facts in lengths:
        readings = tuple(tellings.readings(facts + tellings.FACTS_EACH))
        now = readings[-1].learned + timedelta(minutes=1)
        if facts == lengths[0]:
            tell(tellings.TOPIC, readings, now)  # vocabularies are loaded
        yield Told(facts, cpu(partial(tell, tellings.TOPIC, readings, now)))


def _claims(lengths: tuple[int, ...], done: dict[int, Told], sizes: Sizes) -> Iterator[Claim]:
    first = done.get(lengths[0])
    for facts in lengths:
        told = done.get(facts)
        work = f"one article more at {facts:,} facts"
        of = f"at {lengths[0]:,}"
        if told is None or first is None:
            given_up = Measure(float(sizes.seconds), "s and more")
            yield Claim(work, given_up, goal=Goal(2), note="given up", finished=False)
            break
        goal = Goal(2) if facts != lengths[0] else None
        yield Claim(work, Measure(told.seconds * 1000, "ms"), told.seconds / first.seconds, of, goal=goal)
