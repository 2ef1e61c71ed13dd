"""In what state a deadline is: set, wanted, in doubt, moved or off."""

from __future__ import annotations

import re

from digests.extract.deadlines import lexicon
from digests.extract.deadlines.clause import Clause
from digests.extract.deadlines.moves import arrived, later_than_planned, move
from digests.model import DeadlineKind, DeadlineStatus


def status_of(clause: Clause, kind: DeadlineKind) -> DeadlineStatus:
    """Whether it is set, wanted, in doubt, moved or off."""
    if _off(clause):
        return DeadlineStatus.CANCELLED
    shift = move(clause.whole)
    if shift and shift.start() > clause.mention.end - clause.start and clause.whole[: shift.start()].endswith(" to "):
        shift = None  # "will vote on Thursday to extend the mandate": the vote stays where it is
    if shift and _TO_BE_VOTED.search(clause.whole[: shift.start()]) and clause.mention.cue in lexicon.cues("moved_to"):
        return DeadlineStatus.PROPOSED  # "will vote on Thursday to extend the mandate until March 15"
    if shift and not lexicon.wanted_before().search(clause.whole[: shift.start()]):
        return DeadlineStatus.EXTENDED
    if _MOVED_TO.search(clause.left):
        return DeadlineStatus.EXTENDED
    told = arrived(clause)
    if told and not lexicon.wanted_before().search(clause.text[clause.sentence.start : told.start]):
        return DeadlineStatus.EXTENDED
    if later_than_planned(clause) or _AFTER_DELAY.match(clause.text, clause.mention.end, clause.sentence.end):
        return DeadlineStatus.EXTENDED
    if _doubted(clause, kind):
        return DeadlineStatus.TENTATIVE
    return DeadlineStatus.PROPOSED if told or _wanted(clause) else DeadlineStatus.SET


def _off(clause: Clause) -> bool:
    """Whether it was called off."""
    whole, text = clause.whole, clause.text
    off = lexicon.marks("cancelled").search(whole) or _OFF_LATER.search(text, clause.mention.end, clause.sentence.end)
    if off and clause.mention.cue not in lexicon.cues("bounded"):
        before = text[max(clause.sentence.start, off.start() - 30) : off.start()] if off.string is text else whole[: off.start()]
        if not _POSSIBLE.search(before):
            return True
    indefinitely = _INDEFINITELY.search(clause.sentence.text) is not None
    return indefinitely or _OFF_BEFORE.search(text, clause.sentence.start, clause.mention.start) is not None


def _wanted(clause: Clause) -> bool:
    """Whether somebody only wants it."""
    if lexicon.subjunctive().search(clause.text, clause.sentence.start, clause.mention.start):
        return True
    if clause.attribute:
        return False
    if _WANTS.search(clause.left) or lexicon.bill_would().search(clause.text, clause.sentence.start, clause.mention.start):
        return True
    wanted = lexicon.marks("proposed").search(clause.left)
    if wanted and wanted.group().lower() in _NOUNS and lexicon.marks("strong").search(clause.left[: wanted.start()]):
        return False  # "will begin debate on the tax proposal on Tuesday"
    return wanted is not None and not _SETTLED.search(clause.left[wanted.end() :])


_NOUNS = ("proposal", "request", "requests", "demand", "demands")
_INDEFINITELY = re.compile(r"\b(?:put off|postponed|delayed|suspended)\sindefinitely\b")
_TO_BE_VOTED = re.compile(r"\b(?:votes?|voting|expected|due|plans?|hopes?|bill|motion|resolution|talks|consider\w*)\b[^;]{0,60}\bto\s\Z")
_OFF_LATER = re.compile(r"(?<=,)\s(?:has|have|was|were)\s(?:been\s)?(?:since\s)?(?:called off|cancell?ed|scrapped|averted)\b")
_OFF_BEFORE = re.compile(
    r"\b(?:withdrew|scrapped|dropped|abandoned|cancell?ed|called off|shelved|revoked|rescinded|reversed|gave up)\s"
    r"(?!from\b)[^,;]{3,60},\s(?:which|that)\s"
    r"(?:was|were|had been)\s(?:to|due|set|scheduled|meant|supposed|planned|expected)\b[^,;]*\Z"
)
#: "has been moved to", said of a day
_MOVED_TO = re.compile(r"\b(?:(?:has|have)\s(?:now\s|since\s)?been|was|were)\smoved\s(?:forward\s|up\s)?to\s\Z")
_AFTER_DELAY = re.compile(r"[^.;]{0,60}?\bafter\s(?:\w+\s){0,2}(?:postponements?|adjournments?|delays)\b")
_WANTS = re.compile(r"\b(?:wants?|seeks?|favou?rs?|prefers?)\s(?:an?|the|new|early|fresh|snap)\b(?![^,;]*\bto\b)[^,;]*\Z")
_IF_BEHIND = re.compile(r"(?:\s[\w.]+){0,3},?\s(?:only\s)?(?:if|provided|assuming|unless|should)\s")
_WOULD = re.compile(r"\b(?:would|could|might)\s[^,;]{0,40}\Z")
_POSSIBLE = re.compile(r"\b(?:may|might|could|would|threat\w*|if|to|not)\s+(?:\w+\s)?\Z", re.IGNORECASE)
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
    if doubt and doubt.group().lower() == "may" and clause.mention.cue in lexicon.cues("starts"):
        doubt = None  # "residents may return from Friday": they are allowed to
    if doubt and not (doubt.group().lower() in ("may", "could", "might") and (kind is DeadlineKind.ULTIMATUM or doubt.group()[0] == "M")):
        return True
    if re.search(r"\btentative(?:ly)?\b|\bbut\s(?:could|may|might)\b", sentence):
        return True
    return _conditional(clause, kind)


def _conditional(clause: Clause, kind: DeadlineKind) -> bool:
    """ "If no agreement is reached, the tariffs will start in November": the rest of the sentence holds the condition."""
    behind = _IF_BEHIND.match(clause.text, clause.mention.end, clause.sentence.end)
    if behind and not _wanted(clause) and (kind not in (DeadlineKind.ULTIMATUM, DeadlineKind.EXPIRY) or _WOULD.search(clause.left)):
        return True  # "would end on Wednesday if no sign of life was found"
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
