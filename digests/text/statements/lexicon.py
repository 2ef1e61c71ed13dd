"""Cue verbs in all their forms, and the word classes around them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from digests.text.vocabulary import load

VOCABULARY = ("digests.text", "statements.en.toml")
_VOWELS = frozenset("aeiou")


@dataclass(frozen=True, slots=True)
class Cue:
    """One form of a cue verb with the particles that belong to it."""

    lemma: str
    form: str  #: ``base s past participle ing``
    classes: frozenset[str]  #: of ``say think act``
    particles: tuple[str, ...] = ()


@cache
def lists() -> dict[str, frozenset[str]]:
    """The plain word lists as sets."""
    return {name: frozenset(items) for name, items in load(*VOCABULARY)["words"].items()}


@cache
def cues() -> dict[str, tuple[Cue, ...]]:
    """Every form to what it can be, those with the most particles first."""
    table = load(*VOCABULARY)
    classes: dict[str, set[str]] = {}
    for kind, lemmas in table["verbs"].items():
        for lemma in lemmas:
            classes.setdefault(lemma, set()).add(kind)
    found: dict[str, list[Cue]] = {}
    for lemma, kinds in classes.items():
        verb, *particles = lemma.split()
        for word, form in _forms(verb, table["irregular"].get(verb, ())):
            found.setdefault(word, []).append(Cue(lemma, form, frozenset(kinds), tuple(particles)))
    return {word: tuple(sorted(entries, key=lambda cue: -len(cue.particles))) for word, entries in found.items()}


def _forms(verb: str, irregular: list[str] | tuple[str, ...]) -> list[tuple[str, str]]:
    made = {"s": _third(verb), "ing": _gerund(verb), "past": _past(verb)}
    pasts = [word for word in irregular if not word.endswith("ing") and not (word.endswith("s") and len(word) > 4)]
    forms = [(verb, "base")] if verb not in pasts else []
    forms.append((next((w for w in irregular if w.endswith("s") and w not in pasts), made["s"]), "s"))
    forms.append((next((w for w in irregular if w.endswith("ing")), made["ing"]), "ing"))
    forms.extend((word, "past") for word in (pasts or [made["past"]]))
    return forms


def _third(verb: str) -> str:
    if verb.endswith(("s", "sh", "ch", "x", "z", "o")):
        return verb + "es"
    return verb[:-1] + "ies" if verb.endswith("y") and verb[-2] not in _VOWELS else verb + "s"


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    return verb[:-1] + "ied" if verb.endswith("y") and verb[-2] not in _VOWELS else verb + "ed"


def _gerund(verb: str) -> str:
    return verb[:-1] + "ing" if verb.endswith("e") and not verb.endswith("ee") else verb + "ing"
