"""What a reader sees: real updates in, real messages out."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from digests.ledger import Ledger
from digests.model import Topic
from loopback.botapi import Button
from tests.bot.house import ADMIN, ARN, KELD, OTHER, READER, House, first_day, house
from tests.fakes.facts import at, told


@pytest.fixture
async def one(tmp_path: Path) -> AsyncIterator[House]:
    """One topic, and Ada's private chat."""
    async with house(tmp_path) as standing:
        standing.api.private(READER, "Ada")
        yield standing


@pytest.fixture
async def two(tmp_path: Path) -> AsyncIterator[House]:
    """Two topics."""
    async with house(tmp_path, topics=(ARN, KELD)) as standing:
        standing.api.private(READER, "Ada")
        yield standing


async def followed(standing: House, chat: int) -> set[str]:
    return {kept.topic for kept in await standing.app.desk.ledger.call(Ledger.subscriptions, str(chat))}


async def test_start_offers_the_topics_and_a_press_follows_one(two: House) -> None:
    (hello,) = await two.hears(READER, "/start")
    assert "ledger of a developing story" in hello.text
    assert hello.labels == ("Arn talks", "Keld port strike")
    (shown, *rest) = await two.pressed(hello, "Keld port strike")
    assert shown.text.startswith("This chat follows Keld port strike now.")
    assert rest == []
    assert await followed(two, READER) == {"keld-strike"}


async def test_a_deep_link_follows_its_topic(two: House) -> None:
    (answer,) = await two.hears(READER, "/start arn-talks")
    assert "follows Arn talks now" in answer.text


async def test_the_first_digest_follows_the_subscription_and_says_who_says_so(one: House) -> None:
    await one.files(first_day())
    answer, digest = await one.hears(READER, "/subscribe")
    assert "What is known so far comes in a moment" in answer.text
    assert "• Truce on the Arn: until Fri 6 Mar, in 4 days (the mediators)" in digest.text
    assert "• 6 killed: shelling, Arnholt, Sun 1 Mar (the mayor)" in digest.text
    assert "• Northmark demands withdrawal of troops from the river (Meridian Dispatch)" in digest.text
    assert "“Shelling killed six people in Arnholt on Sunday, the mayor said.”" in digest.text
    assert "<blockquote expandable>" in (digest.html or "")
    assert digest.labels == ("Deadlines", "Casualties", "Positions", "Sources", "Settings")


async def test_a_second_day_tells_only_what_changed_with_from_and_to(one: House) -> None:
    await one.files(first_day())
    await one.hears(READER, "/subscribe")
    one.clock.move_to(at(1, 9))
    await one.files(
        told(1, 8)
        .due("The truce on the Arn was extended to Monday, the mediators said.", "2026-03-09", "truce on the Arn", "expiry", "extended",
             earlier="2026-03-06", attribution="the mediators")
        .toll("The shelling of Arnholt on Sunday killed seven people, prosecutors said.", 7, place="Arnholt", date="2026-03-01",
              attribution="prosecutors", what="shelling")
    )  # fmt: skip
    before = len(one.api.messages(READER))
    await one.settles()
    (digest,) = one.api.messages(READER)[before:]
    assert "Moved. Truce on the Arn: until Fri 6 Mar → Mon 9 Mar" in digest.text
    assert "Updated. Shelling, Arnholt, Sun 1 Mar: 6 → 7 killed (" in digest.text
    assert "Northmark" not in digest.text
    await one.settles()
    assert len(one.api.messages(READER)) == before + 1


async def test_status_and_deadline_and_the_rest_need_no_argument(one: House) -> None:
    await one.files(first_day())
    for command, words in {
        "/status": "From 1 article",
        "/deadlines": "1. Truce on the Arn: until Fri 6 Mar, in 4 days (the mediators)",
        "/toll": "6 killed",
        "/position": "demands withdrawal of troops",
        "/source": "Meridian Dispatch, Mon 2 Mar, 08:00",
        "/digest": "3 new points",
    }.items():
        (answer,) = await one.hears(READER, command)
        assert words in answer.text, command


