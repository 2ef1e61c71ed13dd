"""From chunks to names: what each run means and which party stands behind it."""

from __future__ import annotations

from digests.text.names.chunks import Chunk, Unit
from digests.text.names.context import Context
from digests.text.names.gazetteer import Entry
from digests.text.names.offices import Offices
from digests.text.names.people import given_gender
from digests.text.names.records import Name
from digests.text.names.scenes import Scenes

_PARTIES = frozenset({"state", "seat", "people", "body", "armed", "union", "company", "politics"})


class Interpreter(Offices, Scenes, Context):
    """Reads the chunks of one article into names."""

    def names(self, chunks: list[Chunk]) -> list[Name]:
        """All names in order, none overlapping."""
        found: list[Name] = []
        skip = 0
        for at, chunk in enumerate(chunks):
            units = [unit for unit in chunk.units if unit.first >= skip]
            if not units:
                continue
            following = chunks[at + 1] if at + 1 < len(chunks) else None
            for group in _split(units):
                name, skip_to = self._one(group, chunk, following)
                skip = max(skip, skip_to)
                if name:
                    found.append(name)
        return self.completed(found)

    def _one(self, units: list[Unit], chunk: Chunk, following: Chunk | None) -> tuple[Name | None, int]:
        person = self._person_at(units)
        if person is not None:
            return self._person(units, person), 0
        roles = [at for at, unit in enumerate(units) if unit.kind == "role"]
        if roles and all(unit.kind == "modifier" for unit in units[roles[-1] + 1 :]):
            return self._office(units, roles[-1], following if units[-1].last == chunk.last else None)
        return self._thing(units), 0

    def _person_at(self, units: list[Unit]) -> int | None:
        """Index of the unit that names a person, the last one where several do; an owner ("Putin's") is none."""
        for at in range(len(units) - 1, -1, -1):
            unit = units[at]
            if at + 1 < len(units) and units[at + 1].kind == "possessive":
                break
            if unit.kind == "role" and at == len(units) - 1 and unit.entry and unit.entry.kind != "title":
                return None
            if unit.entry and unit.entry.kind == "person":
                lone = unit.entry.alone and not self.people.fullest(self.text(unit.first, unit.last))
                return at if not lone or self.people.speaks_alone(self.tokens.words[unit.first], unit.entry) else None
            if unit.kind == "capitals" and self._is_person(units, at):
                return at
        return None

    def _is_person(self, units: list[Unit], at: int) -> bool:
        unit = units[at]
        told = self.text(unit.first, unit.last)
        if self.people.fullest(told):
            return True
        before = units[at - 1] if at else None
        if before is None or before.kind != "role" or before.entry is None or before.entry.kind == "group":
            return False
        if any(word in self._lists["organisations"] for word in self.tokens.words[unit.first : unit.last]):
            return False
        return not told.isupper() and not before.entry.name.endswith("s")

    def _person(self, units: list[Unit], at: int) -> Name:
        unit = units[at]
        told = self.text(unit.first, unit.last)
        entry = unit.entry
        full = self.people.fullest(told) or told
        full = self.people.fullest(full) or full
        known = self.people.known.get(full) or entry
        before = units[:at]
        private = any(u.entry and u.entry.kind == "private" for u in before if u.kind == "role")
        stated = None if private else self._behind(before)
        role = self._role_text(before)
        if role or stated:
            self.people.role.setdefault(full, role or "")
        party = stated or (known.party if known and not private else None) or self.people.party.get(full)
        gender = self._gender(before, full, known)
        if gender:
            self.people.gender.setdefault(full, gender)
        if party:
            self.people.party.setdefault(full, party)
        return self.name(units[0].first, units[-1].last, "person", party=party, person=full, role=role, gender=gender)

    def _gender(self, before: list[Unit], full: str, known: Entry | None) -> str | None:
        told = [u.entry.gender for u in before if u.entry and u.entry.gender]
        if told:
            return told[-1]
        if known and known.gender:
            return known.gender
        return self.people.gender.get(full) or (given_gender(known.name.split()[0]) if known else None)

    def _thing(self, units: list[Unit]) -> Name | None:
        """A name without an office: a state, a place, a body, or a run of capitals."""
        unit = units[-1]
        first = units[0].first
        if unit.kind == "entity" and unit.entry:
            owner = units[0].entry if len(units) > 1 else None
            if unit.entry.kind == "seat" and owner and owner.is_state and owner.party != unit.entry.party:
                return self.name(first, unit.last, "party", party=owner.party, role=self.text(unit.first, unit.last))
            return self._entity(unit, unit.entry)
        if unit.kind != "capitals":
            return None
        told = self.text(unit.first, unit.last)
        if told in self._lists["shouted"]:
            return None
        if told.rsplit(" ", 1)[-1] in self._lists["papers"] and told not in self.people.houses:
            return self.name(first, unit.last, "other", role="media")
        if told in self._lists["wings"] and first > 0 and (self.tokens.lower[first - 1] == "the" or told in self.people.inside):
            return self.name(first, unit.last, "party", party=told, plural=True)
        acronym = _is_acronym(told)
        if unit.last - first == 1 and told not in self.people.inside and told not in self.people.houses and not acronym:
            return None
        owner = units[0].entry if len(units) > 1 and units[0].entry and units[0].entry.party else None
        if told in self.people.houses:
            return self.name(unit.first, unit.last, "party", party=self.people.houses[told])
        if any(word in self._lists["organisations"] for word in self.tokens.words[unit.first : unit.last]):
            of_state = any(word in self._lists["of_state"] for word in told.split())
            around = owner or (units[0].entry if len(units) > 1 and units[0].entry and units[0].entry.kind == "place" else None)
            whole = self.text(first, unit.last) if around and units[1].kind != "possessive" else told
            party = (owner.party if owner and of_state else None) or (None if of_state else self._plain(whole))
            return self.name(first, unit.last, "party", party=party, role=told if of_state else None)
        if owner and len(units) == 2 and units[0].entry and units[0].entry.kind == "adjective":
            first = unit.first
        if acronym and not self._locates(unit.first):
            return self.name(first, unit.last, "other", party=told, confidence=0.4)
        return self.name(
            first, unit.last, "place" if self._locates(unit.first) else "other", place=told if self._locates(unit.first) else None
        )

    def _entity(self, unit: Unit, entry: Entry) -> Name | None:
        first, last = unit.first, unit.last
        if not self.people.at_home(entry):
            told = self.text(first, last)
            wing = entry.kind == "politics" and (told in self._lists["wings"] or told.endswith("Party"))
            return self.name(first, last, "party", party=told, plural=told.endswith("s")) if wing else None
        if entry.kind == "adjective":
            return self._adjective(unit, entry)
        if entry.kind in ("capital", "state", "place"):
            scene = self.is_scene(unit, entry)
            kind = "place" if scene or (entry.kind == "place" and not entry.party) else "party"
            return self.name(first, last, kind, party=entry.party, place=entry.place)
        if entry.kind == "media":
            return self.name(first, last, "other", role="media")
        if entry.kind in _PARTIES:
            plural = (
                entry.kind == "people"
                or entry.name in ("Houthis", "Teamsters")
                or self.tokens.lower[last - 1] in ("republicans", "democrats", "conservatives", "tories")
            )
            return self.name(first, last, "party", party=entry.party, place=entry.place, plural=plural)
        return None

    def _adjective(self, unit: Unit, entry: Entry) -> Name | None:
        """An adjective of nationality alone: a party only as a noun or coordinated with one ("Israeli and ...")."""
        last = unit.last
        low = self.tokens.lower[last] if last < len(self.tokens) else "."
        if low in ("and", "or") or (low == "," and last + 1 < len(self.tokens) and self.tokens.words[last + 1][0].isupper()):
            return self.name(unit.first, last, "party", party=entry.party, confidence=0.6)
        if unit.first and self.tokens.lower[unit.first - 1] == "the" and not low[0].isalpha():
            return self.name(unit.first, last, "party", party=entry.party, plural=True)
        return None


def _is_acronym(word: str) -> bool:
    """Capitals inside a word make it a house's name: "PVH", "CalFire"."""
    return word.isalpha() and len(word) > 2 and any(letter.isupper() for letter in word[1:]) and word[-1] != "s"


def _split(units: list[Unit]) -> list[list[Unit]]:
    """Cut where two names merely stand side by side: "Russia's Kharkiv", "Ukraine Russia"."""
    groups: list[list[Unit]] = [[]]
    for at, unit in enumerate(units):
        group = groups[-1]
        after = units[at - 1] if at else None
        if (
            after
            and after.kind == "possessive"
            and unit.entry
            and unit.kind == "entity"
            and unit.entry.kind not in ("person", "adjective")
            and not any(u.kind == "role" for u in units[at:])
        ):
            groups[-1] = group[:-1]
            groups.append([unit])
            continue
        group.append(unit)
    return [_trimmed(group) for group in groups if group]


def _trimmed(units: list[Unit]) -> list[Unit]:
    while len(units) > 1 and units[-1].kind in ("possessive", "modifier"):
        units = units[:-1]
    return units
