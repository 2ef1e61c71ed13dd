"""Rich messages where the server knows them; the HTML page wherever anything is against it."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.profile import RICH
from bot.render.markup import timeless
from bot.render.page import paginate
from bot.render.styled import Line
from digests.ledger import Ledger
from digests.model import Recipient
from loopback.botapi.rich import parse_rich
from tests.bot.house import READER, first_day, house
from tests.bot.render.test_page import lines, squeezed
from tests.fakes.facts import at


@settings(max_examples=150, deadline=None)
@given(st.lists(lines, max_size=12), st.integers(20, 300))
def test_whatever_is_laid_onto_a_page_its_blocks_are_sound_and_lose_nothing(given_lines: list[Line], limit: int) -> None:
    for page in paginate(given_lines, limit=limit):
        if page.rich:
            told = squeezed(parse_rich(page.rich).replace("•", ""))
            assert told == squeezed(page.plain.replace("•", "")) or "https://" in page.plain


async def test_a_digest_goes_out_in_blocks_and_is_turned_as_such(tmp_path: Path) -> None:
    async with house(tmp_path, rich=True) as standing:
        standing.api.private(READER, "Ada")
        await standing.files(first_day())
        answer, digest = await standing.hears(READER, "/subscribe")
        assert not answer.rich
        assert digest.rich
        assert (digest.html or "").startswith('<h3><b>Arn talks</b> · <tg-time unix="')
        assert "<h4><b>⏳ Deadlines</b></h4><ul><li><p>Truce on the Arn: until <b>Fri 6 Mar</b>" in (digest.html or "")
        assert "<details><summary><b>Sources</b>: 3 sentences" in (digest.html or "")
        assert digest.labels == ("Deadlines", "Casualties", "Positions", "Sources", "Settings")
        (_, turned) = await standing.pressed(digest, "Casualties")
        assert (turned.id, turned.text.split(" · ")[0]) == (digest.id, "Casualties in Arn talks")
        (_, back) = await standing.pressed(turned, "Digest")
        assert (back.rich, back.text) == (True, digest.text)


async def test_an_older_server_gets_html_and_is_asked_once(tmp_path: Path) -> None:
    async with house(tmp_path) as standing:
        standing.api.private(READER, "Ada")
        await standing.files(first_day())
        _, digest = await standing.hears(READER, "/subscribe")
        assert not digest.rich
        assert "<blockquote expandable>" in (digest.html or "")
        assert standing.api.count("sendRichMessage") == 1


async def test_who_wants_no_rich_messages_gets_none(tmp_path: Path) -> None:
    async with house(tmp_path, rich=True) as standing:
        standing.api.private(READER, "Ada")
        await standing.files(first_day())
        await standing.app.desk.ledger.call(Ledger.put_recipient, Recipient(str(READER), at(), profile={RICH: "no"}))
        _, digest = await standing.hears(READER, "/subscribe")
        (status,) = await standing.hears(READER, "/status")
        assert (digest.rich, status.rich) == (False, False)


async def test_a_refused_one_goes_out_as_html_and_after_three_no_more_are_tried(tmp_path: Path) -> None:
    async with house(tmp_path, rich=True) as standing:
        standing.api.private(READER, "Ada")
        await standing.files(first_day())
        asked = standing.api.count("sendRichMessage")
        standing.api.fails("sendRichMessage", 400, times=9)
        shown = [(await standing.hears(READER, "/positions"))[0] for _ in range(5)]
        assert not any(message.rich for message in shown)
        assert {message.text for message in shown} == {shown[0].text}
        assert standing.api.count("sendRichMessage") == asked + 3


async def test_a_dead_chat_says_nothing_against_rich_messages(tmp_path: Path) -> None:
    async with house(tmp_path, rich=True) as standing:
        standing.api.private(READER, "Ada")
        await standing.files(first_day())
        await standing.hears(READER, "/subscribe")
        for other in range(40, 46):
            group = standing.api.group(f"Group {other}", owner=READER)
            await standing.hears(group, "/subscribe@dateline_bot", READER)
            standing.api.deletes_chat(group)
        assert standing.app.application.bot.rich


async def test_a_server_without_moments_gets_the_same_post_in_its_styles(tmp_path: Path) -> None:
    refused = 'can\'t parse entities: Unsupported start tag "tg-time" at byte offset 27'
    async with house(tmp_path) as standing:
        standing.api.private(READER, "Ada")
        await standing.files(first_day())
        standing.api.fails("sendMessage", 400, f"Bad Request: {refused}")
        (status,) = await standing.hears(READER, "/status")
        assert "tg-time" not in (status.html or "")
        assert "<b>Arn talks</b> · Mon 2 Mar, 09:00 UTC" in (status.html or "")
        (turned,) = await standing.pressed(status, "Deadlines")
        assert "tg-time" not in (turned.html or "")
        assert "<b>Fri 6 Mar</b>" in (turned.html or "")


def test_only_moments_are_taken_out() -> None:
    assert timeless('<b><tg-time unix="1" format="wdt">Sun</tg-time></b> &lt;tg-time&gt;') == "<b>Sun</b> &lt;tg-time&gt;"
