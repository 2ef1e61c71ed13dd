"""Sources and contents that stand further off: the subject of the verb before, what "which" stands for."""

from __future__ import annotations

from digests.text.statements.segments import Segment
from digests.text.statements.sources import Sources
from digests.text.statements.verbs import VerbGroup

_PHRASE = 9  # tokens of what "which" stands for
_SHARED = 14  # tokens from "and said" back to the verb before it
_STRONG = frozenset(
    (
        "went",
        "came",
        "took",
        "gave",
        "made",
        "left",
        "met",
        "held",
        "stood",
        "sat",
        "rose",
        "won",
        "lost",
        "kept",
        "led",
        "drew",
        "began",
        "spoke",
        "wrote",
        "saw",
        "got",
        "ran",
        "put",
        "paid",
        "sent",
        "set",
        "shook",
        "shrugged",
        "laughed",
        "smiled",
        "broke",
        "brought",
        "bought",
        "built",
        "fell",
        "flew",
        "grew",
        "hung",
        "heard",
        "hit",
        "knew",
        "let",
        "lay",
        "read",
        "shot",
        "told",
        "threw",
        "has",
        "had",
        "was",
        "were",
        "is",
    )
)


class Subjects(Sources):
    """Looks past the next verb and out of relative clauses."""

    def shared_subject(self, group: VerbGroup, segment: Segment) -> tuple[int, int] | None:
        """The subject that a second verb shares with the first: "Marsh laughed and said", "Nurses, citing low pay,"."""
        low = self.tokens.lower
        joint = group.first - 1
        if joint <= segment.first or self.inside[joint]:
            return None
        if group.cue.form == "ing":
            found = self._trimmed(self._left_edge(joint, segment), joint) if low[joint] == "," else None
            return found if found is not None and self.names_speaker(*found) else None
        if low[joint] not in ("and", "but", "then") or group.cue.form not in ("s", "past") or "say" not in group.cue.classes:
            return None
        for at in range(joint - 1, max(segment.first, joint - _SHARED), -1):
            if self.inside[at] or low[at] in (";", ":", "."):
                return None
            if self._past(at):
                found = self.source_before(VerbGroup(at, at, at + 1, group.cue), segment)
                if found is not None and self.names_speaker(*found):
                    return found
        return None

    def _past(self, at: int) -> bool:
        """Whether a token looks like a verb in the past."""
        word = self.tokens.lower[at]
        known = self._cues.get(word)
        return (word.endswith("ed") and len(word) > 4) or word in _STRONG or bool(known and known[0].form in ("past", "s"))

    def antecedent(self, group: VerbGroup, source: tuple[int, int], segment: Segment) -> tuple[int, int] | None:
        """What "which" stands for in "a carbon tax, which Dunn opposes"; None where no relative leads to the source."""
        low = self.tokens.lower
        relative = source[0] - 1
        if relative <= segment.first or low[relative] not in ("which", "whom") or "act" not in group.cue.classes:
            return None
        end = relative - (low[relative - 1] == ",")
        first = end
        while first > max(segment.first, end - _PHRASE) and not self.inside[first - 1] and low[first - 1][0].isalnum():
            first -= 1
            if low[first] in ("the", "a", "an", "his", "her", "its", "their", "this", "these"):
                break
            if low[first] in self._lists["finite"] or (low[first] in self._lists["prepositions"] and low[first] != "of"):
                first += 1
                break
        if first >= end or (end - first == 1 and low[first] in self._cues):
            return None
        found = first, end
        head = next((at for at in range(found[0] + 1, found[1]) if low[at] in ("for", "to", "on", "with", "about", "against")), None)
        return (head + 1, found[1]) if head is not None else found
