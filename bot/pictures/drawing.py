"""From a plan to a PNG. Runs in a process of its own; knows nothing of the bot."""

from __future__ import annotations

from bot.pictures import cards, positions, timeline, tolls
from bot.pictures.canvas import Canvas
from bot.pictures.plan import Card, Headline, Plan, Positions, Timeline, Tolls, Week
from bot.pictures.theme import THEMES, ThemeName

__all__ = ["draw", "lay_out"]


def draw(plan: Plan, theme: ThemeName) -> bytes:
    """The picture of a plan. Raises Undrawable where it holds letters that the typeface has not."""
    canvas, height = lay_out(plan, theme)
    return canvas.png(height)


def lay_out(plan: Plan, theme: ThemeName) -> tuple[Canvas, float]:
    """The sheet with everything in its place, and its height in points."""
    canvas = Canvas(THEMES[theme])
    match plan:
        case Timeline():
            return canvas, timeline.draw(plan, canvas)
        case Tolls():
            return canvas, tolls.draw(plan, canvas)
        case Positions():
            return canvas, positions.draw(plan, canvas)
        case Card():
            return canvas, cards.deadline(plan, canvas)
        case Headline():
            return canvas, cards.headline(plan, canvas)
        case Week():
            return canvas, cards.week(plan, canvas)
