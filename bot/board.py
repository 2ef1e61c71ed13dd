"""One pinned status per chat, kept up to date in its place, silently: edited only where it would show something else."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta, tzinfo
from typing import Any

import structlog
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot import render
from bot.chats import Place
from bot.courier.outcomes import loses_message
from bot.limiter import Ask, Patience
from bot.notices import notice
from bot.post import edit, post
from bot.profile import READS, view_of
from bot.render import Page, View
from bot.transport import redacted
from digests.clock import Clock
from digests.ledger import Ledger, LedgerThread
from digests.model import FeedState, Pin, Priority, Topic, key_of
from digests.outbox import Outbox
from digests.pipeline import Pipeline

__all__ = ["Board"]

#: a status is changed no more often than this in one chat: readers look at it now and then
_APART = timedelta(minutes=1)
_AT_ONCE = 10
_ASK = Ask(Priority.DIGEST, Patience.HAND_BACK)

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is to be shown at one recipient."""

    pin: Pin
    topic: Topic | None  #: None: none is wanted any more
    profile: Mapping[str, str]

    @property
    def kind(self) -> tuple[object, ...]:
        """Equal for those who are shown the same page."""
        return (self.pin.topic, *(self.profile.get(name) for name in READS))


class Board:
    """Shows each chat that wants it the status of its topic. ``update`` brings all of them up to date; one call at a time."""

    def __init__(self, bot: ExtBot[Any], ledger: LedgerThread, pipeline: Pipeline, clock: Clock, zone: tzinfo) -> None:
        self._bot, self._ledger, self._pipeline, self._clock, self._zone = bot, ledger, pipeline, clock, zone
        self._turn = asyncio.Lock()

    async def update(self) -> int:
        """Post, edit, pin and take down what is to be; how many messages changed."""
        async with self._turn:
            wanted = await self._ledger.call(_wanted)
            if not wanted:
                return 0
            feeds = await self._ledger.call(Ledger.feeds)
            pages = {one.kind: await self._page(one, feeds) for one in {one.kind: one for one in wanted}.values() if one.topic}
            places = asyncio.Semaphore(_AT_ONCE)

            async def show(one: _Wanted) -> bool:
                async with places:
                    return await self._keep(one, pages.get(one.kind))

            return sum(await asyncio.gather(*(show(one) for one in wanted)))

    async def _page(self, of: _Wanted, feeds: tuple[FeedState, ...]) -> tuple[Page, View]:
        assert of.topic is not None
        view = view_of(of.profile, self._clock.now(), self._zone)
        story = await self._pipeline.story(of.topic.slug)
        pages = render.status(story, of.topic.title, view, feeds, foreign=await self._pipeline.foreign(of.topic.slug, story.as_of))
        return render.leaf(pages, 0, "status", of.topic.slug)[0], view

    async def _keep(self, one: _Wanted, shown: tuple[Page, View] | None) -> bool:
        """One chat's message as it should be; True where something changed. Trouble with one chat is that chat's."""
        pin = one.pin
        try:
            place = Place.named(pin.recipient)
            if shown is None:
                await self._take_down(place, pin)
                return True
            page, view = shown
            now = self._clock.now()
            if pin.shown == _mark(page) or (pin.message and pin.at and now - pin.at < _APART):
                return False
            changed = await self._show(place, replace(pin, shown=_mark(page), at=now), page)
            await self._ledger.call(Ledger.put_pin, changed)
            await self._pin(place, changed, view)
        except TelegramError as error:
            await self._failed(pin, error)
            return False
        return True

    async def _show(self, place: Place, pin: Pin, page: Page) -> Pin:
        """The message that is out shows the page, or a new one does where it is gone."""
        if pin.message:
            try:
                await edit(self._bot, place, int(pin.message), page, _ASK)
            except BadRequest as error:
                if not loses_message(error):
                    raise
            else:
                return pin
        posted = await post(self._bot, place, page, _ASK, silent=True)
        return replace(pin, message=posted.message, pinned=False)

    async def _pin(self, place: Place, pin: Pin, view: View) -> None:
        """Pinned, without a sound. A chat that does not let the bot is told so once, and keeps its status unpinned."""
        if pin.pinned or not pin.message:
            return
        try:
            await self._bot.pin_chat_message(place.chat, int(pin.message), disable_notification=True, rate_limit_args=_ASK)
        except BadRequest as error:
            if not _lacks_right(error):
                raise
            await self._ledger.call(_note_unpinned, replace(pin, why=str(error)), _rights(view), self._clock.now())
        else:
            await self._ledger.call(Ledger.put_pin, replace(pin, pinned=True, why=""))

    async def _take_down(self, place: Place, pin: Pin) -> None:
        """Unpinned and forgotten; the message stays, as the last word it was."""
        if pin.message and pin.pinned:
            try:
                await self._bot.unpin_chat_message(place.chat, int(pin.message), rate_limit_args=_ASK)
            except BadRequest as error:
                _log.info("the status could not be unpinned", chat=place.chat, error=str(error))
        await self._ledger.call(Ledger.drop_pin, pin.recipient)

    async def _failed(self, pin: Pin, error: TelegramError) -> None:
        now = self._clock.now()
        match error:
            case RetryAfter():
                return  # the next round comes soon enough
            case Forbidden():
                await self._ledger.call(Ledger.mark_gone, pin.recipient, str(error), now)
            case ChatMigrated():
                moved = Place.named(pin.recipient).moved(error.new_chat_id).recipient
                await self._ledger.call(Ledger.rename_recipient, pin.recipient, moved)
            case _:
                _log.info("the status could not be shown", recipient=pin.recipient, error=redacted(str(error)))
                await self._ledger.call(Ledger.put_pin, replace(pin, why=redacted(str(error))))


def _wanted(ledger: Ledger) -> tuple[_Wanted, ...]:
    pins = ledger.pins()
    topics = {topic.slug: topic for topic in ledger.topics()}
    return tuple(_Wanted(pin, topics.get(pin.topic), _profile(ledger, pin.recipient)) for pin in pins)


def _profile(ledger: Ledger, recipient: str) -> Mapping[str, str]:
    found = ledger.recipient(recipient)
    return {} if found is None else found.profile


def _note_unpinned(ledger: Ledger, pin: Pin, pages: Iterable[Page], now: Any) -> None:
    with ledger.atomic():
        ledger.put_pin(pin)
        Outbox(ledger).post([pin.recipient], notice("pin", pin.message, pages), now)


def _rights(view: View) -> tuple[Page, ...]:
    return render.message(
        view.tongue.say(
            "I may not pin messages here, so the status stands unpinned and is kept up to date all the same. "
            "An admin can give me the right to pin."
        )
    )


def _lacks_right(error: BadRequest) -> bool:
    words = str(error).lower()
    return "not enough rights" in words or "chat_admin_required" in words


def _mark(page: Page) -> str:
    """Equal for pages that tell the same; the headline's time of day is no news."""
    return key_of(page.html.partition("\n")[2] or page.html)
