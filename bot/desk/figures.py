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
    return Tolls("The desk", when.moment(view.now, view), (_panel("Articles", articles, view), _panel("Posts", posts, view)), "", ())


def _panel(title: str, counts: Sequence[tuple[str, int]], view: View) -> Panel:
    steps = tuple(Step(_noon(day), count) for day, count in counts)
    total = sum(count for _, count in counts)
    ticks = tuple(Tick(_noon(day), when.told_day(day, view)) for day, _ in counts[::_EVERY])
    figure = (Figure("today", steps),) if total else ()
    return Panel(
        f"{title} a day", f"{total:,} in {len(counts)} days", "", title.lower(), figure, _noon(counts[-1][0]) + timedelta(hours=12), ticks
    )


def _noon(day: str) -> datetime:
    return datetime.fromisoformat(day).replace(hour=12, tzinfo=UTC)
