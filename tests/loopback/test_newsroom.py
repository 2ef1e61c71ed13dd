"""The newsroom as a reader of feeds sees it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree

import aiohttp
import pytest

from digests.clock import SetClock
from digests.errors import ArticleError, InputError
from digests.model import Article
from loopback.newsroom import Newsroom

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
LONG = (
    "The ferry <Aurora> sank off Port Anker on Monday. Rescuers found 12 people & a dog. Nobody knows why yet."
    "\n\nThe owner declined to comment."
)


def article(id: str = "a-1", title: str = "Ferry sinks", text: str = LONG, hours: float = 0, source: str = "Anker Post") -> Article:
    return Article(id, title, text, NOON + timedelta(hours=hours), source)


@pytest.fixture
def clock() -> SetClock:
    return SetClock(NOON)


@pytest.fixture
async def room(clock: SetClock) -> AsyncIterator[Newsroom]:
    async with Newsroom(clock) as room:
        yield room


@pytest.fixture
async def reader() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


async def _read(reader: aiohttp.ClientSession, url: str, **headers: str) -> tuple[int, str, Mapping[str, str]]:
    async with reader.get(url, headers={name.replace("_", "-"): value for name, value in headers.items()}) as response:
        return response.status, await response.text(), response.headers


def _titles(feed: str) -> list[str | None]:
    return [item.findtext("title") for item in ElementTree.fromstring(feed).iter("item")]


async def test_shows_only_what_is_published_by_now(room: Newsroom, clock: SetClock, reader: aiohttp.ClientSession) -> None:
    room.publishes(article("a-1", "First"))
    room.publishes(article("a-2", "Second", hours=1))
    url = room.feed_url("Anker Post")
    assert _titles((await _read(reader, url))[1]) == ["First"]
    clock.move_to(NOON + timedelta(hours=1))
    assert _titles((await _read(reader, url))[1]) == ["Second", "First"]


async def test_feed_has_a_teaser_and_the_page_the_whole_text(room: Newsroom, reader: aiohttp.ClientSession) -> None:
    room.publishes(article())
    item = next(ElementTree.fromstring((await _read(reader, room.feed_url("Anker Post")))[1]).iter("item"))
    teaser, link = item.findtext("description"), item.findtext("link")
    assert teaser is not None
    assert "Rescuers found 12 people &amp; a dog." in teaser
    assert "Nobody knows" not in teaser
    assert link is not None
    page = (await _read(reader, link))[1]
    assert "<p>The owner declined to comment.</p>" in page
    assert "&lt;Aurora&gt;" in page


async def test_a_page_is_not_there_before_it_is_published(room: Newsroom, reader: aiohttp.ClientSession) -> None:
    late = article(hours=2)
    room.publishes(late)
    assert (await _read(reader, room.page_url(late)))[0] == 404


async def test_a_revision_takes_the_place_of_the_earlier_text(room: Newsroom, clock: SetClock, reader: aiohttp.ClientSession) -> None:
    room.publishes(article(title="Ferry sinks, 12 dead"))
    room.publishes(article(title="Ferry sinks, 14 dead", hours=1))
    url = room.feed_url("Anker Post")
    assert _titles((await _read(reader, url))[1]) == ["Ferry sinks, 12 dead"]
    clock.move_to(NOON + timedelta(hours=3))
    assert _titles((await _read(reader, url))[1]) == ["Ferry sinks, 14 dead"]


@pytest.mark.parametrize(("sends", "header"), [("ETag", "If_None_Match"), ("Last-Modified", "If_Modified_Since")])
async def test_an_unchanged_feed_is_not_sent_again(room: Newsroom, reader: aiohttp.ClientSession, sends: str, header: str) -> None:
    room.publishes(article())
    url = room.feed_url("Anker Post")
    validator = (await _read(reader, url))[2][sends]
    status, body, _ = await _read(reader, url, **{header: validator})
    assert (status, body) == (304, "")


async def test_a_changed_feed_is_sent_in_spite_of_old_validators(room: Newsroom, clock: SetClock, reader: aiohttp.ClientSession) -> None:
    room.publishes(article())
    url = room.feed_url("Anker Post")
    headers = (await _read(reader, url))[2]
    room.publishes(article("a-2", hours=1))
    clock.move_to(NOON + timedelta(hours=1))
    assert (await _read(reader, url, If_None_Match=headers["ETag"], If_Modified_Since=headers["Last-Modified"]))[0] == 200


async def test_feeds_of_all_outlets(room: Newsroom, reader: aiohttp.ClientSession) -> None:
    room.publishes(article(source="Anker Post"))
    room.publishes(article(source="Le Phare d'Été"))
    feeds = room.feeds()
    assert [feed.outlet for feed in feeds] == ["Anker Post", "Le Phare d'Été"]
    assert [(await _read(reader, feed.url))[0] for feed in feeds] == [200, 200]


async def test_serves_breaks_and_mends(room: Newsroom, reader: aiohttp.ClientSession) -> None:
    url = room.serves("/odd.xml", b"\xff\xfe", {"Content-Type": "text/xml"})
    async with reader.get(url) as response:
        assert (await response.read(), response.headers["Content-Type"]) == (b"\xff\xfe", "text/xml")
    room.breaks("/odd.xml", 503, {"Retry-After": "30"})
    status, _, headers = await _read(reader, url)
    assert (status, headers["Retry-After"]) == (503, "30")
    room.mends("/odd.xml")
    assert (await _read(reader, url))[0] == 404
    assert [asked.status for asked in room.asked] == [200, 503, 404]


async def test_a_silent_path_is_let_go_when_the_room_closes(clock: SetClock) -> None:
    async with aiohttp.ClientSession() as reader:
        async with Newsroom(clock) as room:
            waiting = asyncio.create_task(_read(reader, room.hangs("/silent")))
            assert await asyncio.wait({waiting}, timeout=0.05) == (set(), {waiting})
        await asyncio.wait({waiting}, timeout=2)
        assert waiting.done()
        waiting.exception()


async def test_loads_a_story(room: Newsroom, clock: SetClock, reader: aiohttp.ClientSession, tmp_path: Path) -> None:
    path = tmp_path / "story.jsonl"
    record = {"id": "x", "title": "Talks open", "text": "They met.", "published": "2026-03-01T23:30:00-05:00", "source": "Wire"}
    path.write_text(json.dumps(record) + "\n\n" + json.dumps({**record, "id": "y", "published": "2026-03-01"}) + "\n")
    assert room.load(path) == 2
    clock.move_to(NOON + timedelta(days=2))
    feed = ElementTree.fromstring((await _read(reader, room.feed_url("Wire")))[1])
    assert [item.findtext("pubDate") for item in feed.iter("item")] == ["Mon, 02 Mar 2026 04:30:00 +0000", None]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{", "it is no article"),
        ("[]", "it is no article"),
        ('{"id": "x"}', "it has no 'published'"),
        ('{"id": "x", "published": "soon"}', "it is no article"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str, why: str) -> None:
    path = tmp_path / "story.jsonl"
    path.write_text("\n" + line)
    with pytest.raises(ArticleError, match=r"story\.jsonl:2") as caught:
        Newsroom(SetClock(NOON)).load(path)
    assert why in caught.value.why


def test_a_missing_story_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.jsonl"):
        Newsroom(SetClock(NOON)).load(tmp_path / "none.jsonl")
