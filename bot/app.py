"""The wiring: what the bot is made of, and which handler gets which update."""

from __future__ import annotations

import asyncio
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from types import TracebackType
from typing import Any, Self, cast

import structlog
from telegram import Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot import menu
from bot.beats import Beats
from bot.board import Board
from bot.commands import following, inline, members, pacing
from bot.commands.asking import pressed
from bot.commands.table import COMMANDS
from bot.context import Context, Desk
from bot.courier import IN_FLIGHT, PAID_IN_FLIGHT, Courier
from bot.desk import chat as desk_chat
from bot.desk.keeping import keep
from bot.errors import on_error
from bot.flood import Flood
from bot.instance import Instance
from bot.lenience import LenientRequest
from bot.limiter import Limiter
from bot.panel import chat as panel
from bot.panel.steps import PATTERN
from bot.poller import Poller
from bot.reminding import Reminders
from bot.reviews import Reviews
from bot.rich import RichBot
from bot.schedule import Schedule
from bot.settings import Settings
from bot.transport import AiohttpRequest
from bot.watching import Watch
from bot.web import Front, webhook
from digests.clock import Clock, SystemClock
from digests.desk import known_bot, open_desk
from digests.errors import DatelineError
from digests.ledger import Ledger, LedgerThread
from digests.pipeline import Pipeline
from digests.pipeline.polling import Fetches
from digests.wire.fetch import Fetcher

__all__ = ["App", "build"]

#: feeds asked at the same time, of all hosts
_AT_ONCE = 32

_log = structlog.get_logger(__name__)


@dataclass(slots=True)
class App:
    """The bot, wired. An async context manager: inside it the ledger is open and migrated, and Telegram was asked who we are.

    ``poller``, ``schedule`` and ``courier`` do nothing until they are told to.
    """

    desk: Desk
    application: Application[Any, Any, Any, Any, Any, Any]
    courier: Courier
    schedule: Schedule
    poller: Poller
    fetcher: AbstractAsyncContextManager[Any] | None  #: entered and left with the app; None where the caller brought its own
    front: Front
    watch: Watch
    instance: Instance
    requests: tuple[AiohttpRequest, ...]  #: its ways to the server, closed with it however far the start came
    _stack: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def __aenter__(self) -> Self:
        """Open the ledger, plant the seeds, take back what a dead process had claimed, and greet Telegram.

        Raises LedgerError, SeedError, InvalidToken or another TelegramError where there is no talking to the server.
        """
        async with AsyncExitStack() as stack:
            settings = self.desk.settings
            await asyncio.to_thread(self.instance.take, self.desk.now())
            stack.callback(self.instance.leave)
            self.desk.ledger.start()  # brings an older file up to date, under the lock
            stack.callback(self.desk.ledger.close)
            await self.desk.ledger.call(Ledger.check)
            await self.desk.ledger.call(open_desk, self.desk.settings.seeds, self.desk.now())
            stack.push_async_callback(self.desk.studio.close)
            await self.courier.recover()
            if self.fetcher is not None:
                await stack.enter_async_context(self.fetcher)
            for request in self.requests:
                stack.push_async_callback(request.shutdown)
            await self.application.initialize()
            stack.push_async_callback(self.application.shutdown)
            moved = await self.desk.ledger.call(known_bot, self.application.bot.id, self.desk.now())
            if moved:
                _log.warning("the bot is another one now; every subscription stays, and chats hear from it once they have written to it")
            if settings.rich_messages:
                await self.application.bot.learn()
            staff = settings.admins | {person.id for person in await self.desk.ledger.call(Ledger.people)}
            await menu.hang_up(self.application.bot, COMMANDS, staff, polls=not settings.webhook_url)
            await self.front.start()
            stack.push_async_callback(self.front.stop)
            if settings.webhook_url:
                await self.poller.resume()
                await webhook.hang(self.application.bot, settings)
            self._stack = stack.pop_all()
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self._stack.aclose()


