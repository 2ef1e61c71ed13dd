"""From candidates to positions: judged, worded, folded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from digests.extract.positions import candidates, conditions, features, issue, judge, misses, stance
from digests.extract.positions.acts import Act
from digests.extract.positions.candidates import Candidate
from digests.extract.positions.features import Features
from digests.extract.positions.fold import Reading, fold
from digests.extract.positions.judge import Weights
from digests.model import Position, Stance
from digests.text.document import Document

_LOOSE = frozenset(("loose", "possessor", "by", "phrase"))  # holders too unsure for a second stance
_COMPOUND = (Stance.CONDITIONS, Stance.THREATENS)
_PARTS = (Stance.COMMITS, Stance.PROPOSES, Stance.ACCEPTS)
_POINTED = (Stance.DEMANDS, Stance.PROPOSES, Stance.CONDITIONS, Stance.THREATENS)
#: of the confidence where a stance is told by no verb or noun of its own: "must" and "never" are said of much else
_IMPLIED = 0.8
#: of the confidence where an issue can only be told in the reporter's words: what cannot be cut is more often misread, too
_REPORTED = 0.8
#: the least confidence of an issue that is a quote: where no words of a stance could be cut out, half of the less sure ones were wrong
_LEAST_QUOTED = 0.53
_TELLING = frozenset(("said", "says", "warned", "warns", "added", "threatened"))
_LOOK_BACK = 2  # sentences an "it" may point back over


def read(document: Document) -> tuple[Position, ...]:
    """Every position of a document, in its order."""
    shared = features.setting(document)
    return positions(document, ((c, features.of(shared, c)) for c in candidates.gather(document)), judge.weights())


def positions(document: Document, seen: Iterable[tuple[Candidate, Features]], fitted: Weights) -> tuple[Position, ...]:
    """The positions among candidates with their features, by some weights."""
    readings: list[Reading] = []
    for candidate, told in seen:
        chance = judge.chance(told, fitted)
        if chance < fitted.threshold:
            misses.unsure(document, candidate, told, chance, fitted)
            continue
        best = judge.stance(told, stance.points(candidate), fitted)
        own = tuple(_own(candidate, best))
        governed = own if own and best not in _COMPOUND else (best, *own)  # a stance verb of its own decides
        for taken in dict.fromkeys(governed):
            act = next(iter(issue.fitting(candidate, taken)), None)
            if act is not None and conditions.holds(candidate, act):
                misses.conditional(document, candidate, act)
                continue
            reading = _reading(document, candidate, taken, act, chance, readings)
            if reading.position.issue[:1] == "“" and reading.position.confidence < _LEAST_QUOTED:
                misses.unsure(document, candidate, told, reading.position.confidence, replace(fitted, threshold=_LEAST_QUOTED))
            else:
                readings.append(reading)
    return fold(readings)


def _own(candidate: Candidate, best: Stance) -> Iterator[Stance]:
    """Every stance that a stance verb of its own tells outright ("rejected that idea and proposed instead")."""
    limit = stance.limit(candidate) if best in _COMPOUND else None
    for act in candidate.acts:
        outright = act.cue.plain and act.cue.kind == "verb" and not act.hedge and act.via not in _LOOSE
        # "ready to meet if" is one stance, not an offer too
        within = best in _COMPOUND and act.stance in _PARTS and not _apart(candidate, act, limit)
        if outright and not within and act.cue.lemma not in stance.GENERAL:
            yield act.stance


def _apart(candidate: Candidate, act: Act, limit: int | None) -> bool:
    """Whether a condition belongs to what is told after an act: "promised to bring them home and said the army would strike if"."""
    between = candidate.run[act.cue.last + 1 : limit] if limit is not None and limit > act.cue.last else ()
    return any(one.low in ("and", ",", "but") and other.low in _TELLING for one, other in pairwise(between))


def _reading(document: Document, candidate: Candidate, taken: Stance, act: Act | None, confidence: float, before: list[Reading]) -> Reading:
    sentence = document.sentences[candidate.sentence]
    text = document.content
    condition = conditions.of(text, candidate, act) if taken in (*_COMPOUND, *_PARTS, Stance.REJECTS) else None
    if condition is not None and taken in _PARTS:
        taken = Stance.CONDITIONS
    told = "" if _self_spoken(text, candidate, taken, condition) else issue.of(document, candidate, taken)
    if told and (issue.anaphoric(told) or _nobody_but_a_name(document, told, sentence.start, sentence.end)):
        told = _pointed_at(document, candidate, before, told) if issue.anaphoric(told) else ""
    if not told:
        told = issue.in_quotes(text, candidate, taken)
        confidence *= _REPORTED if not _in_own_words(candidate) else 1.0 if issue.fitting(candidate, taken) else _IMPLIED
        condition = None if condition is None or condition[3:] in told or taken not in _COMPOUND else condition
    position = Position(
        party=candidate.party,
        stance=taken,
        issue=told,
        evidence=document.evidence(sentence.start, sentence.end),
        speaker=speaker(candidate),
        condition=condition,
        confidence=round(confidence, 3),
    )
    statement = candidate.statement.cue_start if candidate.statement is not None and candidate.span[0] < candidate.span[1] else None
    return Reading(position, document.in_headline(sentence.start), statement)


def _in_own_words(candidate: Candidate) -> bool:
    """Whether the sentence quotes the party."""
    return candidate.statement is not None and candidate.statement.kind in ("direct", "mixed", "headline")


def _self_spoken(text: str, candidate: Candidate, taken: Stance, condition: str | None) -> bool:
    """Whether a stance with an "if" is told in the speaker's own "we" and "our": then the whole is quoted."""
    if taken not in _COMPOUND or condition is not None:
        return False
    told = [w.low for w in candidate.run if candidate.span[0] <= w.start < candidate.span[1]]
    return "if" in told or "unless" in told


