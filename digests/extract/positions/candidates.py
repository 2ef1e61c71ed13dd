"""Who may have taken a stance in which sentence: every party that acts in it, and every party whose words it tells.

Wide on purpose: whether a candidate is a position is judged afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from digests.extract.positions import acts, lexicon, parties, reference
from digests.extract.positions.acts import Act
from digests.extract.positions.lexicon import Cue, Word
from digests.extract.positions.phrases import Scene
from digests.extract.trace import POSITIONS, dropped
from digests.model import Stance
from digests.text.document import Document
from digests.text.names import Name
from digests.text.statements import Statement

_STATEMENTS = 24  # statements of a sentence that are looked at
_OTHERS = frozenset(("it", "he", "she", "they", "will", "would"))
_LONGEST = 160  # words of a sentence that are looked at: longer ones are lists, not sentences


@dataclass(slots=True)
class Candidate:
    """A party and a sentence that may tell its stance."""

    sentence: int  #: index in ``document.sentences``
    party: str
    name: Name  #: the name that stands for it here
    run: tuple[Word, ...]
    acts: list[Act] = field(default_factory=list)  #: its own acts in the sentence
    statement: Statement | None = None  #: whose content the sentence is, where the party speaks
    said: tuple[Cue, ...] = ()  #: cues of modality within what it said here
    span: tuple[int, int] = (0, 0)  #: what it said here
    others: int = 0  #: acts of other parties in the sentence


def gather(document: Document) -> tuple[Candidate, ...]:
    """Every candidate, by sentence."""
    told = _told(document)
    land = parties.home(document)
    return tuple(c for index in range(len(document.sentences)) for c in _sentence(document, index, told.get(index, ()), land))


def _told(document: Document) -> dict[int, list[tuple[Statement, tuple[int, int]]]]:
    """Statements by the sentences they run through, each with the run of its content there."""
    found: dict[int, list[tuple[Statement, tuple[int, int]]]] = {}
    for statement in document.statements:
        touched: set[int] = set()
        for start, end in statement.spans:
            for index in range(document.index_at(start), document.index_at(max(start, end - 1)) + 1):
                sentence = document.sentences[index]
                if len(found.get(index, ())) >= _STATEMENTS:
                    continue
                run = (max(start, sentence.start), min(end, sentence.end))
                if run[0] < run[1]:
                    found.setdefault(index, []).append((statement, run))
                    touched.add(index)
        index = document.index_at(statement.cue_start)
        if index not in touched and len(found.get(index, ())) < _STATEMENTS:
            found.setdefault(index, []).append((statement, (statement.cue_end, statement.cue_end)))
    return found


def _sentence(document: Document, index: int, told: Sequence[tuple[Statement, tuple[int, int]]], land: str | None) -> list[Candidate]:
    sentence = document.sentences[index]
    run = lexicon.words(document.content, sentence.start, sentence.end, _LONGEST)
    cues = lexicon.cues(run)
    if not cues and not told:
        return []
    found: dict[str, Candidate] = {}

    def put(name: Name | None) -> Candidate | None:
        party = parties.of(name, land) if name is not None else None
        if name is None or party is None:
            return None
        return found.setdefault(party, Candidate(index, party, name, run))

    for act in acts.find(Scene(document, run, told), cues):
        candidate = put(act.holder or _spoken(document, act, run, told) or _source(act, run, told))
        if candidate is not None:
            candidate.acts.append(act)
        else:
            dropped(document, POSITIONS, run[act.cue.first].start, run[act.cue.last].end, "a word for a stance, but of no party known")
    for statement, span in told:
        speakers = [c for c in map(put, reference.speakers(document, statement)) if c is not None]
        for candidate in speakers:
            _tell(candidate, statement, span, cues)
        if not speakers and any(_within(run, cues, span)):
            dropped(document, POSITIONS, *_cited(statement), "an outsider's words: the source stands for no party known")
    for statement, span in told:  # "Russia and China rejected": what is told of one subject is told of the other
        for candidate in found.values():
            if candidate.statement is None and any(run[a.cue.first].start == statement.cue_start for a in candidate.acts):
                _tell(candidate, statement, span, cues)
    total = sum(len(c.acts) for c in found.values())
    for candidate in found.values():
        candidate.others = total - len(candidate.acts)
    return list(found.values())


def _spoken(document: Document, act: Act, run: Sequence[Word], told: Sequence[tuple[Statement, tuple[int, int]]]) -> Name | None:
    """The speaker, for what is told with "we"."""
    place = run[act.cue.first].start
    for statement, (start, end) in told:
        if start <= place < end and act.via == "first":
            return reference.speaker(document, statement)
    return None


def _source(act: Act, run: Sequence[Word], told: Sequence[tuple[Statement, tuple[int, int]]]) -> Name | None:
    """The source of the statement whose verb the act is."""
    cue = run[act.cue.first].start
    return next((s.speaker for s, _ in told if s.cue_start == cue), None)


def _cited(statement: Statement) -> tuple[int, int]:
    """The source's words, else the word that leads to what was said."""
    if statement.source_start is None or statement.source_end is None:
        return statement.cue_start, statement.cue_end
    return statement.source_start, statement.source_end


def _tell(candidate: Candidate, statement: Statement, span: tuple[int, int], cues: Sequence[Cue]) -> None:
    """Join what a party says here to its candidate; of several statements the first is kept, their cues added."""
    direct = statement.kind == "direct"
    inside = tuple(c for c in _within(candidate.run, cues, span) if not (direct and _of_others(candidate.run, c)))
    if candidate.statement is None:
        candidate.statement, candidate.span, candidate.said = statement, span, inside
    else:
        candidate.span = (min(candidate.span[0], span[0]), max(candidate.span[1], span[1]))
        candidate.said += tuple(c for c in inside if c not in candidate.said)


def _of_others(run: Sequence[Word], cue: Cue) -> bool:
    """Whether a promise in direct speech is somebody else's: "it will work", not "we will work"."""
    return cue.stance is Stance.COMMITS and run[cue.first].low in _OTHERS


def _within(run: Sequence[Word], cues: Sequence[Cue], span: tuple[int, int]) -> Iterator[Cue]:
    for cue in cues:
        if cue.kind == "modal" and span[0] <= run[cue.first].start < span[1]:
            yield cue
