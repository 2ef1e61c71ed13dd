"""Attributions without a verb of saying: "his claim that", "fears that", "in Holm's view", "are furious that"."""

from __future__ import annotations

from dataclasses import replace

from digests.text.statements.lexicon import Cue
from digests.text.statements.making import Maker
from digests.text.statements.records import Statement
from digests.text.statements.segments import Segment
from digests.text.statements.verbs import VerbGroup


class NounReader(Maker):
    """Reads nouns and adjectives that attribute."""

    def noun(self, at: int, segment: Segment) -> Statement | None:
        """ "his claim that", "Moscow's call for": only with an owner before and a complement after."""
        low = self.tokens.lower
        link = at + 1
        if link + 1 >= segment.last or low[link] not in self._lists["noun_links"] or self.inside[link]:
            return None
        owner = at - 1
        for _ in range(2):
            if (
                owner >= segment.first
                and low[owner] not in ("his", "her", "their", "its", "'s", "'")
                and low[owner].isalpha()
                and low[owner] not in self._lists["prepositions"]
            ):
                owner -= 1
        if owner < segment.first or low[owner] not in ("his", "her", "their", "'s", "'"):
            return self._unowned(at, segment)
        if low[owner] in ("'s", "'"):
            name = self.names.at(self.tokens.starts[owner - 1], self.tokens.ends[owner - 1]) if owner > segment.first else None
            if name is None and not self.tokens.words[owner - 1][0].isupper():
                return None
            start, end = name.start if name else self.tokens.starts[owner - 1], self.tokens.ends[owner - 1]
        else:
            start, end = self.tokens.starts[owner], self.tokens.ends[owner]
            name = self.names.resolve(start, end)
        first = link + 1 if low[link] == "that" else link
        last = self.clauses.content_end(first, segment)
        if low[link] == "that":
            last = self.clauses.clause_end(first, last)
        else:
            last = next((i for i in range(first + 2, last) if low[i] in self._lists["finite"] and not self.inside[i]), last)
        if last <= first:
            return None
        return Statement(
            start, end, name, low[at].rstrip("s"), self.tokens.starts[at], self.tokens.ends[at], (self.speech.run(first, last),), "indirect"
        )

    def _unowned(self, at: int, segment: Segment) -> Statement | None:
        """ "Fears that the plant could close": told of nobody."""
        low = self.tokens.lower
        if low[at] not in self._lists["unowned"] or low[at + 1] != "that" or at + 3 >= segment.last:
            return None
        last = self.clauses.clause_end(at + 2, self.clauses.content_end(at + 2, segment))
        if last <= at + 2:
            return None
        run = self.speech.run(at + 2, last)
        return Statement(None, None, None, low[at].rstrip("s"), self.tokens.starts[at], self.tokens.ends[at], (run,), "indirect")

    def view(self, at: int, segment: Segment) -> Statement | None:
        """ "In Holm's view, the treaty is dead"."""
        low = self.tokens.lower
        owner = at - 1
        possessed = low[owner] in ("'s", "'", "his", "her", "their")
        head = next((i for i in range(owner, max(segment.first - 1, owner - 6), -1) if low[i] in ("in", "by")), None)
        if not possessed or head is None or low[at + 1 : at + 2] != [","] or at + 2 >= segment.last:
            return None
        first, last = (head + 1, owner) if low[owner] in ("'s", "'") else (owner, owner + 1)
        if last <= first:
            return None
        run = self.speech.run(at + 2, self.clauses.content_end(at + 2, segment))
        start, end = self.tokens.starts[first], self.tokens.ends[last - 1]
        name = self.names.resolve(start, end)
        return Statement(start, end, name, low[at], self.tokens.starts[at], self.tokens.ends[at], (run,), "according")

    def minded(self, at: int, segment: Segment) -> Statement | None:
        """ "Donors are furious that the money was spent"."""
        low = self.tokens.lower
        if at + 2 >= segment.last or low[at + 1] != "that" or self.inside[at + 1]:
            return None
        first = at
        while first > segment.first and (low[first - 1] in self._lists["adverbs"] or low[first - 1].endswith("ly")):
            first -= 1
        if first == segment.first or low[first - 1] not in self._lists["being"] | {"'s"}:
            return None
        group = VerbGroup(first - 1, at, at + 1, Cue(f"be {low[at]}", "past", frozenset(("think",))))
        while group.first > segment.first and low[group.first - 1] in self._lists["auxiliaries"] | self._lists["adverbs"]:
            group = replace(group, first=group.first - 1, negated=group.negated or low[group.first - 1] in self._lists["negative"])
        source = self.clauses.source_before(group, segment)
        if source is None or not self.clauses.names_speaker(*source):
            return None
        run = self.speech.run(at + 2, self.clauses.content_end(at + 2, segment))
        return self._statement(group, source, None, (run,))
