"""/settings, walked through by real presses in each kind of chat."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.panel.steps import Step
from digests.ledger import Ledger
from digests.model import Pace, PaceKind, Preferences, Quiet, Section
from loopback.botapi import Posted
from tests.bot.house import ARN, KELD, OTHER, READER, House, first_day, house
from tests.fakes.facts import at, told


@pytest.fixture
async def one(tmp_path: Path) -> AsyncIterator[House]:
    """Two topics, and Ada's private chat, which follows the first."""
    async with house(tmp_path, topics=(ARN, KELD)) as standing:
        standing.api.private(READER, "Ada")
        await standing.files(first_day())
        await standing.hears(READER, "/subscribe arn")
        yield standing


async def preferred(of: House, chat: int, topic: str = ARN.slug) -> Preferences:
    return next(iter(await of.app.desk.ledger.call(Ledger.subscriptions, str(chat), topic))).preferences


async def walked(of: House, message: Posted, *buttons: str, user: int | None = None) -> Posted:
    """Presses one button after another; the message as it is then."""
    for label in buttons:
        shown = await of.pressed(message, label, user)
        message = next(each for each in shown if each.id == message.id)
    return message


async def alert(of: House, message: Posted, label: str, user: int | None = None) -> str:
    query = of.api.presses(message, label, user)
    await of.settles()
    return of.api.answers(query)[0].text


async def opened(of: House, chat: int = READER, user: int | None = READER, thread: int | None = None) -> Posted:
    command = "/settings" if chat > 0 else "/settings@dateline_bot"
    return (await of.hears(chat, command, user, thread))[-1]


async def test_the_root_shows_what_is_set_and_leads_everywhere(one: House) -> None:
    root = await opened(one)
    assert root.text.splitlines() == [
        *("Settings", "Language: English", "Time zone: UTC (09:00)", "Quiet hours: none", ""),
        *("• Arn talks: at once", "Choose what to set."),
    ]
    assert root.labels == (
        "Arn talks",
        "Follow a topic",
        "Language",
        "Time zone",
        "Quiet hours",
        "Corrections",
        "How it looks",
        "Channels",
        "Done",
    )
    done = await walked(one, root, "Done")
    assert (done.text, done.labels) == ("All set. /settings opens this again.", ())


async def test_every_page_leads_back_where_it_came_from(one: House) -> None:
    root = await opened(one)
    topic = await walked(one, root, "Arn talks")
    for label in ("When", "Reminders", "Kinds", "Parties", "Weight", "Length", "Watch words", "Mute a line", "Unfollow"):
        assert (await walked(one, topic, label, "« Back")).text == topic.text, label
    for label in ("Language", "Time zone", "Quiet hours", "Corrections", "Follow a topic"):
        assert (await walked(one, root, label, "« Back")).text == root.text, label


async def test_chosen_hours_in_the_chats_own_zone(one: House) -> None:
    root = await opened(one)
    zones = await walked(one, root, "Time zone", "Mon 11:00")
    assert "Kyiv" in zones.labels
    root = await walked(one, zones, "Kyiv")
    assert "Time zone: Kyiv (11:00)" in root.text
    when = await walked(one, root, "Arn talks", "When", "At chosen hours", "18:00", "✓ 08:00")
    assert "When: daily: 18:00" in when.text
    assert (await preferred(one, READER)).pace == Pace(PaceKind.DAILY, (18,), zone="Europe/Kyiv")
    assert await alert(one, when, "✓ 18:00") == "One hour has to stay. Choose another one first, or “At once”."
    one.clock.move_to(at(0, 15))
    await one.files(told(0, 15).toll("A mine killed two people in Keldby on Monday, police said.", 2, place="Keldby", date="2026-03-02"))
    before = len(one.api.messages(READER))
    await one.settles()
    assert len(one.api.messages(READER)) == before
    one.clock.move_to(at(0, 16))
    await one.settles()
    assert "Keldby" in one.api.messages(READER)[-1].text


