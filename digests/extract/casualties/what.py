"""What happened, in a few words of the sentence that tells it: what can stand behind "6 killed:"."""

from __future__ import annotations

from functools import cache

from digests.extract.casualties.lexicon import listed
from digests.extract.casualties.tokens import Token, verblike

_BEFORE = 4  # words taken before the noun of an event ("suicide car bombing")
_BEHIND = 8  # words taken behind it ("attack on a minibus")
_CLAUSE = 14  # words of a clause; a longer one says more than what happened
_CAUSE = 8  # words between a harm and the event that is told as its cause ("killed when", "killed in an attack")
_NEXT = 4  # words behind a harm in which its "when" stands
_FAR = 24  # words between a harm and an event that is not told as its cause
_STOPS = ("be", "have", "modal", "relative", "mark", "harm", "and", "including", "preposition", "number", "other", "never")
_ENDS = ("mark", "relative", "and", "harm", "including", "be", "have", "modal")  # what ends a clause that tells a cause
_TIED = ("on", "at", "in", "of", "near", "against")
_LOOSE = ("a", "an", "the", "its", "their", "his", "her", *_TIED)  # what no phrase ends with


def what(text: str, tokens: list[Token], at: int, place: str | None = None) -> str:
    """The clause that leads up to a harm told as its outcome, else the noun of the event with what describes it, else "".

    ``place``: the place of the event, which its own field tells.
    """
    run = _lead_up(tokens, at) or _cause(tokens, at) or _event(tokens, at) or _lead_up(tokens, at, cut=True)
    if run is None:
        return ""
    first, last = _without_place(tokens, *run, (place or "").lower().split())
    return text[tokens[first].start : tokens[last - 1].end] if first < last else ""


@cache
def _hanging() -> frozenset[str]:
    """What no clause begins with that stands alone."""
    return listed("event", "hanging")


def _cause(tokens: list[Token], at: int) -> tuple[int, int] | None:
    """ "12 people died when a bus fell into a ravine": the clause right behind the harm."""
    when = next((i for i in range(at + 1, min(at + _NEXT, len(tokens))) if tokens[i].low in ("when", "as", "after")), None)
    if when is None or when + 3 >= len(tokens) or any(t.tag == "mark" for t in tokens[at + 1 : when]):
        return None
    first = when + 1
    if tokens[first].tag not in ("article", "name", "number", "word") or tokens[first].low in _hanging():
        return None
    last = first
    while last < len(tokens) and tokens[last].tag not in _ENDS and tokens[last].low not in _hanging():
        last += 1
    if last < len(tokens) and tokens[last].tag in ("harm", "be", "have", "modal"):
        return None  # "died after a quake hit the coast has risen": the verb is another clause's
    last = _undated(tokens, first, last)
    told = any(verblike(t) or t.low in listed("grammar", "verbal") for t in tokens[first + 1 : last])
    return (first, last) if told and 2 < last - first <= _CLAUSE else None


def _event(tokens: list[Token], at: int) -> tuple[int, int] | None:
    """The noun of the event: one that is told as the cause right behind the harm, else the nearest before it, else behind it."""
    nouns = [i for i in range(len(tokens)) if i != at and abs(i - at) <= _FAR and _is_event(tokens, i)]
    if not nouns:
        return None
    broad = listed("event", "broad")
    return _noun(tokens, min(nouns, key=lambda i: (not _causes(tokens, at, i), i > at, tokens[i].low in broad, abs(i - at))))


def _is_event(tokens: list[Token], i: int) -> bool:
    token, before = tokens[i], tokens[i - 1] if i else None
    if token.low not in listed("event", "nouns") or (token.tag != "word" and not (token.tag == "name" and _opens(tokens, i))):
        return False
    verb = before is not None and (before.low == "to" or before.tag in ("modal", "they", "he", "never", "no"))
    return not verb


def _opens(tokens: list[Token], i: int) -> bool:
    """Whether a capital letter only says that a sentence begins, or a dateline was before."""
    return i == 0 or all(t.tag == "name" for t in tokens[:i])


def _causes(tokens: list[Token], at: int, i: int) -> bool:
    between = tokens[at + 1 : i]
    return (
        at < i <= at + _CAUSE
        and any(t.low in listed("event", "leads") for t in between)
        and all(t.tag != "mark" and t.low != "and" for t in between)
    )


