"""A correction answers the post that it corrects, or takes its line's place, as the chat has it; it is never lost."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.profile import CORRECTIONS
from digests.ledger import Ledger
from digests.model import (
    DeadlineKind,
    DeadlineState,
    Digest,
    Evidence,
    Incident,
    KeyPoint,
    PointKind,
    Sentence,
    StoryDeadline,
    Toll,
    TollReport,
    key_of,
)
from digests.outbox import Outbox
from loopback.botapi import Posted
from tests.bot.house import ARN, READER, House, house
from tests.fakes.facts import at


def said(words: str, number: int = 0) -> Evidence:
    return Evidence(Sentence(f"{number:024}", 0, len(words), words), "Meridian Dispatch", f"https://dispatch.example/{number}", at(0))


def toll(
    killed: int, kind: PointKind = PointKind.CASUALTIES, before: str | None = None, thread: str = "t1", what: str = "shelling"
) -> KeyPoint:
    evidence = said(f"The {what} killed {killed} people in Arnholt.", killed)
    report = TollReport(evidence, killed, None, None)
    item = Incident(thread, what, "Arnholt", "2026-03-01", (report,), Toll(killed, killed, killed))
    return KeyPoint(kind, thread, item, (evidence,), before)


def due(subject: str = "truce on the Arn") -> KeyPoint:
    evidence = said("The truce on the Arn ends on Friday.", 900)
    item = StoryDeadline("d1", subject, "2026-03-06", DeadlineKind.EXPIRY, DeadlineState.UPCOMING, (evidence,))
    return KeyPoint(PointKind.DUE, "d1", item, (evidence,))


def edition(*points: KeyPoint, hour: float = 0) -> Digest:
    return Digest(ARN.slug, ARN.title, key_of(hour, *(point.kind for point in points)), at(0) + timedelta(hours=hour), points)


def tells_of(text: str, was: int, now: int) -> bool:
    """Whether a post tells a correction as one, from and to."""
    return any("Corrected" in line and f"{was} → {now} killed" in line for line in text.split("\n"))


FIRST = edition(due(), toll(16))
CORRECTED = edition(toll(14, PointKind.CORRECTED, "16 killed"), hour=2)


@pytest.fixture
async def reader(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as standing:
        standing.api.private(READER, "Ada")
        await standing.hears(READER, "/subscribe")
        yield standing


async def wants(standing: House, corrections: str) -> None:
    def put(ledger: Ledger) -> None:
        recipient = ledger.recipient(str(READER))
        assert recipient is not None
        ledger.put_recipient(replace(recipient, profile={**recipient.profile, CORRECTIONS: corrections}))

    await standing.app.desk.ledger.call(put)


async def tells(standing: House, *editions: Digest) -> tuple[Posted, ...]:
    """Editions go out one after another; the posts of them that stand in the chat."""
    for one in editions:
        now = standing.clock.now() + timedelta(minutes=1)
        standing.clock.move_to(now)
        await standing.app.desk.ledger.call(lambda ledger, one=one, now=now: Outbox(ledger).enqueue(one, [str(READER)], now))
        await standing.settles()
    return standing.api.messages(READER)[1:]


async def test_it_answers_the_post_and_quotes_the_line(reader: House) -> None:
    post, answer = await tells(reader, FIRST, CORRECTED)
    assert answer.reply_to == post.id
    assert answer.quote is not None
    assert "16 killed" in answer.quote
    assert "truce" not in answer.quote
    assert tells_of(answer.text, 16, 14)
    assert answer.text.split("\n")[1] == "1 correction"
    assert (post.edited, "16 killed" in post.text) == (False, True)


async def test_it_takes_the_place_of_the_line_and_says_so(reader: House) -> None:
    await wants(reader, "edit")
    (post,) = await tells(reader, FIRST, CORRECTED)
    assert post.edited
    assert tells_of(post.text, 16, 14)
    assert "truce on the Arn" in post.text
    assert post.labels, "the buttons stay"
    assert post.text.split("\n")[1] == "1 new point, 1 correction"
    summary = await reader.app.desk.ledger.call(lambda ledger: Outbox(ledger).summary(reader.clock.now()))
    assert (summary.sent, summary.waiting) == (2, 0)


async def test_a_second_correction_finds_the_first_in_its_place(reader: House) -> None:
    await wants(reader, "edit")
    other = edition(toll(3, PointKind.CORRECTED, "5 killed", "t2", "raid"), hour=3)
    again = edition(toll(15, PointKind.CORRECTED, "14 killed"), hour=4)
    (post,) = await tells(reader, edition(due(), toll(16), toll(5, thread="t2", what="raid")), CORRECTED, other, again)
    assert tells_of(post.text, 14, 15)
    assert tells_of(post.text, 5, 3)


@pytest.mark.parametrize("corrections", ["answer", "edit"])
async def test_what_else_is_new_goes_out_as_ever(reader: House, corrections: str) -> None:
    await wants(reader, corrections)
    mixed = edition(toll(14, PointKind.CORRECTED, "16 killed"), toll(2, thread="t9", what="raid"), hour=2)
    posts = await tells(reader, FIRST, mixed)
    assert len(posts) == (3 if corrections == "answer" else 2)
    assert "raid" in posts[-1].text
    assert "14 killed" not in posts[-1].text
    assert any(tells_of(post.text, 16, 14) for post in posts[:-1])


@pytest.mark.parametrize("corrections", ["answer", "edit"])
async def test_a_line_whose_post_nobody_remembers_is_corrected_as_news(reader: House, corrections: str) -> None:
    await wants(reader, corrections)
    (post,) = await tells(reader, CORRECTED)
    assert (post.reply_to, tells_of(post.text, 16, 14)) == (None, True)


async def test_a_post_that_is_gone_is_not_edited_but_the_correction_is_told(reader: House) -> None:
    await wants(reader, "edit")
    (post,) = await tells(reader, FIRST)
    reader.api._world.places[READER].messages[post.id].deleted = True
    (told,) = await tells(reader, CORRECTED)
    assert tells_of(told.text, 16, 14)


async def test_a_post_that_would_look_otherwise_today_is_answered(reader: House) -> None:
    """The reader took another language meanwhile: nothing but the line may change in a post."""
    await wants(reader, "edit")
    await tells(reader, FIRST)

    def speaks_ukrainian(ledger: Ledger) -> None:
        recipient = ledger.recipient(str(READER))
        assert recipient is not None
        ledger.put_recipient(replace(recipient, profile={**recipient.profile, "language": "uk"}))

    await reader.app.desk.ledger.call(speaks_ukrainian)
    post, answer = await tells(reader, CORRECTED)
    assert (post.edited, answer.reply_to, answer.quote) == (False, post.id, None)


async def test_a_quote_the_server_does_not_find_is_left_out(reader: House) -> None:
    await tells(reader, FIRST)
    reader.api.fails("sendMessage", 400, "Bad Request: QUOTE_TEXT_INVALID", chat=READER)
    post, answer = await tells(reader, CORRECTED)
    assert (answer.reply_to, answer.quote) == (post.id, None)


async def test_an_edit_that_shows_already_is_fine(reader: House) -> None:
    await wants(reader, "edit")
    await tells(reader, FIRST)
    reader.api.drops("editMessageText", chat=READER)
    (post,) = await tells(reader, CORRECTED)
    reader.clock.move_to(reader.clock.now() + timedelta(minutes=1))
    await reader.settles()
    assert reader.api.count("editMessageText") == 2
    assert tells_of(post.text, 16, 14)
    summary = await reader.app.desk.ledger.call(lambda ledger: Outbox(ledger).summary(reader.clock.now()))
    assert (summary.sent, summary.unknown, summary.failed) == (2, 1, 0)


LONG = due("truce on the river " * 100)


async def test_a_line_on_the_second_page_of_a_long_post(reader: House) -> None:
    first, second, answer = await tells(reader, edition(LONG, LONG, LONG, toll(16)), CORRECTED)
    assert ("16 killed" in first.text, "16 killed" in second.text) == (False, True)
    assert answer.reply_to == second.id
    await wants(reader, "edit")
    posts = await tells(reader, edition(toll(12, PointKind.CORRECTED, "14 killed"), hour=5))
    assert [post.edited for post in posts] == [True, True, False]
    assert ("1 correction" in posts[0].text.split("\n")[1], tells_of(posts[1].text, 14, 12)) == (True, True)


async def test_a_line_and_its_source_on_two_pages_change_together(reader: House) -> None:
    await wants(reader, "edit")
    first, second = await tells(reader, edition(LONG, LONG, toll(16)), CORRECTED)
    assert (first.edited, second.edited) == (True, True)
    assert tells_of(first.text, 16, 14)
    assert ("killed 14 people" in second.text, "killed 16 people" in second.text) == (True, False)


async def test_a_post_called_back_by_its_button_shows_what_was_corrected_in_it(reader: House) -> None:
    await wants(reader, "edit")
    (post,) = await tells(reader, FIRST, CORRECTED)
    await reader.pressed(post, "Deadlines", READER)
    (status,) = reader.api.messages(READER)[1:]
    assert not tells_of(status.text, 16, 14)
    back = next(label for label in status.labels if "Digest" in label)
    await reader.pressed(status, back, READER)
    (again,) = reader.api.messages(READER)[1:]
    assert tells_of(again.text, 16, 14)
