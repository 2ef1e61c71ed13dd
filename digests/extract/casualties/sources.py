"""Who says a count, as its sentence names them: what the general reading of statements leaves open.

Tolls are told in ways of their own ("the observatory put the toll at 20"), and counts in participles behind a clause.
"""

from __future__ import annotations

import re

from digests.extract.casualties.lexicon import listed
from digests.text.sentences import Span

_SAYS = r"(?:said|says|say|reported|reports|told|added|confirmed|announced|tweeted|claimed|stated)\b"
_ACCORDING = re.compile(r"\baccording to (?:the |an? )?([^,.;]{2,80}?)(?=[,.;]|\s+(?:on|who|which|that|in|as|at|cited)\b|$)", re.IGNORECASE)
_TAIL = re.compile(rf",\s+(?!(?:and|but|who|which|he|she|they|it)\b)([^,;.]{{2,70}}?)\s+(?:have\s+|has\s+|had\s+)?{_SAYS}")
_SAID_BY = re.compile(r",\s+(?:said|says)\s+(?:the |an? )?([^,.;]{2,70})")
_HEAD = re.compile(
    r"^(?:[A-Z][A-Z]+ )?(?:(?:On|In|Earlier|Meanwhile)[^,]{0,30}, )?"
    r"((?!(?:It|He|She|They|There|This|That|I|We)\b)[A-Z][^,;]{2,70}?|[A-Z][^,;]{2,40}, [^,]{3,60},)"
    r"\s+(?:also\s+|later\s+)?(?:said|says|told|announced|stated|reported)\b"
)
_COUNTS = re.compile(
    r"^(?:[A-Z][A-Z]+ )?([A-Z][^,;]{2,60}?)\s+(?:has\s+|have\s+|had\s+)?(?:put|puts|placed|places|raised|revised|gave)\s+the\b"
    r"[^,;]{0,30}\b(?:toll|count|number)\b"
)
_RECORDS = re.compile(
    r"^(?:[A-Z][A-Z]+ )?([A-Z][^,;]{2,60}?)\s+(?:has\s+|have\s+|had\s+)?"
    r"(?:recorded|documented|counted|registered|verified|tallied|logged|estimates?|estimated)\b"
)
#: "..., it said on Telegram": whoever was the source before
_SAME = re.compile(r"\b(?:it|he|she|they)\s+(?:also\s+|later\s+|has\s+|had\s+)?(?:said|says|added|told|wrote|reported|announced)\b")
_WHEN = re.compile(r"\s+(?:on\s+)?(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|late|early|earlier|later|also)\b.*$")

_TRAILING = re.compile(
    r"(?:\s+(?:had|has|have|was|were|is|are|also|later|then|now|earlier|still|since|who|which|that|and|but))+\Z", re.IGNORECASE
)
_NOBODY = re.compile(
    r"(?:(?:some|many|most|others?|several|it|they|he|she|this|that|which|who|there|what|no one|nobody|one|both|all|you|we|i|so)\Z"
    r"|(?:by|in|on|at|as|of|for|from|with|after|before|when|while|if|because|although|though)\b)",
    re.IGNORECASE,
)


def source(span: Span, at: int) -> str | None:
    """The source that a sentence names for what it tells at an offset."""
    told = span.text
    found = _ACCORDING.search(told)
    if found:
        return _plain(found.group(1))
    for pattern in (_TAIL, _SAID_BY):
        for match in pattern.finditer(told):
            if span.start + match.start() >= at:
                return _plain(match.group(1))
    head = _COUNTS.match(told) or _HEAD.match(told) or _RECORDS.match(told)
    if head and head.group(1).split()[-1].lower() in listed("place", "areas"):
        return None  # "the region recorded 87 deaths"
    return _plain(head.group(1)) if head and span.start + head.end(1) <= at else None


def same_as_before(span: Span) -> bool:
    """Whether a sentence leaves its source to a pronoun."""
    return _SAME.search(span.text) is not None


def clean(told: str | None) -> str | None:
    """A source's words without what is no part of its name: an auxiliary, an adverb; None for what names nobody."""
    plain = _TRAILING.sub("", told).strip(" ,") if told else ""
    return plain if plain and not _NOBODY.match(plain) else None


def _plain(told: str) -> str:
    return _WHEN.sub("", told).strip(" ,")
