"""Whether a day in its clause is a deadline, of what kind, and how sure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from digests.extract.deadlines import lexicon
from digests.extract.deadlines.clause import Clause, Trigger
from digests.extract.deadlines.kind import kind_of
from digests.extract.deadlines.moves import moved
from digests.extract.deadlines.status import status_of
from digests.extract.trace import DEADLINES, dropped
from digests.model import DeadlineKind, DeadlineStatus
from digests.text.dates import Granularity
from digests.text.dates.almanac import last_of
from digests.text.dates.words import listed

_PAUSES = frozenset({"halt of", "suspension of", "pause of", "freeze of", "end of"})
_WEIGHTY = frozenset({DeadlineKind.EFFECTIVE, DeadlineKind.VOTE, DeadlineKind.MEETING, DeadlineKind.HEARING})
_MODAL = frozenset({"could", "may", "might", "can", "should"})
LONGEST = 4000  # letters: what runs on longer is no sentence of news
_LEAST = 0.5  # what is less sure is not told


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a clause says is due."""

    kind: DeadlineKind
    status: DeadlineStatus
    trigger: Trigger | None  #: the word that names it; None where only the frame tells that something is due
    confidence: float


def judge(clause: Clause) -> Verdict | None:
    """The deadline a clause tells, None where it tells none."""
    why = _untimely(clause) or _unfit(clause)
    if why:
        return _none(clause, why)
    trigger = governing(clause)
    sure = _evidence(clause, trigger)
    if sure < _LEAST:
        return _none(clause, _too_little(clause, trigger, sure), max(0.0, sure))
    kind = kind_of(clause, trigger)
    status = status_of(clause, kind)
    if _negated(clause, trigger) and status is not DeadlineStatus.CANCELLED:
        return _none(clause, "negated or refused: nothing is due")
    return Verdict(kind, status, trigger, round(min(sure, clause.mention.confidence), 2))


def _none(clause: Clause, why: str, confidence: float | None = None) -> Verdict | None:
    dropped(clause.document, DEADLINES, clause.mention.start, clause.mention.end, why, confidence)
    return None


def _too_little(clause: Clause, trigger: Trigger | None, sure: float) -> str:
    """Why the evidence falls short, in words."""
    if trigger is None:
        lack = "no event near it"
    elif clause.frame.way < 0:
        lack = f"“{trigger.base}” is told as past"
    else:
        lack = f"only “{trigger.base}” speaks for something due"
    return f"{lack}: confidence {max(0.0, sure):.2f} under {_LEAST:.2f}"


# ── what is no deadline at all ─────────────────────────────────────────────────────────────────────────────


def _untimely(clause: Clause) -> str:
    """Why a date cannot be due: it is past, or told more or less finely than a deadline is; "" where it can."""
    mention, anchor = clause.mention, clause.document.article.anchor.isoformat()
    if mention.granularity is Granularity.DAY:
        past = "" if mention.value >= anchor else "a date, but past"
        return past or ("" if mention.confidence >= 0.5 else f"the day itself is in doubt: confidence {mention.confidence:.2f} under 0.50")
    if mention.granularity not in (Granularity.MONTH, Granularity.YEAR):
        return f"a {mention.granularity} is no day, month or year"
    current = mention.value == anchor[: len(mention.value)]
    later = re.match(r"later\s", clause.text[mention.start : mention.end], re.IGNORECASE)
    if mention.value < anchor[: len(mention.value)]:
        return "a date, but past"
    if current and not (ends(clause) or later):
        return f"the {mention.granularity} of publication itself, too wide for a deadline"
    return "counted from another date of the text, and no day" if mention.kind == "anaphoric" else ""


def ends(clause: Clause) -> bool:
    """Whether the text means the last day of its month or year."""
    told = clause.text[clause.mention.start : clause.mention.end].lower()
    return clause.mention.boundary == "end" and bool(re.search(r"\b(?:end|close)\b", told))


