"""Polling: an update is confirmed when it was handled, a lax server is not asked in a hot loop, a lost network is waited for."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.poller import Poller, TakenOver
from loopback.botapi import BotApi, Posted
from tests.bot.house import OTHER, READER, house


class Pauses:
    """Counts pauses, and ends the polling after some."""

    def __init__(self, most: int) -> None:
        self.seconds: list[float] = []
        self._most = most

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)
        if len(self.seconds) >= self._most:
            raise asyncio.CancelledError


async def test_a_server_that_answers_at_once_is_not_asked_in_a_hot_loop(tmp_path: Path) -> None:
    async with house(tmp_path) as standing:
        pauses = Pauses(3)
        with pytest.raises(asyncio.CancelledError):
            await Poller(standing.app.application, standing.app.desk.ledger, seconds=0, sleep=pauses).run()
        assert pauses.seconds == [1.0, 1.0, 1.0]
        assert len(standing.api.calls("getUpdates")) == 3


async def test_a_network_that_is_gone_is_waited_for_with_growing_pauses(tmp_path: Path) -> None:
    async with house(tmp_path) as standing:
        standing.api.fails("getUpdates", 502, times=4)
        pauses = Pauses(5)
        with pytest.raises(asyncio.CancelledError):
            await Poller(standing.app.application, standing.app.desk.ledger, seconds=0, sleep=pauses).run()
        assert pauses.seconds == [1.0, 2.0, 5.0, 10.0, 1.0]


async def test_another_poller_that_stays_ends_this_one(tmp_path: Path) -> None:
    async with house(tmp_path) as standing:
        standing.api.fails("getUpdates", 409, "Conflict: terminated by other getUpdates request", times=4)
        with pytest.raises(TakenOver):
            await Poller(standing.app.application, standing.app.desk.ledger, seconds=0, sleep=Pauses(9)).run()


async def test_an_update_is_confirmed_only_once_it_was_handled(tmp_path: Path) -> None:
    async with house(tmp_path) as standing:
        standing.api.private(READER, "Ada")
        standing.api.says(READER, READER, "/help")
        await standing.app.poller.once()
        assert len(standing.api.messages(READER)) == 1
        assert standing.api.pending == 1
        await standing.app.poller.once()
        assert standing.api.pending == 0
        assert len(standing.api.messages(READER)) == 1


async def test_what_takes_long_keeps_nobody_waiting_and_outlives_a_crash(tmp_path: Path) -> None:
    async with house(tmp_path) as standing:
        api, ledger = standing.api, standing.app.desk.ledger
        for reader in (READER, OTHER):
            api.private(reader)
        held = api.holds("sendMessage", chat=READER)
        for command in ("/help", "/topics", "/status"):
            api.says(READER, READER, command)
        poller = standing.app.poller
        await poller.once()
        assert api.count("sendMessage") == 0
        api.says(OTHER, OTHER, "/help")
        await poller.once()
        assert len(api.messages(OTHER)) == 1
        await poller.once()
        assert api.pending == 0  # confirmed, and noted down
        # A crash: nothing is finished, another process begins.
        another = Poller(standing.app.application, ledger, seconds=0)
        held.set()
        assert await another.once() == 3
        for words in ("Dateline posts", "Topics", "Arn talks"):
            assert any(message.text.startswith(words) for message in api.messages(READER)), words
        await poller.finish()
        assert await Poller(standing.app.application, ledger, seconds=0).once() == 0  # nothing is left on file


async def test_a_stop_confirms_what_was_handled_and_notes_down_the_rest(tmp_path: Path) -> None:
    async with house(tmp_path) as standing:
        api = standing.api
        for reader in (READER, OTHER):
            api.private(reader)
            api.says(reader, reader, "/help")
        api.holds("sendMessage", chat=READER)
        poller = standing.app.poller
        polling = asyncio.create_task(poller.once())
        await api.waits_for(OTHER, 1)
        polling.cancel()
        await poller.finish(0.05)
        assert api.pending == 0
        another = Poller(standing.app.application, standing.app.desk.ledger, seconds=0)
        assert await another.once() == 1
        assert len(api.messages(OTHER)) == 1


async def test_a_handler_that_fails_says_a_kind_word_and_the_next_update_is_handled(tmp_path: Path) -> None:
    async with house(tmp_path) as standing:
        standing.api.private(READER, "Ada")
        await standing.app.desk.ledger.call(lambda ledger: ledger.store.write("DROP TABLE topics"))
        (answer,) = await standing_answer(standing.api, standing.app.poller, "/status")
        assert "Something went wrong here" in answer.text
        assert (await standing_answer(standing.api, standing.app.poller, "/help"))[-1].text.startswith("Dateline posts")


async def standing_answer(api: BotApi, poller: Poller, text: str) -> tuple[Posted, ...]:
    """What the chat holds once a command was handled."""
    api.says(READER, READER, text)
    await poller.once()
    return api.messages(READER)
