"""When Telegram cannot be reached at all: the courier waits and looks again with one delivery, instead of failing each one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from digests.clock import Clock

__all__ = ["Outage"]

#: sends that fail one after another, each to another chat, and none that goes well between them
_MANY = 3
_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(seconds=2), timedelta(minutes=1)
_DOUBLINGS = 5


class Outage:
    """Whether there is one, since when, and when to look again."""

    def __init__(self, clock: Clock, jitter: Callable[[], float]) -> None:
        self._clock, self._jitter = clock, jitter
        self._failed: set[str] = set()
        self._looks = 0
        self._next = clock.now()
        #: since when nothing can be sent; None: something can, as far as is known
        self.since: datetime | None = None

    @property
    def waits(self) -> bool:
        """Whether to send nothing just now."""
        return self.since is not None and self._clock.now() < self._next

    def fails(self, recipient: str) -> bool:
        """A send found nobody to talk to. True where that makes it an outage, or one more look of one."""
        self._failed.add(recipient)
        if self.since is None and len(self._failed) < _MANY:
            return False
        now = self._clock.now()
        if self.since is None:
            self.since = now
        if now >= self._next:
            self._next = now + min(_FIRST_PAUSE * 2**self._looks, _LONGEST_PAUSE) * (1 + self._jitter() / 4)
            self._looks = min(self._looks + 1, _DOUBLINGS)
        return True

    def ends(self) -> datetime | None:
        """Telegram answered. Since when there was an outage that ends with it; None where there was none."""
        self._failed.clear()
        self._looks = 0
        since, self.since = self.since, None
        return since
