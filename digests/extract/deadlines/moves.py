"""Words that tell of a move to another day."""

from __future__ import annotations

import re
from functools import cache

from digests.extract.deadlines import lexicon
from digests.extract.deadlines.clause import Clause
from digests.text.vocabulary import either

_ON_WHICH = re.compile(r"\b(?:on|over|about|for|against)\s(?:the|an?|any|this|that)\s(?:\w+\s)?\Z")


@cache
def _talked_over() -> re.Pattern[str]:
    """ "talks on extending the truce": a move that a gathering is still to settle."""
    nouns = lexicon.table("nouns")
    return re.compile(rf"\b{either([*nouns['meeting'], *nouns['vote']])}s?\s(?:on|over|about|aimed\sat)\s\Z", re.IGNORECASE)


def moved(clause: Clause) -> bool:
    """Whether the clause tells of a move to another day."""
    return move(clause.whole) is not None


def move(whole: str) -> re.Match[str] | None:
    """The word that tells a move; not the delay that a vote is on."""
    for found in lexicon.marks("extended").finditer(whole):
        if not _ON_WHICH.search(whole[: found.start()]) and not _talked_over().search(whole[: found.start()]):
            return found
    return None


def later_than_planned(clause: Clause) -> re.Match[str] | None:
    """ "now due on April 18, a week later than first planned": the day has moved."""
    return lexicon.later_than().match(clause.text, clause.mention.end, clause.sentence.end)
