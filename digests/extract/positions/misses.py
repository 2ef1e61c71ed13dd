"""Why a candidate is no position, in plain words: worked out only for a reading that is traced."""

from __future__ import annotations

from collections.abc import Mapping

from digests.extract.positions.acts import Act
from digests.extract.positions.candidates import Candidate
from digests.extract.positions.features import Features
from digests.extract.positions.judge import Weights
from digests.extract.trace import POSITIONS, dropped
from digests.text.document import Document
from digests.text.vocabulary import load

__all__ = ["conditional", "unsure"]

_TOLD = 2  # reasons that are told


def unsure(document: Document, candidate: Candidate, told: Features, chance: float, fitted: Weights) -> None:
    """Tell the trace of a candidate whose chance is under the threshold, with what weighed most against it."""
    if document.trace is None:
        return
    reasons = _against(told, fitted.position)
    if not candidate.acts and not candidate.said:
        reasons = ["nothing it says or does here demands, offers or refuses", *reasons][:_TOLD]
    why = f"{candidate.party}: confidence {chance:.2f} under {fitted.threshold:.2f}" + (f": {'; '.join(reasons)}" if reasons else "")
    dropped(document, POSITIONS, *_run(document, candidate), why, chance)


def conditional(document: Document, candidate: Candidate, act: Act) -> None:
    """Tell the trace of an act that stands inside an "if"."""
    run = candidate.run
    why = f"{candidate.party}: told inside a condition, not as its own act"
    dropped(document, POSITIONS, run[act.cue.first].start, run[act.cue.last].end, why)


def _against(told: Features, weights: Mapping[str, float]) -> list[str]:
    """The heaviest features against, in words, each once."""
    weighed = sorted((weights.get(name, 0.0) * value, name) for name, value in told.items())
    reasons = dict.fromkeys(words for weight, name in weighed if weight < 0 and (words := _words(name)))
    return list(reasons)[:_TOLD]


def _words(feature: str) -> str:
    table = load("digests.extract.positions", "reasons.en.toml")
    group, _, word = feature.partition(".")
    if feature in table["features"]:
        return str(table["features"][feature])
    return str(table["words"][group]).format(word) if group in table["words"] and word else ""


def _run(document: Document, candidate: Candidate) -> tuple[int, int]:
    """The words that made it a candidate: its act, else the word that leads to what it said, else its name, else the sentence."""
    sentence, run = document.sentences[candidate.sentence], candidate.run
    if candidate.acts:
        cue = candidate.acts[0].cue
        return run[cue.first].start, run[cue.last].end
    said = candidate.statement
    places = [(said.cue_start, said.cue_end)] if said is not None else []
    places.append((candidate.name.start, candidate.name.end))
    return next((p for p in places if sentence.start <= p[0] < p[1] <= sentence.end), (sentence.start, sentence.end))
