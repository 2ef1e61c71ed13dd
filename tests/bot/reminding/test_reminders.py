"""Reminders as a chat gets them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from digests.ledger import Ledger
from digests.model import Preferences
from tests.bot.house import ARN, OTHER, READER, House, first_day, house
from tests.fakes.facts import Told, at, told


@pytest.fixture
async def one(tmp_path: Path) -> AsyncIterator[House]:
    """Ada follows a story in which a truce ends on Friday."""
    async with house(tmp_path) as standing:
        standing.api.private(READER, "Ada")
        await standing.files(first_day())
        await standing.hears(READER, "/subscribe arn")
        yield standing


async def new(of: House, day: int, hour: int, chat: int = READER) -> list[str]:
    """What a chat is told when the clock comes to a moment."""
    before = len(of.api.messages(chat))
    of.clock.move_to(at(day, hour))
    await of.settles()
    return [message.text for message in of.api.messages(chat)[before:]]


def moved() -> Told:
    return told(1, 8).due("The truce on the Arn was extended to Monday, the mediators said.", "2026-03-09", "truce on the Arn", "expiry",
                          "extended", earlier="2026-03-06", attribution="the mediators")  # fmt: skip


async def test_the_day_before_and_on_the_day_and_never_twice(one: House) -> None:
    assert await new(one, 2, 12) == []
    (eve,) = await new(one, 3, 9)
    assert eve.splitlines()[0] == "Tomorrow · Arn talks"
    assert eve.splitlines()[1].startswith("Truce on the Arn: until Fri 6 Mar (the mediators)")
    assert await new(one, 3, 10) == []
    (day,) = await new(one, 4, 9)
    assert day.startswith("Today · Arn talks")
    assert await new(one, 4, 12) == []


async def test_a_reminder_mutes_its_own_line(one: House) -> None:
    await new(one, 3, 9)
    eve = one.api.messages(READER)[-1]
    assert eve.labels == ("Deadlines", "Mute this")
    (*_, shown) = await one.pressed(eve, "Mute this")
    assert "✓ Truce on the Arn, Fri 6 Mar" in shown.labels
    assert await new(one, 4, 9) == []


async def test_a_moved_deadline_moves_its_reminders(one: House) -> None:
    one.clock.move_to(at(1, 9))
    await one.files(moved())
    (digest,) = await new(one, 1, 10)
    assert "Mon 9 Mar" in digest
    assert await new(one, 3, 9) == []
    assert await new(one, 4, 9) == []
    (eve,) = await new(one, 6, 9)
    assert "until Mon 9 Mar" in eve


async def test_missed_while_down_is_told_once_if_still_of_use(one: House) -> None:
    (eve,) = await new(one, 3, 20)
    assert eve.startswith("Tomorrow")
    assert await new(one, 4, 8) == []


async def test_a_deadline_learned_late_is_told_by_the_digest_alone(one: House) -> None:
    one.clock.move_to(at(3, 11))
    await one.files(told(3, 11).due("Talks begin in Tarn on Friday, the mayor said.", "2026-03-06", "talks in Tarn", "meeting"))
    (truce, digest) = sorted(await new(one, 3, 12), key=lambda text: "Talks in Tarn" in text)
    assert truce.startswith("Tomorrow")
    assert "Talks in Tarn" not in truce
    assert "Talks in Tarn" in digest


async def test_what_came_of_it_goes_to_those_who_followed_before(one: House) -> None:
    await new(one, 4, 9)
    one.clock.move_to(at(5, 9))
    one.api.private(OTHER, "Ben")
    await one.hears(OTHER, "/subscribe arn", OTHER)
    await one.files(
        told(5, 9).due("The truce on the Arn expired on Friday without an extension, the mediators said.", "2026-03-06", "truce on the Arn",
                       "expiry", attribution="the mediators")
    )  # fmt: skip
    told_ = await new(one, 5, 10)
    after = [text for text in told_ if text.startswith("What came of it · Arn talks")]
    assert len(after) == 1, told_
    assert "expired on Friday without an extension" in after[0]
    assert [text for text in (message.text for message in one.api.messages(OTHER)) if text.startswith("What came of it")] == []
    assert [text for text in await new(one, 6, 9) if "What came of it" in text] == []


async def test_who_wants_no_reminders_gets_them_from_the_digest(one: House) -> None:
    none = Preferences(remind_before=(), remind_at=False, remind_after=False)
    await one.app.desk.ledger.call(Ledger.prefer, str(READER), ARN.slug, none, None)
    (soon,) = await new(one, 3, 9)
    assert "Soon" in soon


async def test_each_is_told_in_its_language_and_by_its_morning(one: House) -> None:
    one.api.private(OTHER, "Ольга", "uk")
    await one.hears(OTHER, "/subscribe arn", OTHER)
    zones = (await one.hears(OTHER, "/settings", OTHER))[-1]
    for label in ("Часовий пояс", "пн 11:00", "Київ"):
        zones = next(each for each in await one.pressed(zones, label) if each.id == zones.id)
    (eve,) = await new(one, 3, 7, OTHER)
    assert eve.startswith("Завтра · Arn talks")
    assert await new(one, 3, 8) == []
    (mine,) = await new(one, 3, 9)
    assert mine.startswith("Tomorrow")
