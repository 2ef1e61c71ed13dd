"""Every count one sentence tells, in order."""

from __future__ import annotations

from collections.abc import Callable

from digests.extract.casualties import nouns, verbs
from digests.extract.casualties.clause import Clause
from digests.extract.casualties.lexicon import INJURED, KILLED, Sense, listed
from digests.extract.casualties.phrases import phrase
from digests.extract.casualties.tally import Tally
from digests.extract.casualties.tokens import Token

_READERS: dict[str, Callable[[Clause, int, Sense], Tally | None]] = {
    "verb": verbs.verb,
    "dies": verbs.dies,
    "state": verbs.state,
    "buried": verbs.buried,
    "counted": nouns.counted,
    "casualties": nouns.casualties,
    "of": nouns.of,
    "toll": nouns.toll,
}
_GAP = 30  # tokens from a verb to a second count that shares it
_MOST = 16  # counts of one sentence that are read; a table of hundreds is no sentence


def tallies(clause: Clause) -> list[Tally]:
    """The counts of a sentence; a vague one only where it tells a magnitude."""
    found: list[Tally] = []
    for k, token in enumerate(clause.tokens):
        if token.sense is None or unsplit(clause, k):
            continue
        tally = _READERS[token.sense.role](clause, k, token.sense)
        if tally is not None and (tally.value is not None or (tally.vague and _magnitude(clause, tally))):
            found += [tally, *_gapped(clause, tally)]
            if len(found) >= _MOST:
                break
    return found


def unsplit(clause: Clause, k: int) -> bool:
    """Whether a verb shares its victims with a verb of another kind: "killed or wounded 12" tells no split."""
    for a in (k, k - 2):
        left, joint, right = clause.at(a), clause.at(a + 1), clause.at(a + 2)
        if left is None or joint is None or right is None or left.sense is None or right.sense is None:
            continue
        two = {left.sense.role, right.sense.role} == {"verb"} and {left.sense.kind, right.sense.kind} == {KILLED, INJURED}
        if two and joint.tag in ("and", "or"):
            return not (joint.tag == "and" and left.low.endswith("dead"))
    return False


def _magnitude(clause: Clause, tally: Tally) -> bool:
    """Whether a vague count is one of dozens, hundreds or thousands, and no mere "many"."""
    first, last = (tally.who.first, tally.who.last) if tally.who is not None else (max(0, tally.at - 4), tally.at)
    told = (word for token in clause.tokens[first:last] if token.number is not None for word in token.low.split())
    return any(word in listed("nouns", "magnitude") for word in told)


def _gapped(clause: Clause, tally: Tally) -> list[Tally]:
    """ "killed 15 people in Aden and seven at a mosque": the verb is told once, the second count stands alone."""
    if tally.who is None or tally.rule not in ("active", "passive") or not tally.value:
        return []
    tokens, found = clause.tokens, list[Tally]()
    for j in range(max(tally.at + 1, tally.who.last), min(len(tokens) - 2, tally.at + _GAP)):
        if tokens[j].low in (";", ":") or tokens[j].sense is not None:
            break
        number, joint = tokens[j + 1].number, tokens[j].tag == "and" or tokens[j].low == ","
        i = j + 1
        if tokens[i].low in ("another", "further"):
            i, number = i + 1, tokens[i + 1].number  # "and another five on Sunday"
        if joint and number is not None and tokens[i].tag == "number" and i + 2 < len(tokens) and _apart(tokens, i + 1):
            found.append(Tally(tally.kind, number.value, number.qualifier, number.vague, i, "gapped", phrase(tokens, i)))
    return found


def _apart(tokens: list[Token], i: int) -> bool:
    """Whether a place or day of its own stands behind a count: "seven at a mosque", "five more on Sunday"."""
    i += tokens[i].low in ("more", "others")
    return tokens[i].low in ("in", "at", "near") or (tokens[i].low == "on" and tokens[i + 1].low in listed("grammar", "calendar"))