def _noun(tokens: list[Token], i: int) -> tuple[int, int]:
    first = last = i
    while first > max(0, i - _BEFORE) and _describes(tokens, first - 1):
        first -= 1
    first += first > 0 and tokens[first - 1].low == "to" and first < i  # "to halt the bombing"
    if i + 1 < len(tokens) and tokens[i + 1].low in _TIED and tokens[i + 1].low != "in":
        last = _behind(tokens, i)
    return first, last + 1


def _behind(tokens: list[Token], i: int) -> int:
    """The last token of "on a minibus", "of a market" behind a noun; the noun itself where nothing whole stands there."""
    last = i + 1
    while last + 1 < min(len(tokens), i + _BEHIND) and tokens[last + 1].tag not in _STOPS:
        after = tokens[last + 1]
        dated = after.low in listed("grammar", "calendar") or after.low in listed("event", "hours")
        if dated or (after.tag == "word" and after.low.endswith(("ing", "ed")) and last > i + 2):
            break
        last += 1
    cut = last + 1 < len(tokens) and last + 1 == i + _BEHIND and tokens[last + 1].tag not in _STOPS
    while last > i and (cut or tokens[last].low in _LOOSE):
        cut, last = False, last - 1
    return last if last > i + 1 else i


def _describes(tokens: list[Token], j: int) -> bool:
    token = tokens[j]
    if token.tag in ("number", "other"):
        return j + 1 < len(tokens) and (tokens[j + 1].low == "magnitude" or tokens[max(0, j - 1)].low == "magnitude")
    if token.tag not in ("word", "name") or token.low in listed("grammar", "verbal") or token.low.endswith("ly"):
        return False
    dated = token.low.removesuffix("'s").removesuffix("’s") in listed("grammar", "calendar")
    return not (dated or _shouts(token) or token.low in listed("event", "vague"))


def _shouts(token: Token) -> bool:
    """Whether a word is of a dateline ("BEIRUT")."""
    return len(token.text) > 4 and token.text.isupper()


def _lead_up(tokens: list[Token], at: int, cut: bool = False) -> tuple[int, int] | None:
    """ "A truck plowed into a crowd, killing ...": the clause before the comma, where it stands alone and is short (or ``cut`` so)."""
    if at < 3 or not tokens[at].low.split()[0].endswith("ing") or tokens[at].low == "missing":
        return None
    comma = next((i for i in range(at - 1, max(0, at - 8), -1) if tokens[i].low == ","), None)
    if comma is None:
        return None
    first = next((i + 1 for i in range(comma - 1, -1, -1) if tokens[i].tag == "mark"), 0)
    while first < comma and _shouts(tokens[first]):
        first += 1
    said = next((i for i in range(first, comma) if tokens[i].low in ("said", "says", "say", "reported", "reports")), None)
    if said is not None:
        first = said + 1 + (tokens[said + 1].low == "that")  # "Police said a truck plowed into a crowd"
    last = _undated(tokens, first, comma)
    if cut and last - first > _CLAUSE:
        ends = [i for i in range(first + 5, first + _CLAUSE + 1) if tokens[i].tag == "preposition" and tokens[i].low != "of"]
        last = ends[-1] if ends else last
    stands = last - first > 1 and tokens[first].low not in _hanging() and tokens[first].tag not in ("be", "have", "modal", "preposition")
    linked = any(t.low in ("was", "were", "is", "are") for t in tokens[first:last] if not verblike(t))
    return (first, last) if stands and not linked and last - first <= _CLAUSE else None


def _undated(tokens: list[Token], first: int, last: int) -> int:
    """Where a clause ends without the day at its end: it stands in its own field."""
    while last - 1 > first and (tokens[last - 1].low in listed("grammar", "calendar") or tokens[last - 1].low in listed("event", "hours")):
        last -= 1
    while last - 1 > first and tokens[last - 1].low in ("on", "late", "early", "at", "in", "the"):
        last -= 1
    return last


def _without_place(tokens: list[Token], first: int, last: int, place: list[str]) -> tuple[int, int]:
    """Leave out the place where it stands at either end."""
    size = len(place)
    if not size or last - first <= size:
        return first, last
    if [t.low for t in tokens[last - size : last]] == place and tokens[last - size - 1].low in ("in", "at", "near", "outside"):
        return first, last - size - 1
    if [t.low.removesuffix("'s").removesuffix("’s") for t in tokens[first : first + size]] == place:
        return first + size, last
    return first, last
