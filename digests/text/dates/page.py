"""The words of a text with their places, and where its sentences end: read once, looked up for every date."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache, lru_cache

from digests.text.dates import words as w

_LEFT, _RIGHT = 170, 130  # letters of the clause looked at
_TOKEN = re.compile(r"[A-Za-z][A-Za-z’'.-]*[A-Za-z]|[A-Za-z]|[;:“”\"—–()]|,")
BOUNDS = frozenset(';:“"(—–,')
_ENDINGS = ("ed", "'ll", "’ll")


@cache
def _ends() -> re.Pattern[str]:
    """Where a sentence ends: a mark before a capital, but for the dot of an initial, a title or a short month."""
    months = (name for name in w.MONTHS if len(name) < 5 and name not in ("may", "june", "july"))
    short = sorted({word.capitalize() for word in (*w.listed("context", "abbreviations"), *months) if "." not in word} | {"vs", "no"})
    behind = "".join(rf"(?<!\b{word}\.)" for word in short)
    return re.compile(rf"(?:\.(?<!\b\w\.){behind}|[!?])['\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9])|\n")


@dataclass(frozen=True, slots=True)
class Page:
    """The words of one text with their places, and where its sentences end; read once, looked up for every date."""

    tokens: tuple[str, ...]
    starts: array[int]
    ends: array[int]
    notable: array[int]  #: which words can tell a direction, or bound where one is looked for
    breaks: array[int]  #: where a sentence ends
    begins: array[int]  #: where the one after it begins

    @classmethod
    @lru_cache(maxsize=4)
    def of(cls, text: str) -> Page:
        tokens, starts, ends, notable = list[str](), array("q"), array("q"), array("q")
        words, tails = noted(), _ENDINGS
        for i, found in enumerate(_TOKEN.finditer(text)):
            word = found.group()
            tokens.append(word)
            starts.append(found.start())
            ends.append(found.end())
            low = word.lower()
            if low in words or low.endswith(tails):
                notable.append(i)
        marks = [(m.start(), m.end()) for m in _ends().finditer(text)]
        return cls(
            tuple(tokens),
            starts,
            ends,
            notable,
            array("q", (start for start, _ in marks)),
            array("q", (end for _, end in marks)),
        )

    def within(self, start: int, end: int) -> tuple[list[str], list[int]]:
        """The words wholly inside a run, and which of them are notable."""
        low = bisect_left(self.starts, start)
        high = max(low, bisect_right(self.ends, end))
        first = bisect_left(self.notable, low)
        notable = self.notable[first : bisect_left(self.notable, high, first)]
        return list(self.tokens[low:high]), [i - low for i in notable]


def sentence_start(text: str, start: int, reach: int = _LEFT) -> int:
    """Where the sentence before a place begins, or how far back is looked."""
    begins = Page.of(text).begins
    at = bisect_right(begins, start)
    return max(0, start - reach, begins[at - 1] if at else 0)


def sentence_end(text: str, end: int, reach: int = _RIGHT) -> int:
    """Where the sentence after a place ends, or how far ahead is looked."""
    breaks = Page.of(text).breaks
    at = bisect_left(breaks, end)
    return min(len(text), end + reach, breaks[at] if at < len(breaks) else len(text))


@cache
def signals() -> frozenset[str]:
    """Every word that can tell a direction."""
    names = (
        "will",
        "modal",
        "plan",
        "plan_before",
        "be_present",
        "be_past",
        "past_aux",
        "say",
        "irregular",
        "present",
        "present_plural",
        "present_named",
        "have",
    )
    return frozenset().union(*(w.listed("verbs", name) for name in names), ("to", "take", "takes", "come", "go", "enter"))


def tells(word: str) -> bool:
    return word in signals() or word.endswith(_ENDINGS)


@cache
def noted() -> frozenset[str]:
    """Words and marks at which the walk along a clause looks."""
    return BOUNDS | signals() | w.listed("verbs", "stops")
