"""Drawing: milliseconds and kilobytes a picture, for a story of a few facts and one of a thousand, in the process that draws."""

from __future__ import annotations

import pickle
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from statistics import median
from zoneinfo import ZoneInfo

from PIL import Image

from bench import tellings
from bench.claims import Claim, Goal, Measure
from bot.pictures import planning
from bot.pictures.canvas import WIDTH
from bot.pictures.drawing import draw
from bot.pictures.letters import SCALE
from bot.pictures.plan import Plan
from bot.render import View, ahead
from digests.story import tell

__all__ = ["Sizes", "run"]


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is drawn."""

    few: int = field(default=8, metadata={"help": "facts of the short story"})
    many: int = field(default=1_000, metadata={"help": "facts of the long one"})
    rounds: int = field(default=7, metadata={"help": "times each is drawn, of which the median counts"})


_TIME, _SIZE = Goal(500, unit="ms"), Goal(200, unit="KB")


def run(sizes: Sizes) -> tuple[Claim, ...]:
    """Every picture of both stories, beside an empty sheet of the same size."""
    return tuple(claim for facts in (sizes.few, sizes.many) for plan in _plans(facts) for claim in _claims(plan, facts, sizes.rounds))


def _plans(facts: int) -> Iterator[Plan]:
    readings = tuple(tellings.readings(facts))
    now = readings[-1].learned + timedelta(minutes=1)
    story, view = tell(tellings.TOPIC, readings, now), View(now, ZoneInfo("Europe/Kyiv"))
    yield planning.timeline(story, "Arn talks", view).plan
    yield planning.tolls(story, "Arn talks", view).plan
    yield planning.positions(story, "Arn talks", view).plan
    before = tell(tellings.TOPIC, readings, now - planning.SPAN)
    if (week := planning.week(story, before, "Arn talks", view)) is not None:
        yield week.plan
    if coming := ahead(story):
        yield planning.deadline_card(coming[0], "Arn talks", view).plan


def _claims(plan: Plan, facts: int, rounds: int) -> Iterator[Claim]:
    plan = pickle.loads(pickle.dumps(plan))  # as it reaches the process that draws
    picture = draw(plan, "light")
    took, empty = (median(_seconds(work) for _ in range(rounds)) * 1000 for work in (lambda: draw(plan, "light"), lambda: _empty(picture)))
    work = f"{type(plan).__name__.lower()} of {facts:,} facts"
    yield Claim(f"{work}, time", Measure(took, "ms"), took / empty, "an empty sheet", floor=Measure(empty, "ms"), goal=_TIME)
    width, height = Image.open(BytesIO(picture)).size
    raw = width * height * 3
    size = Measure(len(picture) / 1024, "KB")
    yield Claim(f"{work}, size", size, len(picture) / raw, "uncompressed", floor=Measure(raw / 1024, "KB"), goal=_SIZE)


def _seconds(work: object) -> float:
    started = time.perf_counter()
    work()  # type: ignore[operator]
    return time.perf_counter() - started


def _empty(like: bytes) -> None:
    """A sheet of that size without anything on it, written as a PNG."""
    height = Image.open(BytesIO(like)).height
    Image.new("RGB", (round(WIDTH * SCALE), height), "#ffffff").save(BytesIO(), "PNG")
