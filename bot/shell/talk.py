"""``dateline chat``: the same bot in this terminal; typed commands, buttons as numbers."""

from __future__ import annotations

import asyncio
import shutil
import sys
import tempfile
import threading
from contextlib import AsyncExitStack, suppress
from pathlib import Path

from rich.console import Console
from rich.text import Text

import seeds
from bot.app import App
from bot.shell import screen
from bot.shell.demo import STORY
from bot.shell.terminal import READER, settings_for, standing
from digests.clock import Clock, SetClock, SystemClock
from digests.model import Article
from digests.rows import articles as article_rows
from digests.wire import opml
from loopback.botapi import BotApi, Button, Posted
from loopback.newsroom import Newsroom

__all__ = ["talk"]

_WELCOME = "Type what you would type in Telegram: /start, /help, /status ... A number presses a button. /quit or Ctrl-D leaves."
_LAST_SECONDS = 60.0  #: how long the answers to the last words may take once the input has ended


class Chat:
    """One private chat in a terminal. Messages are printed as they come and again when the bot edits them."""

    def __init__(self, api: BotApi, out: Console, language: str = "en") -> None:
        self.api, self.out = api, out
        self.chat = api.private(READER, "You", language)
        self._seen: dict[int, Posted] = {}
        self.buttons: list[tuple[Posted, Button]] = []

    def show(self) -> None:
        """Print what is new or edited since the last look."""
        for message in self.api.messages(self.chat):
            if self._seen.get(message.id) == message:
                continue
            self._seen[message.id] = message
            first = len(self.buttons) + 1
            pressable = [(message, b) for row in message.buttons for b in row]
            self.out.print(screen.post(message, first if pressable else 0))
            self.buttons += pressable

    async def take(self, text: str) -> None:
        """One line that was typed: a button's number, or words for the bot."""
        if text.isdigit() and 1 <= int(text) <= len(self.buttons):
            await self._press(*self.buttons[int(text) - 1])
        elif text.isdigit() and self.buttons:
            self.out.print(Text(f"There is no button {text}.", style="dim"))
        else:
            self.api.says(self.chat, READER, text)
            await self.api.waits_idle(60)
        self.show()

    async def _press(self, message: Posted, button: Button) -> None:
        if button.url:
            self.out.print(Text(f"That button opens {button.url}", style="dim"))
            return
        query = self.api.presses(message, button, READER)
        answer = await self.api.waits_for_answer(query, 60)
        await self.api.waits_idle(60)
        if answer.text:
            self.out.print(Text(f"({answer.text})", style="dim"))

    async def watch(self) -> None:
        """Print what comes unasked, for as long as the chat is open."""
        while True:
            known = set(self._seen)
            await self.api.waits(lambda known=known: any(m.id not in known for m in self.api.messages(self.chat)), 3600 * 24 * 365)  # type: ignore[misc]
            await asyncio.sleep(0.2)  # let an answer that is just being given come whole
            self.show()


async def talk(out: Console, database: Path, sample: bool, language: str = "en") -> None:
    """Talk until the input ends. ``sample`` reads the sample story from a loopback newsroom instead of the desk's feeds.

    ``language``: the reader's.
    """
    async with AsyncExitStack() as stack:
        clock: Clock = SystemClock()
        desk = None
        if sample:
            clock, desk = await _sample(stack)
        api = await stack.enter_async_context(BotApi(clock=clock))
        settings = settings_for(api, database, desk, private_feeds=sample, DATELINE_LOG_LEVEL="ERROR")
        app = await stack.enter_async_context(standing(api, settings, clock))
        chat = Chat(api, out, language)
        out.print(Text(_WELCOME, style="dim"))
        if sample:
            run = await app.schedule.run_now(force=True)
            out.print(Text(f"The sample story was read: {run.filed} articles, {run.facts} key points.", style="dim"))
            app.schedule.start()  # so that what a press or a word enqueues comes by itself
        else:
            app.schedule.start()
            out.print(Text("The feeds of the desk are being read; /refresh tells how that went.", style="dim"))
        watching = asyncio.create_task(chat.watch())
        try:
            if not await _listen(chat):
                await _answered(chat, app)
        finally:
            watching.cancel()


async def _listen(chat: Chat) -> bool:
    """Take every line; whether a word ended it rather than the end of the input."""
    lines = _lines()
    while (line := await lines.get()) is not None:
        text = line.strip()
        if text in ("/quit", "/exit", "quit", "exit"):
            return True
        if text:
            await chat.take(text)
    return False


async def _answered(chat: Chat, app: App) -> None:
    """At the end of a pipe: what was asked last is still answered, and what that made due still comes."""
    with suppress(TimeoutError):
        async with asyncio.timeout(_LAST_SECONDS):
            await chat.api.waits_idle(_LAST_SECONDS)
            await app.poller.idle()
            await app.schedule.deliver()
    chat.show()


def _lines() -> asyncio.Queue[str | None]:
    """Lines of standard input as they are typed; None at its end. A thread reads, since a terminal's read cannot be awaited."""
    lines: asyncio.Queue[str | None] = asyncio.Queue()
    loop = asyncio.get_running_loop()

    def read() -> None:
        prompt = sys.stdin.isatty()
        while True:
            if prompt:
                sys.stdout.write("> ")
                sys.stdout.flush()
            line = sys.stdin.readline()
            try:
                loop.call_soon_threadsafe(lines.put_nowait, line or None)
            except RuntimeError:  # the loop is closed: the chat is over
                return
            if not line:
                return

    threading.Thread(target=read, daemon=True).start()
    return lines


async def _sample(stack: AsyncExitStack) -> tuple[Clock, Path]:
    """The sample story's newsroom at the story's end, and a desk that reads it."""
    told = [a for a in article_rows(STORY.read_text("utf-8").splitlines()) if isinstance(a, Article)]
    clock = SetClock(max(a.published for a in told))
    room = await stack.enter_async_context(Newsroom(clock))
    room.load(STORY)
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="dateline-chat-")))
    shutil.copytree(seeds.ROOT / "topics", folder / "topics")
    (folder / "feeds.opml").write_text(opml.write(room.feeds()), "utf-8")
    return clock, folder
