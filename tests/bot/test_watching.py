"""Trouble that nobody asked about: noticed, told once, and told to be over."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.watching import Sight, alarms
from digests.desk.standing import last_day
from digests.errors import FetchError, LedgerError
from digests.ledger import Ledger
from digests.ledger.store import meaning
from digests.model import FeedState
from tests.bot.house import ADMIN, READER, House, first_day, house
from tests.fakes.desk import DISPATCH, NOON, later

WELL = Sight(NOON, 86_400.0, 30.0, 1.0, timedelta(minutes=10), (FeedState(DISPATCH, NOON, fresh=NOON),), room=10_000_000_000)
SILENT = FeedState(DISPATCH, NOON, fresh=later(hours=-2), failures=3, error="connection refused")

CASES = {
    "all well": (WELL, {}),
    "a schedule that stands still": (replace(WELL, composed=400.0), {"schedule": "nothing was composed for 7 min"}),
    "a courier that looks no more": (replace(WELL, carried=600.0), {"courier": "has not looked for posts for 10 min"}),
    "posts that wait": (replace(WELL, oldest=later(minutes=-20)), {"outbox": "Posts wait for 20 min"}),
    "posts that wait since the desk is held": (replace(WELL, oldest=later(minutes=-20), held=True), {}),
    "feeds that are all silent": (
        replace(WELL, feeds=(SILENT,)),
        {"feeds": "since 02 Mar 10:00 UTC (1 are asked). All say: connection refused."},
    ),
    "one silent feed of two": (replace(WELL, feeds=(SILENT, *WELL.feeds)), {}),
    "silent feeds that rest": (replace(WELL, feeds=(replace(SILENT, paused=True),)), {}),
    "a bot that has just begun": (replace(WELL, up=60.0, feeds=(replace(SILENT, fresh=None),)), {}),
    "a slow desk": (replace(WELL, interval=timedelta(hours=2), feeds=(SILENT,)), {}),
    "a ledger that cannot be written": (replace(WELL, unwritable="the disk is full"), {"ledger": "cannot be written: the disk is full"}),
    "a disk nearly full": (replace(WELL, room=50_000_000), {"disk": "50 MB are left"}),
    "a clock that jumped": (replace(WELL, jumped=-7200.0), {"clock": "jumped back by 2 h"}),
    "a backup that failed": (replace(WELL, backup="no room"), {"backup": "last backup failed: no room"}),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_wrong_is_said_in_words(case: str) -> None:
    sight, expected = CASES[case]
    found = alarms(sight)
    assert found.keys() == expected.keys()
    assert all(words in found[name] for name, words in expected.items())


@pytest.fixture
async def one(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as standing:
        standing.api.private(ADMIN, "Grace")
        standing.api.private(READER, "Ada")
        yield standing


async def test_silent_feeds_are_told_once_and_told_to_be_over(one: House) -> None:
    look = one.app.watch.look
    assert await look() == {}
    one.app.front.beats._began -= 86_400.0
    one.app.front.beats.beat("compose")
    one.app.front.beats.beat("courier")
    assert set(await look()) == {"feeds"}
    await look()
    assert ["No feed has answered well ever" in message.text for message in one.api.messages(ADMIN)] == [True]
    assert one.api.messages(READER) == ()
    state = (await one.app.desk.ledger.call(Ledger.feeds))[0]
    await one.app.desk.ledger.call(Ledger.feed_checked, replace(state, fresh=one.clock.now()))
    assert await look() == {}
    assert [message.text for message in one.api.messages(ADMIN)][-1] == "Over: feeds answer again."


async def test_a_clock_that_jumps_is_told(one: House) -> None:
    await one.app.watch.look()
    one.clock.move_to(one.clock.now() + timedelta(hours=5))
    assert "jumped ahead by 5 h" in (await one.app.watch.look())["clock"]
    assert await one.app.watch.look() == {}
    assert len(one.api.messages(ADMIN)) == 1


async def test_a_full_disk_is_told_to_the_owner_once_and_nothing_is_lost(one: House) -> None:
    await one.hears(READER, "/subscribe", READER)
    await one.files(first_day())

    def limit(ledger: Ledger, spare: int | None) -> None:
        pages = ledger.store.row("PRAGMA page_count")
        assert pages is not None
        ledger.store.row(f"PRAGMA max_page_count = {pages[0] + spare if spare is not None else 1_000_000}")

    await one.app.desk.ledger.call(limit, 0)
    with pytest.raises(LedgerError, match="the disk is full"):
        await one.app.desk.ledger.call(_fill)
    for part in ("refresh", "compose", "courier"):
        await one.app.watch.failed(part, f"desk.sqlite: {meaning(sqlite3.SQLITE_FULL)}")
        await one.app.watch.look()
    (told,) = one.api.messages(ADMIN)
    assert "The ledger cannot be written" in told.text
    assert "the disk is full; nothing more is written until there is room, and nothing is lost" in told.text
    await one.app.desk.ledger.call(limit, None)
    await one.settles()
    assert "Truce on the Arn" in one.api.messages(READER)[-1].text
    one.app.watch.full_until = 0.0
    await one.app.watch.look()
    assert one.api.messages(ADMIN)[-1].text == "Over: the ledger can be written again."


def _fill(ledger: Ledger) -> None:
    for number in range(1000):
        ledger.set_note(f"filler/{number}", "x" * 3000)


async def test_a_failing_answer_is_told_without_the_readers_words(one: House) -> None:
    await one.app.watch.defect(ValueError("what the reader wrote"), "reading.py:7 status")
    (told,) = one.api.messages(ADMIN)
    assert "ValueError at reading.py:7 status" in told.text
    assert "what the reader wrote" not in told.text
    (trouble,) = await one.app.desk.ledger.call(Ledger.troubles, one.clock.now() - timedelta(hours=1))
    assert trouble.state == "an answer in a chat"


async def test_an_error_chat_is_told_in_the_owners_place(tmp_path: Path) -> None:
    async with house(tmp_path, DATELINE_ERROR_CHAT=str(READER)) as standing:
        standing.api.private(ADMIN)
        standing.api.private(READER)
        await standing.app.watch.failed("refresh", "the network is gone")
        assert standing.api.messages(ADMIN) == ()
        assert len(standing.api.messages(READER)) == 1


class _Gone:
    """A wire on which every feed is gone for good."""

    async def get(self, url: str, etag: str | None = None, modified: str | None = None) -> object:
        raise FetchError(url, "the server answered 410 (Gone)", 410)


async def test_a_feed_that_is_gone_for_good_is_told_of_once_and_is_one_trouble(tmp_path: Path) -> None:
    async with house(tmp_path, wire=_Gone()) as standing:
        standing.api.private(ADMIN, "Grace")
        standing.app.schedule.start()
        (told,) = await standing.api.waits_for(ADMIN, 1)
        await standing.app.schedule.stop()
        why = "not asked any more: the server says that this feed is gone for good (410)"
        assert told.text == f"The feed {DISPATCH.url} is {why}"
        (trouble,) = await standing.app.desk.ledger.call(last_day, standing.clock.now())
        assert (trouble.count, trouble.why) == (1, f"Dispatch is {why}")
