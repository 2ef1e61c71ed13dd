"""The wording of facts: who says so, how many, what a party wants."""

from __future__ import annotations

from collections.abc import Iterable

from bot.language import Sense, Several, Tongue, mark
from digests.model import DeadlineKind, Evidence, Qualifier, Stance, StanceHeld, Toll, TollReport
from digests.text.vocabulary import load

__all__ = [
    "COUNTS",
    "counted",
    "counts_before",
    "leads",
    "outlet",
    "plural",
    "said_by",
    "speaker",
    "stance",
    "stance_on",
    "stance_was",
    "told_counts",
    "toll",
    "upper",
]

#: what leads from a subject to its day: "Halt of strikes: until Sun 1 Feb"
_LEADS = {
    DeadlineKind.EXPIRY: mark("until {day}"),
    DeadlineKind.ULTIMATUM: mark("by {day}"),
    DeadlineKind.TARGET: mark("target {day}"),
    DeadlineKind.EFFECTIVE: mark("from {day}"),
}
#: subjects that say it themselves: "expiry of the truce: Sun 1 Feb"
_SAID: dict[str, list[str]] = load("bot.render", "english.toml")["said"]
_DEMANDS = Several("demands", "demand")
_PROPOSES = Several("proposes", "propose")
_ACCEPTS = Several("accepts", "accept")
_REJECTS = Several("rejects", "reject")
_THREATENS = Several("threatens", "threaten")
_DENIES = Several("disputes", "dispute")
#: Each stance as a verb, of one and of many: before a noun phrase, before "to ...", before "that ..." and before quoted words.
_STANCES: dict[Stance, tuple[Several, Several, Several, Several]] = {
    Stance.DEMANDS: (_DEMANDS, Several("wants", "want"), _DEMANDS, Several("demands:", "demand:")),
    Stance.PROPOSES: (_PROPOSES, _PROPOSES, _PROPOSES, Several("proposes:", "propose:")),
    Stance.ACCEPTS: (_ACCEPTS, Several("agrees", "agree"), _ACCEPTS, Several("accepts:", "accept:")),
    Stance.REJECTS: (
        *(_REJECTS, Several("refuses", "refuse")),
        *(Several("rejects the idea", "reject the idea"), Several("rejects:", "reject:")),
    ),
    Stance.CONDITIONS: (
        *(Several("sets a condition for", "set a condition for"), Several("would", "would")),
        *(Several("sets the condition", "set the condition"), Several("sets a condition:", "set a condition:")),
    ),
    Stance.THREATENS: (_THREATENS, _THREATENS, _THREATENS, Several("threatens:", "threaten:")),
    Stance.COMMITS: (
        *(Several("commits to", "commit to"), Several("commits", "commit")),
        *(Several("pledges", "pledge"), Several("commits:", "commit:")),
    ),
    Stance.DENIES: (Several("denies", "deny"), _DENIES, _DENIES, Several("disputes:", "dispute:")),
}
#: A stance told without its issue: "before that: accepts".
_ALONE = {
    Stance.DEMANDS: Sense("stance by itself", "demands"),
    Stance.PROPOSES: Sense("stance by itself", "proposes"),
    Stance.ACCEPTS: Sense("stance by itself", "accepts"),
    Stance.REJECTS: Sense("stance by itself", "rejects"),
    Stance.CONDITIONS: Sense("stance by itself", "sets a condition"),
    Stance.THREATENS: Sense("stance by itself", "threatens"),
    Stance.COMMITS: Sense("stance by itself", "commits"),
    Stance.DENIES: Sense("stance by itself", "disputes"),
}
COUNTS = ("killed", "injured", "missing", "captured")
_EXACT = {
    "killed": Several("{n} killed", "{n} killed"),
    "injured": Several("{n} injured", "{n} injured"),
    "missing": Several("{n} missing", "{n} missing"),
    "captured": Several("{n} captured", "{n} captured"),
}
_QUALIFIED = {
    (Qualifier.AT_LEAST, "killed"): Several("at least {n} killed", "at least {n} killed"),
    (Qualifier.AT_LEAST, "injured"): Several("at least {n} injured", "at least {n} injured"),
    (Qualifier.AT_LEAST, "missing"): Several("at least {n} missing", "at least {n} missing"),
    (Qualifier.AT_LEAST, "captured"): Several("at least {n} captured", "at least {n} captured"),
    (Qualifier.MORE_THAN, "killed"): Several("more than {n} killed", "more than {n} killed"),
    (Qualifier.MORE_THAN, "injured"): Several("more than {n} injured", "more than {n} injured"),
    (Qualifier.MORE_THAN, "missing"): Several("more than {n} missing", "more than {n} missing"),
    (Qualifier.MORE_THAN, "captured"): Several("more than {n} captured", "more than {n} captured"),
    (Qualifier.ABOUT, "killed"): Several("about {n} killed", "about {n} killed"),
    (Qualifier.ABOUT, "injured"): Several("about {n} injured", "about {n} injured"),
    (Qualifier.ABOUT, "missing"): Several("about {n} missing", "about {n} missing"),
    (Qualifier.ABOUT, "captured"): Several("about {n} captured", "about {n} captured"),
    (Qualifier.UP_TO, "killed"): Several("up to {n} killed", "up to {n} killed"),
    (Qualifier.UP_TO, "injured"): Several("up to {n} injured", "up to {n} injured"),
    (Qualifier.UP_TO, "missing"): Several("up to {n} missing", "up to {n} missing"),
    (Qualifier.UP_TO, "captured"): Several("up to {n} captured", "up to {n} captured"),
}
_NONE = {
    "killed": mark("no one killed"),
    "injured": mark("no one injured"),
    "missing": mark("no one missing"),
    "captured": mark("no one captured"),
}
_RANGES = {
    "killed": Several("{low} to {n} killed", "{low} to {n} killed"),
    "injured": Several("{low} to {n} injured", "{low} to {n} injured"),
    "missing": Several("{low} to {n} missing", "{low} to {n} missing"),
    "captured": Several("{low} to {n} captured", "{low} to {n} captured"),
}
_NAMED = 3


