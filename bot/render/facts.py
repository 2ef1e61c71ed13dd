"""One line for each thread of a story. Every number and day stands with who says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from bot.language import Tongue, mark
from bot.render import when, words
from bot.render.bidi import apart
from bot.render.page import Line, Span, bold, line, moment
from bot.render.view import View
from bot.render.words import COUNTS
from digests.compose import SURE, SURE_STANCE
from digests.model import (
    Correction,
    DeadlineState,
    Dispute,
    Evidence,
    Incident,
    Revision,
    Scope,
    Series,
    Side,
    Stance,
    StanceHeld,
    StoryDeadline,
    StoryPosition,
    TollReport,
)
from digests.text.vocabulary import load

__all__ = [
    "PAST",
    "Parts",
    "against",
    "by_sureness",
    "change",
    "countdown",
    "dated_by",
    "deadline",
    "deadline_day",
    "dispute",
    "earlier_stance",
    "headline",
    "hour",
    "incident",
    "outcome",
    "position",
    "put_off",
    "quoted",
    "revision",
    "series",
    "sides",
    "source",
    "stance",
    "stands",
    "toll_changed",
    "was",
]

Parts = tuple[Span | str, ...]

PAST = frozenset({DeadlineState.PASSED, DeadlineState.MET, DeadlineState.MISSED})
_STANDS = {
    DeadlineState.TENTATIVE: mark("in doubt"),
    DeadlineState.CANCELLED: mark("cancelled"),
    DeadlineState.PASSED: mark("its day has passed"),
    DeadlineState.MET: mark("its day has passed: it came about"),
    DeadlineState.MISSED: mark("its day has passed: it did not come about"),
}
_ENDED = {DeadlineState.MET: mark("it came about"), DeadlineState.MISSED: mark("it did not come about")}
_QUOTE_LENGTH = 240
_IFS: list[str] = load("bot.render", "english.toml")["conditions"]["ifs"]
_QUOTES = '“"„«'


def headline(title: str, at: datetime, view: View) -> Line:
    """The first line of a post: what it is about, and the moment it is of."""
    return line(bold(title), " · ", moment(when.moment(at, view), at))


def deadline(item: StoryDeadline, view: View, *, before: str | None = None, ended: bool = False, away: bool = True) -> Parts:
    """What is due, the day, how far off, how it stands and who says so.

    ``before``: the day to tell a move from. ``ended``: where it was said already that its day is over. ``away``: whether to say how far
    off it is.
    """
    if item.undated:
        off = put_off(item, view)
        return (f"{words.upper(item.subject)}: ", bold(off), *vouched(item, ("date",), dated_by(item, view.tongue), view))
    far = "" if not away or item.state in PAST or item.state is DeadlineState.CANCELLED else f", {countdown(item, view)}"
    return (
        f"{words.upper(item.subject)}: ",
        *_led(item, view, before),
        far,
        *(f" · {word}" for word in stands(item, view, moved=before is None, ended=ended)),
        *vouched(item, ("date", "time", "timezone"), dated_by(item, view.tongue), view),
    )


def revision(of: Revision, view: View) -> str:
    """Who took back what was told, and when."""
    say, at = view.tongue.say, when.moment(of.at, view)
    if of.withdrawn:
        return say("{outlet} withdrew what it had reported, {time}.", outlet=of.outlet, time=at)
    return say("{outlet} revised its report, {time}.", outlet=of.outlet, time=at)


def vouched(item: StoryDeadline | Incident | StoryPosition, fields: Iterable[str], who: str, view: View) -> Parts:
    """Who says so, in brackets; what the desk put right in one of ``fields`` is the desk's word, and not passed off as a source's."""
    by_desk = any(one.field in tuple(fields) for one in item.desk)
    return (f" ({view.tongue.say('the desk') if by_desk else who})", *desk(item, view))


def desk(item: StoryDeadline | Incident | StoryPosition, view: View) -> Parts:
    """What the desk put right, as its own word: what it was, and why."""
    if not item.desk:
        return ()
    say = view.tongue.say

    def told(one: Correction) -> str:
        if not one.was:
            return say("put in by the desk: {reason}", reason=one.reason)
        return say("corrected by the desk (was {before}): {reason}", before=_was(one, view), reason=one.reason)

    return (f" · {'; '.join(map(told, item.desk))}",)


def _was(one: Correction, view: View) -> str:
    if one.field == "date":
        return when.told_day(one.was, view)
    return words.counted(int(one.was), one.field, view.tongue) if one.field in COUNTS else one.was


def _led(item: StoryDeadline, view: View, before: str | None) -> Iterator[Span | str]:
    """The day behind the word that leads to it; of a moved one the day before, too."""
    lead = words.leads(item.kind, item.subject)
    led = lead != "{day}"
    at = when.instant(item.date, item.time, item.timezone)
    told = bold(deadline_day(item, view, led=led))
    day = replace(told, unix=int(at.timestamp())) if at else told
    for part in view.tongue.parts(lead, day=day):
        if part is day and before:
            yield f"{when.told_day(before, view, led=led)} → "
        yield part


def hour(item: StoryDeadline, view: View) -> tuple[str, ...]:
    """The hour of a deadline by the reader's clock, or by the place's own where its zone is not told; nothing where no hour is known."""
    if item.time is None or len(item.date) != 10:
        return ()
    at = when.instant(item.date, item.time, item.timezone)
    if at is None:
        return (view.tongue.say("{hour} local time", hour=item.time),)
    local = at.astimezone(view.zone)
    return (f"{view.tongue.clock(local)} {local.tzname() or ''}".rstrip(),)


def put_off(item: StoryDeadline, view: View) -> str:
    """That its day was given up and no new one told."""
    return view.tongue.say("put off, no new day told (it was due {day})", day=when.told_day(item.date, view))


def dated_by(item: StoryDeadline, tongue: Tongue) -> str:
    """Who gives the day: of a moved one the newest telling alone, the others gave another day; who doubts it is named beside that."""
    if item.earlier_dates:
        return words.said_by(item.evidence[-1:], tongue)
    doubting = words.said_by([item.doubt], tongue) if item.doubt else ""
    others = [e for e in reversed(item.evidence) if words.said_by([e], tongue) != doubting]
    return words.said_by(others or item.evidence, tongue)


def outcome(item: StoryDeadline, view: View) -> str:
    """The sentence that says what came of a deadline, with its outlet; "" where none does."""
    return "{} {}".format(*quoted(item.outcome, view, 160)) if item.outcome else ""


def deadline_day(item: StoryDeadline, view: View, *, led: bool = False) -> str:
    """The day it stands at, with its hour where one was told."""
    return when.told_time(item.date, item.time, item.timezone, view, led=led)


def countdown(item: StoryDeadline, view: View) -> str:
    """How far off its day is, from where and when it is read."""
    return when.countdown(item.date, view, when.instant(item.date, item.time, item.timezone))


def stands(item: StoryDeadline, view: View, *, moved: bool = True, ended: bool = False) -> Iterator[str]:
    """How a deadline stands, in words: proposed, in doubt and by whom, moved from where, what came of it and who says so."""
    say = view.tongue.say
    if item.confidence < SURE:
        yield say("unconfirmed")
    if item.proposed:
        yield say("proposed, not agreed")
    if ended and item.state is DeadlineState.PASSED:
        if item.outcome is None:
            yield say("no report of what came of it")
    elif item.state in _STANDS:
        behind = {DeadlineState.TENTATIVE: item.doubt, DeadlineState.MET: item.outcome, DeadlineState.MISSED: item.outcome}.get(item.state)
        who = words.said_by([behind], view.tongue) if behind else ""
        told = say((_ENDED if ended and item.state in _ENDED else _STANDS)[item.state])
        if who and who != dated_by(item, view.tongue):
            told = say("{state}, says {who}", state=told, who=who)
        silent = item.state is DeadlineState.PASSED and item.outcome is None
        yield say("{state}; no report of what came of it", state=told) if silent else told
    if item.earlier_dates and moved:
        yield say("moved from {day}", day=when.told_day(item.earlier_dates[-1], view, led=True))


def incident(item: Incident, view: View) -> Parts:
    """The toll as a range over its sources, what happened, where and when, and which source says what."""
    tolls = [words.toll(of, what, view.tongue) for what in COUNTS if (of := getattr(item, what)) is not None]
    happened = _happened(item, view)
    numbers: Parts = (bold(words.upper(", ".join(tolls))),) if tolls else (words.upper(view.tongue.say("casualties, a number not told")),)
    doubt = f" · {view.tongue.say('unconfirmed')}" if item.confidence < SURE else ""
    return (*numbers, f": {happened}" if happened else "", doubt, *vouched(item, COUNTS, _tellers(item, view.tongue), view))


def toll_changed(item: Incident, before: str, view: View) -> Parts:
    """What happened, and its toll from and to: "Shelling, Arnholt: 6 → **8 killed**". ``before``: as ``KeyPoint.before`` has it."""
    was = words.counts_before(before)
    steps: list[Span | str] = []
    for what in COUNTS:
        if (of := getattr(item, what)) is None:
            continue
        now = bold(words.counted(of.latest, what, view.tongue, of.qualifier))
        earlier = was.get(what)
        steps += [", " if steps else "", f"{view.tongue.number(earlier)} → " if earlier not in (None, of.latest) else "", now]
    happened = _happened(item, view)
    return (f"{words.upper(happened)}: " if happened else "", *steps, *vouched(item, COUNTS, _tellers(item, view.tongue), view))


def _happened(item: Incident, view: View) -> str:
    """What, where and when, as far as it is told."""
    place = item.place if item.place and item.place.casefold() not in item.what.casefold() else ""
    return ", ".join(part for part in (item.what, place, when.told_day(item.date, view) if item.date else "") if part)


def _tellers(item: Incident, tongue: Tongue) -> str:
    """Who says so; where sources differ, each with its own latest count."""
    latest: dict[str, TollReport] = {}
    for report in item.history:
        if not report.part:
            name = report.evidence.attribution or words.outlet(report.evidence)
            latest[name] = _with(latest.pop(name, None), report)
    newest = list(latest.items())[::-1]
    if not newest:
        return words.said_by([report.evidence for report in reversed(item.history)], tongue)
    if any(of.low != of.high for what in COUNTS if (of := getattr(item, what)) is not None):
        return "; ".join(f"{name}: {words.told_counts(report, tongue)}" for name, report in newest[:4])
    return "; ".join(_holders(item, newest, tongue)) or words.said_by([report.evidence for _, report in newest[:1]], tongue)


def _holders(item: Incident, newest: list[tuple[str, TollReport]], tongue: Tongue) -> Iterator[str]:
    """Who gives the counts that stand now: those of the first one; of another count whoever gives it where none of the first does."""
    first: frozenset[str] | None = None
    for what in COUNTS:
        if (of := getattr(item, what)) is None:
            continue
        holding = {name: report.evidence for name, report in newest if getattr(report, what) == of.latest}
        if first is None:
            first = frozenset(holding)
            if holding:
                yield words.said_by(holding.values(), tongue)
        elif holding and not first & holding.keys():
            yield f"{words.toll(of, what, tongue)}: {words.said_by(holding.values(), tongue)}"


def _with(earlier: TollReport | None, report: TollReport) -> TollReport:
    """A source's newest report, with the counts of its earlier one that it does not tell again."""
    if earlier is None or earlier.qualifier is not report.qualifier:
        return report
    return replace(report, **{what: getattr(earlier, what) for what in COUNTS if getattr(report, what) is None})