def build(
    settings: Settings,
    *,
    clock: Clock | None = None,
    ledger: LedgerThread | None = None,
    fetcher: Fetches | None = None,
    limiter: Limiter | None = None,
    flood: Flood | None = None,
    poll_seconds: int = 25,
) -> App:
    """The bot for some settings; nothing is opened yet. What is not given is made: the machine's clock, the settings' database."""
    clock = clock or SystemClock()
    ledger = ledger or LedgerThread(settings.database, clock)
    limiter = limiter or Limiter(paid=settings.allow_paid_broadcast)
    own = None
    if fetcher is None:
        fetcher = own = Fetcher(allow_private=settings.allow_private_feeds)
    pipeline = Pipeline(ledger, fetcher, clock, interval=timedelta(minutes=settings.refresh_minutes), at_once=_AT_ONCE)
    desk = Desk(settings, clock, ledger, pipeline, limiter, COMMANDS, flood=flood or Flood())
    transport = AiohttpRequest if settings.on_telegram else LenientRequest
    requests = (transport(proxy=settings.proxy_address), transport(2, proxy=settings.proxy_address))
    application = _application(settings, desk, *requests)
    beats = Beats()
    watch = Watch(application.bot, ledger, clock, beats, settings)
    desk.report = watch.defect
    courier = Courier(
        application.bot,
        ledger,
        clock,
        settings.clock_zone,
        hold=desk.answered,
        in_flight=PAID_IN_FLIGHT if settings.allow_paid_broadcast else IN_FLIGHT,
        beat=lambda: beats.beat("courier"),
        draw=desk.studio.draw,
        report=watch.failed,
    )
    desk.board = Board(application.bot, ledger, pipeline, clock, settings.clock_zone)
    reviews = Reviews(pipeline, ledger, clock, settings.clock_zone)
    schedule = Schedule(
        pipeline,
        courier,
        desk.board,
        ledger,
        clock,
        desk.wake,
        settings.refresh_minutes,
        beat=beats.beat,
        failed=watch.failed,
        tell=watch.tell,
        backup=lambda: _backed_up(desk, watch),
        backup_hours=settings.backup_hours,
        also=(Reminders(ledger, pipeline, clock, settings.clock_zone).remind, reviews.post),
    )
    watch.rewind = schedule.rewind
    poller = Poller(application, ledger, seconds=poll_seconds, beat=lambda: beats.beat("updates"))
    front = Front(desk, application.bot, poller, beats, watch)
    return App(desk, application, courier, schedule, poller, own, front, watch, Instance(settings.database), requests)


async def _backed_up(desk: Desk, watch: Watch) -> None:
    """The backup of the schedule; a failure of it is an alarm that stands until one succeeds."""
    settings = desk.settings
    try:
        made, gone = await keep(desk.ledger.path, settings.backups, settings.backup_keep, desk.now())
    except DatelineError as error:
        watch.backup = str(error)
        return
    watch.backup = ""
    _log.info("backup made", name=made.path.name, bytes=made.size, pruned=len(gone))


def _application(
    settings: Settings, desk: Desk, request: AiohttpRequest, polling: AiohttpRequest
) -> Application[Any, Any, Any, Any, Any, Any]:
    bot = RichBot(
        settings.token.get_secret_value(),
        f"{settings.api_base_url}/bot",
        f"{settings.api_base_url}/file/bot",
        request=request,
        get_updates_request=polling,
        rate_limiter=desk.limiter,
    )
    application: Application[Any, Any, Any, Any, Any, Any] = (
        ApplicationBuilder()
        .bot(bot)
        # PTB makes bot_data by calling this; the desk is it.
        .context_types(ContextTypes(context=Context, bot_data=cast("type[Desk]", lambda: desk)))
        .updater(None)  # the poller of our own confirms an update only once it was handled
        .build()
    )
    _register(application)
    return application


def _register(application: Application[Any, Any, Any, Any, Any, Any]) -> None:
    # An edited message is no second command.
    new = filters.UpdateType.MESSAGE
    for command in COMMANDS:
        application.add_handler(CommandHandler([command.name, *command.aliases], command.handler, filters=new))
    application.add_handler(TypeHandler(Update, desk_chat.gate), group=-2)
    application.add_handler(TypeHandler(Update, pacing.pace), group=-1)
    application.add_handler(CallbackQueryHandler(desk_chat.pressed, pattern=r"^desk:"))
    application.add_handler(CallbackQueryHandler(panel.pressed, pattern=PATTERN))
    application.add_handler(CallbackQueryHandler(pressed))
    application.add_handler(InlineQueryHandler(inline.asked))
    application.add_handler(ChatMemberHandler(members.standing, ChatMemberHandler.MY_CHAT_MEMBER))
    application.add_handler(MessageHandler(new & filters.StatusUpdate.MIGRATE, members.migrated))
    application.add_handler(MessageHandler(new & filters.StatusUpdate.CHAT_SHARED, panel.picked))
    application.add_handler(MessageHandler(new & filters.ChatType.PRIVATE & filters.TEXT, following.unknown))
    application.add_handler(MessageHandler(new & filters.ChatType.GROUPS & filters.COMMAND, following.unknown))
    application.add_handler(MessageHandler(new & filters.ChatType.GROUPS & filters.REPLY & filters.TEXT, panel.quietly))
    application.add_error_handler(on_error)
