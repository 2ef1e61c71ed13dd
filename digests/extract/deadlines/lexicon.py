"""The vocabulary of deadlines as patterns, compiled once."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from digests.model import DeadlineKind
from digests.text.vocabulary import either, load

_IRREGULAR = {
    "meet": ("met",),
    "hold": ("held",),
    "begin": ("began", "begun"),
    "speak": ("spoke", "spoken"),
    "go": ("went", "gone", "goes"),
    "leave": ("left", "leaving"),
    "take": ("took", "taken", "taking"),
    "come": ("came", "coming"),
    "give": ("gave", "given", "giving"),
    "run": ("ran", "running"),
    "say": ("said",),
    "rise": ("rose", "risen", "rising"),
    "fly": ("flew", "flown", "flies"),
    "sit": ("sat", "sitting"),
    "be": ("is", "are", "was", "were", "being", "been"),
    "set": ("setting",),
    "strike": ("struck", "striking"),
    "withdraw": ("withdrew", "withdrawn"),
    "cut": ("cutting",),
    "make": ("made", "making"),
    "face": ("facing",),
    "bring": ("brought",),
    "send": ("sent",),
    "stand": ("stood",),
    "choose": ("chose", "chosen", "choosing"),
    "build": ("built",),
    "cast": ("casting",),
    "fall": ("fell", "fallen"),
    "lie": ("lay", "lain"),
    "ban": ("banned", "banning"),
    "stop": ("stopped", "stopping"),
    "get": ("got", "getting"),
    "see": ("saw", "seen"),
    "seek": ("sought",),
    "shut": ("shutting",),
    "step": ("stepped", "stepping"),
    "wrap": ("wrapped", "wrapping"),
    "submit": ("submitted", "submitting"),
    "confer": ("conferred", "conferring"),
    "become": ("became", "becoming"),
    "lift": ("lifted",),
    "free": ("freed", "freeing"),
}


@cache
def table(name: str) -> Any:
    """One table of the vocabulary file."""
    return load("digests.extract", "deadlines.en.toml")[name]


@cache
def marks(name: str) -> re.Pattern[str]:
    """One list of marks as a pattern, whole words."""
    return re.compile(rf"(?<![\w’']){either(table('marks')[name])}(?!\w)", re.IGNORECASE)


@cache
def words(name: str) -> frozenset[str]:
    """One closed class of words."""
    return frozenset(table("words")[name])


@cache
def cues(name: str) -> frozenset[str]:
    """The words before a day that make one thing of it: ``bounded`` ("until"), ``by``, ``moved_to``, ``starts``."""
    return frozenset(table("cues")[name])


@cache
def pressed(name: str) -> re.Pattern[str]:
    """What presses a party: the verbs a deadline asks for, or the pleas it stands under."""
    return re.compile(rf"(?<![\w’']){either(table('pressed')[name])}(?!\w)", re.IGNORECASE)


def _forms(phrase: str) -> set[str]:
    """A verb phrase with its first word inflected."""
    first, _, rest = phrase.partition(" ")
    tail = f" {rest}" if rest else ""
    if first == "be" and rest:
        return (
            {f"{form} {rest}" for form in ("be", "is", "are", "being")} | {rest}
            if " " in rest
            else {f"{form} {rest}" for form in ("be", "is", "are", "being")}
        )
    stem = first[:-1] if first.endswith("e") else first
    soft = first[:-1] if first.endswith("y") and first[-2] not in "aeiou" else None
    third = f"{soft}ies" if soft else f"{first}es" if first.endswith(("s", "sh", "ch", "x", "o")) else f"{first}s"
    past = () if first in _IRREGULAR else (f"{soft or stem}{'ied' if soft else 'ed'}",)
    return {form + tail for form in (first, third, f"{stem}ing", *past, *_IRREGULAR.get(first, ()))}


@cache
def verb_kinds() -> dict[str, tuple[DeadlineKind, str]]:
    """Every form of every event verb, with its kind and its base form; of two kinds the first listed holds."""
    found: dict[str, tuple[DeadlineKind, str]] = {}
    for kind in ("hearing", "vote", "effective", "expiry", "meeting", "release", "target", "other"):
        for phrase in table("verbs")[kind]:
            for form in _forms(phrase):
                found.setdefault(form, (DeadlineKind(kind), phrase))
    return found


@cache
def light_verbs() -> frozenset[str]:
    """Base forms that tell no kind of their own."""
    return frozenset(table("verbs")["light"])


@cache
def noun_kinds() -> dict[str, DeadlineKind]:
    """Every event noun, singular and plural, with its kind."""
    found: dict[str, DeadlineKind] = {}
    for kind in ("ultimatum", "hearing", "vote", "meeting", "expiry", "effective", "release", "target", "other"):
        for noun in table("nouns")[kind]:
            found.setdefault(noun, DeadlineKind(kind))
            plural = (
                noun[:-1] + "ies"
                if noun.endswith("y") and noun[-2] not in "aeiou"
                else noun + ("es" if noun.endswith(("s", "ch", "sh")) else "s")
            )
            found.setdefault(plural, DeadlineKind(kind))
    return found


@cache
def weak_nouns() -> frozenset[str]:
    """Event nouns that need a frame, with their plurals."""
    return frozenset(form for noun in table("weak")["nouns"] for form in (noun, noun + "s", noun[:-1] + "ies"))


@cache
def nominal(base: str) -> str | None:
    """ "halt of" for "halt"; None where the verb has no such name."""
    name: str | None = table("verbal_nouns").get(base)
    return name


@cache
def announcing(base: str) -> str | None:
    """ "announcement" for "say": what the act of telling is called; None where the verb tells nothing."""
    name: str | None = table("announcing").get(base)
    return name


@cache
def act(base: str) -> tuple[str, str] | None:
    """ "visit", "to" for "visit": what a person's act is called, and what leads to its object."""
    name = table("acts").get(base)
    return (name[0], name[1]) if name else None


