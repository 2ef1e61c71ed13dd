"""The wording of facts: who says so, how many, what a party wants."""

from __future__ import annotations

from collections.abc import Iterable

from digests.model import DeadlineKind, Evidence, Qualifier, Stance, StanceHeld, Toll, TollReport

__all__ = ["counted", "leads", "outlet", "plural", "said_by", "speaker", "stance", "stance_on", "told_counts", "toll", "upper"]

#: what leads from a subject to its day: "Halt of strikes: until Sun 1 Feb"
_LEADS = {
    DeadlineKind.EXPIRY: "until ",
    DeadlineKind.ULTIMATUM: "by ",
    DeadlineKind.TARGET: "target ",
    DeadlineKind.EFFECTIVE: "from ",
}
#: subjects that say it themselves: "expiry of the truce: Sun 1 Feb"
_SAID = {
    DeadlineKind.EXPIRY: ("expir", "end of", "deadline", "lapse"),
    DeadlineKind.ULTIMATUM: ("deadline", "ultimatum"),
    DeadlineKind.TARGET: ("target", "deadline"),
    DeadlineKind.EFFECTIVE: ("start of", "entry into force", "effective", "begin", "launch", "opening"),
}
#: Each stance as a verb: by itself and before a noun phrase, before "to ...", before "that ..." and before quoted words.
_STANCES: dict[Stance, tuple[str, str, str, str]] = {
    Stance.DEMANDS: ("demands", "wants", "demands", "demands:"),
    Stance.PROPOSES: ("proposes", "proposes", "proposes", "proposes:"),
    Stance.ACCEPTS: ("accepts", "agrees", "accepts", "accepts:"),
    Stance.REJECTS: ("rejects", "refuses", "rejects the idea", "rejects:"),
    Stance.CONDITIONS: ("sets a condition for", "would", "sets the condition", "sets a condition:"),
    Stance.THREATENS: ("threatens", "threatens", "threatens", "threatens:"),
    Stance.COMMITS: ("commits to", "commits", "pledges", "commits:"),
    Stance.DENIES: ("denies", "denies", "disputes", "disputes:"),
}
#: a stance told without its issue
_ALONE = {Stance.CONDITIONS: "sets a condition", Stance.COMMITS: "commits", Stance.DENIES: "disputes"}
_QUALIFIERS = {
    Qualifier.AT_LEAST: "at least ",
    Qualifier.MORE_THAN: "more than ",
    Qualifier.ABOUT: "about ",
    Qualifier.UP_TO: "up to ",
}
_COUNTS = ("killed", "injured", "missing", "captured")
_NAMED = 3


def leads(kind: DeadlineKind, subject: str) -> str:
    """The word between a subject and its day, with its blank; "" where the subject says it or the kind needs none."""
    said = any(word in subject.lower() for word in _SAID.get(kind, ()))
    return "" if said else _LEADS.get(kind, "")


def stance(of: Stance) -> str:
    """A stance as a verb by itself."""
    return _ALONE.get(of, _STANCES[of][0])


def stance_on(of: Stance, issue: str, *, many: bool = False) -> tuple[str, str]:
    """A stance as the verb that reads on into its issue, and the issue as it stands behind it; ``many``: the verb of a plural.

    ``("demands", "that Velden withdraw")``, ``("refuses", "to sign")``, ``("would", "halt strikes")``, ``("rejects:", "“...”")``.
    """
    plain, to, that, quoted = _STANCES[of]
    infinitive = issue.startswith(("to ", "not to "))
    verb = to if infinitive else that if issue.startswith(("that ", "whether ")) else quoted if issue[:1] in '“"' else plain
    if of is Stance.CONDITIONS and infinitive:
        issue = f"not {issue.removeprefix('not to ')}" if issue.startswith("not ") else issue.removeprefix("to ")
    return _plural(verb) if many else verb, issue


def _plural(verb: str) -> str:
    """The verb of several: "demand", "deny", "refuse", "would"."""
    first, blank, rest = verb.partition(" ")
    bare = first.rstrip(":")
    if bare.endswith("s"):
        bare = f"{bare[:-3]}y" if bare.endswith("ies") else bare[:-1]
    return f"{bare}{':' if first.endswith(':') else ''}{blank}{rest}"


def upper(text: str) -> str:
    """With a capital first letter."""
    return text[:1].upper() + text[1:]


def plural(count: int, one: str, many: str = "") -> str:
    """``1 line``, ``2 lines``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def said_by(evidence: Iterable[Evidence]) -> str:
    """Who says so, each once: whom the text names, else the outlet itself; more than three are counted."""
    names = list(dict.fromkeys(e.attribution or outlet(e) for e in evidence))
    if len(names) > _NAMED:
        names = [*names[: _NAMED - 1], f"{len(names) - _NAMED + 1} more"]
    return ", ".join(names)


def outlet(evidence: Evidence) -> str:
    """The outlet's name without its small print ("distributed by ..."), which /sources shows in full."""
    return evidence.outlet.partition(",")[0].strip() or evidence.outlet


def speaker(held: StanceHeld) -> str:
    """Who voiced a stance; the outlet where the text names nobody."""
    return held.speaker or held.evidence.attribution or outlet(held.evidence)


def counted(count: int, what: str, qualifier: Qualifier = Qualifier.EXACT) -> str:
    """``at least 6 killed``; ``no one killed``."""
    return f"no one {what}" if count == 0 else f"{_QUALIFIERS.get(qualifier, '')}{count:,} {what}"


def toll(of: Toll, what: str) -> str:
    """One count over its sources: ``6 killed``, or ``6 to 9 killed`` where they differ."""
    if of.low == of.high:
        return counted(of.latest, what, of.qualifier)
    return f"{of.low:,} to {of.high:,} {what}"


def told_counts(report: TollReport) -> str:
    """What one report told: ``6 killed, 12 injured``; an uncounted toll says so."""
    told = [counted(count, what, report.qualifier) for what in _COUNTS if (count := getattr(report, what)) is not None]
    return ", ".join(told) or "a number not told"