async def test_status_of_a_day_gone_by_tells_what_was_known_then(one: House) -> None:
    await one.files(first_day())
    one.clock.move_to(at(2))
    await one.files(told(1, 8).toll("A mine killed two people in Keldby on Tuesday, police said.", 2, place="Keldby", date="2026-03-03"))
    (then,) = await one.hears(READER, "/status arn 2026-03-02")
    assert "as it stood at the end of Mon 2 Mar 2026" in then.text
    assert "Keldby" not in then.text
    (now,) = await one.hears(READER, "/status")
    assert "Keldby" in now.text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("/status 2026-13-45", "I cannot read “2026-13-45” as a day"),
        ("/status 2027-01-01", "still ahead"),
        ("/status tomorrow", "still ahead"),
        ("/status football", "I know no topic like “football”"),
        ("/statsu", "Did you mean /status?"),
        ("/nonsense", "/help lists them all"),
        ("how are you", "/help lists them all"),
        ("/unsubscribe", "follows nothing"),
        ("/unsub arn", "does not follow Arn talks"),
        ("/digest", "Nothing worth a post is known"),
    ],
)
async def test_a_kind_word_where_something_is_not_understood(one: House, text: str, words: str) -> None:
    (answer,) = await one.hears(READER, text)
    assert words in answer.text


async def test_several_topics_are_offered_as_buttons_and_answered_in_place(two: House) -> None:
    (question,) = await two.hears(READER, "/deadline")
    assert question.text == "Which topic?"
    (answer,) = await two.pressed(question, "Arn talks")
    assert answer.id == question.id
    assert answer.text.startswith("Next in Arn talks")


@pytest.mark.parametrize("typed", ["keld", "KELD-STRIKE", "Keld port strike", "port strke"])
async def test_a_topic_may_be_typed_loosely(two: House, typed: str) -> None:
    (answer,) = await two.hears(READER, f"/deadline {typed}")
    assert answer.text.startswith("Next in Keld port strike")


async def test_the_buttons_under_a_post_turn_it_in_its_place_and_back(one: House) -> None:
    await one.files(first_day())
    _, digest = await one.hears(READER, "/subscribe")
    (_, turned) = await one.pressed(digest, "Casualties")
    assert turned.id == digest.id
    assert turned.text.startswith("Casualties in Arn talks")
    assert turned.labels == ("Digest", "Deadlines", "Positions", "Sources", "Settings")
    (_, back) = await one.pressed(turned, "Digest")
    assert (back.id, back.text, back.labels) == (digest.id, digest.text, digest.labels)


async def test_the_way_back_leads_to_the_same_digest_and_its_own_sources(one: House) -> None:
    await one.files(first_day())
    _, digest = await one.hears(READER, "/subscribe")
    one.clock.move_to(at(1, 9))
    await one.files(told(1, 8).toll("A mine killed two people in Keldby on Tuesday, police said.", 2, place="Keldby", date="2026-03-03"))
    await one.settles()
    assert "Keldby" in one.api.messages(READER)[-1].text
    turned = (await one.pressed(digest, "Sources"))[1]
    assert turned.text.startswith("Sources of Arn talks · digest of Mon 2 Mar, 09:00 UTC")
    assert "mine" not in turned.text
    assert (await one.pressed(turned, "Digest"))[1].text == digest.text


async def test_the_settings_of_a_topic_open_under_its_post_and_lead_back_to_it(one: House) -> None:
    await one.files(first_day())
    _, digest = await one.hears(READER, "/subscribe")
    (_, opened) = await one.pressed(digest, "Settings")
    assert opened.id == digest.id
    assert opened.text.startswith("Arn talks")
    assert opened.labels[-1] == "‹ Digest"
    (_, back) = await one.pressed(opened, "‹ Digest")
    assert (back.text, back.labels) == (digest.text, digest.labels)


async def test_settings_under_a_post_in_a_group_are_its_admins(one: House) -> None:
    await one.files(first_day())
    group = one.api.supergroup("Newsroom", owner=READER)
    _, digest = await one.hears(group, "/subscribe@dateline_bot arn", READER)
    query = one.api.presses(digest, "Settings", OTHER)
    await one.settles()
    assert "only its admins" in (one.api.answers(query)[0].text or "")
    assert (await one.pressed(digest, "Settings", READER))[1].labels[-1] == "‹ Digest"


