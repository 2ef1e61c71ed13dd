"""Small pictures to be passed on: one deadline, the headlines of a digest, a week looked back on."""

from __future__ import annotations

from bot.pictures.canvas import LEADING, WIDTH, Canvas
from bot.pictures.frame import EDGE, ROOM, SHAPES, foot, head
from bot.pictures.plan import Card, Headline, Week

__all__ = ["deadline", "headline", "week"]


def deadline(plan: Card, canvas: Canvas) -> float:
    """Draw a deadline; its height in points."""
    canvas.box(0, 0, 6, 400, "due")
    y = canvas.text(EDGE + 4, 14, plan.topic, 12, room=ROOM - 4, colour="soft")
    y = canvas.text(EDGE + 4, y + 6, plan.what, 18, room=ROOM - 4, lines=4, bold=True)
    y = canvas.text(EDGE + 4, y + 8, plan.day, 22, room=ROOM - 4, lines=2, bold=True, colour="due")
    if plan.far:
        y = canvas.text(EDGE + 4, y, plan.far, 15, room=ROOM - 4)
    if plan.stands:
        y = canvas.text(EDGE + 4, y + 4, plan.stands, 13, room=ROOM - 4, lines=2, bold=True, colour="toll")
    y = canvas.text(EDGE + 4, y + 8, plan.by, 12, room=ROOM - 4, lines=2)
    y = canvas.text(EDGE + 4, y + 2, plan.stamp, 11, room=ROOM - 4, colour="soft")
    return y + 14


def headline(plan: Headline, canvas: Canvas) -> float:
    """Draw the points of a digest; the height in points."""
    y = head(canvas, plan.topic, plan.stamp)
    for point in plan.points:
        canvas.dot(EDGE + 6, y + 14 * LEADING / 2, 5, point.kind, shape=SHAPES[point.kind])
        y = canvas.text(EDGE + 20, y, point.text, 14, room=ROOM - 20, lines=4) + 8
    return foot(canvas, y - 4, plan.more)


def week(plan: Week, canvas: Canvas) -> float:
    """Draw a week; the height in points."""
    y = head(canvas, plan.title, plan.span)
    for section in plan.sections:
        canvas.dot(EDGE + 5, y + 14 * LEADING / 2, 4.6, section.kind, shape=SHAPES[section.kind])
        y = canvas.text(EDGE + 16, y, section.title, 14, room=ROOM - 16, bold=True, colour=section.kind) + 4
        for row in section.rows:
            top = y
            y = canvas.text(EDGE + 96, y, row.text, 13, room=ROOM - 96, lines=3)
            if row.note:
                y = canvas.text(EDGE + 96, y, row.note, 11, room=ROOM - 96, lines=2, colour="soft")
            y = max(y, canvas.text(EDGE + 16, top + 1, row.mark, 12, room=74, lines=2, bold=True)) + 5
        canvas.line(((EDGE, y + 1), (WIDTH - EDGE, y + 1)), "rule", wide=0.8)
        y += 9
    return foot(canvas, y - 6, plan.more)
