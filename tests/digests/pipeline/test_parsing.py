"""Parsing in processes while there is a backlog, in a thread otherwise."""

from __future__ import annotations

import asyncio
from datetime import datetime

import pytest

from digests.errors import ParseError
from digests.model import Feed
from digests.pipeline import rooms
from digests.pipeline.parsing import Parsed, Parsing
from tests.fakes.desk import DISPATCH, NOON

RSS = b"<rss version='2.0'><channel><title>Anker</title><item><title>Ferry sails</title><guid>1</guid></item></channel></rss>"


async def test_a_backlog_is_parsed_in_processes_that_end_with_it() -> None:
    parsing = Parsing(rooms.parse, backlog=10)
    if not parsing._portable:
        pytest.skip("one core alone")
    found = await asyncio.gather(*(parsing(RSS, DISPATCH, "", NOON) for _ in range(3)))
    assert [one.undated[0].title for one in found] == ["Ferry sails"] * 3
    assert parsing.processes
    with pytest.raises(ParseError, match="this is not a feed") as caught:
        await parsing(b"nothing like a feed", DISPATCH, "", NOON)
    assert caught.value.url == DISPATCH.url
    assert parsing.processes, "and that breaks nothing"
    assert parsing._portable
    parsing.close()
    assert not parsing.processes


async def test_few_bytes_and_functions_of_this_process_alone_stay_in_a_thread() -> None:
    small = Parsing(rooms.parse)
    await small(RSS, DISPATCH, "", NOON)

    def parse(body: bytes, feed: Feed, *, content_type: str = "", now: datetime) -> Parsed:
        return rooms.parse(body, feed, content_type=content_type, now=now)

    fake = Parsing(parse, backlog=0)
    await fake(RSS, DISPATCH, "", NOON)
    assert (small.processes, fake.processes) == (False, False)
