"""Why a word of harm gave no count, in plain words: worked out only for a reading that is traced.

The checks are those of the readers in ``verbs``, ``nouns`` and ``tallies``, in their order, on the same clause; what none of them
explains is a word with nobody beside it.
"""

from __future__ import annotations

from digests.extract.casualties.clause import Clause
from digests.extract.casualties.heads import scan
from digests.extract.casualties.lexicon import CAPTURED, Sense, listed, weak
from digests.extract.casualties.nouns import lost
from digests.extract.casualties.phrases import Victims
from digests.extract.casualties.tallies import unsplit
from digests.extract.casualties.tally import Tally
from digests.extract.casualties.tokens import Token
from digests.extract.trace import CASUALTIES, dropped
from digests.text.document import Document

__all__ = ["DENIED", "INVENTED", "NOBODY", "REPEATED", "drop", "note"]

NOBODY = "the name beside it is a place's or a party's, not a person's"
DENIED = "denied: its source says that it did not happen"
INVENTED = "told of a story or an exercise, not of anything that happened"
REPEATED = "the same victims, told again in the sentence"
_NEAR = 8  # tokens between a word of harm and a number that may be its count
_DOUBT = 7  # tokens before a word of harm in which doubt is cast on it
_CONDITION = 12  # tokens before it in which an "if" holds
_ODD = {
    "age": "an age",
    "money": "a sum of money",
    "percent": "a share",
    "year": "a year",
    "day": "a day",
    "time": "an hour or a span of time",
    "measure": "a measure",
    "ordinal": "a place in a row",
    "fraction": "a share",
    "modifier": "part of a longer word",
    "label": "a label",
}


def note(document: Document, clause: Clause, found: list[Tally]) -> None:
    """Tell the trace of every word of harm in a sentence that gave no tally."""
    if document.trace is None:
        return
    counted = {tally.at for tally in found}
    for k, token in enumerate(clause.tokens):
        if token.sense is not None and k not in counted:
            dropped(document, CASUALTIES, token.start, token.end, _why(clause, k, token.sense))


def drop(document: Document, clause: Clause, tally: Tally, why: str) -> None:
    """Tell the trace of a tally that was let go, from its victims to its word of harm."""
    tokens, at = clause.tokens, tally.at
    first, last = (min(at, tally.who.first), max(at, tally.who.last - 1)) if tally.who is not None else (at, at)
    dropped(document, CASUALTIES, tokens[first].start, tokens[last].end, why)


def _why(clause: Clause, k: int, sense: Sense) -> str:
    if unsplit(clause, k):
        return "killed or injured: no number for either alone is told"
    if sense.role == "casualties":
        return "casualties are killed and injured together: no split is told"
    return _as_form(clause, k, sense) or _as_doubt(clause, k) or _as_count(clause, k, sense)


def _as_form(clause: Clause, k: int, sense: Sense) -> str:
    """By the form of the word: an aim, an attribute, an exchange of prisoners."""
    tokens, before = clause.tokens, clause.at(k - 1)
    if sense.role == "verb" and before is not None and before.low == "to":
        return "an aim, not told as done"
    if sense.role == "counted" and not lost(tokens, k):
        return "not told of the dead here"
    if sense.role == "counted" and sense.kind == CAPTURED and any(t.low in listed("nouns", "exchanged") for t in tokens):
        return "prisoners who are exchanged or held, not a new capture"
    after = clause.at(k + 1)
    attribute = before is not None and before.tag in ("article", "definite") and after is not None and after.tag in ("word", "name")
    return "only describes the noun behind it" if sense.role == "verb" and attribute else ""


def _as_doubt(clause: Clause, k: int) -> str:
    """By what is said of it: feared, planned, denied, set under an "if"."""
    tokens = clause.tokens
    if clause.doubted(k):
        if any(t.low in ("if", "unless") for t in tokens[max(0, k - _CONDITION) : k]):
            return "told under a condition (“if”, “unless”)"
        words = (t.text for t in reversed(tokens[max(0, k - _DOUBT) : k]) if t.tag == "modal" or t.low in listed("grammar", "doubt"))
        word = next(words, "")
        return "only feared, planned, tried or supposed" + (f" (“{word}”)" if word else "")
    _, signs = clause.left(k)
    if "modal" in signs:
        return "told as what may or would happen"
    return "negated: it did not happen" if "never" in signs else ""


def _as_count(clause: Clause, k: int, sense: Sense) -> str:
    """By what stands beside it: things, a figure that counts nothing, a pronoun, nobody."""
    tokens, token = clause.tokens, clause.tokens[k]
    who = clause.right(k) or clause.left(k)[0] or clause.adjacent(k)
    thing = next(filter(None, (_things(tokens, i) for i in _by_distance(tokens, k))), "")
    if thing and (who is None or not who.human):
        return f"counts things, not people (“{thing}”)"
    if sense.role == "toll":
        return "no number that the toll comes to stands behind it"
    if weak(token.low):
        return f"“{token.text}” does much else than harm people, and nobody is named beside it for certain"
    if who is not None and (who.vague or (who.value is None and who.many)):
        return f"no number is told (“{_told(tokens, who)}”)"
    if who is not None and who.pronoun and who.value is None:
        return f"“{_told(tokens, who)}” tells no number"
    odd = next((t for t in tokens[max(0, k - 3) : k + 4] if t.tag == "other" and t.number is not None and t.number.kind in _ODD), None)
    if odd is not None and odd.number is not None:
        return f"“{odd.text}” is {_ODD[odd.number.kind]}, no count"
    return "nobody and no number stands beside it as its victims"


def _by_distance(tokens: list[Token], k: int) -> list[int]:
    near = range(max(0, k - _NEAR), min(len(tokens), k + _NEAR + 1))
    return sorted((i for i in near if tokens[i].tag == "number"), key=lambda i: abs(i - k))


def _things(tokens: list[Token], i: int) -> str:
    """The phrase of a number that counts things; "" where it counts people or nothing known."""
    head = scan(tokens, i + 1, loose=True)
    return " ".join(t.text for t in tokens[i : head.last]) if head.thing else ""


def _told(tokens: list[Token], who: Victims) -> str:
    return " ".join(t.text for t in tokens[who.first : who.last])
