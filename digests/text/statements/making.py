"""What every reader of cues needs: one text's layers, and the making of a statement out of a cue, its source and its runs."""

from __future__ import annotations

from digests.text.names import Name, Names
from digests.text.statements.lexicon import cues, lists
from digests.text.statements.records import Statement
from digests.text.statements.speech import Runs, Speech
from digests.text.statements.verbs import VerbGroup
from digests.text.tokens import Tokens


class Maker:
    """Makes statements of one text and remembers who spoke last."""

    def __init__(self, tokens: Tokens, names: Names, speech: Speech) -> None:
        self.names = names
        self.tokens = tokens
        self.speech = speech
        self.inside = speech.inside
        self.clauses = speech.clauses
        self.pending: Statement | None = None  #: a cue whose words stand in the next sentence: "Marsh stated:"
        self.last: Name | None = None  #: the person who spoke last
        self._lists = lists()
        self._cues = cues()

    def _speaker(self, source: tuple[int, int]) -> Name | None:
        """Whom a source means. A pronoun is the one who spoke last, and nobody named within the quoted words before it."""
        start, end = self.tokens.starts[source[0]], self.tokens.ends[source[1] - 1]
        low = self.tokens.lower[source[0]]
        if source[1] - source[0] > 1 or low not in ("he", "she"):
            return self.names.resolve(start, end)
        first = source[0]
        while first > 0 and (self.inside[first - 1] or self.tokens.words[first - 1] == ","):
            first -= 1
        if first < source[0] - 1:
            last = self.last
            if last is not None and last.person and last.gender in (None, low):
                return last
            return self.names.resolve(start, end, before=self.tokens.starts[first])
        return self.names.resolve(start, end)

    def _statement(self, group: VerbGroup, source: tuple[int, int] | None, inherited: Statement | Name | None, spans: Runs) -> Statement:
        start: int | None
        end: int | None
        if source is not None:
            start, end, speaker = self.tokens.starts[source[0]], self.tokens.ends[source[1] - 1], self._speaker(source)
        elif isinstance(inherited, Statement):
            start, end, speaker = inherited.source_start, inherited.source_end, inherited.speaker
        elif inherited is not None:
            start, end, speaker = inherited.start, inherited.end, inherited
        else:
            start = end = speaker = None
        cue = group.cue
        if speaker is not None and speaker.person:
            self.last = speaker
        return Statement(
            start,
            end,
            speaker,
            cue.lemma,
            self.tokens.starts[group.cue_first],
            self.tokens.ends[group.cue_last - 1],
            tuple(sorted(spans)),
            self.speech.kind(spans),
            negated=group.negated,
            modal=group.modal,
        )
