"""Party by issue: each issue with who wants what on it, and what changed."""

from __future__ import annotations

from bot.pictures.canvas import LEADING, WIDTH, Canvas
from bot.pictures.frame import EDGE, ROOM, foot, head
from bot.pictures.letters import width
from bot.pictures.plan import Block, Cell, Positions

__all__ = ["draw"]

_ISSUE, _PARTY, _NOTE = 13.0, 12.0, 11.0
_PAD = 10.0
_PARTIES = 104.0
_TONES = {"for": "stance", "against": "toll", "wants": "due", "open": "soft"}


def draw(plan: Positions, canvas: Canvas) -> float:
    """Draw it; its height in points."""
    y = head(canvas, plan.title, plan.stamp)
    for block in plan.blocks:
        y = _block(block, canvas, y) + 8
    return foot(canvas, y - 4, plan.more)


def _block(block: Block, canvas: Canvas, y: float) -> float:
    top, place = y, len(canvas.shapes)
    y = canvas.text(EDGE + _PAD, y + 7, block.issue, _ISSUE, room=ROOM - 2 * _PAD, lines=3, bold=True) + 4
    for number, cell in enumerate(block.cells):
        if number:
            canvas.line(((EDGE + _PAD, y), (WIDTH - EDGE - _PAD, y)), "rule", wide=0.7)
            y += 3
        y = _cell(cell, canvas, y) + 3
    canvas.box(EDGE, top, WIDTH - EDGE, y + 4, "panel", round=8, under=place)
    return y + 4


def _cell(cell: Cell, canvas: Canvas, y: float) -> float:
    left, right = EDGE + _PAD + _PARTIES, WIDTH - EDGE - _PAD
    party_end = canvas.text(EDGE + _PAD, y + 2, cell.party, _PARTY, room=_PARTIES - 8, lines=2)
    tone, wide, tall = _TONES[cell.tone], min(width(cell.stance, _PARTY, True) + 16, right - left), _PARTY * LEADING + 4
    canvas.box(left, y, left + wide, y + tall, tone, round=5)
    canvas.text(left + 8, y + 2, cell.stance, _PARTY, room=wide - 16 + 0.5, bold=True, colour="paper")
    beside = left + wide + 8
    since_wide = width(cell.since, _NOTE)
    end = y + tall
    if beside + since_wide <= right:
        canvas.text(beside, y + 3, cell.since, _NOTE, room=since_wide + 1, colour="soft")
    else:
        end = canvas.text(left, end + 1, cell.since, _NOTE, room=right - left, colour="soft")
    if cell.was:
        canvas.dot(left + 4, end + 2 + _NOTE * LEADING / 2, 3.4, tone, shape="diamond")
        end = canvas.text(left + 13, end + 2, cell.was, _NOTE, room=right - left - 13, lines=2)
    return max(end, party_end)
