"""The casualty vocabulary, made ready for look-up by word."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from digests.text.vocabulary import load

KILLED, INJURED, MISSING, CAPTURED = "killed", "injured", "missing", "captured"
_IRREGULAR = {"man": "men", "woman": "women", "child": "children", "person": "persons", "wife": "wives", "thief": "thieves"}
_SHORTEST = 6  # letters of a word whose ending alone may tell that it names people


@dataclass(frozen=True, slots=True)
class Sense:
    """What a word or phrase of harm is: its kind of casualty and how it takes its victims."""

    kind: str
    #: ``verb`` (object, or subject of the passive), ``dies`` (subject), ``state`` (who is missing), ``buried`` (who may be),
    #: ``counted`` ("12 deaths"), ``of`` ("the killing of two"), ``toll``, ``casualties``
    role: str


@cache
def words() -> dict[str, Any]:
    """The tables of the vocabulary file."""
    return load("digests.extract.casualties", "casualties.en.toml")


@cache
def listed(table: str, name: str) -> frozenset[str]:
    """One list of the vocabulary as a set."""
    return frozenset(words()[table][name])


@cache
def senses() -> dict[str, list[tuple[tuple[str, ...], Sense]]]:
    """Phrases of harm by their first word, longest first; where a phrase stands in two lists the first one below wins."""
    verbs, nouns = words()["verbs"], words()["nouns"]
    lists: list[tuple[list[str], str, str]] = [
        (nouns["toll"], KILLED, "toll"),
        (nouns["toll_injured"], INJURED, "toll"),
        (nouns["toll_missing"], MISSING, "toll"),
        (verbs["dies"], KILLED, "dies"),
        (verbs["suffers"], INJURED, "dies"),
        *((verbs[kind], kind, "verb") for kind in (KILLED, INJURED, CAPTURED)),
        (verbs["missing"], MISSING, "state"),
        ([f"{how} {where}".strip() for how in ("", *verbs["buried_how"]) for where in verbs["buried"]], MISSING, "buried"),
        *((nouns[f"counted_{kind}"], kind, "counted") for kind in (KILLED, INJURED, CAPTURED)),
        *((nouns[f"of_{kind}"], kind, "of") for kind in (KILLED, INJURED, CAPTURED)),
        (nouns["casualties"], KILLED, "casualties"),
    ]
    found: dict[tuple[str, ...], Sense] = {}
    for phrases, kind, role in lists:
        for phrase in phrases:
            found.setdefault(tuple(phrase.split()), Sense(kind, role))
    by_first: dict[str, list[tuple[tuple[str, ...], Sense]]] = {}
    for words_, sense in found.items():
        by_first.setdefault(words_[0], []).append((words_, sense))
    return {first: sorted(entries, key=lambda entry: -len(entry[0])) for first, entries in by_first.items()}


@cache
def signals() -> frozenset[str]:
    """Words of which each sentence that tells of victims holds one: of each phrase its plain word of harm, else its longest."""
    single = {first for first, entries in senses().items() if any(len(phrase) == 1 for phrase, _ in entries)}
    found = set(single)
    for entries in senses().values():
        for phrase, _ in entries:
            if not single.intersection(phrase):
                found.add(max(phrase, key=len))
    return frozenset(found)


def weak(phrase: str) -> bool:
    """Whether a verb does much else than harm people ("executed a plan", "captured a town")."""
    return phrase in listed("verbs", "weak")


def person(word: str, loose: bool = False) -> str | None:
    """``one`` or ``many`` where a lower-case noun names people, else None.

    ``loose``: behind an article or a number a noun in -er or -or names somebody too (not "however", not "larger").
    """
    if word in _plurals():
        return "many"
    if word in listed("person", "nouns"):
        return "one"
    if word in things() or len(word) < _SHORTEST:
        return None
    if "-" in word:
        base = word.removesuffix("-elect").removeprefix("ex-").removeprefix("co-").removeprefix("vice-").removeprefix("sub-")
        if base != word:
            return person(base, loose)
    if word.endswith(_endings("suffix_many")):
        return "many"
    if word.endswith(_endings("suffix_one")) or (loose and word.endswith(("er", "or", "ian"))):
        return "one"
    return None


def group(word: str) -> bool:
    """Whether a noun for people stands for several though it is singular ("a family")."""
    return word in listed("person", "groups")


@cache
def things() -> frozenset[str]:
    """Nouns for what is counted beside people and is none."""
    nouns = listed("thing", "nouns")
    return nouns | frozenset(map(_plural, nouns))


@cache
def _plurals() -> frozenset[str]:
    return frozenset(map(_plural, listed("person", "nouns"))) | listed("person", "plurals")


@cache
def _endings(name: str) -> tuple[str, ...]:
    return tuple(words()["person"][name])


def _plural(noun: str) -> str:
    for end, many in _IRREGULAR.items():
        if noun == end or (len(noun) > len(end) + 1 and noun.endswith(end)):
            return noun[: -len(end)] + many
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"
