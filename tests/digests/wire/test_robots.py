"""What sites let robots fetch."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from digests.clock import SetClock
from digests.wire.fetch import Fetcher
from digests.wire.robots import LONGEST_DELAY, Robots
from loopback.newsroom import Newsroom
from tests.fakes.desk import NOON, later

RULES = (
    "User-agent: *\nDisallow: /private\nCrawl-delay: 2\n\nUser-agent: Dateline\nDisallow: /archive\nAllow: /archive/open\nCrawl-delay: 99"
)


@pytest.fixture
async def room() -> AsyncIterator[Newsroom]:
    async with Newsroom(SetClock(NOON)) as room:
        yield room


@pytest.fixture
async def robots() -> AsyncIterator[Robots]:
    async with Fetcher(allow_private=True, timeout=0.3) as fetcher:
        yield Robots(fetcher)


async def test_rules_for_us_go_before_rules_for_all(room: Newsroom, robots: Robots) -> None:
    room.serves("/robots.txt", RULES, {"Content-Type": "text/plain"})
    allowed = {path: await robots.allows(room.root + path, NOON) for path in ("/private", "/archive/1", "/archive/open/1", "/")}
    assert allowed == {"/private": True, "/archive/1": False, "/archive/open/1": True, "/": True}
    assert await robots.delay(room.root + "/", NOON) == LONGEST_DELAY
    assert len(room.asked) == 1, "asked once for all pages of a day"
    assert await robots.allows(room.root + "/", later(hours=25))
    assert len(room.asked) == 2


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (429, False), (500, False), (503, False)])
async def test_a_site_without_rules_is_open_and_one_in_trouble_is_left_alone(
    room: Newsroom, robots: Robots, status: int, allowed: bool
) -> None:
    room.breaks("/robots.txt", status)
    assert await robots.allows(room.root + "/a", NOON) is allowed
    room.serves("/robots.txt", "")
    assert await robots.allows(room.root + "/a", later(hours=2)) or allowed


async def test_a_site_whose_rules_never_come(room: Newsroom, robots: Robots) -> None:
    room.hangs("/robots.txt")
    assert not await robots.allows(room.root + "/a", NOON)


async def test_rules_that_are_none(room: Newsroom, robots: Robots) -> None:
    room.serves("/robots.txt", b"\xff\xfe\x00<html>Not found</html>")
    assert await robots.allows(room.root + "/a", NOON)
