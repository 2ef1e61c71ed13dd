"""Where what a cue attributes begins and ends."""

from __future__ import annotations

from digests.text.statements.segments import Segment
from digests.text.statements.verbs import VerbGroup
from digests.text.statements.view import View

_MONTHS = frozenset({"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"})


class Contents(View):
    """Looks right of cues for what was said."""

    def content_after(self, group: VerbGroup, segment: Segment) -> tuple[int, int] | None:
        """Tokens of what follows a cue, addressee and "that" left out; None where nothing does."""
        start = self._content_start(group, segment)
        if start is None:
            return None
        end = self.content_end(start, segment)
        if "say" not in group.cue.classes or ("act" in group.cue.classes and self.tokens.lower[start - 1] != "that"):
            end = self._before_relative(start, end)
        return (start, end) if end > start else None

    def _before_relative(self, start: int, end: int) -> int:
        """The end of an object before ", which" and ", who": what follows there is the writer's."""
        words, low = self.tokens.words, self.tokens.lower
        return next(
            (at for at in range(start + 1, end - 1) if words[at] == "," and low[at + 1] in ("which", "who") and not self.inside[at]), end
        )

    def _content_start(self, group: VerbGroup, segment: Segment) -> int | None:
        low = self.tokens.lower
        at = group.cue_last
        limit = min(segment.last, at + 28)
        addressed = group.cue.lemma in ("tell", "inform", "assure", "remind", "notify", "advise", "warn", "ask", "text")
        probe = at
        while probe < limit:
            word = low[probe]
            if self.inside[probe]:
                led = (",", ":", "that") if "act" in group.cue.classes else (",", ":", "that", "as")
                return probe if probe == at or low[probe - 1] in led or addressed or self._adverbial(at, probe) else at
            if word == "that" and (probe == at or addressed or self._adverbial(at, probe)):
                return probe + 1 if probe + 1 < segment.last else None
            if word == ":":
                return probe + 1 if probe + 1 < segment.last else None
            if word in (";", ".", "—") or (word in self._lists["finite"] and probe > at + 1):
                break
            if (
                word == ","
                and probe + 1 < limit
                and low[probe + 1] not in self._lists["times"]
                and low[probe + 1] not in self._lists["before_content"]
                and not self.inside[probe + 1]
            ):
                break
            probe += 1
        if at >= segment.last:
            return None
        return self._plain_start(group, at, addressed, segment)

    def _plain_start(self, group: VerbGroup, at: int, addressed: bool, segment: Segment) -> int | None:
        """Where a zero-that clause or an object begins."""
        low, lists_ = self.tokens.lower, self._lists
        if addressed and "act" not in group.cue.classes:
            at = self._past_addressee(at, segment)
        while (
            at < segment.last
            and low[at] in lists_["times"]
            and low[at + 1 : at + 2] != ["'s"]
            and not (low[at] in ("this", "last", "here", "there") and "act" in group.cue.classes)
        ):
            at += 1
        if (
            at < segment.last
            and low[at] in ("on", "in", "during", "to", "at", "after", "before", "late", "early")
            and low[at + 1 : at + 2] not in (["least"], ["most"], ["all"])
            and "act" not in group.cue.classes
        ):
            past = self._past_phrase(at, segment)
            if past is None:
                return None
            at = past
        if at >= segment.last or (not low[at][0].isalnum() and low[at] not in ("'", "$", "#", "-")):
            return None
        if all(low[i] in lists_["times"] or low[i].endswith("ly") or not low[i][0].isalnum() for i in range(at, segment.last)):
            return None  # "an aide said privately."
        if low[at] in ("so", "as", "in") and "say" in group.cue.classes and group.cue.lemma == "say":
            return None
        return at

    def _past_phrase(self, at: int, segment: Segment) -> int | None:
        """Over "in December", "on Monday", "in a statement on Friday" to the clause that follows; None where none does."""
        low, given = self.tokens.lower, self.tokens.words
        end = at + 1
        while end < segment.last and end - at < 16 and not self.inside[end]:
            word = low[end]
            if not word[0].isalnum() and word not in ("'s", "-", "."):
                return None
            begins = (
                word
                in ("he", "she", "they", "it", "there", "we", "i", "the", "a", "an", "his", "her", "its", "their", "no", "some", "this")
                or given[end][0].isupper()
            )
            if (
                begins
                and end > at + 1
                and low[end - 1] not in self._lists["prepositions"]
                and low[end - 1] not in ("-", "'s", "the", "a", "an", "last", "and", "next")
                and not self._dated(end)
                and not (given[end][0].isupper() and given[end - 1][0].isupper() and not self._dated(end - 1))
            ):
                return end
            end += 1
        return end if end < segment.last and self.inside[end] else None

    def _dated(self, at: int) -> bool:
        word = self.tokens.lower[at]
        return word in self._lists["times"] or (word[:3] in _MONTHS and self.tokens.words[at][0].isupper()) or word.isdigit()

    def _past_addressee(self, at: int, segment: Segment) -> int:
        name = self.names.at(self.tokens.starts[at], self.tokens.ends[at]) if at < segment.last else None
        if name is not None:
            return max(at + 1, self.tokens.first_from(name.end))
        while at < segment.last and self.tokens.lower[at] in (
            "the",
            "a",
            "his",
            "her",
            "them",
            "him",
            "us",
            "me",
            "reporters",
            "journalists",
            "you",
        ):
            at += 1
        return at

    def _adverbial(self, first: int, last: int) -> bool:
        """Whether tokens between a cue and its content are a time, a place or an addressee."""
        low = self.tokens.lower
        head = low[first]
        return (
            head in self._lists["times"]
            or head in self._lists["before_content"]
            or head in (",", ":")
            or (last - first <= 3 and head.endswith("ly"))
        )

    def clause_end(self, start: int, end: int) -> int:
        """Where a noun's "that" clause ends: before the second finite verb that nothing joins to it ("has doubled | was rejected")."""
        low, finite = self.tokens.lower, self._lists["finite"]
        seen, held = False, False
        for at in range(start, end):
            word = low[at]
            if self.inside[at]:
                continue
            if word in self._lists["boundaries"] or word in ("and", "where", "when"):
                held = True
            elif word in finite and low[at - 1] not in finite and low[at - 1] not in self._lists["negative"] and low[at - 1] != "to":
                if seen and not held:
                    return at
                seen, held = True, False
        return end

    def content_end(self, start: int, segment: Segment) -> int:
        """The token after the last one of a content that starts at a token."""
        low = self.tokens.lower
        at = start
        while at < segment.last:
            word = low[at]
            if not self.inside[at] and at > start:
                if word in (",", "—", "–", "-") and self._breaks_off(at, segment):
                    break
                if word in (";", ".") or (word in ("according",) and low[at + 1 : at + 2] == ["to"]):
                    break
                if word in ("and", "but") and self._new_cue(at + 1, segment):
                    break
                if word in ("while", "whereas") and self._breaks_off(at - 1, segment):
                    break
            at += 1
        while at > start and low[at - 1] in (".", ",", ";", "-", "—", "–", "and", "but", "!") and not self.inside[at - 1]:
            at -= 1
        return at

    def _new_cue(self, at: int, segment: Segment) -> bool:
        """Whether a coordinated cue begins at a token ("and added that")."""
        for probe in range(at, min(at + 3, segment.last)):
            if self.inside[probe]:
                return False
            forms = self._cues.get(self.tokens.lower[probe])
            if forms and forms[0].form == "ing" and probe == at and "say" in forms[0].classes:
                return True
            if forms and forms[0].form in ("s", "past"):
                return probe == at or self.tokens.lower[at] in self._lists["adverbs"] or self.tokens.lower[at] in self._lists["auxiliaries"]
        return False

    def _breaks_off(self, at: int, segment: Segment) -> bool:
        """Whether another attribution begins after a comma: ", adding", ", he said", ", while Moscow denied", ", according to"."""
        low = self.tokens.lower
        following = at + 1
        if following >= segment.last or self.inside[following]:
            return False
        word = low[following]
        if word == "according":
            return True
        if word == "with":  # ", with Moore saying that"
            near = range(following + 1, min(segment.last, following + 6))
            return any(form.form == "ing" for at in near if not self.inside[at] for form in self._cues.get(low[at], ()))
        forms = self._cues.get(word)
        if forms and (
            forms[0].form == "ing"
            or (forms[0].form in ("past", "s") and "say" in forms[0].classes and low[following + 1 : following + 2] not in (["by"], ["to"]))
        ):
            return True
        joined = word in ("but", "while", "and", "though", "although")
        head = probe = following + 1 if joined else following
        limit = min(segment.last, probe + 9)
        while probe < limit and not self.inside[probe]:
            if probe > head and self._is_cue(probe, joined):
                return self._is_subject(head, probe) or (joined and self._is_clause(head, probe))
            if low[probe] in (",", ";", ":", "that", "who", "which") or low[probe] in self._lists["prepositions"] - self._lists["linking"]:
                return False
            probe += 1
        return False

    def _is_cue(self, at: int, joined: bool) -> bool:
        """Whether a token is a finite cue of a clause that begins here; after a conjunction any cue is one."""
        low = self.tokens.lower
        if low[at - 1] in self._lists["determiners"]:
            return False
        plural = low[at - 1] in self._lists["pronouns"] or low[at - 1].endswith("s")
        return any(
            (form.form in ("past", "s") or (form.form == "base" and plural)) and (joined or "say" in form.classes)
            for form in self._cues.get(low[at], ())
        )

    def _is_clause(self, first: int, end: int) -> bool:
        """Whether tokens before a cue are the noun phrase of a new clause: "but his own diary shows"."""
        low = self.tokens.lower
        return (
            end - first > 1 and low[end - 1][0].isalpha() and low[first] not in ("not", "only", "also", "to", "that", "rather", "instead")
        )

    def _is_subject(self, first: int, end: int) -> bool:
        """Whether tokens can be a speaker: a pronoun, a name, or words that name an office."""
        low = self.tokens.lower
        while end - 1 > first and (low[end - 1] in self._lists["auxiliaries"] or low[end - 1] in self._lists["adverbs"]):
            end -= 1
        if end - first == 1 and low[first] in self._lists["pronouns"]:
            return low[first] not in ("which", "who", "it")
        return self.names.at(self.tokens.starts[first], self.tokens.ends[end - 1]) is not None
