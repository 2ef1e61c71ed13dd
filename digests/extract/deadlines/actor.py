"""Who acts in the clause of a deadline."""

from __future__ import annotations

import re

from digests.extract.deadlines import lexicon
from digests.extract.deadlines.clause import Clause, Trigger
from digests.extract.deadlines.events import opens_with_verb
from digests.extract.deadlines.phrases import modifiers, noun_before
from digests.text.dates.words import listed
from digests.text.document import Document

_FINITE = re.compile(
    r"(?:(?<![\w’'-])(?:is|are|was|were|will|would|has|have|had|could|may|might|must|should"
    r"|can|won['’]t|shall|plans?|intends?|hopes?|aims?|expects?|agreed|vowed|pledged|promised"
    r"|faces?|remains?|due|scheduled|slated|expected|to)(?![\w’'-])|['’](?:ll|re)\b)",
    re.IGNORECASE,
)


_ELIDED = re.compile(r"\s?(?:will|would|is|are|was|were|must|may|has|have)\b")
_RELATIVE = re.compile(r",?\s(?:which|that|who)\s?\Z")
_THIRD = re.compile(r"(?<=\s)[a-z]+s(?=\s)")


def actor(clause: Clause, trigger: Trigger | None) -> str:
    """The subject of the clause: the noun phrase before its finite verb; "" where it is a pronoun or not found."""
    text = clause.text
    head = _RELATIVE.search(text, max(clause.sentence.start, clause.start - 90), clause.start)
    if head and not clause.fronted and _opens_with_verb(clause):
        return _head_of(text[max(clause.sentence.start, clause.start - 90) : head.start()])
    start = clause.mention.end if clause.fronted else clause.start
    end = trigger.start if trigger and trigger.start > start else clause.end
    finite = (m for m in _FINITE.finditer(text, start, end) if m.start() > start and m.group() != "May")
    found = next((m for m in finite if m.group().lower() != "to" or _infinitive(text, m.end())), None)
    found = found or _simple(text, start, end)
    if found is None or found.start() - start < 2:
        first = next((m for m in _FINITE.finditer(text, clause.sentence.start, start) if m.group().lower() != "to"), None)
        if first is not None and _ELIDED.match(text, start):
            return noun_before(text, clause.sentence.start, first.start())  # "... take effect in May, and will rise in June"
    named = ""
    if found is not None:
        asked = lexicon.asked().search(text, start, found.start()) if found.group().lower() == "to" else None
        named = noun_before(text, asked.start("whom") if asked else start, found.start())
    elif trigger and trigger.start > start and not trigger.noun:
        named = noun_before(text, start, end)
    if named.lower() in lexicon.words("pronouns"):
        at = text.rfind(named, start, found.start() if found else end)
        return _meant(clause.document, at, at + len(named)) if at >= 0 else ""
    return named


_PARTIES = re.compile(r"\s(?:between\s(?:[A-Z][\w’'-]*\s)+and|in|with)(?:\s[A-Z][\w’'-]*)+\Z")


def _head_of(run: str) -> str:
    """What a relative clause belongs to: "peace talks between Arland and Norland", not the name right before its pronoun."""
    parties = _PARTIES.search(run)
    event = modifiers(run[: parties.start()]) if parties else []
    if parties and event and event[-1].lower() in lexicon.noun_kinds():
        return " ".join(event) + parties.group()
    return " ".join(modifiers(run))


def _opens_with_verb(clause: Clause) -> bool:
    """Whether a relative clause has its pronoun for its subject: "which runs through 2027"."""
    at = clause.start + len(clause.left) - len(clause.left.lstrip())
    first = re.match(r"[a-z]+s\b", clause.text[at : at + 20])
    present = first is not None and first.group() in listed("verbs", "present")
    return bool(_FINITE.match(clause.text, at)) or opens_with_verb(clause.text, at) or present


def _simple(text: str, start: int, end: int) -> re.Match[str] | None:
    """The first verb in the simple present: "the accord runs for 120 days"."""
    for found in _THIRD.finditer(text, start, end):
        if found.group().lower() in listed("verbs", "present") and found.start() > start:
            return found
    return None


def _meant(document: Document, start: int, end: int) -> str:
    """Whom a pronoun means, where that is safe; "" where it is not."""
    if document.content[start:end].lower() not in ("he", "she", "they"):
        return ""
    name = document.names.resolve(start, end)
    return (name.person or name.party or name.text) if name else ""


def _infinitive(text: str, at: int) -> bool:
    return bool(re.match(r"\s+[a-z]", text[at : at + 3])) and not re.match(r"\s+(?:the|a|an|its|his|her|their)\b", text[at : at + 8])
