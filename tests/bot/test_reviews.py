"""The look back on a week: on Sunday evening by the chat's own clock, once, and only where it is wanted."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.profile import ZONE
from digests.ledger import Ledger
from digests.model import Recipient
from tests.bot.house import READER, House, house
from tests.fakes.facts import at, told


@pytest.fixture
async def one(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as standing:
        standing.api.private(READER, "Ada")
        yield standing


def shelling() -> object:
    sentence = "Four people were killed when shells fell on a market in Sorrel on Monday, the mayor said."
    return told(0, 8).toll(sentence, 4, place="Sorrel", date="2026-03-02", what="shells fell on a market")


async def week(one: House, day: int, hour: int) -> list[str]:
    """What photos stand in the chat once it is that hour (UTC) of a day after the first Monday."""
    one.clock.move_to(at(day, hour))
    await one.settles()
    return [message.text for message in one.api.messages(READER) if message.kind == "photo"]


async def test_it_comes_on_sunday_evening_once(one: House) -> None:
    await one.files(shelling())  # type: ignore[arg-type]
    await one.hears(READER, "/subscribe")
    (answer,) = await one.hears(READER, "/weekly")
    assert "Every Sunday evening" in answer.text
    assert await week(one, 6, 17) == []
    (review,) = await week(one, 6, 18)
    assert review.startswith("The week in Arn talks · Mon 2 Mar – Sun 8 Mar")
    assert "4 killed" in review
    assert len(await week(one, 6, 21)) == 1


async def test_the_clock_is_the_chats_own(one: House) -> None:
    await one.files(shelling())  # type: ignore[arg-type]
    await one.hears(READER, "/subscribe")
    await one.hears(READER, "/weekly")
    await one.app.desk.ledger.call(Ledger.put_recipient, Recipient(str(READER), one.clock.now(), profile={ZONE: "America/New_York"}))
    assert await week(one, 6, 21) == []
    assert len(await week(one, 6, 22)) == 1  # 18:00 there, and its clocks went forward that night


async def test_it_is_not_sent_where_it_was_not_asked_for_nor_after_it_was_ended(one: House) -> None:
    await one.files(shelling())  # type: ignore[arg-type]
    await one.hears(READER, "/subscribe")
    assert await week(one, 6, 18) == []
    one.clock.move_to(at(5, 9))
    await one.hears(READER, "/weekly")
    (answer,) = await one.hears(READER, "/weekly")
    assert "no look back" in answer.text
    assert await week(one, 6, 18) == []


async def test_a_week_without_news_is_silent(one: House) -> None:
    await one.hears(READER, "/subscribe")
    await one.hears(READER, "/weekly")
    assert await week(one, 6, 18) == []


async def test_a_restart_repeats_nothing(one: House, tmp_path: Path) -> None:
    await one.files(shelling())  # type: ignore[arg-type]
    await one.hears(READER, "/subscribe")
    await one.hears(READER, "/weekly")
    assert len(await week(one, 6, 18)) == 1
    from bot.reviews import Reviews

    desk = one.app.desk
    assert await Reviews(desk.pipeline, desk.ledger, one.clock, desk.zone).post() == 0


async def test_it_is_switched_by_its_button(one: House) -> None:
    await one.files(shelling())  # type: ignore[arg-type]
    await one.hears(READER, "/subscribe")
    one.clock.move_to(one.clock.now() + timedelta(days=1))
    (shown,) = await one.hears(READER, "/week")
    assert "Every Sunday evening" in shown.labels
    told_now = await one.pressed(shown, "Every Sunday evening")
    assert "Every Sunday evening this chat gets" in told_now[-1].text


async def test_who_does_not_follow_is_told_how(one: House) -> None:
    (answer,) = await one.hears(READER, "/weekly")
    assert "does not follow Arn talks" in answer.text
