"""Which stance a candidate shows, by what it does and what it says: points for each cue, by how surely it tells a stance.

The points were set by hand from how news is written; the judge takes the likeliest as one of its features and learns where to
trust it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from digests.extract.positions.acts import Act
from digests.extract.positions.candidates import Candidate
from digests.extract.positions.lexicon import Cue, vocabulary
from digests.model import Stance

_VERB, _NOUN, _FAINT, _FIRST = 3.0, 2.0, 1.0, 1.0
#: Verbs that tell a stance by what follows them, little by themselves.
GENERAL = frozenset(("will", "announce", "decide", "plan to", "continue to", "seek to", "work to", "need", "hope", "note", "confirm"))
_WEAK = 0.4  # points of a word that tells little by itself
_SCOPE = 6  # words "not" reaches over
_OVER = 0.5  # by how much a compound reading beats its parts
_NOT = frozenset(("not", "n't", "never"))
_COMING = frozenset(("will", "'ll", "would", "could"))
_WARNING = frozenset(("warn", "caution", "threaten"))
_REFUSED = 16  # words from "not" to its "until"
_LIMITING = 4  # words from "only" to its "after", from "but" to its "only"
#: two words that set a condition
_PAIRS = frozenset(
    (
        ("long", "as"),
        ("condition", "that"),
        ("in", "exchange"),
        ("in", "return"),
        ("subject", "to"),
        ("contingent", "on"),
        ("conditional", "on"),
    )
)
#: between a condition and an act these begin another clause
_BETWEEN = frozenset(("while", "whereas", "but", "although", "though", ";", "who"))
_ASKING = frozenset(
    ("unclear", "see", "wonder", "asked", "ask", "know", "decide", "clear", "sure", "doubt", "as", "even", "little", "determine")
)
_COMMENTING = frozenset(("possible", "necessary", "needed", "any", "not", "so", "ever", "anything", "confirmed", "true"))
_YIELDING = frozenset(
    (
        "no",
        "not",
        "n't",
        "fail",
        "fails",
        "failed",
        "refuse",
        "refuses",
        "refused",
        "reject",
        "rejects",
        "rejected",
        "continue",
        "continues",
    )
)
_DEEDS = frozenset((Stance.COMMITS, Stance.REJECTS, Stance.THREATENS))
_NEAR = 9  # words from "if" to its "not"
_INVERTED = frozenset(("the", "a", "an", "any", "it", "they", "he", "she", "these", "such", "its", "their"))
_TURNING = frozenset((Stance.ACCEPTS, Stance.PROPOSES))
_SPOKEN = {
    Stance.DEMANDS: 2.0,
    Stance.REJECTS: 1.2,
    Stance.COMMITS: 1.6,
    Stance.PROPOSES: 1.6,
    Stance.ACCEPTS: 1.4,
    Stance.THREATENS: 1.0,
    Stance.DENIES: 1.3,
    Stance.CONDITIONS: 0.0,
}


def points(candidate: Candidate) -> Mapping[Stance, float]:
    """The points of every stance that has any."""
    found: defaultdict[Stance, float] = defaultdict(float)
    for place, act in enumerate(candidate.acts):
        found[act.stance] += _of_act(act) + (_FIRST if place == 0 and act.cue.plain else 0.0)
    for cue in candidate.said:
        told = _turned(candidate, cue)
        found[told] += _SPOKEN[told] if not _weak(candidate, cue) else _WEAK
    if not any(found.values()) and candidate.statement is not None and any(w.low in _COMING for w in candidate.run):
        found[Stance.COMMITS] += _FAINT  # "said the charges would be dropped"
    _combine(candidate, found)
    return found


def _weak(candidate: Candidate, cue: Cue) -> bool:
    """Whether a word of what was said tells little by itself: "the parts that we need", "everything necessary", "we can"."""
    if cue.lemma in ("need", "needs", "we need"):
        return _low(candidate, cue.first - 1) in ("that", "they", "which", "what", "you", "in") or _low(candidate, cue.last + 1) in (
            ".",
            ",",
        )
    if cue.lemma.startswith("necessary"):
        return _low(candidate, cue.first - 1) in ("everything", "all", "whatever", "what", "anything")
    return cue.lemma in ("we can", "we could", "i can", "could be", "anywhere", "any time", "at any time", "host")


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
    """What two cues mean together: "will" with "if" is a condition, with "unless", "strike" or "revenge" a threat."""
    lows = {w.low for w in candidate.run}
    said = {c.stance for c in candidate.said}
    deed = max(found[Stance.COMMITS], found[Stance.PROPOSES])
    hedged = any(act.hedge in ("will", "would") for act in candidate.acts)
    own = max(deed, found[Stance.ACCEPTS], found[Stance.REJECTS])
    place = limit(candidate)
    warned = _warns(candidate)
    spoken = any(c.stance in (Stance.COMMITS, Stance.PROPOSES, Stance.REJECTS) for c in candidate.said)
    if (deed or hedged or spoken or _agreed(candidate)) and place is not None:
        found[Stance.CONDITIONS] += own + _OVER
    forced = place is not None and (found[Stance.COMMITS] >= own or _promised(candidate)) and _ultimatum(candidate, place)
    if forced or ((deed or found[Stance.THREATENS]) and _hostile(candidate, "adverse" if place is not None or warned else "hostile")):
        found[Stance.THREATENS] += max(deed, found[Stance.CONDITIONS]) + _OVER
    elif Stance.THREATENS in said and (deed or lows & _COMING):
        found[Stance.THREATENS] += 2.0
    if warned and lows & _COMING:
        found[Stance.THREATENS] += max(deed, found[Stance.CONDITIONS]) + _OVER if deed else 1.5


def _promised(candidate: Candidate) -> bool:
    """Whether a deed is promised outright: "will", and no "not" behind it."""
    if any(act.hedge in ("will", "would") and not act.negated and act.stance in _DEEDS for act in candidate.acts):
        return True
    said = (c for c in candidate.said if c.stance is Stance.COMMITS)
    return any(_turned(candidate, c) is Stance.COMMITS for c in said) or any(
        act.cue.lemma == "will" and not act.negated and _low(candidate, act.cue.last + 1) not in _NOT for act in candidate.acts
    )


def _agreed(candidate: Candidate) -> bool:
    """Whether it is ready or agrees to something outright, which a condition then limits."""
    return any(act.stance in (Stance.ACCEPTS, Stance.PROPOSES) and act.cue.plain and act.cue.kind == "verb" for act in candidate.acts)


def _warns(candidate: Candidate) -> bool:
    """Whether the party warns, by its act or by the verb that leads to what it says."""
    told = candidate.statement is not None and candidate.statement.cue in _WARNING
    return told or any(act.cue.lemma.split()[0] in _WARNING for act in candidate.acts)


def limit(candidate: Candidate) -> int | None:
    """The word that sets a condition for what the party does or says: "if", "unless", "only once", "in exchange for"; None without."""
    starts = _starts()
    for place, word in enumerate(candidate.run):
        if word.low in starts and _limits(candidate, place, word.low) and _own(candidate, place):
            return place
    return None


@cache
def _starts() -> frozenset[str]:
    """Words a condition may begin with."""
    return frozenset(vocabulary()["frame"]["strict"]) | {one for one, _ in _PAIRS} | {"should", "only", "until"}


def _limits(candidate: Candidate, place: int, low: str) -> bool:
    frame, after = vocabulary()["frame"], _low(candidate, place + 1)
    if low in frame["strict"]:
        return (low != "except" or after == "if") and not _aside(candidate, place)
    if low == "should":
        return after in _INVERTED  # "is ready to step in should the truce fail"
    if low == "only":
        return any(_low(candidate, place + step) in frame["limits"] for step in range(1, _LIMITING))
    if (low, after) in _PAIRS:
        offered = any(act.cue.lemma.split()[0] in ("offer", "propose", "suggest") for act in candidate.acts)
        return not (low == "in" and offered)
    return low == "until" and _refused(candidate, place)


def _aside(candidate: Candidate, place: int) -> bool:
    """Whether an "if" asks or only comments: "unclear if", ", if he dares,", "if possible"."""
    if _low(candidate, place - 1) in _ASKING or _low(candidate, place + 1) in _COMMENTING:
        return True
    closed = any(_low(candidate, place + step) == "," for step in range(2, 5))
    return _low(candidate, place - 1) == "," and closed


def _own(candidate: Candidate, place: int) -> bool:
    """Whether a condition stands in what the party says, or in the clause of its own act."""
    start = candidate.run[place].start
    if candidate.span[0] <= start < candidate.span[1]:
        return True
    for act in candidate.acts:
        first, last = sorted((act.cue.first, place))
        if not any(word.low in _BETWEEN for word in candidate.run[first + 1 : last]):
            return True
    return False


def _refused(candidate: Candidate, place: int) -> bool:
    """Whether something will not be done before a thing: "no prisoner will be freed until"."""
    before = [w.low for w in candidate.run[max(0, place - _REFUSED) : place]]
    return bool(_COMING & set(before)) and bool({*_NOT, "no", "none", "nothing"} & set(before))


def _ultimatum(candidate: Candidate, place: int) -> bool:
    """Whether a deed is promised for the case that others do not yield: "unless", "if there is no deal", "if it refuses"."""
    low = _low(candidate, place)
    if low == "unless":
        return True
    return low == "if" and any(w.low in _YIELDING for w in candidate.run[place + 1 : place + 1 + _NEAR])


def _hostile(candidate: Candidate, kind: str) -> bool:
    """Whether what is promised is to hurt: "will strike", "vowed to crush"; said with an "if", also "will cut off"."""
    hostile = {*vocabulary()["frame"][kind], *vocabulary()["frame"]["hostile"]}
    promises = [
        a.cue
        for a in candidate.acts
        if a.stance is Stance.COMMITS or a.hedge in ("will", "would") or a.cue.lemma.startswith(("be ready", "be prepared", "stand ready"))
    ]
    promises += [c for c in candidate.said if c.stance is Stance.COMMITS]
    return any(
        _low(candidate, place) in hostile and _NOT.isdisjoint(_low(candidate, at) for at in range(cue.last, place))
        for cue in promises
        for place in (*range(cue.last + 1, cue.last + 3), *((cue.first,) if cue.form == "base" else ()))
    )


def likeliest(candidate: Candidate) -> tuple[Stance | None, float]:
    """The stance with the most points, and by how many it leads; None where nothing tells a stance."""
    ranked = sorted(points(candidate).items(), key=lambda pair: (-pair[1], pair[0]))
    ranked = [pair for pair in ranked if pair[1] > 0]
    if not ranked:
        return None, 0.0
    return ranked[0][0], ranked[0][1] - (ranked[1][1] if len(ranked) > 1 else 0.0)
