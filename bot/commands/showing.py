"""Answers that are looked at: pictures with their captions, and files."""

from __future__ import annotations

from dataclasses import replace

from bot import render
from bot.chats import Place
from bot.commands.reading import account, told_digest
from bot.context import Desk
from bot.pictures import planning
from bot.pictures.planning import Told
from bot.render import Asked, Button, Page, View
from bot.render.page import CAPTION, units
from bot.web.addresses import calendar_address
from digests.ledger import Ledger
from digests.model import Topic

__all__ = ["calendar", "card", "casualties", "positions", "timeline", "week", "weekly"]

Pages = tuple[Page, ...]


async def timeline(desk: Desk, place: Place, topic: Topic, asked: Asked) -> Pages:
    """The story along its days."""
    story, view = await account(desk, place, topic, asked)
    told = planning.timeline(story, topic.title, view)
    return (replace(told.caption, picture=told.plan, theme=view.theme, buttons=render.under(topic.slug, view.tongue, "", asked.of)),)


async def casualties(desk: Desk, place: Place, topic: Topic, asked: Asked) -> Pages:
    """Every incident's toll, with a chart where a toll went some way."""
    story, view = await account(desk, place, topic, asked)
    pages = render.casualties(story, topic.title, view, asked)
    told = planning.tolls(story, topic.title, view)
    return _with(told, pages, "casualties", topic, view) if told.worth else pages


async def positions(desk: Desk, place: Place, topic: Topic, asked: Asked) -> Pages:
    """What each party holds, with a table where there is something to compare."""
    story, view = await account(desk, place, topic, asked)
    pages = render.positions(story, topic.title, view, asked)
    told = planning.positions(story, topic.title, view)
    return _with(told, pages, "positions", topic, view) if told.worth else pages


async def card(desk: Desk, place: Place, topic: Topic, asked: Asked) -> Pages:
    """The next deadline, and the headlines of the last digest, on cards to be passed on."""
    story, view = await account(desk, place, topic, asked)
    digest = await told_digest(desk, place, topic, asked)
    dated = [item for item in render.ahead(story) if not item.undated]
    cards = [("deadline", planning.deadline_card(item, topic.title, view)) for item in dated[:1]]
    cards += [("digest", planning.headline_card(digest, view))] if digest is not None and digest.points else []
    if not cards:
        return render.deadlines(story, topic.title, view, asked)
    return tuple(
        replace(told.caption, picture=told.plan, theme=view.theme, buttons=render.share(verb, topic.slug, view.tongue))
        for verb, told in cards
    )


async def calendar(desk: Desk, place: Place, topic: Topic, asked: Asked) -> Pages:
    """The deadlines as a file for a phone's own calendar."""
    story, view = await account(desk, place, topic, asked)
    return render.calendar_page(story, topic, view, calendar_address(desk.settings, topic.slug))


async def week(desk: Desk, place: Place, topic: Topic, asked: Asked) -> Pages:
    """The last seven days looked back on."""
    story, view = await account(desk, place, topic, asked)
    before = await desk.pipeline.story(topic.slug, story.as_of - planning.SPAN)
    told = planning.week(story, before, topic.title, view)
    if told is None:
        return render.message(
            view.tongue.say("Nothing came due, no toll and no position moved in {topic} within a week.", topic=topic.title)
        )
    every = await _reviewed(desk, place, topic)
    switch = view.tongue.say("No longer every Sunday") if every else view.tongue.say("Every Sunday evening")
    also = () if every is None else (render.press(switch, "weekly", topic.slug),)
    return (replace(told.caption, picture=told.plan, theme=view.theme, buttons=render.under(topic.slug, view.tongue, "", asked.of, also)),)


async def weekly(desk: Desk, place: Place, topic: Topic, asked: Asked) -> Pages:
    """The look back on each week begun, or ended where it was on."""
    say = (await desk.view(place)).tongue.say

    def turn(ledger: Ledger) -> bool | None:
        with ledger.atomic():
            for kept in ledger.subscriptions(place.recipient, topic.slug):
                wanted = replace(kept.preferences, review=not kept.preferences.review)
                ledger.prefer(place.recipient, topic.slug, wanted, kept.due)
                return wanted.review
        return None

    on = await desk.ledger.call(turn)
    if on is None:
        return render.message(say("This chat does not follow {topic}. /subscribe does.", topic=topic.title))
    if on:
        return render.message(say("Every Sunday evening this chat gets a look back on the week in {topic}.", topic=topic.title))
    return render.message(say("This chat gets no look back on the week in {topic} any more. /week shows it.", topic=topic.title))


async def _reviewed(desk: Desk, place: Place, topic: Topic) -> bool | None:
    """Whether a chat gets a look back on each week; None where it does not follow the topic."""
    kept = await desk.ledger.call(lambda ledger: ledger.subscriptions(place.recipient, topic.slug))
    return kept[0].preferences.review if kept else None


def _with(told: Told, pages: Pages, verb: str, topic: Topic, view: View) -> Pages:
    """The picture over the words: in one message where they fit under it, else before them."""
    if len(pages) == 1 and units(pages[0].plain) <= CAPTION:
        return (replace(pages[0], picture=told.plan, theme=view.theme, buttons=_in_words(pages[0])),)
    first, *rest = render.leaf(pages, 0, verb, topic.slug)
    return (replace(told.caption, picture=told.plan, theme=view.theme), replace(first, buttons=_in_words(first)), *rest)


def _in_words(page: Page) -> tuple[tuple[Button, ...], ...]:
    """A page's buttons but for those that ask for the picture: it stands above them."""
    rows = (tuple(button for button in row if not _asks_picture(button)) for row in page.buttons)
    return tuple(row for row in rows if row)


def _asks_picture(button: Button) -> bool:
    asked = render.read_press(button.action)
    return asked is not None and asked.pictured
