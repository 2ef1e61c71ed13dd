"""The story along its days: what was, a line for now, what is ahead; a day that was moved points to where it went."""

from __future__ import annotations

from math import log2

from bot.pictures.canvas import LEADING, WIDTH, Canvas
from bot.pictures.frame import EDGE, SHAPES, foot, head
from bot.pictures.letters import width
from bot.pictures.plan import Event, Timeline

__all__ = ["draw"]

_DAY, _TEXT, _NOTE = 12.0, 13.0, 11.0
_DAYS_RIGHT = 82.0
_AXIS = 108.0
_WORDS = 124.0
_LANE = 7.0
_LANES = 2
_LONG_GAP = 14


def draw(plan: Timeline, canvas: Canvas) -> float:
    """Draw it; its height in points."""
    y = head(canvas, plan.title, plan.stamp)
    y = _legend(plan, canvas, y)
    tops: list[float] = []
    before: int | None = None
    told_now = False
    for event in plan.events:
        if not told_now and event.days > plan.today:
            y, told_now = _now(plan, canvas, y, before), True
            before = plan.today
        y = _gap(canvas, y, before, event.days)
        tops.append(y)
        y = _row(event, canvas, y)
        before = event.days
    if not told_now:
        y = _now(plan, canvas, y, before)
    before_moves = len(canvas.shapes)
    _moves(plan.events, tops, canvas)
    canvas.shapes[:] = canvas.shapes[before_moves:] + canvas.shapes[:before_moves]  # beneath the line for now
    return foot(canvas, y + 4, plan.more)


def _legend(plan: Timeline, canvas: Canvas, y: float) -> float:
    x = EDGE
    for entry in plan.legend:
        wide = width(entry.text, _NOTE)
        if x > EDGE and x + wide + 14 > WIDTH - EDGE:
            x, y = EDGE, y + _NOTE * LEADING + 2
        canvas.dot(x + 4, y + _NOTE * LEADING / 2, 4, entry.kind, shape=SHAPES[entry.kind])
        canvas.text(x + 13, y, entry.text, _NOTE, room=WIDTH - EDGE - x - 13, colour="soft")
        x += 13 + wide + 16
    return y + _NOTE * LEADING + 8


def _gap(canvas: Canvas, y: float, before: int | None, days: int) -> float:
    """The axis down to the next row: longer for a longer time, broken where weeks are left out."""
    if before is None:
        return y
    apart = max(0, days - before)
    tall = 6 + min(20.0, 4 * log2(1 + apart))
    canvas.line(((_AXIS, y - 3), (_AXIS, y + tall + 4)), "rule", wide=1.5, dash=2.5 if apart > _LONG_GAP else 0)
    return y + tall


def _row(event: Event, canvas: Canvas, y: float) -> float:
    centre = y + _TEXT * LEADING / 2
    faint = event.look == "left"
    day_end = canvas.text(
        _DAYS_RIGHT,
        y + 1,
        event.when,
        _DAY,
        room=_DAYS_RIGHT - EDGE,
        lines=2,
        bold=not faint,
        colour="soft" if faint else "ink",
        align="right",
    )
    end = canvas.text(_WORDS, y, event.text, _TEXT, room=WIDTH - EDGE - _WORDS, lines=3, colour="soft" if faint else "ink")
    if event.note:
        end = canvas.text(_WORDS, end, event.note, _NOTE, room=WIDTH - EDGE - _WORDS, lines=2, colour="soft")
    end = max(end, day_end)
    canvas.line(((_AXIS, centre), (_AXIS, end + 2)), "rule", wide=1.5)
    canvas.dot(_AXIS, centre, 4.6, "soft" if faint else event.kind, shape=SHAPES[event.kind], hollow=event.look != "firm")
    return end + 2


def _now(plan: Timeline, canvas: Canvas, y: float, before: int | None) -> float:
    y = _gap(canvas, y, before, plan.today) if before is not None else y
    tall = _DAY * LEADING + 4
    middle = y + tall / 2
    wide = width(plan.now, _DAY, True) + 16
    canvas.line(((EDGE + wide, middle), (WIDTH - EDGE, middle)), "now", wide=1.2)
    canvas.box(EDGE, y, EDGE + wide, y + tall, "now", round=tall / 2)
    canvas.text(EDGE + 8, y + 2, plan.now, _DAY, room=wide, bold=True, colour="paper")
    return y + tall + 4


def _moves(events: tuple[Event, ...], tops: list[float], canvas: Canvas) -> None:
    """An arrow from each day given up to the day that took its place, at the axis' left; crossing ones in lanes of their own."""
    taken: list[list[tuple[float, float]]] = [[] for _ in range(_LANES)]
    for start, event in enumerate(events):
        if event.moved_to is None:
            continue
        a, b = (tops[at] + _TEXT * LEADING / 2 for at in (start, event.moved_to))
        low, high = min(a, b), max(a, b)
        lane = next((n for n, runs in enumerate(taken) if all(high < f or low > t for f, t in runs)), None)
        if lane is None:
            continue
        taken[lane].append((low, high))
        x = _AXIS - 10 - _LANE * lane
        canvas.arrow(((_AXIS - 6, a), (x, a), (x, b), (_AXIS - 6, b)), "due")
