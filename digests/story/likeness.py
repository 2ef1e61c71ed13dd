"""Whether two short phrases speak of one thing: content words, stemmed, with the words that news uses for each other made one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from digests.text import names
from digests.text.vocabulary import either, load

_FILE = ("digests.story", "likeness.en.toml")
_GIST = 12  # letters of a phrase that are never taken for an aside
_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*", re.UNICODE)


@cache
def _classes() -> dict[str, str]:
    table: dict[str, list[str]] = load(*_FILE)["same"]
    return {word: name for name, words in table.items() for word in words}


@cache
def _events() -> dict[str, str]:
    table: dict[str, list[str]] = load(*_FILE)["event"]
    return {word: name for name, words in table.items() for word in words}


@cache
def _phrases() -> dict[str, str]:
    """Fixed phrases whose words mean another event by themselves, with the word that tells theirs."""
    table: dict[str, list[str]] = load(*_FILE)["event_phrases"]
    return {phrase: meant for meant, phrases in table.items() for phrase in phrases}


@cache
def _table(name: str, key: str) -> frozenset[str]:
    return frozenset(load(*_FILE)[name][key])


def _words(table: str) -> frozenset[str]:
    return _table(table, "words")


def _stem(word: str) -> str:
    """A word without its plural or tense: enough to match "strikes" and "strike", and never less than four letters."""
    for ending, least, put in (
        ("ies", 3, "y"),
        ("sses", 3, "ss"),
        ("ing", 4, ""),
        ("ed", 4, ""),
        ("es", 4, ""),
        ("s", 3, ""),
        ("e", 4, ""),
    ):
        if word.endswith(ending) and len(word) - len(ending) >= least and not (ending == "s" and word[-2] in "sui"):
            return word[: -len(ending)] + put
    return word


@cache
def _token(word: str) -> str:
    """One word as it is compared: its class, its country, or its stem; "" for one that tells nothing."""
    plain = re.sub(r"['’]s?$", "", word)
    low = plain.lower()
    if low in _words("stop"):
        return ""
    if low in _classes():
        return _classes()[low]
    if plain[:1].isupper():
        party = names.canonical(plain)
        if party != plain:
            return party.lower()
    return _stem(low)


@lru_cache(maxsize=8192)  # the same sentences are compared with many others
def tokens(text: str) -> frozenset[str]:
    """The words of a phrase that tell it from another, each in the form it is compared in."""
    return frozenset(t for t in map(_token, _WORD.findall(text)) if t)


def telling(words: frozenset[str]) -> frozenset[str]:
    """Those of some tokens that are not common to half the threads of a story."""
    return words - _generic()


@cache
def _generic() -> frozenset[str]:
    return frozenset(_token(word) or word for word in _words("generic")) | _words("generic")


@lru_cache(maxsize=8192)
def proper(text: str) -> frozenset[str]:
    """The tokens of capitalised words, save the first of a sentence."""
    return frozenset(t for m in _WORD.finditer(text) if m.start() and m.group()[0].isupper() and (t := _token(m.group())))


@lru_cache(maxsize=8192)
def event(text: str) -> frozenset[str]:
    """The kinds of event a text speaks of (``quake``, ``blast``, ...)."""
    low = text.lower()
    for phrase, meant in _phrases().items():
        low = low.replace(phrase, meant)
    return frozenset(kind for word in _WORD.findall(low) if (kind := _events().get(word)))


def main(text: str) -> bool:
    """Whether it speaks of the article's main event without naming it: "that disaster"."""
    low = text.lower()
    return any(phrase in low for phrase in _table("main", "phrases"))


def site(text: str) -> bool:
    """Whether a single building or ground is named, such as a mill, where a part of a disaster's victims were."""
    return not _table("site", "words").isdisjoint(_WORD.findall(text.lower()))


@cache
def _either(table: str, key: str) -> re.Pattern[str]:
    return re.compile(rf"\b{either(load(*_FILE)[table][key])}\b", re.IGNORECASE)


def gist(phrase: str) -> str:
    """A phrase without what is said beside it: "withdraw the troops before any exchange" is about the troops."""
    aside = _either("aside", "after").search(phrase, min(len(phrase), _GIST))
    return phrase[: aside.start()] if aside else phrase


def apart(text: str) -> bool:
    """Whether an event is said to be another than the one told before."""
    return bool(_either("apart", "phrases").search(text))


def update(text: str) -> bool:
    """Whether an event is spoken of as one that was told before."""
    return bool(_either("update", "phrases").search(text))


def blame(text: str) -> bool:
    """Whether somebody is said to be behind something."""
    return bool(_either("blame", "phrases").search(text))


def found(text: str) -> tuple[bool, bool]:
    """Whether missing people are said to be found, and whether these are the last of them."""
    return bool(_either("found", "phrases").search(text)), bool(_either("found", "all").search(text))


#: who has to do it, in "deadline for Keldovia to answer"
_FOR = re.compile(r"\bfor ([^,;]{2,60}?) to \b")


@dataclass(frozen=True, slots=True)
class Profile:
    """What one telling of a thing is compared by."""

    subject: frozenset[str]  #: tokens of its short phrase
    words: frozenset[str]  #: the telling ones of these
    around: frozenset[str]  #: proper names of its sentence
    actor: frozenset[str]  #: who it is for: "deadline for Keldovia to answer"; nothing where the phrase does not say
    said: frozenset[str]  #: telling tokens of its sentence

    @classmethod
    def of(cls, phrase: str, sentence: str) -> Profile:
        subject = tokens(phrase)
        told = _FOR.search(phrase)
        return cls(subject, telling(subject), proper(sentence), tokens(told.group(1)) if told else frozenset(), telling(tokens(sentence)))

    def apart(self, other: Profile) -> bool:
        """Whether two are for different parties: each has its own day, however alike the rest."""
        return bool(self.actor and other.actor and not self.actor & other.actor)


def overlap(a: frozenset[str], b: frozenset[str]) -> float:
    """Shared tokens as a share of the smaller set (Szymkiewicz-Simpson); 0 where either is empty."""
    smaller = min(len(a), len(b))
    return len(a & b) / smaller if smaller else 0.0


def likeness(a: Profile, b: Profile) -> float:
    """0 to 1: how surely two phrases name one thing.

    The telling words of the phrases decide; where one has none beyond the common ones ("the talks"), its common words and
    the names in the sentences decide together.
    """
    if a.apart(b):
        return 0.0
    left, right = a.words, b.words
    common = (a.subject & b.subject) - left
    if left and right:
        shared = overlap(left, right)
        if shared:
            both = len(left & right)
            return min(1.0, shared * (0.75 if both == 1 and min(len(left), len(right)) > 1 else 1.0) + 0.1 * bool(common))
        return 0.3 if common and len(a.around & b.around) >= 2 else 0.0
    if common:
        return 0.35 + 0.4 * overlap(a.around, b.around)
    return 0.0
