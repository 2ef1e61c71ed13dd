"""Laid-out pictures, looked at as a reader would: does everything stand on the sheet, does a label lie over another?"""

from __future__ import annotations

from bot.pictures.canvas import WIDTH, Canvas, Text
from bot.pictures.drawing import lay_out
from bot.pictures.plan import Plan

#: points that two lines may share: letters do not fill their line's height
TOUCH = 1.0
#: the smallest letters that are read on a phone
LEGIBLE = 11.0


def faults(plan: Plan) -> list[str]:
    """What is wrong with a picture, in words; empty where it is fine."""
    canvas, height = lay_out(plan, "light")
    found = [
        f"over an edge: {text.line}" for text in canvas.texts if text.left < 0 or text.right > WIDTH or text.top < 0 or text.bottom > height
    ]
    found += [f"too small: {text.line}" for text in canvas.texts if text.size < LEGIBLE]
    found += [f"{a.line!r} lies over {b.line!r}" for n, a in enumerate(canvas.texts) for b in canvas.texts[n + 1 :] if _meet(a, b)]
    return found


def words(canvas: Canvas) -> list[str]:
    """Every line of letters on a sheet."""
    return [text.line for text in canvas.texts]


def _meet(a: Text, b: Text) -> bool:
    across = min(a.right, b.right) - max(a.left, b.left)
    down = min(a.bottom, b.bottom) - max(a.top, b.top)
    return across > TOUCH and down > TOUCH
