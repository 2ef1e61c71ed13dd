"""Whether an act of stance is told as done and as a stance: not under an "if", as a guess, a bare fact or a deed of the past."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from digests.extract.positions.lexicon import Cue, Word, vocabulary
from digests.extract.positions.phrases import Scene, group
from digests.extract.positions.wellformed import group as words
from digests.extract.positions.wellformed import verb_forms
from digests.model import Stance

if TYPE_CHECKING:
    from digests.extract.positions.acts import Act

_AHEAD = 9  # words of a clause in which its verb is looked for
_GUESS = frozenset(("might", "may", "is", "are", "was", "were", "had", "has"))
_FACT = frozenset(("is", "are", "was", "were", "had", "has"))


def against(scene: Scene, act: Act) -> str:
    """Why an act is none, in plain words; "" where nothing speaks against it."""
    run, cue = scene.run, act.cue
    if not _open(act, run):
        return "left open: told under “if” or “whether”, not as done"
    if cue.lemma.startswith("warn") and not _own_warning(scene, act):
        return "warns of what may befall, threatens nothing of its own"
    head, verbs = cue.lemma.split()[0], vocabulary()["asserting"]
    if act.negated and cue.lemma in verbs["unturned"]:
        return "not hoping or expecting is no refusal"
    if head in verbs["guessing"] and _finite(run, cue) in _GUESS:
        return "a guess of how things stand, no proposal"
    if head in verbs["stating"] and _finite(run, cue) in _FACT:
        return "says how things stand, asks for nothing"
    if cue.stance is Stance.THREATENS and cue.lemma in verbs["deeds"] and not act.hedge and cue.form in ("past", "ing", "s"):
        return "a deed that is done, no threat"
    if cue.lemma == "be going to" and cue.last + 1 < len(run) and run[cue.last + 1].low in group("determiner"):
        return "tells where somebody goes"
    if act.via == "agent" and not act.aux and cue.lemma in verbs["enacting"]:
        return "a measure in force, no stance"
    if head in verbs["wishing"] and (
        run[cue.first - 1].low == "had" or cue.last + 1 >= len(run) or run[cue.last + 1].low in (",", ".", ";", "”")
    ):
        return "a wish of the past, or of nothing that is told"
    if cue.kind == "noun" and _compound(run, cue):
        return "part of another noun"
    return ""


def _open(act: Act, run: Sequence[Word]) -> bool:
    """Whether an act is told as done: "if Russia agreed" and "whether it accepts" are not."""
    start = act.subject[0] if act.subject else run[act.cue.first].start
    first = next((i for i, word in enumerate(run) if word.start >= start), 0)
    if first == 0:
        return True
    frame = vocabulary()["frame"]
    doubted = run[first - 1].low == "that" and first > 1 and run[first - 2].low in frame["doubted"]
    return not doubted and run[first - 1].low not in frame["unasserted"]


def _finite(run: Sequence[Word], cue: Cue) -> str:
    """The first finite verb of the clause behind a verb; "" where none is near."""
    for word in run[cue.last + 1 : cue.last + 1 + _AHEAD]:
        if word.low in (",", ".", ";", "to", "who", "which", "“", '"'):
            return ""
        if word.low in words("finite"):
            return word.low
    return ""


def _own_warning(scene: Scene, act: Act) -> bool:
    """Whether a warning is of an act of one's own: "it will respond", "serious consequences"; not of what may befall others."""
    run, table = scene.run, vocabulary()["warning"]
    ahead = run[act.cue.last + 1 : act.cue.last + 1 + table["reach"]]
    if act.cue.stance is not Stance.THREATENS or any(w.low in table["own"] for w in (*run[act.cue.first : act.cue.last + 1], *ahead)):
        return True
    for place, word in enumerate(ahead[:-1]):
        name = scene.document.names.at(word.start, word.end)
        own = name is not None and act.holder is not None and name.party == act.holder.party
        if (own or word.low in group("pronoun") | group("first")) and ahead[place + 1].low in group("will") | group("would"):
            return True
    return False


def _compound(run: Sequence[Word], cue: Cue) -> bool:
    """Whether a noun only tells which of another noun is meant: "the support group", "an acceptance speech"."""
    if cue.last + 1 >= len(run) or run[cue.last].low.endswith("s"):
        return False
    after = run[cue.last + 1].low
    closed = words("preposition") | words("conjunction") | words("finite") | words("relative") | words("auxiliary") | words("reporting")
    return after.isalpha() and after not in closed and after not in verb_forms() and not after.endswith(("ed", "ing", "ly"))
