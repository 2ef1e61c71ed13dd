"""Of what kind a deadline is, and in what state."""

from __future__ import annotations

import re

from digests.extract.deadlines import lexicon
from digests.extract.deadlines.clause import Clause, Trigger
from digests.model import DeadlineKind, DeadlineStatus

_PRESSED = re.compile(
    r"\b(?:must|demand\w*|order\w*|ultimatum|or face|or risk|comply|threaten\w*|told"
    r"|(?:wants?|requires?|required)\s(?:[\w’'-]+\s){1,5}to)\b"
)
#: a court that hears: "The Supreme Court will hear the case"
_HEARD = re.compile(
    r"\b(?:[Cc]ourts?|[Jj]udges?|[Jj]ustices|[Tt]ribunal|[Mm]agistrates?)\b[^,;]{0,60}?\b(?:will|to|would|may)\s"
    r"(?:\w+ly\s)?(?:hear|consider|take up|rule|try)\b"
)
#: envoys under way to talks
_SENT = re.compile(
    r"\b(?:send(?:s|ing)?|dispatch(?:es|ing)?)\s(?:[\w-]+\s){1,4}?(?:team|delegation|envoys?|negotiators|representatives|ministers?|mediators?|emissary)\b"
)
#: "will begin to hand in": a thing that begins
_BEGUN = re.compile(r"\b(?:will|to|would)\s(?:\w+ly\s)?(?:begin|start)\s(?:to\s[a-z]+|(?!during|morning|evening|spring)[a-z]{3,}ing)\b")


def kind_of(clause: Clause, trigger: Trigger | None) -> DeadlineKind:
    """What sort of thing is due."""
    cue = clause.mention.cue or ""
    told = trigger.kind if trigger else None
    if (
        told is DeadlineKind.HEARING
        and trigger
        and trigger.base.startswith("trial")
        and re.search(r"\b(?:vaccine|drug|clinical|medicine|treatment)", clause.sentence.text)
    ):
        return DeadlineKind.OTHER
    if re.search(r"\badjourned\b", clause.left) or _HEARD.search(clause.right if clause.fronted else clause.left):
        return DeadlineKind.HEARING
    if _SENT.search(clause.whole) and told in (None, DeadlineKind.OTHER):
        return DeadlineKind.MEETING
    if told in (None, DeadlineKind.OTHER, DeadlineKind.TARGET) and cue not in lexicon.cues("by") and _BEGUN.search(clause.whole):
        return DeadlineKind.EFFECTIVE
    if told is DeadlineKind.EFFECTIVE and trigger and not trigger.noun and " " in trigger.base and cue not in lexicon.cues("bounded"):
        return told  # "take effect by": the day it begins, whatever bounds it
    if cue == "before" and told and re.search(r"\b(?:not|unlikely)\b|n['’]t\b", clause.left):
        return told  # "unlikely to begin before Wednesday"
    pressed = bool(lexicon.marks("ultimatum").search(clause.sentence.text if told is DeadlineKind.EXPIRY else clause.whole))
    if cue in lexicon.cues("by") and re.search(
        r"\b(?:[Ii]f|[Uu]nless)\s(?:no|the|they|it|he|she|both|neither|its|an?)\b[^,;]*\Z",
        clause.text[clause.sentence.start : clause.mention.start],
    ):
        return DeadlineKind.ULTIMATUM
    if told is DeadlineKind.ULTIMATUM:
        return told
    if told is DeadlineKind.EXPIRY and trigger and trigger.noun:
        return (
            DeadlineKind.ULTIMATUM if trigger.base.startswith("deadline") and (pressed or _asking(clause, trigger)) else DeadlineKind.EXPIRY
        )
    if (
        re.search(r"\b(?:extend|prolong|renew|roll)", clause.whole)
        and told not in (DeadlineKind.MEETING, DeadlineKind.VOTE, DeadlineKind.HEARING)
        and cue in lexicon.cues("moved_to")
    ):
        return DeadlineKind.EXPIRY
    if re.search(r"\b(?:has|have|had|given?|gave|gives|giving)\b[^,;]{0,40}\Z", clause.left) and cue in ("until", "till"):
        return DeadlineKind.ULTIMATUM
    if cue in lexicon.cues("bounded") and not moved(clause) and not re.search(r"\bnot\b|n['’]t\b|\bunlikely\b", clause.left):
        return DeadlineKind.EXPIRY
    if cue in lexicon.cues("by") and told not in (
        DeadlineKind.RELEASE,
        DeadlineKind.VOTE,
        DeadlineKind.EXPIRY,
        DeadlineKind.HEARING,
        DeadlineKind.MEETING,
    ):
        return DeadlineKind.ULTIMATUM if _PRESSED.search(clause.whole) else DeadlineKind.TARGET
    if (
        cue in lexicon.cues("by")
        and trigger
        and not trigger.noun
        and told is DeadlineKind.RELEASE
        and re.search(r"\bmust\b|\bdemand", clause.whole)
    ):
        return DeadlineKind.ULTIMATUM
    if (told is None or told is DeadlineKind.OTHER) and cue in lexicon.cues("starts"):
        return DeadlineKind.EFFECTIVE
    if (told is None or told is DeadlineKind.OTHER) and _AIMED.search(clause.left):
        return DeadlineKind.TARGET
    return told or DeadlineKind.OTHER


