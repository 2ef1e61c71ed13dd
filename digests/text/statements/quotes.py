"""Quoted runs of a text: curly, straight, guillemets and single marks, closed or going on over a paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARK = re.compile("[“”„«»\"‘’]|(?<!\\w)'(?=\\w)|(?<=[\\w.,!?])'(?!\\w)")
_CLOSERS = {"“": "”“", "„": "”“", "«": "»", '"': '"', "‘": "’", "'": "'"}
_LONGEST = 3000  # characters of one quoted run; a mark that nothing closes within is no mark


@dataclass(frozen=True, slots=True)
class Quote:
    """A quoted run, marks included. ``open`` where the paragraph ended before the mark was closed."""

    start: int
    end: int
    open: bool = False
    single: bool = False


def find(text: str) -> tuple[Quote, ...]:
    """The outermost quoted runs in order."""
    found: list[Quote] = []
    for paragraph in re.finditer(r"[^\n]+", text):
        found.extend(_in_paragraph(text, paragraph.start(), paragraph.end()))
    return tuple(found)


def _in_paragraph(text: str, first: int, last: int) -> list[Quote]:
    found: list[Quote] = []
    opened: int | None = None
    closers = ""
    for match in _MARK.finditer(text, first, last):
        mark, at = match.group(), match.start()
        if opened is not None and at - opened > _LONGEST:
            opened = None
        if opened is None:
            if mark in _CLOSERS and _opens(text, at, first):
                opened, closers = at, _CLOSERS[mark]
            continue
        if mark in closers and not (mark in "’'" and _apostrophe(text, at)):
            if mark in "'’" and at - opened > 400:
                opened = None
                continue
            found.append(Quote(opened, at + 1, single=mark in "'’"))
            opened = None
    if opened is not None and text[opened] in '“"«' and opened + 20 < last <= opened + _LONGEST:
        found.append(Quote(opened, last, open=True))
    return found


def _opens(text: str, at: int, first: int) -> bool:
    before = text[at - 1] if at > first else " "
    after = text[at + 1 : at + 2]
    return (not before.isalnum() or text[at] in "“„«") and bool(after) and not after.isspace()


def _apostrophe(text: str, at: int) -> bool:
    """Whether a closing single mark stands inside a word."""
    return at + 1 < len(text) and text[at + 1].isalnum()
