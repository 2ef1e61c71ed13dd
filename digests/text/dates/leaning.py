"""How a day leans: ahead or behind, by the cue before it where that says more than the verb, and by the day before it in a list."""

from __future__ import annotations

import re

from digests.text.dates import words as w
from digests.text.dates.join import CUES, RANGE
from digests.text.dates.mention import DateMention, Told
from digests.text.dates.moving import leaves
from digests.text.dates.running import Running
from digests.text.dates.tense import NOWHERE, Frame, frame, sentence_start
from digests.text.vocabulary import either

_MOVED = re.compile(rf"(?<!\w){either(w.listed('verbs', 'moved'))}\s(?:[\w’'-]+,?\s){{0,7}}(?:to|until|till|from|for|by)\s(?:\w+\s)?\Z")
_AHEAD_OF = re.compile(
    rf"(?<!\w)(?:ahead of|before|run-up to|in advance of)\s(?:[\w’'-]+\s){{0,4}}{either(w.listed('verbs', 'events'))}\s"
    rf"(?:(?:in|with|at|between)\s(?:[\w’'-]+\s){{1,4}})?(?:on|in)\s\Z"
)
_DECLARED = re.compile(r"(?<!\w)(?:declar|proclaim|designat|nam)(?:ed|es|e)\s(?:next\s|this\s)?\Z")
_LIST = 40  # letters between the days of a list
_FIXED = re.compile(r"\b(?:set|sets|setting|chose|chosen|picked|fixed|designated|proposed|suggested)\s\Z")
_NOUN_AFTER = re.compile(r"\s(?P<noun>[a-z]+)")


class Leaning(Running):
    """What was told so far, with the way each further day leans."""

    def _cue(self, one: Told) -> str | None:
        if not self.text[max(0, one.start - 4) : one.start].rstrip()[-1:].isalpha():
            return None
        found = CUES.search(self.text, max(0, one.start - 28), one.start)
        return re.sub(r"\s+", " ", found["cue"].lower()) if found else None

    def _frame(self, one: Told, cue: str | None) -> Frame:
        if one.form in ("clock", "anaphora", "nth") or (one.form == "day" and one.year):
            return frame(self.text, one.start, one.end) if one.form == "day" else NOWHERE
        look = frame(self.text, one.start, one.end, one.possessive)
        if look.way == 0 and one.form == "weekday" and cue in (None, "and", "or") and self._continues(one):
            return Frame(1, False, verb="and")
        return self._leaning(one, cue, look)

    def _continues(self, one: Told) -> bool:
        """ "cloudy Thursday, with rain Friday and Saturday": a day after one that is ahead is ahead too."""
        last = self.found[-1] if self.found else None
        if last is None or last.day is None or last.day <= self.anchor or last.start < sentence_start(self.text, one.start):
            return False
        return one.start - last.end < _LIST and not re.search(r"[;“”\"]", self.text[last.end : one.start])

    def _leaning(self, one: Told, cue: str | None, look: Frame) -> Frame:
        """The cue before a day, where it says more than the verb."""
        if look.way == 0 and one.form == "day" and (noun := _NOUN_AFTER.match(self.text, one.end, one.end + 24)):
            before = self.text[max(0, one.start - 4) : one.start].lower()
            if before.endswith(("the ", "a ", "an ")) and noun["noun"] not in w.listed("verbs", "events"):
                return Frame(-1, False, verb="the")  # "the Aug. 2 invasion"
        if cue is None and _FIXED.search(self.text, max(0, one.start - 24), one.start) and self.text.startswith((" for ", " as "), one.end):
            return Frame(1, True, verb="set")  # "set March 3 for the trial"
        if cue is None:
            named = _DECLARED.search(self.text, max(0, one.start - 18), one.start) and re.match(
                r"\san?\s", self.text[one.end : one.end + 4]
            )
            return Frame(1, True, verb="declare") if named else look  # "declared Friday a day of prayer"
        if cue == "from" and leaves(self.text, one.start, one.end):
            return Frame(1, True, verb=cue) if one.form == "weekday" else NOWHERE  # "pushed the talks in Oslo from Tuesday to Friday"
        if cue == "to" and (first := self._range_from(one)) and leaves(self.text, first.start, first.end):
            return Frame(1, True, verb=cue)
        if cue == "from" and look.way == 0 and one.form == "weekday":
            return Frame(1, False, verb=cue)
        if cue in w.listed("cues", "past"):
            return Frame(-1, True, verb=cue)
        if cue in ("to", "up to", "until", "till", "from", "for", "by") and _MOVED.search(self.text, max(0, one.start - 80), one.start):
            return Frame(1, True, verb=cue)
        if cue in w.listed("cues", "future"):
            back = look.verb in w.listed("verbs", "lasting") or (
                cue in ("by", "through", "until", "till", "up to") and look.verb in ("had", "was", "were")
            )
            if self._fronted(one, cue) and look.way < 0 and look.strong and (cue != "by" or not look.saying):
                return Frame(-1, False, verb=cue)  # "Through Thursday, the army struck 220 sites"
            return Frame(-1, False, verb=cue) if back and not look.saying else Frame(1, True, verb=cue)
        if cue in ("on", "in") and _AHEAD_OF.search(self.text, max(0, one.start - 80), one.start):
            return Frame(1, False, verb=cue)
        if cue in ("after", "following") and one.possessive and look.way <= 0:
            return Frame(-1, True, verb=cue)
        if cue == "for" and one.form in ("weekday", "day", "shift", "holiday") and not one.possessive and look.way <= 0:
            return Frame(1, False, verb=cue)
        if cue == "before" and look.way >= 0:
            return Frame(1, True, verb=cue)
        return look

    def _range_from(self, one: Told) -> DateMention | None:
        """The day right before one that ends its range: "from Tuesday to Friday", "Tuesday through Friday"."""
        last = self.found[-1] if self.found else None
        near = last is not None and last.day is not None and RANGE.fullmatch(self.text[last.end : one.start])
        return last if near else None

    def _fronted(self, one: Told, cue: str) -> bool:
        """Whether the cue of a day opens its sentence."""
        before = self.text[sentence_start(self.text, one.start) : one.start]
        return cue in ("through", "until", "till", "by", "up to") and before.strip(' \n“"').lower() == cue
