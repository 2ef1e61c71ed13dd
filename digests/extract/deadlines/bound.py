"""Names that the frame of a deadline gives: what somebody was given time for, what must not be lacking, what was moved."""

from __future__ import annotations

import re

from digests.extract.deadlines import lexicon
from digests.extract.deadlines.actor import actor
from digests.extract.deadlines.clause import Clause
from digests.extract.deadlines.moves import old_day
from digests.extract.deadlines.wording import lowered

_GIVEN = re.compile(
    r"\b(?:(?:g[ai]v(?:e|en|es|ing)|allow(?:ed|s)?)\s(?P<whom>[^,;]{0,40}?)|has|have|had)\s?(?:only\s|now\s)?"
    r"(?:until|till)\s(?:the\s|early\s|late\s|noon\s|midnight\s)*\Z"
)
_NONE = re.compile(
    r"\b(?:if|unless)\s(?P<no>no\s)?(?P<what>[^,;:“”]{3,70}?)\s(?:is|are|can\sbe|could\sbe|has\sbeen|have\sbeen)\s(?P<not>not\s)?"
    r"(?:reached|found|agreed|signed|made|struck|met|paid|freed|released|formed|approved|passed|secured|concluded|settled|resolved|lifted)"
    r"\s(?:\w+\s)?(?:by|within|before|until)\s(?:the\s)?\Z",
    re.IGNORECASE,
)
_FAILS = re.compile(
    r"\b(?:if|should|unless)\s(?P<who>[^,;:“”]{2,50}?)\s(?:fail(?:s|ed)?\sto|do(?:es)?\snot|don['’]t|doesn['’]t|did\snot|cannot|can['’]t"
    r"|(?:is|are)\s(?:un|not\s)able\sto)\s(?P<what>[^,;:“”]{3,80}?)\s(?:by|within|before|until)\s(?:the\s)?\Z",
    re.IGNORECASE,
)
_TIED = re.compile(r"\s(?:(?:and|or|but|before|after)\s.*|(?:by|on|in|at|within)\s(?:the\s)?\Z)")


def allowed(clause: Clause) -> str:
    """ "gave the company until Tuesday to improve its offer": the deadline for the company to improve its offer."""
    given = _GIVEN.search(clause.left)
    if not given:
        return _open_to(clause)
    done = re.match(r"(?:['’]s)?\sto\s(?P<what>[a-z][^,.;:“”—]{2,60})", clause.text[clause.mention.end : clause.sentence.end])
    whom = (given["whom"] or "").strip() or articled(clause, actor(clause, None))
    if whom.lower() in lexicon.words("pronouns") or re.match(r"to\s", whom):
        whom = ""
    if not done:
        return f"deadline for {lowered(whom)}" if whom else ""
    what = re.split(r"\s(?:or|but|and|before|after)\s", done["what"])[0]
    return f"deadline for {whom} to {what}" if whom else f"deadline to {what}"


_MAY_UNTIL = re.compile(
    r"(?:\A|[\s,])(?P<who>[^,;:“”]{2,60}?)\s(?:can|may|are able to|(?:has|have|had) been (?:ordered|told|asked|instructed) to)\s"
    r"(?P<what>[a-z][^,;:“”]{3,80}?)\s(?:until|till|through|by|before)\s(?:the\s)?\Z"
)


def _open_to(clause: Clause) -> str:
    """ "Residents can comment on the plans until", "has been ordered to disarm his guards by": the deadline for them to do it."""
    found = _MAY_UNTIL.search(clause.left)
    who = actor(clause, None) if found else ""
    if not found or not who or (" may " in found.group() and clause.mention.cue in lexicon.cues("by")):
        return ""
    return f"deadline for {articled(clause, who)} to {found['what']}"


