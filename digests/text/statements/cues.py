"""One cue to one statement: verbs, passives, "according to" and nouns of saying."""

from __future__ import annotations

from digests.text.names import Name
from digests.text.statements.nouns import NounReader
from digests.text.statements.records import Statement
from digests.text.statements.segments import Segment
from digests.text.statements.speech import Runs
from digests.text.statements.verbs import VerbGroup


class CueReader(NounReader):
    """Reads the cues of one text, each on its own."""

    def verb(self, at: int, segment: Segment, before: list[Statement]) -> Statement | None:
        group = self.clauses.group(at, segment)
        if group is not None and group.infinitive:
            return self._controlled(group, segment)
        if group is None or self._carries(group, segment) or (group.negated and group.cue.lemma == "comment"):
            return None
        bare = group.first == group.cue_first
        if group.passive or (bare and group.cue.form == "past" and self.tokens.lower[group.cue_last : group.cue_last + 1] == ["by"]):
            return self._passive(group, segment, before)
        participle = bare and group.cue.form == "ing"
        source = self.clauses.absolute(group.cue_first, segment) if participle else self.clauses.source_before(group, segment)
        inherited = None
        if source is None:
            inverted = self._inverted(group, segment)
            if inverted:
                return inverted
            inherited = self._inherited(group, segment, before)
            if inherited is None:
                source = self.clauses.shared_subject(group, segment)
            if inherited is None and source is None:
                return None
        if source is not None and not self._fits(group, source):
            return None
        if source is not None and source[0] > segment.first and self.tokens.lower[source[0] - 1] in ("if", "whether", "unless"):
            return None  # "asked whether he regretted it" tells nothing
        as_told = source is not None and source[0] > segment.first and self.tokens.lower[source[0] - 1] == "as"
        spans = self._as_told(group, source, segment) if source and as_told else self.speech.runs(group, segment, source)
        antecedent = self.clauses.antecedent(group, source, segment) if source is not None else None
        if antecedent is not None and (not spans or self.tokens.lower[group.cue_last] in self._lists["prepositions"]):
            spans = (self.speech.run(*antecedent),)
        if not spans and source and "say" in group.cue.classes and self.tokens.words[segment.last - 1] in (":", ","):
            self.pending = self._statement(group, source, None, ((segment.end - 1, segment.end),))
        if not spans:
            return None
        if source is not None and self.tokens.lower[source[0]] in ("who", "which"):
            spans = self._in_clause(spans)
        return self._statement(group, source, inherited, spans)

    def _in_clause(self, spans: Runs) -> Runs:
        """A relative clause's content ends with the clause: at the first comma outside quoted runs."""
        start, end = spans[0]
        first, last = self.tokens.first_from(start), self.tokens.first_from(end)
        comma = next((at for at in range(first + 1, last) if self.tokens.words[at] == "," and not self.inside[at]), None)
        return ((start, self.tokens.ends[comma - 1]), *spans[1:]) if comma is not None else spans

    def _carries(self, group: VerbGroup, segment: Segment) -> bool:
        """Whether a verb only carries the cue after it: "declined to say"."""
        low, last = self.tokens.lower, group.cue_last
        if last + 1 >= segment.last or low[last] != "to" or self.tokens.lower[group.cue_first] not in self._lists["refusing"]:
            return False
        return low[last + 1] != "comment" and any("say" in cue.classes for cue in self._cues.get(low[last + 1], ()))

    def _fits(self, group: VerbGroup, source: tuple[int, int]) -> bool:
        """Whether a subject can be the source of this cue: people speak, documents show, a thing does neither."""
        low = self.tokens.lower
        words = low[source[0] : source[1]]
        if group.cue.lemma in self._lists["needs_document"]:
            return any(word in self._lists["documents"] for word in words)
        if (
            group.cue.form == "s"
            and group.first == group.cue_first
            and group.cue.lemma.split()[0] in self._lists["ambiguous"]
            and low[group.cue_last : group.cue_last + 1] != ["that"]
            and not self.clauses.ends_in_name(source[1])
        ):
            return False
        if "say" in group.cue.classes and group.cue.lemma in ("say", "tell", "add", "write", "announce", "argue"):
            return words[-1] not in self._lists["not_a_source"] or words == ["it"]
        return self.clauses.names_speaker(*source)

    def _inherited(self, group: VerbGroup, segment: Segment, before: list[Statement]) -> Statement | Name | None:
        """The subject of "and added that" and ", saying that": that of the cue before, else of the sentence."""
        first = group.first
        previous = self.tokens.lower[first - 1] if first > segment.first else ""
        coordinated = group.cue.form in ("s", "past") and previous in ("and", "but", "or", "then")
        if group.cue.form == "ing" and previous == "as":
            return self._quoted_as(first - 1, segment)
        if not coordinated and group.cue.form != "ing":
            return None
        if before:
            last = before[-1]
            return last if last.cue_start < self.tokens.starts[group.cue_first] and last.source_start is not None else None
        if not coordinated and previous not in (",", "by", "—", "–", "-") and previous not in self._lists["documents"]:
            return None
        inside = self.names.within(segment.start, self.tokens.starts[first])
        subject = next((name for name in inside if name.kind in ("party", "person")), None)
        return subject if subject and subject.start - segment.start < 80 else None

    def _quoted_as(self, end: int, segment: Segment) -> Name | None:
        """The one "cited" or "quoted" as saying: the name between the two words, else the subject of "was quoted"."""
        for at in range(end - 1, max(segment.first, end - 14) - 1, -1):
            if self.tokens.lower[at] in ("cited", "quoted", "cites", "quotes", "citing", "quoting"):
                between = self.names.within(self.tokens.ends[at], self.tokens.starts[end])
                if between or end - at > 1:
                    return between[0] if between else None
                before = self.names.within(segment.start, self.tokens.starts[at])
                return before[-1] if before else None
        return None

    def _inverted(self, group: VerbGroup, segment: Segment) -> Statement | None:
        """ "...," said Peskov."""
        plain = group.cue.form in ("past", "s") and group.first == group.cue_first and group.first > segment.first
        if "say" not in group.cue.classes or not plain or self.tokens.words[group.first - 1][0].isalpha() > self.inside[group.first - 1]:
            return None
        source = self.clauses.source_after(group.cue_last, segment)
        if source is None or not self.clauses.names_speaker(*source):
            return None
        left = self.speech.before(group.first, source[1], segment)
        if not left:
            return None
        return self._statement(group, source, None, (*left, *self.speech.rest(source[1], segment)))

    def _as_told(self, group: VerbGroup, source: tuple[int, int], segment: Segment) -> Runs:
        """ "As Marsh told reporters, the plan failed" and "The plan failed, as Marsh said"."""
        words = self.tokens.words
        comma = next((at for at in range(group.cue_last, segment.last) if words[at] == "," and not self.inside[at]), None)
        if source[0] - 1 == segment.first and comma is not None and comma + 1 < segment.last:
            return (self.speech.run(comma + 1, self.clauses.content_end(comma + 1, segment)),)
        if source[0] - 3 > segment.first and words[source[0] - 2] == ",":
            return (self.speech.run(segment.first, source[0] - 2),)
        return ()

    def _passive(self, group: VerbGroup, segment: Segment, before: list[Statement]) -> Statement | None:
        """ "was criticised by X": the source after "by"; "is said to", "was accused of": nobody."""
        subject = self.clauses.source_before(group, segment)
        if (
            subject is not None
            and self.tokens.lower[group.cue_last : group.cue_last + 1] == ["to"]
            and group.cue.lemma in self._lists["reported"]
            and self.tokens.lower[group.cue_last + 1] not in self._cues
        ):
            end = self.clauses.content_end(group.cue_last, segment)
            return self._statement(group, None, None, ((self.tokens.starts[subject[0]], self.tokens.ends[end - 1]),))
        if not (group.cue.classes & {"act", "say"}):
            return None
        by = next(
            (
                at
                for at in range(group.cue_last, min(segment.last, group.cue_last + 4))
                if self.tokens.lower[at] == "by" and not self.inside[at]
            ),
            None,
        )
        source = self.clauses.source_after(by + 1, segment) if by is not None else None
        if source is not None and not (self.clauses.names_speaker(*source) or self._crowd(group, source)):
            return None
        if (
            source is None
            and self.tokens.lower[group.cue_last : group.cue_last + 1] != ["that"]
            and group.cue.lemma
            in (
                "order",
                "find",
                "show",
                "see",
                "back",
                "call",
                "tell",
                "charge",
                "attack",
                "quote",
                "post",
                "read",
                "ask",
                "offer",
                "cast",
                "invite",
            )
        ):
            return None
        after = self.clauses.content_after(group, segment) if source is None and by is None else None
        if after is not None:
            return self._statement(group, source, None, (self.speech.run(*after),))
        if subject is None:
            joined = group.first > segment.first and self.tokens.lower[group.first - 1] in ("and", "but")
            if not joined or not before or source is None:
                return None
            return self._statement(group, source, None, before[-1].spans)
        return self._statement(group, source, None, (self.speech.run(*subject),))

    def _controlled(self, group: VerbGroup, segment: Segment) -> Statement | None:
        """ "The vote prompted Marsh to tell reporters that": said by whom it prompted."""
        to = group.first
        name = self.names.at(self.tokens.starts[to - 1], self.tokens.ends[to - 1]) if to > segment.first else None
        if name is None or name.end != self.tokens.ends[to - 1] or "say" not in group.cue.classes:
            return None
        first = self.tokens.first_from(name.start)
        if first <= segment.first or self.tokens.lower[first - 1] not in self._lists["controlling"]:
            return None
        right = self.clauses.content_after(group, segment)
        if right is None or not (self.inside[right[0]] or self.tokens.lower[right[0] - 1] == "that"):
            return None
        return self._statement(group, (first, to), None, (self.speech.run(*right),))

    def _crowd(self, group: VerbGroup, source: tuple[int, int]) -> bool:
        """Whether an agent no list knows can take a stance: "praised by hunters"."""
        head = self.tokens.lower[source[1] - 1]
        return group.cue.lemma in self._lists["by_crowds"] and source[1] - source[0] <= 3 and head.endswith("s") and not head.endswith("ss")

    def according(self, at: int, segment: Segment) -> Statement | None:
        source = self.clauses.source_after(at + 2, segment)
        if source is None:
            return None
        low = self.tokens.lower
        span: tuple[int, int] | None = None
        opening = all(not low[i][0].isalnum() or low[i] in self._lists["openers"] for i in range(segment.first, at))
        if opening:
            comma = next((i for i in range(source[1], segment.last) if self.tokens.words[i] == "," and not self.inside[i]), None)
            if comma is not None and comma + 1 < segment.last:
                span = self.speech.run(comma + 1, self.clauses.content_end(comma + 1, segment))
        else:
            last = at - 1 if self.tokens.words[at - 1] in (",", "—", "–", "-") else at
            if last > segment.first:
                span = self.speech.run(segment.first, last)
        if span is None or span[1] <= span[0]:
            return None
        name = self._speaker(source)
        return Statement(
            self.tokens.starts[source[0]],
            self.tokens.ends[source[1] - 1],
            name,
            "according to",
            self.tokens.starts[at],
            self.tokens.ends[at + 1],
            (span,),
            "according",
        )
