"""The one budget, on a clock of its own: time passes only where everyone sleeps."""

from __future__ import annotations

import asyncio

import pytest
from telegram.error import NetworkError, RetryAfter, TelegramError, TimedOut

from bot.limiter import Ask, Held, Patience
from digests.model import Priority
from tests.bot.limiter.wire import Time, Wire


async def test_no_second_holds_more_than_thirty() -> None:
    sent = [at for at, _ in await Wire(Time(), slack=0).sends(*range(1, 301))]
    assert len(sent) == 300
    assert all(later - earlier >= 1 - 1e-6 for earlier, later in zip(sent, sent[30:], strict=False))
    assert sent[-1] <= 9.01


async def test_a_chat_takes_a_short_burst_and_then_one_a_second() -> None:
    sent = [round(at, 6) for at, _ in await Wire(Time(), slack=0).sends(*[5] * 6)]
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


async def test_seconds_are_counted_a_little_long_since_requests_jostle_on_their_way() -> None:
    sent = [at for at, _ in await Wire(Time()).sends(*range(1, 61))]
    assert sent[30] == pytest.approx(1.02)


async def test_the_more_urgent_goes_first_where_not_all_can() -> None:
    wire = Wire(Time(), overall=2, slack=0)
    urgency = dict(zip(range(1, 7), [*reversed(Priority), Priority.ANSWER], strict=True))
    await wire.time.passes(asyncio.gather(*(wire.send(chat, Ask(priority)) for chat, priority in urgency.items())))
    assert [urgency[int(str(chat))] for _, chat in wire.sent] == [
        *(Priority.BROADCAST, Priority.DIGEST),  # there was room for two when they came
        *(Priority.ANSWER, Priority.ANSWER, Priority.REMINDER, Priority.BREAKING),
    ]


async def test_an_answer_overtakes_what_waits_for_the_same_chat() -> None:
    wire = Wire(Time(), burst=1, slack=0)
    digests = [wire.send(5, Ask(Priority.DIGEST)) for _ in range(3)]
    await wire.time.passes(asyncio.gather(*digests, wire.send(5, Ask(), says="answer")))
    assert [says for *_, says in wire.told] == ["", "answer", "", ""]


async def test_an_answer_waits_no_second_behind_a_thousand_broadcasts() -> None:
    wire = Wire(Time())
    crowd = [wire.send(chat, Ask(Priority.BROADCAST)) for chat in range(1, 1001)]
    waiting = asyncio.gather(*crowd, wire.later(5.5, wire.send(2000, Ask())))
    await wire.time.passes(waiting)
    assert next(at for at, chat in wire.sent if chat == 2000) <= 5.5 + 1.02


async def test_a_broadcast_is_not_kept_waiting_for_ever_by_more_answers_than_may_go() -> None:
    wire = Wire(Time(), overall=10, slack=0)
    answers = [wire.later(number / 12, wire.send(number + 10, Ask())) for number in range(1200)]
    await wire.time.passes(asyncio.gather(*answers, wire.later(1, wire.send(1, Ask(Priority.BROADCAST)))))
    out = next(at for at, chat in wire.sent if chat == 1)
    # what came within its minute goes before it, at ten a second, and nothing else
    assert 60 <= out <= 61 * 12 / 10 + 1


async def test_a_delivery_is_told_at_once_that_its_chat_must_wait_for_long() -> None:
    wire = Wire(Time())
    wire.refuses[5] = [30]
    with pytest.raises(RetryAfter):
        await wire.send(5, Ask(Priority.DIGEST, Patience.HAND_BACK))
    with pytest.raises(Held) as told:
        await wire.send(5, Ask(Priority.DIGEST, Patience.HAND_BACK))
    assert told.value.retry_after.total_seconds() == 30  # type: ignore[union-attr]
    assert (wire.tried, wire.limiter.held) == (1, 1)


