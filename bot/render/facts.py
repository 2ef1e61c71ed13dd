"""One line for each thread of a story. Every number and day stands with who says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from bot.render import when, words
from bot.render.page import Span, bold
from digests.model import (
    DeadlineState,
    Dispute,
    Evidence,
    Incident,
    Scope,
    Series,
    Side,
    Stance,
    StanceHeld,
    StoryDeadline,
    StoryPosition,
    TollReport,
)

__all__ = [
    "PAST",
    "Parts",
    "View",
    "against",
    "change",
    "deadline",
    "deadline_day",
    "dispute",
    "incident",
    "outcome",
    "position",
    "quoted",
    "series",
    "sides",
]

Parts = tuple[Span | str, ...]

PAST = frozenset({DeadlineState.PASSED, DeadlineState.MET, DeadlineState.MISSED})
_STANDS = {
    DeadlineState.TENTATIVE: "in doubt",
    DeadlineState.CANCELLED: "cancelled",
    DeadlineState.PASSED: "its day has passed",
    DeadlineState.MET: "its day has passed: it came about",
    DeadlineState.MISSED: "its day has passed: it did not come about",
}
_SILENT = "; no report of what came of it"
_COUNTS = ("killed", "injured", "missing", "captured")
_QUOTE_LENGTH = 240
_IFS = ("if", "unless", "once", "as", "provided")
_QUOTES = '“"„«'


@dataclass(frozen=True, slots=True)
class View:
    """From when and where a page is read."""

    now: datetime
    zone: tzinfo

    def day(self, iso: str) -> str:
        return when.told_day(iso, self.now.astimezone(self.zone).date())


def deadline(item: StoryDeadline, view: View) -> Parts:
    """What is due, the day, how far off, how it stands and who says so."""
    far = "" if item.state in PAST or item.state is DeadlineState.CANCELLED else f", {_far(item, view)}"
    return (
        f"{words.upper(item.subject)}: {words.leads(item.kind, item.subject)}",
        bold(deadline_day(item, view)),
        far,
        *(f" · {word}" for word in stands(item, view)),
        f" ({_dated_by(item)})",
    )


def _dated_by(item: StoryDeadline) -> str:
    """Who gives the day: of a moved one the newest telling alone, the others gave another day; who doubts it is named beside that."""
    if item.earlier_dates:
        return words.said_by(item.evidence[-1:])
    doubting = words.said_by([item.doubt]) if item.doubt else ""
    others = [e for e in reversed(item.evidence) if words.said_by([e]) != doubting]
    return words.said_by(others or item.evidence)


def outcome(item: StoryDeadline, view: View) -> str:
    """The sentence that says what came of a deadline, with its outlet; "" where none does."""
    return "{} {}".format(*quoted(item.outcome, view, 160)) if item.outcome else ""


def deadline_day(item: StoryDeadline, view: View) -> str:
    """The day it stands at, with its hour where one was told."""
    return when.told_time(item.date, item.time, item.timezone, view.zone, view.now)


def _far(item: StoryDeadline, view: View) -> str:
    return when.countdown(item.date, view.now, view.zone, when.instant(item.date, item.time, item.timezone))


def stands(item: StoryDeadline, view: View) -> Iterator[str]:
    """How a deadline stands, in words: proposed, in doubt and by whom, moved from where, what came of it and who says so."""
    if item.proposed:
        yield "proposed, not agreed"
    if item.state in _STANDS:
        behind = {DeadlineState.TENTATIVE: item.doubt, DeadlineState.MET: item.outcome, DeadlineState.MISSED: item.outcome}.get(item.state)
        who = words.said_by([behind]) if behind else ""
        silent = item.state is DeadlineState.PASSED and item.outcome is None
        yield _STANDS[item.state] + (f", says {who}" if who and who != _dated_by(item) else "") + (_SILENT if silent else "")
    if item.earlier_dates:
        yield f"moved from {view.day(item.earlier_dates[-1])}"


def incident(item: Incident, view: View) -> Parts:
    """The toll as a range over its sources, what happened, where and when, and which source says what."""
    tolls = [words.toll(of, what) for what in _COUNTS if (of := getattr(item, what)) is not None]
    place = item.place if item.place and item.place.casefold() not in item.what.casefold() else ""
    happened = [part for part in (item.what, place, view.day(item.date) if item.date else "") if part]
    numbers: Parts = (bold(", ".join(tolls)),) if tolls else ("casualties, a number not told",)
    return (*numbers, f": {', '.join(happened)}" if happened else "", f" ({_tellers(item)})")


def _tellers(item: Incident) -> str:
    """Who says so; where sources differ, each with its own latest count."""
    latest: dict[str, TollReport] = {}
    for report in item.history:
        if not report.part:
            name = report.evidence.attribution or words.outlet(report.evidence)
            latest[name] = _with(latest.pop(name, None), report)
    newest = list(latest.items())[::-1]
    if not newest:
        return words.said_by([report.evidence for report in reversed(item.history)])
    if any(of.low != of.high for what in _COUNTS if (of := getattr(item, what)) is not None):
        return "; ".join(f"{name}: {words.told_counts(report)}" for name, report in newest[:4])
    holding = [report.evidence for _, report in newest if _holds(report, item)]
    return words.said_by(holding or [report.evidence for _, report in newest[:1]])


def _with(earlier: TollReport | None, report: TollReport) -> TollReport:
    """A source's newest report, with the counts of its earlier one that it does not tell again."""
    if earlier is None or earlier.qualifier is not report.qualifier:
        return report
    return replace(report, **{what: getattr(earlier, what) for what in _COUNTS if getattr(report, what) is None})