async def test_weekly(one: House) -> None:
    when = await walked(one, await opened(one), "Arn talks", "When", "Weekly", "Fri")
    assert "When: weekly: Friday, 08:00" in when.text
    (kept,) = await one.app.desk.ledger.call(Ledger.subscriptions, str(READER))
    assert kept.due == at(4, 8)


async def test_quiet_hours_are_held_told_once_and_never_empty(one: House) -> None:
    night = await walked(one, await opened(one), "Quiet hours", "Other hours", "22:00")
    assert "Quiet from 22:00. Until when?" in night.text
    assert await alert(one, night, "22:00") == "Quiet hours cannot end when they begin: choose another hour."
    night = await walked(one, night, "07:00")
    assert "Quiet hours: 22:00–07:00" in night.text
    assert (await preferred(one, READER)).pace == Pace(zone="UTC", quiet=Quiet(1320, 420))
    one.clock.move_to(at(0, 23))
    for hour, place in ((22, "Keldby"), (23, "Tarn")):
        await one.files(told(0, hour).toll(f"A mine killed two people in {place}.", 2, place=place, date="2026-03-02", what="mine"))
    before = len(one.api.messages(READER))
    await one.settles()
    assert len(one.api.messages(READER)) == before
    one.clock.move_to(at(1, 7))
    await one.settles()
    (digest,) = one.api.messages(READER)[before:]
    assert "Keldby" in digest.text
    assert "Tarn" in digest.text
    off = await walked(one, night, "No quiet hours")
    assert "Quiet hours: none" in off.text


async def test_what_is_told(one: House) -> None:
    topic = await walked(one, await opened(one), "Arn talks")
    await walked(one, topic, "Kinds", "✓ Positions", "« Back", "Parties", "Northmark", "« Back", "Weight", "the weightiest alone", "« Back")
    shown = await walked(one, topic, "Length", "the headline alone", "« Back", "Without a sound")
    assert "Kinds: Deadlines, Casualties, Figures over longer times, What is told differently" in shown.text
    assert "Parties: Northmark" in shown.text
    assert "With a sound" in shown.labels
    kept = await preferred(one, READER)
    assert (kept.wish.without, kept.wish.parties, kept.wish.weight) == ((Section.POSITIONS,), ("Northmark",), 0.8)
    assert (kept.length, kept.silent) == ("headline", True)


async def test_the_last_kind_stays(one: House) -> None:
    kinds = await walked(one, await opened(one), "Arn talks", "Kinds", "✓ Positions", "✓ Casualties", "✓ Figures over longer times")
    kinds = await walked(one, kinds, "✓ What is told differently")
    assert "nothing would be told" in await alert(one, kinds, "✓ Deadlines")


async def test_watch_words_by_button_and_by_typing(one: House) -> None:
    watch = await walked(one, await opened(one), "Arn talks", "Watch words", "Northmark")
    await walked(one, watch, "Other words")
    assert "with commas between them" in one.api.messages(READER)[-1].text
    taken, again = await one.hears(READER, "Keldby,  river  crossing, ,")
    assert taken.text == "Watched for from now on: Northmark, Keldby, river crossing"
    assert "Watch words: Northmark, Keldby, river crossing" in again.text
    assert (await preferred(one, READER)).wish.watch == ("Northmark", "Keldby", "river crossing")
    (other,) = await one.hears(READER, "Keldby")
    assert "I answer to commands" in other.text


async def test_a_watched_word_comes_before_its_hour(one: House) -> None:
    await walked(one, await opened(one), "Arn talks", "Watch words", "Arnholt", "« Back", "When", "Weekly")
    await one.files(
        told(0, 9).toll("A mine killed two people near Arnholt on Monday.", 2, place="Arnholt", date="2026-03-02", what="mine"),
        told(0, 9).toll("A fire killed three people in Tarn on Monday.", 3, place="Tarn", date="2026-03-02", what="fire"),
    )
    before = len(one.api.messages(READER))
    one.clock.move_to(at(0, 10))
    await one.settles()
    (digest,) = one.api.messages(READER)[before:]
    assert "mine" in digest.text
    assert "Tarn" not in digest.text


