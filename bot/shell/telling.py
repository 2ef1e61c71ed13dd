"""Stories and digests as a terminal shows them: the bot's own pages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot import render
from bot.render import Page, View
from bot.shell import screen
from digests.extract import read
from digests.model import Article, Digest, Reading, Story

__all__ = ["hourless", "read_all", "show_digest", "show_story"]


def read_all(articles: Iterable[Article]) -> list[Reading]:
    """Every article read, as if the desk had learned each at its publication, oldest first."""
    readings = [Reading(a, read(a), a.published, a.source) for a in articles]
    return sorted(readings, key=lambda r: (r.learned, r.article.key))


def hourless(readings: Iterable[Reading], now: datetime) -> bool:
    """Whether a moment is only the day of an article that states no hour."""
    return any(r.learned == now and not r.article.timed for r in readings)


def show_digest(digest: Digest, *, hourless: bool = False) -> None:
    """Print a digest as it would be posted, its folded sources unfolded; ``hourless``: it is of a day without an hour."""
    _show(render.digest(digest, View(digest.composed, hourless=hourless)))


def show_story(story: Story, title: str, *, hourless: bool = False) -> None:
    """Print the whole account: what is due, tolls, stances, disputes."""
    view = View(story.as_of, hourless=hourless)
    _show((*render.status(story, title, view), *render.deadlines(story, title, view), *render.casualties(story, title, view)))
    _show(render.positions(story, title, view))


def _show(pages: Iterable[Page]) -> None:
    out = screen.console()
    for page in pages:
        out.print(screen.page(page), width=None if not out.is_terminal else min(out.width, 100))
        out.print()
