"""What happened, in a few words of the sentence that tells it."""

from __future__ import annotations

from digests.extract.casualties.lexicon import listed
from digests.extract.casualties.tokens import Token

_BEFORE = 3  # words taken before the noun of an event ("suicide car bombing")
_BEHIND = 6  # words taken behind it ("attack on a minibus")
_CLAUSE = 12  # words of a clause taken where no such noun stands
_STOPS = ("be", "have", "modal", "relative", "mark", "harm", "and", "including", "preposition")


def what(text: str, tokens: list[Token], at: int) -> str:
    """The clause that leads up to a harm told as its outcome, else the nearest noun of an event with what describes it, else ""."""
    lead_up = _lead_up(text, tokens, at)
    if lead_up:
        return lead_up
    nouns = [i for i, token in enumerate(tokens) if token.low in listed("event", "nouns") and token.tag == "word" and i != at]
    if nouns:
        i = min(nouns, key=lambda n: (abs(n - at) > 2 * _CLAUSE, n > at, abs(n - at)))
        return _noun(text, tokens, i)
    return ""


def _noun(text: str, tokens: list[Token], i: int) -> str:
    first = last = i
    while first > max(0, i - _BEFORE) and _describes(tokens[first - 1]):
        first -= 1
    if i + 1 < len(tokens) and tokens[i + 1].low in ("on", "at", "in", "of", "near", "against"):
        last += 1
        while last + 1 < min(len(tokens), i + _BEHIND) and tokens[last + 1].tag not in _STOPS:
            last += 1
        last = last if last > i + 1 else i
    return text[tokens[first].start : tokens[last].end]


def _describes(token: Token) -> bool:
    return token.tag in ("word", "name") and token.low not in listed("grammar", "verbal") and not token.low.endswith("ly")


def _lead_up(text: str, tokens: list[Token], at: int) -> str:
    """ "A truck plowed into a crowd, killing ...": the clause before the comma."""
    if at < 3 or not tokens[at].low.split()[0].endswith("ing"):
        return ""
    comma = next((i for i in range(at - 1, max(0, at - 8), -1) if tokens[i].low == ","), None)
    if comma is None:
        return ""
    first = next((i + 1 for i in range(comma - 1, -1, -1) if tokens[i].tag == "mark"), 0)
    last = min(comma - 1, first + _CLAUSE)
    while last - 1 > first and tokens[last].low in listed("grammar", "calendar") and tokens[last - 1].low == "on":
        last -= 2  # the day stands in its own field
    return text[tokens[first].start : tokens[last].end] if first < comma else ""
