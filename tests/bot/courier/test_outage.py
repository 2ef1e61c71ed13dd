"""Telegram gone for an hour: everything is kept, nobody is failed one by one, and all goes out soon after it is back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot import render
from bot.courier.outage import Outage
from bot.notices import notice
from digests.clock import SetClock
from digests.ledger import Ledger
from digests.model import Notice, OutboxSummary
from digests.outbox import Outbox
from tests.bot.house import ADMIN, House, first_day, house
from tests.fakes.facts import at

READERS = range(20, 60)


@pytest.fixture
async def crowd(tmp_path: Path) -> AsyncIterator[House]:
    """Forty readers who were told nothing yet, and a desk."""
    async with house(tmp_path) as standing:
        standing.api.private(ADMIN, "Desk")
        for reader in READERS:
            standing.api.private(reader)
        await standing.app.desk.ledger.call(lambda ledger: [ledger.subscribe(str(reader), "arn-talks", at(0)) for reader in READERS])
        yield standing


async def outbox(standing: House) -> OutboxSummary:
    now = standing.clock.now()
    return await standing.app.desk.ledger.call(lambda ledger: Outbox(ledger).summary(now))


async def hour_without(standing: House) -> int:
    """An hour in which nobody answers; how many requests were made."""
    start = standing.clock.now()
    tried = 0
    while standing.clock.now() < start + timedelta(hours=1):
        tried += await standing.app.schedule.deliver()
        standing.clock.move_to(standing.clock.now() + timedelta(seconds=15))
    return tried


async def test_the_network_is_gone_for_an_hour(crowd: House) -> None:
    await crowd.files(first_day())
    await crowd.app.desk.pipeline.compose()
    await crowd.api.stop()
    assert await hour_without(crowd) < 120, "it looks again now and then, and bothers nobody else"
    assert (await outbox(crowd)).waiting == len(READERS)
    await crowd.api.start()
    for _ in range(15):
        crowd.clock.move_to(crowd.clock.now() + timedelta(seconds=5))
        await crowd.app.schedule.deliver()
    assert all(sum("new point" in message.text for message in crowd.api.messages(reader)) == 1 for reader in READERS)
    summary = await outbox(crowd)
    assert (summary.sent, summary.waiting, summary.unknown, summary.troubles) == (len(READERS), 0, 0, ())
    page = (await crowd.hears(ADMIN, "/outbox", ADMIN))[-1].text
    assert "Telegram could not be reached from Mon 2 Mar, 09:00 UTC to Mon 2 Mar, 10:0" in page


async def test_a_server_that_fails_for_everybody_is_an_outage_too(crowd: House) -> None:
    await crowd.files(first_day())
    await crowd.app.desk.pipeline.compose()
    crowd.api.fails("sendMessage", 502, times=10_000)
    assert await hour_without(crowd) < 120
    assert (await outbox(crowd)).waiting == len(READERS)


async def test_what_is_of_no_use_after_the_outage_is_not_sent(crowd: House) -> None:
    now = crowd.clock.now()

    def post(ledger: Ledger) -> None:
        reminder: Notice = notice("reminder", "truce/1h", render.message("It ends in an hour."), until=now + timedelta(minutes=30))
        Outbox(ledger).post(map(str, READERS), reminder, now)

    await crowd.app.desk.ledger.call(post)
    await crowd.api.stop()
    await hour_without(crowd)
    await crowd.api.start()
    await crowd.settles()
    summary = await outbox(crowd)
    assert (summary.lapsed, summary.sent, summary.waiting) == (len(READERS), 0, 0)
    page = (await crowd.hears(ADMIN, "/outbox", ADMIN))[-1].text
    assert "40 reminders that came too late and were not sent" in page


def test_it_takes_several_chats_in_a_row_to_make_an_outage() -> None:
    clock = SetClock(at(0))
    outage = Outage(clock, lambda: 0)
    assert (outage.fails("ann"), outage.fails("ann"), outage.fails("bob")) == (False, False, False)
    assert outage.ends() is None
    assert (outage.fails("ann"), outage.fails("bob"), outage.since) == (False, False, None)
    assert outage.fails("cat")
    assert (outage.since, outage.waits) == (at(0), True)


def test_the_pauses_between_two_looks_grow_to_a_minute() -> None:
    clock = SetClock(at(0))
    outage = Outage(clock, lambda: 0)
    pauses = []
    for name in ("ann", "bob", "cat"):
        outage.fails(name)
    for _ in range(8):
        start = clock.now()
        while outage.waits:
            clock.move_to(clock.now() + timedelta(seconds=1))
        pauses.append((clock.now() - start).total_seconds())
        outage.fails("ann")
    assert pauses == [2, 4, 8, 16, 32, 60, 60, 60]
    assert (outage.ends(), outage.since) == (at(0), None)
