"""What is wrong, out of what can be seen. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from digests.model import FeedState

__all__ = ["Sight", "alarms"]

#: the schedule composes every minute, and the courier looks every second: several of these missed is a stop
SCHEDULE_SECONDS, COURIER_SECONDS = 300.0, 180.0
#: a post that has been due for so long is stuck
STUCK = timedelta(minutes=15)
#: a desk whose feeds have all been silent for so many rounds, and at least so long
ROUNDS, SILENT = 3, timedelta(minutes=30)
#: bytes: under this the ledger may soon find no room
ROOM = 100_000_000
#: seconds by which the clock of the day may differ from the one that only counts
JUMP = 90.0


@dataclass(frozen=True, slots=True)
class Sight:
    """What a look at the bot shows."""

    now: datetime
    up: float  #: seconds since the start
    composed: float  #: seconds since the schedule last composed
    carried: float  #: seconds since the courier last looked
    interval: timedelta  #: between two rounds over the feeds
    feeds: Sequence[FeedState] = ()
    oldest: datetime | None = None  #: since when the oldest post that is due waits
    held: bool = False
    room: int | None = None  #: free bytes on the ledger's disk; None: unknown
    unwritable: str = ""  #: why the ledger could not be written; "" where it could
    jumped: float = 0.0  #: seconds by which the clock of the day has moved more than time has passed since the last look
    backup: str = ""  #: why the last backup failed; "" where it did not


def alarms(sight: Sight) -> dict[str, str]:
    """What is wrong, in words for the people of the desk, by a name that stays the same while it lasts."""
    found: dict[str, str] = {}
    if sight.unwritable:
        found["ledger"] = f"The ledger cannot be written: {sight.unwritable}"
    elif sight.room is not None and sight.room < ROOM:  # one word about a full disk is enough
        found["disk"] = f"The disk is nearly full: {sight.room // 1_000_000} MB are left. Nothing more is written once it is full."
    if sight.composed > SCHEDULE_SECONDS:
        found["schedule"] = f"The schedule stands still: nothing was composed for {_minutes(sight.composed)}. A restart sets it going."
    if sight.carried > COURIER_SECONDS:
        found["courier"] = f"The courier is stuck: it has not looked for posts for {_minutes(sight.carried)}. A restart sets it going."
    elif sight.oldest is not None and not sight.held and sight.now - sight.oldest > STUCK:
        found["outbox"] = f"Posts wait for {_minutes((sight.now - sight.oldest).total_seconds())} and do not go out; /outbox says why."
    if silent := _silent(sight):
        found["feeds"] = silent
    if sight.backup:
        found["backup"] = f"The last backup failed: {sight.backup}"
    if abs(sight.jumped) > JUMP:
        way = "ahead" if sight.jumped > 0 else "back"
        found["clock"] = f"The machine’s clock jumped {way} by {_minutes(abs(sight.jumped))}; the schedule was set anew."
    return found


def _silent(sight: Sight) -> str:
    """Where no feed of several has answered well for a while; one that is down is its own trouble, told by /feeds."""
    asked = [state for state in sight.feeds if not state.paused]
    longest = max(SILENT, sight.interval * ROUNDS)
    if not asked or timedelta(seconds=sight.up) < longest:
        return ""
    fresh = max((state.fresh for state in asked if state.fresh), default=None)
    if fresh is not None and sight.now - fresh <= longest:
        return ""
    since = f"since {fresh:%d %b %H:%M} UTC" if fresh else "ever"
    causes = {state.error for state in asked if state.error}
    why = f" All say: {causes.pop()}." if len(causes) == 1 else ""
    return f"No feed has answered well {since} ({len(asked)} are asked).{why} Is the network there?"


def _minutes(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 120 else f"{minutes / 60:.0f} h"
