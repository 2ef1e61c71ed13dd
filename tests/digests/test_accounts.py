"""A topic's story is folded once and kept: what comes is folded in, what leaves is folded out, a start finds it on file."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from digests import rulings
from digests.clock import SetClock
from digests.ledger import Ledger, LedgerThread
from digests.model import Facts, Feed, Reading, Ruling, Story, Topic, Verdict
from digests.pipeline.accounts import Accounting, Accounts
from digests.story import Account, tell
from tests.fakes.facts import START, at, told

TOPIC = Topic("tarn", "Tarn", any=("Tarn",))
NOW = at(2)


class Counted:
    """An account that tells how many articles it was given."""

    learned = 0

    def __init__(self, topic: str) -> None:
        self._account = Account(topic)

    def learn(self, readings: Iterable[Reading]) -> None:
        readings = tuple(readings)
        Counted.learned += len(readings)
        self._account.learn(readings)

    def tell(self, now: datetime) -> Story:
        return self._account.tell(now)


@pytest.fixture
async def ledger(tmp_path: Path) -> AsyncIterator[LedgerThread]:
    thread = LedgerThread(tmp_path / "desk.sqlite", SetClock(START))
    thread.start()
    await thread.call(Ledger.put_topics, [TOPIC], START)
    yield thread
    thread.close()


def fire(day: int, killed: int) -> Reading:
    text = f"A fire in Tarn killed {killed} people, officials said."
    return told(day, 9, "Harbour Wire").toll(text, killed, place="Tarn", date="2026-03-02", what="fire in Tarn").reading()


async def keep(ledger: LedgerThread, *readings: Reading) -> None:
    for reading in readings:
        await ledger.call(Ledger.file, [reading.article], reading.learned)
        await ledger.call(Ledger.keep, reading.article, reading.facts, (TOPIC.slug,), reading.learned, reading.publisher)


async def asked(ledger: LedgerThread, accounts: Accounts, now: datetime) -> Story:
    return await accounts.story(TOPIC.slug, now, await ledger.call(Ledger.mark, TOPIC.slug))


async def same(ledger: LedgerThread, accounts: Accounts, now: datetime = NOW) -> Story:
    """The kept story, which must be the one that all readings tell."""
    story = await asked(ledger, accounts, now)
    readings = await ledger.call(Ledger.readings, TOPIC.slug)
    assert story == rulings.tell(tell, TOPIC.slug, readings, now, rulings=await ledger.call(Ledger.rulings, TOPIC.slug))
    return story


@contextmanager
def given(count: int) -> Iterator[None]:
    """So many articles are folded meanwhile."""
    before = Counted.learned
    yield
    assert Counted.learned - before == count


async def test_what_comes_is_folded_in_alone(ledger: LedgerThread) -> None:
    accounts = Accounts(ledger, tell, Counted)
    await keep(ledger, fire(0, 3), fire(1, 5))
    with given(2):
        await same(ledger, accounts)
    await keep(ledger, fire(2, 8))
    with given(1):
        story = await same(ledger, accounts, at(2, 10))
    assert [h.killed for h in story.incidents[0].history] == [3, 5, 8]
    with given(0):
        await same(ledger, accounts, at(2, 10))


async def test_an_article_read_again_takes_its_own_place(ledger: LedgerThread) -> None:
    accounts = Accounts(ledger, tell, Counted)
    readings = (fire(0, 3), fire(1, 5))
    await keep(ledger, *readings)
    await same(ledger, accounts)
    await keep(ledger, replace(readings[0], facts=Facts()))
    with given(1):
        story = await same(ledger, accounts)
    assert [h.killed for h in story.incidents[0].history] == [5]


async def test_what_leaves_a_topic_leaves_its_story(ledger: LedgerThread) -> None:
    accounts = Accounts(ledger, tell, Counted)
    readings = (fire(0, 3), fire(1, 5))
    await keep(ledger, *readings)
    await same(ledger, accounts)
    await ledger.call(Ledger.gather, TOPIC.slug, [readings[0].article], belongs=False)
    with given(1):
        story = await same(ledger, accounts)
    assert [h.killed for h in story.incidents[0].history] == [5]


async def test_a_start_finds_the_story_on_file_and_folds_nothing(ledger: LedgerThread) -> None:
    before = Accounts(ledger, tell, Counted)
    await keep(ledger, fire(0, 3), fire(1, 5))
    await asked(ledger, before, NOW)
    await before.file(TOPIC.slug, NOW)
    after = Accounts(ledger, tell, Counted)
    with given(0):
        await same(ledger, after, NOW + timedelta(hours=1))
    await keep(ledger, fire(2, 8))
    with given(3):
        await same(ledger, after, at(2, 12))


async def test_a_story_on_file_is_told_anew_on_another_day(ledger: LedgerThread) -> None:
    due = told(0).due("The Tarn talks are due on March 5.", "2026-03-05", "Tarn talks").reading()
    await keep(ledger, due)
    before = Accounts(ledger, tell, Counted)
    await asked(ledger, before, NOW)
    await before.file(TOPIC.slug, NOW)
    with given(1):
        story = await same(ledger, Accounts(ledger, tell, Counted), at(5))
    assert story.deadlines[0].state.value == "passed"


async def test_the_desk_s_word_on_a_feed_is_heard_within_minutes(ledger: LedgerThread) -> None:
    feed = Feed("https://tarn.example/rss", "Tarn Today")
    reading = fire(0, 3)
    reading = replace(reading, article=replace(reading.article, feed=feed.url))
    reading = replace(reading, facts=Facts(casualties=tuple(_of(reading, c) for c in reading.facts.casualties)))
    await ledger.call(Ledger.put_feeds, [feed], START)
    await keep(ledger, reading)
    accounts = Accounts(ledger, tell, Counted)
    assert (await asked(ledger, accounts, NOW)).incidents[0].confidence == 1.0
    await ledger.call(Ledger.put_feeds, [replace(feed, trust="low")], START)
    assert (await asked(ledger, accounts, NOW + timedelta(minutes=3))).incidents[0].confidence < 0.5


def _of(reading: Reading, fact: object) -> object:
    return replace(fact, evidence=replace(fact.evidence, article=reading.article.key))  # type: ignore[attr-defined,type-var]


async def test_what_comes_while_a_ruling_stands_is_folded_in_alone(ledger: LedgerThread) -> None:
    accounts = Accounts(ledger, tell, Counted)
    readings = (fire(0, 30), fire(1, 50))
    await keep(ledger, *readings)
    await same(ledger, accounts)
    facts = [(reading, fact) for reading in readings for fact in rulings.facts_of(reading.facts)]
    anchors = tuple(rulings.anchor(*each) for each in facts)
    put_right = Ruling(TOPIC.slug, Verdict.CORRECT, anchors[:1], NOW, "cli", field="killed", value="3", was="30", reason="a slip")
    await ledger.call(Ledger.put_ruling, put_right)
    await ledger.call(Ledger.put_ruling, Ruling(TOPIC.slug, Verdict.PIN, anchors[1:], NOW, "cli"))
    soon = NOW + timedelta(minutes=3)
    with given(2):
        story = await same(ledger, accounts, soon)
    assert (story.incidents[0].pinned, [h.killed for h in story.incidents[0].history]) == (True, [3, 50])
    await keep(ledger, fire(2, 80))
    with given(1):
        story = await same(ledger, accounts, at(2, 10))
    assert [h.killed for h in story.incidents[0].history] == [3, 50, 80]
    await keep(ledger, replace(readings[0], facts=Facts()))
    with given(1):
        story = await same(ledger, accounts, at(2, 10))
    assert (story.incidents[0].desk, [h.killed for h in story.incidents[0].history]) == ((), [50, 80])
    await ledger.call(Ledger.undo_ruling, 2, at(2, 10))
    with given(3):
        story = await same(ledger, accounts, at(2, 11))
    assert not story.incidents[0].pinned


async def test_what_a_fast_clock_dates_ahead_waits_for_its_hour(ledger: LedgerThread) -> None:
    accounts = Accounts(ledger, tell, Counted)
    early = replace(fire(2, 8), learned=at(1))
    await keep(ledger, fire(0, 3), early)
    assert (await asked(ledger, accounts, at(1))).articles == 1
    assert (await asked(ledger, accounts, at(2, 10))).articles == 2


def test_an_account_is_what_the_pipeline_asks_for() -> None:
    account: Accounting = Account("tarn")
    assert account.tell(NOW).articles == 0
