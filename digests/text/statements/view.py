"""What the readers of clauses share: one text's tokens, names and quoted runs."""

from __future__ import annotations

from digests.text.names import Names
from digests.text.names.gazetteer import words as name_words
from digests.text.statements.lexicon import cues, lists
from digests.text.statements.segments import Segment
from digests.text.tokens import Tokens


class View:
    """One text as the readers of verbs, sources and contents see it."""

    def __init__(self, content: str, tokens: Tokens, names: Names, inside: bytearray) -> None:
        self.content = content
        self.tokens = tokens
        self.names = names
        self.inside = inside  # 1 for a token within a quoted run
        self._lists = lists()
        self._cues = cues()

    def names_speaker(self, first: int, last: int) -> bool:
        """Whether a noun phrase can hold a stance: a pronoun, or one whose head is a name, an office or a group."""
        low, words, named = self.tokens.lower, self.tokens.words, name_words()
        if last - first == 1 and low[first] in self._lists["pronouns"]:
            return low[first] not in ("this", "which")
        if low[first] in ("many", "few", "some", "several", "most", "others", "one") and low[first + 1 : first + 2] in (
            ["in"],
            ["of"],
            ["at"],
        ):
            return True
        if low[first] in ("the", "a", "an") and last - first > 1:
            first += 1
        head = next((at for at in range(first + 1, last) if low[at] in self._lists["prepositions"] or low[at] == ","), last)
        if head < last and low[head] == "of":
            head = last
        start, end = self.tokens.starts[first], self.tokens.ends[head - 1]
        if self.names.within(start, end) or self.names.at(start, end):
            return True
        capital = words[first][0].isupper() and (head - first == 1 or words[head - 1][0].isupper())
        if capital and not low[head - 1].endswith("ing") and words[first] not in named["never"]:
            return True
        classes = (named["group"], named["office"], named["private"], self._lists["documents"], self._lists["speakers"])
        return any(word in known or (word[-1] == "s" and word[:-1] in known) for word in low[first:head] for known in classes)

    def ends_in_name(self, last: int) -> bool:
        """Whether a noun phrase ends in a name or an office, not in an adjective: "Russian | attacks"."""
        low = self.tokens.lower[last - 1]
        if low in self._lists["pronouns"]:
            return True
        name = self.names.at(self.tokens.starts[last - 1], self.tokens.ends[last - 1])
        return name is not None and name.end == self.tokens.ends[last - 1]

    def absolute(self, at: int, segment: Segment) -> tuple[int, int] | None:
        """Tokens of the name in ", with Moore saying that": the subject of a participle without a verb."""
        if at <= segment.first + 1 or self.inside[at - 1]:
            return None
        name = self.names.at(self.tokens.starts[at - 1], self.tokens.ends[at - 1])
        if name is None or name.end != self.tokens.ends[at - 1]:
            return None
        first = self.tokens.first_from(name.start)
        return (first, at) if first > segment.first and self.tokens.lower[first - 1] == "with" else None
