"""Who is introduced in one article: persons by their full names, houses by their acronyms."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from digests.text.names.chunks import Chunk, Unit
from digests.text.names.gazetteer import FAMILY_FIRST, Entry, homes, surnames_of, words
from digests.text.tokens import Tokens

_AGE = re.compile(r",\s\d\d?,")
_SPEECH = re.compile(
    r",?\s+(?:told|said|says|tells|wrote|writes|added|adds|tweeted|testified|argued|explained|recalled|insisted|warned|has|who)\b"
)
_HOUSES = (
    r"(?:union|party|group|company|charity|coalition|airline|carmaker|automaker|maker|bank|firm|retailer|manufacturer|operator|giant"
    r"|start-?up|insurer|miner|producer|broadcaster|publisher|chipmaker|planemaker|militia|organi[sz]ation|federation|association"
    r"|movement|alliance|non-?profit|watchdog|lender|brewer|grocer|utility)"
)
#: what a house is told to be right before its name ("drug maker Helvex"), or after it (", an aid group")
_HOUSE_BEFORE = re.compile(rf"\b{_HOUSES},?\s\Z")
_HOUSE_AFTER = re.compile(rf",\s(?:a|an|the)\s(?:[\w’'-]+\s){{0,4}}{_HOUSES}\b|(?:['’]s)?\s(?:shares|stock)\s")
_SPOKEN = re.compile(r"[”\"'’],?\s+(?:said|says|wrote|added|explained|recalled)\s\Z|,\s+(?:said|says)\s\Z")


@dataclass(slots=True)
class People:
    """What the article itself teaches of names; filled once, then only read."""

    full: dict[str, str] = field(default_factory=dict)  #: a form of a name to the fullest one
    known: dict[str, Entry] = field(default_factory=dict)  #: full name to its gazetteer entry, where it has one
    party: dict[str, str | None] = field(default_factory=dict)  #: full name to the party the article puts it with
    role: dict[str, str] = field(default_factory=dict)
    gender: dict[str, str] = field(default_factory=dict)
    states: dict[str, int] = field(default_factory=dict)  #: how often each state is named, by whatever name
    others: set[str] = field(default_factory=set)  #: the other listed parties named
    inside: frozenset[str] = frozenset()  #: words capitalised where no sentence begins
    houses: dict[str, str] = field(default_factory=dict)  #: acronym to the house's full name

    def meet(self, full: str, family_first: bool) -> None:
        """Learn a full name with the forms in which it comes back; the first owner of a surname keeps it."""
        if full in self.full:
            return
        self.full[full] = full
        for form in surnames_of(full, family_first):
            self.full.setdefault(form, full)

    def fullest(self, form: str) -> str | None:
        return self.full.get(form)

    def home(self) -> str | None:
        """The state the article is about: named at least twice and more than twice as often as any other."""
        ranked = sorted(self.states.items(), key=lambda pair: -pair[1])
        if not ranked or ranked[0][1] < 2:
            return None
        return ranked[0][0] if len(ranked) == 1 or ranked[0][1] > 2 * ranked[1][1] else None

    def at_home(self, entry: Entry) -> bool:
        """Whether a party whose name is a common word elsewhere ("Conservatives") is meant: its state is named too."""
        state = homes().get(entry.name)
        return state is None or state in self.states

    def speaks_alone(self, surname: str, entry: Entry) -> bool:
        """Whether a surname alone can mean the one listed: where the state or house is named too, or all the world knows it."""
        named = entry.party in self.states or entry.party in self.others
        return named or surname in words()["renowned"]


class Introductions:
    """Looks through the chunks of an article for those it introduces."""

    def __init__(self, content: str, tokens: Tokens) -> None:
        self.content = content
        self.tokens = tokens
        self.people = People(inside=_inside(content, tokens))
        self._again = _counts(tokens)
        self._ended: Unit | None = None

    def read(self, chunks: list[Chunk]) -> People:
        for headlines in (False, True):
            for index, chunk in enumerate(chunks):
                if chunk.headline is headlines:
                    self._chunk(chunk, chunks[index + 1] if index + 1 < len(chunks) else None)
        return self.people

    def _chunk(self, chunk: Chunk, following: Chunk | None) -> None:
        for at, unit in enumerate(chunk.units):
            if unit.kind == "entity" and unit.entry:
                self._entity(unit, unit.entry)
            elif unit.kind == "capitals":
                self._unlisted(chunk, at, unit, following)
        self._ended = chunk.units[-1] if chunk.units[-1].kind == "role" else None

    def text(self, unit: Unit) -> str:
        return self.content[self.tokens.starts[unit.first] : self.tokens.ends[unit.last - 1]]

    def _entity(self, unit: Unit, entry: Entry) -> None:
        if entry.kind == "person":
            self._listed(unit, entry)
            return
        state = entry.party if entry.is_state else entry.name if entry.kind == "place" else None
        if state:
            self.people.states[state] = self.people.states.get(state, 0) + 1
        elif entry.kind != "media":
            self.people.others.add(entry.name)
        self._acronym(unit, entry.name, entry.kind not in ("place", "media"))

    def _listed(self, unit: Unit, entry: Entry) -> None:
        if entry.alone:
            return
        told = self.text(unit)
        self.people.meet(told, _family_first(entry))
        self.people.known.setdefault(told, entry)
        gender = entry.gender or given_gender(told.split()[0])
        if gender:
            self.people.gender[told] = gender

    def _unlisted(self, chunk: Chunk, at: int, unit: Unit, following: Chunk | None) -> None:
        told = self.text(unit)
        house = any(word in words()["organisations"] for word in self.tokens.words[unit.first : unit.last])
        self._acronym(unit, told, house)
        if house or unit.last - unit.first > 8 or told.isupper():
            return
        parts = told.split()
        if self._is_house(unit, parts):
            self.people.houses.setdefault(told, told)
            return
        before = chunk.units[at - 1] if at else self._apposed(unit)
        titled = before is not None and before.entry is not None and before.kind == "role" and before.entry.kind != "group"
        if len(parts) >= 2 and (titled or self._is_person(unit, parts) or self._introduced(unit, following)):
            self.people.meet(told, False)
            gender = given_gender(parts[0])
            if gender:
                self.people.gender.setdefault(told, gender)

    def _is_house(self, unit: Unit, parts: list[str]) -> bool:
        """Whether the words beside a run of capitals call it a company, a union, a group."""
        if parts[0] in words()["male"] or parts[0] in words()["female"]:
            return False
        start, end = self.tokens.starts[unit.first], self.tokens.ends[unit.last - 1]
        return bool(_HOUSE_BEFORE.search(self.content, max(0, start - 20), start) or _HOUSE_AFTER.match(self.content, end, end + 80))

    def _introduced(self, unit: Unit, following: Chunk | None) -> bool:
        """Whether an office follows after a comma: "Dana Hill, president of the union"."""
        if (
            following is None
            or unit.last - unit.first > 4
            or self.tokens.words[unit.last : unit.last + 1] != [","]
            or following.first > unit.last + 2
        ):
            return False
        office = following.units[-1]
        return office.entry is not None and office.entry.kind in ("office", "private") and not office.entry.name.endswith("s")

    def _apposed(self, unit: Unit) -> Unit | None:
        """The office right before a comma before a name: "a foreign ministry spokesman, Geng Shuang"."""
        return self._ended if self._ended and self._ended.last + 1 == unit.first and self.tokens.words[unit.first - 1] == "," else None

    def _is_person(self, unit: Unit, parts: list[str]) -> bool:
        if parts[0] in words()["female"] or parts[0] in words()["male"]:
            return True
        if len(parts) > 4:
            return False
        end = self.tokens.ends[unit.last - 1]
        start = self.tokens.starts[unit.first]
        told = (
            _SPEECH.match(self.content, end, end + 20)
            or _AGE.match(self.content, end, end + 8)
            or _SPOKEN.search(self.content, max(0, start - 24), start)
        )
        return bool(told) and parts[-1][0].isupper() and self._again.get(parts[-1], 0) >= 1

    def _acronym(self, unit: Unit, told: str, house: bool) -> None:
        after = unit.last
        given = self.tokens.words
        if (
            after + 2 >= len(given)
            or given[after] != "("
            or given[after + 2] != ")"
            or not given[after + 1].isupper()
            or len(given[after + 1]) < 2
        ):
            return
        initials = [word[0] for word in re.split(r"[\s-]+", told) if word[:1].isupper()]
        short = given[after + 1].replace(".", "")
        if house or "".join(initials).endswith(short):
            self.people.houses.setdefault(given[after + 1], told)


def given_gender(name: str) -> str | None:
    """What a given name tells, None where it tells nothing or either."""
    she, he = name in words()["female"], name in words()["male"]
    return None if she is he else "she" if she else "he"


def _family_first(entry: Entry) -> bool:
    return entry.party in FAMILY_FIRST


def _counts(tokens: Tokens) -> dict[str, int]:
    found: dict[str, int] = {}
    for word in tokens.words:
        if word[0].isupper():
            found[word] = found.get(word, 0) + 1
    return found


def _inside(content: str, tokens: Tokens) -> frozenset[str]:
    """Words with a capital right after a word in small letters or a comma: names, not beginnings of sentences."""
    found = set()
    words_, lower = tokens.words, tokens.lower
    for at in range(1, len(words_)):
        if words_[at][0].isupper() and (words_[at - 1] == lower[at - 1] and (words_[at - 1][0].isalnum() or words_[at - 1] == ",")):
            found.add(words_[at])
    return frozenset(found)
