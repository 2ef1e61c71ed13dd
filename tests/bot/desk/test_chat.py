"""Running the desk in a chat: every act as an admin types it or presses it, and wrong input at each."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from digests.errors import FetchError
from digests.ledger import Ledger
from loopback.botapi import Posted
from tests.bot.house import ADMIN, KELD, OTHER, READER, House, first_day, house
from tests.fakes.facts import told


class Wire:
    """A wire on which the addresses that were set answer."""

    def __init__(self) -> None:
        self.answers: dict[str, bytes] = {}

    async def get(self, url: str, etag: str | None = None, modified: str | None = None) -> object:
        if url not in self.answers:
            raise FetchError(url, "nobody answers here")
        return _Answer(url, self.answers[url])


class _Answer:
    not_modified, etag, modified, retry_after, content_type = False, None, None, None, "application/rss+xml"
    max_age, moved_to = None, None

    def __init__(self, url: str, body: bytes) -> None:
        self.url = self.at = url
        self.body = body


RSS = """<rss version="2.0"><channel><title>Keld Gazette</title><language>en</language>
<item><guid>1</guid><title>Talks on the Arn</title><pubDate>Mon, 02 Mar 2026 07:00:00 GMT</pubDate>
<description>The truce holds.</description></item>
<item><guid>2</guid><title>Rain</title><pubDate>Mon, 02 Mar 2026 06:00:00 GMT</pubDate><description>It rains.</description></item>
</channel></rss>"""


@pytest.fixture
async def one(tmp_path: Path) -> AsyncIterator[House]:
    async with house(
        tmp_path, topics=(replace(KELD, slug="arn-talks", title="Arn talks", any=("Arn",)), KELD), wire=(wire := Wire())
    ) as standing:
        wire.answers["https://gazette.example/rss"] = RSS.encode()
        for person, name in ((ADMIN, "Grace"), (READER, "Ada"), (OTHER, "Eve")):
            standing.api.private(person, name)
        yield standing


async def does(one: House, text: str, user: int = ADMIN) -> str:
    """What an admin is answered in private."""
    return "\n".join(message.text for message in await one.hears(user, text, user))


def buttons(message: Posted) -> list[str]:
    return [button.text for row in message.buttons for button in row]


async def last(one: House, user: int = ADMIN) -> Posted:
    return one.api.messages(user)[-1]


async def test_a_feed_is_looked_at_before_it_is_taken_on(one: House) -> None:
    assert "Which" not in await does(one, "/feeds add gazette.example/rss")
    asked = await last(one)
    assert "Take on Keld Gazette?" in asked.text
    assert "It would bring to: Arn talks 1" in asked.text
    assert buttons(asked) == ["Take it on", "Leave it"]
    await one.pressed(asked, "Take it on", ADMIN)
    page = await last(one)
    assert "Keld Gazette was taken on" in page.text
    assert buttons(page)[:2] == ["Test", "Pause"]
    assert "reads this feed already, as Keld Gazette" in await does(one, "/feeds add https://gazette.example/rss")


async def test_what_is_left_is_left(one: House) -> None:
    await does(one, "/feeds add gazette.example/rss")
    await one.pressed(await last(one), "Leave it", ADMIN)
    assert (await last(one)).text == "Left as it is."
    assert len(await one.app.desk.ledger.call(Ledger.feeds)) == 1


async def test_a_feed_is_managed_by_its_buttons(one: House) -> None:
    await does(one, "/feeds")
    await one.pressed(await last(one), "1 · Dispatch", ADMIN)
    for button, words in (
        ("Pause", "rests now"),
        ("Resume", "is read again"),
        ("Full text off", "full text: off"),
        ("Trust low", "trust: low"),
    ):
        await one.pressed(await last(one), button, ADMIN)
        assert words in (await last(one)).text, button
    await one.pressed(await last(one), "Test", ADMIN)
    assert "Nobody answers here" in (await last(one)).text
    await does(one, "/feeds remove dispatch")
    await one.pressed(await last(one), "Remove it", ADMIN)
    assert "Dispatch was removed" in (await last(one)).text
    assert "reads no feeds yet" in await does(one, "/feeds")


WRONG = {
    "/feeds remove nowhere": "There is no feed like “nowhere” here.",
    "/feeds remove 9": "There is no feed 9; they are numbered 1 to 1.",
    "/feeds trust 1 high": "Trust is normal or low, not “high”.",
    "/feeds add not an address at all": "“not” is no web address",
    "/feeds add nowhere.example/rss": "Nobody answers here.",
    "/feeds paus 1": "feeds has no “paus”; did you mean “pause”?",
    "/feeds fulltext 1 on please": "no feed like “1 on”",
    "/topics archive moon": "There is no topic like “moon”; there are arn-talks, keld-strike.",
    "/topics merge arn-talks arn-talks": "A topic cannot become part of itself.",
    "/topics try ,": "Give at least one term",
    "/topics nonsense": "topics has no “nonsense”",
    "/chats block ada": "“ada” is no chat's id",
    "/chats limit 7 many": "“many” is no number of posts a day",
    "/chats show 12345": "The desk knows no chat 12345",
    "/chats block 900": "That is an owner of this desk",
    "/people add ada editor": "“ada” is no numeric id",
    "/people add 12 king": "A role is owner or editor, not “king”",
    "/people add 900 editor": "DATELINE_ADMINS",
    "/people remove 12": "Is nobody of the desk",
    "/desk release": "The desk is not held.",
    "/desk preview moon": "There is no topic like “moon”",
    "/desk nonsense": "desk has no “nonsense”",
}


@pytest.mark.parametrize("typed", WRONG)
async def test_wrong_input_is_answered_in_plain_words(one: House, typed: str) -> None:
    answer = await does(one, typed)
    assert WRONG[typed].lower() in answer.lower()


async def test_a_topic_is_made_by_talking(one: House) -> None:
    await one.files(told(0, 8).due("The Keld council meets on Friday.", "2026-03-06", "Keld council"))
    assert "What is its title?" in await does(one, "/newtopic")
    assert "Which terms?" in await does(one, "Keld council")
    answer = await does(one, "Keld, council, at least 2")
    assert "It would have matched 1 of the last week’s 1 article" in answer
    await one.pressed(await last(one), "Create it", ADMIN)
    assert "Keld council was created" in (await last(one)).text
    topic = await one.app.desk.ledger.call(Ledger.topic, "keld-council")
    assert topic is not None
    assert (topic.title, topic.any, topic.at_least) == ("Keld council", ("Keld", "council"), 2)
    assert len(await one.app.desk.ledger.call(Ledger.readings, "keld-council")) == 1


async def test_a_talk_can_be_broken_off_and_is_forgotten_with_time(one: House) -> None:
    await does(one, "/newtopic")
    await one.pressed(await last(one), "Cancel", ADMIN)
    assert "I answer to commands" in await does(one, "Keld council")
    await does(one, "/newtopic")
    one.clock.move_to(one.clock.now() + timedelta(hours=1))
    assert "I answer to commands" in await does(one, "Keld council")


async def test_a_title_and_terms_in_one_line(one: House) -> None:
    answer = await does(one, "/topics new Keld port council: Keld, council")
    assert "New topic: Keld port council" in answer
    assert "Terms: Keld, council" in answer


async def test_a_paused_topic_posts_nothing_and_catches_up_when_resumed(one: House) -> None:
    await one.hears(READER, "/subscribe arn", READER)
    assert "Arn talks is paused now" in await does(one, "/topics pause arn")
    await one.files(first_day())
    await one.settles()
    assert len(one.api.messages(READER)) == 1
    await does(one, "/topics resume arn")
    await one.settles()
    assert "Truce on the Arn" in (await last(one, READER)).text


async def test_a_merge_tells_nobody_twice(one: House) -> None:
    await one.files(first_day())
    await one.hears(READER, "/subscribe arn", READER)
    before = len(one.api.messages(READER))
    await does(one, "/topics merge arn-talks keld-strike")
    await one.pressed(await last(one), "Merge them", ADMIN)
    assert "Arn talks is part of Keld port strike now" in (await last(one)).text
    assert len(one.api.messages(READER)) == before
    assert "Keld port strike" in await does(one, "/topics", READER)
    assert "Arn talks" not in await does(one, "/topics", READER)


async def test_a_held_desk_keeps_posts_and_lets_them_go(one: House) -> None:
    await one.hears(READER, "/subscribe arn", READER)
    assert "The desk is held." in await does(one, "/desk hold a doubtful toll")
    await one.files(first_day())
    await one.settles()
    assert len(one.api.messages(READER)) == 1
    assert "HELD since Mon 2 Mar, 09:00 UTC by chat:900: a doubtful toll" in await does(one, "/desk")
    assert "1 post that waited goes out now" in await does(one, "/desk release")
    assert "Truce on the Arn" in (await last(one, READER)).text


async def test_a_preview_shows_the_post_and_posts_nothing_until_told_to(one: House) -> None:
    assert "Nobody follows it, and nothing worth a post is known" in await does(one, "/desk preview arn")
    await one.hears(READER, "/subscribe arn", READER)
    await does(one, "/topics pause arn")
    await one.files(first_day())
    told_, post = await one.hears(ADMIN, "/desk preview arn", ADMIN)
    assert "1 chat would be posted something new" in told_.text
    assert "Truce on the Arn" in post.text
    assert len(one.api.messages(READER)) == 1
    await one.pressed(told_, "Post now", ADMIN)
    assert (await last(one, READER)).text == post.text
    assert "Nothing new on Arn talks for anybody" in await does(one, "/desk post arn")


async def test_an_editor_does_the_desks_work_and_not_the_owners(one: House) -> None:
    assert "This is for the people who run the desk. Your id is 8" in await does(one, "/desk", OTHER)
    assert "8 is an editor now" in await does(one, "/people add 8 editor")
    assert "The desk" in await does(one, "/desk", OTHER)
    for typed in ("/people add 7 owner", "/chats block 7", "/chats limit 7 1"):
        assert await does(one, typed, OTHER) == "Only an owner of the desk does that."
    assert "/feeds" in await does(one, "/help", OTHER)
    assert "8 is nobody of the desk any more" in await does(one, "/people remove 8")
    assert "This is for the people who run the desk" in await does(one, "/feeds", OTHER)


async def test_a_stranger_presses_an_admins_button_in_vain(one: House) -> None:
    group = one.api.supergroup("Newsroom", owner=ADMIN)
    (asked,) = await one.hears(group, "/feeds remove dispatch", ADMIN)
    await one.pressed(asked, "Remove it", OTHER)
    assert one.api.messages(group)[-1].text == asked.text
    assert len(await one.app.desk.ledger.call(Ledger.feeds)) == 1


async def test_in_a_group_what_is_missing_is_asked_for_in_one_line(one: House) -> None:
    group = one.api.supergroup("Newsroom", owner=ADMIN)
    (answer,) = await one.hears(group, "/newtopic@dateline_bot", ADMIN)
    assert "give all at once: /topics new TITLE TERMS" in answer.text


async def test_a_blocked_chat_is_neither_answered_nor_posted_to(one: House) -> None:
    await one.hears(READER, "/subscribe arn", READER)
    await does(one, f"/chats block {READER} spam")
    await one.pressed(await last(one), "Block it", ADMIN)
    await one.files(first_day())
    assert await one.hears(READER, "/status", READER) == ()
    await does(one, f"/chats unblock {READER}")
    await one.settles()
    assert "Truce on the Arn" in (await last(one, READER)).text


async def test_a_limited_chat_gets_the_rest_with_a_later_post(one: House) -> None:
    await one.files(first_day())
    await one.hears(READER, "/subscribe arn", READER)
    await does(one, f"/chats limit {READER} 1")
    await one.files(told(0, 8, "Keld Gazette").due("Talks on the Arn begin on Sunday, envoys said.", "2026-03-08", "talks on the Arn"))
    before = len(one.api.messages(READER))
    await one.settles()
    assert len(one.api.messages(READER)) == before
    await does(one, f"/chats limit {READER} none")
    await one.settles()
    assert "Talks on the Arn" in (await last(one, READER)).text


async def test_feeds_are_handed_out_as_a_file(one: House) -> None:
    assert "The desk’s 1 feed, for any feed reader." in await does(one, "/feeds export")
    assert (await last(one)).kind == "document"


async def test_every_act_is_in_the_log_with_who_did_it(one: House) -> None:
    assert "Nothing was done at this desk yet" in await does(one, "/audit")
    await does(one, "/people add 8 editor")
    await does(one, "/feeds pause 1", OTHER)
    answer = await does(one, "/audit")
    assert answer.index("chat:8 · feeds pause") < answer.index("chat:900 · people add · 8 · editor")
    assert "people add" not in await does(one, "/audit feeds")
    assert await does(one, "/audit zzz") == "No act at this desk matches “zzz”"


async def test_trouble_and_figures_are_told(one: House) -> None:
    await does(one, "/refresh")
    assert "Feed that cannot be read · nobody answers here" in await does(one, "/desk errors")
    await one.files(first_day())
    assert "1 article, read into 1 deadline, 1 casualty report and 1 position" in await does(one, "/desk statistics")
    assert (await last(one)).kind == "photo"


async def test_a_broadcast_names_the_number_of_chats_and_goes_out_once(one: House) -> None:
    assert "nobody would get it" in await does(one, "/desk broadcast We are back.")
    for reader in (READER, OTHER):
        await one.hears(reader, "/subscribe arn", reader)
    await does(one, "/desk broadcast We are back: the feeds were silent since noon.")
    asked = await last(one)
    assert "Send this to 2 chats?" in asked.text
    assert buttons(asked) == ["Send it to 2 chats", "Leave it"]
    assert len(one.api.messages(READER)) == 1
    await one.pressed(asked, "Send it to 2 chats", ADMIN)
    assert (await last(one, READER)).text == "We are back: the feeds were silent since noon."
    assert len(one.api.messages(READER)) == 2
    await does(one, "/people add 8 editor")
    assert "Only an owner" in await does(one, "/desk broadcast Hello", OTHER)


# ── key points ─────────────────────────────────────────────────────────────────────────────────────────────


async def key_of_kind(one: House, words: str) -> str:
    """The short name of the key point that holds some words."""
    answer = await does(one, "/facts arn-talks")
    (found,) = [part for part in answer.splitlines() if words in part]
    return found.split()[1]


async def test_a_hidden_key_point_is_told_to_nobody_and_comes_back_when_undone(one: House) -> None:
    await one.files(first_day())
    key = await key_of_kind(one, "Truce on the Arn")
    assert "Why?" in await does(one, f"/facts hide arn-talks {key}")
    assert "Kept as ruling 1" in await does(one, "a rumour, says the wire itself")
    assert "No day ahead is known" in await does(one, "/deadline arn", READER)
    assert "hidden · truce on the Arn 2026-03-06 · a rumour, says the wire itself · chat:900" in await does(one, "/facts rulings")
    await does(one, "/facts undo 1")
    assert "Truce on the Arn" in await does(one, "/deadline arn", READER)


async def test_a_correction_is_told_to_those_who_were_told_wrong_and_named_the_desks(one: House) -> None:
    await one.files(first_day())
    await one.hears(READER, "/subscribe arn", READER)
    key = await key_of_kind(one, "6 killed")
    assert "Corrected" in await does(one, f"/facts correct arn-talks {key} killed 4 the mayor was misquoted")
    post = (await last(one, READER)).text
    assert "Corrected. Shelling, Arnholt, Sun 1 Mar: 6 → 4 killed" in post
    assert "corrected by the desk (was 6 killed): the mayor was misquoted" in post
    assert "Corrected by the desk: killed 6 → 4 (the mayor was misquoted)" in await does(one, f"/facts show arn-talks {key}")
    due = await key_of_kind(one, "Truce on the Arn")
    await does(one, f"/facts correct arn-talks {due} date 2026-03-07 the text says Saturday")
    post = (await last(one, READER)).text
    assert "Corrected. Truce on the Arn: until Fri 6 Mar → Sat 7 Mar, in 5 days (the desk) · " in post
    assert "corrected by the desk (was Fri 6 Mar): the text says Saturday" in post


async def test_what_cannot_be_used_in_a_talk_is_asked_for_again(one: House) -> None:
    await does(one, "/newtopic")
    await does(one, "Keld council")
    assert "Give at least one term" in await does(one, " , ")
    assert "New topic: Keld council" in await does(one, "Keld, council")


async def test_the_fields_of_a_key_point_are_offered_as_buttons_whatever_its_topics_name(one: House) -> None:
    long = "Talks on the Arn, the Keld and Velden"
    await does(one, f"/topics new {long}: Arn")
    await one.pressed(await last(one), "Create it", ADMIN)
    await one.files(first_day(), topic="talks-on-the-arn-the-keld-and-ve")
    answer = await does(one, "/facts talks-on-the-arn-the-keld-and-ve")
    key = next(part for part in answer.splitlines() if "Truce" in part).split()[1]
    await does(one, f"/facts show talks-on-the-arn-the-keld-and-ve {key}")
    await one.pressed(await last(one), "Correct", ADMIN)
    assert buttons(await last(one))[:4] == ["date", "time", "timezone", "subject"]
    await one.pressed(await last(one), "attribution", ADMIN)
    assert "What is it?" in (await last(one)).text
    await does(one, "the envoys")
    assert "Corrected: truce on the Arn" in await does(one, "the outlet mixed them up")


async def test_tellings_are_parted_joined_and_pinned_by_their_names(one: House) -> None:
    await one.files(
        told(0, 8).due("The truce on the Arn ends on Friday, mediators said.", "2026-03-06", "truce on the Arn", "expiry"),
        told(0, 8, "Keld Gazette").due("The truce on the Arn ends on Monday, envoys said.", "2026-03-09", "truce on the Arn", "expiry"),
    )
    key = await key_of_kind(one, "Truce on the Arn")
    assert "Kept as ruling" in await does(one, f"/facts different arn-talks {key} 2 two truces")
    answer = await does(one, "/deadline arn", READER)
    assert "Fri 6 Mar" in answer
    assert "1. " in answer
    assert "2. " in answer
    keys = [part.split()[1] for part in (await does(one, "/facts arn-talks")).splitlines() if "Truce" in part]
    assert len(keys) == 2
    await does(one, "/facts undo 1")
    assert "Pinned" in await does(one, f"/facts pin arn-talks {key}")
    assert "Pinned: told first." in await does(one, f"/facts show arn-talks {key}")


WRONG_FACTS = {
    "/facts moon": "There is no topic like “moon”",
    "/facts show arn-talks #ffff": "There is no key point “#ffff” in this story",
    "/facts undo 9": "No ruling 9 stands",
    "/facts undo nine": "“nine” is no number of a ruling",
    "/facts correct arn-talks KEY killed many because": "“many” is no count",
    "/facts correct arn-talks KEY colour red because": "Of an incident these can be put right: killed",
    "/facts correct arn-talks KEY killed 6 because": "Its killed is 6 already",
    "/facts same arn-talks KEY KEY": "That is one key point",
    "/facts different arn-talks KEY 7": "It has one telling; there is nothing to part",
    "/facts hide arn-talks KEY " + "x" * 300: "The reason is longer than 200 letters",
}


@pytest.mark.parametrize("typed", WRONG_FACTS)
async def test_wrong_words_on_key_points_are_answered_plainly(one: House, typed: str) -> None:
    await one.files(first_day())
    key = await key_of_kind(one, "6 killed")
    assert WRONG_FACTS[typed] in await does(one, typed.replace("KEY", key))
    assert await one.app.desk.ledger.call(Ledger.rulings) == ()


async def test_a_past_day_is_read_again_and_taken_over_when_confirmed(one: House) -> None:
    reading = told(0, 7).due("The truce on the Arn ends on March 9, envoys said.", "2026-03-08", "truce on the Arn", "expiry").reading()
    await one.app.desk.ledger.call(Ledger.file, [reading.article], reading.learned)
    await one.app.desk.ledger.call(Ledger.keep, reading.article, reading.facts, ("arn-talks",), reading.learned, reading.publisher)
    assert "is no day" in await does(one, "/desk reread yesterday")
    answer = await does(one, "/desk reread 2026-03-02")
    assert "1 read differently" in answer
    assert "2026-03-09" in answer
    assert "Take it over" in [button for message in one.api.messages(ADMIN) for button in buttons(message)]
    kept = await one.app.desk.ledger.call(Ledger.reading, reading.article.key)
    assert kept is not None
    assert [fact.date for fact in kept.facts.deadlines] == ["2026-03-08"]


async def test_the_desk_speaks_the_language_of_who_asks_and_logs_in_its_own(one: House) -> None:
    one.api.private(ADMIN, "Галина", "uk")
    (status,) = await one.hears(ADMIN, "/desk", ADMIN)
    assert status.text.startswith("Редакція\nДописи виходять одразу.")
    assert "Справних стрічок" in status.text
    (held,) = await one.hears(ADMIN, "/desk hold перевірка", ADMIN)
    assert "ЗУПИНЕНО від" in held.text
    assert "перевірка" in held.text
    (topic,) = await one.hears(ADMIN, "/topics pause arn-talks", ADMIN)
    assert topic.text.startswith("Тему «Arn talks» призупинено.")
    (refused,) = await one.hears(READER, "/desk", READER)
    assert refused.text.startswith("This is for the people who run the desk.")
    assert [act.act for act in await one.app.desk.ledger.call(Ledger.audit)] == ["topics pause", "desk hold"]