def leads(kind: DeadlineKind, subject: str) -> str:
    """What leads from a subject to its day, ``{day}`` in its place; bare where the subject says it or the kind needs none."""
    said = any(word in subject.lower() for word in _SAID.get(kind.value, ()))
    return "{day}" if said else _LEADS.get(kind, "{day}")


def stance(of: Stance, tongue: Tongue) -> str:
    """A stance as a verb by itself."""
    return tongue.sense(*_ALONE[of])


def stance_was(told: str, tongue: Tongue) -> str:
    """The stance told before, as ``KeyPoint.before`` has it ("accepts: the plan"), as a verb by itself."""
    was = told.partition(": ")[0]
    return stance(Stance(was), tongue) if was in set(Stance) else was


def stance_on(of: Stance, issue: str, tongue: Tongue, *, many: bool = False) -> tuple[str, str]:
    """A stance as the verb that reads on into its issue, and the issue as it stands behind it; ``many``: the verb of a plural.

    ``("demands", "that Velden withdraw")``, ``("refuses", "to sign")``, ``("would", "halt strikes")``, ``("rejects:", "“...”")``.
    """
    plain, to, that, quoted = _STANCES[of]
    infinitive = issue.startswith(("to ", "not to "))
    verb = to if infinitive else that if issue.startswith(("that ", "whether ")) else quoted if issue[:1] in '“"' else plain
    if of is Stance.CONDITIONS and infinitive:
        issue = f"not {issue.removeprefix('not to ')}" if issue.startswith("not ") else issue.removeprefix("to ")
    return tongue.count(*verb, 2 if many else 1), issue


def upper(text: str) -> str:
    """With a capital first letter."""
    return text[:1].upper() + text[1:]


def plural(count: int, one: str, many: str = "") -> str:
    """``1 line``, ``2 lines``: in English, for the desk."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def said_by(evidence: Iterable[Evidence], tongue: Tongue) -> str:
    """Who says so, each once: whom the text names, else the outlet itself; more than three are counted."""
    names = list(dict.fromkeys(e.attribution or outlet(e) for e in evidence))
    if len(names) > _NAMED:
        names = [*names[: _NAMED - 1], tongue.count("{n} more", "{n} more", len(names) - _NAMED + 1)]
    return ", ".join(names)


def outlet(evidence: Evidence) -> str:
    """The outlet's name without its small print ("distributed by ..."), which /sources shows in full."""
    return evidence.outlet.partition(",")[0].strip() or evidence.outlet


def speaker(held: StanceHeld) -> str:
    """Who voiced a stance; the outlet where the text names nobody."""
    return held.speaker or held.evidence.attribution or outlet(held.evidence)


def counted(count: int, what: str, tongue: Tongue, qualifier: Qualifier = Qualifier.EXACT) -> str:
    """``at least 6 killed``; ``no one killed``."""
    if count == 0:
        return tongue.say(_NONE[what])
    return tongue.count(*_QUALIFIED.get((qualifier, what), _EXACT[what]), count)


def toll(of: Toll, what: str, tongue: Tongue) -> str:
    """One count over its sources: ``6 killed``, or ``6 to 9 killed`` where they differ."""
    if of.low == of.high:
        return counted(of.latest, what, tongue, of.qualifier)
    return tongue.count(*_RANGES[what], of.high, low=of.low)


def told_counts(report: TollReport, tongue: Tongue) -> str:
    """What one report told: ``6 killed, 12 injured``; an uncounted toll says so."""
    told = [counted(count, what, tongue, report.qualifier) for what in COUNTS if (count := getattr(report, what)) is not None]
    return ", ".join(told) or tongue.say("a number not told")


def counts_before(told: str) -> dict[str, int]:
    """The counts told before, as ``KeyPoint.before`` has them: "6 killed, 11 injured"."""
    pairs = (piece.partition(" ") for piece in told.split(", "))
    return {what: int(count) for count, _, what in pairs if count.isdigit() and what in COUNTS}