def series(item: Series, view: View) -> Parts:
    """A figure over a longer time, kept apart from incidents."""
    tongue = view.tongue
    counts = [(item.killed, "killed"), (item.injured, "injured")]
    told = ", ".join(words.counted(count, what, tongue, item.qualifier) for count, what in counts if count is not None)
    if item.scope is Scope.HISTORIC:
        scope = tongue.sense("a figure", "earlier")
    else:
        scope = tongue.sense("a figure", "in all since {since}", since=item.since) if item.since else tongue.sense("a figure", "in all")
    what = f": {item.what}" if item.what else ""
    return (bold(told or tongue.say("a number not told")), f" {scope}{what}", f" ({words.said_by(item.evidence[-1:], tongue)})")


def stance(party: str, held: StanceHeld, tongue: Tongue) -> Parts:
    """What a party wants, under which condition, and who voiced it: "Keld demands that Northmark withdraw (Ana Ruiz)"."""
    verb, issue = words.stance_on(held.stance, held.issue, tongue, many=_many(party))
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
        first, rest = _IFS[0], held.condition
    if held.stance is Stance.CONDITIONS and not held.issue.startswith(("to ", "not to ")):
        return (f": {first} {rest}",)
    return (" ", bold(first), f" {rest}")


def position(item: StoryPosition, view: View) -> Parts:
    """What a party holds now on an issue."""
    *told, _ = stance(item.party, item.held, view.tongue)
    return (*told, *vouched(item, ("party", "stance", "issue", "condition"), words.speaker(item.held), view))


