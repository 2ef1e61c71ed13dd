"""What can be seen of a candidate, as named numbers: what the judge weighs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from math import log

from digests.extract.positions import stance
from digests.extract.positions.acts import Act
from digests.extract.positions.candidates import Candidate
from digests.extract.positions.lexicon import vocabulary
from digests.extract.positions.wellformed import verbs
from digests.text.document import Document

Features = dict[str, float]
_SURE = frozenset(("subject", "pronoun", "relative", "apposition", "chain", "first"))


@cache
def _frame() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in vocabulary()["frame"].items()}


@cache
def _performative() -> frozenset[str]:
    """Verbs that take a stance in being told: all plain ones but those of deeds, and those that say little by themselves."""
    plain = {lemma for tiers in vocabulary()["verbs"].values() for lemma in tiers["plain"]}
    return frozenset(
        (plain - verbs("deeds") - stance.GENERAL - set(vocabulary()["performative"]["not"])) | set(vocabulary()["performative"]["verbs"])
    )


@cache
def _frames() -> dict[str, tuple[str, ...]]:
    """Each word to the frames it stands in."""
    found: dict[str, tuple[str, ...]] = {}
    for name, listed in _frame().items():
        for word in listed:
            found[word] = (*found.get(word, ()), name)
    return found


@dataclass(frozen=True, slots=True)
class Scenery:
    """What all candidates of a sentence share."""

    told: tuple[str, ...]  #: features of the sentence
    parties: frozenset[str]


@dataclass(frozen=True, slots=True)
class Setting:
    """What all candidates of a document share."""

    document: Document
    mentions: Mapping[str, int]  #: how often each party is named
    headline: frozenset[str]  #: parties the headline names
    scenes: dict[int, Scenery] = field(default_factory=dict)  #: by sentence, filled as they are asked for


def setting(document: Document) -> Setting:
    """Count a document's parties once."""
    told = [name.party for name in document.names.within(0, len(document.article.title)) if name.party]
    return Setting(document, Counter(name.party for name in document.names.mentions if name.party), frozenset(told))


def of(shared: Setting, candidate: Candidate) -> Features:
    """The features of a candidate."""
    document = shared.document
    found: Features = dict.fromkeys((*_acts(candidate), *_said(document, candidate), *_around(shared, candidate)), 1.0)
    likeliest, lead = stance.likeliest(candidate)
    found[f"rule.{likeliest or 'none'}"] = 1.0
    found["lead"] = min(1.0, lead / 4)
    found["prominence"] = min(1.0, log(1 + shared.mentions.get(candidate.party, 0)) / 3)
    return found


def _acts(candidate: Candidate) -> Iterator[str]:
    for act in candidate.acts:
        tier = "act" if act.cue.plain else "faint"
        kind = "noun" if act.cue.kind == "noun" else "verb"
        yield tier
        yield f"{tier}.{kind}"
        yield f"{tier}.{act.stance}"
        yield f"lemma.{act.cue.lemma}"
        yield f"via.{act.via or 'speaker'}"
        if act.cue.plain and kind == "verb" and act.via in _SURE and not act.hedge:
            yield "act.sure"
            yield f"sure.{act.stance}"
        if act.cue.lemma in _performative():
            yield "act.performative"
            if act.via in _SURE and not act.hedge:
                yield "act.performative.sure"
        if act.negated:
            yield "act.negated"
        if act.aux:
            yield f"aux.{act.aux}"
        yield from _place(candidate, act)
        if act.hedge:
            yield f"hedge.{act.hedge}"
    if len({a.stance for a in candidate.acts}) > 1:
        yield "acts.many"
    if not candidate.acts:
        yield "acts.none"


