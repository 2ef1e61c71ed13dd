"""Inline mode: ``@bot deadline ...`` in any chat puts a deadline, or how a story stands, there.

What is typed is a view (deadlines where none is named) and a topic, both loosely. Topics the asker follows come first; archived ones not
at all. Answers are kept by Telegram for half a minute, and for the asker alone: they are in the asker's language and zone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import structlog
from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultCachedPhoto,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot import finding, links, render
from bot.chats import Place
from bot.commands.asking import Known, known
from bot.commands.reading import told_digest
from bot.context import Command, Context, Desk
from bot.pictures import planning
from bot.render import Asked, Page, View, facts, single, words
from bot.render.page import shortened
from digests.model import StoryDeadline, Topic

__all__ = ["asked"]

_CACHE_SECONDS = 30
_MOST_TOPICS, _MOST_DEADLINES, _MOST = 6, 5, 30
_VIEWS = ("deadline", "status", "casualties", "positions", "digest")
#: what an inline query is answered with
_Result = InlineQueryResultArticle | InlineQueryResultCachedPhoto
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

_log = structlog.get_logger(__name__)


async def asked(update: Update, context: Context) -> None:
    """Answers what is typed behind the bot's name."""
    query = update.inline_query
    if query is None:
        return
    desk, place = context.desk, Place(query.from_user.id, asker=query.from_user.language_code or "")
    there, view = await known(desk, place), await desk.view(place)
    command, rest = _read(query.query, desk.commands)
    results: list[_Result] = []
    for topic in _meant(rest, there):
        results += await _results(desk, place, command, topic, view, context.bot.username)
    button = (
        None
        if results
        else InlineQueryResultsButton(shortened(view.tongue.say("Nothing found. See the topics"), 64), start_parameter="topics")
    )
    try:
        await query.answer(results[:_MOST], cache_time=_CACHE_SECONDS, is_personal=True, button=button)
    except TelegramError as error:  # too late: the asker has typed on
        _log.info("an inline query could not be answered", error=type(error).__name__)


def _read(typed: str, commands: Sequence[Command]) -> tuple[Command | None, str]:
    """The view that is named, perhaps by its beginning, and the rest; None where it is a topic from the first word on."""
    first, _, rest = typed.strip().partition(" ")
    wanted = first.lower().lstrip("/")
    offered = sorted((command for command in commands if command.name in _VIEWS), key=lambda command: _VIEWS.index(command.name))
    for command in offered:
        if wanted and any(name.startswith(wanted) for name in (command.name, *command.aliases)):
            return command, rest
    return None, typed.strip()


def _meant(typed: str, there: Known) -> tuple[Topic, ...]:
    """The topics that are meant: those followed first."""
    ordered = (*there.own, *(topic for topic in there.topics if topic not in there.own))
    return (finding.find(typed, ordered) if typed else ordered)[:_MOST_TOPICS]


async def _results(desk: Desk, place: Place, command: Command | None, topic: Topic, view: View, username: str) -> list[_Result]:
    if command is None:
        return [*await _deadlines(desk, topic, view, username), *await _view(desk, place, _named(desk, "status"), topic, view, username)]
    if command.name == "deadline":
        return await _deadlines(desk, topic, view, username)
    found = await _view(desk, place, command, topic, view, username)
    return [*await _headlines(desk, place, topic, view, username), *found] if command.name == "digest" else found


def _named(desk: Desk, name: str) -> Command:
    return next(command for command in desk.commands if command.name == name)


async def _deadlines(desk: Desk, topic: Topic, view: View, username: str) -> list[_Result]:
    """One answer for each of the next deadlines."""
    story = await desk.pipeline.story(topic.slug)
    found: list[_Result] = []
    for deadline in render.ahead(story)[:_MOST_DEADLINES]:
        found += _card(desk, deadline, topic, view, username)
        pages = single.deadline(deadline, topic.title, view)
        told = "".join(part if isinstance(part, str) else part.text for part in facts.deadline(deadline, view))
        _, _, about = told.partition(": ")
        title = shortened(words.upper(deadline.subject), 120)
        payload = links.deadline(topic.slug, deadline.key)
        found.append(_article(payload, title, f"{topic.title} · {about}", pages[0], view, links.address(username, payload)))
    return found


async def _view(desk: Desk, place: Place, command: Command, topic: Topic, view: View, username: str) -> list[_Result]:
    """A view of the story as one answer."""
    if command.answer is None:
        return []
    pages = await command.answer(desk, place, topic, Asked())
    lines = [line for line in pages[0].plain.splitlines() if line.strip()]
    description = " · ".join(lines[1:4])
    payload = f"{command.name}_{topic.slug}"
    return [_article(payload, lines[0], description, pages[0], view, links.address(username, topic.slug))]


def _card(desk: Desk, deadline: StoryDeadline, topic: Topic, view: View, username: str) -> list[_Result]:
    """A deadline's card, where it was sent somewhere."""
    payload = links.deadline(topic.slug, deadline.key)
    told = planning.deadline_card(deadline, topic.title, view)
    return _photo(desk, told, payload, words.upper(deadline.subject), topic, view, links.address(username, payload))


async def _headlines(desk: Desk, place: Place, topic: Topic, view: View, username: str) -> list[_Result]:
    """The card of the last digest, where it was sent somewhere."""
    digest = await told_digest(desk, place, topic, Asked())
    if digest is None:
        return []
    told = planning.headline_card(digest, view)
    return _photo(desk, told, f"digest_{topic.slug}", topic.title, topic, view, links.address(username, topic.slug))


def _photo(desk: Desk, told: planning.Told, name: str, title: str, topic: Topic, view: View, url: str) -> list[_Result]:
    """A picture by the id that Telegram gave it when it was first sent; nothing where it never was."""
    file = desk.pictures.find(told.plan)
    if file is None:
        return []
    return [
        InlineQueryResultCachedPhoto(
            f"card_{name}"[:64],
            file,
            title=shortened(view.tongue.say("Card: {subject}", subject=title), 120),
            description=topic.title,
            caption=told.caption.html,
            parse_mode=ParseMode.HTML,
            reply_markup=_more(view, url),
        )
    ]


def _more(view: View, url: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(view.tongue.say("More"), url=url)]])


def _article(name: str, title: str, description: str, page: Page, view: View, url: str) -> InlineQueryResultArticle:
    more: dict[str, Any] = {"parse_mode": ParseMode.HTML, "link_preview_options": _NO_PREVIEW}
    return InlineQueryResultArticle(
        name,
        shortened(title, 120),
        InputTextMessageContent(page.html, **more),
        description=shortened(description, 200),
        reply_markup=_more(view, url),
    )
