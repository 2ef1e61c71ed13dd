"""Notes are written in batches, each once, in order, and one's trouble is not the others'."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from bot.courier.clerk import Clerk
from digests.clock import SetClock
from digests.ledger import Ledger, LedgerThread
from tests.fakes.desk import NOON


@pytest.fixture
async def thread(tmp_path: Path) -> AsyncIterator[LedgerThread]:
    thread = LedgerThread(tmp_path / "desk.sqlite", SetClock(NOON))
    thread.start()
    yield thread
    thread.close()


def appends(word: str) -> Callable[[Ledger], str]:
    def note(ledger: Ledger) -> str:
        ledger.set_note("words", f"{ledger.note('words') or ''}{word}")
        return word

    return note


def fails(ledger: Ledger) -> str:
    ledger.set_note("words", "gone")
    raise ValueError("no")


async def test_notes_keep_their_order_and_share_transactions(thread: LedgerThread) -> None:
    clerk, begun = Clerk(thread), list[str]()
    await thread.call(lambda ledger: ledger.store._db.conn.set_trace_callback(begun.append))
    assert await asyncio.gather(*(clerk.write(appends(word)) for word in "abcdefghij")) == list("abcdefghij")
    await thread.call(lambda ledger: ledger.store._db.conn.set_trace_callback(None))
    assert await thread.call(Ledger.note, "words") == "abcdefghij"
    assert sum(sql.startswith("BEGIN") for sql in begun) <= 2


async def test_a_note_that_fails_undoes_itself_alone(thread: LedgerThread) -> None:
    clerk = Clerk(thread)
    written = await asyncio.gather(*(clerk.write(note) for note in (appends("a"), fails, appends("b"))), return_exceptions=True)
    assert [str(one) for one in written] == ["a", "no", "b"]
    assert await thread.call(Ledger.note, "words") == "ab"
    with pytest.raises(ValueError, match="no"):
        await clerk.write(fails)


async def test_who_gives_up_waiting_stops_nobody(thread: LedgerThread) -> None:
    clerk = Clerk(thread)
    first, second = asyncio.ensure_future(clerk.write(appends("a"))), asyncio.ensure_future(clerk.write(appends("b")))
    await asyncio.sleep(0)
    first.cancel()
    assert await second == "b"
    assert await thread.call(Ledger.note, "words") == "ab"
