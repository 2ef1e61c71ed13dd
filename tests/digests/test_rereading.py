"""A past day read again: what changes is shown, and kept only when it is asked for; a mended reading tries what failed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from digests.clock import SetClock
from digests.compose import compose
from digests.ledger import Ledger, LedgerThread
from digests.model import Article, Facts
from digests.pipeline import Pipeline, rooms
from digests.story import tell
from digests.wire.fetch import Fetcher
from tests.fakes.desk import NOON, TOPIC, article, later, truce

DAY = date(2026, 3, 2)


@dataclass
class Reader:
    """Reads a deadline on the day its text ends with; ``skill`` can be raised."""

    skill: str = "poor"

    def __call__(self, of: Article) -> Facts:
        if "hard" in of.text and self.skill == "poor":
            raise ZeroDivisionError("a defect")
        day = of.text.split()[-1]
        if "plain" in of.text or self.skill == "better":
            return truce(of, day)
        return truce(of, "2026-03-07") if "wrong" in of.text else Facts()


@dataclass
class Desk:
    ledger: LedgerThread
    reader: Reader

    def pipeline(self) -> Pipeline:
        """A pipeline as after a start."""
        read: Callable[[Article], Facts] = self.reader
        return Pipeline(
            self.ledger,
            Fetcher(),
            SetClock(later(days=9)),
            read=read,
            tell=tell,
            compose=compose,
            version=lambda: self.reader.skill,
        )

    async def days(self) -> list[str]:
        """Every day that is on file."""
        readings = await self.ledger.call(Ledger.readings, TOPIC.slug)
        return sorted(fact.date for reading in readings for fact in reading.facts.deadlines)


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    ledger = LedgerThread(tmp_path / "desk.sqlite", SetClock(NOON))
    ledger.start()
    await ledger.call(Ledger.put_topics, [TOPIC], NOON)
    filed = [
        article("1", "A plain truce on the Arn ends on 2026-03-20"),
        article("2", "The wrong truce on the Arn, told badly, ends on 2026-03-27"),
        article("3", "A plain truce on the Arn of another day ends on 2026-03-30", published=later(days=1)),
        article("4", "A hard one on the Arn ends on 2026-04-09", title="Hard"),
    ]
    await ledger.call(Ledger.file, filed, NOON)
    standing = Desk(ledger, Reader())
    await standing.pipeline().refresh()
    yield standing
    ledger.close()


async def test_a_day_is_read_again_and_nothing_is_kept(desk: Desk) -> None:
    before = await desk.days()
    desk.reader.skill = "better"
    found = await desk.pipeline().reread(DAY)
    assert (found.articles, found.kept) == (3, False)
    assert [([f.date for f in one.gone], [f.date for f in one.new]) for one in found.changed if one.article.id == "2"] == [  # type: ignore[union-attr]
        (["2026-03-07"], ["2026-03-27"])
    ]
    (topic,) = found.topics
    assert topic.more is not None
    assert "2026-03-27" in {getattr(point.item, "date", "") for point in topic.more.points}
    assert await desk.days() == before


async def test_the_same_reading_changes_nothing(desk: Desk) -> None:
    found = await desk.pipeline().reread(DAY)
    assert [one.error for one in found.changed] == ["ZeroDivisionError: a defect"]
    assert found.topics == ()


async def test_a_new_reading_is_kept_where_it_is_asked_for_and_when_it_was_learned_stays(desk: Desk) -> None:
    readings = await desk.ledger.call(Ledger.readings, TOPIC.slug)
    desk.reader.skill = "better"
    assert (await desk.pipeline().reread(DAY, keep=True)).kept
    after = {reading.article.key: reading for reading in await desk.ledger.call(Ledger.readings, TOPIC.slug)}
    assert {key: after[key].learned for key in (r.article.key for r in readings)} == {r.article.key: r.learned for r in readings}
    assert "2026-03-07" not in await desk.days()
    again = await desk.pipeline().reread(DAY)
    assert (again.changed, again.topics) == ((), ())


async def test_what_could_not_be_read_is_tried_again_by_another_reading(desk: Desk) -> None:
    assert (await desk.pipeline().refresh()).facts == 0
    desk.reader.skill = "better"
    assert (await desk.pipeline().refresh()).facts == 1
    assert "2026-04-09" in await desk.days()


def test_the_version_of_the_reading_is_one_for_one_release() -> None:
    assert rooms.version() == rooms.version()
    assert len(rooms.version()) == 24
