"""The names of one article by where they stand, and whom "he", "the ministry" or "the president" means in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from digests.text.names.gazetteer import words
from digests.text.names.records import Name

#: words that lead from the head of a noun phrase to a name that only tells which one is meant
_BESIDE = frozenset(("at", "in", "from", "near", "across", "outside", "inside", "to", "against", "with", "about"))
_LOOK_BACK = 1200  # characters a pronoun can reach back over


class Names:
    """The names of one document, in order, none overlapping."""

    def __init__(self, content: str, mentions: tuple[Name, ...], sentence_starts: list[int]) -> None:
        self.content = content
        self.mentions = mentions
        self._starts = [name.start for name in mentions]
        self._sentences = sentence_starts

    def at(self, start: int, end: int) -> Name | None:
        """The mention that covers a run, else the one that shares most with it; None where none touches it."""
        best, shared = None, 0
        index = max(0, bisect_right(self._starts, start) - 1)
        while index < len(self.mentions) and self.mentions[index].start < end:
            name = self.mentions[index]
            common = min(end, name.end) - max(start, name.start)
            if common > shared:
                best, shared = name, common
            index += 1
        return best

    def within(self, start: int, end: int) -> tuple[Name, ...]:
        """The mentions wholly inside a run, in order."""
        index = bisect_left(self._starts, start)
        found: list[Name] = []
        while index < len(self.mentions) and self.mentions[index].start < end:
            if self.mentions[index].end <= end:
                found.append(self.mentions[index])
            index += 1
        return tuple(found)

    def resolve(self, start: int, end: int, *, before: int | None = None) -> Name | None:
        """Whom a subject run means: a name, a pronoun, "the president", "the group"; None where it is not safe.

        ``before`` is the offset a pronoun looks back from, where that is not its own.
        """
        back = start if before is None else before
        low = " ".join(self.content[start:end].lower().split())
        if low in ("he", "she", "his", "her", "him"):
            return self._person(back, "she" if low in ("she", "her") else "he")
        if low in ("they", "them", "their"):
            return self._latest(start, lambda name: name.plural and name.kind in ("party", "other"), 2)
        if low in ("it", "its", "which", "who", "that"):
            if low in ("who", "which", "that"):
                return self._antecedent(start)
            return self._latest(start, _is_house, 2)
        inside = self.within(start, end)
        name = self._head(inside, start, end)
        if name is None or (not name.person and name.role and (name.kind == "person" or not name.party)):
            return self.nominal(low, start) or name
        return name

    def house(self, before: int) -> Name | None:
        """The last house, state or body named before an offset, two sentences back at most."""
        return self._latest(before, _is_house, 2)

    # ── names ──────────────────────────────────────────────────────────────────────────────────────────────

    def _head(self, inside: tuple[Name, ...], start: int, end: int) -> Name | None:
        """The mention a noun phrase is about: its first person, else its first name."""
        if not inside:
            found = self.at(start, end)
            return found if found and found.start <= start + 4 and found.end >= end - 2 else None
        for name in inside:
            if name.person and self.content[name.end : name.end + 2] not in ("'s", "’s"):
                return name
        first = inside[0]
        before = self.content[start : first.start].lower().split()
        if len(before) > 1 and not _BESIDE.isdisjoint(before[1:]):
            return None  # "employers at Canada's ports": the head is nobody known
        return first

    def _back(self, before: int, sentences: int) -> list[Name]:
        """Mentions before an offset, nearest sentence first, within one sentence in order of mention (subjects first)."""
        index = max(0, bisect_right(self._sentences, before) - 1)
        found: list[Name] = []
        for at in range(index, max(-1, index - sentences - 1), -1):
            left = max(self._sentences[at], before - _LOOK_BACK)
            right = before if at == index else self._sentences[at + 1]
            if left < right:
                found.extend(self.within(left, right))
        return found

    def _latest(self, before: int, fits: object, sentences: int) -> Name | None:
        for name in self._back(before, sentences):
            if callable(fits) and fits(name):
                return name
        return None

    def _person(self, before: int, gender: str) -> Name | None:
        def fits(name: Name) -> bool:
            return name.kind == "person" and not name.plural and name.gender in (None, gender)

        def acts(name: Name) -> bool:
            return fits(name) and name.person is not None and not self._owns(name)

        found = self._latest(before, acts, 3) or self._latest(before, lambda name: fits(name) and name.person is not None, 3)
        return found or self._latest(before, fits, 2)

    def _owns(self, name: Name) -> bool:
        """Whether a name is told only as an owner: "Trump's announcement"."""
        return self.content[name.end : name.end + 1] in ("'", "’") or name.text.endswith(("'s", "’s"))

    def _antecedent(self, before: int) -> Name | None:
        index = bisect_left(self._starts, before) - 1
        if index < 0:
            return None
        name = self.mentions[index]
        return name if self.content[name.end : before].strip() in (",", "") else None

    def nominal(self, low: str, start: int) -> Name | None:
        """ "the president", "the ministry", "the group", "the company": the last one told of that class."""
        lists = words()
        plain = low.removeprefix("the ").removeprefix("this ").removeprefix("that ")
        if plain == low:
            return None
        last = plain.rsplit(" ", 1)[-1]
        if last in lists["office"] or plain in lists["office"]:
            return self._holder(last, start)
        if last in lists["union_nouns"]:
            return self._earlier(
                start,
                lambda n: (
                    bool(n.party)
                    and any(
                        w in (n.party or "") for w in ("Union", "Workers", "Guild", "Teamsters", "Association", "Brotherhood", "Federation")
                    )
                ),
            )
        if last in lists["firm_nouns"] or last in lists["group_nouns"]:
            return self._earlier(start, lambda n: n.kind == "party" and n.party is not None and n.place is None and n.role is None)
        if last in lists["house_nouns"]:
            return self._earlier(start, lambda n: n.kind == "party" and n.party is not None and last in n.text.lower())
        return None

    def _holder(self, office: str, start: int) -> Name | None:
        told = self.at(start, start + 1)
        party = told.party if told and not (told.party or "").endswith("Party") else None

        def fits(name: Name) -> bool:
            if party and name.party != party:
                return False
            return name.person is not None and name.role is not None and office in name.role.lower().replace("-", " ").split()

        return self._earlier(start, fits)

    def _earlier(self, start: int, fits: object) -> Name | None:
        index = bisect_left(self._starts, start) - 1
        for at in range(index, max(-1, index - 80), -1):
            if callable(fits) and fits(self.mentions[at]):
                return self.mentions[at]
        return None


def _is_house(name: Name) -> bool:
    return name.kind == "party" and not name.plural and name.party is not None
