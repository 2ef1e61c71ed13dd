"""The words around an expression: what belongs to it, and what tells how to read it."""

from __future__ import annotations

import re

from digests.text.dates import words as w
from digests.text.dates.mention import Told

_LOOK = 40  # letters before a word that can belong to its expression


_BACKWARD = re.compile(r"[\s(“\"]*([\w’'.-]+)")  # over letters turned round: a place just behind is found at once


def before(text: str, start: int) -> str:
    """The word before a place, lower case."""
    found = _BACKWARD.match(text[max(0, start - _LOOK) : start][::-1])
    return found.group(1)[::-1].lower().rstrip(".") if found else ""


def follows(text: str, start: int, words: tuple[str, ...]) -> bool:
    """Whether the words right before a place can end with one of some; a cheap look before a dear one."""
    return text[max(0, start - 14) : start].rstrip(" \t\n-").lower().endswith(words)


def after(text: str, end: int) -> str:
    found = re.match(r"\s+([\w’'-]+)", text[end : end + _LOOK])
    return found.group(1).lower() if found else ""


def full_year(told: str | None) -> int | None:
    """1989 from "1989" and from "’89"; two figures are read as 1930 to 2029."""
    if not told:
        return None
    if len(told) == 4:
        return int(told)
    short = int(told[-2:])
    return 1900 + short if short >= 30 else 2000 + short


def part(text: str, told: Told) -> Told:
    """ "Monday morning", "Feb. 1 at noon": the part of the day belongs to it."""
    found = w.PART.match(text, told.end, told.end + 18)
    if found:
        told.end = found.end()
        told.possessive = text[found.end() : found.end() + 2] in ("'s", "’s")
        word = found["part"].lower()
        if word in ("noon", "midday", "midnight"):
            told.time = "00:00" if word == "midnight" else "12:00"
    return told


def early(text: str, told: Told) -> Told:
    if not follows(text, told.start, _EARLY):
        return told
    found = w.EARLY.search(text, max(0, told.start - 10), told.start)
    if found:
        told.start = found.start()
        told.boundary = told.boundary or {"early": "start", "earlier": "start", "mid": "middle"}.get(found["word"].lower(), "end")
    return told


def which(text: str, told: Told) -> Told:
    if not follows(text, told.start, _POINTERS):
        return told
    found = w.WHICH.search(text, max(0, told.start - 24), told.start)
    if found:
        word = (found["the"] or found["word"]).lower()
        told.start, told.which = found.start(), _WHICH.get(word, word)
    return told


_EARLY = ("early", "late", "mid", "later", "earlier", " on")
_POINTERS = (
    *("last", "next", "previous", "preceding", "following", "coming", "past", "same"),
    *("upcoming", "current", "prior", "this", "that"),
)
_WHICH = {"preceding": "previous", "prior": "previous", "upcoming": "coming", "current": "this", "very same": "same"}
_EDGES = {"beginning": "start", "start": "start", "first day": "start", "first half": "start", "middle": "middle"}


def boundary(text: str, told: Told) -> Told:
    if not follows(text, told.start, (" of", " the")):
        return told
    found = w.BOUNDARY.search(text, max(0, told.start - 26), told.start)
    if found:
        told.start, told.boundary = found.start(), _EDGES.get(found["word"].lower(), "end")
    return told
