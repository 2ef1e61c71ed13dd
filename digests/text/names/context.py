"""What the article as a whole tells of its names: appositions, and the state that goes without saying."""

from __future__ import annotations

from dataclasses import replace

from digests.text.names.gazetteer import words
from digests.text.names.records import Name
from digests.text.names.runs import Words


class Context(Words):
    """Completes the names of one article from each other."""

    def completed(self, found: list[Name]) -> list[Name]:
        """Give persons the office and party of an apposition ("Shawn Fain, president of the United Auto Workers,")."""
        linked = list(found)
        for at in range(len(linked) - 1):
            left, right = linked[at], linked[at + 1]
            if self.content[left.end : right.start] not in (", ", ", who is ", ", then ", " (", ", whose "):
                continue
            if left.person and not right.person and right.role and right.kind in ("person", "party") and not right.plural:
                party = left.party or right.party
                linked[at] = replace(left, party=party, role=left.role or right.role)
                linked[at + 1] = replace(right, person=left.person, party=right.party or party, gender=left.gender)
                self._learn(left.person, right.party, right.role)
            elif right.person and not left.person and left.role and left.kind == "person" and not left.plural:
                linked[at + 1] = replace(right, party=right.party or left.party, role=right.role or left.role)
                linked[at] = replace(left, person=right.person, party=left.party or right.party)
                self._learn(right.person, left.party, left.role)
        return self._at_home([self._finished(name) for name in linked])

    def _at_home(self, found: list[Name]) -> list[Name]:
        """Give "the foreign ministry" and "officials" their state: that of an earlier mention, else the article's own."""
        home = self.people.home()
        earlier: dict[str, str] = {}
        settled: list[Name] = []
        for name in found:
            if not name.role:
                settled.append(name)
                continue
            role = self._plain_role(name.role)
            if name.party is None and name.person is None and not _is_private(name.role):
                party = earlier.get(role) or (home if role in self._lists["homely"] else None)
                if party:
                    kind = name.kind if name.kind == "person" else "party"
                    name = replace(name, party=party, kind=kind, confidence=0.7 if role in earlier else 0.5)
            elif (
                name.party
                and name.confidence > 0.7
                and not name.party.endswith("Party")
                and (role in self._lists["homely"] or role in self._lists["apart"])
            ):
                earlier[role] = name.party
            settled.append(name)
        return settled

    def _plain_role(self, role: str) -> str:
        """The longest listed end of a role's words: "Chinese foreign ministry" gives "foreign ministry"."""
        parts = role.lower().split()
        for length in (3, 2, 1):
            tail = " ".join(parts[-length:])
            if tail in self._lists["homely"]:
                return tail
        return parts[-1]

    def _learn(self, person: str, party: str | None, role: str | None) -> None:
        if party:
            self.people.party.setdefault(person, party)
        if role:
            self.people.role.setdefault(person, role)

    def _finished(self, name: Name) -> Name:
        if name.person is None:
            return name
        party = name.party or (self.people.party.get(name.person) if not _is_private(name.role) else None)
        gender = name.gender or self.people.gender.get(name.person)
        role = name.role or self.people.role.get(name.person) or None
        return replace(name, party=party, gender=gender, role=role)


def _is_private(role: str | None) -> bool:
    if not role:
        return False
    private = words()["private"]
    low = role.lower().split()
    return any(" ".join(low[-n:]) in private for n in (1, 2))
