"""Which stance a candidate shows, by what it does and what it says: points for each cue, by how surely it tells a stance.

The points were set by hand from how news is written; the judge takes the likeliest as one of its features and learns where to
trust it.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Mapping

from digests.extract.positions.acts import Act
from digests.extract.positions.candidates import Candidate
from digests.extract.positions.lexicon import Cue, vocabulary
from digests.model import Stance

_VERB, _NOUN, _FAINT, _FIRST = 3.0, 2.0, 1.0, 1.0
#: Verbs that tell a stance by what follows them, little by themselves.
GENERAL = frozenset(("will", "announce", "decide", "plan to", "continue to", "seek to", "work to", "need", "hope", "note", "confirm"))
_SCOPE = 6  # words "not" reaches over
_OVER = 0.5  # by how much a compound reading beats its parts
_NOT = frozenset(("not", "n't", "never"))
_COMING = frozenset(("will", "'ll", "would", "could"))
_TURNING = frozenset((Stance.ACCEPTS, Stance.PROPOSES))
_SPOKEN = {
    Stance.DEMANDS: 2.0,
    Stance.REJECTS: 1.2,
    Stance.COMMITS: 1.6,
    Stance.PROPOSES: 1.6,
    Stance.ACCEPTS: 1.0,
    Stance.THREATENS: 1.0,
    Stance.DENIES: 1.3,
    Stance.CONDITIONS: 0.4,
}


def points(candidate: Candidate) -> Mapping[Stance, float]:
    """The points of every stance that has any."""
    found: defaultdict[Stance, float] = defaultdict(float)
    for place, act in enumerate(candidate.acts):
        found[act.stance] += _of_act(act) + (_FIRST if place == 0 and act.cue.plain else 0.0)
    for cue in candidate.said:
        told = _turned(candidate, cue)
        found[told] += _SPOKEN[told]
    if not any(found.values()) and candidate.statement is not None and any(w.low in _COMING for w in candidate.run):
        found[Stance.COMMITS] += _FAINT  # "said the charges would be dropped"
    _combine(candidate, found)
    return found


def _turned(candidate: Candidate, cue: Cue) -> Stance:
    """The stance a word of what was said shows: "we will not" refuses, "I don't think it fair" too."""
    if cue.stance is Stance.COMMITS and _low(candidate, cue.last + 1) in _NOT:
        return Stance.REJECTS
    return Stance.REJECTS if cue.stance in _TURNING and _denied(candidate, cue) else cue.stance


def _low(candidate: Candidate, place: int) -> str:
    return candidate.run[place].low if 0 <= place < len(candidate.run) else ""


def _denied(candidate: Candidate, cue: Cue) -> bool:
    """Whether "not" stands shortly before a cue: "I don't think that would be constructive"."""
    return any(word.low in ("not", "n't", "never", "no", "hardly") for word in candidate.run[max(0, cue.first - _SCOPE) : cue.first])


def _of_act(act: Act) -> float:
    if act.cue.lemma in GENERAL:
        return _FAINT
    worth = _NOUN if act.cue.kind == "noun" else _VERB
    return worth if act.cue.plain else _FAINT


def _combine(candidate: Candidate, found: defaultdict[Stance, float]) -> None:
    """What two cues mean together: "will" with "if" is a condition, with "strike" or "revenge" a threat."""
    lows = {w.low for w in candidate.run}
    said = {c.stance for c in candidate.said}
    deed = max(found[Stance.COMMITS], found[Stance.PROPOSES])
    hedged = any(act.hedge in ("will", "would") for act in candidate.acts)
    if (deed or hedged) and _conditional(candidate):
        found[Stance.CONDITIONS] += max(deed, found[Stance.ACCEPTS], found[Stance.REJECTS]) + _OVER
    if deed and _hostile(candidate):
        found[Stance.THREATENS] += max(deed, found[Stance.CONDITIONS]) + _OVER
    elif Stance.THREATENS in said and (deed or lows & _COMING):
        found[Stance.THREATENS] += 2.0
    if any(a.cue.lemma.startswith("warn") for a in candidate.acts) and lows & _COMING:
        found[Stance.THREATENS] += 1.5


def _conditional(candidate: Candidate) -> bool:
    """Whether a sentence sets a condition: "if", "unless", "only once", "as long as"."""
    run, frame = candidate.run, vocabulary()["frame"]
    if any(word.low in frame["strict"] for word in run):
        return True
    pairs = itertools.pairwise(run)
    return any((one.low == "only" and other.low in frame["limits"]) or (one.low == "long" and other.low == "as") for one, other in pairs)


def _hostile(candidate: Candidate) -> bool:
    """Whether what is promised is to hurt: "will strike", "vowed to crush"."""
    hostile = vocabulary()["frame"]["hostile"]
    promises = [a.cue for a in candidate.acts if a.stance is Stance.COMMITS] + [c for c in candidate.said if c.stance is Stance.COMMITS]
    return any(
        _low(candidate, cue.last + step) in hostile and _low(candidate, cue.last + 1) not in _NOT for cue in promises for step in (1, 2)
    )


def likeliest(candidate: Candidate) -> tuple[Stance | None, float]:
    """The stance with the most points, and by how many it leads; None where nothing tells a stance."""
    ranked = sorted(points(candidate).items(), key=lambda pair: (-pair[1], pair[0]))
    ranked = [pair for pair in ranked if pair[1] > 0]
    if not ranked:
        return None, 0.0
    return ranked[0][0], ranked[0][1] - (ranked[1][1] if len(ranked) > 1 else 0.0)
