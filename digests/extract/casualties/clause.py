"""One sentence with the victims found in it, and the walks from a verb of harm to its subject and object."""

from __future__ import annotations

from digests.extract.casualties.lexicon import listed, person
from digests.extract.casualties.lists import victims
from digests.extract.casualties.phrases import Victims, phrase
from digests.extract.casualties.tokens import Token, verblike

_STEPS = 40  # words walked back from a verb in search of its subject
_ASIDE = 30  # tokens of an aside between two commas
_OWN = 5  # tokens from an auxiliary to the harm it tells
_DOUBT = 7  # tokens before a verb in which doubt is cast on it
_CONDITION = 12  # tokens before a verb in which an "if" holds
_OPENERS = {")": "(", "—": "—", "–": "–"}
_ASIDE_TAGS = ("including", "relative", "other", "number", "article", "name", "preposition", "definite", "possessive", "and")


class Clause:
    """The tokens of a sentence; ``ends`` gives the victims that end before a token."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.ends: dict[int, Victims] = {}
        i = 0
        while i < len(tokens):
            found = victims(tokens, i)
            if found and found.last > i:
                self.ends[found.last] = self._own_subject(found) or found
            i = found.last if found and found.last > i else i + 1

    def _own_subject(self, found: Victims) -> Victims | None:
        """ "The toll rose to 77, and 588 were injured", "killed 77 and 588 were injured": the last of a run is a subject of its own."""
        joint = self._joint(found)
        last = phrase(self.tokens, joint + 1) if joint else None
        return last if last is not None and last.last == found.last else None

    def _joint(self, found: Victims) -> int:
        """The "and" in a run of victims behind which a clause of its own begins, 0 where none does."""
        before, verb = self.at(found.first - 1), self.at(found.last)
        if before is None or verb is None or verb.tag not in ("be", "have"):
            return 0
        if all(t.sense is None for t in self.tokens[found.last : found.last + _OWN]):
            return 0  # "the attack that killed two men and a woman was claimed by nobody"
        taken = before.sense is not None and before.sense.role == "verb" and not self._attributive(found.first - 1)
        if not taken and before.low not in ("to", "at"):
            return 0
        return max((i for i in range(found.first + 1, found.last - 1) if self.tokens[i].tag == "and"), default=0)

    def _attributive(self, k: int) -> bool:
        """ "the wounded men", "who were killed": a participle that has no object."""
        before = self.at(k - 1)
        return before is None or before.tag in ("be", "definite", "article", "possessive", "number")

    def at(self, i: int) -> Token | None:
        """The token at an index, None outside the sentence."""
        return self.tokens[i] if 0 <= i < len(self.tokens) else None

    def first(self, before: int) -> Victims | None:
        """The first victims of the sentence that end before a token: who acts, in a sentence of one clause."""
        return min((v for v in self.ends.values() if v.last <= before), key=lambda v: v.first, default=None)

    def adjacent(self, k: int) -> Victims | None:
        """The phrase right before ``k``, adverbs apart."""
        while k and k not in self.ends and self.tokens[k - 1].low.endswith("ly"):
            k -= 1
        return self.ends.get(k)

    def right(self, k: int) -> Victims | None:
        """The object behind the verb at ``k``."""
        j = k + 1
        while j < len(self.tokens) and (self.tokens[j].low in ("also", "only", "some", "instantly") or self.tokens[j].low.endswith("ly")):
            j += 1
        found = victims(self.tokens, j) if j < len(self.tokens) else None
        joint = self._joint(found) if found is not None else 0
        return victims(self.tokens[: joint - (self.tokens[joint - 1].low == ",")], j) if joint else found

    def doubted(self, k: int) -> bool:
        """Whether the harm is only feared, planned, tried, denied or supposed."""
        for i in range(k - 1, max(-1, k - _DOUBT), -1):
            token = self.tokens[i]
            if token.tag == "modal" or token.low in listed("grammar", "doubt"):
                return True
            if token.tag in ("mark", "relative", "number") or (token.sense is not None and i < k - 1):
                break
        return any(t.low in ("if", "unless") for t in self.tokens[max(0, k - _CONDITION) : k])

    def left(self, k: int) -> tuple[Victims | None, set[str]]:
        """The subject of the verb at ``k``, and the signs passed on the way: ``be have modal never relative to``."""
        signs, j = set[str](), k - 1
        for _ in range(_STEPS):
            if j < 0:
                break
            found = self.ends.get(j + 1)
            if found is not None:
                if "relative" in signs and any(t.tag == "including" for t in self.tokens[max(0, found.first - 15) : found.first]):
                    break  # "including six who were badly hurt and 22 who ..."
                on = self._hangs(found, signs)
                if on is None:
                    return found, signs
                j = on
                continue
            if self.tokens[j].low in ("before", "after") and "be" in signs and self.tokens[j + 1].low == "being":
                return self.first(j), signs  # "killed three before being shot dead"
            back = j - 1 if self._steps_over(j, k, signs) else self._back(j)
            if back is None:
                break
            j = back
        return None, signs

    def _steps_over(self, j: int, k: int, signs: set[str]) -> bool:
        """Whether a token stands between a subject and its verb and tells no more than a sign."""
        token = self.tokens[j]
        if token.tag in ("be", "have", "modal", "never", "relative"):
            signs.add(token.tag)
            return True
        if token.low == "to" and j + 1 < k:
            signs.add("to")
            return True
        if token.low == ",":
            if "relative" in signs and self.tokens[j + 1].tag == "relative":
                return True  # "a judge, who was"
            known = self.ends.get(j)  # the comma that closes ", 26," or "two brothers, A and B,"
            return known is not None and (
                self.tokens[j - 1].tag in ("other", "mark") or any(t.low == "," for t in self.tokens[known.first : j])
            )
        if token.sense is not None and token.sense.role == "verb" and j in self.ends:
            return True  # "a constable wounded in the attack"
        if j in self.ends and token.tag == "word" and "be" in signs and token.low.endswith(("ed", "ing")):
            return self.tokens[j + 1].tag == "preposition"  # "a suspect armed with a knife was"
        if j in self.ends and token.tag == "word" and j + 1 < k and self.tokens[j + 1].low == "by":
            return True  # "a demonstrator hit by a bullet later died"
        return token.low in listed("grammar", "between") or token.low.endswith("ly")

    def _back(self, j: int) -> int | None:
        """Where to go on from a token inside another phrase, None where the subject is out of reach."""
        token = self.tokens[j]
        if token.tag in ("and", "or") or token.low == "but":
            return self._coordinated(j)
        if token.low in (",", "—", "–", ")"):
            return self._past_aside(j)
        place = self._past_place(j)
        return place if place is not None else self._past_relative(j)

    def _hangs(self, found: Victims, signs: set[str]) -> int | None:
        """The index to go on from where a phrase hangs on a preposition and is no subject; None where it is one."""
        before, farther = self.at(found.first - 1), self.at(found.first - 2)
        if before is None:
            return None
        if before.tag == "including":
            if before.low == "among" and farther is not None and farther.tag in ("be", "word"):
                return None  # "she was among three people killed"
            return found.first - (3 if farther is not None and farther.low == "," else 2)
        total = before.low == "of" and farther is not None and farther.low in ("total", "number", "estimated")
        absolute = before.low == "with" and not signs  # "with two later dying"
        if "relative" in signs or total or absolute or before.low not in listed("grammar", "governs"):
            return None
        opens = before.low in listed("grammar", "opens") and found.told
        return None if opens else found.first - 2

    def _coordinated(self, j: int) -> int | None:
        """From an "and" before the verb back over the verb it joins ("was shot and")."""
        before = self.at(j - 1)
        if before is not None and before.low == "," and j >= 2:
            j, before = j - 1, self.tokens[j - 2]
        if before is None:
            return None
        return j - 2 if before.sense is not None or verblike(before) else self._back_to_verb(j - 1)

    def _back_to_verb(self, j: int) -> int | None:
        """ "was shot in the head and", "fell from a roof and": back over the phrase behind the joined verb to the verb."""
        for i in range(j, max(0, j - 12), -1):
            token, before = self.tokens[i], self.tokens[i - 1]
            if token.tag in ("mark", "relative"):
                return None
            harm = token.sense is not None and token.sense.role == "verb"  # "was abducted by rebels and later killed"
            verb = harm or verblike(token) or token.low in listed("grammar", "verbal")
            if verb and (before.tag in ("be", "have", "relative") or before.low.endswith("ly") or i in self.ends):
                return i - 1
        return None

    def _past_aside(self, j: int) -> int | None:
        """From the mark that closes an aside back past the one that opens it."""
        opener = _OPENERS.get(self.tokens[j].low, ",")
        for i in range(j - 1, max(0, j - _ASIDE), -1):
            if self.tokens[i].low == opener:
                return i - 1 if i + 1 < j and self._aside(i + 1, j) else None
            if self.tokens[i].low in (";", ":"):
                return None
        return None

    def _aside(self, a: int, b: int) -> bool:
        """Whether ``tokens[a:b]`` between two marks is an aside and no clause of its own."""
        first = self.tokens[a]
        if first.tag in ("name", "definite", "article") and any(t.low in ("said", "says", "reported", "told") for t in self.tokens[a:b]):
            return False
        modifies = first.low.endswith(("ing", "ed")) or first.low in ("aged", "all")
        parts = any(
            t.low == "of" and u.low in ("them", "whom", "these", "those")
            for t, u in zip(self.tokens[a:b], self.tokens[a + 1 : b], strict=False)
        )
        return modifies or parts or first.tag in _ASIDE_TAGS or person(first.low) is not None

    def _past_place(self, j: int) -> int | None:
        """From inside "in the city of Homs" back past its preposition."""
        for i in range(j, max(-1, j - 9), -1):
            token = self.tokens[i]
            if token.tag == "preposition" and token.low in listed("grammar", "governs"):
                return i - 1
            verb = i != j and token.low in listed("grammar", "verbal")
            if verb or token.tag in ("mark", "have", "modal", "relative") or token.sense is not None:
                return None
        return None

    def _past_relative(self, j: int) -> int | None:
        """From inside "who had been trapped" back to before "who", where people stand right before it."""
        for i in range(j, max(-1, j - 12), -1):
            if self.tokens[i].tag == "mark":
                return None
            if self.tokens[i].low == "who" and i in self.ends:
                return i - 1
        return None