async def test_an_answer_of_many_pages_is_turned_in_its_place(one: House) -> None:
    article = told(0, 8)
    for number in range(90):
        words = f"a seat for the {number}th village on the river at the table in Arnholt"
        article.holds(f"Village {number} demands {words}.", f"Village {number}", "demands", words)
    await one.files(article)
    table, first = await one.hears(READER, "/positions")
    assert (table.kind, len(table.text) <= 1024, len(first.text) <= 4096) == ("photo", True, True)
    on = first.labels[0]
    assert on.endswith(" ›")
    _, second = await one.pressed(first, on)
    assert second.id == first.id
    assert second.text != first.text
    assert second.labels[0].startswith("‹ 1/")
    assert (await one.pressed(second, second.labels[0]))[1].text == first.text


async def test_a_status_of_a_day_turns_to_the_deadlines_of_that_day(one: House) -> None:
    await one.files(first_day())
    one.clock.move_to(at(2))
    await one.files(told(1, 8).due("Talks open in Keldby on Sunday, police said.", "2026-03-08", "talks in Keldby"))
    (then,) = await one.hears(READER, "/status arn 2026-03-02")
    (turned,) = await one.pressed(then, "Deadlines")
    assert "as it stood at the end of Mon 2 Mar 2026" in turned.text
    assert "Keldby" not in turned.text
    assert "Sources" not in turned.labels
    assert (await one.pressed(turned, "Status"))[0].text == then.text


async def test_many_topics_are_turned_page_by_page_each_with_its_own_buttons(tmp_path: Path) -> None:
    many = tuple(
        Topic(f"topic-{n:02}", f"A long story with a long name, the one with the number {n:02}", any=(f"Word{n}",)) for n in range(20)
    )
    async with house(tmp_path, topics=many) as standing:
        standing.api.private(READER, "Ada")
        (first,) = await standing.hears(READER, "/topics")
        assert sum(label.startswith("Follow") for label in first.labels) == 8
        (second,) = await standing.pressed(first, "2/3 ›")
        assert "topic-08" in second.text
        assert "topic-00" not in second.text
        assert second.labels[:2] == ("‹ 1/3", "3/3 ›")
        await standing.pressed(second, second.labels[2])
        assert await followed(standing, READER) == {"topic-08"}


@pytest.mark.parametrize("action", ["1:f:casualties:arn-talks", "1:r:deadline:arn-talks"])
async def test_buttons_of_earlier_versions_still_work(one: House, action: str) -> None:
    await one.files(first_day())
    (hello,) = await one.hears(READER, "/start")
    one.api.presses(replace(hello, buttons=((Button("x", action),),)), "x")
    await one.settles()
    assert "Arn talks" in one.api.messages(READER)[-1].text


@pytest.mark.parametrize("action", ["9:r:status:0:arn-talks:", "2:r:status:x:arn-talks:", "2:r:nothing:0:arn-talks:", "2:r:status:0:gone:"])
async def test_what_no_version_knows_is_answered_kindly(one: House, action: str) -> None:
    (hello,) = await one.hears(READER, "/start")
    query = one.api.presses(replace(hello, buttons=((Button("x", action),),)), "x")
    await one.settles()
    assert "older post" in (one.api.answers(query)[0].text or "")


async def test_a_stale_button_is_answered_kindly(one: House) -> None:
    (hello,) = await one.hears(READER, "/start")
    await one.app.desk.ledger.call(lambda ledger: ledger.store.write("DELETE FROM topics"))
    query = one.api.presses(hello, "Arn talks")
    await one.settles()
    (answer,) = one.api.answers(query)
    assert "older post" in (answer.text or "")


async def test_unsubscribing_ends_it(two: House) -> None:
    await two.hears(READER, "/subscribe arn")
    await two.hears(READER, "/sub keld")
    (question,) = await two.hears(READER, "/stop")
    assert question.labels == ("Arn talks", "Keld port strike")
    await two.pressed(question, "Arn talks")
    assert await followed(two, READER) == {"keld-strike"}
    (ended,) = await two.hears(READER, "/unsubscribe all")
    assert "follows nothing any more" in ended.text
    assert await followed(two, READER) == set()
    (nothing,) = await two.hears(READER, "/unsubscribe all")
    assert nothing.text == "This chat follows nothing."


