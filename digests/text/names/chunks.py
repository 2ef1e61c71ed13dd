"""Runs of naming words: "former UAW President Shawn Fain" is one chunk of units, left to right.

A unit is a gazetteer entry, an office or group noun, a modifier, a possessive or a run of capitalised words that no list
knows. Chunks say nothing yet about whom they mean.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from digests.text.names.gazetteer import Entry, entries, roles, words
from digests.text.tokens import Tokens

_LONGEST = 24  # tokens in a chunk: no name is longer, and hostile texts are
_CONNECT = frozenset({"of", "for", "on", "and"})


@dataclass(frozen=True, slots=True)
class Unit:
    """Tokens ``first`` to ``last`` (exclusive) and what they are."""

    kind: str  #: ``entity role modifier possessive capitals``
    first: int
    last: int
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class Chunk:
    """Units without a gap between them."""

    units: tuple[Unit, ...]
    headline: bool = False

    @property
    def first(self) -> int:
        return self.units[0].first

    @property
    def last(self) -> int:
        return self.units[-1].last


class Reader:
    """Cuts one text into chunks."""

    def __init__(self, content: str, tokens: Tokens, headline_end: int) -> None:
        self.content = content
        self.tokens = tokens
        self._lists = words()
        self._entries = entries()
        self._roles = roles()
        self._headline = tokens.first_from(headline_end)
        self._shouted = _title_case(tokens.words[: self._headline])

    def chunks(self) -> list[Chunk]:
        """All chunks in order."""
        found: list[Chunk] = []
        index, count = 0, len(self.tokens)
        given, stop, starters = self.tokens.words, count, _starters()
        while index < stop:
            word = given[index]
            unit = self._unit(index, ()) if word in starters or word[0].isupper() else None
            if unit is None:
                index += 1
                continue
            units = self._grow(unit)
            index = units[-1].last
            units = _trim(units)
            if units:
                found.append(Chunk(tuple(units), units[0].first < self._headline))
        return found

    def _grow(self, unit: Unit) -> list[Unit]:
        units = [unit]
        while units[-1].last - unit.first < _LONGEST:
            last = units[-1]
            if last.last >= len(self.tokens) or not self._touches(last.last, last.kind):
                break
            following = self._unit(last.last, units)
            if following is None or not _goes_on(units, following):
                break
            units.append(following)
        return units

    def _touches(self, index: int, kind: str) -> bool:
        """Whether a token follows the one before it with a blank at most (a possessive: with nothing)."""
        gap = self.tokens.starts[index] - self.tokens.ends[index - 1]
        if gap == 0:
            return kind != "modifier" and self.tokens.words[index][0] == "'"
        return gap <= 2 and "\n" not in self.content[self.tokens.ends[index - 1] : self.tokens.starts[index]]

    def _unit(self, index: int, before: tuple[Unit, ...] | list[Unit]) -> Unit | None:
        word, low = self.tokens.words[index], self.tokens.lower[index]
        if word[0] == "'":
            owner = before[-1] if before else None
            group = owner is not None and owner.kind == "role" and owner.entry is not None and owner.entry.kind == "group"
            joined = owner and (group or owner.kind in ("entity", "capitals")) and self.tokens.ends[index - 1] == self.tokens.starts[index]
            return Unit("possessive", index, index + 1) if joined else None
        role = self._roles.match(self.tokens.lower, index)
        if not word[0].isupper():
            known = self._entries.match(self.tokens.words, index)
            if known and (role is None or known[0] > role[0]):
                return Unit("entity", index, known[0], known[1])
            if role:
                return Unit("role", index, role[0], role[1])
            return Unit("modifier", index, index + 1) if low in self._lists["modifiers"] else None
        return self._upper(index, word, low, role)

    def _upper(self, index: int, word: str, low: str, role: tuple[int, Entry] | None) -> Unit | None:
        known = self._entries.match(self.tokens.words, index)
        if known and self._is_wing(index, known):
            known = None
        if known and not self._is_given(index, known) and (role is None or known[0] >= role[0]):
            return Unit("entity", index, known[0], known[1])
        shouted = self._shouted and index < self._headline
        end = index if shouted and not self._given(index) else self._capitals(index)
        if role and (end - index < 2 or role[0] >= end or not self._is_house(index, end)):
            return Unit("role", index, role[0], role[1])
        if end - index == 1 and low in self._lists["modifiers"]:
            return Unit("modifier", index, end)
        if end > index:
            return Unit("capitals", index, end)
        return Unit("modifier", index, index + 1) if low in self._lists["modifiers"] else None

    def _given(self, index: int) -> bool:
        word = self.tokens.words[index]
        return word in self._lists["male"] or word in self._lists["female"]

    def _is_wing(self, index: int, known: tuple[int, Entry]) -> bool:
        """Whether a party's adjective begins the name of another house: "Democratic Centre", "Republican Guard"."""
        end = known[0]
        if known[1].kind != "politics" or end != index + 1 or end >= len(self.tokens) or not self._joined(end):
            return False
        following = self.tokens.words[end]
        return following in self._lists["organisations"] and following not in self._lists["chambers"]

    def _is_given(self, index: int, known: tuple[int, Entry]) -> bool:
        """Whether a place's or a surname's word is someone's given name here ("Jordan Peterson")."""
        if known[0] != index + 1 or not self._given(index) or index + 1 >= len(self.tokens) or not self._touches(index + 1, ""):
            return False
        following = self.tokens.words[index + 1]
        return following[0].isupper() and following not in self._lists["never"] and following not in self._lists["organisations"]

    def _is_house(self, first: int, last: int) -> bool:
        return any(word in self._lists["organisations"] for word in self.tokens.words[first:last])

    def _capitals(self, index: int) -> int:
        """The end of a run of capitalised words that starts at a token; the token itself where none does."""
        given, lists = self.tokens.words, self._lists
        end, person, house = index, self._given(index), False
        while end < len(given) and end - index < 12:
            word = given[end]
            if end > index and word[0] != "'" and not self._joined(end):
                break
            if word[0].isupper() and (word not in lists["never"] or (house and word in ("Islamic", "European", "African", "Arab"))):
                if end > index and self._breaks(end, house, person):
                    break
                house = house or word in lists["organisations"]
                end += 1
                continue
            onward = self._onward(end, index, person, house)
            if onward is None:
                break
            end = onward
        while end > index and not (given[end - 1][0].isalnum()):
            end -= 1
        return end

    def _joined(self, index: int) -> bool:
        gap = self.content[self.tokens.ends[index - 1] : self.tokens.starts[index]]
        return gap in ("", " ", "\u00a0") and (gap != "" or self.tokens.words[index] == "-" or self.tokens.words[index - 1] == "-")

    def _breaks(self, index: int, house: bool, person: bool) -> bool:
        """Whether another name or an office begins inside a run: "Committee | Leonid Slutsky", "IAM | Vice President"."""
        after_link = self.tokens.lower[index - 1] in _CONNECT or self.tokens.lower[index - 1] in ("the", "-")
        if after_link:
            return False
        role = self._roles.match(self.tokens.lower, index)
        if (
            role
            and role[1].kind in ("office", "title")
            and (role[0] >= len(self.tokens) or self.tokens.words[role[0]] not in self._lists["organisations"])
        ):
            return not person or role[1].kind == "office"
        if house:
            return self._given(index) and self._is_full(index)
        return not person and self._entries.match(self.tokens.words, index) is not None

    def _is_full(self, index: int) -> bool:
        """Whether a given name is followed by a surname."""
        if index + 1 >= len(self.tokens) or not self._joined(index + 1):
            return False
        following = self.tokens.words[index + 1]
        return following[0].isupper() and following not in self._lists["organisations"] and following not in self._lists["never"]

    def _onward(self, at: int, first: int, person: bool, house: bool) -> int | None:
        """Where a run goes on over a hyphen, a particle ("de") or a connective ("of"); None where it ends."""
        word, low, count = self.tokens.words[at], self.tokens.lower[at], len(self.tokens)
        if at == first or at + 1 >= count:
            if low in ("al", "el") and at + 2 < count and self.tokens.words[at + 1] == "-" and self.tokens.words[at + 2][0].isupper():
                return at + 2
            return None
        following = self.tokens.words[at + 1]
        if word in ("'", "'s"):  # "Harbor Workers' Union", "People's Front"
            owner = self.tokens.words[at - 1]
            owned = owner.endswith("s") if word == "'" else owner in ("People", "Women", "Men", "Children")
            glued = self.tokens.starts[at] == self.tokens.ends[at - 1] and self.tokens.starts[at + 1] == self.tokens.ends[at] + 1
            return at + 2 if owned and glued and following in self._lists["unions"] else None
        if word == "-" and self._joined(at + 1):
            return at + 2 if following[0].isalnum() else None
        if low in self._lists["particles"] and following[0].isupper():
            return at + 1
        if low in ("al", "el", "ul") and following == "-":
            return at + 2
        if house and low in _CONNECT:
            after = at + 2 if following in ("the", "and") and at + 2 < count else at + 1
            if (
                self.tokens.words[after][0].isupper()
                and (low != "and" or self._entries.match(self.tokens.words, after) is None)
                and not (low == "and" and self.tokens.words[at - 1] in self._lists["company_forms"])
                and self._spaced(at, after)
            ):
                return after
        return None

    def _spaced(self, first: int, last: int) -> bool:
        return all(self.content[self.tokens.ends[i] : self.tokens.starts[i + 1]] == " " for i in range(first, last))


