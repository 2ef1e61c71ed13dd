"""What every handler is given: the desk, typed."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Any, Literal

from telegram import Update
from telegram.ext import CallbackContext, ExtBot

from bot.board import Board
from bot.chats import Place
from bot.desk.acts import Floor
from bot.flood import Flood
from bot.limiter import Limiter
from bot.made import Made
from bot.pictures.kept import Kept
from bot.pictures.studio import Studio
from bot.profile import view_of
from bot.render import Asked, Page, View
from bot.settings import Settings
from digests.clock import Clock
from digests.ledger import Ledger, LedgerThread
from digests.model import Topic
from digests.pipeline import Pipeline

__all__ = ["Answer", "Command", "Context", "Desk", "Handler"]


@dataclass(frozen=True, slots=True)
class Command:
    """One row of the table of commands."""

    name: str
    handler: Handler
    help: str  #: what it does, for /help and the menu; marked for the catalogues
    who: Literal["reader", "admin"] = "reader"
    aliases: tuple[str, ...] = ()  #: other spellings that work
    usage: str = ""  #: its arguments, as /help shows them; marked for the catalogues
    #: what it says of one topic, so that buttons may ask it too; None where it is about none
    answer: Answer | None = None
    #: True where it changes what a chat follows: in groups for their admins alone
    settles: bool = False
    #: what it answers when it is typed, or asked for as a picture, where that is more than in words
    shown: Answer | None = None


@dataclass(slots=True)
class Desk:
    """Everything the bot works with."""

    settings: Settings
    clock: Clock
    ledger: LedgerThread
    pipeline: Pipeline
    limiter: Limiter
    commands: tuple[Command, ...]
    #: tells the people of the desk, once in a while, of an answer that failed: the error, and where
    report: Callable[[BaseException, str], Awaitable[None]] | None = None
    #: set when something was enqueued: the courier looks at once
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    #: recipients that are being answered just now; the courier passes them over
    answered: set[str] = field(default_factory=set)
    #: the pinned statuses: ``board.update()`` brings them up to date; None until the bot is wired
    board: Board | None = None
    #: keep one person's flood out: of commands and buttons, and of what is typed in inline mode, which asks at every letter
    flood: Flood = field(default_factory=Flood)
    typing: Flood = field(default_factory=lambda: Flood(turns=60, seconds=1.0))
    #: draws the pictures
    studio: Studio = field(default_factory=Studio)
    #: the pictures that Telegram has already
    pictures: Kept = field(default_factory=Kept)
    #: the pages made of stories that stand
    made: Made = field(default_factory=Made)

    def now(self) -> datetime:
        """The present moment (UTC)."""
        return self.clock.now()

    @contextmanager
    def answering(self, place: Place) -> Iterator[None]:
        """While it lasts no post goes to a place: none may overtake the answer that announces it. One at a time per place."""
        self.answered.add(place.recipient)
        try:
            yield
        finally:
            self.answered.discard(place.recipient)
            self.wake.set()

    async def view(self, place: Place) -> View:
        """How a place reads, now: its language, its zone, and how much of a digest it wants."""
        kept = await self.ledger.call(Ledger.recipient, place.recipient)
        return view_of(kept.profile if kept else {}, self.now(), self.zone, place.asker)

    @property
    def floor(self) -> Floor:
        """What the acts of the desk work on."""
        return Floor(self.ledger, self.pipeline, self.clock, self.settings, self.wake.set)

    @property
    def zone(self) -> tzinfo:
        """The zone times are written in where a chat has set none."""
        return self.settings.clock_zone

    def is_admin(self, user: int | None) -> bool:
        """Whether a numeric user id is one of those who run the desk."""
        return user is not None and user in self.settings.admins


class Context(CallbackContext[ExtBot[Any], dict[Any, Any], dict[Any, Any], Desk]):
    """PTB's context with the desk in it."""

    @property
    def desk(self) -> Desk:
        """The desk."""
        return self.bot_data

    async def view(self, update: Update) -> View:
        """How the place an update came from reads, now."""
        place = Place.of(update)
        return View(self.desk.now(), self.desk.zone) if place is None else await self.desk.view(place)


#: a topic in a place, now or as asked, to pages
Answer = Callable[["Desk", Place, Topic, Asked], Awaitable[tuple[Page, ...]]]
Handler = Callable[[Update, Context], Coroutine[Any, Any, None]]
