"""From candidates to positions: judged, worded, folded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from digests.extract.positions import candidates, features, issue, judge, stance
from digests.extract.positions.candidates import Candidate
from digests.extract.positions.features import Features
from digests.extract.positions.fold import Reading, fold
from digests.extract.positions.judge import Weights
from digests.model import Position, Stance
from digests.text.document import Document

_LOOSE = frozenset(("loose", "possessor", "by", "phrase"))  # holders too unsure for a second stance
_COMPOUND = (Stance.CONDITIONS, Stance.THREATENS)
_PARTS = (Stance.COMMITS, Stance.PROPOSES, Stance.ACCEPTS)
_HEADLINE = 14  # words
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
            continue
        best = judge.stance(told, stance.points(candidate), fitted)
        for taken in dict.fromkeys((best, *_own(candidate, best))):
            readings.append(_reading(document, candidate, taken, chance, readings))
    return fold(readings)


def _own(candidate: Candidate, best: Stance) -> Iterator[Stance]:
    """Every stance that a stance verb of its own tells outright ("rejected that idea and proposed instead")."""
    for act in candidate.acts:
        outright = act.cue.plain and act.cue.kind == "verb" and not act.hedge and act.via not in _LOOSE
        within = best in _COMPOUND and act.stance in _PARTS  # "ready to meet if" is one stance, not an offer too
        if outright and not within and act.cue.lemma not in stance.GENERAL:
            yield act.stance


def _reading(document: Document, candidate: Candidate, taken: Stance, confidence: float, before: list[Reading]) -> Reading:
    sentence = document.sentences[candidate.sentence]
    told = issue.of(document.content, candidate, taken)
    if issue.anaphoric(told):
        told = _pointed_at(document, candidate, before) or told or _headline(document)
    position = Position(
        party=candidate.party,
        stance=taken,
        issue=told,
        evidence=document.evidence(sentence.start, sentence.end),
        speaker=speaker(candidate),
        condition=issue.condition(document.content, candidate, taken) if taken in (*_COMPOUND, *_PARTS) else None,
        confidence=round(confidence, 3),
    )
    statement = candidate.statement.cue_start if candidate.statement is not None and candidate.span[0] < candidate.span[1] else None
    return Reading(position, document.in_headline(sentence.start), statement)


def _headline(document: Document) -> str:
    """The first words of the headline, for an issue that the sentence leaves unsaid."""
    return " ".join(document.article.title.split()[:_HEADLINE]) or "the matter at issue"


def _pointed_at(document: Document, candidate: Candidate, before: list[Reading]) -> str:
    """The issue of the last position just before, which "that idea" and "it" mean."""
    if not before:
        return ""
    last = before[-1].position
    near = candidate.sentence - document.index_at(last.evidence.start) <= _LOOK_BACK
    return last.issue if near and not issue.anaphoric(last.issue) else ""


def speaker(candidate: Candidate) -> str | None:
    """Who said or did it: the speaker where the party speaks here, else the person named as the subject."""
    statement = candidate.statement
    if statement is not None and statement.speaker is not None and statement.speaker.party == candidate.party and statement.speaker.person:
        return statement.speaker.person
    return next((a.holder.person for a in candidate.acts if a.holder is not None and a.holder.person), candidate.name.person)
