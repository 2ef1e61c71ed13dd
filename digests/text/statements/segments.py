"""Stretches of text read at once: a sentence, or several where a quoted run crosses their border."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from digests.text.sentences import Span
from digests.text.statements.quotes import Quote
from digests.text.tokens import Tokens

_LONGEST = 600  # tokens read at once: a sentence without an end is cut there


@dataclass(frozen=True, slots=True)
class Segment:
    """Offsets, token indices (last exclusive) and the quoted runs inside."""

    start: int
    end: int
    first: int
    last: int
    quotes: tuple[Quote, ...]

    @property
    def wholly_quoted(self) -> bool:
        """Whether next to nothing stands outside the quoted runs."""
        inside = sum(quote.end - quote.start for quote in self.quotes)
        return bool(self.quotes) and self.quotes[0].start - self.start <= 1 and self.end - self.start - inside <= 3


def cut(sentences: Sequence[Span], tokens: Tokens, quotes: Sequence[Quote]) -> list[Segment]:
    """All segments in order."""
    starts = [quote.start for quote in quotes]
    found: list[Segment] = []
    index = 0
    while index < len(sentences):
        start, end = sentences[index].start, sentences[index].end
        index += 1
        while index < len(sentences) and (crossing := _over(quotes, starts, sentences[index].start)) and crossing.start >= start:
            end = max(end, sentences[index].end)
            index += 1
        found.extend(_pieces(start, end, tokens, quotes, starts))
    return found


def _pieces(start: int, end: int, tokens: Tokens, quotes: Sequence[Quote], starts: list[int]) -> list[Segment]:
    """One segment, cut where it is longer than any sentence."""
    first, last = tokens.first_from(start), tokens.first_from(end)
    found = []
    for at in range(first, max(last, first + 1), _LONGEST):
        to = min(last, at + _LONGEST)
        left = start if at == first else tokens.starts[at]
        right = end if to == last else tokens.starts[to]
        found.append(Segment(left, right, at, to, tuple(quotes[bisect_left(starts, left) : bisect_left(starts, right)])))
    return found


def _over(quotes: Sequence[Quote], starts: list[int], offset: int) -> Quote | None:
    """The quoted run that is still open at an offset."""
    at = bisect_right(starts, offset) - 1
    if at < 0:
        return None
    quote = quotes[at]
    return quote if quote.start < offset < quote.end else None
