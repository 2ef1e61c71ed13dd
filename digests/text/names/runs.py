"""What the readers of mentions share: one article's tokens and the people it introduces."""

from __future__ import annotations

from digests.text.names.gazetteer import words
from digests.text.names.people import People
from digests.text.names.records import Name
from digests.text.tokens import Tokens

_ARTICLES = frozenset({"the", "a", "an"})


class Words:
    """Runs of one article's tokens as text and as names."""

    def __init__(self, content: str, tokens: Tokens, people: People) -> None:
        self.content = content
        self.tokens = tokens
        self.people = people
        self._lists = words()

    def text(self, first: int, last: int) -> str:
        return self.content[self.tokens.starts[first] : self.tokens.ends[last - 1]]

    def name(self, first: int, last: int, kind: str, **fields: object) -> Name:
        first = self._with_determiner(first, self._lists["determiners"] if fields.get("role") else _ARTICLES)
        start, end = self.tokens.starts[first], self.tokens.ends[last - 1]
        return Name(start, end, self.content[start:end], kind, **fields)  # type: ignore[arg-type]

    def _plain(self, told: str) -> str:
        """The plain name of a house: straight apostrophes, no form of company."""
        words = told.replace("’", "'").split()
        while len(words) > 1 and words[-1] in self._lists["company_forms"]:
            words.pop()
        return " ".join(words)

    def _with_determiner(self, first: int, determiners: frozenset[str]) -> int:
        """The first token of a noun phrase: back over an article or a quantifier."""
        for _ in range(2):
            before = first - 1
            if before < 0 or self.tokens.lower[before] not in determiners:
                break
            gap = self.content[self.tokens.ends[before] : self.tokens.starts[first]]
            if gap not in (" ", "\u00a0"):
                break
            first = before
        return first
