"""Whether words cut out of a sentence can stand by themselves in a line: a noun phrase, a "that" clause, an infinitive.

There is no tagger here. A cut is refused on any sign that it broke off early or ran on into another clause, so that what
passes is nearly always sound; what is refused is told in quotation marks instead.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from digests.extract.positions import lexicon
from digests.extract.positions.lexicon import Word
from digests.text.vocabulary import load

_FEW = 3  # letters of a word too short to end in a telling "-ly" or "-ed"
_MARKS = re.compile(r"[“”\"]")
_GLUED = re.compile(r"[a-z]{3}\.[A-Z“]|[a-z]{3}\. [A-Z]")


@cache
def tables() -> dict[str, Any]:
    """The tables of ``issues.en.toml``."""
    return load("digests.extract.positions", "issues.en.toml")


@cache
def group(name: str) -> frozenset[str]:
    """One closed class of words."""
    return frozenset(tables()["words"][name])


@cache
def verbs(name: str) -> frozenset[str]:
    """One class of verbs, as the lemmas of the stance vocabulary."""
    return frozenset(tables()["verbs"][name])


@cache
def verb_forms() -> dict[str, str]:
    """Forms of known verbs, those that are nouns as well left out, to the name of the form."""
    found: dict[str, str] = {}
    stances = lexicon.vocabulary()["verbs"]
    heads = {phrase.split()[0] for tiers in stances.values() for phrases in tiers.values() for phrase in phrases}
    for lemma in sorted(heads | verbs("more") | set(lexicon.vocabulary()["irregular"])):
        for word, form in lexicon.forms(lemma).items():
            if word.isalpha() and not (form in ("base", "s") and lemma in verbs("both")):
                found.setdefault(word, form)
    return found


def noun_phrase(told: str) -> bool:
    """Whether words are one whole noun phrase (a gerund's phrase too): "a free economic zone in the region"."""
    run = lexicon.words(told)
    if not _sound(told, run) or not _opens(told, run):
        return False
    return not _runs_on(run, 0) and any(_content(word.low) for word in run)


def clause(told: str) -> bool:
    """Whether words are "that" with a whole clause: "that both armies halt along the present line"."""
    run = lexicon.words(told)
    if len(run) < 4 or run[0].low != "that" or not _sound(told, run):
        return False
    return run[1].low[0].isalnum() and run[1].low not in group("conjunction") | group("finite") | group("relative")


def infinitive(told: str) -> bool:
    """Whether words are "to" (or "not to") with a whole verb phrase: "to hold back from striking the capital"."""
    run = lexicon.words(told)
    start = 1 if run and run[0].low == "not" else 0
    if len(run) < start + 2 or run[start].low != "to" or not _sound(told, run):
        return False
    verb = next((i for i in range(start + 1, len(run)) if not _skipped(run[i].low)), None)
    if verb is None:
        return False
    low = run[verb].low
    fit = low.isascii() and low.replace("-", "").isalpha() and told[run[verb].start].islower()
    if not fit or low in group("determiner") | group("preposition") | group("subject") | group("conjunction") | group("finite") - {"have"}:
        return False
    return run[-1].low not in group("object") | {"so"} and not _runs_on(run, verb + 1)


def _skipped(low: str) -> bool:
    """Whether a word may stand between "to" and its verb."""
    return low in ("“", '"', "‘", "also", "only", "not", "then", "soon") or adverb(low)


def adverb(low: str) -> bool:
    """Whether a word looks like an adverb in "-ly"."""
    return (
        low.endswith("ly")
        and len(low) > _FEW + 1
        and low not in group("quantity")
        and low not in ("supply", "reply", "apply", "rely", "comply")
    )


def _sound(told: str, run: Sequence[Word]) -> bool:
    """What holds for every form: its marks pair, it ends on a word that can end it, nobody speaks of himself in it."""
    if not run or (not told[-1].isalnum() and told[-1] not in '”"%.’'):
        return False
    if told.count("“") != told.count("”") or told.count('"') % 2 or told.count("(") != told.count(")") or _GLUED.search(told):
        return False
    outside = list(_outside(run))
    if any(word.low in group("mark") or word.low in group("first") for word in outside):
        return False
    last = next((word.low for word in reversed(run) if word.low[0].isalnum() or word.low[0] in "'’"), "")
    if len(run) > 1 and last in ("about", "in", "down", "up", "out", "back") and run[-2].low in group("object"):
        return True  # "to bring it about"
    if last in group("third") and len(run) > 1 and run[-2].low in group("relative"):
        return False  # "the region that it"
    return bool(last) and last not in group("dangling") | (group("preposition") - {"over"}) | group("auxiliary") and last != "to"


def _outside(run: Sequence[Word]) -> list[Word]:
    """The words outside quotation marks."""
    found, inside = [], False
    for word in run:
        if _MARKS.fullmatch(word.low):
            inside = not inside
        elif not inside:
            found.append(word)
    return found


def _opens(told: str, run: Sequence[Word]) -> bool:
    """Whether a noun phrase can begin so."""
    first = next((word.low for word in run if word.low not in ("“", '"', "‘")), "")
    if not first or first in group("quantity") | group("determiner") - {"that", "what", "whose"}:
        return bool(first) and len(run) > 1
    if first in group("finite") | group("auxiliary") | group("subject") | group("object") | group("preposition") | group("relative"):
        return False
    if first in group("conjunction") | group("reporting") or adverb(first) or first in ("to", "not", "there", "very"):
        return False
    if verb_forms().get(first) == "past" and len(run) > 1 and _no_noun(run[1].low):
        return False  # "returned three years later"
    return len(run) > 1 or told[:1].isupper() or not first.endswith(("ed", "ing"))


def _no_noun(low: str) -> bool:
    """Whether a word behind a participle shows that the two begin no noun phrase."""
    return low in group("determiner") | group("preposition") | group("number") or low[0].isdigit() or adverb(low)


def _content(low: str) -> bool:
    """Whether a word can be the head of a phrase."""
    closed = group("determiner") | group("preposition") | group("conjunction") | group("auxiliary") | group("object") | group("anaphors")
    return low[0].isalnum() and low not in closed and not adverb(low)


def _runs_on(run: Sequence[Word], start: int) -> bool:
    """Whether a phrase runs on into another clause: a finite verb with no relative word to hold it."""
    held = False
    forms = verb_forms()
    for place in range(start, len(run)):
        low = run[place].low
        before = run[place - 1].low if place else ""
        after = run[place + 1].low if place + 1 < len(run) else ""
        if place > start and low in group("relative"):
            held = True
        elif low in group("subject") and low not in ("it", "one") and not held:
            if place < start + 1 or not (after in group("finite") or forms.get(after) in ("past", "base", "s") or after.endswith("ed")):
                return True
            held = True  # "the tariffs he has imposed"
        elif low == "'s" and place and after and not _clitic(after):
            continue
        elif (low in group("finite") and not held and before not in ("“", '"')) or (
            not held and place > start and _finite_form(run, place, forms)
        ):
            return True
    return False


def _clitic(after: str) -> bool:
    """Whether "'s" before a word is "is" or "has", not the mark of an owner."""
    return after in group("determiner") | {"not", "been", "going"}


def _finite_form(run: Sequence[Word], place: int, forms: dict[str, str]) -> bool:
    """Whether a known verb stands here as the verb of a clause: "armies halt the fighting", "actions and believe that"."""
    low, before = run[place].low, run[place - 1].low
    after = run[place + 1].low if place + 1 < len(run) else ""
    if before in group("determiner") | group("preposition") | {"to", "-", "“", '"', "‘", "not"} or adverb(before):
        return False
    form = forms.get(low)
    if form == "past":
        return before == "and" and after in group("article") | group("third") | {"that", "to"}
    if form in ("base", "s"):
        return before == "and" or after in group("article") | group("third") | {"that", "him", "them"}
    return low in verbs("both") and before != "and" and after in group("article")
