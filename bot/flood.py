"""Keeps one person's flood from the desk: each has a bucket of turns that fills by itself; who empties it gets a word, then silence.

What a chat says of itself (the bot blocked, a group that moved) is never kept out, nor are those who run the desk.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

__all__ = ["Flood", "Turn"]

#: turns that may be taken at once, and seconds in which one comes back
TURNS, SECONDS = 15, 3.0
#: how full the bucket of somebody who emptied it must be before they are heard again
_CALM = 1 / 2
#: people remembered; the one longest unheard is forgotten first
_MOST = 20_000


class Turn(Enum):
    """What is done with something somebody asks."""

    SERVED = "served"
    TOLD = "told"  #: not served, and told so
    SILENT = "silent"  #: not served, and told so before


@dataclass(slots=True)
class _Bucket:
    turns: float
    at: datetime
    told: bool = False


class Flood:
    """The buckets of everybody heard lately."""

    def __init__(self, turns: int = TURNS, seconds: float = SECONDS) -> None:
        self._turns, self._seconds = turns, seconds
        self._buckets: OrderedDict[int, _Bucket] = OrderedDict()

    @property
    def pause(self) -> int:
        """Seconds until somebody who emptied their bucket is heard again."""
        return round(self._turns * _CALM * self._seconds)

    def ask(self, who: int, now: datetime) -> Turn:
        """Somebody asks for something."""
        bucket = self._buckets.setdefault(who, _Bucket(self._turns, now))
        self._buckets.move_to_end(who)
        if len(self._buckets) > _MOST:
            self._buckets.popitem(last=False)
        passed = max(0.0, (now - bucket.at).total_seconds())
        bucket.turns, bucket.at = min(self._turns, bucket.turns + passed / self._seconds), now
        if bucket.told and bucket.turns < self._turns * _CALM:
            return Turn.SILENT
        bucket.told = False
        if bucket.turns < 1:
            bucket.told = True
            return Turn.TOLD
        bucket.turns -= 1
        return Turn.SERVED