def _unfit(clause: Clause) -> str:
    """Why a date ahead tells nothing due, by its sentence; "" where it may."""
    sentence, whole = clause.sentence.text.lower(), clause.whole
    if any(mark in sentence for mark in lexicon.table("marks")["boilerplate"]):
        return "the outlet's own notice, not its news"
    for name, why in _UNTOLD.items():
        if lexicon.marks(name).search(whole):
            return why
    if (
        not clause.attribute
        and lexicon.marks("drift").search(clause.right if clause.fronted else clause.left)
        and not _bounds(governing(clause))
        and not lexicon.marks("decreed").search(clause.sentence.text)
    ):
        return _DRIFT
    if lexicon.marks("growth").search(whole) and (clause.mention.granularity is not Granularity.DAY or ends(clause)):
        return "a forecast of a figure"
    if (
        clause.mention.kind == "anaphoric"
        and clause.mention.time is None
        and "later" not in clause.text[clause.mention.start : clause.mention.end].lower()
    ):
        return "counted from another date of the text, not from the article's day"
    told = clause.text[clause.mention.start : clause.mention.end].lower()
    if clause.mention.kind == "anaphoric" and clause.mention.time is not None and "day" not in told:
        # an hour alone: its day is told beside it, or it is the paper's
        beside = any(m is not clause.mention and m.day and clause.sentence.start <= m.start < clause.sentence.end for m in clause.dates)
        bound = clause.mention.cue in lexicon.cues("by") | lexicon.cues("bounded")
        pressed = bound and lexicon.pressed("pleas").search(clause.text, clause.sentence.start, clause.mention.start)
        if not pressed and (beside or not lexicon.marks("strong").search(clause.left[-60:])):
            return "an hour alone: its day is told beside it, or nothing is due at it"
    if _NEEDED.search(clause.left):
        return "how long somebody needs, and nothing that is due"
    return _FORMER if former(clause) else ""


_NEEDED = re.compile(r"\bneed(?:s|ed)?\s(?:(?:at least|only|more time)\s)?(?:until|till)?\s?\Z")
_UNTOLD = {
    "weather": "a forecast of weather",
    "routine": "told as a habit (“every”, “daily”), not as one day",
    "hypothetical": "told of what would have been",
}
_DRIFT = "a figure or a state that drifts, nothing that is due"
_FORMER = "the day at which it stood before, given up for another"


def former(clause: Clause) -> bool:
    """Whether the day is one at which a thing stood before: "originally scheduled for Feb. 3", "moved from Tuesday"."""
    before = [m.end for m in clause.dates if clause.start <= m.end <= clause.mention.start]
    left = clause.text[before[-1] if before else clause.start : clause.mention.start]
    if lexicon.marks("had_been").search(left) or (clause.mention.cue == "from" and moved(clause)):
        return True
    following = [m for m in clause.dates if clause.mention.end < m.start < clause.sentence.end]
    if _PLANNED.search(left) and any(m.cue in lexicon.cues("moved_to") for m in following) and _moves(clause):
        return True  # "put off its retaliation, planned for April 1, until April 13"
    later = bool(following)
    return later and bool(_PUT_OFF.match(clause.text[clause.mention.end : clause.sentence.end]))


_PLANNED = re.compile(r"\b(?:planned|scheduled|set|due|slated|expected)\s(?:for|on|to\s\w+\s\w+)\s(?:the\s)?\Z")


def _moves(clause: Clause) -> bool:
    return lexicon.marks("extended").search(clause.text, clause.sentence.start, clause.mention.start) is not None


_PUT_OFF = re.compile(
    r"[^.;]{0,40}?\b(?:has|have|was|were|will be)\s(?:been\s)?(?:postponed|moved|delayed|rescheduled|pushed back|put off|deferred)\b"
)


