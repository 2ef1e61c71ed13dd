"""Days, months and years told in a text, resolved against the day it was published.

One pass over the words finds the expressions (``scan``), those that tell one day are joined (``join``), and each is dated
(``resolve``) from the anchor, the way of its clause (``tense``) and the days told before it. Every step is linear in the text.
"""

from __future__ import annotations

from datetime import date

from digests.text.dates.mention import DateMention, Granularity
from digests.text.dates.resolve import resolve

__all__ = ["DateMention", "Granularity", "find"]


def find(text: str, anchor: date) -> tuple[DateMention, ...]:
    """Every date mention of a text, in order, none overlapping; ``anchor`` is the day it was published.

    A value never is finer than the text: "in May" is a month. A doubtful reading carries a lower confidence.
    """
    return resolve(text, anchor)
