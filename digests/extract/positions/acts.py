"""Acts of stance: a stance verb or noun together with whoever takes that stance.

Whose act it is comes from the words around the verb: the name or pronoun before it, over auxiliaries, adverbs and an
apposition; the antecedent of "who"; the agent of a passive; the subject before for "... and proposed"; the possessor of a noun.
Where none of these stands there the act has no holder and nothing is claimed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from digests.extract.positions import asserted, matter, phrases, reference, wellformed
from digests.extract.positions.lexicon import Cue, Word, vocabulary
from digests.extract.positions.phrases import REACH, Scene, group
from digests.extract.trace import POSITIONS, dropped
from digests.model import Stance
from digests.text.names import Name

_QUOTED = 5  # words of a quoted adverb
_COORDINATED = 4  # parties of one subject


@dataclass(frozen=True, slots=True)
class Act:
    """One act and whose it is."""

    cue: Cue
    holder: Name | None
    via: str  #: how the holder was found: ``subject pronoun relative apposition chain agent possessor by first`` or ``""``
    negated: bool = False
    hedge: str = ""  #: ``will`` ``would`` ``expected`` or ``""``
    subject: tuple[int, int] | None = None  #: offsets of the subject's words, also where it is no known name
    aux: str = ""  #: ``have`` or ``be`` where such an auxiliary was passed
    matter: str = ""  #: what stands as its object: ``claims`` (refused, they are denied) or ``talks`` (called for, they are proposed)

    @property
    def stance(self) -> Stance:
        """The stance, turned where the act is negated; a refusal by deed that is to come ("will suspend") is a promise."""
        if not self.negated:
            promised = self.hedge in ("will", "would") and self.cue.lemma in vocabulary()["negation"]["deeds"]
            turned = Stance(vocabulary()["matter"][self.matter]["stance"]) if self.matter else self.cue.stance
            return Stance.COMMITS if promised else turned
        return Stance(vocabulary()["negation"]["turns"][self.cue.stance])


@cache
def _auxiliaries() -> frozenset[str]:
    return frozenset().union(*(group(name) for name in ("be", "have", "do", "will", "would", "negative", "adverb")))


@dataclass(frozen=True, slots=True)
class _Frame:
    """The words between a verb and its subject."""

    left: int  # the last word of the subject; -1: none
    seen: frozenset[str]  # auxiliaries passed
    infinitive: bool
    hedge: str

    @property
    def negated(self) -> bool:
        return bool(self.seen & group("negative"))


def find(scene: Scene, cues: Sequence[Cue]) -> tuple[Act, ...]:
    """The acts of one sentence, in order; coordinated subjects give one act each."""
    run = scene.run
    found: list[Act] = []
    last = -1
    for cue in cues:
        if cue.kind == "modal" or cue.first <= last:
            continue
        told = _verb(scene, cue, found) if cue.kind == "verb" else _noun(scene, cue)
        acts = [act for act in told if _own(scene, act)]
        if acts:
            found.extend(acts)
            last = cue.last if len(run) > cue.last else last
    return tuple(found)


def _own(scene: Scene, act: Act) -> bool:
    """Whether an act is told as done and as a stance; why not goes to the trace."""
    why = asserted.against(scene, act)
    if why:
        dropped(scene.document, POSITIONS, scene.run[act.cue.first].start, scene.run[act.cue.last].end, why)
    return not why


def _frame(run: Sequence[Word], at: int) -> _Frame:
    """Walk left from a verb over what may stand between it and its subject."""
    seen: set[str] = set()
    place, infinitive, hedge = at - 1, False, ""
    expected = group("expected")
    while place >= 0 and at - place < REACH:
        low = run[place].low
        if low in ("”", '"'):  # "Putin “of course” agreed"
            opening = next((i for i in range(place - 1, max(-1, place - _QUOTED), -1) if run[i].low in ("“", '"')), None)
            if opening is None:
                break
            place = opening - 1
            continue
        if infinitive and low == "yet":  # "have yet to agree"
            break
        if low == "to" and place == at - 1 - len(seen):
            infinitive = True
        elif infinitive and low in expected:
            hedge, infinitive = "expected", False
        elif infinitive and low in group("raising"):
            infinitive = False
        elif low not in _auxiliaries() and not (low.endswith("ly") and len(low) > 4):
            break
        seen.add(low)
        place -= 1
    if not hedge:
        hedge = "will" if seen & group("will") else "would" if seen & group("would") else ""
    return _Frame(place, frozenset(seen), infinitive, hedge)


def _verb(scene: Scene, cue: Cue, before: Sequence[Act]) -> Iterator[Act]:
    run = scene.run
    frame = _frame(run, cue.first)
    if frame.infinitive:
        return
    if cue.form in ("base", "s") and cue.first and run[cue.first - 1].low == "'s" and not cue.lemma.startswith("be "):
        return  # "the government's request"
    if cue.lemma == "will":
        yield from _finite(scene, cue, frame, before)
        return
    be = bool(frame.seen & group("be"))
    if cue.form == "past" and (_by(run, cue, frame) or (be and not cue.lemma.startswith("be "))):
        yield from _passive(scene, cue, frame)
    elif cue.form == "ing" and not be:
        yield from _participle(scene, cue, frame, before)
    elif not _nominal(run, cue, frame):
        yield from _finite(scene, cue, frame, before)


def _by(run: Sequence[Word], cue: Cue, frame: _Frame) -> bool:
    """Whether a past form is a participle with its agent: "a plan backed by X"."""
    return not frame.seen & group("have") and cue.last + 1 < len(run) and run[cue.last + 1].low == "by"


def _nominal(run: Sequence[Word], cue: Cue, frame: _Frame) -> bool:
    """Whether a verb's form is a noun here: "the demand", "in support"."""
    if cue.form == "base" and not (frame.seen - group("adverb")) and not _plural(run, frame):
        return True
    low = run[frame.left].low if frame.left >= 0 else ""
    return low in group("determiner") and low not in group("relative")


