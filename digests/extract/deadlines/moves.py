"""Words that tell of a move to another day."""

from __future__ import annotations

import re
from functools import cache

from digests.extract.deadlines import lexicon
from digests.extract.deadlines.clause import Clause, Trigger
from digests.extract.deadlines.events import nouns_in
from digests.text.dates import DateMention
from digests.text.dates.join import RANGE
from digests.text.dates.moving import Move, leaves, mover
from digests.text.vocabulary import either

_ON_WHICH = re.compile(r"\b(?:on|over|about|for|against)\s(?:the|an?|any|this|that)\s(?:\w+\s)?\Z")


@cache
def _talked_over() -> re.Pattern[str]:
    """ "talks on extending the truce": a move that a gathering is still to settle."""
    nouns = lexicon.table("nouns")
    return re.compile(rf"\b{either([*nouns['meeting'], *nouns['vote']])}s?\s(?:on|over|about|aimed\sat)\s\Z", re.IGNORECASE)


def moved(clause: Clause) -> bool:
    """Whether the clause tells of a move to another day."""
    return move(clause.whole) is not None or arrived(clause) is not None


def left(clause: Clause) -> bool:
    """Whether the day is the one a thing was moved away from: "from Tuesday to Friday", "to Friday from Tuesday"."""
    if leaves(clause.text, clause.mention.start, clause.mention.end):
        return True
    before = [told for told in clause.dates if told.end <= clause.mention.start]
    return bool(before) and _turned(clause.text, before[-1], clause.mention)


def old_day(clause: Clause) -> DateMention | None:
    """The day right beside, which a thing was moved away from to this one."""
    before = [told for told in clause.dates if told.end <= clause.mention.start]
    near = bool(before) and RANGE.fullmatch(clause.text, before[-1].end, clause.mention.start) is not None
    if near and leaves(clause.text, before[-1].start, before[-1].end):
        return before[-1]
    behind = next((told for told in clause.dates if told.start >= clause.mention.end), None)
    return behind if behind and _turned(clause.text, clause.mention, behind) else None


def _turned(text: str, new: DateMention, old: DateMention) -> bool:
    """Whether a thing was moved "to Friday from Tuesday"."""
    led = text[new.end : old.start] == " from " and (new.cue or "").endswith(("to", "until", "till"))
    return led and mover(text, new.start) is not None


def arrived(clause: Clause) -> Move | None:
    """The move that ends on the day of a clause."""
    old = old_day(clause)
    return mover(clause.text, min(old.start, clause.mention.start)) if old else None


def moved_event(clause: Clause) -> Trigger | None:
    """The event that was moved to the day of a clause from another one."""
    found = arrived(clause)
    told = nouns_in(clause.text) if found else ()
    for start, end, word in told:
        if found and found.low <= start < found.high and word not in lexicon.weak_nouns():
            return Trigger(start, end, lexicon.noun_kinds()[word], word, True)
    return None


def move(whole: str) -> re.Match[str] | None:
    """The word that tells a move; not the delay that a vote is on."""
    for found in lexicon.marks("extended").finditer(whole):
        if not _ON_WHICH.search(whole[: found.start()]) and not _talked_over().search(whole[: found.start()]):
            return found
    return None


def later_than_planned(clause: Clause) -> re.Match[str] | None:
    """ "now due on April 18, a week later than first planned": the day has moved."""
    return lexicon.later_than().match(clause.text, clause.mention.end, clause.sentence.end)
