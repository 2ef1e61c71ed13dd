"""Telegram's flood limits against a clock that can be set: over all chats, in one chat, in one group."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable
from datetime import datetime

from digests.clock import Clock
from loopback.botapi.errors import flooded

__all__ = ["Flood"]


class Flood:
    """Counts messages and refuses with 429 and the seconds to wait; a refused message does not count.

    ``clock`` is a Clock or a function that tells the present moment. Over all chats ``overall`` messages in any second
    (``paid`` with allow_paid_broadcast); in one private chat or channel one a second with ``burst`` at once; in a group
    ``group`` in any minute besides.
    """

    def __init__(
        self, clock: Clock | Callable[[], datetime], *, overall: int = 30, paid: int = 1000, burst: int = 3, group: int = 20
    ) -> None:
        self._now = clock if callable(clock) else clock.now
        self._overall_limit, self._paid_limit = overall, paid
        self._burst, self._group_limit = burst, group
        self._overall: deque[float] = deque()
        self._groups: dict[int, deque[float]] = {}
        #: when the chat's bucket would be full again
        self._buckets: dict[int, float] = {}

    def passes(self, chat: int, *, group: bool, paid: bool = False) -> None:
        """Counts one message to ``chat``, or raises the 429."""
        now = self._now().timestamp()
        limit = self._paid_limit if paid else self._overall_limit
        waits = [_wait(self._overall, limit, 1.0, now)]
        window = self._groups.setdefault(chat, deque()) if group else None
        if window is not None:
            waits.append(_wait(window, self._group_limit, 60.0, now))
        full = max(self._buckets.get(chat, now), now)
        waits.append(full + 1 - now - self._burst)
        if max(waits) > 1e-9:
            raise flooded(max(1, math.ceil(max(waits) - 1e-9)))
        self._overall.append(now)
        if window is not None:
            window.append(now)
        self._buckets[chat] = full + 1


def _wait(window: deque[float], limit: int, span: float, now: float) -> float:
    """Seconds until one more fits in; 0 or less where it fits now."""
    while window and window[0] <= now - span:
        window.popleft()
    return 0.0 if len(window) < limit else window[-limit] + span - now