_AIMED = re.compile(
    r"\b(?:plans? for|aim(?:s|ed|ing)? to|intends? to|goal of|target of|hop(?:es?|ed|ing) to|targets?|plan(?:s|ned)? to|planning to)\b"
)


def _asking(clause: Clause, trigger: Trigger) -> bool:
    """ "a deadline for rebels to disarm", "a Friday deadline to withdraw"."""
    asked = re.match(r"[^,.;]{0,60}?\bto\s(?P<verb>\w+(?:\s\w+)?)", clause.text[trigger.end : clause.sentence.end])
    return bool(asked and lexicon.pressed("verbs").match(asked["verb"]))


def moved(clause: Clause) -> bool:
    """Whether the clause tells of a move to another day."""
    return _move(clause.whole) is not None


def _move(whole: str) -> re.Match[str] | None:
    """The word that tells a move; not the delay that a vote is on."""
    for found in lexicon.marks("extended").finditer(whole):
        if not re.search(r"\b(?:on|over|about|for|against)\s(?:the|an?|any|this|that)\s(?:\w+\s)?\Z", whole[: found.start()]):
            return found
    return None


def status_of(clause: Clause, kind: DeadlineKind) -> DeadlineStatus:
    """Whether it is set, wanted, in doubt, moved or off."""
    whole = clause.whole
    off = lexicon.marks("cancelled").search(whole) or _OFF_LATER.search(clause.text, clause.mention.end, clause.sentence.end)
    if (
        off
        and clause.mention.cue not in lexicon.cues("bounded")
        and not _POSSIBLE.search(
            clause.text[max(clause.sentence.start, off.start() - 30) : off.start()] if off.string is clause.text else whole[: off.start()]
        )
    ):
        return DeadlineStatus.CANCELLED
    if re.search(r"\b(?:put off|postponed|delayed|suspended)\sindefinitely\b", clause.sentence.text):
        return DeadlineStatus.CANCELLED
    if _OFF_BEFORE.search(clause.text, clause.sentence.start, clause.mention.start):
        return DeadlineStatus.CANCELLED
    moved = _move(whole)
    if moved and not _WANTED.search(whole[: moved.start()]):
        return DeadlineStatus.EXTENDED
    if _AFTER_DELAY.match(clause.text, clause.mention.end, clause.sentence.end):
        return DeadlineStatus.EXTENDED
    if _doubted(clause, kind):
        return DeadlineStatus.TENTATIVE
    if not clause.attribute and _WANTS.search(clause.left):
        return DeadlineStatus.PROPOSED
    wanted = lexicon.marks("proposed").search(clause.left)
    if wanted and not clause.attribute and not _SETTLED.search(clause.left[wanted.end() :]):
        return DeadlineStatus.PROPOSED
    return DeadlineStatus.SET


