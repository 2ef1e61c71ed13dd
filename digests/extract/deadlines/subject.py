"""A short noun phrase for what is due, out of the clause's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from digests.extract.deadlines import lexicon
from digests.extract.deadlines.actor import actor
from digests.extract.deadlines.bound import act_of, allowed, articled, lacking, shifted_thing, uncapitalised
from digests.extract.deadlines.clause import Clause, Trigger
from digests.extract.deadlines.events import noun_in
from digests.extract.deadlines.fallback import general
from digests.extract.deadlines.naming import antecedent, around, fuller
from digests.extract.deadlines.phrases import object_of
from digests.extract.deadlines.wording import bare, gerund, lowered, sound, trimmed
from digests.model import DeadlineKind
from digests.text.dates.words import listed

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
    """A name for what is due, and how well it stands alone (-1 to 4)."""

    phrase: str
    worth: float
    sure: bool = True  #: False where only the sort of thing is known


def subject_of(clause: Clause, trigger: Trigger | None, kind: DeadlineKind) -> Named:
    """What is due, as a noun phrase without a leading article: the best name the clause gives that stands alone, else a general one."""
    for phrase, worth in _candidates(clause, trigger):
        name = _placed(clause, uncapitalised(clause, lowered(trimmed(phrase))), kind)
        if name and sound(name) and not (worth < 2 and _verb_first(name)) and not _person(clause, name):
            return Named(name, _worth(name, worth))
    phrase, sure = general(clause, kind)
    return Named(phrase, -1.0 if not sure else 0.2, sure)


def _person(clause: Clause, name: str) -> bool:
    """Whether a name is that of a person alone: who acts is not what is due."""
    told = clause.document.names.within(clause.sentence.start, clause.sentence.end)
    return any(n.kind == "person" and name in (n.text, n.person) for n in told)


def _candidates(clause: Clause, trigger: Trigger | None) -> Iterator[tuple[str, float]]:
    """Names from the fullest to the poorest; the first that stands alone is taken."""
    yield allowed(clause), 2.6
    yield lacking(clause), 2.6
    yield shifted_thing(clause), 2.7
    if back := _DUE_BACK.search(clause.left):
        who = actor(clause, None)
        yield (f"return of {who} to {back['where']}" if 0 < len(who.split()) < 8 else f"return to {back['where']}"), 2.0
    if trigger is not None and trigger.noun:
        phrase = around(clause, trigger)
        yield phrase, 3.0
        yield clause.text[trigger.start : trigger.end], 1.0
        return
    if trigger is not None:
        yield from _of_verb(clause, trigger)
    yield _infinite(clause), 1.2
    yield actor(clause, None), 1.0
    if _POINTING.match(clause.left):
        yield antecedent(clause.document, clause.sentence.start) or "", 0.5


def _placed(clause: Clause, name: str, kind: DeadlineKind) -> str:
    """A bare name with what tells it from others of its sort: its fuller name of before, or the place of its clause."""
    if not name or not bare(name):
        return name
    last = name.split()[-1]
    if last.lower() in lexicon.noun_kinds():
        name = fuller(clause, last) or name
    if bare(name) and kind in (DeadlineKind.MEETING, DeadlineKind.VOTE, DeadlineKind.HEARING):
        link = general(clause, kind)[0].partition(" ")[2]
        name = f"{name} {link}" if link else name
    return name


def _worth(name: str, worth: float) -> float:
    words = name.split()
    return worth - (2 if bare(name) else 0) - 0.1 * max(0, len(words) - 8)


def _verb_first(name: str) -> bool:
    """ "push forward trade talks": an infinitive that lost what stood before it."""
    first = name.split(" ", 1)[0]
    return first in listed("verbs", "base") and first not in lexicon.noun_kinds() and " " in name


# ── around a verb ──────────────────────────────────────────────────────────────────────────────────────────


def _of_verb(clause: Clause, trigger: Trigger) -> Iterator[tuple[str, float]]:
    """Names out of a verb with its subject and its object, best first."""
    who, what = actor(clause, trigger), object_of(clause, trigger)
    if not who and trigger.base in _LIGHT_OF and _POINTING.match(clause.left):
        who = antecedent(clause.document, clause.sentence.start) or ""
    if _counted(who):
        who = ""
    what = _plain_object(what)
    base = trigger.base
    name = lexicon.nominal(base) or (lexicon.nominal(base[3:]) if base.startswith("be ") else None)
    act = lexicon.act(base)
    if not who and _passive(clause, trigger) and _POINTING.match(clause.left):
        who = antecedent(clause.document, clause.sentence.start) or ""  # "asked that it be lifted"
    if _passive(clause, trigger) or (name and base in ("stand trial", "go on trial", "face trial", "appear in court")):
        if name and base != "hold":
            yield f"{name} {articled(clause, who)}" if who else name.removesuffix(" of"), 2.5 if who else 1.0
        yield who, 2.0
        return
    if act and who and " " in base:
        yield act_of(who, act, what), 2.4
    if base in _LIGHT_OF and name and who and not what and not noun_in(who):
        yield f"{name} {articled(clause, who)}", 2.4  # "resumption of classes"; talks, a trial go by their own name
    if base in _intransitive() or (base in ("come", "be due") and not what) or (base in _LIGHT_OF and not what):
        yield who, 2.0
    if (aimed := _prospect(base, what)) or (aimed := _kept_from(base, what)):
        yield aimed, 2.4
    if (said := lexicon.announcing(base)) and not act and who and (not what or _CONTENT.match(what)):
        yield f"{said} by {articled(clause, who)}", 2.2
    if base == "continue" and re.match(r"[a-z]+ing\b", what):
        yield f"{articled(clause, who)} {what}", 2.4
    if name and who and re.match(r"(?:in|at|on|with|for|to|from|by|into|off|out|up)\b", what):
        yield f"{name} {articled(clause, who)} {what}", 2.4
    elif name and what:
        yield f"{name} {_owned(object_of(clause, trigger, bare=False))}", 2.3 if re.match(r"\w+ing\b", what) else 2.8
    elif act and who:
        yield act_of(who, act, what), 2.4
        yield act_of(who, act, ""), 2.1
    elif act and what and base not in ("leave", "return", "arrive"):
        yield f"{act[0]} {act[1] if act[1] and not _LINKED.match(what) else ''} {what}", 2.0
    elif name and who and trigger.kind is DeadlineKind.EFFECTIVE:
        yield f"{name} {articled(clause, who)}", 2.4
    yield from _acting(clause, trigger, who, what)


_DUE_BACK = re.compile(r"\bdue (?:back|home)\s(?:in|at|to|on)\s(?P<where>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)*)")
_POINTING = re.compile(r"\W*(?:they|it|these|both|this)\b", re.IGNORECASE)
_CONTENT = re.compile(r"(?:whether|if|how|that|when|what|why|who|which|on|about)\b")
_LINKED = re.compile(r"(?:to|with|in|at|on|from|for|by|next|again)\b")


def _acting(clause: Clause, trigger: Trigger, who: str, what: str) -> Iterator[tuple[str, float]]:
    """ "Britain leaving the bloc": subject and verb as one name, where the verb has no noun."""
    if trigger.base.startswith("be ") or _CONTENT.match(what) or (not what and trigger.base in lexicon.light_verbs()):
        return
    full = object_of(clause, trigger, bare=False) if what else ""
    pressed = clause.mention.cue in lexicon.cues("by") | lexicon.cues("bounded") and trigger.kind is not DeadlineKind.EXPIRY
    if who and pressed:
        yield f"deadline for {articled(clause, who)} to {trigger.base} {full}", 1.7
    if who and len(who.split()) <= 7 and (what or trigger.base not in _LIGHT_OF):
        yield f"{articled(clause, who)} {gerund(trigger.base)} {full}", 1.5
    if what:
        yield f"{gerund(trigger.base)} {full}", 1.0


def _passive(clause: Clause, trigger: Trigger) -> bool:
    before = clause.text[max(clause.start, trigger.start - 12) : trigger.start].lower()
    return bool(re.search(r"\b(?:be|been|is|are|was|were|being)\s\Z", before)) or trigger.base.startswith("be ")


def _owned(what: str) -> str:
    """ "its forces" as "forces": whose they are is not told in the name."""
    return re.sub(r"^(?:its|his|her|their|our|my|your)\s", "", what)


def _counted(who: str) -> bool:
    """ "Thirty-two", "another 34": a number stands for people told before, and names nobody."""
    words = re.findall(r"[\w-]+", who.lower())
    numbers = lexicon.words("numbers") | {"another", "other", "others", "least", "at"}
    return bool(words) and all(w.isdigit() or w in numbers or re.match(r"(?:twen|thir|for|fif|six|seven|eigh|nine)ty\b", w) for w in words)


def _plain_object(what: str) -> str:
    return "" if what.lower() in lexicon.words("pronouns") or what.lower() in ("that", "so", "it", "them", "him", "her", "us") else what


def _prospect(base: str, what: str) -> str:
    """ "raise the spectre of new tariffs": what is due is the tariffs."""
    found = re.match(r"(?:the\s)?(?:spect(?:re|er)|prospect|possibility|risk|threat|chances?|hopes?|fears?)s?\sof\s(?P<what>.+)", what)
    return found["what"] if found and base in ("raise", "increase", "bring", "see", "face") else ""


def _kept_from(base: str, what: str) -> str:
    """ "stop the ban from taking effect": what is due is the ban."""
    found = re.match(r"(?P<what>.+?)\sfrom\s(?:taking|coming|going|entering|being|becoming|starting|beginning)\b", what)
    return found["what"] if found and base in ("stop", "halt", "block", "prevent", "keep", "delay", "bar") else ""


_UNDER = re.compile(
    r"\b(?P<under>will|would|must|shall|to|can|may|could|might)\s(?P<verb>(?!the\b|an?\b|not\b|have\b|never\b)[a-z]+)(?P<what>(?:[^,.;:“”—]|\.(?=\w)|(?<=\b[A-Z])\.){0,90})"
)


_OBJECT = re.compile(r"(?:the|an?|its|his|her|their|\d[\d.,]*|up to|more than|at least)\s")


def _infinite(clause: Clause) -> str:
    """ "Norland observing a day of mourning": the last verb under an auxiliary with its subject, where no event verb is known."""
    run = clause.right if clause.fronted else clause.left
    under = list(_UNDER.finditer(run))
    if not under:
        return ""
    verb, what = under[-1]["verb"], trimmed("x" + under[-1]["what"])[1:].strip()
    who = actor(clause, None)
    if (
        not what
        or (verb not in listed("verbs", "base") and not (under[-1]["under"] in ("will", "must", "shall") or _OBJECT.match(what)))
        or (verb == "be" and not who)
    ):
        return ""
    if clause.mention.cue in ("by", "before", "no later than"):
        return f"deadline for {articled(clause, who)} to {verb} {what}" if who else f"deadline to {verb} {what}"
    return f"{articled(clause, who)} {gerund(verb)} {what}".strip()


def _intransitive() -> frozenset[str]:
    verbs = lexicon.table("verbs")
    return frozenset(
        (
            *(v for v in verbs["expiry"] if v not in ("end", "close", "conclude", "finish", "wrap up")),
            *(v for v in verbs["effective"] if " " in v),
        )
    )
