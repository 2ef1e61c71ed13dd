"""Each incident's toll as it was reported over time: a step line for each source, the range between them shaded."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise

from bot.pictures.canvas import LEADING, WIDTH, Canvas
from bot.pictures.frame import EDGE, ROOM, foot, head
from bot.pictures.letters import width, wrap
from bot.pictures.plan import Figure, Panel, Tolls, Total

__all__ = ["draw"]

_TITLE, _BIG, _NOTE = 13.0, 20.0, 11.0
_PLOT = 96.0
_AXIS_ROOM = 30.0
_NAMES = 104.0
_SHAPES = ("circle", "square", "diamond", "circle")


def draw(plan: Tolls, canvas: Canvas) -> float:
    """Draw it; its height in points."""
    y = head(canvas, plan.title, plan.stamp)
    for number, panel in enumerate(plan.panels):
        y = _panel(panel, canvas, y + (10 if number else 0))
    if plan.totals:
        y = _totals(plan, canvas, y + (8 if plan.panels else 0))
    return foot(canvas, y, plan.more)


def _panel(panel: Panel, canvas: Canvas, y: float) -> float:
    y = canvas.text(EDGE, y, panel.told, _BIG, room=ROOM, lines=2, bold=True, colour="toll")
    y = canvas.text(EDGE, y, panel.title, _TITLE, room=ROOM, lines=3)
    if panel.note:
        y = canvas.text(EDGE, y + 1, panel.note, _NOTE, room=ROOM, lines=3, colour="soft")
    if not panel.figures:
        return y
    return _plot(panel, canvas, y + 12)


class _Scale:
    """From moments and counts to points."""

    def __init__(self, panel: Panel, top: float) -> None:
        moments = [step.at for figure in panel.figures for step in figure.steps]
        counts = [step.count for figure in panel.figures for step in figure.steps]
        self.left, self.right = EDGE + _AXIS_ROOM, WIDTH - EDGE - _NAMES
        self.top, self.bottom = top, top + _PLOT
        self.first, self.last = min(moments), max(panel.until, max(moments))
        self.ticks = _round_ticks(max(counts))

    def x(self, at: datetime) -> float:
        span = (self.last - self.first).total_seconds() or 1.0
        return self.left + 5 + (self.right - self.left - 5) * (at - self.first).total_seconds() / span

    def end(self, figure: Figure) -> float:
        """Where the line of a source ends."""
        return self.right if figure.until is None else min(self.right, self.x(figure.until))

    def y(self, count: float) -> float:
        return self.bottom - (self.bottom - self.top) * count / self.ticks[-1]


def _plot(panel: Panel, canvas: Canvas, y: float) -> float:
    scale = _Scale(panel, y)
    _range(panel, scale, canvas)
    for tick in scale.ticks:
        canvas.line(((scale.left, scale.y(tick)), (scale.right, scale.y(tick))), "rule", wide=0.8)
        canvas.text(scale.left - 6, scale.y(tick) - _NOTE * LEADING / 2, f"{tick:,}", _NOTE, room=_AXIS_ROOM, colour="soft", align="right")
    for number, figure in enumerate(panel.figures):
        _steps(figure, f"source{number + 1}", _SHAPES[number], scale, canvas)
    _names(panel, scale, canvas)
    return _days(panel, scale, canvas)


def _range(panel: Panel, scale: _Scale, canvas: Canvas) -> None:
    """Between the lowest and the highest count that held at each time."""
    ends = {figure.until for figure in panel.figures if figure.until is not None and figure.until < scale.last}
    moments = sorted({step.at for figure in panel.figures for step in figure.steps} | {scale.last} | ends)
    for start, end in pairwise(moments):
        held = [count for figure in panel.figures if (count := _held(figure, start)) is not None]
        if len(held) > 1 and min(held) != max(held):
            corners = [
                (scale.x(at), scale.y(count)) for at, count in ((start, min(held)), (end, min(held)), (end, max(held)), (start, max(held)))
            ]
            canvas.area(corners, "range")


def _held(figure: Figure, at: datetime) -> int | None:
    if figure.until is not None and at >= figure.until:
        return None
    return next((step.count for step in reversed(figure.steps) if step.at <= at), None)


def _steps(figure: Figure, colour: str, shape: str, scale: _Scale, canvas: Canvas) -> None:
    points: list[tuple[float, float]] = []
    for step in figure.steps:
        if points:
            points.append((scale.x(step.at), points[-1][1]))
        points.append((scale.x(step.at), scale.y(step.count)))
    if len(points) > 1:
        canvas.line(points, colour, wide=2)
    canvas.line((points[-1], (scale.end(figure), points[-1][1])), colour, wide=1.2, dash=2.5)
    for step in figure.steps:
        canvas.dot(scale.x(step.at), scale.y(step.count), 3.2, colour, shape=shape)


def _names(panel: Panel, scale: _Scale, canvas: Canvas) -> None:
    """Each line's last count and source at its right end, pushed apart until none lies over another."""
    tall = _NOTE * LEADING
    ends = sorted(
        (scale.y(figure.steps[-1].count), -figure.steps[-1].count, number, f"{figure.steps[-1].count:,} {figure.source}")
        for number, figure in enumerate(panel.figures)
    )
    tops, heights = [], []
    room = _NAMES - 12
    for centre, _, _, name in ends:
        heights.append(len(wrap(name, _NOTE, room, 2)) * tall)
        tops.append(centre - tall / 2)
    for number in range(1, len(tops)):
        tops[number] = max(tops[number], tops[number - 1] + heights[number - 1] + 1)
    over = tops[-1] + heights[-1] - (scale.bottom + tall / 2 + 2)
    if over > 0:
        tops = [top - over for top in tops]
        for number in range(len(tops) - 2, -1, -1):
            tops[number] = min(tops[number], tops[number + 1] - heights[number] - 1)
        tops[0] = max(tops[0], scale.top - tall)
        for number in range(1, len(tops)):
            tops[number] = max(tops[number], tops[number - 1] + heights[number - 1] + 1)
    for (centre, _, number, name), top in zip(ends, tops, strict=True):
        end = scale.end(panel.figures[number])
        if end < scale.right:
            canvas.line(((end, centre), (scale.right, centre)), "rule", wide=0.9, dash=1.5)
        canvas.line(((scale.right + 1, centre), (scale.right + 9, top + tall / 2)), f"source{number + 1}", wide=0.9)
        canvas.text(scale.right + 12, top, name, _NOTE, room=room, lines=2, colour=f"source{number + 1}")


