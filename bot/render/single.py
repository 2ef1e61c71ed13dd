"""One deadline by itself: its line, the sentence behind it, and where it stood before."""

from __future__ import annotations

from collections.abc import Sequence

from bot.render import facts
from bot.render.digest import source_lines
from bot.render.page import Button, Line, Page, heading, line, paginate
from bot.render.view import View
from digests.model import StoryDeadline

__all__ = ["deadline"]

_SENTENCES = 3


def deadline(of: StoryDeadline, title: str, view: View, buttons: Sequence[Sequence[Button]] = ()) -> tuple[Page, ...]:
    """What is due and when, who says so in which words."""
    lines = [heading(title), line(*facts.deadline(of, view))]
    if came := facts.outcome(of, view):
        lines.append(line(came))
    behind = [*((of.doubt,) if of.doubt else ()), *reversed(of.evidence)]
    folded = [Line(piece.spans, folded=True) for piece in source_lines(behind[:_SENTENCES], view)]
    return paginate([*lines, *folded], buttons)