def _place(candidate: Candidate, act: Act) -> Iterator[str]:
    """Where in its sentence an act stands, and what follows it."""
    run, frame = candidate.run, _frame()
    following = run[act.cue.last + 1].low if act.cue.last + 1 < len(run) else "."
    if run[act.cue.last].low == "to" or following == "to":
        yield "next.to"
    elif following in ("that", "whether", "by", "for", "on", "with", "."):
        yield f"next.{following}"
    start = act.subject[0] if act.subject else run[act.cue.first].start
    first = next((i for i, w in enumerate(run) if w.start >= start), 0)
    if first <= 2:
        yield "act.opens"
    if first > 0 and run[first - 1].low in frame["subordinate"]:
        yield "act.subordinate"
    if any(w.low in ('"', "“", "‘") for w in run[act.cue.last + 1 : act.cue.last + 8]):
        yield "act.quotes"
    inside = candidate.statement is not None and candidate.span[0] <= run[act.cue.first].start < candidate.span[1]
    yield "act.inside" if inside else "act.outside"
    if candidate.statement is not None and candidate.statement.cue_start == run[act.cue.first].start:
        yield "act.is.cue"


def _said(document: Document, candidate: Candidate) -> Iterator[str]:
    statement = candidate.statement
    if statement is None:
        if not any(a.cue.lemma in _performative() for a in candidate.acts):
            yield "silent"
        return
    yield f"said.{statement.kind}"
    yield f"cue.{statement.cue}"
    if document.index_at(statement.cue_start) != candidate.sentence:
        yield "said.continued"
    if statement.negated:
        yield "said.negated"
    if statement.modal:
        yield "said.modal"
    if statement.speaker is not None and statement.speaker.person:
        yield "said.person"
    for cue in candidate.said:
        yield f"modal.{cue.stance}"
        yield "modal"
        yield f"word.{cue.lemma}"
    if not candidate.said:
        yield "modal.none"
        if not candidate.acts:
            yield "said.plain"
    inside = {w.low for w in candidate.run if candidate.span[0] <= w.start < candidate.span[1]}
    if inside & {"we", "our", "i", "us"}:
        yield "said.first"
        if "will" in inside or "'ll" in inside:
            yield "said.first.will"
    if "will" in inside:
        yield "said.will"
    if "would" in inside:
        yield "said.would"


def _around(shared: Setting, candidate: Candidate) -> Iterator[str]:
    scene = shared.scenes.get(candidate.sentence)
    if scene is None:
        scene = shared.scenes[candidate.sentence] = _scenery(shared.document, candidate)
    yield from scene.told
    if candidate.others:
        yield "others"
    others = len(scene.parties) - (candidate.party in scene.parties)
    if others:
        yield "dyad"
    if others > 1:
        yield "dyad.many"
    if candidate.name.kind == "person" or candidate.name.person:
        yield "name.person"
    if candidate.name.role:
        yield "name.role"
    if candidate.name.party is None:
        yield "party.person" if candidate.name.kind == "person" else "party.group"
    elif candidate.name.confidence < 0.8:
        yield "party.guessed"
    if candidate.party in shared.headline:
        yield "party.headline"


def _scenery(document: Document, candidate: Candidate) -> Scenery:
    found: list[str] = []
    frames = _frames()
    lows = {word.low for word in candidate.run}
    hits = Counter(name for low in lows if low in frames for name in frames[low])
    found.extend(f"frame.{name}" for name in hits)
    if hits["event"] > 2:
        found.append("frame.event.many")
    if "“" in lows or '"' in lows:
        found.append("quoted")
    if "?" in lows:
        found.append("question")
    sentence = document.sentences[candidate.sentence]
    if document.in_headline(sentence.start):
        found.append("headline")
    elif candidate.sentence <= 2:
        found.append("lead")
    this = document.article.anchor.year
    if any(len(low) == 4 and low.isascii() and low.isdigit() and 1900 < int(low) < this for low in lows):
        found.append("year.past")
    names = document.names.within(sentence.start, sentence.end)
    return Scenery(tuple(found), frozenset(n.party for n in names if n.party is not None))
