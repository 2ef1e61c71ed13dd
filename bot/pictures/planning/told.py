"""A picture's plan and the words that go with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.pictures.plan import Plan
from bot.render.page import CAPTION, Line, Page, line, paginate, units

__all__ = ["Told", "caption", "plain"]


@dataclass(frozen=True, slots=True)
class Told:
    """What is drawn, and the same in words for those who do not see it."""

    plan: Plan
    caption: Page
    worth: bool = True  #: False where the words say all there is to see


def caption(lines: Iterable[Line], more: str) -> Page:
    """As many lines as fit under a picture; ``more`` stands for the rest."""
    kept = list(lines)
    first, *rest = paginate(kept, limit=CAPTION)
    if not rest:
        return first
    room = CAPTION - units(more) - 1
    used = 0
    for count, piece in enumerate(kept):
        used += units(piece.text) + 1
        if used > room:
            return paginate([*kept[: max(count, 1)], line(more)], limit=CAPTION)[0]
    return first


def plain(parts: Iterable[object]) -> str:
    """Spans as the text they show."""
    return "".join(part if isinstance(part, str) else str(getattr(part, "text", "")) for part in parts)