def _days(panel: Panel, scale: _Scale, canvas: Canvas) -> float:
    """The days under the plot, as many as stand free of one another."""
    end = -1.0
    y = scale.bottom + 7
    for tick in panel.ticks:
        x = scale.x(tick.at)
        wide = width(tick.name, _NOTE)
        left = min(max(x - wide / 2, EDGE), scale.right + 9 - wide)
        if left > end + 8 and scale.left - 1 <= x <= scale.right + 1:
            canvas.line(((x, scale.bottom), (x, scale.bottom + 4)), "rule", wide=0.8)
            canvas.text(left, y, tick.name, _NOTE, room=wide + 1, colour="soft")
            end = left + wide
    names_end = max((text.bottom for text in canvas.texts), default=y)
    return max(y + _NOTE * LEADING, names_end) + 6


def _totals(plan: Tolls, canvas: Canvas, y: float) -> float:
    top, place = y, len(canvas.shapes)
    y = canvas.text(EDGE + 10, y + 8, plan.apart, _NOTE, room=ROOM - 20, bold=True, colour="soft")
    for total in plan.totals:
        y = _total(total, canvas, y + 4)
    canvas.box(EDGE, top, WIDTH - EDGE, y + 8, "panel", round=8, under=place)
    return y + 8


def _total(total: Total, canvas: Canvas, y: float) -> float:
    y = canvas.text(EDGE + 10, y, total.told, 14, room=ROOM - 20, lines=2, bold=True)
    if total.what:
        y = canvas.text(EDGE + 10, y, total.what, 12, room=ROOM - 20, lines=2)
    return canvas.text(EDGE + 10, y, total.note, _NOTE, room=ROOM - 20, lines=2, colour="soft")


def _round_ticks(most: int) -> tuple[int, ...]:
    """Three to five round counts from 0 to at least ``most``."""
    if most <= 0:
        return (0, 1)
    power = 1
    while True:
        for factor in (1, 2, 5):
            step = factor * power
            if step * 4 >= most:
                return tuple(range(0, step * (-(-most // step)) + 1, step))
        power *= 10
