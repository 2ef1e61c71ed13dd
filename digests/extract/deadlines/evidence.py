"""How sure a clause tells something due: by its verb, its cue or its noun, less what is lacking."""

from __future__ import annotations

import re
from itertools import pairwise

from digests.extract.deadlines import lexicon
from digests.extract.deadlines.clause import GATHERINGS, Clause, Trigger
from digests.extract.deadlines.moves import moved, moved_event
from digests.model import DeadlineKind
from digests.text.dates import Granularity
from digests.text.dates.almanac import last_of
from digests.text.dates.words import listed

_MODAL = frozenset({"could", "may", "might", "can", "should"})
_WEIGHTY = frozenset({DeadlineKind.EFFECTIVE, DeadlineKind.VOTE, DeadlineKind.MEETING, DeadlineKind.HEARING})
_PAUSES = frozenset({"halt of", "suspension of", "pause of", "freeze of", "end of"})


def ends(clause: Clause) -> bool:
    """Whether the text means the last day of its month or year."""
    told = clause.text[clause.mention.start : clause.mention.end].lower()
    return clause.mention.boundary == "end" and bool(re.search(r"\b(?:end|close)\b", told))


_BESIDE = 6  # letters between an event noun and its day
_AT_THE = re.compile(r"\bat\s(?:the|its|their|his|her|an?)\s(?:[\w-]+\s){0,3}\Z")


def governing(clause: Clause) -> Trigger | None:
    """The verb or noun that says what is due: an attributive noun, else the nearest verb, a light one giving way to its noun."""
    if clause.attribute:
        return clause.attribute
    if thing := moved_event(clause):
        return thing
    verbs, nouns = clause.verbs, clause.nouns
    if (
        nouns
        and not clause.fronted
        and clause.mention.start - nouns[-1].end < _BESIDE
        and _AT_THE.search(clause.text[: nouns[-1].start][-60:])
    ):
        return nouns[-1]  # "wants the board replaced at the annual meeting on June 30"
    governed = [v for v in verbs if clause.governed(v)] or list(verbs)
    verb = (governed[0] if clause.fronted else governed[-1]) if governed else None
    if verb is None:
        strong = [n for n in nouns if not n.weak]
        if strong and clause.mention.start - strong[-1].end < 12:
            return _held(clause, strong)
        return strong[0] if strong else (nouns[0] if clause.fronted else nouns[-1]) if nouns else None
    if verb.base in lexicon.light_verbs() and (verb.base == "be due" or verb.kind not in (DeadlineKind.EXPIRY, DeadlineKind.HEARING)):
        after = [n for n in nouns if n.start > verb.end]
        before = [n for n in nouns if n.end <= verb.start]
        if after or before:
            return after[0] if after else _held(clause, before)
    later = [n for n in nouns if n.start > verb.end and not n.weak]
    if later and (clause.frame.way < 0 or verb.kind is DeadlineKind.OTHER):
        return later[0] if verb.kind is DeadlineKind.OTHER else later[-1]
    return verb


_ABOUT = re.compile(r"\s(?:on|over|about|aimed\sat|to|for|regarding|concerning)\s(?:[\w’'-]+\s){0,4}")


def _held(clause: Clause, before: list[Trigger]) -> Trigger:
    """ "talks on extending the truce will be held": the gathering, not what it is about; else the noun nearest to its verb."""
    pairs = pairwise(before)
    return next((n for n, about in pairs if n.kind in GATHERINGS and _ABOUT.fullmatch(clause.text, n.end, about.start)), before[-1])


def evidence(clause: Clause, trigger: Trigger | None) -> float:
    """How sure the clause tells something due: by its verb, its cue or its noun, less what is lacking."""
    look, cue = clause.frame, clause.mention.cue or ""
    shifts = cue in lexicon.cues("moved_to") and moved(clause)
    if look.way < 0 and look.saying and not clause.attribute and not shifts and cue not in lexicon.cues("bounded") | lexicon.cues("by"):
        return 0.0
    sure = max(_of_verb(clause, trigger), _of_cue(clause, trigger), _of_noun(clause, trigger))
    return sure - _lacking(clause, trigger)


def _ahead(clause: Clause) -> bool:
    """Whether the date lies after the day of publication; an hour of that day by which a thing is due still may."""
    if ends(clause) and clause.mention.granularity in (Granularity.MONTH, Granularity.YEAR):
        return last_of(clause.mention.value) > clause.document.article.anchor
    timed = clause.mention.time and clause.mention.cue in lexicon.cues("by") | lexicon.cues("bounded") | lexicon.cues("starts")
    if timed and clause.mention.value == clause.document.article.anchor.isoformat():
        return True
    return clause.mention.value > clause.document.article.anchor.isoformat()[: len(clause.mention.value)]


