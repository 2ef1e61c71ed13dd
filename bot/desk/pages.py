"""An answer of the desk as pages of a chat."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.desk.acts import Answer
from bot.render import Button, Page
from bot.render.page import Line, bold, heading, line, paginate, units

__all__ = ["VERSION", "button", "pages"]

VERSION = "desk:1:"
_LIMIT = 64
_LABEL = 60


def pages(answer: Answer, *rows: tuple[Button, ...]) -> tuple[Page, ...]:
    """The answer's lines and rows as pages, with its buttons and ``rows`` under the last; posts it shows stand after them."""
    lines = [heading(answer.lines[0])] if answer.lines else []
    lines += [line(text) for text in answer.lines[1:]]
    shown = [n for n, name in enumerate(answer.columns) if name not in answer.only_shell]
    lines += [_row([row[n] for n in shown], numbered=answer.columns[0] == "n") for row in answer.rows]
    own = tuple(tuple(found for choice in choices if (found := button(choice.text, choice.words))) for choices in answer.choices)
    made = paginate(lines, (*rows, *(row for row in own if row)))
    if answer.picture is not None and made:
        made = (replace(made[0], picture=answer.picture), *made[1:])
    return (*made, *answer.pages)


def _row(cells: list[Any], *, numbered: bool) -> Line:
    mark = f"{cells.pop(0)}. " if numbered else "• "
    told = [str(cell) for cell in cells if cell not in ("", None)]
    return line(mark, bold(told[0]), *(f" · {cell}" for cell in told[1:])) if told else line(mark)


def button(text: str, words: str, *, sure: bool = False) -> Button | None:
    """A button that does an act; None where its words do not fit into one."""
    action = f"{VERSION}{'!' if sure else '.'}{words}"
    if len(action.encode()) > _LIMIT:
        return None
    return Button(text if units(text) <= _LABEL else f"{text[: _LABEL - 1]}…", action)
