"""How long work takes: by the processor's clock, since a shared machine's wall clock tells of its neighbours."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

__all__ = ["Spent", "cpu", "least", "percentile", "spending"]


@dataclass(slots=True)
class Spent:
    """Seconds spent inside ``spending``."""

    cpu: float = 0.0  #: of this process, all threads
    wall: float = 0.0


@contextmanager
def spending() -> Iterator[Spent]:
    """Counts what its block spends."""
    spent = Spent()
    gc.collect()
    wall, cpu = time.perf_counter(), time.process_time()
    try:
        yield spent
    finally:
        spent.cpu, spent.wall = time.process_time() - cpu, time.perf_counter() - wall


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds of one call."""
    started = time.process_time()
    work()
    return time.process_time() - started


def least(work: Callable[[], object], rounds: int) -> float:
    """CPU seconds of one call, the least of several: what disturbs a measurement only ever adds to it."""
    return min(cpu(work) for _ in range(max(1, rounds)))


def percentile(values: list[float], share: float) -> float:
    """The value that ``share`` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
