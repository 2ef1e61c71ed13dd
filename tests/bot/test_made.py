"""Pages are made once for all who ask the same of a story that stands, and anew once anything they are made of has changed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.chats import Place
from bot.commands import reading
from bot.made import Made
from bot.profile import ZONE
from bot.render import Asked, Page
from digests.ledger import Ledger
from digests.model import Recipient, Story
from tests.bot.house import ARN, OTHER, READER, House, first_day, house
from tests.fakes.facts import at, told

STORY = Story("arn-talks", at())
ANSWERS = {"status": reading.status, "deadline": reading.deadline, "casualties": reading.casualties, "positions": reading.positions}


@pytest.fixture
async def one(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as standing:
        await standing.files(first_day())
        yield standing


async def ask(standing: House, verb: str = "deadline", chat: int = READER, asked: Asked = Asked()) -> tuple[Page, ...]:  # noqa: B008
    return await ANSWERS[verb](standing.app.desk, Place(chat), ARN, asked)


@pytest.mark.parametrize("verb", ANSWERS)
async def test_another_chat_that_reads_alike_gets_the_pages_that_were_made(one: House, verb: str) -> None:
    first = await ask(one, verb)
    assert await ask(one, verb, OTHER) is first
    assert [page for other in ANSWERS if other != verb for page in await ask(one, other) if page in first] == []


async def test_what_came_since_is_told(one: House) -> None:
    before = await ask(one)
    await one.files(told(0, 9, "Keld Gazette").due("The council votes on 20 March.", "2026-03-20", "council vote", "vote"))
    after = await ask(one)
    assert "Council vote" not in before[0].plain
    assert "Council vote" in after[0].plain


async def test_a_chat_with_a_zone_of_its_own_gets_pages_of_its_own(one: House) -> None:
    def far(ledger: Ledger) -> None:
        ledger.put_recipient(Recipient(str(OTHER), at(), profile={ZONE: "Asia/Tokyo"}))

    await one.app.desk.ledger.call(far)
    here, there = await ask(one), await ask(one, chat=OTHER)
    assert here != there
    assert await ask(one) is here


async def test_a_minute_later_they_are_made_anew(one: House) -> None:
    first = await ask(one, "status")
    one.clock.move_to(one.clock.now() + timedelta(minutes=1))
    assert await ask(one, "status", OTHER) is not first


async def test_a_topic_that_is_called_otherwise_is_told_by_its_new_name(one: House) -> None:
    await ask(one)
    (page,) = await reading.deadline(one.app.desk, Place(READER), replace(ARN, title="Talks on the Arn"), Asked())
    assert "Talks on the Arn" in page.plain


async def test_a_day_gone_by_is_told_as_it_was_and_not_kept(one: House) -> None:
    now = await ask(one)
    (past,) = await ask(one, asked=Asked(at(-1).date()))
    assert past != now[0]
    assert await ask(one) is now


def test_of_a_story_that_was_told_anew_nothing_is_held() -> None:
    made, page = Made(), (Page("a", "a"),)
    assert made.keep(STORY, "key", page) is page
    assert made.find(STORY, "key") is page
    newer = replace(STORY)  # equal, and yet another: what belongs to it beside its records may differ
    assert made.find(newer, "key") is None
    made.keep(newer, "other", page)
    assert made.find(STORY, "key") is None
    assert made.find(newer, "key") is None


def test_the_longest_unasked_make_room() -> None:
    made, page = Made(), (Page("a", "a"),)
    for number in range(64):
        made.keep(STORY, number, page)
    assert made.find(STORY, 0) is page
    made.keep(STORY, 64, page)
    assert [number for number in range(65) if made.find(STORY, number) is None] == [1]
