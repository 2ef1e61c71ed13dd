"""kill -9 at awkward moments, and a second start: nothing is lost, and nothing stands twice but what was on the wire."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import render
from digests.clock import SystemClock
from digests.ledger import Ledger
from digests.model import Article, OutboxSummary
from digests.outbox import Outbox
from loopback.botapi import BotApi
from loopback.newsroom import Newsroom
from tests.bot.house import ARN
from tests.bot.process import begin, ended
from tests.bot.test_schedule import long_digest

READERS = tuple(range(20, 32))
PAGES = len(render.digest(long_digest(), render.View(datetime.now(UTC))))

#: the bot, ended by the kernel before the ledger's n-th statement
KILLED = """
import os, signal, sqlite3, sys
from bot.__main__ import main
left, connect = int(sys.argv[1]), sqlite3.connect
def count(statement):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
def counted(*arguments, **more):
    connection = connect(*arguments, **more)
    connection.set_trace_callback(count)
    return connection
sqlite3.connect = counted
sys.exit(main())
"""


def news() -> Article:
    published = datetime.now(UTC) - timedelta(hours=2)
    due = f"{published + timedelta(days=5):%B %d, %Y}"
    text = f"ARNHOLT (Dispatch) — The ceasefire on the Arn expires on {due}, the mediators said."
    return Article(id="a1", title="Truce on the Arn", text=text, source="Harbor Dispatch", published=published.replace(microsecond=0))


def standing(folder: Path) -> tuple[OutboxSummary, set[str]]:
    """The outbox and who follows, once no process has the ledger."""
    now = datetime.now(UTC)
    ledger = Ledger.open(folder / "desk.sqlite", now)
    try:
        return Outbox(ledger).summary(now), {one.recipient for one in ledger.subscriptions()}
    finally:
        ledger.close()


def settings(api: BotApi) -> dict[str, str]:
    return {"TELEGRAM_BOT_TOKEN": api.token, "DATELINE_API_BASE_URL": api.url, "DATELINE_ALLOW_PRIVATE_FEEDS": "true"}


def posts(api: BotApi, reader: int) -> int:
    return sum("new point" in message.text for message in api.messages(reader))


# Each run is killed while it migrates, plants its seeds, files and reads, answers, composes, claims, sends or settles.
@pytest.mark.parametrize("kills", [pytest.param((9, 60, 150, 230), id="early"), pytest.param((345, 225, 140, 90), id="late")])
async def test_a_process_killed_at_any_statement_loses_nothing(tmp_path: Path, kills: tuple[int, ...]) -> None:
    async with Newsroom(SystemClock()) as room, BotApi() as api:
        room.publishes(news())
        (tmp_path / "seeds").mkdir()
        feed = f'<outline type="rss" text="Harbor Dispatch" xmlUrl="{room.feed_url("Harbor Dispatch")}"/>'
        (tmp_path / "seeds" / "feeds.opml").write_text(f'<opml version="2.0"><body>{feed}</body></opml>')
        for reader in READERS:
            api.private(reader)
            api.says(reader, reader, "/start arn-talks")

        def done() -> bool:
            return not api.pending and all(posts(api, reader) for reader in READERS)

        for statement in kills:
            process = await begin(tmp_path, "-c", KILLED, str(statement), **settings(api))
            end, finished = asyncio.ensure_future(process.wait()), asyncio.ensure_future(api.waits(done, 20))
            await asyncio.wait((end, finished), return_when=asyncio.FIRST_COMPLETED)
            finished.cancel()
            if process.returncode is None:
                process.kill()
            await ended(process)
        last = await begin(tmp_path, **settings(api))
        await api.waits_polled(20)
        await api.waits(done, 20, "every reader's digest")
        last.terminate()
        code, told = await ended(last)
        assert (code, "Traceback" in told) == (0, False), told
    summary, followers = standing(tmp_path)
    assert followers == {str(reader) for reader in READERS}
    assert sum(posts(api, reader) - 1 for reader in READERS) <= summary.unknown
    assert (summary.failed, summary.gone) == (0, 0)
    assert all(any("follows Arn talks" in message.text for message in api.messages(reader)) for reader in READERS)


async def test_only_the_pages_that_were_on_the_wire_go_out_again(tmp_path: Path) -> None:
    now = datetime.now(UTC)
    ledger = Ledger.open(tmp_path / "desk.sqlite", now)
    ledger.put_topics([ARN], now)
    for reader in READERS:
        ledger.subscribe(str(reader), ARN.slug, now)
    Outbox(ledger).enqueue(long_digest(), map(str, READERS), now)
    ledger.close()
    held = READERS[:5]
    async with BotApi() as api:
        for reader in READERS:
            api.private(reader)
        for reader in held:
            api.holds("sendMessage", chat=reader)
        first = await begin(tmp_path, **settings(api))
        await api.waits(lambda: all(len(api.messages(reader)) == (1 if reader in held else PAGES) for reader in READERS), 20)
        first.kill()
        await ended(first)
        second = await begin(tmp_path, **settings(api))
        await api.waits(lambda: all(len(api.messages(reader)) == PAGES + 1 for reader in held), 20)
        second.terminate()
        assert (await ended(second))[0] == 0
        for reader in READERS:
            texts = [message.text for message in api.messages(reader)]
            assert len(set(texts)) == PAGES, "a page is missing"
    summary, _ = standing(tmp_path)
    assert sum(len(api.messages(reader)) - PAGES for reader in READERS) <= summary.unknown
    assert (summary.sent, summary.failed) == (len(READERS), 0)
