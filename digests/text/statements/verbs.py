"""Cue verbs with their helpers: "has repeatedly said", "declined to say", "is expected to tell"."""

from __future__ import annotations

from dataclasses import dataclass

from digests.text.statements.lexicon import Cue
from digests.text.statements.segments import Segment
from digests.text.statements.view import View


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """A cue with the helpers before it: "has repeatedly said", "declined to say"."""

    first: int  #: token where the group begins
    cue_first: int
    cue_last: int  #: exclusive
    cue: Cue
    negated: bool = False
    modal: bool = False
    passive: bool = False
    infinitive: bool = False  #: an infinitive no known verb carries


class Verbs(View):
    """Finds the verb groups of cues."""

    def group(self, at: int, segment: Segment) -> VerbGroup | None:
        """The verb group whose cue starts at a token; None where the word is no verb here."""
        forms = self._cues.get(self.tokens.lower[at])
        if forms is None:
            return None
        low = self.tokens.lower
        for cue in forms:
            last = at + 1 + len(cue.particles)
            if last <= segment.last and tuple(low[at + 1 : last]) == cue.particles:
                return self._helpers(at, last, self._best(forms, cue), segment)
        return None

    def _best(self, forms: tuple[Cue, ...], cue: Cue) -> Cue:
        return next((form for form in forms if form.particles == cue.particles and "say" in form.classes), cue)

    def _helpers(self, at: int, last: int, cue: Cue, segment: Segment) -> VerbGroup | None:
        low, lists_ = self.tokens.lower, self._lists
        if at and self.tokens.words[at - 1] == "-" and self.tokens.ends[at - 1] == self.tokens.starts[at]:
            return None  # "state-backed"
        first, negated, modal, being, helped, infinitive = at, False, False, False, False, False
        while first > segment.first and at - first < 8:
            word = low[first - 1]
            if self.inside[first - 1]:
                break
            if word in lists_["auxiliaries"] or (word == "'s" and cue.form in ("ing", "past")):
                helped, modal = True, modal or word in lists_["modal"]
                being = being or word in lists_["being"] or word == "'s"
                negated = negated or word in lists_["negative"]
            elif word in lists_["negative"]:
                negated = True
            elif word == "to" and first == at and cue.form == "base":
                carried = self._carried(first - 1, segment)
                if carried is None:
                    infinitive, first = True, first - 1
                    break
                first, negation, planned = carried
                negated, modal, helped = negated or negation, modal or planned, True
                continue
            elif not (word in lists_["adverbs"] or (word.endswith("ly") and len(word) > 4 and word not in ("family", "only"))):
                break
            first -= 1
        passive = being and cue.form == "past"
        if not helped and not infinitive and not self._finite(at, last, cue, segment):
            return None
        if cue.form == "ing" and helped and not being:
            return None
        return VerbGroup(first, at, last, cue, negated, modal, passive, infinitive)

    def _carried(self, to: int, segment: Segment) -> tuple[int, bool, bool] | None:
        """The verb that carries "to say": where it begins, whether it refuses, whether it only plans."""
        at = to - 1
        if at < segment.first:
            return None
        word = self.tokens.lower[at]
        if word in self._lists["refusing"] or (
            word == "yet" and at > segment.first and self.tokens.lower[at - 1] in ("has", "have", "had")
        ):
            return at, True, False
        if word in self._lists["planned"]:
            return at, False, True
        return (at, False, False) if word in self._lists["carrying"] else None

    def _plural(self, at: int, segment: Segment, cue: Cue, after: str) -> bool:
        """Whether a bare form is a verb after a plural: "voters say", "voters in the county say"."""
        low = self.tokens.lower
        before = low[at - 1] if at > segment.first else ""
        if before.endswith("s") and not before.endswith("ss") and before != "'s":
            return after != "of"
        if not before[:1].isalpha():
            return False
        ambiguous = cue.lemma.split()[0] in self._lists["ambiguous"]
        for probe in range(at - 2, max(segment.first, at - 7), -1):
            if low[probe] in self._lists["prepositions"]:
                if low[probe - 1] in ("many", "few", "some", "several", "most", "others"):
                    return True
                if ambiguous:
                    return False
                head = low[probe - 1] if probe > segment.first else ""
                return head.endswith("s") and not head.endswith("ss") and after != "of"
            if self.inside[probe] or not low[probe][0].isalpha() or low[probe] in self._lists["finite"]:
                return False
        return False

    def _finite(self, at: int, last: int, cue: Cue, segment: Segment) -> bool:
        """Whether a form without a helper is a verb: not the noun of "claims that", not the adjective of "the proposed deal"."""
        low = self.tokens.lower
        before = low[at - 1] if at > segment.first else ""
        after = low[last] if last < segment.last else "."
        noun = cue.form != "past" and cue.lemma.split()[0] in self._lists["ambiguous"]
        blocked = self._lists["determiners"] if noun else self._lists["open_ended"]
        if before in blocked or (before in self._lists["prepositions"] and cue.form != "ing"):
            return before == "and" or (before in ("all", "both", "some", "many", "most", "others") and cue.form in ("past", "base"))
        if cue.form == "base":
            return before in ("they", "we", "i", "you", "who", "people", "police") or self._plural(at, segment, cue, after)
        if cue.form == "ing":
            marked = before in (",", "-", "–", "—", "by", "and", "as") or before in self._lists["documents"]
            return marked or at == segment.first or self.absolute(at, segment) is not None
        if cue.form == "s" and (after in ("of", "and", ",", ".", "from", "by") or before.endswith("s")) and cue.lemma != "say":
            return bool({"which", "whom"} & set(low[max(segment.first, at - 5) : at]))  # "a tax, which Dunn opposes."
        reduced = after == "as" and cue.lemma not in ("say", "tell", "add")  # "confirmed as wounded"
        return not (cue.form == "past" and (reduced or (before == "" and after == "by")))
