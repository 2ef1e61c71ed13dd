"""The whole bot, real to its transport, in a loopback Bot API, on a ledger of its own and a clock that stands."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.app import App, build
from bot.flood import Flood
from bot.limiter import Limiter
from bot.settings import Settings
from digests.clock import SetClock
from digests.errors import FetchError
from digests.ledger import Ledger
from digests.model import Topic
from loopback.botapi import BotApi, Posted
from tests.fakes.facts import Told, at, told

ARN = Topic("arn-talks", "Arn talks", any=("Arn",))
KELD = Topic("keld-strike", "Keld port strike", any=("Keld",))
ADMIN, READER, OTHER = 900, 7, 8


class SilentWire:
    """A wire on which nothing answers."""

    async def get(self, url: str, etag: str | None = None, modified: str | None = None) -> object:
        raise FetchError(url, "nobody answers here")


@dataclass
class House:
    """The bot and the people around it."""

    api: BotApi
    app: App
    clock: SetClock

    async def files(self, *articles: Told, topic: str = ARN.slug) -> None:
        """Articles arrive and were read."""

        def put(ledger: Ledger) -> None:
            for one in articles:
                reading = one.reading()
                ledger.file([reading.article], reading.learned)
                ledger.keep(reading.article, reading.facts, (topic,), reading.learned, reading.publisher)

        await self.app.desk.ledger.call(put)

    async def settles(self) -> None:
        """Every update is handled, everything composed and all that is due is sent."""
        while await self.app.poller.once():
            await self.app.poller.idle()  # a handler that takes long is left behind by the poller, not by a test
        await self.app.schedule.run_now()

    async def hears(self, chat: int, text: str, user: int | None = READER, thread: int | None = None) -> tuple[Posted, ...]:
        """Somebody writes; what the chat shows new once all is settled."""
        before = len(self.api.messages(chat))
        self.api.says(chat, user, text, thread=thread)
        await self.settles()
        return self.api.messages(chat)[before:]

    async def pressed(self, message: Posted, button: str, user: int | None = None) -> tuple[Posted, ...]:
        """Somebody presses a button; the chat as it is once all is settled."""
        self.api.presses(message, button, user)
        await self.settles()
        return self.api.messages(message.chat)


@asynccontextmanager
async def house(
    path: Path,
    *,
    topics: tuple[Topic, ...] = (ARN,),
    now: datetime | None = None,
    wire: object = None,
    flood: Flood | None = None,
    **kinds: object,
) -> AsyncIterator[House]:
    """A bot with some topics, at nine on the first Monday of the tests' story.

    ``kinds`` go to the server, or are settings where they are in capitals; ``wire``: none answers.
    """
    given = {name: kinds.pop(name) for name in list(kinds) if name.isupper()}
    clock = SetClock(now or at(0, 9))
    async with BotApi(clock=clock, **kinds) as api:  # type: ignore[arg-type]
        seeds = path / "seeds"
        (seeds / "topics").mkdir(parents=True, exist_ok=True)
        for topic in topics:
            (seeds / "topics" / f"{topic.slug}.toml").write_text(f'title = "{topic.title}"\nany = ["{topic.any[0]}"]\n')
        (seeds / "feeds.opml").write_text(
            '<opml version="2.0"><body><outline text="Dispatch" type="rss" xmlUrl="https://dispatch.example/rss"/></body></opml>'
        )
        settings = Settings.model_validate(
            {
                "TELEGRAM_BOT_TOKEN": api.token,
                "DATELINE_API_BASE_URL": api.url,
                "DATELINE_ADMINS": str(ADMIN),
                "DATELINE_DATABASE": path / "desk.sqlite",
                "DATELINE_SEEDS": seeds,
                **given,
            }
        )
        app = build(
            settings,
            clock=clock,
            fetcher=wire or SilentWire(),  # type: ignore[arg-type]
            limiter=Limiter(overall=1000, burst=1000, per_minute=1000),
            flood=flood or Flood(1000),
            poll_seconds=0,
        )
        async with app:
            yield House(api, app, clock)
    await asyncio.sleep(0)


def first_day() -> Told:
    """What is known on the first morning: a truce that ends, a toll, a demand."""
    return (
        told(0, 8)
        .due(
            "The truce on the Arn ends on Friday, the mediators said.",
            "2026-03-06",
            "truce on the Arn",
            "expiry",
            attribution="the mediators",
        )
        .toll(
            "Shelling killed six people in Arnholt on Sunday, the mayor said.",
            6,
            place="Arnholt",
            date="2026-03-01",
            attribution="the mayor",
            what="shelling",
        )
        .holds("Northmark demands the withdrawal of troops from the river.", "Northmark", "demands", "withdrawal of troops from the river")
    )
