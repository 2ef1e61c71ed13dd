"""The words of stance as one lookup: what a party does with words, and what was said shows of a stance.

Phrases are matched over words, each word visited once; a phrase begins with a word of the vocabulary and its tail is short,
so that the whole is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from digests.model import Stance
from digests.text.vocabulary import load

VOCABULARY = ("digests.extract.positions", "stances.en.toml")
OTHERWISE = "describe otherwise"  #: lemma of a thing described as one thing and not another
_USUAL = 12  # letters of a word and its blank at most, over a long sentence
_GAP = 3  # words a "*" stands for at most
#: A word without its contraction ("do|n't", "he|'s"), a figure, or a mark.
_WORD = re.compile(
    r"[a-zA-Z]+(?=[\s,.])"  # most words, without a look at the rest
    r"|[^\W\d_]+(?:-[^\W\d_]+)*|[’'](?:[sS]|[rR][eE]|[mM]|[vV][eE]|[lL][lL]|[dD]|[tT])\b|\d+(?:[.,:]\d+)*|[^\w\s]"
)
_NOT = frozenset(("'t", "’t"))


class Word(NamedTuple):
    """A word or a mark of the text."""

    start: int
    end: int
    low: str  #: lower case, straight apostrophes


class Cue(NamedTuple):
    """A phrase of the vocabulary as it stands in a text: words ``first`` to ``last`` of those searched."""

    first: int
    last: int  #: inclusive
    stance: Stance
    lemma: str
    kind: str  #: ``verb``, ``noun`` or ``modal``
    plain: bool = True
    form: str = ""  #: of a verb: ``base``, ``s``, ``past`` or ``ing``


@dataclass(frozen=True, slots=True)
class _Entry:
    tail: tuple[str, ...]
    stance: Stance | None  #: None: looks like a stance and is none
    lemma: str
    kind: str
    plain: bool
    form: str


def words(text: str, start: int = 0, end: int | None = None, most: int | None = None) -> tuple[Word, ...]:
    """The words and marks of ``text[start:end]``, offsets in ``text``; not many more than ``most`` of them are read."""
    stop = len(text) if end is None else end
    if most is not None:
        stop = min(stop, start + most * _USUAL)
    lowered = text[start:stop].lower()
    same = len(lowered) == stop - start  # but for a few letters of other alphabets
    made = tuple.__new__  # half the time of the named tuple's own
    spans = [match.span() for match in _WORD.finditer(text, start, stop)]
    lows = [lowered[left - start : right - start] for left, right in spans] if same else [text[left:right].lower() for left, right in spans]
    found: list[Word] = []
    for (left, right), low in zip(spans, lows, strict=True):
        if low == "us" and text[left:right] == "US":  # the country is no pronoun
            low = "u.s."
        elif low[0] == "’" or low[0] == "'":
            if low in _NOT and found and found[-1].end == left and found[-1].low[1:].endswith("n"):
                last = found.pop()
                found.append(Word(last.start, left - 1, last.low[:-1]))
                found.append(Word(left - 1, right, "n't"))
                continue
            low = low.replace("’", "'")
        found.append(made(Word, (left, right, low)))
    return tuple(found[:most])


@cache
def vocabulary() -> dict[str, Any]:
    """The tables of the vocabulary file."""
    return load(*VOCABULARY)


def forms(lemma: str) -> dict[str, str]:
    """Every form of a verb to its name: ``base``, ``s``, ``past`` (participle too) or ``ing``."""
    listed: list[str] | None = vocabulary()["irregular"].get(lemma)
    if listed is not None:
        return {lemma: "base"} | {word.replace("’", "'"): _named(lemma, word) for word in listed}
    if lemma.endswith("e"):
        return {lemma: "base", lemma + "s": "s", lemma + "d": "past", lemma[:-1] + "ing": "ing"}
    if re.search(r"[^aeiou]y\Z", lemma):
        return {lemma: "base", lemma[:-1] + "ies": "s", lemma[:-1] + "ied": "past", lemma + "ing": "ing"}
    plural = lemma + ("es" if re.search(r"(?:s|sh|ch|x|z|o)\Z", lemma) else "s")
    return {lemma: "base", plural: "s", lemma + "ed": "past", lemma + "ing": "ing"}


def _named(lemma: str, word: str) -> str:
    if word.endswith("ing") and len(word) > len(lemma):
        return "ing"
    return "s" if word in ("is", "are", "has", "am") or (word.endswith("s") and word != "was") or word[0] in "'’" else "past"


def _split(phrase: str) -> list[str]:
    return [word.low for word in words(phrase)]


@dataclass(frozen=True, slots=True)
class _Shelf:
    """The phrases a word may begin, longest first: by the word that must follow, those with a gap, and the word alone."""

    next: Mapping[str, tuple[_Entry, ...]]
    loose: Mapping[str, tuple[_Entry, ...]]  #: by the first word behind the gap
    alone: tuple[_Entry, ...]


@cache
def _index() -> dict[str, _Shelf]:
    """First word to the phrases it may begin."""
    found: dict[str, dict[tuple[tuple[str, ...], str], _Entry]] = {}

    def put(word: str, tail: Sequence[str], stance: str, lemma: str, kind: str, plain: bool = True, form: str = "") -> None:
        entry = _Entry(tuple(tail), Stance(stance) if stance else None, lemma, kind, plain, form)
        found.setdefault(word, {}).setdefault((entry.tail, kind), entry)

    tables = vocabulary()
    for stance, tiers in tables["verbs"].items():
        for tier, phrases in tiers.items():
            for phrase in phrases:
                head, *tail = _split(phrase)
                for word, form in forms(head).items():
                    put(word, tail, stance, phrase, "verb", tier == "plain", form)
    for phrase in tables["blockers"]["phrases"]:
        head, *tail = _split(phrase)
        for word, form in forms(head).items():
            put(word, tail, "", phrase, "verb", form=form)
    for stance, table in tables["nouns"].items():
        for phrase in table["words"]:
            head, *tail = _split(phrase)
            put(head, tail, stance, phrase, "noun")
    for stance, phrases in tables["modal"].items():
        for phrase in phrases:
            head, *tail = _split(phrase)
            put(head, tail, stance, phrase, "modal")
    return {word: _shelf(entries.values()) for word, entries in found.items()}


def _shelf(entries: Iterable[_Entry]) -> _Shelf:
    ranked = sorted(entries, key=lambda e: -len(e.tail))
    following: dict[str, list[_Entry]] = {}
    for entry in ranked:
        if entry.tail and entry.tail[0] != "*":
            following.setdefault(entry.tail[0], []).append(entry)
    loose: dict[str, list[_Entry]] = {}
    for entry in ranked:
        if entry.tail and entry.tail[0] == "*":
            loose.setdefault(entry.tail[1], []).append(entry)
    gaps = {word: tuple(told) for word, told in loose.items()}
    alone = {e.kind: e for e in reversed(ranked) if not e.tail}
    return _Shelf({word: tuple(told) for word, told in following.items()}, gaps, tuple(alone.values()))


def cues(run: Sequence[Word]) -> tuple[Cue, ...]:
    """Every cue of a run of words, in order; of the cues of a kind that begin at a word only the longest."""
    index = _index()
    found: list[Cue] = []
    naming = _naming()
    for at, word in enumerate(run):
        if word.low in naming and _otherwise(run, at):
            found.append(Cue(at, at, Stance.DENIES, OTHERWISE, "verb", True, naming[word.low]))
            continue
        shelf = index.get(word.low)
        if shelf is not None:
            found.extend(_at(run, at, shelf))
    return tuple(found)


@cache
def _naming() -> dict[str, str]:
    """Forms of the verbs by which one describes a thing, to the name of the form."""
    return {word: form for lemma in vocabulary()["otherwise"]["verbs"] for word, form in forms(lemma).items()}


def _otherwise(run: Sequence[Word], at: int) -> bool:
    """Whether a thing is described as one and no other: "calling it “a pause rather than a peace”", "as a test, not an attack"."""
    table = vocabulary()["otherwise"]
    for place in range(at + 2, min(len(run) - 1, at + table["reach"])):
        low, before, after = run[place].low, run[place - 1].low, run[place + 1].low
        if low in (".", ";", "who", "which"):
            return False
        if low == "than" and before == "rather":
            return True
        if low == "not" and before in (",", "and", "but", "—", "–") and after in table["articles"]:
            return True
        if low == "instead" and after == "of":
            return True
    return False


def _at(run: Sequence[Word], at: int, shelf: _Shelf) -> list[Cue]:
    if not shelf.next and not shelf.loose:
        return [Cue(at, at, e.stance, e.lemma, e.kind, e.plain, e.form) for e in shelf.alone if e.stance is not None]
    taken: dict[str, Cue | None] = {}
    ahead = at + 1
    if run[at].low in _copula():
        while ahead < len(run) and run[ahead].low in _degree():
            ahead += 1
    following = shelf.next.get(run[ahead].low, ()) if shelf.next and ahead < len(run) else ()
    loose: Sequence[_Entry] = ()
    if shelf.loose:
        near = [e for word in run[at + 1 : at + 2 + _GAP] for e in shelf.loose.get(word.low, ())]
        loose = sorted(near, key=lambda e: -len(e.tail)) if len(near) > 1 else near
    for entries in (following, loose, shelf.alone):
        for entry in entries:
            if entry.kind in taken:
                continue
            last = _match(run, at, entry.tail) if entry.tail else at
            if last is not None:
                told = entry.stance
                if (
                    entry.lemma in ("call on", "call upon")
                    and last + 2 < len(run)
                    and run[last + 2].low == "for"
                    and run[last + 1].low.endswith("day")
                ):
                    taken[entry.kind] = Cue(at, last + 2, Stance.DEMANDS, "call for", entry.kind, entry.plain, entry.form)  # "on Monday"
                    continue
                taken[entry.kind] = None if told is None else Cue(at, last, told, entry.lemma, entry.kind, entry.plain, entry.form)
    return [cue for cue in taken.values() if cue is not None]


@cache
def _copula() -> frozenset[str]:
    return frozenset(forms("be"))


@cache
def _degree() -> frozenset[str]:
    """Adverbs that stand between "is" and an adjective of stance."""
    return frozenset(vocabulary()["degree"]["adverbs"])


def _match(run: Sequence[Word], at: int, tail: Sequence[str]) -> int | None:
    """The last word of a phrase whose first stands at ``at``; None where its tail does not follow."""
    place = at
    if tail[0] != "*" and run[at].low in _copula():
        while place + 1 < len(run) and run[place + 1].low in _degree():
            place += 1  # "is firmly opposed to"
    loose = 0
    for part in tail:
        if part == "*":
            loose = _GAP
            continue
        for step in range(1, loose + 2):
            if place + step >= len(run) or (step > 1 and (not run[place + step - 1].low[0].isalnum() or run[place + step - 1].low == "to")):
                return None
            if run[place + step].low == part:
                place += step
                break
        else:
            return None
        loose = 0
    return place