# ── groups ─────────────────────────────────────────────────────────────────────────────────────────────────


async def test_in_a_group_only_its_admins_change_what_is_followed(one: House) -> None:
    group = one.api.supergroup("Newsroom", owner=READER, admins=())
    (refused,) = await one.hears(group, "/subscribe@dateline_bot arn", OTHER)
    assert "only its admins" in refused.text
    assert await followed(one, group) == set()
    (taken,) = await one.hears(group, "/subscribe@dateline_bot arn", READER)
    assert "follows Arn talks now" in taken.text


async def test_nobody_is_called_no_admin_where_telegram_does_not_say(one: House) -> None:
    group = one.api.supergroup("Newsroom", owner=READER)
    one.api.fails("getChatMember", 502, times=2)
    (answer,) = await one.hears(group, "/subscribe@dateline_bot arn", READER)
    assert "did not say whether you are an admin" in answer.text
    (hello,) = await one.hears(group, "/start@dateline_bot", READER)
    query = one.api.presses(hello, "Arn talks", READER)
    await one.settles()
    assert "did not say" in (one.api.answers(query)[0].text or "")
    assert await followed(one, group) == set()


async def test_an_anonymous_admin_may(one: House) -> None:
    group = one.api.supergroup("Newsroom", owner=READER)
    (taken,) = await one.hears(group, "/subscribe@dateline_bot arn", None)
    assert "follows Arn talks now" in taken.text


async def test_a_plain_member_cannot_press_what_changes_the_group(one: House) -> None:
    group = one.api.supergroup("Newsroom", owner=READER)
    (hello,) = await one.hears(group, "/start@dateline_bot", OTHER)
    await one.pressed(hello, "Arn talks", OTHER)
    assert await followed(one, group) == set()


async def test_each_topic_of_a_forum_follows_for_itself(one: House) -> None:
    await one.files(first_day())
    forum = one.api.supergroup("Newsroom", forum=True, owner=READER)
    thread = one.api.forum(forum, "Arn")
    answer, digest = await one.hears(forum, "/subscribe@dateline_bot arn", READER, thread)
    assert (answer.thread, digest.thread) == (thread, thread)
    assert one.api.messages(forum, thread=thread) == (answer, digest)


async def test_a_group_says_hello_to_who_adds_the_bot(one: House) -> None:
    group = one.api.group("Newsroom", owner=READER, bot_in=False)
    one.api.adds_bot(group)
    await one.settles()
    (hello,) = one.api.messages(group)
    assert "An admin of this group chooses what to follow" in hello.text


async def test_a_group_that_becomes_a_supergroup_keeps_everything(one: House) -> None:
    group = one.api.group("Newsroom", owner=READER)
    await one.hears(group, "/subscribe@dateline_bot arn", READER)
    new = one.api.migrates(group)
    await one.settles()
    assert await followed(one, new) == {"arn-talks"}
    assert await followed(one, group) == set()


async def test_a_digest_follows_its_group_where_the_bot_was_not_told(one: House) -> None:
    group = one.api.group("Newsroom", owner=READER)
    await one.hears(group, "/subscribe@dateline_bot arn", READER)
    new = one.api.migrates(group, told=False)
    await one.files(first_day())
    await one.settles()
    (digest,) = one.api.messages(new)
    assert "Truce on the Arn" in digest.text


# ── people who leave, and the desk ─────────────────────────────────────────────────────────────────────────


async def test_who_blocks_the_bot_gets_nothing_and_all_of_it_after_coming_back(one: House) -> None:
    await one.hears(READER, "/subscribe")
    one.api.blocks(READER)
    await one.files(first_day())
    await one.settles()
    assert len(one.api.messages(READER)) == 1
    one.api.unblocks(READER)
    await one.settles()
    assert "Truce on the Arn" in one.api.messages(READER)[-1].text


