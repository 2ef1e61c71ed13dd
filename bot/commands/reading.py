"""What readers ask about a topic: each answer reads, and renders."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from bot import render
from bot.chats import Place
from bot.context import Desk
from bot.render import Page, View
from digests.ledger import Ledger
from digests.model import Digest, Topic

__all__ = ["casualties", "deadline", "digest", "positions", "sources", "status"]

Pages = tuple[Page, ...]


async def status(desk: Desk, place: Place, topic: Topic, day: date | None) -> Pages:
    """The account as it stands, or as it stood at the end of a day."""
    view = await desk.view(place)
    if day is None:
        story = await desk.pipeline.story(topic.slug)
        return render.status(story, topic.title, view, await desk.ledger.call(Ledger.feeds))
    end = datetime.combine(day + timedelta(days=1), time(0), view.zone) - timedelta(microseconds=1)
    story = await desk.pipeline.story(topic.slug, end)
    return render.status(story, topic.title, view, day=day)


async def deadline(desk: Desk, place: Place, topic: Topic, day: date | None) -> Pages:
    """What is due, soonest first."""
    return render.deadlines(await desk.pipeline.story(topic.slug), topic.title, await desk.view(place))


async def casualties(desk: Desk, place: Place, topic: Topic, day: date | None) -> Pages:
    """Every incident's toll."""
    return render.casualties(await desk.pipeline.story(topic.slug), topic.title, await desk.view(place))


async def positions(desk: Desk, place: Place, topic: Topic, day: date | None) -> Pages:
    """What each party holds."""
    return render.positions(await desk.pipeline.story(topic.slug), topic.title, await desk.view(place))


async def digest(desk: Desk, place: Place, topic: Topic, day: date | None) -> Pages:
    """The last digest this chat had, else what is known now."""
    last, view = await _last(desk, place, topic), await desk.view(place)
    return render.digest(last, view) if last else _nothing(topic, view)


async def sources(desk: Desk, place: Place, topic: Topic, day: date | None) -> Pages:
    """The sentences behind the last digest."""
    last, view = await _last(desk, place, topic), await desk.view(place)
    return render.sources(last, view) if last else _nothing(topic, view)


async def _last(desk: Desk, place: Place, topic: Topic) -> Digest | None:
    last = await desk.ledger.call(Ledger.last_digest, place.recipient, topic.slug)
    return last or await desk.pipeline.digest(topic.slug)


def _nothing(topic: Topic, view: View) -> Pages:
    return render.message(
        view.tongue.say("Nothing worth a post is known on {topic} yet. /status tells how the story stands.", topic=topic.title)
    )