_REFUSED = re.compile(r"\b(?:reject\w*|rul(?:ed|es|ing) out|refus\w*|oppos\w*|declin\w*)\b[^,;]{0,60}\Z")
_DEMAND = re.compile(r"\b(?:demands?|ultimatum|deadline|call)\b")
_ABSENT = re.compile(
    r"(?:\bnot|n['’]t|\brefus\w+ to|\bdeclin\w+ to)\s(?:attend|join|take part in|participate in|go to|come to|be at|send|travel)\b[^,;]*\Z"
)


def _negated(clause: Clause, trigger: Trigger | None) -> bool:
    """ "will not meet on Monday": no deadline; "will not begin until Monday" is one."""
    refused = _REFUSED.search(clause.left)
    if refused:
        return not (clause.mention.cue in lexicon.cues("by") and _DEMAND.search(refused.group()))  # the demand stands, though rejected
    if trigger is not None and trigger.noun and _ABSENT.search(clause.left):
        return False  # "will not attend the summit on March 15"
    if clause.mention.cue in ("until", "till", "not until", "not before"):
        return False
    if clause.mention.cue in lexicon.cues("by") and re.search(
        r"\b(?:[Ii]f|[Uu]nless)\b[^,;]*\Z", clause.text[max(clause.sentence.start, clause.mention.start - 90) : clause.mention.start]
    ):
        return False  # "if they are not freed by Monday"
    near = clause.left[-70:] if not clause.fronted else clause.right[:70]
    return bool(lexicon.marks("negated").search(near)) or bool(
        re.search(r"(?<!if )\bno\s(?:\w+\s){0,2}(?:are|is|was|were|has|have)\b", near, re.IGNORECASE)
    )


# ── the evidence ───────────────────────────────────────────────────────────────────────────────────────────


_BESIDE = 6  # letters between an event noun and its day
_AT_THE = re.compile(r"\bat\s(?:the|its|their|his|her|an?)\s(?:[\w-]+\s){0,3}\Z")


def governing(clause: Clause) -> Trigger | None:
    """The verb or noun that says what is due: an attributive noun, else the nearest verb, a light one giving way to its noun."""
    if clause.attribute:
        return clause.attribute
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
            return strong[-1]
        return strong[0] if strong else (nouns[0] if clause.fronted else nouns[-1]) if nouns else None
    if verb.base in lexicon.light_verbs() and (verb.base == "be due" or verb.kind not in (DeadlineKind.EXPIRY, DeadlineKind.HEARING)):
        after = [n for n in nouns if n.start > verb.end]
        before = [n for n in nouns if n.end <= verb.start]
        if after or before:
            return after[0] if after else before[-1]
    later = [n for n in nouns if n.start > verb.end and not n.weak]
    if later and (clause.frame.way < 0 or verb.kind is DeadlineKind.OTHER):
        return later[0] if verb.kind is DeadlineKind.OTHER else later[-1]
    return verb


def _evidence(clause: Clause, trigger: Trigger | None) -> float:
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
        begins = look.verb in listed("verbs", "present") and trigger is not None and not trigger.weak
        return 0.7 if trigger and _ahead(clause) else 0.6 if begins else 0.4
    if trigger is None or not _ahead(clause):
        return 0.3
    bound = cue in lexicon.cues("by") | lexicon.cues("bounded") or "early" in cue
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
    if _bounds(trigger) and (ahead or clause.frame.way > 0):
        return 0.85
    if clause.attribute and ahead and (not clause.attribute.weak or clause.frame.way > 0):
        return 0.8
    near = trigger.noun and not trigger.weak and mention.start - trigger.end < 50
    return 0.75 if near and ahead and mention.granularity is Granularity.DAY else 0.0


def _bounds(trigger: Trigger | None) -> bool:
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
    if mention.granularity is not Granularity.DAY and not (_strong(clause) or _bounds(trigger)):
        less += 0.15 if mention.granularity is Granularity.MONTH and trigger and not trigger.weak else 0.35
    return less
