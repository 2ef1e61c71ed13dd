"""What comes of a send: each failure a chat can meet, and what its readers and the admin see of it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
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
from tests.bot.house import OTHER, READER, House, first_day, house


@pytest.fixture
async def reader(tmp_path: Path) -> AsyncIterator[House]:
    """Ada and Ben follow the topic; nothing was told yet."""
    async with house(tmp_path) as standing:
        for user, name in ((READER, "Ada"), (OTHER, "Ben")):
            standing.api.private(user, name)
            await standing.hears(user, "/subscribe", user)
        yield standing


async def outbox(standing: House) -> OutboxSummary:
    now = standing.clock.now()
    return await standing.app.desk.ledger.call(lambda ledger: Outbox(ledger).summary(now))


def digests(standing: House, chat: int) -> list[str]:
    return [message.text for message in standing.api.messages(chat) if "new point" in message.text]


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


async def test_markup_that_is_refused_goes_out_as_plain_text_and_is_counted(reader: House) -> None:
    reader.api.fails("sendMessage", 400, "Bad Request: can't parse entities: unsupported start tag", chat=READER)
    await reader.files(first_day())
    await reader.settles()
    assert len(digests(reader, READER)) == 1
    assert reader.api.messages(READER)[-1].html is None
    assert await reader.app.desk.ledger.call(Ledger.note, PLAIN_NOTE) == "1"


Trouble = Callable[[BotApi], object]


@pytest.mark.parametrize(
    ("trouble", "state"),
    [
        pytest.param(lambda api: api.blocks(READER), "gone", id="blocked"),
        pytest.param(lambda api: api.deactivates(READER), "gone", id="account deleted"),
        pytest.param(lambda api: api.fails("sendMessage", 400, "Bad Request: chat not found", chat=READER), "gone", id="chat not found"),
        pytest.param(
            lambda api: api.fails("sendMessage", 400, "Bad Request: not enough rights to send text messages to the chat", chat=READER),
            "gone",
            id="no right to write",
        ),
        pytest.param(
            lambda api: api.fails("sendMessage", 400, "Bad Request: message thread not found", chat=READER), "gone", id="thread gone"
        ),
        pytest.param(lambda api: api.fails("sendMessage", 400, "Bad Request: message is too long", chat=READER), "failed", id="too long"),
        pytest.param(lambda api: api.fails("sendMessage", 500, chat=READER), "later", id="server error"),
        pytest.param(lambda api: api.fails("sendMessage", 502, chat=READER), "later", id="bad gateway"),
    ],
)
async def test_each_failure_has_its_outcome_and_stops_nobody_else(reader: House, trouble: Trouble, state: str) -> None:
    trouble(reader.api)
    await reader.files(first_day())
    await reader.app.schedule.run_now()
    assert (len(digests(reader, READER)), len(digests(reader, OTHER))) == (0, 1)
    summary = await outbox(reader)
    assert {"gone": summary.gone, "failed": summary.failed, "later": summary.waiting}[state] == 1
    assert summary.troubles[0].recipient == str(READER)


async def test_a_passing_trouble_is_tried_again_after_a_pause(reader: House) -> None:
    reader.api.fails("sendMessage", 502, chat=READER)
    await reader.files(first_day())
    await reader.settles()
    reader.clock.move_to(reader.clock.now() + timedelta(seconds=30))
    await reader.settles()
    assert len(digests(reader, READER)) == 1


async def test_a_send_without_an_answer_is_sent_again_and_counted(reader: House) -> None:
    reader.api.drops("sendMessage", chat=READER)
    await reader.files(first_day())
    await reader.settles()
    reader.clock.move_to(reader.clock.now() + timedelta(minutes=1))
    await reader.settles()
    assert len(digests(reader, READER)) == 2
    summary = await outbox(reader)
    assert (summary.sent, summary.unknown) == (2, 1)


async def test_a_notice_goes_out_as_its_pages_stand(reader: House) -> None:
    pages = render.message("The desk moves tonight.", ((Button("Topics", action="1:topics"),),))
    now = reader.clock.now()
    word = notice("broadcast", "b1", pages)
    await reader.app.desk.ledger.call(lambda ledger: Outbox(ledger).post([str(READER)], word, now, priority=Priority.BROADCAST))
    await reader.settles()
    (said,) = [message for message in reader.api.messages(READER) if "moves tonight" in message.text]
    assert said.labels == ("Topics",)
    assert not any("moves tonight" in message.text for message in reader.api.messages(OTHER))
    assert (await outbox(reader)).sent == 1
