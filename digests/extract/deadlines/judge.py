"""Whether a day in its clause is a deadline, of what kind, and how sure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from digests.extract.deadlines import lexicon, moves
from digests.extract.deadlines.clause import Clause, Trigger
from digests.extract.deadlines.evidence import bounds, ends, evidence, governing
from digests.extract.deadlines.kind import kind_of
from digests.extract.deadlines.moves import moved
from digests.extract.deadlines.status import status_of
from digests.extract.trace import DEADLINES, dropped
from digests.model import DeadlineKind, DeadlineStatus
from digests.text.dates import Granularity

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
    sure = evidence(clause, trigger)
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
        and not bounds(governing(clause))
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
    if lexicon.marks("had_been").search(left) or (clause.mention.cue == "from" and moved(clause)) or moves.left(clause):
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


_REFUSED = re.compile(r"\b(?:reject\w*|rul(?:ed|es|ing) out|refus\w*|oppos(?:e|es|ed|ing)|declin\w*)\b[^,;]{0,60}\Z")
#: "that's not something that's going to be done by March"
_NOTHING = re.compile(r"(?:\bnot|n['’]t)\s(?:something|anything|a thing|the kind of thing)\s(?:that|which|we|they|you|I)\b[^.;]*\Z")
_DEMAND = re.compile(r"\b(?:demands?|ultimatum|deadline|call)\b")
_ABSENT = re.compile(
    r"(?:\bnot|n['’]t|\brefus\w+ to|\bdeclin\w+ to)\s(?:attend|join|take part in|participate in|go to|come to|be at|send|travel)\b[^,;]*\Z"
)


def _negated(clause: Clause, trigger: Trigger | None) -> bool:
    """ "will not meet on Monday": no deadline; "will not begin until Monday" is one."""
    if _NOTHING.search(clause.text, clause.sentence.start, clause.mention.start):
        return True
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
