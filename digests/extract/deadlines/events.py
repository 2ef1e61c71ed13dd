"""Where a text names an event: one pass over its words, each looked up among the first words of the vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from digests.extract.deadlines import lexicon

_RUN = re.compile(r"[\w’'-]+")
_CLITIC = re.compile(r"[’'].*\Z")

Event = tuple[int, int, str]  #: start, end, the word or phrase in small letters
_Phrases = Mapping[str, tuple[tuple[str, ...], ...]]


def verbs_in(text: str) -> tuple[Event, ...]:
    """Every event verb of a text with its place."""
    return _both(text)[0]


def nouns_in(text: str) -> tuple[Event, ...]:
    """Every event noun of a text with its place; "summit’s" is one too."""
    return _both(text)[1]


@lru_cache(maxsize=2)
def _both(text: str) -> tuple[tuple[Event, ...], tuple[Event, ...]]:
    """The verbs and the nouns of one text, its words read once for both."""
    runs = list(_RUN.finditer(text))
    words = [run.group().lower() for run in runs]
    return tuple(_at(text, runs, words, _verbs(), owned=False)), tuple(_at(text, runs, words, _nouns(), owned=True))


def noun_in(phrase: str) -> str | None:
    """The first event noun of a few words, in small letters; None where there is none."""
    found = next(_events(phrase, _nouns(), owned=True), None)
    return found[2] if found else None


def last_noun(text: str, start: int, end: int) -> Event | None:
    """The last event noun of a run that can name something by itself."""
    weak = lexicon.weak_nouns()
    told = [e for e in _events(text[start:end], _nouns(), owned=True) if e[2] not in weak]
    return (told[-1][0] + start, told[-1][1] + start, told[-1][2]) if told else None


def opens_with_verb(text: str, at: int) -> bool:
    """Whether an event verb begins right at a place."""
    found = next(_events(text[at : at + 40], _verbs(), owned=False), None)
    return found is not None and found[0] == 0


def _events(text: str, phrases: _Phrases, owned: bool) -> Iterator[Event]:
    runs = list(_RUN.finditer(text))
    return _at(text, runs, [run.group().lower() for run in runs], phrases, owned)


def _at(text: str, runs: list[re.Match[str]], words: list[str], phrases: _Phrases, owned: bool) -> Iterator[Event]:
    """The longest phrase at each word, none overlapping; ``owned``: a clitic may hang on its last word."""
    done = 0
    for i, word in enumerate(words):
        entries = phrases.get(word)
        if entries is None and owned and ("’" in word or "'" in word):
            entries = phrases.get(_CLITIC.sub("", word))
        if entries is None or i < done:
            continue
        for phrase in entries:
            last = i + len(phrase) - 1
            if last >= len(words) or (last > i and words[i + 1] != phrase[1] and not owned):
                continue
            if not _stands(text, runs, words, i, phrase, owned):
                continue
            yield runs[i].start(), runs[last].start() + len(phrase[-1]), " ".join(phrase)
            done = last + 1
            break


def _stands(text: str, runs: list[re.Match[str]], words: list[str], i: int, phrase: tuple[str, ...], owned: bool) -> bool:
    """Whether a phrase stands word by word at ``i``, with nothing but blanks between its words."""
    last = len(phrase) - 1
    for step, part in enumerate(phrase):
        word = words[i + step]
        if word != part and not (owned and step == last and word.startswith((part + "’", part + "'"))):
            return False
        if step and not text[runs[i + step - 1].end() : runs[i + step].start()].isspace():
            return False
    return True


def _by_first(phrases: Mapping[str, object]) -> _Phrases:
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        parts = tuple(phrase.split())
        found.setdefault(parts[0], []).append(parts)
    return {first: tuple(sorted(entries, key=lambda parts: (-len(parts), parts))) for first, entries in found.items()}


@cache
def _verbs() -> _Phrases:
    return _by_first(lexicon.verb_kinds())


@cache
def _nouns() -> _Phrases:
    return _by_first(lexicon.noun_kinds())
