"""Words written from right to left in a line written from left to right, and the other way round: kept apart, so that neither
drags the punctuation, the numbers and the names around it to another place (Unicode's UAX #9, isolates)."""

from __future__ import annotations

import re
from unicodedata import bidirectional

__all__ = ["apart", "settled"]

_FIRST_STRONG, _RIGHT_TO_LEFT, _END = "\u2068", "\u2067", "\u2069"
_LEFTWARD = ("R", "AL")
#: blocks whose letters run leftward: a quick look, so that most texts are not looked at letter by letter
_MAY_RUN_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")


def apart(text: str) -> str:
    """A value with leftward letters as one piece that does not mix with what stands around it; any other as it is."""
    return f"{_FIRST_STRONG}{text}{_END}" if _MAY_RUN_LEFT.search(text) else text


def settled(text: str) -> str:
    """A line's text with every leftward run kept apart, but for those that are so already."""
    if not _MAY_RUN_LEFT.search(text) or _FIRST_STRONG in text or _RIGHT_TO_LEFT in text:
        return text
    made: list[str] = []
    at = 0
    for start, end in _runs(text):
        made += [text[at:start], _RIGHT_TO_LEFT, text[start:end], _END]
        at = end
    return "".join(made) + text[at:]


def _runs(text: str) -> list[tuple[int, int]]:
    """From each first leftward letter to the last one before a rightward letter."""
    runs: list[tuple[int, int]] = []
    start = last = -1
    for at, letter in enumerate(text):
        way = bidirectional(letter)
        if way in _LEFTWARD:
            start, last = (at if start < 0 else start), at
        elif way == "L" and start >= 0:
            runs.append((start, last + 1))
            start = -1
        elif way in ("NSM", "BN") and start >= 0 and at == last + 1:
            last = at  # a vowel sign goes with its letter
    return [*runs, (start, last + 1)] if start >= 0 else runs
