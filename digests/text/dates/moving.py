"""A thing moved from one day to another: "pushed the talks from Tuesday to Friday"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from digests.text.dates import words as w
from digests.text.dates.page import sentence_start
from digests.text.vocabulary import either

_VERB = re.compile(rf"(?<!\w){either(w.listed('verbs', 'moved') | w.listed('verbs', 'moved_up'))}(?!\w)", re.IGNORECASE)
_EVENT = re.compile(rf"(?<!\w){either(w.listed('verbs', 'events') | w.listed('verbs', 'moved_things'))}(?!\w)", re.IGNORECASE)
_PASSIVE = re.compile(r"\b(?:be|been|being|is|are|was|were)\s(?:\w+ly\s)?\Z")
_FROM = re.compile(r"\sfrom\s(?:the\s)?\Z")
_TO = re.compile(r"\s(?:to|until|till)\s(?:(?:the\sfollowing|next)\s)?(?=[A-Z\d])")
_REACH = 260  # letters of a sentence before its day


@dataclass(frozen=True, slots=True)
class Move:
    """The verb of a move, and where in the text stands what is moved."""

    start: int
    verb: str
    low: int
    high: int

    @property
    def either_way(self) -> bool:
        """Whether the new day may lie before the old: "moved", "brought forward", but not "postponed"."""
        return self.verb.lower() in w.listed("verbs", "moved_up")


def leaves(text: str, start: int, end: int) -> Move | None:
    """What moves an event from the day at ``text[start:end]`` to the one told right behind it; None where nothing does."""
    if not _FROM.search(text, max(0, start - 10), start) or not _TO.match(text, end, end + 24):
        return None
    return mover(text, start)


def mover(text: str, at: int) -> Move | None:
    """What moves an event in the sentence before a place; None where nothing does."""
    low = sentence_start(text, at, _REACH)
    for verb in reversed(list(_VERB.finditer(text, low, at))):
        passive = _PASSIVE.search(text, max(low, verb.start() - 24), verb.start())
        move = Move(verb.start(), verb.group(), *((low, verb.start()) if passive else (verb.end(), at)))
        if _EVENT.search(text, move.low, move.high):
            return move
    return None
