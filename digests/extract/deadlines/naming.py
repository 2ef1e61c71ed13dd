"""Names of what is due around an event noun, in its own clause or told before."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import islice

from digests.extract.deadlines.actor import actor
from digests.extract.deadlines.clause import Clause, Trigger
from digests.extract.deadlines.events import last_noun, nouns_in
from digests.extract.deadlines.phrases import complements, compound_end, modifiers, object_of
from digests.extract.deadlines.wording import bare, sound, trimmed
from digests.text.document import Document


def around(clause: Clause, trigger: Trigger) -> str:
    """The noun with the modifiers before it and the phrases after it; the day itself is left out."""
    text, mention = clause.text, clause.mention
    low = max(clause.sentence.start, trigger.start - 120)
    end = compound_end(text, trigger)
    head = [*_before_noun(clause, low, trigger.start), text[trigger.start : end]]
    stop = mention.start if mention.start >= end else clause.sentence.end
    tail = complements(text[end:stop])
    if not tail and len(head) == 1 and (acted := _as_verb(clause, trigger)):
        return acted
    if not tail and text[trigger.start : trigger.end].lower() == "round" and end == trigger.end:
        tail = ["of", "talks"]
    if mention.start >= trigger.end and len(tail) < 4:
        gap = text[trigger.end : mention.start].split()
        if len(gap) <= len(tail) + 3:
            tail += complements(text[mention.end : clause.sentence.end])
    if not tail and trigger.base in (
        "visit",
        "trip",
        "speech",
        "statement",
        "announcement",
        "address",
        "testimony",
        "return",
        "arrival",
        "departure",
        "decision",
    ):
        who = actor(clause, trigger)
        if who and who.lower() not in " ".join(head).lower():
            return f"{' '.join(head)} by {who}"
    return " ".join([*head, *tail])


def _as_verb(clause: Clause, trigger: Trigger) -> str:
    """ "will exchange 40 prisoners": a word that is a noun too, used as a verb with its object."""
    if not re.search(r"\b(?:will|would|must|may|might|could|to)\s\Z", clause.text[max(0, trigger.start - 8) : trigger.start]):
        return ""
    what = object_of(clause, trigger, bare=False)
    return f"{trigger.base} of {what}" if what and not re.match(r"(?:on|in|at|with|for|to|from|by)\b", what) else ""


def _before_noun(clause: Clause, low: int, high: int) -> list[str]:
    text, mention = clause.text, clause.mention
    if low <= mention.start and mention.end <= high:
        return modifiers(re.sub(r"^['’]s", "", text[mention.end : high]))
    return modifiers(text[low:high])


def fuller(clause: Clause, noun: str) -> str:
    """A bare definite noun ("the increase", "Sunday's talks") by the last fuller name that the text gave it before."""
    if not re.search(rf"(?:\b(?:the|this|that|its|their)|['’]s)\s(?:[\w-]+\s)?{re.escape(noun)}\b", clause.sentence.text, re.IGNORECASE):
        return ""
    content, high = clause.text, clause.sentence.start
    nouns, wanted = nouns_in(content), noun.lower().rstrip("s")
    first, last = bisect_left(nouns, (high - 2500,)), bisect_left(nouns, (high,))
    same = (told for told in reversed(nouns[first:last]) if told[2].rstrip("s") == wanted)
    for start, end, _ in islice(same, 8):
        before = modifiers(content[max(0, start - 80) : start])
        phrase = trimmed(" ".join([*before, content[start:end], *complements(content[end : min(high, end + 90)])]))
        if sound(phrase) and not bare(phrase) and len(phrase.split()) <= 8:
            return phrase
    return ""


def antecedent(document: Document, start: int) -> str | None:
    """The last event named in the two sentences before, for "they had been due to begin"."""
    index = document.index_at(start)
    low = document.sentences[max(0, index - 2)].start
    last = last_noun(document.content, low, start)
    if last is None:
        return None
    first, end, _ = last
    before = modifiers(document.content[max(low, first - 80) : first])
    return " ".join([*before, document.content[first:end], *complements(document.content[end:start])])
