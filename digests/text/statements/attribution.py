"""Who says what stands in a run of the text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

from digests.text.statements.lexicon import cues
from digests.text.statements.records import Statement

if TYPE_CHECKING:
    from digests.text.document import Document


class Told:
    """The statements of a document that have a source, found by a run of its text without a scan of them all."""

    def __init__(self, told: Iterable[Statement]) -> None:
        self._told = sorted((s for s in told if s.source_start is not None and not s.negated), key=lambda s: s.content_start)
        self._starts = [s.content_start for s in self._told]
        self._furthest = list(accumulate((s.content_end for s in self._told), max))

    def over(self, start: int, end: int) -> Iterator[Statement]:
        """Those that cover a run, the last to begin first."""
        for at in range(bisect_left(self._starts, end) - 1, -1, -1):
            if self._furthest[at] <= start:
                return
            if self._told[at].covers(start, end):
                yield self._told[at]


def attributed(document: Document, start: int, end: int) -> str | None:
    """Who says what stands in a run, in the text's own words ("local authorities"); None where nobody is named.

    The tightest statement that covers the run counts; one inside quoted words is told by the one who is quoted.
    """
    best: Statement | None = None
    for statement in document.told.over(start, end):
        if statement.cue in _objects() and document.content[statement.content_start : statement.content_start + 5] != "that ":
            continue  # the object of a stance is not told by the one who takes it: "condemned the attack that killed six"
        if best is None or statement.content_end - statement.content_start < best.content_end - best.content_start:
            best = statement
    if best is None or best.source_start is None or best.source_end is None:
        return None
    told = document.content[best.source_start : best.source_end]
    speaker = best.speaker
    if told.lower() in ("he", "she", "they", "it", "who", "which"):
        return (speaker.person or speaker.text) if speaker else None
    return told


@cache
def _objects() -> frozenset[str]:
    """Cues that take an object, not a clause."""
    spoken = {cue.lemma for forms in cues().values() for cue in forms if "say" in cue.classes}
    return frozenset(cue.lemma for forms in cues().values() for cue in forms) - spoken
