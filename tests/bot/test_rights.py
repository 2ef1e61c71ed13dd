"""What is kept of a reader: told, given out, deleted."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from digests.ledger import Ledger
from loopback.botapi import Posted
from tests.bot.house import ADMIN, OTHER, READER, House, first_day, house


@pytest.fixture
async def one(tmp_path: Path) -> AsyncIterator[House]:
    """One topic, told about; Ada and Ben follow it."""
    async with house(tmp_path) as standing:
        standing.api.private(READER, "Ada")
        standing.api.private(OTHER, "Ben")
        await standing.files(first_day())
        for reader in (READER, OTHER):
            await standing.hears(reader, "/subscribe", reader)
        yield standing


def kept_in(message: Posted) -> dict[str, list[dict[str, object]]]:
    assert message.file is not None
    kept: dict[str, list[dict[str, object]]] = json.loads(message.file)
    return kept


async def test_privacy_says_what_is_kept_and_for_how_long(one: House) -> None:
    (page,) = await one.hears(READER, "/privacy")
    assert "for 90 days" in page.text
    assert "/forget deletes it" in page.text


async def test_an_export_holds_all_that_is_kept_of_a_reader_and_nothing_of_another(one: House) -> None:
    (file,) = await one.hears(READER, "/export")
    kept = kept_in(file)
    assert file.file_name == f"dateline-{READER}.json"
    assert kept["recipients"][0]["profile"] == {"language": "en"}
    assert [row["topic"] for row in kept["subscriptions"]] == ["arn-talks"]
    assert kept["deliveries"][0]["state"] == "sent"
    assert kept["pages"][0]["message"] == str(one.api.messages(READER)[1].id)
    assert str(OTHER) not in {row["recipient"] for table in ("subscriptions", "deliveries") for row in kept[table]}


async def test_whatever_table_names_a_reader_is_in_the_export(one: House) -> None:
    """A table that is added later is not left out."""

    def put(ledger: Ledger) -> None:
        ledger.store.write("CREATE TABLE later (recipient TEXT, what TEXT)")
        for reader in (READER, OTHER):
            ledger.store.write("INSERT INTO later VALUES (?, 'a wish')", str(reader))
            ledger.set_note(f"later/{reader}", "a note")

    await one.app.desk.ledger.call(put)
    (file,) = await one.hears(READER, "/export")
    assert kept_in(file)["later"] == [{"recipient": str(READER), "what": "a wish"}]
    assert kept_in(file)["notes"] == [{"key": f"later/{READER}", "value": "a note"}]
    (question,) = await one.hears(READER, "/forget")
    await one.pressed(question, "Delete everything")
    (after,) = await one.hears(READER, "/export")
    assert set(kept_in(after)) == {"chat", "exported"}
    assert "later" in kept_in((await one.hears(OTHER, "/export", OTHER))[0])


async def test_forgetting_asks_first_and_leaves_others_alone(one: House) -> None:
    (question,) = await one.hears(READER, "/forget")
    assert question.labels == ("Delete everything", "Keep it")
    kept = next(m for m in await one.pressed(question, "Keep it") if m.id == question.id)
    assert kept.text.startswith("What is kept of this chat")
    assert "subscriptions" in kept_in((await one.hears(READER, "/export"))[0])
    (question,) = await one.hears(READER, "/forget")
    gone = next(m for m in await one.pressed(question, "Delete everything") if m.id == question.id)
    assert gone.text == "Everything kept of this chat is deleted. /start begins anew."
    assert await one.app.desk.ledger.call(Ledger.recipient, str(READER)) is None
    assert await one.app.desk.ledger.call(Ledger.recipient, str(OTHER)) is not None
    (question,) = await one.hears(READER, "/forget")
    again = next(m for m in await one.pressed(question, "Delete everything") if m.id == question.id)
    assert again.text == "Nothing is kept of this chat."


async def test_who_was_forgotten_begins_anew_with_the_first_digest(one: House) -> None:
    (question,) = await one.hears(READER, "/forget")
    await one.pressed(question, "Delete everything")
    _, digest = await one.hears(READER, "/subscribe")
    assert "Truce on the Arn" in digest.text


async def test_a_post_on_its_way_does_not_reach_who_was_forgotten(one: House) -> None:
    one.app.desk.answered.update({str(READER)})
    await one.files(first_day())
    (question,) = await one.hears(READER, "/forget")
    await one.pressed(question, "Delete everything")
    one.app.desk.answered.clear()
    before = len(one.api.messages(READER))
    await one.settles()
    assert len(one.api.messages(READER)) == before


async def test_in_a_group_only_its_admins_have_it_or_delete_it_with_all_its_topics(one: House) -> None:
    forum = one.api.supergroup("Newsroom", forum=True, owner=READER)
    thread = one.api.forum(forum, "Arn")
    await one.hears(forum, "/subscribe@dateline_bot arn", READER, thread)
    for command in ("/export", "/forget"):
        (refused,) = await one.hears(forum, f"{command}@dateline_bot", OTHER)
        assert "only its admins" in refused.text
    (file,) = await one.hears(forum, "/export@dateline_bot", READER)
    assert kept_in(file)["recipients"][0]["name"] == f"{forum}:{thread}"
    (question,) = await one.hears(forum, "/forget@dateline_bot", READER)
    query = one.api.presses(question, "Delete everything", OTHER)
    await one.settles()
    assert "only its admins" in (one.api.answers(query)[0].text or "")
    await one.pressed(question, "Delete everything", READER)
    assert await one.app.desk.ledger.call(Ledger.recipient, f"{forum}:{thread}") is None


async def test_who_is_blocked_stays_so_when_forgotten_and_the_desk_keeps_its_log(one: House) -> None:
    one.api.private(ADMIN, "Grace")
    await one.hears(ADMIN, f"/chats limit {READER} 2", ADMIN)
    (question,) = await one.hears(READER, "/forget")
    await one.pressed(question, "Delete everything")
    assert (await one.app.desk.ledger.call(Ledger.restriction, str(READER))).posts == 2
    (file,) = await one.hears(ADMIN, "/export", ADMIN)
    assert [act["about"] for act in kept_in(file)["acts"]] == [str(READER)]
