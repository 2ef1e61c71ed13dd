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
_LEAD = 3  # sentences, with the headline, that tell which state an article is about
_FAR = 9
_NEAR = 2  # sentences between that sentence and the office
_PLAIN = 0.7
_GUESSED = 0.5  # confidence that an office given to the article's own state has


def owned(names: Names, sentences: list[int]) -> tuple[Name, ...]:
    """The mentions of a document, offices with the house they speak for where that is safe."""
    subjects = _Subjects(names, sentences)
    settled: list[Name] = []
    parties: dict[str, str] = {}
    for name in names.mentions:
        told = name
        if _lacks(name):
            party = _owner(names, name) or subjects.state(name) or subjects.house(name)
        else:
            party = subjects.office(name)
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
    role = (name.role or "").lower().split(" ", 1)[0]
    if name.party is None and name.person and any(role in words()[kind] for kind in ("union_nouns", "firm_nouns", "group_nouns")):
        meant = names.nominal(f"the {role}", name.start)
        return meant.party if meant is not None else None
    if name.party is None and name.person is None and low.startswith("the "):
        meant = names.resolve(name.start, name.end)
        return meant.party if meant is not None and meant.start != name.start else None
    return None


class _Subjects:
    """The states, houses and offices that sentences are about, as they are read."""

    def __init__(self, names: Names, sentences: list[int]) -> None:
        self._sentences = sentences
        self._state: tuple[str | None, int] = None, -_FAR
        self._house: tuple[str | None, int] = None, -_FAR
        self._office: tuple[str | None, int] = None, -_FAR
        self._houses: dict[str, str] = {}  #: "army" and the like to the state whose it was
        lead = sentences[_LEAD] if len(sentences) > _LEAD else len(names.content)
        states = {n.party for n in names.within(0, lead) if n.party is not None and n.place is not None and n.kind == "party"}
        self._only = next(iter(states)) if len(states) == 1 else None

    def _index(self, name: Name) -> int:
        return bisect_right(self._sentences, name.start) - 1

    def _opens(self, name: Name, index: int) -> bool:
        return name.start - self._sentences[index] <= _HEAD

    def see(self, name: Name) -> None:
        """Learn of a mention."""
        if name.party is None or name.kind == "place":
            return
        for word in name.text.lower().split():
            if word in words()["houses_of_state"]:
                self._houses[word] = name.party
        index = self._index(name)
        if index <= 0 or not self._opens(name, index):
            return
        of_state = name.place is not None or (name.kind == "person" and name.role is not None and _of_state(name.role))
        if of_state and index != self._state[1]:
            self._state = name.party, index
        if name.kind == "party" and name.place is None and index != self._house[1]:
            self._house = name.party, index
        if name.kind == "person" and name.person is None and name.role and not name.plural:
            self._office = name.party, index

    def state(self, name: Name) -> str | None:
        """The state an office is one of: by its own house ("army spokesman"), by the sentence before, by the article's only state."""
        role = (name.role or "").lower()
        if name.kind != "person" or not (_of_state(role) or name.party is None):
            return None
        house = next((self._houses[word] for word in role.split() if word in self._houses), None)
        if house is not None or not _of_state(role):
            return house
        index, (state, at) = self._index(name), self._state
        if name.party is None:
            return state if 0 < index - at <= _NEAR else self._only
        return state if 0 < index - at <= 1 and self._opens(name, index) else None

    def house(self, name: Name) -> str | None:
        """The company or union whose officer is told without it: that of the sentence before."""
        role = (name.role or "").lower()
        if name.kind != "person" or name.party is not None or not any(role.endswith(office) for office in words()["officers"]):
            return None
        house, at = self._house
        return house if 0 <= self._index(name) - at <= _NEAR else None

    def office(self, name: Name) -> str | None:
        """The house of somebody named right after his office: "The envoy to Libya urged ... Amira Delacroix told"."""
        if name.kind != "person" or not name.person or name.role or name.party is not None:
            return None
        office, at = self._office
        index = self._index(name)
        return office if index - at == 1 and self._opens(name, index) else None


def _of_state(role: str) -> bool:
    """Whether an office is one of a state: "president", "deputy foreign minister", "secretary of state"."""
    low = role.lower().split()
    homely = words()["homely"]
    if not low or " ".join(low[-2:]) in ("general secretary", "party secretary", "executive secretary"):
        return False
    return any(" ".join(low[-n:]) in homely for n in (1, 2, 3)) or low[-1] in ("minister", "secretary")