def by_sureness(items: Iterable[StoryPosition]) -> tuple[tuple[StoryPosition, ...], tuple[StoryPosition, ...]]:
    """Positions as sure as posts ask for, and those that are not."""
    kept = tuple(items)
    return tuple(p for p in kept if p.confidence >= SURE_STANCE), tuple(p for p in kept if p.confidence < SURE_STANCE)


def earlier_stance(item: StoryPosition) -> StanceHeld | None:
    """The other stance it held before, told by an earlier article; None where it never changed."""
    now = item.held
    earlier = (held for held in reversed(item.history) if held.evidence.sentence.article != now.evidence.sentence.article)
    return next((held for held in earlier if held.stance is not now.stance), None)


def was(before: StanceHeld, view: View) -> str:
    """The stance held before, in words."""
    return view.tongue.say("before that: {stance}", stance=words.stance(before.stance, view.tongue))


def change(item: StoryPosition, before: str | None, view: View) -> Parts:
    """A stance that changed, from and to: "Northmark: accepts → **rejects** the plan"."""
    party, *rest = position(item, view)
    return (f"{words.upper(item.party)}: {words.stance_was(before, view.tongue)} → ", *rest) if before else (party, *rest)


def dispute(item: Dispute, view: View) -> Parts:
    """What two sides tell differently, in one line."""
    return (f"{words.upper(item.about)}. ", sides(item, view.tongue))