async def test_admin_commands_are_for_admins(one: House) -> None:
    one.api.private(ADMIN, "Grace")
    (refused,) = await one.hears(READER, "/outbox")
    assert f"Your id is {READER}" in refused.text
    (outbox,) = await one.hears(ADMIN, "/outbox", ADMIN)
    assert "0 waiting" in outbox.text
    (feeds,) = await one.hears(ADMIN, "/feeds", ADMIN)
    assert "0 of 1 in order" in feeds.text
    assert "nobody answers here" in feeds.text
    (run,) = await one.hears(ADMIN, "/refresh", ADMIN)
    assert "1 feed read, 0 with news, 1 failed" in run.text
    assert "Outbox" not in (await one.hears(READER, "/help"))[0].text
    assert "/outbox" in (await one.hears(ADMIN, "/help", ADMIN))[0].text


async def test_status_says_which_source_is_silent(one: House) -> None:
    await one.files(first_day())
    await one.settles()
    (status,) = await one.hears(READER, "/status")
    assert "0 of 1 source fresh; Dispatch silent" in status.text


async def test_status_links_what_it_could_not_read(one: House) -> None:
    await one.files(first_day(), told(0, 7, "Anker", language="ar", lede="الهدنة على نهر آرن"))
    (page,) = await one.hears(READER, "/status")
    assert "Not read: the newest articles in Arabic" in page.text
    assert "الهدنة على نهر آرن" in page.text


async def test_another_bots_command_is_left_to_it(one: House) -> None:
    assert await one.hears(READER, "/status@other_bot") == ()


async def test_an_edited_message_is_no_second_command(one: House) -> None:
    asked = one.api.says(READER, READER, "/help")
    await one.settles()
    one.api.edits(asked, "/status")
    await one.settles()
    assert len(one.api.messages(READER)) == 1


# ── languages ──────────────────────────────────────────────────────────────────────────────────────────────


async def test_the_first_words_are_in_the_readers_own_language(one: House) -> None:
    one.api.private(OTHER, "Оля", "uk")
    (hello,) = await one.hears(OTHER, "/start", OTHER)
    assert "веде літопис" in hello.text
    (english,) = await one.hears(READER, "/start")
    assert "ledger of a developing story" in english.text


async def test_a_follower_is_posted_in_the_language_it_followed_in_and_quotes_stay_as_they_were(one: House) -> None:
    one.api.private(OTHER, "Оля", "uk-UA")
    await one.files(first_day())
    answer, digest = await one.hears(OTHER, "/subscribe", OTHER)
    assert answer.text.startswith("Тепер цей чат стежить за темою «Arn talks».")
    assert "Truce on the Arn: до пт 6 березня, через 4 дні (the mediators)" in digest.text
    assert "6 загиблих: shelling, Arnholt, нд 1 березня (the mayor)" in digest.text
    assert "Northmark вимагає: withdrawal of troops from the river" in digest.text
    assert "“Shelling killed six people in Arnholt on Sunday, the mayor said.”" in digest.text
    assert digest.labels == ("Строки", "Жертви", "Позиції", "Джерела", "Налаштування")


async def test_a_group_keeps_the_language_it_began_to_follow_in(one: House) -> None:
    one.api.private(OTHER, "Оля", "uk")
    group = one.api.supergroup("Newsroom", owner=OTHER)
    await one.hears(group, "/subscribe@dateline_bot arn", OTHER)
    (answer,) = await one.hears(group, "/topics@dateline_bot", READER)
    assert answer.text.startswith("Теми")


async def test_a_language_nobody_translated_is_answered_in_english(one: House) -> None:
    one.api.private(OTHER, "Zoe", "xx")
    (hello,) = await one.hears(OTHER, "/start", OTHER)
    assert "What would you like to follow?" in hello.text


@pytest.mark.parametrize(
    ("text", "answered"),
    [
        ("/statsu@dateline_bot", True),
        ("/statsu@Dateline_Bot arn", True),
        ("/statsu", False),
        ("/statsu@other_bot", False),
        ("hello", False),
    ],
)
async def test_in_a_group_a_misspelt_command_is_answered_where_it_names_this_bot(one: House, text: str, answered: bool) -> None:
    group = one.api.supergroup("Newsroom", owner=READER)
    shown = await one.hears(group, text, READER)
    assert bool(shown) is answered
    assert all("Did you mean /status?" in message.text for message in shown)