async def test_one_that_waits_is_told_when_its_chat_is_held_meanwhile() -> None:
    wire = Wire(Time(), latency=0.5)
    wire.refuses[5] = [30]
    delivery = Ask(Priority.DIGEST, Patience.HAND_BACK)
    ends = asyncio.gather(wire.send(5, delivery), wire.send(5, delivery), return_exceptions=True)
    await wire.time.passes(ends)
    assert [type(end) for end in ends.result()] == [RetryAfter, Held]


async def test_nothing_goes_out_while_the_account_is_held_and_the_shortest_wait_counts() -> None:
    wire = Wire(Time())
    for chat, wait in ((1, 20), (2, 9), (3, 3600)):
        wire.refuses[chat] = [wait]
    delivery = Ask(Priority.DIGEST, Patience.HAND_BACK)
    await asyncio.gather(*(wire.send(chat, delivery) for chat in (1, 2, 3)), return_exceptions=True)
    assert wire.limiter.closed_for == 9
    with pytest.raises(Held):
        await wire.send(4, delivery)


async def test_chats_that_are_told_to_wait_among_many_that_are_not_hold_themselves_alone() -> None:
    wire = Wire(Time(), overall=1000)
    delivery = Ask(Priority.DIGEST, Patience.HAND_BACK)
    for chat in range(20, 201, 20):
        wire.refuses[chat] = [30]
    ends = asyncio.gather(*(wire.send(chat, delivery) for chat in range(1, 201)), return_exceptions=True)
    await wire.time.passes(ends)
    assert (sum(end is True for end in ends.result()), wire.limiter.closed_for, wire.limiter.held) == (190, 0, 10)


async def test_who_gives_up_waiting_keeps_nobody_waiting() -> None:
    wire = Wire(Time(), burst=1, slack=0)
    first = asyncio.ensure_future(wire.send(5))
    second, third = asyncio.ensure_future(wire.send(5)), asyncio.ensure_future(wire.send(5))
    await asyncio.sleep(0)
    second.cancel()
    await wire.time.passes(asyncio.gather(first, second, third, return_exceptions=True))
    assert [at for at, _ in wire.sent] == [0, 1]


async def test_an_album_counts_as_many_messages_as_it_has() -> None:
    wire = Wire(Time(), overall=10, burst=10, slack=0)
    album = wire.send(5, endpoint="sendMediaGroup", media=["a", "b", "c", "d"])
    await wire.time.passes(asyncio.gather(album, *(wire.send(chat) for chat in range(10, 20))))
    assert sum(at < 1 for at, _ in wire.sent) == 1 + 6


async def test_a_turn_taken_before_is_not_taken_again() -> None:
    wire = Wire(Time(), burst=1, slack=0)
    async with wire.limiter.turn(5, Ask()) as turn:
        await wire.send(5, Ask(turn=turn))
    assert wire.sent == [(0, 5)]


async def test_beyond_what_is_free_is_paid_for_and_only_where_the_account_pays() -> None:
    wire = Wire(Time(), paid=True)
    await wire.sends(*range(1, 101))
    assert ([bool(data.get("allow_paid_broadcast")) for data in wire.asked], wire.sent[-1][0]) == ([False] * 30 + [True] * 70, 0)
    free = Wire(Time(), overall=100)
    await free.sends(*range(1, 101))
    assert not any("allow_paid_broadcast" in data for data in free.asked)


async def test_an_edit_has_no_price() -> None:
    wire = Wire(Time(), paid=True)
    await wire.time.passes(asyncio.gather(*(wire.send(chat, endpoint="editMessageText") for chat in range(1, 41))))
    assert not any("allow_paid_broadcast" in data for data in wire.asked)


async def test_chats_of_long_ago_are_forgotten() -> None:
    wire = Wire(Time())
    await wire.sends(*range(1, 101))
    await wire.time.passes(asyncio.ensure_future(wire.later(100, wire.send(7))))
    assert len(wire.limiter._chats) == 1
