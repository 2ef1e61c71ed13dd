"""A short noun phrase for what is due, out of the clause's own words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from digests.extract.deadlines import lexicon
from digests.extract.deadlines.clause import Clause, Trigger
from digests.extract.deadlines.phrases import complements, modifiers, noun_before, object_of
from digests.model import DeadlineKind
from digests.text.document import Document

_WORDS = 12  # a digest line holds no longer phrase
_FINITE = re.compile(
    r"(?:(?<![\w’'-])(?:is|are|was|were|will|would|has|have|had|could|may|might|must|should"
    r"|can|won['’]t|shall|plans?|intends?|hopes?|aims?|expects?|agreed|vowed|pledged|promised"
    r"|faces?|remains?|due|scheduled|slated|expected|to)(?![\w’'-])|['’](?:ll|re)\b)",
    re.IGNORECASE,
)
_LIGHT_OF = frozenset(
    {
        "begin",
        "start",
        "open",
        "resume",
        "continue",
        "restart",
        "kick off",
        "take place",
        "convene",
        "conclude",
        "end",
        "close",
        "be due",
        "go ahead",
        "proceed",
    }
)


@dataclass(frozen=True, slots=True)
class Named:
    """A name for what is due, and how well it stands alone (0 to 4)."""

    phrase: str
    worth: float


def subject_of(clause: Clause, trigger: Trigger | None) -> Named:
    """What is due, as a noun phrase without a leading article; never empty."""
    phrase, worth = _allowed(clause), 2.6
    if phrase:
        return Named(_trimmed(phrase), worth)
    if trigger is not None and trigger.noun:
        phrase, worth = _around(clause, trigger), 3.0
    elif trigger is not None:
        phrase, worth = _of_verb(clause, trigger)
    if not re.search(r"\w\w", phrase):
        phrase, worth = _infinite(clause), 1.2
    if not re.search(r"\w\w", phrase):
        phrase, worth = actor(clause, None), 1.0
    if not re.search(r"\w\w", phrase):
        phrase, worth = _antecedent(clause.document, clause.sentence.start) or _plain(clause), 0.5
    phrase = _trimmed(phrase)
    words = phrase.lower().split()
    if len(words) <= 1 or all(w in lexicon.words("generic") or w in lexicon.words("determiners") for w in words):
        worth -= 2
    if any(w in lexicon.words("pronouns") for w in words):
        worth -= 1
    return Named(phrase, worth - 0.1 * max(0, len(words) - 8))


def _allowed(clause: Clause) -> str:
    """ "gave the company until Tuesday to improve its offer": the deadline for the company to improve its offer."""
    given = re.search(
        r"\b(?:g[ai]v(?:e|en|es|ing)|has|have|had|allow(?:ed|s)?)\s(?P<whom>[^,;]{0,40}?)\s?(?:only\s)?(?:until|till)\s\Z", clause.left
    )
    done = re.match(r"\sto\s(?P<what>[a-z][^,.;:“”—]{2,60})", clause.text[clause.mention.end : clause.sentence.end])
    if not given or not done:
        return ""
    whom = re.sub(r"^(?:the|an?)\s", "", given["whom"]) or actor(clause, None)
    what = re.split(r"\s(?:or|but|and|before|after)\s", done["what"])[0]
    return f"deadline for {whom} to {what}" if whom else f"deadline to {what}"


# ── around a noun ──────────────────────────────────────────────────────────────────────────────────────────


def _around(clause: Clause, trigger: Trigger) -> str:
    """The noun with the modifiers before it and the phrases after it; the day itself is left out."""
    text, mention = clause.text, clause.mention
    low = max(clause.sentence.start, trigger.start - 120)
    head = [*_before_noun(clause, low, trigger.start), text[trigger.start : trigger.end]]
    stop = mention.start if mention.start >= trigger.end else clause.sentence.end
    tail = complements(text[trigger.end : stop])
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


def _before_noun(clause: Clause, low: int, high: int) -> list[str]:
    text, mention = clause.text, clause.mention
    if low <= mention.start and mention.end <= high:
        return modifiers(re.sub(r"^['’]s", "", text[mention.end : high]))
    return modifiers(text[low:high])


# ── around a verb ──────────────────────────────────────────────────────────────────────────────────────────


def _of_verb(clause: Clause, trigger: Trigger) -> tuple[str, float]:
    who, what = actor(clause, trigger), object_of(clause, trigger)
    if not who and trigger.base in _LIGHT_OF:
        who = _antecedent(clause.document, clause.sentence.start) or ""
    before = clause.text[max(clause.start, trigger.start - 12) : trigger.start].lower()
    passive = bool(re.search(r"\b(?:be|been|is|are|was|were|being)\s\Z", before)) or trigger.base.startswith("be ")
    name = lexicon.nominal(trigger.base) or (lexicon.nominal(trigger.base[3:]) if trigger.base.startswith("be ") else None)
    if passive or (name and trigger.base in ("stand trial", "go on trial", "face trial", "appear in court")):
        if name and trigger.base != "hold":
            return (f"{name} {_inner(who)}", 2.5) if who else (name.removesuffix(" of"), 1.0)
        return who, 2.0
    if trigger.base in _intransitive() or (trigger.base in _LIGHT_OF and not what):
        return who, 2.0
    if name and who and re.match(r"(?:in|at|on|with|for|to|from|by|into|off|out|up)\b", what):
        return f"{name} {_inner(who)} {what}", 2.4
    if name and what:
        return f"{name} {what}", 2.3 if re.match(r"\w+ing\b", what) else 2.8
    act = lexicon.act(trigger.base)
    if act and who:
        return _act(who, act, what), 2.4
    if name and who and trigger.kind is DeadlineKind.EFFECTIVE:
        return f"{name} {_inner(who)}", 2.4
    if who:
        return f"{who} to {trigger.base} {what}".strip(), 1.5
    return f"{trigger.base} {what}".strip() if what else "", 0.8


def _infinite(clause: Clause) -> str:
    """ "Norland to observe a day of mourning": the last verb under an auxiliary with its subject, where no event verb is known."""
    run = clause.right if clause.fronted else clause.left
    under = list(re.finditer(r"\b(?:will|would|must|shall|to|can|may|could|might)\s(?P<what>(?!the\b|an?\b)[a-z][^,.;:“”—]{2,90})", run))
    if not under:
        return ""
    found = under[-1]
    what = re.sub(
        r"(?:\s(?:on|by|in|at|until|till|from|before|for|through|of|early|late|the|an?|no later than))+\s*\Z",
        "",
        found["what"].rstrip() + " ",
    ).strip()
    who = actor(clause, None)
    if who:
        return f"{who} to {what}"
    return f"deadline to {what}" if clause.mention.cue in ("by", "before", "no later than") else ""


def _inner(phrase: str) -> str:
    """A phrase that stood first in its sentence, put inside another: "Troops" is "troops" there."""
    first = phrase.split(" ", 1)[0]
    common = (
        first.lower() in lexicon.noun_kinds()
        or (first.endswith("s") and first.isalpha() and len(first) > 4)
        or first.lower() in lexicon.words("numbers")
    )
    return phrase[0].lower() + phrase[1:] if common and first[1:].islower() else phrase


def _act(who: str, act: tuple[str, str], what: str) -> str:
    noun, lead = act
    if who.lower() in ("two", "two sides", "sides", "both sides", "leaders", "pair", "two leaders", "two men", "both"):
        return f"{noun} of the {who}"
    link = f" {lead} " if lead and what and not re.match(r"(?:to|with|in|at|on|from|for|by|next|again)\b", what) else " "
    if re.search(r"\s(?:from|of|and|in|for)\s", who) and len(who.split()) > 2:
        return f"{noun} of {_inner(who)}{link}{what}".strip()
    if len(who.split()) > 5:
        return f"{noun}{link}{what}".strip() + f" by {who}"
    owner = f"{who}’" if who.endswith("s") else f"{who}’s"
    return f"{owner} {noun}{link}{what}".strip()


def _intransitive() -> frozenset[str]:
    verbs = lexicon.table("verbs")
    return frozenset(
        (
            *(v for v in verbs["expiry"] if v not in ("end", "close", "conclude", "finish", "wrap up")),
            *(v for v in verbs["effective"] if " " in v),
        )
    )


def actor(clause: Clause, trigger: Trigger | None) -> str:
    """The subject of the clause: the noun phrase before its finite verb; "" where it is a pronoun or not found."""
    text = clause.text
    relative = re.search(r"([\w’'.-]+),?\s(?:which|that|who)\s\Z", text[max(clause.sentence.start, clause.start - 60) : clause.start])
    if relative and not clause.fronted and (_FINITE.match(text, clause.start) or lexicon.verb_pattern().match(text, clause.start)):
        before = text[max(clause.sentence.start, clause.start - 90) : clause.start]
        return " ".join(modifiers(re.sub(r",?\s(?:which|that|who)\s\Z", "", before)))
    start = clause.mention.end if clause.fronted else clause.start
    end = trigger.start if trigger and trigger.start > start else clause.end
    finite = (m for m in _FINITE.finditer(text, start, end) if m.start() > start)
    found = next((m for m in finite if m.group().lower() != "to" or _infinitive(text, m.end())), None)
    named = ""
    if found is not None:
        named = noun_before(text, start, found.start())
    elif trigger and trigger.start > start and not trigger.noun:
        named = noun_before(text, start, end)
    if named.lower() in lexicon.words("pronouns"):
        at = text.rfind(named, start, found.start() if found else end)
        return _meant(clause.document, at, at + len(named)) if at >= 0 else ""
    return named


def _meant(document: Document, start: int, end: int) -> str:
    """Whom a pronoun means, where that is safe; "" where it is not."""
    if document.content[start:end].lower() not in ("he", "she", "they"):
        return ""
    name = document.names.resolve(start, end)
    return (name.person or name.party or name.text) if name else ""


def _infinitive(text: str, at: int) -> bool:
    return bool(re.match(r"\s+[a-z]", text[at : at + 3])) and not re.match(r"\s+(?:the|a|an|its|his|her|their)\b", text[at : at + 8])


def _antecedent(document: Document, start: int) -> str | None:
    """The last event named in the two sentences before, for "they had been due to begin"."""
    index = document.index_at(start)
    low = document.sentences[max(0, index - 2)].start
    last = None
    for found in lexicon.noun_pattern().finditer(document.content, low, start):
        if found.group().lower() not in lexicon.weak_nouns():
            last = found
    if last is None:
        return None
    return " ".join(
        [
            *modifiers(document.content[max(low, last.start() - 80) : last.start()]),
            last.group(),
            *complements(document.content[last.end() : start]),
        ]
    )


def _plain(clause: Clause) -> str:
    """The clause itself, where no better name is found."""
    run = (clause.right if clause.fronted else clause.left).strip(" ,'’“”\"")
    run = re.sub(r"^(?:(?:and|but|also|meanwhile|however|so|yet|that|if|whether|at least)[,\s]+)+", "", run, flags=re.IGNORECASE)
    return " ".join(re.sub(r"(?:\s(?:on|by|in|at|until|from|before|for|through|the|a))*\s*\Z", "", run + " ").split()[-9:])


def _trimmed(phrase: str) -> str:
    phrase = re.sub(r"\s+", " ", phrase).strip(" ,.;:“”\"'’‘()")
    phrase = re.sub(r"^(?:the|an?|its|his|her|their|this|that)\s+", "", phrase, flags=re.IGNORECASE)
    words = phrase.split()
    if len(words) > _WORDS:
        words = words[:_WORDS]
        while words and words[-1].lower() in lexicon.words("prepositions") | lexicon.words("determiners"):
            words.pop()
    return " ".join(words) or "deadline"
