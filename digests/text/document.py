"""One article with its shallow layers, each read once and only when an extractor asks for it."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import Protocol

from digests.model import Article, Sentence
from digests.text import dates, names, numbers, sentences, statements, tokens
from digests.text.dates import DateMention
from digests.text.names import Names
from digests.text.numbers import NumberMention
from digests.text.sentences import Span
from digests.text.statements import Statement, Told
from digests.text.tokens import Tokens


class Watcher(Protocol):
    """Whom an extractor tells what it looked at and let go (``digests.extract.trace``)."""

    def dropped(self, task: str, start: int, end: int, why: str, confidence: float | None = None) -> None:
        """Learn of a candidate that gave nothing."""


class Document:
    """An article under reading. All offsets count in ``content``.

    Layers are added as cached properties; a layer never changes what another sees.
    """

    def __init__(self, article: Article) -> None:
        self.article = article
        self.content = article.content
        self.key = article.key
        self.trace: Watcher | None = None  #: None in normal reading

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Every sentence in order; the headline is the first (an article without one has none for it)."""
        return sentences.split(self.content)

    @cached_property
    def dates(self) -> tuple[DateMention, ...]:
        """Every day, month or year told, in order, resolved against the article's day."""
        return dates.find(self.content, self.article.anchor)

    @cached_property
    def _starts(self) -> list[int]:
        return [s.start for s in self.sentences]

    @cached_property
    def numbers(self) -> tuple[NumberMention, ...]:
        """Every number in order, with its hedge."""
        return numbers.find(self.content)

    @cached_property
    def tokens(self) -> Tokens:
        """The words and marks of the text, as names and statements read them."""
        return tokens.read(self.content)

    @cached_property
    def names(self) -> Names:
        """Who is named where, for which party, and whom a pronoun means."""
        return names.find(self)

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """Who said what, in order."""
        return statements.find(self)

    @cached_property
    def told(self) -> Told:
        """The statements that have a source, by where they stand."""
        return Told(self.statements)

    def attribution(self, start: int, end: int) -> str | None:
        """Who says what stands in a run, in the text's words; None where nobody is named."""
        return statements.attributed(self, start, end)

    def index_at(self, offset: int) -> int:
        """Index of the sentence that holds an offset, or of the last one before it."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def sentence_at(self, offset: int) -> Span:
        """The sentence that holds an offset, or the last one before it."""
        return self.sentences[self.index_at(offset)]

    def in_headline(self, offset: int) -> bool:
        """Whether an offset lies in the headline."""
        return offset < len(self.article.title)

    def evidence(self, start: int, end: int) -> Sentence:
        """The run of ``content`` from ``start`` to ``end`` as evidence of a fact."""
        return Sentence(self.key, start, end, self.content[start:end])
