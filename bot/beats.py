"""Signs of life: when each part of the bot last did its work, by a clock that no change of the day's time can move."""

from __future__ import annotations

import time
from collections.abc import Callable

__all__ = ["Beats"]


class Beats:
    """The last beat of each part."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._began = monotonic()
        self._last: dict[str, float] = {}

    def beat(self, part: str) -> None:
        """A part did its work just now."""
        self._last[part] = self._monotonic()

    def age(self, part: str) -> float:
        """Seconds since a part last did its work; since the start where it never did."""
        return self._monotonic() - self._last.get(part, self._began)

    def ever(self, part: str) -> bool:
        """Whether a part has done its work at all."""
        return part in self._last

    @property
    def up(self) -> float:
        """Seconds since the start."""
        return self._monotonic() - self._began