_OFF_LATER = re.compile(r"(?<=,)\s(?:has|have|was|were)\s(?:been\s)?(?:since\s)?(?:called off|cancell?ed|scrapped|averted)\b")
_OFF_BEFORE = re.compile(
    r"\b(?:withdrew|scrapped|dropped|abandoned|cancell?ed|called off|shelved|revoked|rescinded|reversed|gave up)\s"
    r"(?!from\b)[^,;]{3,60},\s(?:which|that)\s"
    r"(?:was|were|had been)\s(?:to|due|set|scheduled|meant|supposed|planned|expected)\b[^,;]*\Z"
)
_AFTER_DELAY = re.compile(r"[^.;]{0,60}?\bafter\s(?:\w+\s){0,2}(?:postponements?|adjournments?|delays)\b")
_WANTS = re.compile(r"\b(?:wants?|seeks?|favou?rs?|prefers?)\s(?:an?|the|new|early|fresh|snap)\b(?![^,;]*\bto\b)[^,;]*\Z")
_POSSIBLE = re.compile(r"\b(?:may|might|could|would|threat\w*|if|to|not)\s+(?:\w+\s)?\Z", re.IGNORECASE)
_WANTED = re.compile(
    r"\b(?:may|might|could|consider\w*|whether to|not|no|if|ask\w*|request\w*|want\w*|seek\w*"
    r"|sought|propos\w*|refus\w*|agree to an?|without|rule\w* out|call\w* for|urg\w*|reject\w*"
    r"|option\w*)\b[\s\w]{0,24}\Z",
    re.IGNORECASE,
)
_SETTLED = re.compile(r"\b(?:will|scheduled|due|set to|agreed|stop|block|prevent|halt|overturn)\b")
_UNCLEAR = re.compile(
    r"\b(?:unclear|uncertain|not (?:yet |immediately )?(?:clear|certain|known|sure)|in doubt"
    r"|doubtful|questioned|doubts?)\b(?:\s(?:over|about|that|on))?\s(?:if|whether)?",
    re.IGNORECASE,
)
_HAPPEN = re.compile(r"\b(?:go ahead|take place|be held|happen|proceed|materiali[sz]e|attend|still|go forward|meet|begin|start|be ready)\b")
_MAYBE = re.compile(
    r"^[^.;]{0,60}?\b(?:may|might|could|would)\s(?:not\s)?(?:still\s)?(?:be\s(?:delayed|postponed"
    r"|cancel\w+|called off|put off)|go ahead|not|slip|collapse)"
)


def _doubted(clause: Clause, kind: DeadlineKind) -> bool:
    """Whether the text puts the thing itself in doubt."""
    sentence, at = clause.sentence.text, clause.mention.start - clause.sentence.start
    for unclear in _UNCLEAR.finditer(sentence):
        if (unclear.start() < at and at - unclear.end() < 60) or _HAPPEN.search(sentence[unclear.end() : unclear.end() + 70]):
            return True
    if clause.attribute is not None:
        return bool(_MAYBE.search(clause.text[clause.attribute.end : clause.sentence.end]))
    doubt = lexicon.marks("tentative").search(clause.whole)
    if doubt and kind in (DeadlineKind.ULTIMATUM, DeadlineKind.EXPIRY) and doubt.group().lower().startswith(("if ", "unless", "threat")):
        doubt = None
    if doubt and not (doubt.group().lower() in ("may", "could", "might") and (kind is DeadlineKind.ULTIMATUM or doubt.group()[0] == "M")):
        return True
    if re.search(r"\btentative(?:ly)?\b|\bbut\s(?:could|may|might)\b", sentence):
        return True
    return _conditional(clause, kind)


def _conditional(clause: Clause, kind: DeadlineKind) -> bool:
    """ "If no agreement is reached, the tariffs will start in November": the rest of the sentence holds the condition."""
    if kind in (DeadlineKind.ULTIMATUM, DeadlineKind.EXPIRY):
        return False
    sentence = clause.text[clause.sentence.start : clause.sentence.end]
    around = sentence[max(0, clause.start - clause.sentence.start - 90) : clause.end - clause.sentence.start + 60]
    return bool(
        re.search(
            r"(?:^|[,;]\s|\band\s|\bbut,?\s|\.\s)[Ii]f\s(?:no|the|a|an|they|it|he|she|both|neither|passed|approved|adopted|confirmed|enacted|signed|ratified)\b|\s(?:unless|if\sno)\s",
            around,
        )
    )
