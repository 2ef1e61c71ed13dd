"""Where the noun phrase of a source begins and ends, left of its cue or right of it."""

from __future__ import annotations

from digests.text.statements.segments import Segment
from digests.text.statements.verbs import VerbGroup
from digests.text.statements.view import View

_LONGEST_SOURCE = 30  # tokens


class Sources(View):
    """Looks left and right of cues for who is the source."""

    def source_before(self, group: VerbGroup, segment: Segment) -> tuple[int, int] | None:
        """Tokens of the noun phrase that is the subject, None where there is none."""
        low = self.tokens.lower
        end = group.first
        if end <= segment.first or self.inside[end - 1]:
            return None
        before = low[end - 1]
        if before in self._lists["pronouns"] and (
            before not in ("people", "one", "some", "many", "few", "most", "several", "another", "this", "both")
            or end - 1 == segment.first
            or not low[end - 2].isalpha()
        ):
            return end - 1, end
        if before == "," and end - 3 > segment.first and low[end - 3] == "," and low[end - 2] in self._lists["openers"] | {"too", "though"}:
            end -= 3  # "The governor, meanwhile, said"
        elif before in (",", ")", "—", "–"):
            return self._with_apposition(end, segment)
        found = self._trimmed(self._left_edge(end, segment), end)
        return (self._listed(*found, segment), found[1]) if found is not None else None

    def _listed(self, first: int, end: int, segment: Segment) -> int:
        """The first token of a list of names that a source ends: "Britain, France and Germany"."""
        low = self.tokens.lower
        if "and" not in low[first + 1 : end]:
            return first
        while first - 2 >= segment.first and low[first - 1] == "," and not self.inside[first - 2]:
            name = self.names.at(self.tokens.starts[first - 2], self.tokens.ends[first - 2])
            if name is None or name.party is None or name.end != self.tokens.ends[first - 2] or name.start < segment.start:
                return first
            first = self.tokens.first_from(name.start)
        return first

    def _with_apposition(self, end: int, segment: Segment) -> tuple[int, int] | None:
        """ "Jeff Weaver, Sanders' campaign manager, said": over the commas to the name before them."""
        opening = "(" if self.tokens.words[end - 1] == ")" else ","
        at = end - 2
        while at > segment.first and end - at < _LONGEST_SOURCE:
            if self.inside[at]:
                return None
            word = self.tokens.words[at]
            if word == opening or word in "—–":
                first = self._left_edge(at, segment)
                found = self._trimmed(first, at)
                if found is not None:
                    return found[0], end - 1 if opening == "," else end
                return None
            at -= 1
        return None

    def _left_edge(self, end: int, segment: Segment) -> int:
        """The first token of the clause that ends before a token."""
        low, lists_ = self.tokens.lower, self._lists
        at = end
        while at > segment.first and end - at < _LONGEST_SOURCE:
            word = low[at - 1]
            counted = word == "than" and at - 2 >= segment.first and low[at - 2] in ("more", "fewer", "less", "rather")
            if self.inside[at - 1] or (word in lists_["boundaries"] and not counted) or word in lists_["finite"]:
                break
            if not word[0].isalnum() and word not in ("'", "'s", "-", "$", "%", "&", "/", "#"):
                break
            if word == "and" and not self._joins(at - 1, end, segment):
                break
            if (
                word in self._cues
                and at - 1 > segment.first
                and self._cues[word][0].form in ("s", "past")
                and self._is_verb(at - 1, segment)
            ):
                break
            at -= 1
        return at

    def _is_verb(self, at: int, segment: Segment) -> bool:
        before = self.tokens.lower[at - 1]
        return before not in self._lists["determiners"] and before not in self._lists["prepositions"]

    def _joins(self, at: int, end: int, segment: Segment) -> bool:
        """Whether "and" joins two names of one subject, not two clauses: what stands before it has no verb."""
        if self._coordinates(at):
            return True
        left = at
        while left > segment.first and at - left < 8:
            word = self.tokens.lower[left - 1]
            if self.inside[left - 1] or (not word[0].isalnum() and word not in ("'s", "'", "-", ".")):
                break
            if (
                word in self._lists["finite"]
                or word in self._lists["boundaries"]
                or (word in self._lists["prepositions"] and word not in self._lists["linking"])
            ):
                return False
            if (
                (word.endswith("ed") or word in self._cues)
                and not self.tokens.words[left - 1][0].isupper()
                and self.tokens.lower[max(0, left - 2)] != "-"
            ):
                return False
            left -= 1
        return at - left <= 7 and (left == segment.first or self.tokens.words[left - 1] in (",", ";", "—"))

    def _coordinates(self, at: int) -> bool:
        """Whether two parties stand right beside "and", in whatever clause: "a plan that Egypt and Qatar said"."""
        if at + 1 >= len(self.tokens) or at == 0:
            return False
        left = self.names.at(self.tokens.starts[at - 1], self.tokens.ends[at - 1])
        right = self.names.at(self.tokens.starts[at + 1], self.tokens.ends[at + 1])
        if left is None or right is None or left.party is None or right.party is None or left is right or left.person or right.person:
            return False
        before = self.tokens.first_from(left.start) - 1
        return before < 0 or self.tokens.lower[before] not in self._lists["prepositions"]

    def _trimmed(self, first: int, end: int) -> tuple[int, int] | None:
        """Without conjunctions, adverbs and adverbial phrases at its head; None where no noun phrase is left."""
        low, lists_ = self.tokens.lower, self._lists
        while first < end and (
            low[first] in lists_["openers"]
            or not low[first][0].isalnum()
            or (
                low[first].endswith("ly")
                and end - first > 1
                and low[first] not in ("italy", "family")
                and not self.tokens.words[first].istitle()
            )
        ):
            first += 1
        if first >= end:
            return None
        head = low[first]
        if head in lists_["prepositions"] or head in lists_["times"]:
            inner = self._inner(first, end)
            if inner is None:
                return None
            first = inner
        while end - first > 2 and (low[end - 1] in lists_["times"] or low[end - 1] == "on"):
            end -= 1  # "Trump on Sunday", "Trump this week"
        last = low[end - 1]
        small = self.tokens.words[end - 1] == last
        if small and (last in lists_["prepositions"] or last in lists_["open_ended"] or last in lists_["finite"]):
            return None
        return first, end

    def _inner(self, first: int, end: int) -> int | None:
        """The subject after an adverbial without a comma ("On Sunday Trump said"): the name or noun phrase that ends it."""
        start, stop = self.tokens.starts[first], self.tokens.ends[end - 1]
        for name in reversed(self.names.within(start, stop)):
            if name.end >= stop - 2:
                at = self.tokens.first_from(name.start)
                return at if at > first else None
            break
        for at in range(end - 1, first, -1):
            if (
                self.tokens.lower[at] in ("the", "a", "an", "his", "her", "their")
                and self.tokens.lower[at - 1] not in self._lists["prepositions"]
            ):
                return at
        return None

    def source_after(self, at: int, segment: Segment) -> tuple[int, int] | None:
        """The noun phrase right of an inverted cue, "by" or "according to", with its apposition."""
        low, lists_ = self.tokens.lower, self._lists
        if (
            at >= segment.last
            or self.inside[at]
            or low[at] in ("that", "to", "the same", "in", "on", "at", "about", "for", "if", "whether", "with")
        ):
            return None
        if low[at] in lists_["pronouns"]:
            return at, at + 1
        end = at
        while end < segment.last and end - at < _LONGEST_SOURCE:
            word = low[end]
            if self.inside[end] or word in lists_["boundaries"] or word in lists_["finite"] or word == "who":
                break
            if not word[0].isalnum() and word not in ("'s", "'", "-", "&", "/", "%", "$"):
                break
            if word in ("and", "but") and any(
                cue.form == "past" for cue in self._cues.get(low[end + 1] if end + 1 < segment.last else "", ())
            ):
                break  # "praised by hunters | and condemned by"
            if word in lists_["prepositions"] and end > at and not self._links(end, at, segment):
                break
            if end > at and (
                (word in lists_["times"] and self.tokens.words[end][0].isupper())
                or word in ("today", "yesterday", "earlier", "adding", "saying")
            ):
                break
            end += 1
        if end == at or low[end - 1] in lists_["open_ended"]:
            return None
        return at, self._apposed(end, segment)

    def _links(self, at: int, first: int, segment: Segment) -> bool:
        """Whether a preposition goes on with a noun phrase: "of" always, "for" and "in" before a name or an article."""
        word = self.tokens.lower[at]
        if word == "of":
            return True
        if word not in self._lists["linking"] or at + 1 >= segment.last:
            return False
        following = at + 1
        if word in ("for", "at", "from", "with"):
            return True
        if word == "in":
            return (
                self.tokens.words[following][0].isupper()
                and self.tokens.lower[following] not in self._lists["times"]
                and not self.tokens.lower[following].isdigit()
            )
        return (
            word in ("to", "on")
            and self.tokens.lower[following] == "the"
            and any(
                w in ("ambassador", "envoy", "adviser", "aide", "minister", "committee", "representative")
                for w in self.tokens.lower[first:at]
            )
        )

    def _apposed(self, end: int, segment: Segment) -> int:
        if end + 1 >= segment.last or self.tokens.words[end] != "," or self.inside[end + 1]:
            return end
        if self.tokens.words[end + 1].isdigit() and end + 2 < segment.last and self.tokens.words[end + 2] == ",":
            return self._apposed(end + 2, segment)  # an age
        following = self.names.at(self.tokens.starts[end + 1], self.tokens.ends[end + 1])
        if following is None or not following.role or following.start > self.tokens.starts[end + 1] + 12:
            return end
        at = end + 1
        while at < segment.last and at - end < 20 and not self.inside[at]:
            if self.tokens.words[at] in (",", ".", ";", "—", "–", ":") or self.tokens.lower[at] in (
                "who",
                "in",
                "on",
                "during",
                "as",
                "after",
                "told",
            ):
                if self.tokens.lower[at] in ("in", "on") and self._links(at, end, segment):
                    at += 1
                    continue
                break
            at += 1
        return at
