"""``dateline demo``: the main job on this machine alone, with the clock moved through several days of one story.

Everything is the real thing: feeds and pages come over HTTP from a loopback newsroom, the pipeline reads them, the ledger is an
SQLite file, the courier posts to a loopback Bot API that is as strict as Telegram's, and a subscriber writes to the bot there.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.rule import Rule
from rich.text import Text

import seeds
from bot.app import App
from bot.limiter import Limiter
from bot.shell import screen
from bot.shell.terminal import READER, settings_for, standing
from digests.clock import SetClock
from digests.wire import opml
from loopback.botapi import BotApi
from loopback.newsroom import Newsroom

__all__ = ["STORY", "play"]

STORY = seeds.ROOT / "stories" / "ukraine-talks.jsonl"

#: When, what it shows, and what the subscriber types then. The clock jumps to each moment, the desk makes its rounds.
ACTS: tuple[tuple[datetime, str, tuple[str, ...]], ...] = (
    (datetime(2026, 1, 30, 18, 0, tzinfo=UTC), "A reader finds the bot and follows a topic", ("/start ukraine-talks",)),
    (datetime(2026, 1, 30, 21, 0, tzinfo=UTC), "A doubt comes in; what is due?", ("/deadline",)),
    (datetime(2026, 1, 31, 9, 30, tzinfo=UTC), "A toll is revised", ()),
    (datetime(2026, 1, 31, 19, 0, tzinfo=UTC), "A deadline moves, and new positions", ("/positions", "/sources")),
    (datetime(2026, 2, 1, 21, 0, tzinfo=UTC), "The halt runs out", ("/status",)),
    (datetime(2026, 2, 2, 18, 0, tzinfo=UTC), "Another attack, and a toll corrected downwards", ("/casualties",)),
    (datetime(2026, 2, 3, 17, 0, tzinfo=UTC), "The eve of the talks; the story as it stood four days ago", ("/status 2026-01-30",)),
)


class Stage:
    """The subscriber's chat, shown as it grows."""

    def __init__(self, api: BotApi, out: Console, language: str = "en") -> None:
        self.api, self.out = api, out
        self.chat = api.private(READER, "Ada", language)
        self._shown = 0

    async def type(self, text: str) -> None:
        """The subscriber writes; what the bot answers is shown."""
        self.out.print(screen.said(text))
        self.api.says(self.chat, READER, text)
        await self.api.waits_idle(20)
        self.show()

    def show(self) -> int:
        """Print what the bot posted since the last look; how much that was."""
        messages = self.api.messages(self.chat)
        new = messages[self._shown :]
        for message in new:
            self.out.print(screen.post(message))
        self._shown = len(messages)
        return len(new)


async def play(out: Console, keep: Path | None = None, limiter: Limiter | None = None, language: str = "en") -> int:
    """Play the demo to its end; the number of posts the subscriber saw.

    ``keep`` is a folder that the ledger is left in; ``limiter`` paces the posts, as Telegram
    asks where None. ``language``: the subscriber's.
    """
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="dateline-demo-") as name:
        folder = Path(name)
        posts = await _in(folder, out, limiter, language)
        if keep is not None:
            _keep(folder / "demo.sqlite", keep)
    _closing(out, posts, time.monotonic() - began, keep)
    return posts


def _keep(ledger: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy2(ledger, folder / ledger.name)


async def _in(folder: Path, out: Console, limiter: Limiter | None, language: str) -> int:
    clock = SetClock(ACTS[0][0])
    async with Newsroom(clock) as room, BotApi(clock=clock) as api:
        room.load(STORY)
        desk = _desk(folder, room)
        settings = settings_for(api, folder / "demo.sqlite", desk, private_feeds=True, DATELINE_LOG_LEVEL="ERROR")
        async with standing(api, settings, clock, limiter) as app:
            app.schedule.start()
            stage = Stage(api, out, language)
            for number, (moment, heading, typed) in enumerate(ACTS):
                clock.move_to(moment)
                await _act(app, stage, number, heading, typed)
            return len(api.messages(stage.chat))


async def _act(app: App, stage: Stage, number: int, heading: str, typed: tuple[str, ...]) -> None:
    stage.out.print()
    stage.out.print(Text(f"━━ {app.desk.now():%A %d %B %Y, %H:%M} UTC ━━", style="bold yellow"))
    stage.out.print(Text(heading, style="bold"))
    run = await app.schedule.run_now(force=True)
    brought = f"{run.filed} new articles" if run.filed != 1 else "1 new article"
    stage.out.print(Text(f"The desk asked {len(run.feeds)} feeds: {brought}, {run.facts} key points read out of them.", style="dim"))
    if not stage.show() and number and run.filed:
        stage.out.print(Text("Nothing in it that this chat had not been told: no post.", style="dim"))
    for text in typed:
        await stage.type(text)
        await app.schedule.deliver()
        stage.show()


def _desk(folder: Path, room: Newsroom) -> Path:
    """The starter desk with the newsroom's feeds in place of the real outlets'."""
    desk = folder / "seeds"
    shutil.copytree(seeds.ROOT / "topics", desk / "topics")
    (desk / "feeds.opml").write_text(opml.write(room.feeds()), "utf-8")
    return desk


def _closing(out: Console, posts: int, seconds: float, keep: Path | None) -> None:
    out.print()
    out.print(Rule("That was the whole way, on this machine alone", align="left"))
    out.print(
        f"{posts} messages in {seconds:.0f} s: from feeds over HTTP to a chat, by the code that runs on Telegram."
        + (f" The ledger is {keep / 'demo.sqlite'}." if keep else "")
    )
    out.print("The story is made up; the outlets and what happens in it are invented.\n")
    out.print(Text("To run it on Telegram for real", style="bold"))
    out.print("  1. Write /newbot to @BotFather in Telegram; it gives you a token.")
    out.print("  2. TELEGRAM_BOT_TOKEN=... make bot")
    out.print("  3. Open your bot in Telegram and press Start.")
    out.print("To try it in this terminal first, on real feeds and without any account: make chat")
