"""What the statements layer hands out."""

from __future__ import annotations

from dataclasses import dataclass

from digests.text.names import Name


@dataclass(frozen=True, slots=True)
class Statement:
    """One attribution: a source, a cue and what is attributed. Offsets count in the document's ``content``."""

    source_start: int | None  #: the source's noun phrase; None for a passive without one
    source_end: int | None
    speaker: Name | None  #: whom the source means, None where unknown
    cue: str  #: lemma ("say", "call for", "according to", ":")
    cue_start: int
    cue_end: int
    spans: tuple[tuple[int, int], ...]  #: runs of what was said, in order; several where a quote is broken or goes on
    kind: str  #: ``direct mixed indirect according headline``
    negated: bool = False  #: "did not say", "declined to say"
    modal: bool = False  #: "is expected to say", "may say"

    @property
    def content_start(self) -> int:
        return self.spans[0][0]

    @property
    def content_end(self) -> int:
        return self.spans[-1][1]

    def covers(self, start: int, end: int) -> bool:
        """Whether most of a run lies in what was said."""
        shared = sum(max(0, min(end, b) - max(start, a)) for a, b in self.spans)
        return 2 * shared > end - start
