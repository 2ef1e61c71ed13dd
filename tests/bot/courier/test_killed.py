"""The courier killed with -9 at every step of a batch, and once more while it takes up again; then two at once.

Nothing is lost, and nothing stands twice but what was on the wire when it was killed: that much is counted, and never more than may be
in flight. Each seed has a server of its own temper and kills at other steps, together all over the batch. CRASH_SEEDS="7 8 9" tries other
seeds, CRASH_STRIDE=1 kills each at every single step (``make crash``).
"""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, timedelta
from json import dumps, loads
from pathlib import Path

import pytest

from bot import render
from bot.notices import notice, write
from digests.ledger import Ledger
from digests.model import OutboxSummary, Priority
from digests.outbox import Outbox
from loopback.botapi import BotApi
from loopback.botapi.html import parse_html
from tests.bot.courier.carrying import IN_FLIGHT, End, Order
from tests.bot.house import ARN
from tests.bot.test_schedule import long_digest
from tests.fakes.facts import at

SEEDS = tuple(map(int, os.environ.get("CRASH_SEEDS", "1 2 3 4").split()))
STRIDE = int(os.environ.get("CRASH_STRIDE", "80"))
READERS = tuple(range(20, 24))
ROOT = Path(__file__).parents[3]
#: how many pages each kill above left without a known outcome
UNKNOWN: list[int] = []
REMINDER, BROADCAST = "It ends in an hour", "The desk moves"


class Couriers:
    """Carries orders out in processes of their own."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.bot.courier.carrying"]
        self._process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    async def carries(self, order: Order) -> End:
        return await asyncio.to_thread(self._carries, order)

    def _carries(self, order: Order) -> End:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{dumps(asdict(order))}\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, "the courier failed"
        return End(**loads(line))

    def end(self) -> None:
        self._process.communicate(timeout=60)


@pytest.fixture(scope="module")
def two_couriers() -> Iterator[tuple[Couriers, Couriers]]:
    """Two processes for all tests of this file: what each order costs is a fork."""
    both = (Couriers(), Couriers())
    yield both
    for one in both:
        one.end()


@dataclass
class Trial:
    """A desk with something for everybody, and the chats it is for."""

    api: BotApi
    database: Path
    seed: int

    def order(self, hour: float, kill: int = 0) -> Order:
        now = at(0) + timedelta(hours=hour)
        return Order(str(self.database), self.api.base_url, self.api.token, now.isoformat(), kill)

    def summary(self) -> OutboxSummary:
        ledger = Ledger.open(self.database, at(2))
        try:
            return Outbox(ledger).summary(at(2))
        finally:
            ledger.close()

    def check(self, killed: int) -> None:
        """Nothing lost, nothing twice but what is counted, pages in their order; ``killed``: how often it was."""
        summary = self.summary()
        assert (summary.waiting, summary.on_wire, summary.failed, summary.gone, summary.lapsed) == (0, 0, 0, 0, 0)
        assert summary.sent == 3 * len(READERS)
        assert summary.unknown <= killed * IN_FLIGHT, "no more than may be in flight"
        twice = missing = 0
        for reader in READERS:
            texts = [message.text for message in self.api.messages(reader)]
            pages = [text for text in texts if REMINDER not in text and BROADCAST not in text]
            assert set(pages) == set(PAGES), "a page of the digest is missing"
            places = [PAGES.index(page) for page in pages]
            assert places == sorted(places), "pages out of order"
            assert sum(REMINDER in text for text in texts) >= 1, "the reminder is missing"
            said = Counter(texts)
            assert sum(BROADCAST in text for text in texts) <= 1, "a broadcast stands twice"
            twice += sum(count - 1 for count in said.values())
            missing += not any(BROADCAST in text for text in texts)
        assert twice <= summary.unknown - summary.unrepeated, "more stands twice than is counted"
        assert missing <= summary.unrepeated, "more broadcasts are missing than are counted"


#: the digest's pages as a chat shows them
PAGES = [parse_html(page.html)[0].strip() for page in write(long_digest(), {}, UTC)]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with a digest of several pages, a reminder and a broadcast for every reader; some pages are out already."""
    path = tmp_path_factory.mktemp("desk") / "desk.sqlite"
    ledger = Ledger.open(path, at(0))
    ledger.put_topics([ARN], at(0))
    for reader in READERS:
        ledger.subscribe(str(reader), ARN.slug, at(0))
    outbox, names = Outbox(ledger), [str(reader) for reader in READERS]
    outbox.enqueue(long_digest(), names, at(0))
    outbox.post(names, notice("reminder", "r", render.message(REMINDER), until=at(9)), at(0))
    outbox.post(names, notice("broadcast", "b", render.message(BROADCAST)), at(0), priority=Priority.BROADCAST)
    ledger.store.write("PRAGMA wal_checkpoint(TRUNCATE)")
    ledger.close()
    return path


def _copied(desk: Path, folder: Path) -> Path:
    for old in folder.glob("trial.sqlite*"):
        old.unlink()
    return shutil.copy(desk, folder / "trial.sqlite")


@asynccontextmanager
async def trial(desk: Path, folder: Path, seed: int) -> AsyncIterator[Trial]:
    """A copy of the desk and a server that answers a little late, as the seed has it."""
    database = _copied(desk, folder)
    draw = random.Random(seed)
    async with BotApi(latency=draw.choice([0.0, 0.001, 0.003])) as api:
        for reader in READERS:
            api.private(reader)
        for _ in range(draw.randrange(3)):
            api.fails("sendMessage", retry_after=draw.randrange(5, 30), chat=draw.choice(READERS))
        yield Trial(api, database, seed)


@pytest.mark.parametrize("seed", SEEDS)
async def test_killed_at_every_step_nothing_is_lost_and_nothing_is_repeated_but_what_was_on_the_wire(
    desk: Path, tmp_path: Path, two_couriers: tuple[Couriers, Couriers], seed: int
) -> None:
    draw, (carrying, _) = random.Random(seed), two_couriers
    async with trial(desk, tmp_path, seed) as whole:
        steps = (await carrying.carries(whole.order(0))).steps
        whole.check(0)
    assert steps > 100
    first = 1 + SEEDS.index(seed) * STRIDE // len(SEEDS)
    for number, kill in enumerate(range(first, steps, STRIDE)):
        async with trial(desk, tmp_path, seed * 1000 + kill) as one:
            ends = [await carrying.carries(one.order(0, kill))]
            if number % 3 == 0:  # and killed again while it takes up
                ends.append(await carrying.carries(one.order(1, draw.randrange(5, max(6, steps - kill)))))
            assert (await carrying.carries(one.order(2))).signal == 0
            one.check(sum(end.signal == 9 for end in ends))
            UNKNOWN.append(one.summary().unknown)


async def test_some_pages_were_on_the_wire_when_the_courier_was_killed() -> None:
    assert sum(UNKNOWN) > len(SEEDS), "or the test above tests nothing"


@pytest.mark.parametrize("seed", SEEDS)
async def test_two_at_once_share_the_work_and_one_dies(
    desk: Path, tmp_path: Path, two_couriers: tuple[Couriers, Couriers], seed: int
) -> None:
    draw, (first, second) = random.Random(seed), two_couriers
    for kill in (0, draw.randrange(20, 200)):
        async with trial(desk, tmp_path, seed) as both:
            ends = await asyncio.gather(first.carries(both.order(0)), second.carries(both.order(0, kill)))
            assert ends[0].signal == 0
            await first.carries(both.order(1))
            both.check(sum(end.signal == 9 for end in ends))
            assert kill or both.summary().unknown == 0