def _strong(clause: Clause) -> bool:
    return bool(lexicon.marks("strong").search(clause.left[-90:] if not clause.fronted else clause.right[:90]))


def _of_verb(clause: Clause, trigger: Trigger | None) -> float:
    look, cue = clause.frame, clause.mention.cue or ""
    if look.way <= 0:
        return 0.0
    if look.verb not in _MODAL:
        if _strong(clause) or look.strong:
            return 0.9
        begins = look.verb in listed("verbs", "present") | listed("verbs", "present_plural") and trigger is not None and not trigger.weak
        return 0.7 if trigger and _ahead(clause) else 0.6 if begins else 0.4
    if trigger is None or not _ahead(clause):
        return 0.3
    bound = cue in lexicon.cues("by") | lexicon.cues("bounded") or "early" in cue
    if bound and not trigger.weak and cue in lexicon.cues("by"):
        return 0.65  # "could close a deal by June"
    return 0.6 if bound or trigger.kind in _WEIGHTY else 0.3


def _of_cue(clause: Clause, trigger: Trigger | None) -> float:
    """ "until", "by", "moved to" and their like say that a day bounds something."""
    mention, look, cue = clause.mention, clause.frame, clause.mention.cue or ""
    if not _ahead(clause):
        return 0.0
    if cue in lexicon.cues("bounded") or (cue in lexicon.cues("moved_to") and moved(clause)):
        return 0.8
    exact = mention.granularity is Granularity.DAY
    if cue in lexicon.cues("by"):
        if look.way > 0 and look.verb not in _MODAL and (exact or ends(clause)):
            return 0.75
        if exact and not look.saying and lexicon.pressed("pleas").search(clause.left):
            return 0.75
    if cue in lexicon.cues("starts") and look.way > 0 and look.verb in ("may", "can") and trigger:
        return 0.7  # "residents may return from Friday": allowed from then on
    if trigger and exact and lexicon.fixed_for().search(clause.left):
        return 0.75  # "has proposed a prisoner exchange for April 15"
    if exact and lexicon.subjunctive().search(clause.text, clause.sentence.start, mention.start):
        return 0.7  # "asked that it be lifted before May 1"
    if cue == "to" and trigger and trigger.kind is DeadlineKind.EFFECTIVE and lexicon.nominal(trigger.base) in _PAUSES:
        return 0.6  # "halts strikes to Feb. 1"
    return 0.0


def _of_noun(clause: Clause, trigger: Trigger | None) -> float:
    """ "the Feb. 8 deadline", "Sunday's vote", "talks on Thursday"."""
    if trigger is None:
        return 0.0
    mention, ahead = clause.mention, _ahead(clause)
    if bounds(trigger) and (ahead or clause.frame.way > 0):
        return 0.85
    if clause.attribute and ahead and (not clause.attribute.weak or clause.frame.way > 0):
        return 0.8
    near = trigger.noun and not trigger.weak and mention.start - trigger.end < 50
    return 0.75 if near and ahead and mention.granularity is Granularity.DAY else 0.0


def bounds(trigger: Trigger | None) -> bool:
    return trigger is not None and trigger.kind in (DeadlineKind.EXPIRY, DeadlineKind.ULTIMATUM)


_VERBAL = re.compile(
    r"\b(?:do|don['’]t|won['’]t|will|would|is|are|was|were|be|been|has|have|had|remains?|stays?|lasts?|extend\w*|continues?|runs?|must|may)\b"
)


def _lacking(clause: Clause, trigger: Trigger | None) -> float:
    """What is taken off where no event is named, or only a month or a year is told."""
    mention, less = clause.mention, 0.0
    if trigger is None:
        cued = lexicon.cues("by") | lexicon.cues("bounded") | lexicon.cues("starts")
        spoken = (mention.cue or "") not in lexicon.cues("bounded") or _VERBAL.search(
            clause.left + clause.text[clause.mention.end : clause.mention.end + 24]
        )
        shifted = mention.cue in lexicon.cues("moved_to") and moved(clause)
        less += 0.25 if ((mention.cue or "") in cued and spoken) or shifted else 0.35
        less += 0.0 if _ahead(clause) else 0.2
    if mention.granularity is not Granularity.DAY and not (_strong(clause) or bounds(trigger)):
        less += 0.15 if mention.granularity is Granularity.MONTH and trigger and not trigger.weak else 0.35
    return less
