"""Work counted, not timed: how many functions a call makes the interpreter run, which no busy machine changes."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType


def calls(work: Callable[[], object]) -> int:
    """How many Python and C functions are called while ``work`` runs."""
    count = 0

    def seen(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def grows_with(cost: Callable[[int], int], small: int, times: int = 4) -> bool:
    """Whether ``times`` the size costs about ``times`` the work; half as much again is let pass, a square is not."""
    cost(small)  # vocabularies are loaded, patterns compiled
    least = max(cost(small), 200)
    return cost(small * times) < 1.5 * times * least