async def test_a_muted_incident_is_told_no_more(one: House) -> None:
    mute = await walked(one, await opened(one), "Arn talks", "Mute a line")
    assert "Shelling, Arnholt, Sun 1 Mar" in mute.labels
    mute = await walked(one, mute, "Shelling, Arnholt, Sun 1 Mar")
    assert "✓ Shelling, Arnholt, Sun 1 Mar" in mute.labels
    one.clock.move_to(at(1, 9))
    await one.files(
        told(1, 8).toll("The shelling of Arnholt on Sunday killed seven people, prosecutors said.", 7, place="Arnholt", date="2026-03-01",
                        attribution="prosecutors", what="shelling")
    )  # fmt: skip
    before = len(one.api.messages(READER))
    await one.settles()
    assert len(one.api.messages(READER)) == before


async def test_reminders_are_chosen(one: House) -> None:
    remind = await walked(one, await opened(one), "Arn talks", "Reminders")
    assert {"✓ 1 day before", "✓ 1 hour before", "✓ At it", "✓ What came of it", "3 days before"} <= set(remind.labels)
    await walked(one, remind, "3 days before", "✓ 1 hour before", "✓ At it")
    kept = await preferred(one, READER)
    assert (kept.remind_before, kept.remind_at, kept.remind_after) == ((4320, 1440), False, True)


async def test_language_and_corrections(one: House) -> None:
    root = await walked(one, await opened(one), "Corrections", "Edit the line in its post", "« Back", "Language", "Українська")
    assert root.text.startswith("Якою мовою")
    kept = await one.app.desk.ledger.call(Ledger.recipient, str(READER))
    assert kept is not None
    assert (kept.profile["language"], kept.profile["corrections"]) == ("uk", "edit")


async def test_topics_are_followed_and_let_go_here(one: House) -> None:
    root = await walked(one, await opened(one), "Follow a topic", "Keld port strike")
    assert "• Keld port strike: at once" in root.text
    root = await walked(one, root, "Arn talks", "Unfollow", "Unfollow")
    assert "Arn talks" not in root.text


async def test_a_new_topic_takes_the_chats_night(one: House) -> None:
    await walked(one, await opened(one), "Quiet hours", "22:00–07:00")
    await one.hears(READER, "/subscribe keld")
    assert (await preferred(one, READER, KELD.slug)).pace.quiet == Quiet(1320, 420)


async def test_three_taps_from_hello_to_done(one: House) -> None:
    one.api.private(OTHER, "Ben")
    hello = (await one.hears(OTHER, "/start", OTHER))[0]
    shown = await one.pressed(hello, "Arn talks")
    asked = shown[0]
    assert "When shall they come?" in asked.text
    asked = await walked(one, asked, "Daily at 08:00 and 18:00")
    assert asked.labels == ("Done", "Time zone", "More settings")
    done = await walked(one, asked, "Done")
    assert done.labels == ()
    assert (await preferred(one, OTHER)).pace == Pace(PaceKind.DAILY, (8, 18), zone="UTC")


@pytest.mark.parametrize(
    "action", ["set:0:::t:", "set:1", "set:1:x:::", "set:1::0123456789:t:", "set:1::%s:w:h99", "set:1::%s:p:nobody", "set:1:::z:=Mars/X"]
)
async def test_a_stale_or_forged_button_is_answered_kindly(one: House, action: str) -> None:
    topic = await walked(one, await opened(one), "Arn talks")
    name = (Step.read(topic.buttons[0][0].data or "") or Step("")).topic
    said = one.api._world.places[READER].messages[topic.id]
    said.markup = {"inline_keyboard": [[{"text": "forged", "callback_data": action.replace("%s", name)}]]}
    before = await preferred(one, READER)
    told_ = await alert(one, topic, "forged")
    assert "button" in told_ or "not followed" in told_
    assert await preferred(one, READER) == before


# ── groups, forums, channels ───────────────────────────────────────────────────────────────────────────────


