"""Offices and groups: "Israeli officials", "the mayor of Kyiv", "union leaders", and the party behind them."""

from __future__ import annotations

from digests.text.names.chunks import Chunk, Unit
from digests.text.names.gazetteer import Entry, adjective_of
from digests.text.names.records import Name
from digests.text.names.runs import Words

_OWN_TOWNS = frozenset({"United States", "United Kingdom", "Canada", "Australia"})
_LOCAL = frozenset(
    {
        "mayor",
        "deputy mayor",
        "governor",
        "lieutenant governor",
        "police chief",
        "fire chief",
        "sheriff",
        "superintendent",
        "chief minister",
        "police",
        "police department",
        "federal police",
    }
)
_OPEN = frozenset({"of", "for", "in", "at", "from", "with"})


class Offices(Words):
    """Reads chunks that end in an office or a group noun."""

    def _role_text(self, before: list[Unit]) -> str | None:
        """The words before a name from its owner on ("Kremlin spokesman"), None where there is no office."""
        roles = [unit for unit in before if unit.kind == "role"]
        return self.text(before[0].first, roles[-1].last) if roles else None

    def _behind(self, units: list[Unit]) -> str | None:
        """The party named in the words of an office; "LVMH" of "LVMH chief executive" though no list has it."""
        office = len(units) > 1 and units[-1].kind == "role" and units[-1].entry is not None and units[-1].entry.kind == "office"
        elected = any(unit.kind == "role" and unit.entry and unit.entry.name in self._lists["elected"] for unit in units)
        for unit in reversed(units):
            if unit.kind == "entity" and unit.entry:
                entry = unit.entry
                if entry.kind == "person":
                    return self.people.party.get(entry.name) or entry.party
                if entry.kind == "place":
                    return self._local(units, entry)
                if entry.kind == "politics" and elected:
                    continue
                if entry.kind == "politics" and not self.people.at_home(entry):
                    return self._wing(self.text(unit.first, unit.last))
                if entry.party and self.people.at_home(entry):
                    local = any(u.kind == "role" and u.entry and u.entry.name in _LOCAL for u in units)
                    return None if local and entry.kind == "capital" and entry.party in _OWN_TOWNS else entry.party
            if unit.kind == "capitals":
                told = self.text(unit.first, unit.last)
                person = self.people.fullest(told)
                if person:
                    return self.people.party.get(person)
                return self._house(told, unit) or (self._wing(told) if office and unit is units[-2] else None)
        return None

    def _wing(self, told: str) -> str:
        """The party of "the Green leader": "Greens" where the article or the language calls them so, else the word itself."""
        plural = f"{told.removesuffix(' Party')}s"
        return plural if plural in self._lists["wings"] or plural in self.people.inside else told

    def _local(self, units: list[Unit], entry: Entry) -> str | None:
        """A town's or a province's officials: the state's, but at home in large federations their own."""
        if entry.party:
            return entry.party
        if entry.name in _OWN_TOWNS or not entry.name:
            return None
        return entry.name

    def _house(self, told: str, unit: Unit) -> str | None:
        if told in self.people.houses:
            return self.people.houses[told]
        house = any(word in self._lists["organisations"] for word in self.tokens.words[unit.first : unit.last])
        if not house or any(word in self._lists["of_state"] for word in told.split()):
            return None
        return self._plain(told)

    def _hollow(self, units: list[Unit], at: int) -> bool:
        """A singular noun without owner or article is part of another word: "teacher pay", "the major components"."""
        role = units[at].entry
        if role is None or any(unit.kind in ("entity", "capitals") for unit in units) or self.tokens.words[units[0].first][0].isupper():
            return False
        following = self.tokens.lower[units[at].last] if units[at].last < len(self.tokens) else ""
        if role.kind == "office" and (following in ("of", "for") or (units[0].first > 1 and self.tokens.words[units[0].first - 1] == ",")):
            return False  # "Dana Hill, president of the union"
        determined = units[0].first > 0 and self.tokens.lower[units[0].first - 1] in self._lists["determiners"]
        if role.kind == "title":
            return role.name not in self._lists["noble"] or not determined
        return not determined and not self._plural(units[at])

    def _office(self, units: list[Unit], at: int, following: Chunk | None) -> tuple[Name | None, int]:
        """An office or a group without a name: "Israeli officials", "the mayor of Kyiv", "union leaders"."""
        role = units[at].entry
        assert role is not None
        last = units[-1].last
        if self._hollow(units, at):
            return None, 0
        party = self._apart(units, at) or self._behind(units[: at + 1])
        place = self._scene_of(units[:at])
        after = self._after(last, following)
        skip = 0
        if after is not None and following is not None:
            unit = following.units[0]
            last = skip = unit.last
            if party is None:
                party = self._behind([*units, unit])
            place = place or (unit.entry.place if unit.entry else None)
        private = role.kind == "private"
        plural = self._plural(units[at])
        kind = (
            "other"
            if private or (party is None and role.kind == "group")
            else "person"
            if role.kind in ("office", "title") and not plural
            else "party"
        )
        name = self.name(
            units[0].first,
            last,
            kind,
            party=None if private else party,
            role=self.text(units[0].first, units[at].last),
            place=place,
            gender=role.gender,
            plural=plural,
        )
        return name, skip

    def _apart(self, units: list[Unit], at: int) -> str | None:
        """The plain name of a group that carries a state's adjective but does not speak for it, or of a campaign."""
        role = units[at].entry
        owner = next((n for n in range(at - 1, -1, -1) if units[n].entry and units[n].kind == "entity"), None)
        if role is None or owner is None or role.name not in self._lists["apart"]:
            return None
        before = units[owner].entry
        assert before is not None
        if before.kind == "person" and role.name == "campaign":
            return f"{before.name.rsplit(' ', 1)[-1]} campaign"
        if role.kind != "group" or not before.is_state:
            return None
        if before.kind in ("state", "capital"):
            return f"{adjective_of(before.party or before.name)} {role.name}"
        return self.text(units[owner].first, units[at].last)

    def _plural(self, unit: Unit) -> bool:
        word = self.tokens.lower[unit.last - 1]
        return (word.endswith("s") and not word.endswith("ss")) or word in (
            "police",
            "people",
            "troops",
            "military",
            "media",
            "spokesmen",
            "gunmen",
        )

    def _scene_of(self, units: list[Unit]) -> str | None:
        for unit in reversed(units):
            if unit.entry and unit.entry.place:
                return unit.entry.place
        return None

    def _after(self, last: int, following: Chunk | None) -> int | None:
        """Whether "of", "for" or "in" leads from an office to the chunk after it; then that chunk's first token."""
        if following is None or last >= len(self.tokens) or self.tokens.lower[last] not in _OPEN:
            return None
        start = following.first
        between = self.tokens.lower[last + 1 : start]
        if start - last > 3 or any(word not in ("the", "its", "a") for word in between):
            return None
        unit = following.units[0]
        if unit.kind == "capitals":
            told = self.text(unit.first, unit.last)
            return start if not self.people.fullest(told) else None
        fits = unit.kind == "entity" and unit.entry is not None and unit.entry.kind not in ("person", "adjective", "people")
        return start if fits else None
