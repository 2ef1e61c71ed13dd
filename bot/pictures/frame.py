"""What all pictures share: a heading with the moment it was made, and the foot."""

from __future__ import annotations

from bot.pictures.canvas import WIDTH, Canvas

__all__ = ["EDGE", "ROOM", "SHAPES", "foot", "head"]

#: points left free on both sides
EDGE = 14.0
ROOM = WIDTH - 2 * EDGE

#: a shape for each kind of fact: colour alone never tells two apart
SHAPES = {"due": "circle", "toll": "square", "stance": "diamond"}


def head(canvas: Canvas, title: str, stamp: str) -> float:
    """The heading; where what follows may begin."""
    y = canvas.text(EDGE, 12, title, 17, room=ROOM, lines=2, bold=True)
    y = canvas.text(EDGE, y + 1, stamp, 11, room=ROOM, colour="soft")
    canvas.line(((EDGE, y + 8), (WIDTH - EDGE, y + 8)), "rule")
    return y + 16


def foot(canvas: Canvas, y: float, more: str) -> float:
    """What is told elsewhere, and the height of the whole picture."""
    if more:
        y = canvas.text(EDGE, y + 4, more, 11, room=ROOM, lines=2, colour="soft")
    return y + 12
