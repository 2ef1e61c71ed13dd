"""For whom an office speaks that stands without its house: "its president", "the group's commander", "the army spokesman".

The house is the one told before: what "its" and "the group" mean, the last army or ministry named, or the state that the
sentence before is about.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from digests.text.names.gazetteer import words
from digests.text.names.lookup import Names
from digests.text.names.records import Name

_OWNERS = frozenset(("its", "their", "his", "her"))
_HEAD = 30  # characters of a sentence before the name that it is about
_NEAR = 2  # sentences between that sentence and the office
_PLAIN = 0.7
_GUESSED = 0.5  # confidence that an office given to the article's own state has


def owned(names: Names, sentences: list[int]) -> tuple[Name, ...]:
    """The mentions of a document, offices with the house they speak for where that is safe."""
    subjects = _Subjects(names.content, sentences)
    settled: list[Name] = []
    parties: dict[str, str] = {}
    for name in names.mentions:
        told = name
        if _lacks(name):
            party = _owner(names, name) or subjects.state(name)
            if party is not None:
                told = replace(name, party=party, kind="party" if name.kind == "other" else name.kind, confidence=_PLAIN)
        if told.person and told.party and told is not name:
            parties.setdefault(told.person, told.party)
        subjects.see(told)
        settled.append(told)
    return tuple(_joined(settled, parties))


def _joined(settled: list[Name], parties: dict[str, str]) -> Iterator[Name]:
    """The other mentions of a person whose house was found."""
    for name in settled:
        party = parties.get(name.person) if name.person and not name.party else None
        yield replace(name, party=party) if party else name


def _lacks(name: Name) -> bool:
    """Whether an office or a group is told whose house is not known, or only guessed from the article as a whole."""
    if not name.role or name.kind == "place":
        return False
    low = name.role.lower().split()
    private = words()["private"]
    if any(" ".join(low[-n:]) in private for n in (1, 2)):
        return False
    return name.party is None or (name.confidence == _GUESSED and name.kind == "person")


def _owner(names: Names, name: Name) -> str | None:
    """The house by the words of the office itself."""
    low = name.text.lower()
    first = low.split(" ", 1)[0]
    if first in _OWNERS:
        meant = names.resolve(name.start, name.start + len(first)) or (names.house(name.start) if first == "their" else None)
        return meant.party if meant is not None else None
    at = max(low.find("'s "), low.find("’s "))
    if at > 0:
        meant = names.nominal(low[:at], name.start)
        return meant.party if meant is not None else None
    if name.party is None and name.person is None and low.startswith("the "):
        meant = names.resolve(name.start, name.end)
        return meant.party if meant is not None and meant.start != name.start else None
    return None


class _Subjects:
    """The states that sentences are about, as they are read."""

    def __init__(self, content: str, sentences: list[int]) -> None:
        self._content = content
        self._sentences = sentences
        self._state: str | None = None
        self._at = -_NEAR
        self._houses: dict[str, str] = {}  #: "army" and the like to the state whose it was

    def _index(self, offset: int) -> int:
        return bisect_right(self._sentences, offset) - 1

    def see(self, name: Name) -> None:
        """Learn of a mention."""
        if name.party is None or name.kind == "place":
            return
        for word in name.text.lower().split():
            if word in words()["houses_of_state"]:
                self._houses[word] = name.party
        index = self._index(name.start)
        of_state = name.place is not None or (name.kind == "person" and name.role is not None and _of_state(name.role))
        if of_state and name.start - self._sentences[index] <= _HEAD and index > 0 and index != self._at:
            self._state, self._at = name.party, index

    def state(self, name: Name) -> str | None:
        """The state an office is one of, by its own house ("army spokesman") or by the sentence before."""
        role = (name.role or "").lower()
        if name.kind != "person" or not (_of_state(role) or name.party is None):
            return None
        house = next((self._houses[word] for word in role.split() if word in self._houses), None)
        if house is not None:
            return house
        index = self._index(name.start)
        near = 0 < index - self._at <= (_NEAR if name.party is None else 1) and name.start - self._sentences[index] <= _HEAD
        return self._state if near and _of_state(role) else None


def _of_state(role: str) -> bool:
    """Whether an office is one of a state: "president", "deputy foreign minister"."""
    low = role.lower().split()
    homely = words()["homely"]
    return any(" ".join(low[-n:]) in homely for n in (1, 2, 3)) or (bool(low) and low[-1] == "minister")
