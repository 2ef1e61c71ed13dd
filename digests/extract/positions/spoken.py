"""What was said as an issue: "that X V" out of "X must V", "to V" out of "we will V", the thing that is called names."""

from __future__ import annotations

from collections.abc import Sequence

from digests.extract.positions.candidates import Candidate
from digests.extract.positions.cutting import cut
from digests.extract.positions.forms import DEEDS, anaphoric, ended, infinitive_at, verb_at
from digests.extract.positions.lexicon import Cue, Word
from digests.extract.positions.wellformed import clause, group, infinitive, noun_phrase, verbs
from digests.model import Stance
from digests.text.document import Document

_SUBJECT = 12  # words of a clause's subject
_BARE = frozenset(("not", "n't", "also"))


def of_said(document: Document, candidate: Candidate, stance: Stance) -> str:
    """ "that X V" out of "X must V", "to V" out of "we will V"; "" for all else."""
    statement = candidate.statement
    if statement is not None and statement.cue in verbs("naming") and stance in (Stance.REJECTS, Stance.DENIES, Stance.ACCEPTS):
        first = next((i for i, w in enumerate(candidate.run) if w.start >= statement.cue_end), len(candidate.run))
        told = _named(document.content, candidate.run, first)
        if told:
            return told
    sought = (Stance.COMMITS, Stance.PROPOSES) if stance in DEEDS else (stance,)
    for cue in candidate.said:
        if cue.stance in sought:
            told = _around(document, candidate, cue, stance)
            if told:
                return told
    return ""


def _named(text: str, run: Sequence[Word], first: int) -> str:
    """ "called the agreement “null and void”": the agreement."""
    opening = next((i for i in range(first, len(run)) if run[i].low in ("“", '"', "as")), None)
    if opening is None or opening == first or any(w.low in (",", "to", "for") for w in run[first:opening]):
        return ""
    told = cut(text, run, first, opening)
    return told if noun_phrase(told) or anaphoric(told) else ""


def _around(document: Document, candidate: Candidate, cue: Cue, stance: Stance) -> str:
    """ "that X V" out of "X must V", "to V" out of "we will V" and "it would V" where the party itself is meant."""
    run, text = candidate.run, document.content
    verb = cue.last + 1
    if run[cue.last].low in ("not", "n't"):
        last = cue.last - 1
    else:
        last = cue.last
    negated = run[cue.last].low in ("not", "n't") or (verb < len(run) and run[verb].low in ("not", "n't"))
    while verb < len(run) and run[verb].low in _BARE:
        verb += 1
    if (run[last].low not in group("modals") and run[last].low not in ("to",)) or not verb_at(text, run, verb):
        return ""
    floor = next((i for i, w in enumerate(run) if w.start >= candidate.span[0]), 0)
    start = _clause_start(run, cue.first, floor)
    subject = run[start : cue.first] if cue.first > start else run[cue.first : cue.first + 1]
    if stance is Stance.DEMANDS:
        whom = cut(text, run, start, cue.first)
        if not noun_phrase(whom):
            return ""
        head = f"that {_lowered(document, run, start, whom)} {'not ' if negated else ''}"
        return next(
            (
                c
                for c in ended(text, run, verb, stance, True, head)
                if clause(c) and infinitive("to " + c[len(head) :].removeprefix("only "))
            ),
            "",
        )
    own = len(subject) == 1 and subject[0].low in ("we", "i", "it", "they", "he", "she")
    own = own and not (subject[0].low == "it" and run[verb].low in group("happening"))
    name = document.names.at(subject[0].start, subject[-1].end)
    own = own or (name is not None and name.party == candidate.party and name.end == subject[-1].end)
    if not own or (stance is Stance.REJECTS and not negated):
        return ""
    return infinitive_at(text, run, verb, stance, negated and stance is not Stance.REJECTS)


def _clause_start(run: Sequence[Word], place: int, floor: int) -> int:
    start = place
    while start > floor and place - start < _SUBJECT:
        low = run[start - 1].low
        if low in (",", "but", "that", "“", ":", ";", "‘", ".", "’", "—", "–") or low in group("reporting"):
            return start
        if low in ("”", '"') and not any(w.low in ("“", '"') for w in run[max(floor, start - 8) : start - 1]):
            return start
        if low == "and" and run[start].low in group("third") | {"we", "i"}:
            return start
        start -= 1
    return start


def _lowered(document: Document, run: Sequence[Word], start: int, told: str) -> str:
    """Without the capital of a sentence's first word where that is a plain one."""
    word = run[start]
    plain = start == 0 or not run[start - 1].low[0].isalnum()
    if plain and word.low in ("the", "a", "an"):
        return told[:1].lower() + told[1:]
    return told[:1].lower() + told[1:] if plain and document.names.at(word.start, word.end) is None else told
