"""The "if" of a stance, word for word, where it belongs to that stance."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from digests.extract.positions.acts import Act
from digests.extract.positions.candidates import Candidate
from digests.extract.positions.cutting import cut
from digests.extract.positions.lexicon import Word
from digests.extract.positions.wellformed import group

_MOST = 30  # words
_CLAUSE = 9  # words from "once" to the verb of its clause
_LEAST = 4  # words of a condition
#: "it was unclear if", "see if": a question, no condition
_ASKED = frozenset(("as", "even", "see", "unclear", "wonder", "asked", "ask", "know", "decide", "clear", "sure", "doubt", "or", "little"))
_PARTICLES = frozenset(("on", "up", "out", "over", "off", "through", "down"))
_BETWEEN = frozenset(("while", "whereas", "but", "although", "though", "said", "says", "who"))


def of(text: str, candidate: Candidate, act: Act | None) -> str | None:
    """The words of a condition from "if", "unless", "once" or "as long as" to the end of that clause; None where there is none."""
    run = candidate.run
    for start, word in enumerate(run):
        if not _begins(run, start) or not _belongs(candidate, start, act):
            continue
        end = _end(run, start)
        told = cut(text, run, start, end)
        if _whole(run, start, end) and told:
            return told[:1].lower() + told[1:]
        if word.low in group("condition"):
            return None
    return None


def holds(candidate: Candidate, act: Act) -> bool:
    """Whether an act stands inside a condition: "unless it passes a bill that he will sign" is no act of his."""
    run = candidate.run
    begun = [i for i in range(act.cue.first) if run[i].low in ("if", "unless") and _begins(run, i)]
    return bool(begun) and act.cue.first < _end(run, begun[-1]) and begun[-1] < act.cue.first


def _begins(run: Sequence[Word], place: int) -> bool:
    low, before = run[place].low, run[place - 1].low if place else ""
    after = run[place + 1].low if place + 1 < len(run) else ""
    if low == "once":
        return place > 0 and before != "at" and any(w.low in group("finite") for w in run[place + 2 : place + _CLAUSE])
    if low in group("condition"):
        return before not in _ASKED and after != "any"
    if low == "provided":
        return after == "that"
    return low == "as" and after == "long" and run[min(len(run) - 1, place + 2)].low == "as"


def _belongs(candidate: Candidate, start: int, act: Act | None) -> bool:
    """Whether no other clause stands between an act, or what was said, and the condition."""
    run = candidate.run
    inside = candidate.span[0] <= run[start].start < candidate.span[1]
    if act is None:
        return inside
    if act.cue.first < start:
        between = run[act.cue.last + 1 : start]
        loose = any(one.low == "," and other.low.endswith("ing") for one, other in pairwise(between))
        return not loose and not any(word.low in _BETWEEN or word.low == ";" for word in between)
    return inside or all(word.low not in _BETWEEN for word in run[start : act.cue.first])


def _end(run: Sequence[Word], start: int) -> int:
    inside = False
    for place in range(start + 1, min(len(run), start + _MOST)):
        low = run[place].low
        if low in ("“", '"') and not inside and any(w.low in ("”", '"') for w in run[place + 1 : place + _MOST]):
            inside = True
        elif low in ("”", '"'):
            if not inside:
                return place
            inside = False
        elif low in (";", "—", "–", ":", "!", "?", "(") or low in _BETWEEN:
            return place
        elif low == "," and not inside:
            if run[start].start != run[0].start and _verbs_listed(run, place):
                continue
            return place
        elif low == "." and (place + 1 >= len(run) or run[place + 1].low in ("”", '"')):
            return place
    return min(len(run), start + _MOST)


def _verbs_listed(run: Sequence[Word], comma: int) -> bool:
    """Whether a comma stands in a list of verbs: "stops bombarding, lifts blockades and releases"."""
    after = run[comma + 1].low if comma + 1 < len(run) else ""
    return after.endswith("s") and any(word.low == "and" for word in run[comma + 2 : comma + 10])


def _whole(run: Sequence[Word], start: int, end: int) -> bool:
    """Whether a condition is a whole clause that nobody speaks of himself in."""
    words = [w for w in run[start:end] if w.low[0].isalnum()]
    return (
        len(words) >= _LEAST
        and words[-1].low not in group("dangling") | group("preposition") - _PARTICLES
        and not any(w.low in group("first") for w in words)
    )
