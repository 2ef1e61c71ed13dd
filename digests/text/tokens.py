"""Words and marks of a text as parallel lists: what names and statements read.

A hyphen, a slash and a possessive ending are tokens of their own; an abbreviation keeps its dot.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

_TOKEN = re.compile(
    r"[A-Z]?[a-z]+(?=[\s,])"  # most words, without a look at the rest
    r"|(?:[A-Z]\.){2,}(?:[A-Z](?![^\W_]))?"
    r"|\b(?:Mr|Mrs|Ms|Dr|Gen|Maj|Brig|Lt|Col|Capt|Sgt|Cpl|Adm|Cmdr|Sen|Rep|Gov|Prof|Rev|St|Jr|Sr|Corp|Inc|Ltd|Co|Bros|No|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec)\."
    r"|[A-Z]\.(?=\s[A-Z])"
    r"|['’]s?(?![^\W_])"
    r"|[^\W_]+(?:(?!['’]s(?![^\W_]))['’&.][^\W_]+|\+)*"
    r"|[^\w\s]|_"
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one text; ``words[i]`` is the text between ``starts[i]`` and ``ends[i]``, its apostrophe straight."""

    words: list[str]
    lower: list[str]  #: the same words in lower case
    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        return len(self.words)

    def first_from(self, offset: int) -> int:
        """Index of the first token that starts at or after an offset."""
        return bisect_left(self.starts, offset)

    def last_before(self, offset: int) -> int:
        """Index of the last token that starts before an offset, -1 where there is none."""
        return bisect_left(self.starts, offset) - 1

    def at(self, offset: int) -> int:
        """Index of the token that holds an offset, or of the last one that starts before it."""
        return max(0, bisect_right(self.starts, offset) - 1)


def read(text: str) -> Tokens:
    """All tokens of a text in order."""
    plain = text.replace("’", "'") if "’" in text else text
    spans = [match.span() for match in _TOKEN.finditer(text)]
    words = [plain[start:end] for start, end in spans]
    low = plain.lower()
    lower = [low[start:end] for start, end in spans] if len(low) == len(plain) else [word.lower() for word in words]
    return Tokens(words, lower, [start for start, _ in spans], [end for _, end in spans])


def split(phrase: str) -> tuple[str, ...]:
    """The tokens of a short phrase, apostrophes straight: the form in which word lists are looked up."""
    return tuple(match.group().replace("’", "'") for match in _TOKEN.finditer(phrase))
