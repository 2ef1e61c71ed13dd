"""Folding one more article into a story, by how many facts the story has already."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median
from time import process_time

from bench import apart, tellings
from bench.claims import Claim, Goal, Measure
from digests.model import Reading
from digests.story import Account

__all__ = ["Sizes", "run"]

_MORE = 25  # articles folded in, of which the median is told


@dataclass(frozen=True, slots=True)
class Sizes:
    """How long the story is."""

    least: int = field(default=1_000, metadata={"help": "facts of the short story"})
    most: int = field(default=100_000, metadata={"help": "facts of the long one; a tenth of it is measured too"})
    seconds: int = field(default=900, metadata={"help": "seconds after which the long story is given up"})


@dataclass(frozen=True, slots=True)
class Told:
    """What one more article cost: folded in, and with the story told anew after it."""

    facts: int
    folded: float
    told: float


def run(sizes: Sizes) -> tuple[Claim, ...]:
    """The short story, then the longer ones against it."""
    lengths = tuple(dict.fromkeys((sizes.least, max(sizes.least, sizes.most // 10), sizes.most)))
    done = {told.facts: told for told in apart.reports(sizes.seconds, fold, lengths)}
    return tuple(_claims(lengths, done, sizes))


def fold(lengths: tuple[int, ...]) -> Iterator[Told]:
    """Stories of growing length, into each of which some articles more are folded, one at a time."""
    for facts in lengths:
        readings = tuple(tellings.readings(facts + _MORE * tellings.FACTS_EACH))
        now = readings[-1].learned + timedelta(minutes=1)
        account = Account(tellings.TOPIC)
        account.learn(readings[:-_MORE])
        account.tell(now)  # vocabularies are loaded, and the records of what stood are made
        folded, told = zip(*(_one_more(account, reading, now) for reading in readings[-_MORE:]), strict=True)
        yield Told(facts, median(folded), median(told))


def _one_more(account: Account, reading: Reading, now: datetime) -> tuple[float, float]:
    started = process_time()
    account.learn([reading])
    folded = process_time()
    account.tell(now)
    return folded - started, process_time() - started


def _claims(lengths: tuple[int, ...], done: dict[int, Told], sizes: Sizes) -> Iterator[Claim]:
    first = done.get(lengths[0])
    for facts in lengths:
        told = done.get(facts)
        work, of = f"one article more at {facts:,} facts", f"at {lengths[0]:,}"
        if told is None or first is None:
            yield Claim(work, Measure(float(sizes.seconds), "s and more"), goal=Goal(2), note="given up", finished=False)
            break
        goal = Goal(2) if facts != lengths[0] else None
        yield Claim(f"{work}, folded in", Measure(told.folded * 1000, "ms"), told.folded / first.folded, of, goal=goal)
        yield Claim(f"{work}, and told", Measure(told.told * 1000, "ms"), told.told / first.told, of)