# ── constructions with a closed class of words in them ─────────────────────────────────────────────────────


@cache
def pressing() -> re.Pattern[str]:
    """What presses somebody in the same clause: "must", "or face", "wants the army to"."""
    return re.compile(rf"(?<![\w’']){either(table('pressed')['words'])}(?!\w)|\b(?:wants?|requires?|required)\s(?:[\w’'-]+\s){{1,5}}to\b")


@cache
def court_hears() -> re.Pattern[str]:
    """A court that hears: "The Supreme Court will hear the case"."""
    courts = either(table("marks")["courts"])
    return re.compile(rf"\b(?i:{courts})\b[^,;]{{0,60}}?\b(?:will|to|would|may)\s(?:\w+ly\s)?(?:hear|consider|take up|rule|try)\b")


@cache
def envoys_sent() -> re.Pattern[str]:
    """Envoys under way: "will send a team of negotiators"."""
    return re.compile(rf"\b(?:send(?:s|ing)?|dispatch(?:es|ing)?)\s(?:[\w-]+\s){{1,4}}?{either(table('marks')['envoys'])}\b")


@cache
def wanted_before() -> re.Pattern[str]:
    """What makes a move no more than a wish, right before its word: "may be", "refused to", "called for an"."""
    return re.compile(rf"\b{either(table('marks')['wanted'])}\w*\b[\s\w]{{0,24}}\Z", re.IGNORECASE)


@cache
def fixed_for() -> re.Pattern[str]:
    """ "proposed a prisoner exchange for", "called a strike for": an act that puts an event on the day behind it."""
    return re.compile(
        rf"\b{either(table('marks')['fixing'])}\s(?:an?|the|new|its|his|her|their|another|snap|early)\b[^,;.]{{2,60}}\s(?:for|on)\s(?:the\s)?\Z",
        re.IGNORECASE,
    )


@cache
def subjunctive() -> re.Pattern[str]:
    """ "has asked that it be lifted before"."""
    return re.compile(
        r"\b(?:ask|demand|request|propos|insist|recommend|urg|suggest)\w*\sthat\s[^,;.]{1,60}?\sbe\s(?:\w+ly\s)?\w+(?:ed|en|n|t)\b[^,;.]*\Z"
    )


@cache
def bill_would() -> re.Pattern[str]:
    """ "The bill would fund the government through": what a proposal would do, where nobody reports it as settled."""
    return re.compile(rf"\b(?:{either(table('marks')['drafts'])}|(?-i:It))\swould\b[^;]*\Z", re.IGNORECASE)


@cache
def later_than() -> re.Pattern[str]:
    """ ", a week later than first planned", right behind a day."""
    return re.compile(
        r",?\s(?:(?P<n>an?|\w+)\s(?P<unit>day|week|month|fortnight)s?\s)?(?:later|earlier)\sthan\s(?:\w+\s)?(?:planned|scheduled|announced|expected|set|proposed)\b"
    )


@cache
def asked() -> re.Pattern[str]:
    """ "ordered the investigation to", "told its carriers to": whom somebody else has do it."""
    return re.compile(rf"\b{either(table('marks')['asking'])}\s(?:the\s|its\s|his\s|her\s|their\s|all\s)?(?P<whom>[^,;:“”]{{2,60}})\Z")
