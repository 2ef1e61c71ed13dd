"""The account of a story as pages: all of it, or one side of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, tzinfo
from itertools import groupby

from bot.render import facts, when, words
from bot.render.buttons import under
from bot.render.digest import source_lines
from bot.render.facts import PAST, View
from bot.render.page import BLANK, Line, Page, Span, bold, heading, italic, line, paginate
from digests.model import DeadlineState, Digest, Evidence, FeedState, Scope, Story, StoryDeadline, StoryPosition

__all__ = ["casualties", "deadlines", "positions", "sources", "status"]

_NEXT, _INCIDENTS, _POSITIONS, _PAST = 5, 5, 8, 5
_QUOTE = 700


def status(of: Story, title: str, zone: tzinfo, feeds: Sequence[FeedState] = (), day: date | None = None) -> tuple[Page, ...]:
    """The whole account in short; ``day`` where it is told as it stood at the end of a day gone by."""
    view = View(of.as_of, zone)
    lines = [line(bold(title), f" · {_as_of(of, view, day)}"), line(_basis(of, view) if of.articles else "")]
    if not of.articles:
        lines.append(line("Nothing has been reported on it yet." if day is None else "Nothing had been reported on it by then."))
        return paginate(lines)
    ahead = _ahead(of)
    lines += _section("Next", [_bullet(*facts.deadline(item, view)) for item in ahead[:_NEXT]], len(ahead) - _NEXT, "/deadline")
    done = [item for item in of.deadlines if item.state in PAST][:2]
    lines += _section("Passed", [piece for item in done for piece in _past(item, view)])
    tolls = [_bullet(*facts.incident(item, view)) for item in of.incidents[:_INCIDENTS]]
    lines += _section("Casualties", tolls, len(of.incidents) - _INCIDENTS, "/casualties")
    held = sorted(of.positions, key=lambda item: item.held.evidence.published, reverse=True)
    lines += _section("Positions", [_bullet(*facts.position(item)) for item in held[:_POSITIONS]], len(held) - _POSITIONS, "/positions")
    lines += _section("Told differently", [_bullet(*facts.dispute(item)) for item in of.disputes[:3]])
    if day is None:
        lines += _freshness(feeds, view)
    return paginate(lines, under(of.topic))


def deadlines(of: Story, title: str, zone: tzinfo) -> tuple[Page, ...]:
    """What is due, soonest first, then what is past; each with its countdown, how it stands and who says so."""
    view = View(of.as_of, zone)
    ahead = _ahead(of)
    lines = [line(bold(f"Next in {title}"), f" · {when.moment(of.as_of, zone, of.as_of)}")]
    if not ahead:
        lines.append(line("No day ahead is known."))
    lines += [line(f"{number}. ", *facts.deadline(item, view)) for number, item in enumerate(ahead, 1)]
    past = [item for item in of.deadlines if item.state in PAST][:_PAST]
    lines += _section("Passed", [piece for item in past for piece in _past(item, view)])
    return paginate(lines, under(of.topic, but="deadline"))


def casualties(of: Story, title: str, zone: tzinfo) -> tuple[Page, ...]:
    """Every incident with its range and how the count went, then the figures over longer times."""
    view = View(of.as_of, zone)
    lines = [line(bold(f"Casualties in {title}"), f" · {when.moment(of.as_of, zone, of.as_of)}")]
    if not of.incidents and not of.series:
        lines.append(line("No count has been reported."))
    for item in of.incidents:
        lines.append(_bullet(*facts.incident(item, view)))
        if len(item.history) > 1:
            steps = (
                f"{words.told_counts(report)} ({words.said_by([report.evidence])}, "
                f"{when.stamp(report.evidence.published, zone, of.as_of)})" + (", a part of them" if report.part else "")
                for report in item.history[-4:]
            )
            lines.append(line(italic("   How it was told: "), " → ".join(steps)))
    totals = [item for item in of.series if item.scope is Scope.CUMULATIVE]
    lines += _section("Over longer times", [_bullet(*facts.series(item)) for item in totals])
    earlier = [item for item in of.series if item.scope is not Scope.CUMULATIVE]
    lines += _section("Told as background", [_bullet(*facts.series(item)) for item in earlier])
    return paginate(lines, under(of.topic, but="casualties"))


def positions(of: Story, title: str, zone: tzinfo) -> tuple[Page, ...]:
    """What each party holds now, newest first, with the stance it held before where that was another."""
    view = View(of.as_of, zone)
    lines = [line(bold(f"Positions in {title}"), f" · {when.moment(of.as_of, zone, of.as_of)}")]
    if not of.positions:
        lines.append(line("No party's position has been reported."))
    for party, held in groupby(sorted(of.positions, key=lambda item: item.party), key=lambda item: item.party):
        lines += [BLANK, heading(party), *(_stance(item, view) for item in held)]
    lines += _section("Told differently", [_bullet(*facts.dispute(item)) for item in of.disputes])
    return paginate(lines, under(of.topic, but="positions"))


def sources(of: Digest, zone: tzinfo) -> tuple[Page, ...]:
    """The sentences behind a digest, line by line, each with outlet, time and link."""
    view = View(of.composed, zone)
    lines = [line(bold(f"Sources of {of.title}"), f" · digest of {when.moment(of.composed, zone, of.composed)}")]
    lines += source_lines(_evidence(of), view, _QUOTE, full=True)
    spaced = [piece for each in lines for piece in (each, BLANK)]
    return paginate(spaced, under(of.topic, but="sources"))


def _evidence(of: Digest) -> Iterable[Evidence]:
    for point in of.points:
        yield from point.evidence
        if point.disputed:
            yield from (side.evidence for side in point.disputed.sides)


def _ahead(of: Story) -> list[StoryDeadline]:
    return [item for item in of.deadlines if item.state not in PAST and item.state is not DeadlineState.CANCELLED]


def _stance(item: StoryPosition, view: View) -> Line:
    _, *rest = facts.position(item)
    now = item.held
    earlier = (held for held in reversed(item.history) if held.evidence.sentence.article != now.evidence.sentence.article)
    before = next((held.stance for held in earlier if held.stance is not now.stance), None)
    since = f", since {when.stamp(item.since, view.zone, view.now)}"
    return _bullet(*rest, since, f"; before that: {words.stance(before)}" if before else "")


def _past(item: StoryDeadline, view: View) -> list[Line]:
    """A deadline whose day is over, and the sentence that says what came of it."""
    came = facts.outcome(item, view)
    return [_bullet(*facts.deadline(item, view)), *([line(f"   {came}")] if came else [])]


def _bullet(*parts: Span | str) -> Line:
    return line("• ", *parts)


def _section(title: str, lines: Sequence[Line], over: int = 0, command: str = "") -> list[Line]:
    if not lines:
        return []
    more = [line(f"… and {over} more: {command}")] if over > 0 else []
    return [BLANK, heading(title), *lines, *more]


def _as_of(of: Story, view: View, day: date | None) -> str:
    if day is None:
        return when.moment(of.as_of, view.zone, of.as_of)
    return f"as it stood at the end of {when.day(day, day)} {day.year}"


def _basis(of: Story, view: View) -> str:
    if of.latest is None:
        return "No articles so far"
    newest = when.stamp(of.latest, view.zone, view.now)
    return f"From {words.plural(of.articles, 'article')}, the newest of {newest}"


def _freshness(feeds: Sequence[FeedState], view: View) -> list[Line]:
    """A word on feeds that are silent: a reader should know what is not heard."""
    read = [feed for feed in feeds if not feed.paused and feed.checked is not None]
    silent = [feed for feed in read if feed.failures]
    if not silent:
        return []
    named = "; ".join(
        f"{feed.feed.outlet} silent" + (f" since {when.stamp(feed.fresh, view.zone, view.now)}" if feed.fresh else "")
        for feed in silent[:3]
    )
    more = f"; {len(silent) - 3} more silent" if len(silent) > 3 else ""
    return [BLANK, line(italic(f"{len(read) - len(silent)} of {words.plural(len(read), 'source')} fresh; {named}{more}"))]