def _plural(run: Sequence[Word], frame: _Frame) -> bool:
    """Whether a verb in its bare form can stand here: after a plural, a pronoun, "who" or a coordination."""
    if frame.left < 0:
        return False
    low = run[frame.left].low
    return (
        low in ("they", "we", "i", "you", "who")
        or low in group("chain")
        or (low.endswith("s") and len(low) > 3)
        or low in ("people", "police", "men", "women")
    )


def _act(run: Sequence[Word], cue: Cue, name: Name | None, via: str, frame: _Frame, subject: tuple[int, int] | None = None) -> Act:
    negated = frame.negated or (cue.last + 1 < len(run) and run[cue.last + 1].low in vocabulary()["negation"]["after"])
    aux = "have" if frame.seen & group("have") else "be" if frame.seen & group("be") else ""
    return Act(cue, name, via if name or via == "first" else "", negated, frame.hedge, subject, aux, matter.kind(run, cue))


def _finite(scene: Scene, cue: Cue, frame: _Frame, before: Sequence[Act]) -> Iterator[Act]:
    run = scene.run
    place = frame.left
    if place < 0:
        return
    low = run[place].low
    if low in ("'s", "'"):
        return
    if low in group("first"):
        yield _act(run, cue, None, "first", frame)
    elif low in group("pronoun"):
        if low == "it" and cue.lemma == "will" and cue.last + 1 < len(run) and run[cue.last + 1].low in wellformed.group("happening"):
            return
        subject = (run[place].start, run[place].end)
        yield _act(run, cue, reference.of(scene.document, *subject, scene.told), "pronoun", frame, subject)
    elif low in group("relative"):
        if cue.lemma == "will" and low != "who":
            return
        yield _act(run, cue, phrases.ending(scene, place - 1), "relative", frame)
    elif low in group("chain") or (low == "," and place >= 1 and run[place - 1].low in group("chain")):
        yield from (
            Act(cue, a.holder, "chain", frame.negated, frame.hedge, matter=matter.kind(run, cue)) for a in _joined(run, place, before)
        )
    elif low == ",":
        yield _act(run, cue, phrases.apposition(scene, place), "apposition", frame)
    else:
        yield from _subject(scene, cue, frame)


def _joined(run: Sequence[Word], place: int, before: Sequence[Act]) -> Sequence[Act]:
    """Whose the second verb of "back and oppose" is: of nobody known where the first is nobody's act."""
    first = run[place - 1].low if place > 1 and run[place - 2].low in group("relative") else ""
    plain = wellformed.verb_forms().get(first) in ("base", "s") or first in wellformed.verbs("both")
    return [a for a in before if a.cue.last == place - 1 and a.holder is not None] if plain else _chained(before)


def _chained(before: Sequence[Act]) -> Sequence[Act]:
    """The acts whose subject the next verb shares: all of the last verb's."""
    held = [a for a in before if a.holder is not None and a.via not in ("agent", "possessor", "by")]
    return [a for a in held if a.cue.first == held[-1].cue.first] if held else ()


