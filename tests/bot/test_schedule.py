"""The jobs in time: a first round at once, the courier woken, a clean stop; and pages that are not sent twice."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

from digests.ledger import Ledger
from digests.model import DeadlineKind, DeadlineState, Digest, Evidence, KeyPoint, Later, PointKind, Sentence, StoryDeadline
from digests.outbox import Outbox
from tests.bot.house import ARN, READER, House, first_day, house
from tests.fakes.facts import at


async def test_a_start_begins_with_a_round_and_delivers_what_it_brings(tmp_path: Path) -> None:
    async with house(tmp_path) as standing:
        standing.api.private(READER, "Ada")
        await standing.hears(READER, "/subscribe")
        await standing.files(first_day())
        standing.app.schedule.start()
        (_, digest) = await standing.api.waits_for(READER, 2)
        assert "3 new points" in digest.text
        await asyncio.wait_for(standing.app.schedule.stop(), 5)


async def test_an_answer_wakes_the_courier(tmp_path: Path) -> None:
    async with house(tmp_path) as standing:
        standing.api.private(READER, "Ada")
        await standing.files(first_day())
        standing.app.schedule.start()
        standing.api.says(READER, READER, "/subscribe")
        await standing.app.poller.once()
        _, post = await standing.api.waits_for(READER, 2, 0.9)
        assert "Sources" in post.text
        await standing.app.schedule.stop()


async def test_the_answer_comes_before_the_post_and_says_so_whoever_enqueued_it(tmp_path: Path) -> None:
    async with house(tmp_path) as standing:
        readers = range(20, 40)
        for reader in readers:
            standing.api.private(reader)
            standing.api.says(reader, reader, "/start arn-talks")
        await standing.files(first_day())
        standing.app.schedule.start()
        # Rounds that compose for whoever follows run all the while.
        await asyncio.gather(standing.app.poller.once(), *(standing.app.desk.pipeline.compose() for _ in range(40)))
        for reader in readers:
            answer, digest = await standing.api.waits_for(reader, 2)
            assert "What is known so far comes in a moment" in answer.text
            assert "3 new points" in digest.text
        await standing.app.schedule.stop()


def long_digest() -> Digest:
    """An edition of several pages."""
    sentence = Sentence("a" * 24, 0, 9, "It is due")
    evidence = Evidence(sentence, "Meridian Dispatch", "https://dispatch.example/1", at(0))
    item = StoryDeadline("t", "truce on the river " * 100, "2026-03-06", DeadlineKind.EXPIRY, DeadlineState.UPCOMING, (evidence,))
    points = tuple(KeyPoint(PointKind.DUE, f"t{number}", item, (evidence,)) for number in range(6))
    return Digest(ARN.slug, ARN.title, "e" * 24, at(0), points)


async def test_pages_that_are_out_are_not_sent_again(tmp_path: Path) -> None:
    async with house(tmp_path) as standing:
        standing.api.private(READER, "Ada")
        await standing.hears(READER, "/subscribe")
        await crashes_after_one_page(standing)
        await standing.app.schedule.deliver()
        texts = [message.text for message in standing.api.messages(READER)[1:]]
        assert len(texts) >= 2
        assert not any("6 new points" in text for text in texts)
        outbox = await standing.app.desk.ledger.call(lambda ledger: Outbox(ledger).messages(str(READER), ARN.slug, "e" * 24))
        assert len(outbox) == len(texts) + 1


async def crashes_after_one_page(standing: House) -> None:
    """The first page of a long edition is out, the rest is not."""
    now = standing.clock.now()

    def half_way(ledger: Ledger) -> None:
        outbox = Outbox(ledger)
        outbox.enqueue(long_digest(), [str(READER)], now)
        (delivery,) = outbox.claim(now)
        outbox.mark(delivery.id, 0)
        outbox.advance(delivery.id, 0, "77")
        outbox.settle(delivery.id, Later(now), now)

    await standing.app.desk.ledger.call(half_way)
    standing.clock.move_to(now + timedelta(seconds=1))


async def test_a_clock_that_jumped_back_does_not_keep_the_jobs_waiting(tmp_path: Path) -> None:
    async with house(tmp_path) as standing:
        schedule = standing.app.schedule
        schedule.start()
        far = datetime.now(UTC) + timedelta(hours=5)
        for job in schedule._scheduler.get_jobs():
            job.modify(next_run_time=far)
        await standing.app.watch.look()
        standing.clock.move_to(standing.clock.now() - timedelta(hours=5))
        assert "clock" in await standing.app.watch.look()
        soon = datetime.now(UTC) + timedelta(minutes=2)
        at_ = schedule.next_round("compose")
        assert at_ is not None
        assert at_ < soon
        assert schedule.next_round("nothing") is None
        await schedule.stop()