def _holds(report: TollReport, item: Incident) -> bool:
    """Whether a report gives one of the counts that stand now; who told an older one is not named for the new one."""
    return any(of is not None and getattr(report, what) == of.latest for what in _COUNTS for of in (getattr(item, what),))


def series(item: Series) -> Parts:
    """A figure over a longer time, kept apart from incidents."""
    counts = [(item.killed, "killed"), (item.injured, "injured")]
    told = ", ".join(words.counted(count, what, item.qualifier) for count, what in counts if count is not None)
    scope = "earlier" if item.scope is Scope.HISTORIC else f"in all since {item.since}" if item.since else "in all"
    what = f": {item.what}" if item.what else ""
    return (bold(told or "a number not told"), f" {scope}{what}", f" ({words.said_by(item.evidence[-1:])})")


def stance(party: str, held: StanceHeld) -> Parts:
    """What a party wants, under which condition, and who voiced it: "Keld demands that Northmark withdraw (Ana Ruiz)"."""
    verb, issue = words.stance_on(held.stance, held.issue, many=_many(party))
    return (f"{words.upper(party)} ", bold(verb), f" {issue}", *_condition(held), f" ({words.speaker(held)})")


def _many(party: str) -> bool:
    """Whether a party is told in the plural: "migrants", "rail unions"; a name takes the singular."""
    return party[:1].islower() and party.endswith("s")


def _condition(held: StanceHeld) -> Parts:
    """The condition as it reads on from the issue: "would withdraw **if** ..."; behind quoted words in words of its own."""
    if not held.condition:
        return ()
    first, _, rest = held.condition.partition(" ")
    if first not in _IFS:
        first, rest = "if", held.condition
    if held.stance is Stance.CONDITIONS and not held.issue.startswith(("to ", "not to ")):
        return (f": {first} {rest}",)
    return (" ", bold(first), f" {rest}")


def position(item: StoryPosition) -> Parts:
    """What a party holds now on an issue."""
    return stance(item.party, item.held)


def change(item: StoryPosition, before: str | None) -> Parts:
    """A stance that changed: what it is now, and what it was."""
    was = (before or "").partition(": ")[0]
    known = {stance.value: words.stance(stance) for stance in Stance}
    now = stance(item.party, item.held)
    return (*now, f"; before that: {known.get(was, was)}") if was else now


def dispute(item: Dispute) -> Parts:
    """What two sides tell differently, in one line."""
    return (f"{words.upper(item.about)}. ", sides(item))


def sides(item: Dispute) -> str:
    """Each side with its claim."""
    return "; ".join(_side(side, item) for side in item.sides)


def _side(side: Side, item: Dispute) -> str:
    # A denial comes as the claim itself and who denies it; the words denied are not the denying side's own claim.
    if _claims(side, item):
        return f"{words.upper(side.who)} says so"
    if any(_claims(other, item) for other in item.sides):
        return f"{words.upper(side.who)} disputes it" + (f": {side.claim}" if side.claim[:1] in _QUOTES else "")
    return f"{words.upper(side.who)}: {side.claim}"


def _claims(side: Side, item: Dispute) -> bool:
    return side.claim.casefold() == item.about.casefold()


def against(item: Dispute) -> str:
    """What is said against the line a dispute stands under."""
    denying = [_side(side, item) for side in item.sides if not _claims(side, item)]
    return "; ".join(denying) if len(denying) < len(item.sides) else f"Disputed: {sides(item)}"


def quoted(evidence: Evidence, view: View, length: int = _QUOTE_LENGTH, *, full: bool = False) -> tuple[str, str]:
    """The sentence in quotes, shortened at a word where it is long, and where and when it stood; ``full``: the outlet's whole name."""
    text = " ".join(evidence.sentence.text.split())
    if len(text) > length:
        text = text[:length].rsplit(" ", 1)[0].rstrip(",;:–—-") + " …"
    text += "”" if text.count("“") > text.count("”") else ""
    text = text if text[:1] in _QUOTES else f"“{text}”"
    return text, f"{evidence.outlet if full else words.outlet(evidence)}, {when.stamp(evidence.published, view.zone, view.now)}"