def sides(item: Dispute, tongue: Tongue) -> str:
    """Each side with its claim."""
    return "; ".join(_side(side, item, tongue) for side in item.sides)


def _side(side: Side, item: Dispute, tongue: Tongue) -> str:
    # A denial comes as the claim itself and who denies it; the words denied are not the denying side's own claim.
    who = words.upper(side.who)
    if _claims(side, item):
        return tongue.say("{who} says so", who=who)
    if any(_claims(other, item) for other in item.sides):
        return tongue.say("{who} disputes it", who=who) + (f": {side.claim}" if side.claim[:1] in _QUOTES else "")
    return f"{who}: {side.claim}"


def _claims(side: Side, item: Dispute) -> bool:
    return side.claim.casefold() == item.about.casefold()


def against(item: Dispute, view: View) -> str:
    """What is said against the line a dispute stands under."""
    denying = [_side(side, item, view.tongue) for side in item.sides if not _claims(side, item)]
    return "; ".join(denying) if len(denying) < len(item.sides) else view.tongue.say("Disputed: {sides}", sides=sides(item, view.tongue))


def quoted(evidence: Evidence, view: View, length: int = _QUOTE_LENGTH, *, full: bool = False) -> tuple[str, str]:
    """The sentence in quotes, shortened at a word where it is long, and where and when it stood; ``full``: the outlet's whole name."""
    text = " ".join(evidence.sentence.text.split())
    if len(text) > length:
        text = text[:length].rsplit(" ", 1)[0].rstrip(",;:–—-") + " …"
    text += "”" if text.count("“") > text.count("”") else ""
    text = apart(text if text[:1] in _QUOTES else f"“{text}”")
    return text, source(evidence, view, full=full)


def source(evidence: Evidence, view: View, *, full: bool = False) -> str:
    """Where and when a sentence stood, and whether it is of a teaser; ``full``: the outlet's whole name."""
    where = f"{evidence.outlet if full else words.outlet(evidence)}, {when.stamp(evidence.published, view)}"
    return view.tongue.say("{source}, from a teaser", source=where) if evidence.teaser else where