def _subject(scene: Scene, cue: Cue, frame: _Frame) -> Iterator[Act]:
    """The name that ends right before the verb, with those coordinated to it; else a name inside the subject's phrase."""
    run = scene.run
    name = phrases.ending(scene, frame.left)
    if name is not None and _within(scene, name):
        return
    if name is not None and (head := _head(scene, name)) is not None:
        name = head
    if name is None:
        if run[frame.left].low in group("determiner"):
            return  # "officials fear those will"
        low, start = phrases.stretch(run, frame.left)
        if cue.lemma == "will" and (
            run[frame.left].low in wellformed.verb_forms() or any(w.low in wellformed.group("finite") for w in run[low : frame.left + 1])
        ):
            return  # "policies that they fear will", "what it calls an operation will"
        if cue.form in ("s", "base") and any(word.low in ("'s", "'") for word in run[low : frame.left + 1]):
            return
        phrase = (run[low].start, run[frame.left].end)
        yield _act(run, cue, scene.document.names.resolve(*phrase) if start else None, "phrase", frame, phrase)
        return
    yield _act(run, cue, name, "subject", frame, (name.start, name.end))
    for step in range(_COORDINATED):
        name = phrases.beside(scene, name, listed=step > 0)
        if name is None:
            return
        yield _act(run, cue, name, "subject", frame, (name.start, name.end))


def _head(scene: Scene, name: Name) -> Name | None:
    """The office that a name only places: "the U.N. envoy | to Libya"."""
    run = scene.run
    start = next((i for i, word in enumerate(run) if word.start >= name.start), 0)
    if start < 2 or run[start - 1].low not in ("to", "in", "for", "at"):
        return None
    head = scene.document.names.at(run[start - 2].start, run[start - 2].end)
    return head if head is not None and head.role and head.party and head.end == run[start - 2].end else None


def _within(scene: Scene, name: Name) -> bool:
    """Whether a name is only part of the subject: "talks between the two and Iran", "a deal with Iran"."""
    run = scene.run
    start = next((i for i, word in enumerate(run) if word.start >= name.start), 0)
    return any(run[i].low in ("between", "among") for i in range(max(0, start - 4), start)) or (
        start > 1 and run[start - 1].low in ("with", "against", "about", "for")
    )


def _participle(scene: Scene, cue: Cue, frame: _Frame, before: Sequence[Act]) -> Iterator[Act]:
    """ "..., urging X to": the sentence's subject so far."""
    run = scene.run
    if run[cue.first - 1].low == "on" or (frame.left >= 0 and run[frame.left].low in group("gerund")):
        return
    if frame.left >= 0 and run[frame.left].low in group("phase"):
        return
    if cue.first == 0 or (cue.first == 1 and not run[0].low[0].isalnum()):
        yield _act(run, cue, phrases.behind(scene, cue.last), "participle", frame)
        return
    shared = _chained(before)
    if shared:
        yield from (Act(cue, a.holder, "chain", frame.negated, frame.hedge, matter=matter.kind(run, cue)) for a in shared)
    else:
        loose = frame.left < 0 or run[frame.left].low[0].isalnum()
        yield _act(run, cue, phrases.main(scene, cue.first), "loose" if loose else "participle", frame)


def _passive(scene: Scene, cue: Cue, frame: _Frame) -> Iterator[Act]:
    """ "was rejected by X": the agent, with those coordinated to it."""
    run = scene.run
    for place in range(cue.last + 1, min(len(run), cue.last + 1 + REACH)):
        low = run[place].low
        if low == "by" and place + 1 < len(run):
            yield from (_act(run, cue, name, "agent", frame) for name in phrases.after(scene, place + 1))
            return
        if low in group("boundary"):
            return


def _noun(scene: Scene, cue: Cue) -> Iterator[Act]:
    """ "Kyiv's request", "its refusal", "a demand by X", "opposition from X"."""
    run = scene.run
    still = _Frame(-1, frozenset(), False, "")
    for place in range(cue.first - 1, max(-1, cue.first - 5), -1):
        word = run[place]
        if word.low in group("possessive"):
            yield _act(run, cue, reference.of(scene.document, word.start, word.end, scene.told), "possessor", still)
            return
        if not word.low[0].isalnum() and word.low not in ("'s", "'", "-", "“", '"'):
            break
        name = scene.document.names.at(word.start, word.end)
        if name is not None and name.kind != "other" and name.end <= run[cue.first].start:
            if place == cue.first - 1 or ((place + 1 < len(run) and run[place + 1].low in ("'s", "'")) or word.low.endswith("'s")):
                yield _act(run, cue, name, "possessor", still)
            return
    if cue.last + 2 < len(run) and run[cue.last + 1].low in ("by", "from"):
        yield from (_act(run, cue, name, "by", still) for name in phrases.after(scene, cue.last + 2))
