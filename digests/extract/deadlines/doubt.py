"""Who doubts a deadline."""

from __future__ import annotations

import re
from functools import cache

from digests.extract.deadlines import lexicon
from digests.extract.deadlines.clause import Clause
from digests.text.statements import attributed
from digests.text.vocabulary import either


@cache
def _openly() -> re.Pattern[str]:
    """Who doubts in a verb of its own: "diplomats doubt", "Smith is not sure"."""
    return re.compile(
        r"\b(?P<who>(?:[A-Z][\w.’'-]+|" + either(lexicon.table("marks")["doubters"]) + r")"
        r"(?:\s(?:[A-Z][\w.’'-]+|of|the|and))*)\s(?:has\s|have\s|had\s|also\s)*"
        r"(?:doubt(?:s|ed)?|question(?:s|ed)?\swhether|cast(?:s)?\sdoubt|(?:is|was|are|were)\s(?:not\ssure|unsure|doubtful|skeptical|sceptical))\b"
    )


def doubter(clause: Clause) -> str | None:
    """Who says that it is in doubt, as the text names them: whom the sentence quotes, or who doubts in its own verb; None for nobody."""
    if found := _openly().search(clause.text, clause.sentence.start, clause.sentence.end):
        return found["who"]
    return attributed(clause.document, clause.mention.start, clause.mention.end)
