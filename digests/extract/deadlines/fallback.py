"""A sound general name where the text gives none that stands alone: "meeting in Geneva", "deadline for the ministry"."""

from __future__ import annotations

import re

from digests.extract.deadlines.clause import Clause
from digests.model import DeadlineKind
from digests.text.names import Name

_NOUNS = {
    DeadlineKind.MEETING: "meeting",
    DeadlineKind.VOTE: "vote",
    DeadlineKind.HEARING: "hearing",
    DeadlineKind.RELEASE: "release",
    DeadlineKind.EFFECTIVE: "measure",
    DeadlineKind.EXPIRY: "deadline",
    DeadlineKind.ULTIMATUM: "deadline",
    DeadlineKind.TARGET: "target",
    DeadlineKind.OTHER: "event",
}
_SAYING = re.compile(r"\s(?:also\s)?(?:said|says|say|told|tells|announced|reported|added|warned|confirmed|tweeted)\b|,\s(?:said|says)\b")


def general(clause: Clause, kind: DeadlineKind) -> tuple[str, bool]:
    """A name by kind, and whether the clause gave a name to tell it from others of that kind."""
    noun, text = _NOUNS[kind], clause.text
    names = [n for n in clause.document.names.within(clause.start, clause.end) if not _SAYING.match(text[n.end : n.end + 14])]
    place = next((n for n in names if n.place and re.search(r"\b(?:in|at)\s(?:the\s)?\Z", text[max(0, n.start - 8) : n.start])), None)
    parties = list(dict.fromkeys(n.party for n in names if n.kind == "party" and n.party))
    phrase = noun + _link(kind, parties, place)
    return phrase, phrase != noun and kind is not DeadlineKind.OTHER


def _link(kind: DeadlineKind, parties: list[str], place: Name | None) -> str:
    if kind in (DeadlineKind.MEETING, DeadlineKind.VOTE, DeadlineKind.HEARING, DeadlineKind.OTHER):
        sides = f" of {_the(parties[0])} and {_the(parties[1])}" if kind is DeadlineKind.MEETING and len(parties) == 2 else ""
        return sides + (f" in {place.text}" if place else "")
    if not parties:
        return ""
    return f" {'for' if kind in (DeadlineKind.EXPIRY, DeadlineKind.ULTIMATUM) else 'of'} {_the(parties[0])}"


def _the(party: str) -> str:
    """ "the United States", "the European Union": a party's name as it stands inside a sentence."""
    return f"the {party}" if re.match(r"(?:United|European|African|Arab)\s", party) else party
