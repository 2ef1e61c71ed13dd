"""Harm that is told as the background of something else: a protest, a trial, a funeral, an anniversary, a denial."""

from __future__ import annotations

import re
from functools import cache

from digests.extract.casualties.lexicon import listed
from digests.text.vocabulary import either

_ACCUSED = re.compile(
    r"\b(?:accused|convicted|suspected|guilty|acquitted|charged|wanted|sentenced|jailed)\s+(?:of|with|for|in)\s+\Z"
    r"|\b(?:accused|convicted|suspected|acquitted)\b[^,.;]{0,40}\bof\s+\Z"
    r"|\b(?:sentenced|jailed|convicted|charged|tried|indicted|imprisoned|arrested|wanted|serving)\b[^.;]{0,40}\bfor\s+\Z",
    re.IGNORECASE,
)
_ARRESTED_FOR = re.compile(
    r"\b(?:arrested|charged|detained|wanted|convicted|sentenced|held|tried)\b[^.;]{0,60}\b(?:that|which)\s+\Z", re.IGNORECASE
)
_TRIED = r"(?:sentenced|convicted|jailed|imprisoned|extradited|executed|tried|acquitted|paroled|pardoned|found guilty|pleaded guilty)"
#: "sentenced the man who murdered", "the gunman who killed 51 was sentenced"
_TRIED_WHO = re.compile(rf"\b{_TRIED}\b[^.;]{{0,80}}\bwho\s+(?:had\s+)?(?:\w+ly\s+)?\Z", re.IGNORECASE)
_TRIED_BEHIND = re.compile(
    rf"[^.;]{{0,120}}?\b(?:(?:was|were|is|are|been|be|being)\s+(?:\w+ly\s+)?{_TRIED}|pleaded guilty|went on trial|faces trial)\b",
    re.IGNORECASE,
)
_RECALLS = re.compile(
    rf"\b(?:anniversary|commemorat\w*|years on\b|years later|{_TRIED}|on trial|verdict|appeals? court|war crimes)\b", re.IGNORECASE
)
_REASON = re.compile(
    r"\b(?:over|against|for|in connection with|condemn\w*|denounc\w*|deplor\w*)"
    r"\s+(?:(?:the|a|an|his|her|their)\s+)?(?:\w+\s+)?\Z",
    re.IGNORECASE,
)
#: "who was", "that had", right before a harm
_RELATIVE = re.compile(
    r"\b(?:in|during) which\s[^,.;]{0,40}\Z"
    r"|\b(?:(?:who|that|which)\s+(?:had\s+|have\s+|has\s+|also\s+)?|who\s+(?:was|were|had been|have been|has been)\s+)(?:\w+ly\s+)?\Z",
    re.IGNORECASE,
)
_YEARS_SINCE = re.compile(r"\b(?:years|decades|months|a year|a decade) (?:since|after|on from)\b[^.;]{0,90}\Z", re.IGNORECASE)
_REPORTED = re.compile(r"\b(?:reports?|claims?|allegations?|rumou?rs?|stories|news)\s+(?:of|about|that)\b[^.;]{0,60}\Z", re.IGNORECASE)
_FALSE = re.compile(
    r"[^.;]{0,60}\b(?:was|were|is|are|as|be|been)\s+(?:\w+ly\s+)?(?:false|fake|untrue|baseless|unfounded|incorrect|wrong|denied|rumou?rs?)\b",
    re.IGNORECASE,
)
_OVER_EVENT = re.compile(
    r"\b(?:over|against|about|to|of|at|in|since|for|following|after)\s[^.;]{0,60}?"
    r"\b(?:attack|explo|blast|bomb|strike|quake|fire|blaze|crash|shoot|raid|ambush|collapse|crush|stampede|massacre|killing|murder|stabbing)\w*",
    re.IGNORECASE,
)


def denied(before: str, after: str) -> bool:
    """Whether the words around a harm deny it: "rejected claims that its crew was killed", "reports of his death were false"."""
    if _RELATIVE.search(before):
        return False
    return bool(_denial().search(before) or (_REPORTED.search(before) and _FALSE.match(after)))


def recalls(lead: str) -> bool:
    """Whether the opening of an article is about a trial or a day of remembrance."""
    return _RECALLS.search(lead) is not None


def invented(told: str) -> bool:
    """Whether a sentence opens in a story or an exercise: "In the novel, a sniper kills", "the series, in which"."""
    return _story().search(told) is not None


def is_reason(before: str, rule: str, behind: str = "") -> bool:
    """Whether the words around a harm make it the reason for something else: a protest, a funeral, a trial."""
    if _TRIED_WHO.search(before) or (_RELATIVE.search(before) and _TRIED_BEHIND.match(behind)):
        return True
    patterns = _scopes()
    if _YEARS_SINCE.search(before) or (_RELATIVE.search(before) and (patterns["mourning"].search(before) or _protested(before))):
        return True
    if rule == "of" and _blame().search(before):
        return True
    if rule in ("of", "relative") and (patterns["reason"].search(before) or _REASON.search(before)):
        return True
    if rule in ("of", "relative", "reduced") and patterns["mourning"].search(before):
        return True
    return bool(_ACCUSED.search(before) or (rule == "active" and _ARRESTED_FOR.search(before)))


def _protested(before: str) -> bool:
    """Whether a protest, a trial or the like is over an event: "a march against the strike that ..." (not "a march that ...")."""
    found = _scopes()["reason"].search(before)
    return found is not None and _OVER_EVENT.search(before, found.end()) is not None


@cache
def _denial() -> re.Pattern[str]:
    denies, of = (either(listed("scope", name)) for name in ("denies", "denied"))
    return re.compile(rf"\b{denies}(?:\s+[\w’'-]+){{0,3}}?\s+{of}\b[^.;]{{0,90}}\Z", re.IGNORECASE)


@cache
def _story() -> re.Pattern[str]:
    kinds = either(listed("scope", "fiction"))
    return re.compile(
        rf"\A\W*(?:In|During|As part of) (?:the|a|an|his|her|its|one)\s+(?:[\w-]+\s+(?:of\s+(?:the|a|his|her)\s+)?){{0,4}}?{kinds}\b"
        rf"|\b{kinds}\b[^.;]{{0,40}},\s+in\s+which\b",
    )


@cache
def _blame() -> re.Pattern[str]:
    return re.compile(rf"\b{either(listed('scope', 'blamed'))}\s+(?:the|a|an)?\s*(?:[\w-]+\s+){{0,2}}\Z", re.IGNORECASE)


@cache
def _scopes() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(rf"\b{either(listed('scope', name))}\b", re.IGNORECASE) for name in ("reason", "mourning")}
