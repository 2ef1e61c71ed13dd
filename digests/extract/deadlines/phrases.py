"""Noun phrases by their edges: what stands before a noun, after it, before a verb and behind it."""

from __future__ import annotations

import re

from digests.extract.deadlines import lexicon
from digests.extract.deadlines.clause import Clause, Trigger
from digests.text.dates.words import listed

_WORD = re.compile(r"[\w$€£%][\w.,$%’'&/-]*[\w%’'.]|[\w$%&]|[,;:()“”\"—–]")
_DAY = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:['’]s)?|today|tomorrow|tonight|(?:jan|feb"
    r"|march|april|may|june|july|aug|sept|oct|nov|dec)[a-z]*\.?\Z",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:(?:and|but|also|meanwhile|however|still|then|now|so|yet|that|if|whether|when|while"
    r"|though|although|because|after|before|as|indeed|in addition|separately|the|an?)[,\s]+)+",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"^[A-Z][A-Z/.’' -]{3,}(?:,\s[A-Z][a-z.]+(?:\s[A-Z][a-z]+)?)?(?:\s\([A-Z][\w\s]*\))?(?:\s[-–—])?\s(?=[A-Z][a-z’']|An?\s|U\.)"
)


def modifiers(left: str) -> list[str]:
    """The adjectives and nouns right before a noun that ends a run."""
    out: list[str] = []
    for word in reversed(_WORD.findall(left)):
        lower = word.lower()
        if (
            not (word[0].isalnum() or word[0] in "$€£")
            or lower in lexicon.words("before_stops")
            or lower in lexicon.words("determiners")
            or len(out) >= 6
        ):
            break
        if word.endswith((",", ".")) and not re.search(r"\.\w*\.", word):
            break
        if lower.endswith("ly") and not out:
            break
        out.append(word)
    return out[::-1]


def complements(right: str) -> list[str]:
    """The prepositional phrases after a noun, up to a verb, a mark or nine words; no day stands in them."""
    out: list[str] = []
    for word in _WORD.findall(right):
        lower = word.lower()
        if not out and lower not in lexicon.words("prepositions") - {"and", "by", "at"}:
            break
        if word[0] in ',;:()“”"—–' or lower in lexicon.words("after_stops") or len(out) >= 9 or _DAY.match(word):
            break
        if (
            out
            and lower.endswith(("ing", "ed"))
            and out[-1].lower() not in lexicon.words("prepositions") | lexicon.words("determiners")
            and len(lower) > 5
        ):
            break
        out.append(word.rstrip(",."))
        if word.endswith((",", ".")) and not re.search(r"\.\w*\.", word):
            break
    while out and (out[-1].lower() in lexicon.words("prepositions") or out[-1].lower() in lexicon.words("determiners")):
        out.pop()
    return out


def noun_before(text: str, start: int, end: int) -> str:
    """The noun phrase that ends where a verb begins, its appositions and leading words left out."""
    run = text[start:end].strip(" ,“”\"'‘’")
    run = _LEAD.sub("", _DATELINE.sub("", run))
    if "," in run:
        head, rest = run.split(",", 1)
        # "Sharp, the maker of screens," keeps Sharp; "On the same day, ministers" keeps ministers
        run = (
            rest.split(",")[-1]
            if re.match(
                r"(?:in|on|at|after|before|for|with|under|during|following|despite|by|earlier|later|according|asked|speaking|as)\b",
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
    words = run.split()
    if any(word.lower() in listed("verbs", "irregular") or word.lower() in listed("verbs", "say") for word in words[1:]):
        return " ".join(modifiers(run))  # a verb stands in it: no more than the last noun phrase is safe
    if len(words) <= 10:
        return run
    tail = modifiers(run)
    return " ".join(tail)


def object_of(clause: Clause, trigger: Trigger) -> str:
    """What stands between a verb and its day, or after both: "Belgium" of "will visit Belgium on Friday"."""
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
    return re.sub(r"^(?:the|an?|its|his|her|their)\s+", "", run.strip(" ,"))
