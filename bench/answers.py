"""Answering /status and /deadline by how much the ledger holds: plain SELECTs on an index, the same without one, and ours."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from bench import apart, tellings
from bench.claims import Claim, Goal, Measure
from bench.clocks import percentile
from bot.chats import Place
from bot.commands import reading
from bot.commands.table import COMMANDS
from bot.context import Answer, Desk
from bot.limiter import Limiter
from bot.render import Asked
from bot.settings import Settings
from digests.clock import SetClock
from digests.ledger import Ledger, LedgerThread
from digests.ledger.codec import encode
from digests.model import Reading, Topic
from digests.pipeline import Pipeline
from digests.wire.fetch import Fetcher
from loopback.botapi import LOOPBACK_TOKEN

__all__ = ["Sizes", "run"]


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is on file, and how often it is asked."""

    least: int = field(default=1_000, metadata={"help": "facts in the small ledger"})
    most: int = field(default=10_000, metadata={"help": "facts in the large one"})
    topics: int = field(default=4, metadata={"help": "topics they are spread over"})
    questions: int = field(default=200, metadata={"help": "questions asked while nothing new comes"})
    news: int = field(default=5, metadata={"help": "questions asked each right after an article has come"})
    seconds: int = field(default=60, metadata={"help": "seconds after which a ledger is given up"})


@dataclass(frozen=True, slots=True)
class Answered:
    """Seconds per answer by the wall clock, at the 99th percentile: a reader waits for the thread of the ledger, too."""

    command: str
    indexed: float  #: plain SELECT with an index
    scanned: float  #: the same without
    kept: float  #: ours while nothing new comes
    fresh: float  #: ours right after an article has come


_COMMANDS: dict[str, Answer] = {"status": reading.status, "deadline": reading.deadline}
_READER = Place(1)
_AGAINST_SQL, _AGAINST_SMALL = Goal(3), Goal(2)
_SHOWN = 20


def run(sizes: Sizes) -> tuple[Claim, ...]:
    """The large ledger against plain SELECTs of the same size, and against the small one."""
    found = {facts: list(apart.reports(sizes.seconds, ask, facts, sizes)) for facts in (sizes.least, sizes.most)}
    return tuple(claim for number, command in enumerate(_COMMANDS) for claim in _claims(command, number, found, sizes))


def _claims(command: str, number: int, found: dict[int, list[Answered]], sizes: Sizes) -> Iterator[Claim]:
    if any(len(answers) <= number for answers in found.values()):
        yield Claim(f"/{command}", Measure(float(sizes.seconds), "s and more"), goal=_AGAINST_SQL, note="given up", finished=False)
        return
    small, large = (found[facts][number] for facts in (sizes.least, sizes.most))
    for what, ours, before in (("nothing new", large.kept, small.kept), ("an article just came", large.fresh, small.fresh)):
        work = f"/{command} at {sizes.most:,} facts, {what}"
        floor, peer = _ms(large.indexed), _ms(large.scanned)
        yield Claim(work, _ms(ours), ours / large.indexed, floor=floor, peer=peer, goal=_AGAINST_SQL)
        yield Claim(f"{work}: growth", _ms(ours), ours / before, f"at {sizes.least:,}", goal=_AGAINST_SMALL)


def _ms(seconds: float) -> Measure:
    return Measure(seconds * 1000, "ms")


# ── one ledger ─────────────────────────────────────────────────────────────────────────────────────────────


def ask(facts: int, sizes: Sizes) -> Iterator[Answered]:
    """Fills a ledger and asks it each command."""
    with tempfile.TemporaryDirectory() as folder:
        yield from asyncio.run(_ask(Path(folder), facts, sizes))


