"""The counts of one article, gathered into the events they are of: its main event, the parts of that, and others beside it.

News of a disaster tells its toll more than once (rounded in the headline, exact below) and the fate of a few victims beside it;
each count for itself would look like an event of its own.
"""

from __future__ import annotations

from dataclasses import replace

from digests.model import Qualifier
from digests.story import calendar
from digests.story.likeness import apart
from digests.story.likeness import event as event_kinds
from digests.story.victims import COUNTS, Telling, Thread

__all__ = ["LARGE", "WIDE", "scenes"]

#: events that kill in many places: what one place counts is a part
WIDE = frozenset({"quake", "flood", "storm", "outbreak"})
#: from here on a toll is one that others are parts of, or that is told rounded
LARGE = 20
#: two counts of one article this near are one count, told rounded and exactly
_ROUND = 0.8
#: a count of a disaster's victims under this share of its toll is a part of it
_SHARE = 1 / 3
#: days after a disaster on which its dead are still found
_AFTER = 7


def scenes(told: list[Telling]) -> list[Thread]:
    """The events of one article, the main one first; parts stand with the event they are a part of, marked as such."""
    events: list[Thread] = []
    for mine in sorted((t for t in told if t.whole), key=_size, reverse=True):
        _put(events, mine)
    for mine in (t for t in told if not t.whole):
        _parted(events, mine)
    for event in events:
        event.told.sort(key=lambda t: (t.fact.killed or 0, t.fact.evidence.start))
    return events


def _put(events: list[Thread], mine: Telling) -> None:
    """Put a count to the event it is of: as another count of it, as a part, or as an event of its own."""
    event = max((e for e in events if _of(e, mine)), key=lambda e: _linked(e, mine), default=None)
    beside = next((e for e in events if _beside(e, mine)), None)
    disaster = next((e for e in events if _part_of(e, Thread([mine]))), None)
    if beside is not None:
        beside.told = [_at_least(t, mine) for t in beside.told] + [_as_part(mine)]
    elif event is not None and (event is events[0] or _linked(event, mine)):
        event.told.append(_as_part(mine) if mine.site and event.kinds() & WIDE else mine)
    elif disaster is not None:
        disaster.told.append(_as_part(mine))
    else:
        events.append(Thread([mine]))


def _size(t: Telling) -> tuple[int, int, int, int]:
    return t.count("killed") or 0, t.count("missing") or 0, t.count("injured") or 0, -t.fact.evidence.start


def _of(event: Thread, mine: Telling) -> bool:
    """Whether a count is of an event that the article told already."""
    if _apart(event, mine):
        return False
    if _refers_back(event, mine):
        return True
    for name in COUNTS:
        now = mine.count(name)
        theirs = [v for t in event.told if t.whole and (v := t.count(name)) is not None]
        if now is not None and theirs and not any(_same(now, value) for value in theirs):
            return False
    return True


def _refers_back(event: Thread, mine: Telling) -> bool:
    """Whether a count without an event of its own is another figure for one told before: "officials had put the number at six"."""
    same = bool(event.place() & mine.place) and len(mine.day) == 10 and event.day() == mine.day
    return same and not mine.fact.what and not mine.own and not apart(mine.fact.evidence.text)


def _linked(event: Thread, mine: Telling) -> int:
    """How firmly a count hangs with an event: by its place, its day, or an event of the same kind named in its own sentence."""
    place, day = event.place() & mine.place, event.day()
    return 3 * bool(place) + 2 * calendar.near(day, mine.day) + bool(mine.own & event.kinds())


def _beside(event: Thread, mine: Telling) -> bool:
    """Whether one sentence counts two groups of one event: "one was hurt when a wall fell and five others in the panic"."""
    near = [t for t in event.told if t.fact.evidence.start == mine.fact.evidence.start and t.fact.evidence.end == mine.fact.evidence.end]
    return any(_grouped(t, mine) for t in near) and not _apart(event, mine)


def _grouped(a: Telling, b: Telling) -> bool:
    counts = [(x, y) for name in COUNTS if (x := a.count(name)) is not None and (y := b.count(name)) is not None]
    return bool(counts) and not any(_same(x, y) for x, y in counts) and a.fact.place == b.fact.place


def _at_least(whole: Telling, group: Telling) -> Telling:
    """A count of one group beside another of the same sentence: the event has more victims than it says."""
    if whole.fact.part or not _grouped(whole, group) or whole.fact.evidence.start != group.fact.evidence.start:
        return whole
    return replace(whole, fact=replace(whole.fact, qualifier=Qualifier.AT_LEAST))


def _as_part(t: Telling) -> Telling:
    return replace(t, fact=replace(t.fact, part=True))


def _same(a: int, b: int) -> bool:
    """Whether two counts are one: equal, or both large and one of them rounded."""
    return a == b or (min(a, b) >= LARGE and min(a, b) >= _ROUND * max(a, b))


def _apart(event: Thread, mine: Telling) -> bool:
    """Whether a day, a kind or a place says that two counts are of two events."""
    day, kinds, place = event.day(), event.kinds(), event.place()
    if day and mine.day and not calendar.compatible(day, mine.day) and not (kinds & mine.kinds & WIDE and calendar.gap(day, mine.day) <= 1):
        return True  # outlets date what shook a country at night by either day
    if kinds and mine.kinds and not kinds & mine.kinds:
        return True
    if not place or not mine.place or place & mine.place:
        return False
    return not (place & mine.names or mine.place & event.names()) or not kinds & WIDE


def _part_of(disaster: Thread, event: Thread) -> bool:
    """Whether a smaller event is a part of a disaster: told beside it, in no other place it could be, and on no day before it."""
    most, mine = max(disaster.size), max(event.size)
    if not disaster.kinds() & WIDE or most < LARGE or mine > most * _SHARE:
        return False
    if event.kinds() - disaster.kinds() - {"collapse", "crash", "fire", "flood"}:
        return False
    if any(apart(t.fact.evidence.text) for t in event.told):
        return False
    day, own = disaster.day(), event.day()
    if own and not day and event.told[0].own and not event.told[0].own & disaster.kinds():
        return False  # a fire with a day of its own, beside a flood that is not dated here
    if not day or not own or calendar.compatible(day, own) or calendar.near(day, own):
        return True
    if any(event_kinds(t.fact.what) & WIDE for t in event.told):
        return False  # another quake, another flood: it has a day of its own
    return calendar.span(own)[0] >= calendar.span(day)[0] and calendar.gap(day, own) <= _AFTER


def _parted(events: list[Thread], mine: Telling) -> None:
    """A part stands with the event of its own kind and place, else with the main one; a part of nothing told is left out."""
    fitting = [e for e in events if not _apart(e, mine)] or [e for e in events if e.kinds() & WIDE and not e.kinds().isdisjoint(mine.kinds)]
    if fitting:
        fitting[0].told.append(mine)
