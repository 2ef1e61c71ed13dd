"""The rules of the one budget, for any traffic: never more than allowed in any second, nothing dropped, nobody forgotten."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from telegram.error import RetryAfter

from bot.limiter import Ask, Limiter, Patience, seconds
from bot.limiter.turns import HEAD_START
from digests.model import Priority
from loopback.botapi import Flood, Refused
from tests.bot.limiter.wire import Time

OVERALL, BURST, GROUP = 5, 3, 6
GROUPS = (-1, -2)
ROUNDING = 1e-6


@dataclass(frozen=True)
class Message:
    at: float  #: when it is asked for
    chat: int
    priority: Priority
    takes: float  #: seconds on the wire
    refused: tuple[int, ...] = ()  #: RetryAfter it meets first


@dataclass(frozen=True)
class Out:
    message: Message
    number: int  #: in the order they were asked for
    begun: float
    ended: float
    refused: int | None


messages = st.builds(
    Message,
    st.floats(0, 8).map(lambda at: round(at, 2)),
    st.sampled_from([1, 2, 3, *GROUPS]),
    st.sampled_from(Priority),
    st.sampled_from([0.0, 0.05, 0.4]),
    st.lists(st.integers(1, 6), max_size=1).map(tuple),
)


async def traffic(asked: list[Message], limiter: Limiter, time: Time) -> list[Out]:
    """All messages go through the limiter: answers wait in it, the others come back and are tried again, as the courier does."""
    out: list[Out] = []

    async def send(number: int, message: Message) -> None:
        await time.sleep(message.at)
        refusals = list(message.refused)

        async def callback() -> bool:
            begun = time.now
            refused = refusals.pop(0) if refusals else None
            if message.takes:
                await time.sleep(message.takes)
            out.append(Out(message, number, begun, time.now, refused))
            if refused is not None:
                raise RetryAfter(refused)
            return True

        patience = Patience.WAIT if message.priority is Priority.ANSWER else Patience.HAND_BACK
        while True:
            try:
                await limiter.process_request(callback, (), {}, "sendMessage", {"chat_id": message.chat}, Ask(message.priority, patience))
                return
            except RetryAfter as told:
                await time.sleep(seconds(told))

    order = sorted(asked, key=lambda message: message.at)
    await time.passes(asyncio.gather(*(send(number, message) for number, message in enumerate(order))))
    return sorted(out, key=lambda one: one.begun)


def within(moments: list[float], limit: int, span: float) -> bool:
    """Whether no span holds more than the limit."""
    return all(later - earlier >= span - ROUNDING for earlier, later in zip(moments, moments[limit:], strict=False))


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(asked=st.lists(messages, min_size=5, max_size=60))
def test_any_traffic_keeps_the_rules_and_arrives(asked: list[Message]) -> None:
    async def run() -> None:
        time = Time()
        limiter = Limiter(overall=OVERALL, burst=BURST, per_minute=GROUP, slack=0, monotonic=time.monotonic, sleep=time.sleep)
        out = await traffic(asked, limiter, time)
        assert sorted(one.number for one in out if one.refused is None) == list(range(len(asked))), "nothing dropped, nothing twice"
        assert within([one.begun for one in out], OVERALL, 1)
        by_chat: dict[int, list[Out]] = defaultdict(list)
        for one in out:
            by_chat[one.message.chat].append(one)
        for chat, theirs in by_chat.items():
            moments = [one.begun for one in theirs]
            assert all(within(moments, BURST + more, 1 + more) for more in range(4)), "one a second after the burst"
            assert chat not in GROUPS or within(moments, GROUP, 60)
            for one, following in pairwise(theirs):
                assert following.begun >= one.ended - ROUNDING, "one at a time"
                assert one.refused is None or following.begun >= one.ended + one.refused - ROUNDING, "as long as Telegram said"

    asyncio.run(run())


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    rates=st.lists(st.integers(0, 8), min_size=len(Priority), max_size=len(Priority)),
    priority=st.sampled_from(Priority),
    at=st.floats(0, 5).map(lambda at: round(at, 2)),
)
def test_nobody_starves_whatever_comes_in(rates: list[int], priority: Priority, at: float) -> None:
    """A steady stream of every priority, more than may go out: what waits is overtaken only by what may overtake it."""

    async def run() -> None:
        time = Time()
        limiter = Limiter(overall=OVERALL, slack=0, patience=10_000, monotonic=time.monotonic, sleep=time.sleep)
        came: list[tuple[float, Priority]] = []
        gone: dict[int, float] = {}

        async def send(number: int, at: float, priority: Priority) -> None:
            await time.sleep(at)

            async def callback() -> bool:
                assert number not in gone
                gone[number] = time.now
                return True

            await limiter.process_request(callback, (), {}, "sendMessage", {"chat_id": number + 1}, Ask(priority))

        for kind, rate in zip(Priority, rates, strict=True):
            came += [(number / rate, kind) for number in range(rate * 8)]
        came.append((at, priority))
        await time.passes(asyncio.gather(*(send(number, *one) for number, one in enumerate(came))))
        assert sorted(gone) == list(range(len(came)))
        mine = len(came) - 1
        for number, (when, kind) in enumerate(came):
            if gone[number] < gone[mine]:
                assert when + HEAD_START[kind] <= at + HEAD_START[priority] + ROUNDING or when <= at

    asyncio.run(run())


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(jostle=st.lists(st.floats(0, 0.019), min_size=5, max_size=5), chats=st.lists(st.sampled_from([1, 2, 3, -1, -2]), max_size=60))
def test_the_strict_server_finds_nothing_to_refuse_however_requests_jostle(jostle: list[float], chats: list[int]) -> None:
    async def run() -> None:
        time = Time()
        flood = Flood(lambda: datetime.fromtimestamp(time.now, UTC), overall=OVERALL, burst=BURST, group=GROUP)
        limiter = Limiter(overall=OVERALL, burst=BURST, per_minute=GROUP, patience=10_000, monotonic=time.monotonic, sleep=time.sleep)
        refused: list[Refused] = []

        async def send(number: int, chat: int) -> None:
            async def callback() -> bool:
                await time.sleep(jostle[number % len(jostle)])
                try:
                    flood.passes(chat, group=chat < 0)
                except Refused as refusal:
                    refused.append(refusal)
                return True

            await limiter.process_request(callback, (), {}, "sendMessage", {"chat_id": chat}, Ask())

        await time.passes(asyncio.gather(*(send(number, chat) for number, chat in enumerate(chats))))
        assert refused == []

    asyncio.run(run())
