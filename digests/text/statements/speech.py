"""What was said before, around and after a cue: quoted runs and clauses."""

from __future__ import annotations

from bisect import bisect_right

from digests.text.names import Names
from digests.text.names.gazetteer import words as name_words
from digests.text.statements.clauses import Clauses
from digests.text.statements.lexicon import cues, lists
from digests.text.statements.quotes import Quote
from digests.text.statements.segments import Segment
from digests.text.statements.verbs import VerbGroup
from digests.text.tokens import Tokens

Runs = tuple[tuple[int, int], ...]


class Speech:
    """Finds the runs of text that a cue attributes."""

    def __init__(self, content: str, tokens: Tokens, names: Names, quotes: tuple[Quote, ...]) -> None:
        self.content = content
        self.tokens = tokens
        self.names = names
        self.quotes = quotes
        self._quote_starts = [quote.start for quote in quotes]
        self.inside = self._inside()
        self.clauses = Clauses(content, tokens, names, self.inside)
        self._lists = lists()
        self._cues = cues()

    def _inside(self) -> bytearray:
        """For every token whether it stands in a quoted run."""
        marks = bytearray(len(self.tokens) + 1)
        for quote in self.quotes:
            first, last = self.tokens.first_from(quote.start), self.tokens.first_from(quote.end)
            marks[first:last] = b"\x01" * (last - first)
        return marks

    def runs(self, group: VerbGroup, segment: Segment, source: tuple[int, int] | None) -> Runs:
        """What a cue attributes; empty where it attributes nothing."""
        right = self.clauses.content_after(group, segment)
        if source and "say" in group.cue.classes:
            left = self.before(source[0], group.cue_last, segment)
            quoted = bool(left) and self.inside[self.tokens.first_from(left[-1][1]) - 1]
            if left and (quoted or right is None):
                return (*left, *self.rest(group.cue_last, segment))
        if right is None or self._is_object(group, *right):
            return ()
        return (self.run(*right),)

    def _is_object(self, group: VerbGroup, first: int, last: int) -> bool:
        """Whether what follows a cue shows that nothing is said: "claimed nine lives", "attacked the town", "added weight"."""
        low, lemma = self.tokens.lower, group.cue.lemma
        if lemma == "claim":
            return low[first] in ("responsibility", "credit", "victory") or any(
                word in ("lives", "life") for word in low[first : first + 7]
            )
        if lemma in self._lists["physical"]:
            name = self.names.at(self.tokens.starts[first], self.tokens.ends[first])
            return name is None or name.person is None
        if lemma in ("call", "hail", "cite"):
            return low[first] in ("in", "off", "up", "back", "from", "as")
        if lemma in ("know", "learn", "see", "feel", "care", "dream", "understand"):
            named = lemma == "know" and self.names.at(self.tokens.starts[first], self.tokens.ends[first]) is not None
            return low[first] in self._lists["prepositions"] or (named and low[first - 1] != "that" and not self._tells(first, last))
        return lemma == "add" and not self._tells(first, last)

    def _tells(self, first: int, last: int) -> bool:
        """Whether a run says something, has a verb or quoted words: not the object of "added weight"."""
        low = self.tokens.lower
        return low[first - 1] == "that" or any(
            self.inside[at] or low[at] in self._lists["finite"] or low[at] in self._cues for at in range(first, last)
        )

    def run(self, first: int, last: int) -> tuple[int, int]:
        return self._with_marks(self.tokens.starts[first], self.tokens.ends[last - 1])

    def _with_marks(self, start: int, end: int) -> tuple[int, int]:
        """A run with the closing mark that follows its last word."""
        while end < len(self.content) and self.content[end] in '”"»' and any(quote.end == end + 1 for quote in self._near(end)):
            end += 1
        return start, end

    def _near(self, offset: int) -> tuple[Quote, ...]:
        at = bisect_right(self._quote_starts, offset)
        return self.quotes[max(0, at - 1) : at]

    def before(self, first: int, after: int, segment: Segment) -> Runs:
        """What was said before ", X said": the quoted run, or the clause up to the comma; empty where the cue opens the sentence."""
        at = first - 1
        if at < segment.first:
            return ()
        comma = self.tokens.words[at] == "," and not self.inside[at]
        quoted = self.inside[at] or (comma and at > segment.first and self.inside[at - 1])
        if not quoted and not comma:
            return ()
        stop = self.tokens.ends[at if self.inside[at] else at - 1]
        if quoted:
            quote = next(iter(self._near(stop - 1)), None)
            if quote is None or quote.end < stop or (quote.start > segment.start + 2 and self._is_title(quote)):
                return ()
            words_before = self.tokens.first_from(quote.start) - segment.first
            if words_before > 1 and self.content[max(0, quote.start - 3) : quote.start].rstrip()[-1:] in (";", ":", ".", "!", "?"):
                return ((quote.start, quote.end),)
            if words_before <= 1 or (quote.end - quote.start > 60 and self.content[quote.end - 2] in ",.?!"):
                start = segment.start if words_before > 1 and not self._preface(segment, quote) else quote.start
                return ((start, quote.end),)
            return ((segment.start, quote.end),)
        return self._clause_left(at, after, segment)

    def _is_title(self, quote: Quote) -> bool:
        """Whether a quoted run is the name of a work: a few words, the long ones capitalised."""
        words = [word.strip(".,!?") for word in self.content[quote.start + 1 : quote.end - 1].split()]
        return 1 < len(words) <= 7 and all(word[:1].isupper() for word in words if len(word) > 3)

    def _preface(self, segment: Segment, quote: Quote) -> bool:
        """Whether the words before a quoted run have a cue of their own, so that they are no part of what is said."""
        first, last = segment.first, self.tokens.first_from(quote.start)
        return any(self.tokens.lower[at] in self._cues or self.tokens.words[at] == ":" for at in range(first, last) if not self.inside[at])

    def _clause_left(self, comma: int, after: int, segment: Segment) -> Runs:
        """An unquoted clause before ", X said", from the start of the sentence; ``after`` is the token after the cue."""
        low, words = self.tokens.lower, self.tokens.words
        opening = next((at + 1 for at in range(comma - 1, segment.first, -1) if words[at] == "." and not self.inside[at]), segment.first)
        head = low[opening]
        first = opening + (1 if head in ("and", "but", "-") and comma - opening > 1 else 0)
        whole = ((self.tokens.starts[first], self.tokens.ends[comma - 1]),)
        if after + 2 < segment.last and words[after] == "," and self._goes_on(after + 1):
            return whole  # "The deal, he said, would fail", "If elected, she said, she would"
        if comma - opening < 3:
            return ()
        phrase = any(words[at] == "," and not self.inside[at] for at in range(opening, comma - 4)) or low[segment.first + 1] in (
            "least",
            "most",
        )
        if head in self._lists["prefaces"] and (head in self._lists["subordinate"] or not phrase):
            return ()  # but "In the north, shelling killed six, officials said" and "At least six died, officials said"
        if comma - opening > 6:
            return whole
        verbs = any(low[at] in self._lists["finite"] or low[at].endswith("ed") or low[at] in self._cues for at in range(first, comma))
        return whole if verbs or any(map(self._present, range(first + 1, comma))) else ()

    def _goes_on(self, at: int) -> bool:
        """Whether what was said goes on behind ", X said,"; not ", adding" and ", and he"."""
        word = self.tokens.lower[at]
        joined = word in (
            "and",
            "but",
            "who",
            "which",
            "according",
            "as",
            "while",
            "though",
            "although",
            "citing",
            "when",
            "after",
            "whose",
        )
        return not joined and not (word.endswith("ing") and len(word) > 4) and not self.inside[at] and word[0].isalnum()

    def _present(self, at: int) -> bool:
        """ "The truce expires on Sunday, X said": a verb in -s; not "Three days later, X said"."""
        word, noun = self.tokens.lower[at], self.tokens.lower[at - 1]
        return (
            word.endswith("s")
            and not word.endswith(("ss", "us", "is", "'s", "’s"))
            and noun.isalpha()
            and not noun.endswith("s")
            and word not in self._lists["spells"]
            and self.tokens.words[at].islower()
            and noun not in self._lists["determiners"]
            and not self._people(word)
        )

    def _people(self, word: str) -> bool:
        """Whether a word in -s is people or houses: "The foreign ministers, officials said" is no clause."""
        known = name_words()
        one = word[:-3] + "y" if word.endswith("ies") else word[:-1]
        classes = (known["office"], known["group"], known["private"], self._lists["speakers"])
        return any(word in listed or one in listed for listed in classes)

    def rest(self, at: int, segment: Segment) -> Runs:
        """The second half of a broken statement: a quoted run after the cue, or the clause that goes on after a comma."""
        stop = self._next_cue(at, segment)
        later = tuple(
            (q.start, q.end)
            for q in segment.quotes
            if self.tokens.ends[at - 1] <= q.start < stop and not q.single and not self._is_title(q)
        )
        if later:
            return later
        if (
            at < segment.last
            and self.tokens.words[at] == ","
            and at + 2 < segment.last
            and self.tokens.lower[at + 1] not in self._cues
            and self.tokens.lower[at + 1] not in self._lists["prepositions"]
            and self.tokens.lower[at + 1]
            not in ("who", "which", "while", "but", "according", "as", "citing", "after", "and", "when", "although", "though")
        ):
            end = self.clauses.content_end(at + 1, segment)
            if end > at + 2 and self._tells(at + 1, end):
                return ((self.tokens.starts[at + 1], self.tokens.ends[end - 1]),)
        return ()

    def _next_cue(self, at: int, segment: Segment) -> int:
        """Offset of the next cue outside quoted runs, the end of the segment where there is none."""
        low = self.tokens.lower
        return next((self.tokens.starts[i] for i in range(at, segment.last) if not self.inside[i] and low[i] in self._cues), segment.end)

    def kind(self, spans: Runs) -> str:
        quoted = sum(max(0, min(end, q.end) - max(start, q.start)) for start, end in spans for q in self._between(start, end))
        told = sum(end - start for start, end in spans)
        return "direct" if quoted >= 0.9 * told else "mixed" if quoted else "indirect"

    def _between(self, start: int, end: int) -> tuple[Quote, ...]:
        return self.quotes[max(0, bisect_right(self._quote_starts, start) - 1) : bisect_right(self._quote_starts, end)]
