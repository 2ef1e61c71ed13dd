"""One pinned status per chat, kept up to date in its place without a sound."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from digests.ledger import Ledger
from digests.model import Pin, Recipient
from loopback.botapi import Posted
from tests.bot.house import ARN, KELD, READER, House, first_day, house
from tests.fakes.facts import told


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[House]:
    """A group that follows nothing yet, and a story of one morning."""
    async with house(tmp_path, topics=(ARN, KELD)) as standing:
        await standing.files(first_day())
        yield standing


async def wants(standing: House, chat: int, topic: str | None = ARN.slug) -> bool:
    def ask(ledger: Ledger) -> bool:
        if ledger.recipient(str(chat)) is None:
            ledger.put_recipient(Recipient(str(chat), standing.clock.now()))
        return ledger.keep_pinned(str(chat), topic)

    return await standing.app.desk.ledger.call(ask)


async def pin(standing: House, chat: int) -> Pin | None:
    return await standing.app.desk.ledger.call(Ledger.pin, str(chat))


async def passes(standing: House, **how_long: float) -> int:
    standing.clock.move_to(standing.clock.now() + timedelta(**how_long))
    return await standing.app.schedule._board.update()


def group(standing: House, *, admin: bool = True) -> int:
    chat = standing.api.supergroup("Watchers", owner=READER)
    if admin:
        standing.api.promotes(chat)
    return chat


def the(posts: tuple[Posted, ...]) -> Posted:
    assert len(posts) == 1, [post.text[:60] for post in posts]
    return posts[0]


async def toll_rises(standing: House) -> None:
    await standing.files(
        told(0, 9).toll("Shelling killed nine people in Arnholt on Sunday, the mayor said.", 9, place="Arnholt", date="2026-03-01")
    )


async def test_it_is_posted_and_pinned_without_a_sound(desk: House) -> None:
    chat = group(desk)
    await wants(desk, chat)
    assert await passes(desk) == 1
    status = the(desk.api.messages(chat))
    assert (status.silent, [one.id for one in desk.api.pinned(chat)]) == (True, [status.id])
    assert "truce on the Arn" in status.text.replace("Truce", "truce")


async def test_it_is_edited_in_its_place_and_only_where_something_changed(desk: House) -> None:
    chat = group(desk)
    await wants(desk, chat)
    await passes(desk)
    assert await passes(desk, minutes=3) == 0
    assert desk.api.count("editMessageText") == 0
    await toll_rises(desk)
    assert await passes(desk, minutes=3) == 1
    status = the(desk.api.messages(chat))
    assert (status.edited, status.pinned, "9" in status.text) == (True, True, True)


async def test_it_is_changed_no_more_often_than_once_a_minute(desk: House) -> None:
    chat = group(desk)
    await wants(desk, chat)
    await passes(desk)
    await toll_rises(desk)
    assert await passes(desk, seconds=20) == 0
    assert await passes(desk, minutes=3) == 1


async def test_one_that_was_deleted_comes_anew(desk: House) -> None:
    chat = group(desk)
    await wants(desk, chat)
    await passes(desk)
    first = the(desk.api.messages(chat))
    desk.api._world.places[chat].messages[first.id].deleted = True
    await toll_rises(desk)
    await passes(desk, minutes=3)
    again = the(desk.api.messages(chat))
    assert (again.id != first.id, again.pinned) == (True, True)


async def test_who_may_not_pin_says_so_once_and_keeps_it_up_to_date_all_the_same(desk: House) -> None:
    chat = group(desk, admin=False)
    await wants(desk, chat)
    await passes(desk)
    await desk.settles()
    status, word = desk.api.messages(chat)
    assert (status.pinned, word.text.split(",")[0]) == (False, "I may not pin messages here")
    await toll_rises(desk)
    await passes(desk, minutes=3)
    await desk.settles()
    assert [message.id for message in desk.api.messages(chat)] == [status.id, word.id]
    assert desk.api.messages(chat)[0].edited
    desk.api.promotes(chat)
    await desk.files(told(0, 10).due("The envoys meet on Saturday, the mediators said.", "2026-03-07", "meeting of the envoys", "meeting"))
    await passes(desk, hours=2)
    assert desk.api.messages(chat)[0].pinned


async def test_another_topic_takes_the_same_place_and_none_takes_it_down(desk: House) -> None:
    chat = group(desk)
    assert await wants(desk, chat)
    await passes(desk)
    assert not await wants(desk, chat)
    await wants(desk, chat, KELD.slug)
    await passes(desk, minutes=3)
    assert "Keld port strike" in the(desk.api.messages(chat)).text
    await wants(desk, chat, None)
    await passes(desk, minutes=3)
    assert (desk.api.pinned(chat), await pin(desk, chat), len(desk.api.messages(chat))) == ((), None, 1)


async def test_a_topic_that_is_given_up_takes_its_status_down(desk: House) -> None:
    chat = group(desk)
    await wants(desk, chat)
    await passes(desk)
    await desk.app.desk.ledger.call(Ledger.remove_topic, ARN.slug)
    await passes(desk, minutes=3)
    assert (desk.api.pinned(chat), await pin(desk, chat)) == ((), None)


async def test_a_flood_limit_waits_for_the_next_round(desk: House) -> None:
    chat = group(desk)
    await wants(desk, chat)
    desk.api.fails("sendMessage", retry_after=40, chat=chat)
    assert await passes(desk) == 0
    kept = await pin(desk, chat)
    assert kept is not None
    assert (kept.message, kept.shown) == ("", "")


async def test_a_group_that_moves_gets_its_status_where_it_is_now(desk: House) -> None:
    chat = desk.api.group("Watchers", owner=READER)
    desk.api._world.places[chat].rights = frozenset({"can_pin_messages"})
    await wants(desk, chat)
    await passes(desk)
    moved = desk.api.migrates(chat, told=False)
    await toll_rises(desk)
    await passes(desk, minutes=3)
    await passes(desk, minutes=3)
    assert the(desk.api.messages(moved)).pinned


async def test_a_reader_who_blocks_the_bot_is_left_alone(desk: House) -> None:
    desk.api.private(READER, "Ada")
    await wants(desk, READER)
    await passes(desk)
    assert the(desk.api.messages(READER)).pinned
    desk.api.blocks(READER)
    await toll_rises(desk)
    await passes(desk, minutes=3)
    recipient = await desk.app.desk.ledger.call(Ledger.recipient, str(READER))
    assert recipient is not None
    assert recipient.state == "gone"
    calls = len(desk.api.calls())
    await passes(desk, minutes=3)
    assert len(desk.api.calls()) == calls
