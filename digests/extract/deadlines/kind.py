"""Of what kind a deadline is: the first rule that knows settles it, else the word that names it."""

from __future__ import annotations

import re
from collections.abc import Callable

from digests.extract.deadlines import lexicon
from digests.extract.deadlines.clause import Clause, Trigger
from digests.extract.deadlines.moves import moved
from digests.model import DeadlineKind

_BEGUN = re.compile(r"\b(?:will|to|would)\s(?:\w+ly\s)?(?:begin|start)\s(?:to\s[a-z]+|(?!during|morning|evening|spring)[a-z]{3,}ing)\b")
_CONDITION = re.compile(r"\b(?:[Ii]f|[Uu]nless)\s(?:no|the|they|it|he|she|both|neither|its|an?)\b[^,;]*\Z")
_NOT = re.compile(r"\bnot\b|n['’]t\b|\bunlikely\b")
_ALLOWED = re.compile(r"\b(?:has|have|had|given?|gave|gives|giving)\b[^,;]{0,40}\Z")
_LENGTHENED = re.compile(r"\b(?:extend|prolong|renew|roll)")
_TO_LENGTHEN = re.compile(r"\bto\s(?:extend|prolong|renew|roll over)\b[^,;]*\Z")
_VERB_OF = re.compile(r"[^,.;]{0,60}?\bto\s(?P<verb>\w+(?:\s\w+)?)")
_PLAIN = (None, DeadlineKind.OTHER)
_GATHERINGS = (DeadlineKind.MEETING, DeadlineKind.VOTE, DeadlineKind.HEARING)
_NAMED_BY = (*_GATHERINGS, DeadlineKind.RELEASE, DeadlineKind.EXPIRY)


def kind_of(clause: Clause, trigger: Trigger | None) -> DeadlineKind:
    """What sort of thing is due."""
    for rule in (_heard, _voted, _sent, _begun, _effective, _conditional, _named, _lengthened, _bounded, _by):
        kind = rule(clause, trigger)
        if kind is not None:
            return kind
    told = trigger.kind if trigger else None
    if told in _PLAIN and (clause.mention.cue or "") in lexicon.cues("starts"):
        return DeadlineKind.EFFECTIVE
    if told in _PLAIN and lexicon.marks("aimed").search(clause.left):
        return DeadlineKind.TARGET
    return told or DeadlineKind.OTHER


_Rule = Callable[[Clause, Trigger | None], DeadlineKind | None]


def _heard(clause: Clause, trigger: Trigger | None) -> DeadlineKind | None:
    """A court that hears; the trial of a medicine is none."""
    trial = trigger is not None and trigger.kind is DeadlineKind.HEARING and trigger.base.startswith("trial")
    if trial and lexicon.marks("medical").search(clause.sentence.text):
        return DeadlineKind.OTHER
    run = clause.right if clause.fronted else clause.left
    heard = re.search(r"\badjourned\b", clause.left) or lexicon.court_hears().search(run)
    return DeadlineKind.HEARING if heard else None


def _voted(clause: Clause, trigger: Trigger | None) -> DeadlineKind | None:
    """ "Parliament is expected to approve the date on Friday": it votes."""
    if trigger is None or trigger.base not in ("approve", "pass", "adopt") or clause.mention.cue in lexicon.cues("by"):
        return None
    return DeadlineKind.VOTE if lexicon.marks("voters").search(clause.left) else None


def _sent(clause: Clause, trigger: Trigger | None) -> DeadlineKind | None:
    """Envoys under way to talks."""
    told = trigger.kind if trigger else None
    return DeadlineKind.MEETING if told in _PLAIN and lexicon.envoys_sent().search(clause.whole) else None


def _begun(clause: Clause, trigger: Trigger | None) -> DeadlineKind | None:
    """ "will begin to hand in": a thing that begins."""
    told = trigger.kind if trigger else None
    begins = told in (*_PLAIN, DeadlineKind.TARGET) and clause.mention.cue not in lexicon.cues("by") and _BEGUN.search(clause.whole)
    return DeadlineKind.EFFECTIVE if begins else None


def _effective(clause: Clause, trigger: Trigger | None) -> DeadlineKind | None:
    """ "take effect by": the day it begins, whatever bounds it; "unlikely to begin before Wednesday": what it is."""
    if trigger is None:
        return None
    phrase = trigger.kind is DeadlineKind.EFFECTIVE and not trigger.noun and " " in trigger.base
    if phrase and clause.mention.cue not in lexicon.cues("bounded"):
        return trigger.kind
    return trigger.kind if clause.mention.cue == "before" and _NOT.search(clause.left) else None


def _conditional(clause: Clause, trigger: Trigger | None) -> DeadlineKind | None:
    """ "if no deal is reached by March 1"."""
    run = clause.text[clause.sentence.start : clause.mention.start]
    return DeadlineKind.ULTIMATUM if clause.mention.cue in lexicon.cues("by") and _CONDITION.search(run) else None


def _named(clause: Clause, trigger: Trigger | None) -> DeadlineKind | None:
    """What calls itself an ultimatum or a deadline."""
    if trigger is None or (trigger.kind is not DeadlineKind.ULTIMATUM and not (trigger.kind is DeadlineKind.EXPIRY and trigger.noun)):
        return None
    if trigger.kind is DeadlineKind.ULTIMATUM:
        return trigger.kind
    pressed = lexicon.marks("ultimatum").search(clause.sentence.text) or _asking(clause, trigger)
    return DeadlineKind.ULTIMATUM if trigger.base.startswith("deadline") and pressed else DeadlineKind.EXPIRY


def _lengthened(clause: Clause, trigger: Trigger | None) -> DeadlineKind | None:
    """ "extended the truce until": the day on which it ends now."""
    told = trigger.kind if trigger else None
    if clause.mention.cue not in lexicon.cues("moved_to"):
        return None
    if _TO_LENGTHEN.search(clause.left):  # "will vote on Thursday to extend the mandate until March 15"
        return DeadlineKind.EXPIRY
    return DeadlineKind.EXPIRY if told not in _GATHERINGS and _LENGTHENED.search(clause.whole) else None


def _bounded(clause: Clause, trigger: Trigger | None) -> DeadlineKind | None:
    cue = clause.mention.cue or ""
    if cue in ("until", "till") and _ALLOWED.search(clause.left):
        return DeadlineKind.ULTIMATUM
    return DeadlineKind.EXPIRY if cue in lexicon.cues("bounded") and not moved(clause) and not _NOT.search(clause.left) else None


def _by(clause: Clause, trigger: Trigger | None) -> DeadlineKind | None:
    """Due by a day: asked of somebody, or aimed at."""
    if clause.mention.cue not in lexicon.cues("by"):
        return None
    told = trigger.kind if trigger else None
    if told not in _NAMED_BY:
        return DeadlineKind.ULTIMATUM if lexicon.pressing().search(clause.whole) else DeadlineKind.TARGET
    asked = trigger and not trigger.noun and told is DeadlineKind.RELEASE and re.search(r"\bmust\b|\bdemand", clause.whole)
    return DeadlineKind.ULTIMATUM if asked else None


def _asking(clause: Clause, trigger: Trigger) -> bool:
    """ "a deadline for rebels to disarm", "a Friday deadline to withdraw"."""
    asked = _VERB_OF.match(clause.text[trigger.end : clause.sentence.end])
    return bool(asked and lexicon.pressed("verbs").match(asked["verb"]))
