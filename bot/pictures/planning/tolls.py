"""The main incidents with their tolls as each source gave them; cumulative and historic figures stay apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from bot.pictures.plan import Figure, Panel, Step, Tick, Tolls, Total
from bot.pictures.planning.told import Told, caption, plain
from bot.render import facts, when, words
from bot.render.page import Line, bold, line
from bot.render.view import View
from digests.model import Incident, Series, Story, Toll

__all__ = ["tolls"]

_COUNTS = ("killed", "missing", "injured", "captured")
#: incidents drawn with a line, incidents in all, figures over longer times
_DRAWN, _SHOWN, _TOTALS = 3, 5, 4
_SOURCES = 4
#: how long a count that others left behind is drawn on
_HELD = timedelta(hours=24)
_ARTICLE = re.compile(r"^(?:the|an?|its|his|her|their) ", re.IGNORECASE)
#: what makes an incident a main one
_SHARES = (("killed", 3), ("missing", 2), ("injured", 1))
_TICKS = 4


def tolls(of: Story, title: str, view: View) -> Told:
    """A panel for each main incident, and the same in words."""
    view = view.at(of.as_of)
    main = sorted(of.incidents, key=_weight, reverse=True)[:_SHOWN]
    main.sort(key=lambda item: len(_figures(item, _counted(item))) == 0)
    panels: list[Panel] = []
    for item in main:
        drawn = sum(1 for panel in panels if panel.figures)
        panels.append(_panel(item, view, draw=drawn < _DRAWN))
    totals = tuple(_total(item, view) for item in of.series[:_TOTALS])
    hidden = len(of.incidents) - len(panels) + len(of.series) - len(totals)
    more = view.tongue.count("{n} more figure: /casualties", "{n} more figures: /casualties", hidden) if hidden else ""
    stamp = when.moment(of.as_of, view)
    named, apart = view.tongue.say("Casualties in {topic}", topic=title), view.tongue.say("Over longer times")
    plan = Tolls(named, stamp, tuple(panels), apart, totals, more)
    lines = [line(bold(plan.title), f" · {stamp}"), *(piece for item in main for piece in _words(item, view))]
    lines += [line("• ", *facts.series(item, view)) for item in of.series[:_TOTALS]]
    if more:
        lines.append(line(more))
    rest = view.tongue.say("The rest: {command}", command="/casualties")
    return Told(plan, caption(lines, rest), any(panel.figures for panel in panels))


def _weight(item: Incident) -> tuple[float, datetime]:
    newest = item.history[-1].evidence.published if item.history else datetime.min.replace(tzinfo=UTC)
    return (
        sum(share * toll.latest for what, share in (("killed", 3), ("missing", 2), ("injured", 1)) if (toll := getattr(item, what))),
        newest,
    )


def _counted(item: Incident) -> str:
    """The count that is drawn: the dead where any are told, else the missing, the injured, the captured."""
    return next((what for what in _COUNTS if (toll := getattr(item, what)) is not None and toll.high > 0), "killed")


def _figures(item: Incident, what: str) -> tuple[Figure, ...]:
    """A step line for each source, at most four, those who told most often first. Nothing where there is no course to show."""
    told: dict[str, list[Step]] = {}
    names: dict[str, str] = {}
    for report in item.history:
        count = getattr(report, what)
        if count is None or report.part:
            continue
        source = report.evidence.attribution or words.outlet(report.evidence)
        steps = told.setdefault(_ARTICLE.sub("", source).casefold(), [])
        names.setdefault(_ARTICLE.sub("", source).casefold(), _ARTICLE.sub("", source))
        if steps and steps[-1].at == report.evidence.published:
            steps[-1] = Step(steps[-1].at, count)
        elif not steps or steps[-1].count != count:
            steps.append(Step(report.evidence.published, count))
    if sum(map(len, told.values())) < 2:
        return ()
    ranked = sorted(told.items(), key=lambda pair: (len(pair[1]), pair[1][-1].at), reverse=True)[:_SOURCES]
    toll = getattr(item, what)
    return tuple(Figure(words.upper(names[source]), tuple(steps), _until(steps[-1], toll)) for source, steps in ranked)


def _until(last: Step, toll: Toll | None) -> datetime | None:
    """When a source's last count was left behind; None where it is one that still stands."""
    return None if toll is None or toll.low <= last.count <= toll.high else last.at + _HELD


def _panel(item: Incident, view: View, *, draw: bool) -> Panel:
    what = _counted(item)
    toll = getattr(item, what)
    figures = _figures(item, what) if draw else ()
    others = [words.toll(of, name, view.tongue) for name in _COUNTS if name != what and (of := getattr(item, name)) is not None]
    who = plain(facts.incident(item, view)[-1:]).strip(" ()")
    happened = plain(facts.incident(item, view)[1:-1]).removeprefix(": ")
    first = min((step.at for figure in figures for step in figure.steps), default=view.now)
    last = max((step.at for figure in figures for step in figure.steps), default=view.now)
    until = min(view.now, last + max(timedelta(hours=6), (last - first) / 4)) if figures else view.now
    return Panel(
        title=words.upper(happened),
        told=words.toll(toll, what, view.tongue) if toll is not None else view.tongue.say("a number not told"),
        note=" · ".join((*others, who)),
        what=what,
        figures=figures,
        until=max(until, last),
        ticks=_ticks(first, max(until, last), view) if figures else (),
    )


def _ticks(first: datetime, last: datetime, view: View) -> tuple[Tick, ...]:
    """Midnights in the reader's zone, few enough to be read; within one day its hours."""
    start, end = first.astimezone(view.zone), last.astimezone(view.zone)
    days = (end.date() - start.date()).days
    if days == 0:
        return (Tick(first, view.tongue.clock(start)), Tick(last, view.tongue.clock(end)))
    step = -(-days // _TICKS)
    ticks = [Tick(first, when.day(start.date(), view))]
    for number in range(step, days + 1, step):
        midnight = datetime.combine(start.date() + timedelta(days=number), datetime.min.time(), view.zone)
        ticks.append(Tick(midnight, when.day(midnight.date(), view)))
    return tuple(ticks)


def _total(item: Series, view: View) -> Total:
    told, scope, *rest = facts.series(item, view)
    between = plain([scope, *rest[:-1]])
    return Total(plain([told]), words.upper(between.strip(" :")), plain(rest[-1:]).strip(" ()"))


def _words(item: Incident, view: View) -> Iterator[Line]:
    yield line("• ", *facts.incident(item, view))
    what = _counted(item)
    steps = [report for report in item.history if getattr(report, what) is not None and not report.part]
    if len(steps) > 1:
        course = " → ".join(f"{getattr(report, what):,} ({when.stamp(report.evidence.published, view)})" for report in steps[-5:])
        yield line(f"   {course}")
