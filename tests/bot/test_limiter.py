"""The one budget, on a clock of its own: time passes only where everyone sleeps."""

from __future__ import annotations

import asyncio
import heapq
from collections import defaultdict
from itertools import count
from typing import Any

import pytest
from telegram.error import NetworkError, RetryAfter, TelegramError, TimedOut

from bot.limiter import Limiter, Patience


class Time:
    """Seconds that pass as soon as nobody has anything else to do."""

    def __init__(self) -> None:
        self.now = 1000.0
        self._sleepers: list[tuple[float, int, asyncio.Event]] = []
        self._order = count()

    def monotonic(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        awake = asyncio.Event()
        heapq.heappush(self._sleepers, (self.now + seconds, next(self._order), awake))
        await awake.wait()

    async def passes(self, work: asyncio.Future[Any]) -> None:
        """Lets time pass until some work is done."""
        while not work.done():
            for _ in range(20):
                await asyncio.sleep(0)
            if self._sleepers and not work.done():
                self.now, _, awake = heapq.heappop(self._sleepers)
                awake.set()
        await work


class Wire:
    """What went out, to whom and when; refuses a chat as often as told."""

    def __init__(self, time: Time, **limits: float) -> None:
        self.time = time
        self.limiter = Limiter(monotonic=time.monotonic, sleep=time.sleep, **limits)  # type: ignore[arg-type]
        self.sent: list[tuple[float, object]] = []
        self.refuses: dict[object, list[int]] = defaultdict(list)
        self.fails: list[TelegramError] = []

    async def send(self, chat: object, patience: Patience = Patience.WAIT, endpoint: str = "sendMessage") -> object:
        async def callback() -> object:
            if self.refuses[chat]:
                raise RetryAfter(self.refuses[chat].pop())
            if self.fails:
                raise self.fails.pop()
            self.sent.append((self.time.now - 1000, chat))
            return True

        return await self.limiter.process_request(callback, (), {}, endpoint, {"chat_id": chat}, int(patience))

    async def sends(self, *chats: object) -> list[tuple[float, object]]:
        await self.time.passes(asyncio.gather(*(self.send(chat) for chat in chats)))
        return self.sent


async def test_no_second_holds_more_than_thirty() -> None:
    sent = [at for at, _ in await Wire(Time()).sends(*range(1, 301))]
    assert len(sent) == 300
    assert all(later - earlier >= 1 - 1e-6 for earlier, later in zip(sent, sent[30:], strict=False))
    assert sent[-1] <= 9.01


async def test_a_chat_takes_a_short_burst_and_then_one_a_second() -> None:
    sent = [round(at, 6) for at, _ in await Wire(Time()).sends(*[5] * 6)]
    assert sent == [0, 0, 0, 1, 2, 3]


async def test_a_group_takes_twenty_a_minute() -> None:
    sent = [at for at, _ in await Wire(Time()).sends(*[-100] * 45)]
    assert all(later - earlier >= 60 - 1e-6 for earlier, later in zip(sent, sent[20:], strict=False))


async def test_one_chat_that_must_wait_keeps_nobody_else_waiting() -> None:
    sent = await Wire(Time()).sends(*[5] * 20, 6, 7)
    assert [at for at, chat in sent if chat in (6, 7)] == [0, 0]


async def test_messages_of_a_chat_keep_their_order_and_a_retry_after_holds_it_alone() -> None:
    wire = Wire(Time())
    wire.refuses[5] = [7]
    sent = await wire.sends(5, 5, 6)
    assert [(round(at), chat) for at, chat in sent] == [(0, 6), (7, 5), (7, 5)]


async def test_several_chats_in_a_flood_hold_everybody() -> None:
    wire = Wire(Time())
    for chat in (1, 2, 3):
        wire.refuses[chat] = [5]
    await wire.time.passes(asyncio.gather(*(wire.send(chat) for chat in (1, 2, 3))))
    wire = wire
    for chat in (1, 2, 3):
        wire.refuses[chat] = [9]
    held = asyncio.gather(*(wire.send(chat) for chat in (1, 2, 3)))
    for _ in range(20):
        await asyncio.sleep(0)
    await wire.time.passes(asyncio.gather(held, wire.send(4)))
    assert next(at for at, chat in wire.sent if chat == 4) >= 14 - 1e-6


async def test_a_delivery_gets_its_retry_after_back() -> None:
    wire = Wire(Time())
    wire.refuses[5] = [7]
    with pytest.raises(RetryAfter):
        await wire.send(5, Patience.HAND_BACK)


async def test_an_answer_is_not_kept_back_for_longer_than_a_reader_waits() -> None:
    wire = Wire(Time())
    wire.refuses[5] = [3600]
    with pytest.raises(RetryAfter):
        await wire.send(5)


async def test_an_answer_outlives_a_server_that_fails_for_some_seconds() -> None:
    wire = Wire(Time())
    wire.fails = [NetworkError("Bad Gateway")] * 3
    assert [round(at) for at, _ in await wire.sends(5)] == [10]


@pytest.mark.parametrize(
    ("error", "times", "patience"),
    [
        pytest.param(NetworkError("Bad Gateway"), 4, Patience.WAIT, id="a server that fails for long"),
        pytest.param(NetworkError("Bad Gateway"), 1, Patience.HAND_BACK, id="a delivery"),
        pytest.param(TimedOut(), 1, Patience.WAIT, id="it may have been sent"),
    ],
)
async def test_what_is_not_tried_again(error: TelegramError, times: int, patience: Patience) -> None:
    wire = Wire(Time())
    wire.fails = [error] * times
    with pytest.raises(type(error)):
        await wire.time.passes(asyncio.ensure_future(wire.send(5, patience)))
    assert (wire.sent, wire.fails) == ([], [])


async def test_questions_cost_nothing() -> None:
    wire = Wire(Time())
    await asyncio.gather(*(wire.send(5, endpoint="getChatMember") for _ in range(100)))
    assert {at for at, _ in wire.sent} == {0}
