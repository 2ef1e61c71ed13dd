"""The statements of one document."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from digests.text.statements import quotes as quoting
from digests.text.statements.cues import CueReader
from digests.text.statements.headlines import headline
from digests.text.statements.lexicon import cues, lists
from digests.text.statements.records import Statement
from digests.text.statements.segments import Segment, cut
from digests.text.statements.speech import Speech

if TYPE_CHECKING:
    from digests.text.document import Document

_DATELINE = re.compile(
    r"[A-Z][A-Z .,'’-]{2,40}(?:[A-Z][a-z]{2,14},? ?){0,2}(?:\([^)\n]{2,24}\))?\s{0,2}(?:--|—|–|-)\s{1,2}"
    r"|(?:[A-Z]{4,20} ){1,3}(?=[A-Z][a-z]|A )"
)
_SPEECH = ("direct", "mixed", "indirect", "according")
_MOST = 40  #: cues read in one segment: no sentence has more, and hostile texts do


def find(document: Document) -> tuple[Statement, ...]:
    """Every statement in order of its first word."""
    return Reading(document).statements()


class Reading:
    """One pass over a document's segments."""

    def __init__(self, document: Document) -> None:
        self.content = document.content
        self.names = document.names
        self.title_end = len(document.article.title)
        self.tokens = document.tokens
        quotes = quoting.find(document.content)
        self.segments = cut(document.sentences, self.tokens, quotes)
        speech = Speech(document.content, self.tokens, document.names, quotes)
        self.inside = speech.inside
        self.cues = CueReader(self.tokens, document.names, speech)
        self._lists = lists()
        self._cues = cues()

    def statements(self) -> tuple[Statement, ...]:
        """All of them."""
        found: list[Statement] = []
        previous: Segment | None = None
        for segment in self.segments:
            waiting, self.cues.pending = self.cues.pending, None
            fresh = self._segment(segment)
            if not fresh and waiting is not None and segment.wholly_quoted:
                fresh = [replace(waiting, spans=tuple((quote.start, quote.end) for quote in segment.quotes), kind="direct")]
            elif not fresh and previous is not None and found:
                self._go_on(found, previous, segment)
            found.extend(fresh)
            if fresh or segment.wholly_quoted:
                previous = segment
            else:
                previous = None
        return tuple(sorted(found, key=lambda s: (min(s.content_start, s.cue_start), s.cue_start)))

    def _after_dateline(self, segment: Segment) -> Segment:
        """Without "MOSCOW (Reuters) --" at its head."""
        match = _DATELINE.match(self.content, segment.start, segment.end)
        if match is None:
            return segment
        return replace(segment, start=match.end(), first=self.tokens.first_from(match.end()))

    def _segment(self, segment: Segment) -> list[Statement]:
        found: list[Statement] = []
        if segment.start > self.title_end:
            segment = self._after_dateline(segment)
        if segment.end <= self.title_end:
            told = headline(self.content, self.tokens, self.names, segment)
            if told:
                found.append(told)
        low, inside, known = self.tokens.lower, self.inside, self._cues
        at, left = segment.first, _MOST
        while at < segment.last and left:
            word = low[at]
            if inside[at]:
                at += 1
                continue
            if word == "according" and low[at + 1 : at + 2] == ["to"]:
                statement = self.cues.according(at, segment)
            elif word in known:
                statement = self.cues.verb(at, segment, found)
            elif word in self._lists["nouns"] or word in self._lists["unowned"]:
                statement = self.cues.noun(at, segment) or (self.cues.view(at, segment) if word in self._lists["views"] else None)
            elif word in self._lists["minded"]:
                statement = self.cues.minded(at, segment)
            elif word in self._lists["views"]:
                statement = self.cues.view(at, segment)
            else:
                at += 1
                continue
            if word in known and statement is None and (word in self._lists["nouns"] or word in self._lists["unowned"]):
                statement = self.cues.noun(at, segment) or (self.cues.view(at, segment) if word in self._lists["views"] else None)
            if statement:
                found.append(statement)
            at += 1
            left -= 1
        return found

    def _go_on(self, found: list[Statement], previous: Segment, segment: Segment) -> None:
        """A quoted sentence without a cue goes on what was said right before, in this paragraph or across an open mark."""
        if not segment.wholly_quoted:
            return
        recent = [i for i in range(max(0, len(found) - _MOST), len(found)) if found[i].kind in _SPEECH]
        if not recent:
            return
        spoken = [i for i in recent if found[i].kind in ("direct", "mixed") and found[i].cue_start >= previous.start]
        at = max(spoken or recent, key=lambda i: max(found[i].content_end, found[i].cue_end))
        last = found[at]
        if last.source_start is None or (not previous.start <= last.cue_start <= previous.end and last.content_end < previous.start):
            return
        spans = tuple((quote.start, quote.end) for quote in segment.quotes)
        broken = "\n" in self.content[previous.end : segment.start]
        still_open = bool(previous.quotes) and previous.quotes[-1].open
        if last.kind in ("direct", "mixed") and (not broken or still_open):
            found[at] = replace(last, spans=(*last.spans, *spans))
        else:
            found.append(replace(last, spans=spans, kind="direct", negated=False, modal=False))