def uncapitalised(clause: Clause, name: str) -> str:
    """ "Indirect talks" as "indirect talks": a capital that only says that a sentence begins."""
    first, _, rest = name.partition(" ")
    if not first[:1].isupper() or not first[1:].islower() or not rest[:1].islower():
        return name
    at = clause.text.find(first, clause.sentence.start, clause.sentence.end)
    told = clause.document.names.at(at, at + len(first)) if at >= 0 else None
    named = told is not None and (told.kind != "other" or told.text == first) and "-" not in first
    opens = at >= 0 and (at == clause.sentence.start or clause.text[at - 2 : at] in ("— ", "- "))
    return name if named or not opens else name[0].lower() + name[1:]


def articled(clause: Clause, name: str) -> str:
    """A name with the article it has in its sentence: "the curfew" for "curfew"."""
    if not name:
        return ""
    found = re.search(rf"(?<!\w)(the|an?)\s{re.escape(name)}(?!\w)", clause.sentence.text, re.IGNORECASE)
    return f"{found.group(1).lower()} {lowered(name)}" if found else uncapitalised(clause, lowered(name))


def lacking(clause: Clause) -> str:
    """ "if no deal is reached by March 1", "if the sides fail to agree by Monday": the deadline for what is lacking."""
    run = clause.text[clause.sentence.start : clause.mention.start]
    if (found := _NONE.search(run)) and (found["no"] or found["not"] or found.group().lower().startswith("unless")):
        what = re.sub(r"^(?:the|an?)\s", "", found["what"])
        article = "" if what.split()[0][0].isupper() or what.endswith("s") else "an " if what[0] in "aeiou" else "a "
        return f"deadline for {article}{what}"
    if found := _FAILS.search(run):
        who = found["who"]
        whom = "" if who.lower() in lexicon.words("pronouns") else f" for {lowered(who)}"
        return f"deadline{whom} to {found['what']}"
    return ""


_MOVED = re.compile(
    r"\b(?:extend(?:s|ed|ing)?|postpon(?:e|es|ed|ing)|delay(?:s|ed|ing)?|prolong(?:s|ed|ing)?|push(?:es|ed|ing)?\sback|put(?:s|ting)?\s(?:off|back)"
    r"|reschedul(?:e|es|ed|ing)|renew(?:s|ed|ing)?|defer(?:s|red|ring)?|mov(?:e|es|ed|ing))\s(?P<what>(?:the|an?|its|his|her|their|this|that)\s"
    r"[^;:“”]{3,90}?)\s(?:now\s)?(?:(?:scheduled|due|set|planned|slated)\s)?(?:on|for|to|until|till|by|from|through|beyond|past)\s(?:the\s)?\Z",
    re.IGNORECASE,
)


def shifted_thing(clause: Clause) -> str:
    """ "extended the deadline for bids by a week to April 18": the thing that was moved."""
    found = _MOVED.search(clause.left)
    if not found:
        return ""
    old = old_day(clause)
    what = re.sub(rf"\sfrom\s(?:the\s)?{re.escape(clause.text[old.start : old.end])}\Z", "", found["what"]) if old else found["what"]
    return _TIED.sub("", what.split(", ")[0])


def act_of(who: str, act: tuple[str, str], what: str) -> str:
    """A person's or a party's act as a name: "Kerry’s visit to Belgium"."""
    noun, lead = act
    if who.lower() in ("two", "two sides", "sides", "both sides", "leaders", "pair", "two leaders", "two men", "both"):
        return f"{noun} of the {who}"
    link = f" {lead} " if lead and what and not re.match(r"(?:to|with|in|at|on|from|for|by|next|again)\b", what) else " "
    if re.search(r"\s(?:from|of|and|in|for|at)\s", who) and len(who.split()) > 2:
        return f"{noun} of {lowered(who)}{link}{what}".strip()
    if len(who.split()) > 5:
        return f"{noun}{link}{what}".strip() + f" by {who}"
    owner = f"{who}’" if who.endswith("s") else f"{who}’s"
    return f"{lowered(owner)} {noun}{link}{what}".strip()