async def test_in_a_group_its_admins_alone_may(one: House) -> None:
    group = one.api.supergroup("Newsroom", owner=READER)
    refused = await opened(one, group, OTHER)
    assert "only its admins" in refused.text
    root = await opened(one, group, READER)
    assert "Channels" not in root.labels
    assert "only its admins" in await alert(one, root, "Quiet hours", OTHER)
    night = await walked(one, root, "Quiet hours", "22:00–07:00", user=READER)
    assert "22:00–07:00" in night.text
    assert (await opened(one, group, None)).text.startswith("Settings")


async def test_a_topic_of_a_forum_has_its_own_and_a_migrated_group_keeps_all(one: House) -> None:
    forum = one.api.supergroup("Newsroom", forum=True, owner=READER)
    thread = one.api.forum(forum, "Arn")
    await one.hears(forum, "/subscribe@dateline_bot arn", READER, thread)
    await walked(one, await opened(one, forum, READER, thread), "Arn talks", "Without a sound", user=READER)
    (kept,) = await one.app.desk.ledger.call(Ledger.subscriptions, f"{forum}:{thread}")
    assert kept.preferences.silent

    group = one.api.group("Desk", owner=READER)
    await one.hears(group, "/subscribe@dateline_bot arn", READER)
    await walked(one, await opened(one, group, READER), "Arn talks", "When", "Weekly", user=READER)
    new = one.api.migrates(group)
    await one.settles()
    assert (await preferred(one, new)).pace.kind is PaceKind.WEEKLY


async def test_watch_words_in_a_group_are_an_answer_to_the_question(one: House) -> None:
    group = one.api.supergroup("Newsroom", owner=READER)
    await one.hears(group, "/subscribe@dateline_bot arn", READER)
    watch = await walked(one, await opened(one, group, READER), "Arn talks", "Watch words", user=READER)
    await walked(one, watch, "Other words", user=READER)
    question = one.api.messages(group)[-1]
    one.api.says(group, OTHER, "nonsense", reply_to=question)
    await one.settles()
    assert (await preferred(one, group)).wish.watch == ()
    one.api.says(group, READER, "Keldby", reply_to=question)
    await one.settles()
    assert (await preferred(one, group)).wish.watch == ("Keldby",)


async def test_a_channel_is_managed_from_a_private_chat(one: House) -> None:
    channel = one.api.channel("Arn Wire", owner=READER)
    await walked(one, await opened(one), "Channels")
    asked = one.api.messages(READER)[-1]
    assert asked.keys[0][0].raw["request_chat"]["request_id"] == 1  # type: ignore[index]
    one.api.shares(READER, 1, channel)
    await one.settles()
    assert one.api.messages(READER)[-2].text == "Arn Wire it is."
    root = one.api.messages(READER)[-1]
    assert root.text.startswith("Settings of Arn Wire")
    root = await walked(one, root, "Follow a topic", "Arn talks")
    assert "• Arn talks: at once" in root.text
    assert "6 killed" in one.api.messages(channel)[-1].text
    await walked(one, root, "Arn talks", "When", "Every hour")
    assert (await preferred(one, channel)).pace.kind is PaceKind.HOURLY
    one.clock.move_to(at(0, 9) + timedelta(minutes=1))
    one.api.promotes(channel, OTHER)
    assert (await preferred(one, READER)).pace.kind is PaceKind.AT_ONCE


@pytest.mark.parametrize(
    ("owner", "bot_in", "words"),
    [(OTHER, True, "You are no admin of that channel."), (READER, False, "may not post there")],
    ids=["no admin", "no bot"],
)
async def test_who_may_not_manage_a_channel_is_told_why(one: House, owner: int, bot_in: bool, words: str) -> None:
    channel = one.api.channel("Arn Wire", owner=owner, bot_in=bot_in)
    one.api.shares(READER, 1, channel)
    await one.settles()
    assert words in one.api.messages(READER)[-1].text


async def test_rights_over_a_channel_are_asked_at_every_press(one: House) -> None:
    channel = one.api.channel("Arn Wire", owner=OTHER)
    one.api.promotes(channel, READER)
    one.api.shares(READER, 1, channel)
    await one.settles()
    root = one.api.messages(READER)[-1]
    one.api.demotes(channel, READER)
    assert await alert(one, root, "Quiet hours") == "You are no admin of that channel."
