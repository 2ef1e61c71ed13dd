"""One item from its feed to every chat that follows: fetched, read, composed, and delivered by the courier to a server some way off."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from telegram.ext import ExtBot

from bench import apart, servers
from bench.claims import Claim, Goal, Measure
from bench.clocks import spending
from bench.sending import bare
from bot.courier import PAID_IN_FLIGHT, Courier
from bot.limiter import Limiter
from bot.log import set_up
from bot.transport import AiohttpRequest
from digests.clock import SetClock
from digests.ledger import Ledger, LedgerThread
from digests.model import Article, Feed, OutboxSummary, Topic
from digests.outbox import Outbox
from digests.pipeline import Pipeline
from digests.wire.fetch import Fetcher
from loopback.botapi import LOOPBACK_TOKEN
from loopback.newsroom import Newsroom

__all__ = ["Sizes", "run"]


@dataclass(frozen=True, slots=True)
class Sizes:
    """To how many."""

    few: int = field(default=100, metadata={"help": "chats at the small end"})
    chats: int = field(default=1_000, metadata={"help": "chats in between"})
    many: int = field(default=10_000, metadata={"help": "chats at the large end"})
    latency: int = field(default=50, metadata={"help": "milliseconds before the server answers"})
    rounds: int = field(default=3, metadata={"help": "rounds at the small end and in between, of which the median counts"})


#: messages a second of a bot on Node that sends one item to 1,000 chats, measured on a machine of this kind (not in this run)
_PEER = 31
_NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
_TOPIC = Topic("arn-talks", "Arn talks", any=("Arn",))
_TEXT = (
    "ARNHOLT (Dispatch) — The ceasefire on the Arn expires on March 9, the mediators said. Shelling killed six people in Arnholt on Sunday,"
    " the mayor said. Northmark demands that the troops withdraw from the river, its foreign minister said."
)


@dataclass(frozen=True, slots=True)
class _Delivered:
    """What one round came to."""

    chats: int
    wall: float
    cpu: float
    outbox: OutboxSummary

    @property
    def per_second(self) -> float:
        return self.outbox.sent / self.wall


def run(sizes: Sizes) -> tuple[Claim, ...]:
    """The whole way with the limits off, the paid limit, and a crowd of which some of every kind cannot be reached."""
    set_up("ERROR")
    with apart.serving(servers.telegram, sizes.latency / 1000, sizes.many) as root:
        few = [asyncio.run(_deliver(root, sizes.few)) for _ in range(sizes.rounds)]
        floors, middle = [], []
        for _ in range(sizes.rounds):
            floors.append(asyncio.run(bare(root, sizes.chats, PAID_IN_FLIGHT)))
            middle.append(asyncio.run(_deliver(root, sizes.chats)))
        floor = asyncio.run(bare(root, sizes.many, PAID_IN_FLIGHT))
        many = asyncio.run(_deliver(root, sizes.many))
        paid = asyncio.run(_deliver(root, sizes.many, Limiter(paid=True)))
    with apart.serving(servers.troubled, sizes.latency / 1000, sizes.many) as root:
        troubled = asyncio.run(_deliver(root, sizes.many))
    return (*_whole(sizes, floors, middle), _growth(sizes, few, many), _paid(sizes, floor, paid), *_in_trouble(sizes, many, troubled))


def _whole(sizes: Sizes, floors: list[float], ours: list[_Delivered]) -> tuple[Claim, ...]:
    rate = median(one.per_second for one in ours)
    ratio = median(one.per_second / floor for one, floor in zip(ours, floors, strict=True))
    work = f"one item to {sizes.chats:,} chats, from fetch to last message, messages per second"
    note = f"a Node peer's way: {_PEER}/s on a machine of this kind; the goal is ten times that, an absolute figure"
    return (
        Claim(
            work,
            Measure(rate, "/s"),
            ratio,
            floor=Measure(median(floors), "/s"),
            goal=Goal(10 * _PEER, at_least=True, unit="/s"),
            note=note,
        ),
    )


def _growth(sizes: Sizes, few: list[_Delivered], many: _Delivered) -> Claim:
    small, large = median(one.cpu / one.chats for one in few), many.cpu / many.chats
    work = f"CPU per message at {sizes.many:,} chats"
    return Claim(work, Measure(large * 1000, "ms"), large / small, f"at {sizes.few}", goal=Goal(1.2))


def _paid(sizes: Sizes, floor: float, paid: _Delivered) -> Claim:
    work = f"to {sizes.many:,} chats under the paid limit of 1,000 a second, messages per second"
    return Claim(
        work, Measure(paid.per_second, "/s"), paid.per_second / floor, floor=Measure(floor, "/s"), note="the server has the same two cores"
    )


def _in_trouble(sizes: Sizes, well: _Delivered, troubled: _Delivered) -> tuple[Claim, ...]:
    of = troubled.outbox
    note = (
        f"{of.sent:,} sent, {of.gone} gone, {of.failed} failed, {of.unknown} of unknown outcome and sent again, {of.waiting} still waiting"
    )
    lost = troubled.chats - of.sent - of.gone - of.failed
    return (
        Claim(
            f"to {sizes.many:,} chats with 1% of each of {len(servers.TROUBLES)} failures: CPU per chat",
            Measure(troubled.cpu / troubled.chats * 1000, "ms"),
            (troubled.cpu / troubled.chats) / (well.cpu / well.chats),
            "all well",
            goal=Goal(2),
            note=note,
        ),
        Claim("the same: chats without an outcome", Measure(lost + 1e-9, "chats"), 1 + lost, "none", goal=Goal(1)),
    )


async def _deliver(root: str, chats: int, limiter: Limiter | None = None) -> _Delivered:
    clock = SetClock(_NOW)
    # off, and on the clock that does not wait: what Telegram lets wait comes round as what the outbox puts off does
    limiter = limiter or Limiter(overall=10**6, burst=10**6, per_minute=10**6, monotonic=lambda: clock.now().timestamp())
    request = AiohttpRequest(PAID_IN_FLIGHT, pool_timeout=60, read_timeout=60, connect_timeout=60)
    with tempfile.TemporaryDirectory() as folder:
        ledger = LedgerThread(Path(folder) / "desk.sqlite", clock)
        ledger.start()
        try:
            async with Newsroom(clock) as room, Fetcher(allow_private=True) as fetcher:
                room.publishes(Article("a1", "Truce on the Arn", _TEXT, _NOW - timedelta(hours=1), "Harbor Dispatch"))
                await ledger.call(_follow, range(1, chats + 1), room.feed_url("Harbor Dispatch"))
                bot = ExtBot(LOOPBACK_TOKEN, base_url=f"{root}/bot", request=request, get_updates_request=request, rate_limiter=limiter)
                courier = Courier(bot, ledger, clock, UTC, in_flight=PAID_IN_FLIGHT)
                pipeline = Pipeline(ledger, fetcher, clock)
                with spending() as spent:
                    await pipeline.tick(force=True)
                    await _until_done(courier, ledger, clock)
                summary = await ledger.call(lambda ledger: Outbox(ledger).summary(clock.now()))
                return _Delivered(chats, spent.wall, spent.cpu, summary)
        finally:
            await request.shutdown()
            ledger.close()


async def _until_done(courier: Courier, ledger: LedgerThread, clock: SetClock) -> None:
    """What is put off comes round; the clock does not wait for it."""
    for _ in range(20):
        await courier.run()
        waiting = await ledger.call(lambda ledger: Outbox(ledger).summary(clock.now()).waiting)
        if not waiting:
            return
        clock.move_to(clock.now() + timedelta(minutes=1))


def _follow(ledger: Ledger, chats: Iterable[int], feed: str) -> None:
    with ledger.atomic():
        ledger.put_topics([_TOPIC], _NOW)
        ledger.put_feeds([Feed(feed, "Harbor Dispatch")], _NOW)
        for chat in chats:
            ledger.subscribe(str(chat), _TOPIC.slug, _NOW)
