"""Noun phrases by their edges: what stands before a noun, after it, before a verb and behind it."""

from __future__ import annotations

import re

from digests.extract.deadlines import lexicon
from digests.extract.deadlines.clause import Clause, Trigger
from digests.extract.deadlines.wording import cut_back
from digests.text.dates.words import listed

_WORD = re.compile(r"[\w$€£%][\w.,$%’'&/-]*[\w%’'.]|[\w$%&]|[,;:()“”\"—–]")
_DAY = re.compile(
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:['’]s)?|today|tomorrow|tonight|(?:jan|feb|aug|sept|oct|nov|dec)\.?"
    r"|january|february|march|april|may|june|july|august|september|october|november|december)\Z",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:(?:and|but|also|meanwhile|however|still|then|now|so|yet|that|if|whether|when|while"
    r"|though|although|because|after|before|as|indeed|in addition|separately|the|an?)[,\s]+)+",
    re.IGNORECASE,
)
_CONNECTIVE = re.compile(r"^(?:(?:and|but|also|meanwhile|however|still|then|so|yet|that|indeed|separately)[,\s]+)+", re.IGNORECASE)
_DATELINE = re.compile(
    r"^[A-Z][A-Z/.’' -]{3,}(?:,\s[A-Z][a-z.]+(?:\s[A-Z][a-z]+)?)?(?:\s\([A-Z][\w\s]*\))?(?:\s[-–—])?\s(?=[A-Z][a-z’']|An?\s|U\.)"
)


_BEFORE_VERB = frozenset({"to", "will", "would", "must", "may", "might", "can", "could", "should", "shall", "not", "’ll"})
_PARTICLES = frozenset({"forward", "up", "out", "off", "on", "ahead", "back", "down"})
_PAST = re.compile(r"\b\w{2,}(?:ed|ew|old|oke)\s(?:the|an?|his|her|its|their|in|on|by|to|with|for|from|that)\b")


def modifiers(left: str) -> list[str]:
    """The adjectives and nouns right before a noun that ends a run."""
    out: list[str] = []
    words = _WORD.findall(left)
    for at in range(len(words) - 1, -1, -1):
        word, lower = words[at], words[at].lower()
        if at and words[at - 1].lower() in _BEFORE_VERB and lower in listed("verbs", "base"):
            if out and out[-1].lower() in _PARTICLES:
                out.pop()
            break  # the verb of "will push forward trade talks"
        if (
            not (word[0].isalnum() or word[0] in "$€£")
            or lower in lexicon.words("before_stops")
            or lower in lexicon.words("determiners")
            or len(out) >= 6
        ):
            break
        if word.endswith((",", ".")) and not re.search(r"\.\w*\.", word):
            break
        if lower in ("a.m.", "p.m.", "a.m", "p.m", "am", "pm"):
            break  # the hour of the sentence before
        if lower.endswith("ly") and not out:
            break
        out.append(word)
    return out[::-1]


def complements(right: str) -> list[str]:
    """The prepositional phrases after a noun, up to a verb, a mark or nine words; no day stands in them."""
    out: list[str] = []
    for word in _WORD.findall(right):
        lower = word.lower()
        if not out and lower not in lexicon.words("prepositions") - {"and", "by"}:
            break
        if len(out) >= 9:
            out = cut_back(out)
            break
        if word[0] in ',;:()“”"—–' or lower in lexicon.words("after_stops") or _DAY.match(word):
            break
        if (
            out
            and lower.endswith(("ing", "ed"))
            and out[-1].lower() not in lexicon.words("prepositions") | lexicon.words("determiners")
            and len(lower) > 5
        ):
            break
        out.append(word.rstrip(",") if re.search(r"\.\w+\.\Z", word) else word.rstrip(",."))
        if word.endswith((",", ".")) and not re.search(r"\.\w*\.", word):
            break
    while out and (out[-1].lower() in lexicon.words("prepositions") or out[-1].lower() in lexicon.words("determiners")):
        out.pop()
    return out


def compound_end(text: str, trigger: Trigger) -> int:
    """Where the compound ends that a singular noun begins: "strike action", "flight recorder"."""
    follows = re.match(
        r"\s(?P<word>[a-z][a-z-]{2,})(?=\s(?:is|are|was|were|will|would|has|had|on|in|at|for|of|to|by)\s|\s\Z|[.,])",
        text[trigger.end : trigger.end + 30],
    )
    if not follows or text[trigger.end - 1] == "s":
        return trigger.end
    word = follows["word"]
    closed = lexicon.words("after_stops") | lexicon.words("prepositions") | lexicon.words("determiners") | lexicon.words("dangling")
    verb = word in listed("verbs", "base") or word in listed("verbs", "irregular") or word.endswith(("ed", "ly", "s", "ing"))
    return trigger.end if word in closed or verb else trigger.end + follows.end("word")


def noun_before(text: str, start: int, end: int) -> str:
    """The noun phrase that ends where a verb begins, its appositions and leading words left out."""
    run = text[start:end].strip(" ,“”\"'‘’")
    run = _CONNECTIVE.sub("", _DATELINE.sub("", run))
    if "," in run:
        head, rest = run.split(",", 1)
        # "Sharp, the maker of screens," keeps Sharp; "On the same day, ministers" keeps ministers
        run = (
            rest.split(",")[-1]
            if re.match(
                r"(?:in|on|at|after|before|for|with|under|during|following|despite|if|unless|once|when|while|although|though|because|since|until|by|earlier|later|according|asked|speaking|as)\b",
                head.strip(),
                re.IGNORECASE,
            )
            else head
        )
    run = _LEAD.sub("", run.strip(" ,“”\"'‘’"))
    run = re.sub(r"\s(?:also|now|still|then|both|all|just|only|already|currently|reportedly|finally)\Z", "", run)
    if re.match(r"(?:on|in|at|by|for|from|with|of|to)\s", run, re.IGNORECASE):
        return ""
    run = re.sub(r"\s\w+ly\Z", "", run)
    run = re.sub(r"(?:^|\s)(?:\w+\s)?(?:say|says|said)\Z", "", run)
    joined = re.search(r"\band\s(?:the|his|her|its|their|an?)\s(?P<last>[^,]+)\Z", run)
    if joined and _PAST.search(run[: joined.start()]):
        run = joined["last"]
    words = run.split()
    verb = next((i for i, word in enumerate(words) if word.lower() in listed("verbs", "irregular") | listed("verbs", "say")), None)
    if verb is not None:  # a verb stands in it: its subject is the safe part
        return " ".join(words[:verb]) if 0 < verb <= 6 else ""
    if len(words) <= 10:
        return run
    tail = modifiers(run)
    return " ".join(tail)


def object_of(clause: Clause, trigger: Trigger, bare: bool = True) -> str:
    """What stands between a verb and its day, or after both: "Belgium" of "will visit Belgium on Friday"; ``bare``: no article."""
    mention = clause.mention
    stop = mention.start if mention.start >= trigger.end else clause.end
    run = clause.text[trigger.end : stop]
    run = re.split(
        r"[;:“”—–\"]|,\s|\s(?:if|unless|when|after|although|that|which|who|but|while|because|following|whether|amid|as)\s", run + " "
    )[0]
    run = re.sub(
        r"(?:(?:\s|^)(?:on|by|in|at|until|till|from|before|for|through|to|no later than|as|up|of"
        r"|since|starting|beginning|early|late|later|an|a|the|is|are|than|more|not))+\s*\Z",
        "",
        run.rstrip(),
    )
    run = re.sub(r"\sfor (?:an?|one|two|three|\d+) (?:week|month|day|hour|year)s?\Z", "", run)
    if not run.strip() and mention.start >= trigger.end:
        after = re.match(r"\s(?:in|at|with|to|on|for|by|from)\s[^,.;:“”—–]{3,70}", clause.text[mention.end : clause.end])
        run = " ".join(complements(after.group())) if after else ""
    return re.sub(r"^(?:the|an?|its|his|her|their)\s+", "", run.strip(" ,")) if bare else run.strip(" ,")
