"""A week looked back on: what was due and what came of it, how tolls went, which stances moved, what the next one brings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from bot.pictures.plan import EventKind, Row, Section, Week
from bot.pictures.planning.told import Told, caption, plain
from bot.render import facts, when, words
from bot.render.page import Line, bold, line
from bot.render.view import View
from digests.model import Incident, Story

__all__ = ["SPAN", "week"]

SPAN = timedelta(days=7)
_ROWS = 4


def week(of: Story, before: Story, title: str, view: View) -> Told | None:
    """The week that ends at ``view.now``; ``before`` is the account as it was known when it began. None where nothing happened."""
    view = view.at(of.as_of)
    say, end = view.tongue.say, view.today
    start = end - SPAN
    told: list[tuple[EventKind, str, list[Row]]] = [
        ("due", say("Was due"), list(_due(of, view, start, end))),
        ("toll", say("Casualties"), list(_tolls(of, before, view))),
        ("stance", say("Changed position"), list(_moved(of, view, view.now - SPAN))),
    ]
    if not any(rows for _, _, rows in told):
        return None
    told.append(("due", say("The next seven days"), list(_due(of, view, end, end + SPAN))))
    sections = tuple(Section(kind, name, tuple(rows[:_ROWS])) for kind, name, rows in told if rows)
    hidden = sum(max(0, len(rows) - _ROWS) for _, _, rows in told)
    more = view.tongue.count("{n} more line: /status", "{n} more lines: /status", hidden) if hidden else ""
    span = f"{when.day(start + timedelta(days=1), view)} – {when.day(end, view)}"
    plan = Week(say("The week in {topic}", topic=title), span, sections, more)
    lines = [line(bold(plan.title), f" · {span}"), *_words(plan)]
    return Told(plan, caption([*lines, line(more)] if more else lines, say("The rest: {command}", command="/status")))


def _due(of: Story, view: View, start: date, end: date) -> Iterator[Row]:
    """Deadlines whose day lies after ``start`` and not after ``end``, soonest first."""
    days = [item for item in of.deadlines if len(item.date) == 10 and not item.undated and start < date.fromisoformat(item.date) <= end]
    for item in sorted(days, key=lambda item: item.date):
        note = " · ".join((*facts.hour(item, view), *facts.stands(item, view), words.said_by(item.evidence[-1:], view.tongue)))
        yield Row(when.told_day(item.date, view), words.upper(item.subject), note)


def _tolls(of: Story, before: Story, view: View) -> Iterator[Row]:
    """Incidents with a report since then: the count before and the count now."""
    known = {item.key: item for item in before.incidents}
    since = view.now - SPAN
    fresh = [item for item in of.incidents if any(report.evidence.published > since for report in item.history)]
    for item in sorted(fresh, key=_dead, reverse=True):
        what = next((name for name in ("killed", "missing", "injured") if getattr(item, name)), "killed")
        toll = getattr(item, what)
        if toll is None:
            continue
        now = words.toll(toll, what, view.tongue)
        was = getattr(known[item.key], what) if item.key in known else None
        course = f"{view.tongue.number(was.latest)} → {now}" if was and was.latest != toll.latest else now
        happened = plain(facts.incident(item, view)[1:-1]).removeprefix(": ")
        yield Row(course, words.upper(happened) or view.tongue.say("Casualties"), plain(facts.incident(item, view)[-1:]).strip(" ()"))


def _dead(item: Incident) -> int:
    return item.killed.latest if item.killed else 0


def _moved(of: Story, view: View, since: datetime) -> Iterator[Row]:
    """Stances that changed since then, newest first."""
    sure, _ = facts.by_sureness(of.positions)
    changed = [item for item in sure if item.since > since and facts.earlier_stance(item)]
    for item in sorted(changed, key=lambda item: item.since, reverse=True):
        before = facts.earlier_stance(item)
        note = " · ".join((*((facts.was(before, view),) if before else ()), words.speaker(item.held)))
        yield Row(when.day(item.since.astimezone(view.zone).date(), view), plain(facts.position(item, view)[:-1]), note)


def _words(plan: Week) -> Iterator[Line]:
    for section in plan.sections:
        yield line(bold(section.title))
        for row in section.rows:
            yield line(f"• {row.mark}: {row.text}", f" ({row.note})" if row.note else "")