async def _ask(folder: Path, facts: int, sizes: Sizes) -> list[Answered]:
    coming = max(1, sizes.news) * len(_COMMANDS)
    told = tuple(tellings.readings(facts + coming * tellings.FACTS_EACH))
    told, spare = told[:-coming], list(told[-coming:])
    topics = tuple(Topic(f"{tellings.TOPIC}-{number}", f"Arn talks {number}", any=("Arnland",)) for number in range(max(1, sizes.topics)))
    clock = SetClock(spare[-1].learned + timedelta(minutes=1))
    ledger = LedgerThread(folder / "ledger.sqlite", clock)
    ledger.start()
    try:
        await ledger.call(_fill, topics, told)
        desk = _desk(ledger, clock)
        answered: list[Answered] = []
        for command, answer in _COMMANDS.items():
            indexed = _plainly(folder / "indexed.sqlite", topics, told, sizes, command, with_index=True)
            scanned = _plainly(folder / "scanned.sqlite", topics, told, sizes, command, with_index=False)
            await _timed(desk, topics[0], answer)  # the story is told once, as every round of the desk does
            fresh = [await _after(ledger, desk, topics[0], spare.pop(0), answer) for _ in range(max(1, sizes.news))]
            kept = [await _timed(desk, topics[0], answer) for _ in range(max(1, sizes.questions))]
            answered.append(Answered(command, indexed, scanned, percentile(kept, 0.99), percentile(fresh, 0.99)))
        return answered
    finally:
        ledger.close()


def _desk(ledger: LedgerThread, clock: SetClock) -> Desk:
    settings = Settings.model_validate({"TELEGRAM_BOT_TOKEN": LOOPBACK_TOKEN, "DATELINE_API_BASE_URL": "http://127.0.0.1:1"})
    return Desk(settings, clock, ledger, Pipeline(ledger, Fetcher(), clock), Limiter(), COMMANDS)


def _fill(ledger: Ledger, topics: Sequence[Topic], told: Sequence[Reading]) -> None:
    with ledger.atomic():
        ledger.put_topics(topics, told[0].learned)
        ledger.file((one.article for one in told), told[-1].learned)
        for number, one in enumerate(told):
            _keep(ledger, one, topics[number % len(topics)])


def _keep(ledger: Ledger, one: Reading, topic: Topic) -> None:
    ledger.keep(one.article, one.facts, (topic.slug,), one.learned, one.publisher)


async def _after(ledger: LedgerThread, desk: Desk, topic: Topic, one: Reading, answer: Answer) -> float:
    await ledger.call(Ledger.file, (one.article,), one.learned)
    await ledger.call(_keep, one, topic)
    return await _timed(desk, topic, answer)


async def _timed(desk: Desk, topic: Topic, answer: Answer) -> float:
    started = time.perf_counter()
    await answer(desk, _READER, topic, Asked())
    return time.perf_counter() - started


def _plainly(path: Path, topics: Sequence[Topic], told: Sequence[Reading], sizes: Sizes, command: str, *, with_index: bool) -> float:
    """The 99th percentile of plain SELECTs for the records that an answer shows."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS facts (topic TEXT, kind TEXT, day TEXT, record TEXT)")
        connection.execute("DELETE FROM facts")
        rows = ((topics[n % len(topics)].slug, *row) for n, one in enumerate(told) for row in _rows(one))
        connection.executemany("INSERT INTO facts VALUES (?, ?, ?, ?)", rows)
        if with_index:
            connection.execute("CREATE INDEX IF NOT EXISTS by_day ON facts (topic, kind, day)")
        connection.commit()
        kinds = ("deadline",) if command == "deadline" else ("deadline", "casualties", "position")
        return percentile([_selected(connection, topics[0].slug, kinds) for _ in range(max(1, sizes.questions))], 0.99)


def _selected(connection: sqlite3.Connection, topic: str, kinds: Sequence[str]) -> float:
    started = time.perf_counter()
    for kind in kinds:
        sql = "SELECT record FROM facts WHERE topic = ? AND kind = ? ORDER BY day DESC LIMIT ?"
        for (record,) in connection.execute(sql, (topic, kind, _SHOWN)).fetchall():
            json.loads(record)
    return time.perf_counter() - started


def _rows(one: Reading) -> Iterator[tuple[str, str, str]]:
    day = one.article.published.date().isoformat()
    yield from (("deadline", fact.date, encode(fact)) for fact in one.facts.deadlines)
    yield from (("casualties", fact.date or day, encode(fact)) for fact in one.facts.casualties)
    yield from (("position", day, encode(fact)) for fact in one.facts.positions)
