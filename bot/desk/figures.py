"""The desk's own figures as a picture: what came in and what went out, day by day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from bot.pictures.plan import Figure, Panel, Step, Tick, Tolls
from bot.render import View, when
from digests.model import DayCount

__all__ = ["figures"]

_EVERY = 4  #: days between two that are named


def figures(days: Sequence[DayCount], view: View) -> Tolls:
    """Articles and posts of each day as two charts."""
    articles = [(day.day, day.articles) for day in days]
    posts = [(day.day, day.posts) for day in days]
    say = view.tongue.say
    panels = (_panel(say("Articles a day"), say("articles"), articles, view), _panel(say("Posts a day"), say("posts"), posts, view))
    return Tolls(say("The desk"), when.moment(view.now, view), panels, "", ())


def _panel(title: str, unit: str, counts: Sequence[tuple[str, int]], view: View) -> Panel:
    steps = tuple(Step(_noon(day), count) for day, count in counts)
    total = sum(count for _, count in counts)
    ticks = tuple(Tick(_noon(day), when.told_day(day, view)) for day, _ in counts[::_EVERY])
    figure = (Figure(view.tongue.say("today"), steps),) if total else ()
    told = view.tongue.count("{total} in {n} day", "{total} in {n} days", len(counts), total=total)
    return Panel(title, told, "", unit, figure, _noon(counts[-1][0]) + timedelta(hours=12), ticks)


def _noon(day: str) -> datetime:
    return datetime.fromisoformat(day).replace(hour=12, tzinfo=UTC)
