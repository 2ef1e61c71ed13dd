"""Which days of a story its timeline shows: the nearest and the heaviest, as many as a phone's screen holds."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from bot.language import mark
from bot.pictures.plan import Event, EventKind, Mark, Timeline
from bot.pictures.planning.told import Told, caption, plain
from bot.render import facts, when, words
from bot.render.facts import PAST
from bot.render.page import Line, bold, line
from bot.render.view import View
from digests.model import DeadlineState, Incident, Story, StoryDeadline

__all__ = ["timeline"]

#: rows that a screen holds, behind and ahead
_BEHIND, _AHEAD = 6, 7
#: of those behind, how many of one kind at most while others wait
_SHARE = 3
_LEGEND: tuple[tuple[EventKind, str], ...] = (
    ("due", mark("Deadlines")),
    ("toll", mark("Casualties")),
    ("stance", mark("Change of position")),
)


@dataclass(frozen=True, slots=True)
class _Row:
    """An event with what decides whether it is shown."""

    event: Event
    weight: float
    key: str = ""  #: of the deadline it stands for
    gave: bool = False  #: True where it is a day that was given up


def timeline(of: Story, title: str, view: View) -> Told:
    """The story's days in order with a line for now, and the same in words."""
    view = view.at(of.as_of)
    tongue, today = view.tongue, view.today
    rows = [*_deadlines(of, view), *_incidents(of, view), *_changes(of, view)]
    behind = _heaviest([row for row in rows if row.event.days <= today.toordinal() and not _ahead(row, of)])
    ahead = [row for row in rows if row.event.days > today.toordinal() or _ahead(row, of)]
    ahead = sorted(ahead, key=lambda row: (row.gave, row.event.days))[:_AHEAD]
    shown = sorted([*behind, *ahead], key=lambda row: (row.event.days, not row.gave))
    hidden = sum(1 for row in rows if not row.gave) - sum(1 for row in shown if not row.gave)
    more = tongue.count("{n} lesser event not shown: /status", "{n} lesser events not shown: /status", hidden) if hidden > 0 else ""
    stamp = when.moment(of.as_of, view)
    plan = Timeline(
        title=title,
        stamp=stamp,
        now=tongue.say("Now · {day}", day=when.day(today, view)),
        today=today.toordinal(),
        events=_linked(shown),
        legend=tuple(Mark(kind, tongue.say(name)) for kind, name in _LEGEND if any(row.event.kind == kind for row in shown)),
        more=more,
    )
    lines = [line(bold(tongue.say("Timeline of {topic}", topic=title)), f" · {stamp}"), *_words(plan)]
    if not shown:
        lines.append(line(tongue.say("No day of it is known yet.")))
    if more:
        lines.append(line(more))
    return Told(plan, caption(lines, tongue.say("The rest: {command}", command="/status")))


def _ahead(row: _Row, of: Story) -> bool:
    """Whether a deadline of today is still to come."""
    return bool(row.key) and any(item.key == row.key and item.state not in PAST for item in of.deadlines) and not row.gave


def _heaviest(rows: list[_Row]) -> list[_Row]:
    """The newest and heaviest of what is behind, a share for each kind first."""
    ranked = sorted(rows, key=lambda row: (row.weight, row.event.days), reverse=True)
    taken: dict[str, int] = {}
    first: list[_Row] = []
    for row in ranked:
        taken[row.event.kind] = taken.get(row.event.kind, 0) + 1
        if taken[row.event.kind] <= _SHARE:
            first.append(row)
    rest = [row for row in ranked if row not in first]
    return [*first, *rest][:_BEHIND]


def _last_day(iso: str) -> date:
    """The last day that a day, month or year as told may mean."""
    if len(iso) == 4:
        return date(int(iso), 12, 31)
    if len(iso) == 7:
        year, month = int(iso[:4]), int(iso[5:])
        return date(year, month, monthrange(year, month)[1])
    return date.fromisoformat(iso)


def _deadlines(of: Story, view: View) -> Iterator[_Row]:
    for item in of.deadlines:
        given_up = item.state is DeadlineState.CANCELLED or item.undated
        text = words.upper(item.subject)
        look = "left" if given_up else "open" if item.proposed or item.state is DeadlineState.TENTATIVE else "firm"
        how = (facts.put_off(item, view),) if item.undated else (*facts.hour(item, view), *facts.stands(item, view))
        note = " · ".join((*how, words.said_by(item.evidence[-1:], view.tongue)))
        day = _last_day(item.date)
        yield _Row(Event("due", _named(item, view), day.toordinal(), text, note, look), _recency(day, view), item.key)  # type: ignore[arg-type]
        if item.earlier_dates and len(item.earlier_dates[-1]) == 10:
            old = _last_day(item.earlier_dates[-1])
            event = Event("due", when.told_day(item.earlier_dates[-1], view), old.toordinal(), text, "", "left")
            yield _Row(event, _recency(old, view), item.key, gave=True)


def _named(item: StoryDeadline, view: View) -> str:
    """The day in the reader's zone; an hour has its place in the note of /deadline, not in a narrow column."""
    at = when.instant(item.date, item.time, item.timezone)
    return when.told_day(at.astimezone(view.zone).date().isoformat() if at else item.date, view)


def _incidents(of: Story, view: View) -> Iterator[_Row]:
    for item in of.incidents:
        if (day := _happened(item, view)) is None:
            continue
        iso, known = day
        parts = plain(facts.incident(replace(item, date=None), view)[:-1])
        who = plain(facts.incident(item, view)[-1:]).strip(" ()")
        most = max((getattr(item, what).latest for what in ("killed", "missing", "injured") if getattr(item, what)), default=0)
        yield _Row(Event("toll", iso, known.toordinal(), parts, who), _recency(known, view) + min(0.6, most / 100))


def _happened(item: Incident, view: View) -> tuple[str, date] | None:
    """Its day, or where none is told the day it was first reported on, marked as that."""
    if item.date:
        return when.told_day(item.date, view), _last_day(item.date)
    if not item.history:
        return None
    first = item.history[0].evidence.published.astimezone(view.zone).date()
    return view.tongue.say("told {day}", day=when.day(first, view)), first


def _changes(of: Story, view: View) -> Iterator[_Row]:
    for item in facts.by_sureness(of.positions)[0]:
        before = facts.earlier_stance(item)
        if before is None:
            continue
        day = item.since.astimezone(view.zone).date()
        text = plain(facts.position(item, view)[:-1])
        note = " · ".join((facts.was(before, view), words.speaker(item.held)))
        yield _Row(Event("stance", when.day(day, view), day.toordinal(), text, note), _recency(day, view) + 0.2)


def _recency(day: date, view: View) -> float:
    """1 today, less the longer ago: half after two weeks."""
    return float(0.5 ** (abs((view.today - day).days) / 14))


def _linked(shown: list[_Row]) -> tuple[Event, ...]:
    """The events, each day given up pointing to the row that took its place."""
    places = {row.key: at for at, row in enumerate(shown) if row.key and not row.gave}
    return tuple(replace(row.event, moved_to=places[row.key]) if row.gave and row.key in places else row.event for row in shown)


def _words(plan: Timeline) -> Iterator[Line]:
    """Every row of the picture in words; days that were given up are told with the row that took their place."""
    told_now = False
    for event in plan.events:
        if event.look == "left" and event.moved_to is not None:
            continue
        if not told_now and event.days > plan.today:
            yield line(bold(plan.now))
            told_now = True
        yield line(f"{event.when}: {event.text}", f" ({event.note})" if event.note else "")