@cache
def _starters() -> frozenset[str]:
    """Words in small letters that can begin a unit."""
    return words()["modifiers"] | roles().firsts() | frozenset(word for word in entries().firsts() if word[0].islower())


def _title_case(headline: list[str]) -> bool:
    """Whether a headline capitalises every longer word, so that capitals tell nothing."""
    longer = [word for word in headline if len(word) > 3 and word[0].isalpha()]
    return len(longer) >= 3 and sum(word[0].isupper() for word in longer) >= 0.7 * len(longer)


def _goes_on(units: list[Unit], following: Unit) -> bool:
    last = units[-1]
    if following.kind == "possessive":
        return True
    if last.kind == "possessive":
        return True
    if last.kind == "capitals" and following.kind == "capitals":
        return False
    if last.kind in ("entity", "capitals") and following.kind == "entity" and following.entry:
        adjective = last.entry is not None and last.entry.kind in ("adjective", "politics", "state", "place", "capital", "body", "union")
        houses = ("seat", "body", "union", "company")
        owned = last.entry is not None and last.entry.kind in ("adjective", "state") and following.entry.kind in houses
        return owned or (adjective and following.entry.kind == "person")
    if last.kind == "entity" and last.entry and last.entry.kind == "person":
        return False
    if last.kind == "capitals" and following.kind == "modifier":
        return False
    return not (
        last.kind == "role"
        and following.kind == "entity"
        and following.entry
        and following.entry.kind in ("adjective", "people", "place", "capital", "media")
    )


def _trim(units: list[Unit]) -> list[Unit]:
    """Without modifiers and possessives that hang at an end."""
    while units and units[-1].kind in ("modifier", "possessive"):
        units.pop()
    first = 0
    if not any(unit.kind == "role" for unit in units):
        while first < len(units) and units[first].kind == "modifier":
            first += 1
    return units[first:]
