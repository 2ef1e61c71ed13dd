"""What readers ask about a topic: each answer reads, and renders."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from bot import render
from bot.chats import Place
from bot.context import Desk
from bot.render import Page
from digests.ledger import Ledger
from digests.model import Digest, Topic

__all__ = ["casualties", "deadline", "digest", "positions", "sources", "status"]

Pages = tuple[Page, ...]


async def status(desk: Desk, place: Place, topic: Topic, day: date | None) -> Pages:
    """The account as it stands, or as it stood at the end of a day."""
    if day is None:
        story = await desk.pipeline.story(topic.slug)
        return render.status(story, topic.title, desk.zone, await desk.ledger.call(Ledger.feeds))
    end = datetime.combine(day + timedelta(days=1), time(0), desk.zone) - timedelta(microseconds=1)
    story = await desk.pipeline.story(topic.slug, end)
    return render.status(story, topic.title, desk.zone, day=day)


async def deadline(desk: Desk, place: Place, topic: Topic, day: date | None) -> Pages:
    """What is due, soonest first."""
    return render.deadlines(await desk.pipeline.story(topic.slug), topic.title, desk.zone)


async def casualties(desk: Desk, place: Place, topic: Topic, day: date | None) -> Pages:
    """Every incident's toll."""
    return render.casualties(await desk.pipeline.story(topic.slug), topic.title, desk.zone)


async def positions(desk: Desk, place: Place, topic: Topic, day: date | None) -> Pages:
    """What each party holds."""
    return render.positions(await desk.pipeline.story(topic.slug), topic.title, desk.zone)


async def digest(desk: Desk, place: Place, topic: Topic, day: date | None) -> Pages:
    """The last digest this chat had, else what is known now."""
    last = await _last(desk, place, topic)
    return render.digest(last, desk.zone) if last else _nothing(topic)


async def sources(desk: Desk, place: Place, topic: Topic, day: date | None) -> Pages:
    """The sentences behind the last digest."""
    last = await _last(desk, place, topic)
    return render.sources(last, desk.zone) if last else _nothing(topic)


async def _last(desk: Desk, place: Place, topic: Topic) -> Digest | None:
    last = await desk.ledger.call(Ledger.last_digest, place.recipient, topic.slug)
    return last or await desk.pipeline.digest(topic.slug)


def _nothing(topic: Topic) -> Pages:
    return render.say(f"Nothing worth a post is known on {topic.title} yet. /status tells how the story stands.")
