"""What comes of a send: each failure a chat can meet, what its readers see of it, and its place in /outbox."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from bot import render
from bot.courier import PLAIN_NOTE
from bot.notices import notice
from bot.render import Button
from digests.ledger import Ledger
from digests.model import OutboxSummary, Priority
from digests.outbox import Outbox
from loopback.botapi import BotApi
from tests.bot.house import ADMIN, OTHER, READER, House, first_day, house


@pytest.fixture
async def reader(tmp_path: Path) -> AsyncIterator[House]:
    """Ada and Ben follow the topic; nothing was told yet."""
    async with house(tmp_path) as standing:
        for user, name in ((READER, "Ada"), (OTHER, "Ben")):
            standing.api.private(user, name)
            await standing.hears(user, "/subscribe", user)
        standing.api.private(ADMIN, "Desk")
        yield standing


async def outbox(standing: House) -> OutboxSummary:
    now = standing.clock.now()
    return await standing.app.desk.ledger.call(lambda ledger: Outbox(ledger).summary(now))


async def page(standing: House) -> str:
    """What the admin sees."""
    return (await standing.hears(ADMIN, "/outbox", ADMIN))[-1].text


def digests(standing: House, chat: int) -> list[str]:
    return [message.text for message in standing.api.messages(chat) if "new point" in message.text]


async def passes(standing: House, **how_long: float) -> None:
    standing.clock.move_to(standing.clock.now() + timedelta(**how_long))
    await standing.settles()


async def test_a_flood_limit_holds_its_chat_and_nobody_else(reader: House) -> None:
    reader.api.fails("sendMessage", retry_after=40, chat=READER)
    await reader.files(first_day())
    await reader.settles()
    assert (len(digests(reader, READER)), len(digests(reader, OTHER))) == (0, 1)
    await reader.app.schedule.deliver()
    assert len(digests(reader, READER)) == 0
    summary = await outbox(reader)
    assert (summary.waiting, summary.due, summary.sent) == (1, 0, 1)
    assert summary.troubles[0].why == "Telegram asked to wait"


async def test_markup_that_is_refused_goes_out_as_plain_text_and_is_told_to_the_admin(reader: House) -> None:
    reader.api.fails("sendMessage", 400, "Bad Request: can't parse entities: unsupported start tag", chat=READER)
    await reader.files(first_day())
    await reader.settles()
    assert len(digests(reader, READER)) == 1
    assert reader.api.messages(READER)[-1].html is None
    assert await reader.app.desk.ledger.call(Ledger.note, PLAIN_NOTE) == "1"
    assert any("it went out as plain text: Can't parse entities" in message.text for message in reader.api.messages(ADMIN))
    told = await page(reader)
    assert "1 page sent as plain text" in told
    assert "1 × sent, but not as it was meant: sent as plain text: Can't parse entities" in told


async def test_a_post_that_can_never_be_sent_is_told_to_the_desk_at_once(reader: House) -> None:
    reader.api.fails("sendMessage", 400, "Bad Request: BUTTON_DATA_INVALID", chat=READER)
    await reader.files(first_day())
    await reader.settles()
    assert any("it can never be sent as it is: Button_data_invalid" in message.text for message in reader.api.messages(ADMIN))


async def test_what_is_too_long_for_the_server_goes_out_in_pieces(reader: House) -> None:
    reader.api.fails("sendMessage", 400, "Bad Request: message is too long", chat=READER)
    words = " ".join(f"word{number}" for number in range(400))
    pages = render.message(words, ((Button("Topics", action="1:topics"),),))
    now = reader.clock.now()
    await reader.app.desk.ledger.call(lambda ledger: Outbox(ledger).post([str(READER)], notice("broadcast", "b1", pages), now))
    await reader.settles()
    pieces = [message for message in reader.api.messages(READER) if "word" in message.text]
    assert len(pieces) > 1
    assert " ".join(piece.text for piece in pieces) == words
    assert [piece.labels for piece in pieces] == [()] * (len(pieces) - 1) + [("Topics",)]
    summary = await outbox(reader)
    assert (summary.sent, [cause.state for cause in summary.causes]) == (1, ["remarked"])
    assert "Message is too long" in await page(reader)


@dataclass(frozen=True)
class Case:
    """Something a chat can meet."""

    happens: Callable[[BotApi], object]
    state: str  #: where it stands in the outbox
    told: str  #: how /outbox says it


def refused(why: str) -> Callable[[BotApi], object]:
    return lambda api: api.fails("sendMessage", 400, f"Bad Request: {why}", chat=READER)


CASES = {
    "blocked": Case(lambda api: api.blocks(READER), "gone", "recipient gone: Forbidden: bot was blocked by the user"),
    "account deleted": Case(lambda api: api.deactivates(READER), "gone", "recipient gone: Forbidden: user is deactivated"),
    "never started": Case(
        lambda api: api.fails("sendMessage", 403, "Forbidden: bot can't initiate conversation with a user", chat=READER),
        "gone",
        "recipient gone: Forbidden: bot can't initiate",
    ),
    "chat not found": Case(refused("chat not found"), "gone", "recipient gone: Chat not found"),
    "no right to write": Case(refused("not enough rights to send text messages to the chat"), "gone", "recipient gone: Not enough rights"),
    "no admin of the channel": Case(
        refused("need administrator rights in the channel chat"), "gone", "recipient gone: Need administrator rights"
    ),
    "thread gone": Case(refused("message thread not found"), "gone", "recipient gone: Message thread not found"),
    "topic closed": Case(refused("TOPIC_CLOSED"), "gone", "recipient gone: Topic_closed"),
    "a button of ours": Case(refused("BUTTON_DATA_INVALID"), "failed", "could not be sent: Button_data_invalid"),
    "server error": Case(lambda api: api.fails("sendMessage", 500, chat=READER), "waiting", "waits: Internal Server Error"),
    "bad gateway": Case(lambda api: api.fails("sendMessage", 502, chat=READER), "waiting", "waits: Bad Gateway"),
    "flood limit": Case(lambda api: api.fails("sendMessage", retry_after=40, chat=READER), "waiting", "waits: Telegram asked to wait"),
    "no answer": Case(
        lambda api: api.drops("sendMessage", chat=READER), "waiting", "waits: no answer came: whether it was sent is unknown"
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
async def test_each_failure_has_its_outcome_and_stops_nobody_else(reader: House, case: Case) -> None:
    case.happens(reader.api)
    await reader.files(first_day())
    await reader.app.schedule.run_now()
    assert len(digests(reader, OTHER)) == 1
    assert len(digests(reader, READER)) == (1 if "no answer" in case.told else 0)
    summary = await outbox(reader)
    assert (getattr(summary, case.state), summary.sent, summary.on_wire) == (1, 1, 0)
    assert summary.troubles[0].recipient == str(READER)
    assert f"1 × {case.told}" in await page(reader)


async def test_what_was_never_sent_is_not_lost_with_the_block(reader: House) -> None:
    reader.api.blocks(READER)
    await reader.files(first_day())
    await reader.settles()
    reader.api.unblocks(READER)
    await reader.settles()
    assert len(digests(reader, READER)) == 1


@pytest.mark.parametrize(
    ("ends", "why"),
    [
        pytest.param(lambda api, chat: api.kicks(chat), "the bot was removed from the chat", id="kicked"),
        pytest.param(lambda api, chat: api.deletes_chat(chat), "Forbidden: the group chat was deleted", id="deleted"),
        pytest.param(lambda api, chat: api.restricts(chat), "Not enough rights to send text messages to the chat", id="silenced"),
    ],
)
async def test_a_group_that_ends_for_the_bot(tmp_path: Path, ends: Callable[[BotApi, int], object], why: str) -> None:
    async with house(tmp_path) as standing:
        standing.api.private(ADMIN, "Desk")
        group = standing.api.supergroup("Watchers", owner=READER)
        await standing.hears(group, "/subscribe")
        ends(standing.api, group)
        await standing.files(first_day())
        await standing.settles()
        assert (await outbox(standing)).waiting == 0
        recipient = await standing.app.desk.ledger.call(Ledger.recipient, str(group))
        assert recipient is not None
        assert (recipient.state, recipient.why) == ("gone", why)


async def test_a_forum_topic_that_is_deleted_ends_alone(tmp_path: Path) -> None:
    async with house(tmp_path) as standing:
        forum = standing.api.supergroup("Forum", owner=READER, forum=True)
        talks, other = standing.api.forum(forum, "Talks"), standing.api.forum(forum, "Other")
        for thread in (talks, other):
            await standing.hears(forum, "/subscribe", thread=thread)
        standing.api.deletes_topic(forum, talks)
        await standing.files(first_day())
        await standing.settles()
        assert [message.thread for message in standing.api.messages(forum) if "new point" in message.text] == [other]
        summary = await outbox(standing)
        assert (summary.gone, summary.sent) == (1, 1)
        assert summary.causes[0].why == "Message thread not found"


async def test_a_forum_topic_that_is_opened_again_gets_its_posts_from_the_first_answer_on(tmp_path: Path) -> None:
    async with house(tmp_path) as standing:
        forum = standing.api.supergroup("Forum", owner=READER, forum=True)
        talks = standing.api.forum(forum, "Talks")
        await standing.hears(forum, "/subscribe", thread=talks)
        standing.api.closes_topic(forum, talks)
        await standing.files(first_day())
        await standing.settles()
        assert (await outbox(standing)).gone == 1
        standing.api._world.places[forum].topics[talks].closed = False
        await standing.hears(forum, "/topics", thread=talks)
        await standing.settles()
        assert sum("new point" in message.text for message in standing.api.messages(forum, thread=talks)) == 1


@pytest.mark.parametrize("told", [True, False], ids=["told before", "found out by sending"])
async def test_a_group_that_moves_gets_its_post_where_it_is_now(tmp_path: Path, told: bool) -> None:
    async with house(tmp_path) as standing:
        group = standing.api.group("Watchers", owner=READER)
        await standing.hears(group, "/subscribe")
        await standing.files(first_day())
        moved = standing.api.migrates(group, told=told)
        await standing.settles()
        assert len(digests(standing, moved)) == 1
        assert (await outbox(standing)).sent == 1
        assert [one.recipient for one in await standing.app.desk.ledger.call(Ledger.subscriptions)] == [str(moved)]


async def test_a_passing_trouble_is_tried_again_after_a_pause(reader: House) -> None:
    reader.api.fails("sendMessage", 502, chat=READER)
    await reader.files(first_day())
    await reader.settles()
    await passes(reader, seconds=30)
    assert len(digests(reader, READER)) == 1
    assert (await outbox(reader)).troubles == ()


async def test_a_send_without_an_answer_is_sent_again_and_counted(reader: House) -> None:
    reader.api.drops("sendMessage", chat=READER)
    await reader.files(first_day())
    await reader.settles()
    await passes(reader, minutes=1)
    assert len(digests(reader, READER)) == 2
    summary = await outbox(reader)
    assert (summary.sent, summary.unknown, summary.unrepeated) == (2, 1, 0)
    assert "1 send whose outcome was never learned; sent again, so some may stand twice" in await page(reader)


async def test_a_broadcast_without_an_answer_is_not_sent_again_and_counted(reader: House) -> None:
    reader.api.drops("sendMessage", chat=READER)
    word, now = notice("broadcast", "b1", render.message("The desk moves tonight.")), reader.clock.now()
    await reader.app.desk.ledger.call(lambda ledger: Outbox(ledger).post([str(READER)], word, now, priority=Priority.BROADCAST))
    await reader.settles()
    await passes(reader, minutes=1)
    assert sum("moves tonight" in message.text for message in reader.api.messages(READER)) == 1
    summary = await outbox(reader)
    assert (summary.sent, summary.unknown, summary.unrepeated) == (1, 1, 1)
    assert "not sent again, so some may be missing" in await page(reader)


async def test_a_notice_goes_out_as_its_pages_stand_and_in_silence_where_asked(reader: House) -> None:
    pages = render.message("The desk moves tonight.", ((Button("Topics", action="1:topics"),),))
    now = reader.clock.now()
    word = notice("broadcast", "b1", pages)
    await reader.app.desk.ledger.call(lambda ledger: Outbox(ledger).post([str(READER)], word, now, silent=True))
    await reader.settles()
    (said,) = [message for message in reader.api.messages(READER) if "moves tonight" in message.text]
    assert (said.labels, said.silent) == (("Topics",), True)
    assert not any("moves tonight" in message.text for message in reader.api.messages(OTHER))
    assert (await outbox(reader)).sent == 1
