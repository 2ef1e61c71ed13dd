"""How much may go out, counted on any clock in seconds."""

from __future__ import annotations

from collections import deque

__all__ = ["Allowance", "Window"]

#: less than this is rounding, not a wait
_NOTHING = 1e-9
_GROUP_SPAN = 60.0


class Window:
    """At most ``limit`` in any ``span`` seconds."""

    def __init__(self, limit: int, span: float) -> None:
        self.limit, self._span = limit, span
        self._taken: deque[float] = deque()

    def wait(self, now: float, weight: int = 1) -> float:
        """Seconds until ``weight`` more may go; more than the limit go when nothing else does."""
        self._forget(now)
        over = len(self._taken) + min(weight, self.limit) - self.limit
        return 0.0 if over <= 0 else max(0.0, self._taken[over - 1] + self._span - now)

    def take(self, now: float, weight: int = 1) -> None:
        """Count what goes out now."""
        self._taken.extend([now] * weight)

    def taken(self, now: float) -> int:
        """How many went out in the span up to now."""
        self._forget(now)
        return len(self._taken)

    def _forget(self, now: float) -> None:
        while self._taken and now - self._taken[0] >= self._span:
            self._taken.popleft()


class Allowance:
    """One chat's: a burst that fills up by one in ``pace`` seconds, a group's minute, and what Telegram told it to wait."""

    __slots__ = ("_burst", "_minute", "_pace", "_seen", "_tokens", "held")

    def __init__(self, burst: float, pace: float, per_minute: int | None, now: float) -> None:
        """``per_minute`` None: no limit for a minute."""
        self._burst, self._pace = burst, pace
        self._tokens, self._seen = burst, now
        self._minute = None if per_minute is None else Window(per_minute, _GROUP_SPAN * pace)
        #: nothing goes there before this moment
        self.held = 0.0

    def wait(self, now: float, weight: int = 1) -> float:
        """Seconds until ``weight`` messages may go."""
        waits = [self.held - now, (min(weight, self._burst) - self._full(now)) * self._pace]
        if self._minute is not None:
            waits.append(self._minute.wait(now, weight))
        longest = max(waits)
        return longest if longest > _NOTHING else 0.0

    def take(self, now: float, weight: int = 1) -> None:
        """Count messages that go out now."""
        self._tokens, self._seen = self._full(now) - weight, now
        if self._minute is not None:
            self._minute.take(now, weight)

    def is_fresh(self, now: float) -> bool:
        """Whether nothing is left of what went out before: it may be forgotten."""
        return now >= self.held and self._full(now) >= self._burst and (self._minute is None or not self._minute.taken(now))

    def _full(self, now: float) -> float:
        return min(self._burst, self._tokens + (now - self._seen) / self._pace)
