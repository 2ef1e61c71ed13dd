"""Pictures and files as a chat gets them, from the typed command to what stands there."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
import vobject
from PIL import Image

from bot.pictures.plan import Card, Positions
from bot.pictures.planning import positions, timeline
from bot.pictures.studio import Studio
from bot.profile import PICTURES
from bot.render import View
from bot.render.calendar import calendar_page
from bot.settings import Settings
from bot.web.addresses import calendar_address
from digests.ledger import Ledger
from digests.model import Recipient, Topic
from digests.story import tell
from loopback.botapi import LOOPBACK_TOKEN, Posted
from tests.bot.house import READER, House, house
from tests.fakes.facts import Told, at, told

CARD = Card("Arn talks", "Talks in Velden", "Sun 8 Mar", "in 3 days", "", "Says the mediator", "Now")


def first_day() -> Told:
    sentence = "Four people were killed when shells fell on a market in Sorrel on Sunday, the mayor said."
    return (
        told(0, 8)
        .due("Talks on the river open in Velden on Sunday, the mediator said.", "2026-03-08", "talks on the river in Velden")
        .toll(sentence, 4, place="Sorrel", date="2026-03-01", what="shells fell on a market", attribution="the mayor")
        .holds(
            "Arnland demands that Keldovia reopen the bridge, its minister said.", "Arnland", "demands", "that Keldovia reopen the bridge"
        )
        .holds("Keldovia rejects the plan for a joint patrol, its envoy said.", "Keldovia", "rejects", "the plan for a joint patrol")
    )


def second_day() -> Told:
    sentence = "The toll of Sunday's shelling of a market in Sorrel has risen to six, the hospital said."
    return (
        told(1, 7, outlet="Harbour Wire")
        .toll(sentence, 6, place="Sorrel", date="2026-03-01", what="shelling of a market", attribution="the hospital")
        .due(
            "Talks on the river in Velden were moved to Tuesday, the mediator said.",
            "2026-03-10",
            "talks on the river in Velden",
            status="extended",
            earlier="2026-03-08",
        )
    )


@pytest.fixture
async def one(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as standing:
        standing.api.private(READER, "Ada")
        yield standing


def size(message: Posted) -> tuple[int, int]:
    assert message.file is not None
    return Image.open(BytesIO(message.file)).size


async def test_the_timeline_is_a_picture_whose_caption_says_the_same(one: House) -> None:
    await one.files(first_day(), second_day())
    one.clock.move_to(one.clock.now() + timedelta(days=1))
    (shown,) = await one.hears(READER, "/timeline")
    assert shown.kind == "photo"
    assert size(shown)[0] == 1080
    for words in ("Tue 10 Mar: Talks on the river in Velden (moved from Sun 8 Mar", "Now · Tue 3 Mar", "killed: shell"):
        assert words in shown.text


async def test_a_toll_that_went_some_way_comes_with_a_chart_and_one_that_did_not_in_words(one: House) -> None:
    await one.files(first_day())
    (words,) = await one.hears(READER, "/casualties")
    assert words.kind == "text"
    assert "Chart" not in words.labels
    await one.files(second_day())
    one.clock.move_to(one.clock.now() + timedelta(days=1))
    (chart,) = await one.hears(READER, "/casualties")
    assert chart.kind == "photo"
    assert chart.text.startswith("Casualties in Arn talks")
    assert "Chart" not in chart.labels


async def test_the_chart_is_asked_for_by_a_button_too(one: House) -> None:
    await one.files(first_day(), second_day())
    one.clock.move_to(one.clock.now() + timedelta(days=1))
    (status,) = await one.hears(READER, "/status")
    shown = await one.pressed(status, "Casualties")
    assert (shown[-1].kind, "Chart" in shown[-1].labels) == ("text", True)
    assert (await one.pressed(shown[-1], "Chart"))[-1].kind == "photo"


async def test_positions_are_a_table_with_their_words(one: House) -> None:
    await one.files(first_day())
    (shown,) = await one.hears(READER, "/positions")
    assert shown.kind == "photo"
    assert "Keldovia" in shown.text


def test_an_issue_that_is_the_rest_of_a_sentence_heads_its_rows_as_that() -> None:
    told_table = positions(tell("arn-talks", [first_day().reading()], at(1)), "Arn talks", View(at(1)))
    assert isinstance(told_table.plan, Positions)
    assert {block.issue for block in told_table.plan.blocks} == {"… that Keldovia reopen the bridge", "The plan for a joint patrol"}
    assert "… that Keldovia reopen the bridge\n• Arnland demands" in told_table.caption.plain


async def test_a_card_is_passed_on_by_its_button(one: House) -> None:
    await one.files(first_day())
    card, *_ = await one.hears(READER, "/card")
    assert (card.kind, card.labels) == ("photo", ("Share",))
    assert "Sun 8 Mar" in card.text


async def test_the_calendar_file_opens_elsewhere(one: House) -> None:
    await one.files(first_day())
    (file,) = await one.hears(READER, "/calendar")
    assert (file.kind, file.file_name) == ("document", "arn-talks.ics")
    assert file.file is not None
    assert vobject.readOne(file.file.decode()).vevent.summary.value == "Talks on the river in Velden"
    assert "1 deadline of Arn talks for your calendar" in file.text


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("/timeline", "No day of it is known yet"),
        ("/card", "No day ahead is known"),
        ("/calendar", "No day is known yet"),
        ("/week", "within a week"),
    ],
)
async def test_a_story_with_nothing_to_show_says_so(one: House, command: str, words: str) -> None:
    (answer,) = await one.hears(READER, command)
    assert words in answer.text


async def test_a_week_tells_what_was_due_and_how_tolls_went(one: House) -> None:
    await one.files(first_day(), second_day())
    one.clock.move_to(one.clock.now() + timedelta(days=1))
    (week,) = await one.hears(READER, "/week")
    assert week.kind == "photo"
    assert "The next seven days\n• Tue 10 Mar: Talks on the river in Velden" in week.text


async def test_a_chat_that_set_dark_gets_its_pictures_dark(one: House) -> None:
    await one.files(first_day())
    light, *_ = await one.hears(READER, "/card")
    await one.app.desk.ledger.call(Ledger.put_recipient, Recipient(str(READER), one.clock.now(), profile={PICTURES: "dark"}))
    dark, *_ = await one.hears(READER, "/card")
    grounds = [Image.open(BytesIO(card.file or b"")).convert("RGB").getpixel((1079, 0)) for card in (light, dark)]
    assert grounds == [(255, 255, 255), (23, 33, 43)]


async def test_where_nothing_can_be_drawn_the_words_go_out(one: House) -> None:
    one.app.desk.studio = Studio(command=(sys.executable, "-c", "raise SystemExit(3)"))
    await one.files(first_day())
    card, *_ = await one.hears(READER, "/card")
    assert card.kind == "text"
    assert "Sun 8 Mar" in card.text


async def test_a_chat_that_takes_no_pictures_gets_the_words(one: House) -> None:
    await one.files(first_day())
    one.api.fails("sendPhoto", 400, "Bad Request: not enough rights to send photos to the chat")
    card, *_ = await one.hears(READER, "/card")
    assert (card.kind, "Sun 8 Mar" in card.text) == ("text", True)


async def test_a_renderer_that_dies_is_started_anew() -> None:
    studio = Studio()
    try:
        first = await studio.draw(CARD)
        assert studio.process is not None
        studio.process.kill()
        await studio.process.wait()
        assert await studio.draw(CARD, "dark") is not None
        assert await studio.draw(CARD) is first  # what was drawn is kept
    finally:
        await studio.close()


async def test_a_renderer_that_never_answers_is_given_up() -> None:
    studio = Studio(patience=0.2, command=(sys.executable, "-c", "import sys; sys.stdin.read()"))
    assert await studio.draw(CARD) is None
    assert studio.process is None


def test_a_calendar_is_subscribed_to_where_the_page_is_on_and_its_address_known() -> None:
    base = {"TELEGRAM_BOT_TOKEN": LOOPBACK_TOKEN, "DATELINE_API_BASE_URL": "http://127.0.0.1:1", "DATELINE_LISTEN": "127.0.0.1:8080"}
    page = {"DATELINE_WEB_TOKEN": "a-token-of-some-length"}
    hook = {"DATELINE_WEBHOOK_URL": "https://bot.example.org"}
    known, hidden, alone = (Settings.model_validate({**base, **more}) for more in ({**page, **hook}, page, hook))
    assert calendar_address(known, "arn-talks").startswith("https://bot.example.org/desk/calendar/arn-talks/")
    assert calendar_address(known, "arn-talks") != calendar_address(known, "keld-strike")
    assert (calendar_address(hidden, "arn-talks"), calendar_address(alone, "arn-talks")) == ("", "")
    story = tell("arn-talks", [first_day().reading()], at(1))
    (told_page,) = calendar_page(story, Topic("arn-talks", "Arn talks"), View(at(1)), calendar_address(known, "arn-talks"))
    assert told_page.buttons[0][0].url == calendar_address(known, "arn-talks")


def test_a_known_hour_stands_on_the_timeline() -> None:
    article = told(0, 8).due(
        "Talks open in Velden on Sunday at 10 a.m. Kyiv time.", "2026-03-08", "talks in Velden", time="10:00", timezone="Europe/Kyiv"
    )
    shown = timeline(tell("arn-talks", [article.reading()], at(1)), "Arn talks", View(at(1)))
    assert "Sun 8 Mar: Talks in Velden (08:00 UTC · " in shown.caption.plain
