"""Inline mode, deep links and what a channel's admin is told."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from bot import links
from digests.desk.topics import set_state
from digests.ledger import Ledger
from tests.bot.house import ARN, KELD, OTHER, READER, House, first_day, house
from tests.fakes.facts import at, told


@pytest.fixture
async def one(tmp_path: Path) -> AsyncIterator[House]:
    """Two topics, each with a deadline ahead."""
    async with house(tmp_path, topics=(ARN, KELD)) as standing:
        standing.api.private(READER, "Ada")
        await standing.files(first_day())
        await standing.files(
            told(0, 8).due("The strike ballot of Keld closes on Thursday, the union said.", "2026-03-05", "strike ballot", "vote"),
            topic=KELD.slug,
        )
        yield standing


async def found(of: House, words: str, user: int = READER) -> list[Mapping[str, Any]]:
    query = of.api.asks(user, words)
    await of.settles()
    return list(of.api.answers(query)[0].results)


def titles(results: list[Mapping[str, Any]]) -> list[str]:
    return [result["title"].partition(" · ")[0] for result in results]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("deadline arn", ["Truce on the Arn"]),
        ("dead keld", ["Strike ballot"]),
        ("due", ["Truce on the Arn", "Strike ballot"]),
        ("keld", ["Strike ballot", "Keld port strike"]),
        ("status arn-talks", ["Arn talks"]),
        ("casualties arn", ["Casualties in Arn talks"]),
        ("football", []),
    ],
)
async def test_what_is_typed_is_found(one: House, typed: str, expected: list[str]) -> None:
    assert titles(await found(one, typed)) == expected


async def test_a_deadline_goes_out_with_who_says_so_and_leads_back(one: House) -> None:
    (result,) = await found(one, "deadline arn")
    assert result["description"] == "Arn talks · until Fri 6 Mar, in 4 days (the mediators)"
    text = result["input_message_content"]["message_text"]
    assert "Truce on the Arn: until <b>Fri 6 Mar</b>, in 4 days (the mediators)" in text
    assert "The truce on the Arn ends on Friday, the mediators said." in text
    (button,) = result["reply_markup"]["inline_keyboard"][0]
    assert button["url"].startswith("https://t.me/dateline_bot?start=deadline_arn-talks_")
    (page,) = await one.hears(READER, f"/start {button['url'].partition('start=')[2]}")
    assert page.text.startswith("Arn talks\nTruce on the Arn: until Fri 6 Mar")
    assert page.labels == ("Deadlines", "Follow Arn talks")
    await one.hears(READER, "/subscribe arn")
    (page,) = await one.hears(READER, f"/start {button['url'].partition('start=')[2]}")
    assert page.labels == ("Deadlines", "Mute this")
    shown = await one.pressed(page, "Mute this")
    assert "✓ Truce on the Arn, Fri 6 Mar" in shown[-1].labels


async def test_it_is_for_the_asker_alone_and_kept_for_a_moment(one: House) -> None:
    one.api.private(OTHER, "Ольга", "uk")
    (result,) = await found(one, "deadline arn", OTHER)
    assert "через 4 дні" in result["description"]
    (call,) = one.api.calls("answerInlineQuery")
    assert call.parameters["cache_time"] == "30"
    assert call.parameters["is_personal"].lower() == "true"


async def test_topics_followed_come_first_and_archived_ones_not_at_all(one: House) -> None:
    await one.hears(READER, "/subscribe keld")
    assert titles(await found(one, "due")) == ["Strike ballot", "Truce on the Arn"]
    await one.app.desk.ledger.call(set_state, "shell:test", ARN.slug, "archived", at(0, 9))
    assert titles(await found(one, "due")) == ["Strike ballot"]
    assert await found(one, "deadline arn") == []


async def test_nothing_found_leads_to_the_topics(one: House) -> None:
    assert await found(one, "football") == []
    assert "topics" in one.api.calls("answerInlineQuery")[-1].parameters["button"]
    (topics,) = await one.hears(READER, "/start topics")
    assert topics.text.startswith("Topics")


@pytest.mark.parametrize(
    ("payload", "words"),
    [
        ("settings", "Settings\n"),
        ("settings_arn-talks", "Arn talks\nWhen: at once"),
        ("settings_keld-strike", "Settings\n"),
        ("deadline_arn-talks_0123456789", "ledger of a developing story"),
        ("deadline_nothing_0123456789", "ledger of a developing story"),
        ("gone-topic", "ledger of a developing story"),
    ],
)
async def test_deep_links(one: House, payload: str, words: str) -> None:
    await one.hears(READER, "/subscribe arn")
    assert words in (await one.hears(READER, f"/start {payload}"))[-1].text


async def test_settings_of_a_group_are_not_opened_by_a_link_of_anybody(one: House) -> None:
    group = one.api.supergroup("Newsroom", owner=READER)
    (answer,) = await one.hears(group, "/start@dateline_bot settings", OTHER)
    assert not answer.text.startswith("Settings")


def test_links_fit_whatever_the_slug() -> None:
    assert len(links.deadline("a" * 32, "key")) <= 64
    assert links.address("bot", links.settings("arn")) == "https://t.me/bot?start=settings_arn"


async def test_who_makes_the_bot_an_admin_of_a_channel_is_shown_the_way(one: House) -> None:
    channel = one.api.channel("Arn Wire", owner=READER, bot_in=False)
    one.api.adds_bot(channel, READER)
    await one.settles()
    way = one.api.messages(READER)[-1]
    assert way.text == "I may post in Arn Wire now. Choose what is told there:"
    shown = await one.pressed(way, "Settings of Arn Wire")
    assert shown[-1].text.startswith("Settings of Arn Wire")


async def test_looks_pins_and_reviews_are_set_by_buttons(one: House) -> None:
    await one.hears(READER, "/subscribe arn")
    root = (await one.hears(READER, "/settings"))[-1]
    for label in ("How it looks", "Dark pictures", "Posts for an old app", "« Back", "Arn talks", "Look back on Sunday", "Status pinned"):
        root = next(each for each in await one.pressed(root, label) if each.id == root.id)
    assert {"✓ Status pinned", "✓ Look back on Sunday"} <= set(root.labels)
    kept = await one.app.desk.ledger.call(Ledger.recipient, str(READER))
    assert kept is not None
    assert (kept.profile["pictures"], kept.profile["rich"]) == ("dark", "no")
    assert one.api.pinned(READER)[-1].text.startswith("Arn talks")
    await one.pressed(root, "✓ Status pinned")
    assert one.api.pinned(READER) == ()


async def test_a_card_that_was_sent_is_passed_on_as_the_picture_it_is(one: House) -> None:
    assert [result["type"] for result in await found(one, "deadline arn")] == ["article"]
    card, headlines = await one.hears(READER, "/card arn")
    picture, words = await found(one, str(card.buttons[0][0].raw["switch_inline_query"]))
    assert (picture["type"], words["type"]) == ("photo", "article")
    assert "Fri 6 Mar" in picture["caption"]
    assert picture["photo_file_id"]
    shown, _ = await found(one, str(headlines.buttons[0][0].raw["switch_inline_query"]))
    assert shown["photo_file_id"] not in ("", picture["photo_file_id"])
    assert "Truce on the Arn" in shown["caption"]
