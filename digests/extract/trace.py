"""What an extractor looked at and let go, with the reason in plain words: kept only where somebody asks to see it.

``Document.trace`` is None in normal reading. ``dropped`` is what the extractors call where they reject a candidate; a reason that
takes work to find is worked out only under ``if document.trace``.
"""

from __future__ import annotations

from dataclasses import dataclass

from digests.model import Facts
from digests.text.document import Document

__all__ = ["CASUALTIES", "DEADLINES", "POSITIONS", "Drop", "Trace", "Traced", "dropped"]

DEADLINES, CASUALTIES, POSITIONS = "deadlines", "casualties", "positions"


@dataclass(frozen=True, slots=True)
class Drop:
    """One candidate that did not become a fact."""

    task: str  #: ``deadlines casualties positions``
    start: int  #: offset in the article's content
    end: int
    why: str  #: in plain words, lower case
    confidence: float | None = None  #: 0 to 1; None where a rule decided, not a threshold


@dataclass(frozen=True, slots=True)
class Traced:
    """An article with its layers, what was read out of it, and what was let go, in the order of the text."""

    document: Document
    facts: Facts
    drops: tuple[Drop, ...]


class Trace:
    """The drops of one reading, each once."""

    def __init__(self) -> None:
        self._drops: dict[Drop, None] = {}

    def dropped(self, task: str, start: int, end: int, why: str, confidence: float | None = None) -> None:
        """Keep that the run from ``start`` to ``end`` was looked at and why it gave nothing."""
        self._drops[Drop(task, start, end, why, confidence)] = None

    @property
    def drops(self) -> tuple[Drop, ...]:
        """Every drop in the order of the text."""
        return tuple(sorted(self._drops, key=lambda d: (d.start, d.end, d.task)))


def dropped(document: Document, task: str, start: int, end: int, why: str, confidence: float | None = None) -> None:
    """Tell the document's trace, where it has one, of a candidate that was let go."""
    if document.trace is not None:
        document.trace.dropped(task, start, end, why, confidence)
