"""What readers ask about a topic: each answer reads, and renders."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, time, timedelta

from bot import render
from bot.chats import Place
from bot.context import Desk
from bot.courier.corrections import as_it_stands
from bot.render import Asked, Page, View
from digests.ledger import Ledger
from digests.model import Digest, Story, Topic

__all__ = ["account", "casualties", "deadline", "digest", "positions", "sources", "status", "told_digest"]

Pages = tuple[Page, ...]


async def status(desk: Desk, place: Place, topic: Topic, asked: Asked) -> Pages:
    """The account as it stands, or as it stood at the end of a day."""

    async def make(story: Story, view: View) -> Pages:
        feeds = () if asked.day else await desk.ledger.call(Ledger.feeds)
        return render.status(story, topic.title, view, feeds, asked, await desk.pipeline.foreign(topic.slug, story.as_of))

    return await _told(desk, place, topic, asked, "status", make)


async def deadline(desk: Desk, place: Place, topic: Topic, asked: Asked) -> Pages:
    """What is due, soonest first."""

    async def make(story: Story, view: View) -> Pages:
        return render.deadlines(story, topic.title, view, asked)

    return await _told(desk, place, topic, asked, "deadline", make)


async def casualties(desk: Desk, place: Place, topic: Topic, asked: Asked) -> Pages:
    """Every incident's toll."""

    async def make(story: Story, view: View) -> Pages:
        return render.casualties(story, topic.title, view, asked)

    return await _told(desk, place, topic, asked, "casualties", make)


async def positions(desk: Desk, place: Place, topic: Topic, asked: Asked) -> Pages:
    """What each party holds."""

    async def make(story: Story, view: View) -> Pages:
        return render.positions(story, topic.title, view, asked)

    return await _told(desk, place, topic, asked, "positions", make)


async def _told(desk: Desk, place: Place, topic: Topic, asked: Asked, verb: str, make: Callable[[Story, View], Awaitable[Pages]]) -> Pages:
    """The pages of a story as asked for; those made for another chat within the minute, where it reads alike and nothing new came."""
    story, view = await account(desk, place, topic, asked)
    if asked.day is not None:
        return await make(story, view)
    # Feeds fall silent by the clock, without a word to the story: hence the minute.
    key = (verb, topic.title, asked, view.at(story.as_of), desk.now().replace(second=0, microsecond=0))
    made = desk.made.find(story, key)
    return made if made is not None else desk.made.keep(story, key, await make(story, view))


async def digest(desk: Desk, place: Place, topic: Topic, asked: Asked) -> Pages:
    """The digest asked for; else the last one this chat had, else what is known now."""
    found, view = await told_digest(desk, place, topic, asked), await desk.view(place)
    return render.digest(found, view) if found else _nothing(topic, view)


async def sources(desk: Desk, place: Place, topic: Topic, asked: Asked) -> Pages:
    """The sentences behind the same."""
    found, view = await told_digest(desk, place, topic, asked), await desk.view(place)
    return render.sources(found, view) if found else _nothing(topic, view)


async def account(desk: Desk, place: Place, topic: Topic, asked: Asked) -> tuple[Story, View]:
    """The story as it was asked for, and how the place reads."""
    view = await desk.view(place)
    if asked.day is None:
        return await desk.pipeline.story(topic.slug), view
    end = datetime.combine(asked.day + timedelta(days=1), time(0), view.zone) - timedelta(microseconds=1)
    return await desk.pipeline.story(topic.slug, end), view


async def told_digest(desk: Desk, place: Place, topic: Topic, asked: Asked) -> Digest | None:
    """The digest asked for; else the last one this chat had, else what is known now."""
    if asked.edition and (found := await desk.ledger.call(Ledger.edition_begun, topic.slug, asked.edition)):
        return await desk.ledger.call(as_it_stands, place.recipient, found)
    last = await desk.ledger.call(Ledger.last_digest, place.recipient, topic.slug)
    if last is not None:
        return await desk.ledger.call(as_it_stands, place.recipient, last)
    return await desk.pipeline.digest(topic.slug)


def _nothing(topic: Topic, view: View) -> Pages:
    return render.message(
        view.tongue.say("Nothing worth a post is known on {topic} yet. /status tells how the story stands.", topic=topic.title)
    )