def _nobody_but_a_name(document: Document, told: str, start: int, end: int) -> bool:
    """Whether an issue is only the name of somebody: that is no issue."""
    names = document.names.within(start, end)
    return any(n.text.removeprefix("the ").casefold() == told.removeprefix("the ").casefold() for n in names if n.kind != "other")


def _pointed_at(document: Document, candidate: Candidate, before: list[Reading], told: str) -> str:
    """The issue of the last position just before, which "that idea" and "it" mean; "" where that is not clear."""
    if not before:
        return ""
    last = before[-1].position
    near = candidate.sentence - document.index_at(last.evidence.start) <= _LOOK_BACK
    if not near or last.party == candidate.party or last.issue[:1] == "“" or last.stance not in _meant_by(told):
        return ""
    own = next((n for n in document.names.mentions if n.party == candidate.party and last.issue.startswith(f"that {n.text} ")), None)
    return "to " + last.issue.removeprefix(f"that {own.text} ") if own is not None else last.issue


def _meant_by(told: str) -> tuple[Stance, ...]:
    """The stances that words can point back to: "the offer" is no threat, "the demand" no offer."""
    noun = told.lower().rsplit(" ", 1)[-1].strip("”.,").removesuffix("s")
    if noun in ("offer", "proposal", "plan", "invitation", "initiative", "suggestion", "idea"):
        return (Stance.PROPOSES,)
    if noun in ("demand", "request", "call", "appeal"):
        return (Stance.DEMANDS,)
    return (Stance.THREATENS,) if noun in ("threat", "ultimatum", "warning") else _POINTED


def speaker(candidate: Candidate) -> str | None:
    """Who said or did it: the speaker where the party speaks here, else the person named as the subject."""
    statement = candidate.statement
    if statement is not None and statement.speaker is not None and statement.speaker.party == candidate.party and statement.speaker.person:
        return statement.speaker.person
    return next((a.holder.person for a in candidate.acts if a.holder is not None and a.holder.person), candidate.name.person)
