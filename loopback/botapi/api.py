"""The front door: a Bot API server that runs on 127.0.0.1, with verbs for what happens in it and views of what was said."""

# ruff: noqa: ASYNC109 - the waits end by the bell, and "timeout" is the word their callers know
from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from types import TracebackType
from typing import Self

from digests.clock import Clock, SystemClock
from loopback.botapi import wire
from loopback.botapi.errors import Refused
from loopback.botapi.faults import Fault
from loopback.botapi.flood import Flood
from loopback.botapi.people import People
from loopback.botapi.records import Answer, Call, Person, Posted
from loopback.botapi.server import Server
from loopback.botapi.world import World

__all__ = ["BotApi"]

#: opens nothing but a server of this package
LOOPBACK_TOKEN = "110201543:loopback-token"  # noqa: S105 - not a secret
_PATIENCE = 5.0
_TEXTS = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden: bot was blocked by the user",
    500: "Internal Server Error",
    502: "Bad Gateway",
}


class BotApi(People):
    """A strict Bot API server for one bot, and everyone who talks to it.

    An async context manager, or ``start()`` and ``stop()``; started again after a stop it has the same port and state.
    Verbs are plain functions, called in the loop it runs in::

        async with BotApi() as api:
            chat = api.private(7, "Ada")
            api.says(chat, 7, "/status")
            (reply,) = await api.waits_for(chat, 1)
            api.presses(reply, "Sources")

    The stage: ``private group supergroup channel forum``. What people do: ``says sends posts edits presses shares asks``.
    What happens to chats: ``adds_bot kicks blocks unblocks deactivates promotes demotes restricts migrates deletes_chat
    closes_topic deletes_topic``. What goes wrong: ``fails drops holds``. What was said and done: ``messages pinned calls
    count answers commands menus actions profile status pending``. Waiting: ``waits_for waits_for_answer waits_for_call
    waits_polled waits_idle waits``.

    ``clock`` dates messages. ``flood`` (a Clock, a function, or a Flood with limits of its own) turns the flood limits
    on; they are off by default. ``latency``: seconds before each answer. ``privacy``: in groups the bot hears
    commands, replies and mentions alone, as bots do by default. ``rich``: it knows rich messages (Bot API 10.1).
    """

    def __init__(
        self,
        token: str = LOOPBACK_TOKEN,
        *,
        name: str = "Dateline",
        username: str = "dateline_bot",
        clock: Clock | None = None,
        flood: Flood | Clock | Callable[[], datetime] | None = None,
        latency: float = 0.0,
        privacy: bool = True,
        rich: bool = False,
        port: int = 0,
    ) -> None:
        bot_id = token.partition(":")[0]
        bot = Person(int(bot_id) if bot_id.isdigit() else 110201543, name, username=username, is_bot=True)
        self._world = World(bot, clock or SystemClock())
        self._world.privacy = privacy
        self._world.rich = rich
        if flood is not None:
            self._world.flood = flood if isinstance(flood, Flood) else Flood(flood)
        self._server = Server(self._world, token, latency)
        self._port = port
        #: the bot's token
        self.token = token
        #: the bot's user id
        self.bot_id = bot.id
        self.username = username

    async def start(self) -> None:
        """Begins to listen."""
        self._port = await self._server.start(self._port)

    async def stop(self) -> None:
        """Ends open polls, closes every connection, listens no more; what was said can still be read."""
        await self._server.stop()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self.stop()

    @property
    def url(self) -> str:
        """The server's root, "http://127.0.0.1:54321": what DATELINE_API_BASE_URL takes."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def base_url(self) -> str:
        """What PTB's Bot takes as base_url."""
        return f"{self.url}/bot"

    @property
    def base_file_url(self) -> str:
        """What PTB's Bot takes as base_file_url."""
        return f"{self.url}/file/bot"

    # What was said

    def webhook(self) -> tuple[str, str] | None:
        """The address and the secret of the webhook as set; None while the bot polls."""
        updates = self._world.updates
        return None if updates.webhook is None else (str(updates.webhook["url"]), updates.secret)

    def hands_over(self) -> tuple[dict[str, object], ...]:
        """The updates that a webhook would be posted now; they wait no more."""
        return tuple(self._world.updates.hand_over())

    def messages(self, chat: int, *, thread: int | None = None, everyone: bool = False) -> tuple[Posted, ...]:
        """What the bot's messages in a chat look like now, oldest first, without the deleted ones.

        ``thread``: one topic alone. ``everyone``: what people wrote and service messages too.
        """
        kept = self._world.standing(chat, everyone=everyone)
        return tuple(wire.posted(self._world, message) for message in kept if thread is None or message.thread == thread)

    def pinned(self, chat: int) -> tuple[Posted, ...]:
        """Pinned messages, the newest last."""
        place = self._world.place(chat)
        return tuple(wire.posted(self._world, place.messages[number]) for number in place.pinned)

    def calls(self, method: str | None = None) -> tuple[Call, ...]:
        """The requests the bot made, oldest first: all, or those of one method (getUpdates only once it was answered)."""
        return tuple(call for call in self._server.calls if method is None or call.method.lower() == method.lower())

    def count(self, method: str) -> int:
        """How often a method was called: cheaper than the length of ``calls()``."""
        return self._server.counts[method.lower()]

    def answers(self, query: str | None = None) -> tuple[Answer, ...]:
        """The bot's answers to callback and inline queries: all, or those to one."""
        return tuple(answer for answer in self._world.answers if query is None or answer.query == query)

    def commands(self, scope: str = "default", language: str = "") -> tuple[tuple[str, str], ...]:
        """(command, description) of the menu, for a scope ("default", "all_private_chats", ...) and a language."""
        return tuple((str(row["command"]), str(row["description"])) for row in self._world.commands.get((scope, language), []))

    def menus(self) -> tuple[tuple[str, str], ...]:
        """(scope, language) of every menu that is set; a scope of one chat is its JSON."""
        return tuple(self._world.commands)

    def actions(self, chat: int) -> tuple[str, ...]:
        """The sendChatAction signs a chat saw."""
        return tuple(action for place, action in self._world.actions if place == chat)

    def profile(self, what: str, language: str = "") -> str:
        """The bot's "name", "description" or "short_description" as set; "" where it is not."""
        return self._world.profile.get((what, language), "")

    def status(self, chat: int) -> str:
        """How the bot stands in a chat: "member", "administrator", "left", "kicked"."""
        return self._world.place(chat).bot

    @property
    def pending(self) -> int:
        """How many updates the bot has not confirmed."""
        return len(self._world.updates)

    @property
    def most_in_flight(self) -> int:
        """The most requests that were ever answered at once."""
        return self._server.most_in_flight

    # Waiting

    async def waits(self, until: Callable[[], bool], timeout: float = _PATIENCE, what: str = "what was waited for") -> None:
        """Waits until ``until()`` is true, looking again at whatever happens in the server; TimeoutError."""
        if not await self._world.bell.until(until, timeout):
            raise TimeoutError(f"{what} did not come within {timeout:g} s")

    async def waits_for(
        self, chat: int, until: int | Callable[[Posted], bool] = 1, timeout: float = _PATIENCE, *, thread: int | None = None
    ) -> tuple[Posted, ...]:
        """Waits for messages of the bot in a chat and returns all of them; TimeoutError tells what was there instead.

        ``until``: that many messages in all, or a condition that at least one of them fulfils (edits count).
        """

        def enough() -> bool:
            if isinstance(until, int):
                return sum(thread is None or message.thread == thread for message in self._world.standing(chat)) >= until
            return any(until(message) for message in self.messages(chat, thread=thread))

        try:
            await self.waits(enough, timeout)
        except TimeoutError:
            there = [message.text for message in self.messages(chat, thread=thread)]
            raise TimeoutError(f"chat {chat} holds {len(there)} messages of the bot after {timeout:g} s: {there}") from None
        return self.messages(chat, thread=thread)

    async def waits_for_answer(self, query: str, timeout: float = _PATIENCE) -> Answer:
        """Waits for the answer to a callback or inline query."""
        await self.waits(lambda: bool(self.answers(query)), timeout, f"an answer to query {query}")
        return self.answers(query)[0]

    async def waits_for_call(self, method: str, count: int = 1, timeout: float = _PATIENCE) -> tuple[Call, ...]:
        """Waits until a method was called (and answered) that often in all."""
        await self.waits(lambda: self.count(method) >= count, timeout, f"call {count} of {method}")
        return self.calls(method)

    async def waits_polled(self, timeout: float = _PATIENCE) -> None:
        """Waits until the bot has a poll open: it is there and listens."""
        await self.waits(lambda: self._world.updates.polls > 0, timeout, "a poll")

    async def waits_idle(self, timeout: float = _PATIENCE) -> None:
        """Waits until the bot has fetched every update and confirmed it; the newest ones it may still be handling."""
        await self.waits(lambda: not self.pending, timeout, "the last update's confirmation")

    # What goes wrong

    def fails(
        self,
        method: str,
        status: int = 500,
        description: str | None = None,
        times: int = 1,
        retry_after: int | None = None,
        *,
        migrate_to: int | None = None,
        chat: int | None = None,
    ) -> None:
        """The next ``times`` requests of a method (to one chat) are refused and do nothing; 429 where retry_after is given."""
        if retry_after is not None and status == 500:
            status = 429
        refusal = Refused.of(status, description or _TEXTS.get(status), retry_after=retry_after, migrate_to=migrate_to)
        self._server.faults.add(Fault(method.lower(), times, chat, refusal=refusal))

    def drops(self, method: str, times: int = 1, *, chat: int | None = None) -> None:
        """The next requests are done, and the connection is cut before the answer: the bot cannot know."""
        self._server.faults.add(Fault(method.lower(), times, chat, cut=True))

    def holds(self, method: str, times: int = 1, *, chat: int | None = None) -> asyncio.Event:
        """The next requests are done, and their answers wait until the returned event is set (or the server stops)."""
        event = asyncio.Event()
        self._server.faults.add(Fault(method.lower(), times, chat, held=event))
        return event
