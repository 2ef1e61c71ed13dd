"""The desk's page: who may open it, what it shows, and how it looks in a real browser as wide as a phone."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import aiohttp
import pytest

from digests.desk.chats import hold_desk
from digests.model import Feed
from tests.bot.browser import CHROMIUM, WIDTH, browser
from tests.bot.house import READER, House, first_day, house
from tests.fakes.facts import at

TOKEN = "a-token-of-the-desk"
SETTINGS = {"DATELINE_LISTEN": "127.0.0.1:0", "DATELINE_WEB_TOKEN": TOKEN}
EVIL = '<script>alert("x")</script>'


class Balanced(HTMLParser):
    """Whether every tag that opens is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        if tag not in ("meta", "br", "img", "input"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, tag


async def filled(one: House) -> str:
    """A desk with something to show; the address of its page."""
    one.api.private(READER, "Ada")
    await one.files(first_day())
    await one.hears(READER, "/subscribe arn")
    await one.app.desk.ledger.call(lambda ledger: ledger.put_feeds([Feed("https://evil.example/rss", EVIL)], at(0)))
    return f"http://127.0.0.1:{one.app.front.port}"


async def test_without_the_token_nothing_is_shown(tmp_path: Path) -> None:
    async with house(tmp_path, **SETTINGS) as one:
        root = await filled(one)
        async with aiohttp.ClientSession(root) as session:
            for path in ("/desk", "/desk/topics/arn-talks", "/desk/topics/arn-talks/timeline.png"):
                async with session.get(path) as answer:
                    assert answer.status == 401, path
                    assert "Truce" not in await answer.text(errors="replace")
            async with session.post("/desk", data={"token": "wrong"}) as answer:
                assert answer.status == 403
                assert "That is not the token." in await answer.text()
            async with session.get("/desk", cookies={"dateline_desk": TOKEN}) as answer:
                assert answer.status == 401
                assert "<title>Dateline</title>" in await answer.text()
            async with session.get("/desk/calendar/arn-talks/0000.ics") as answer:
                assert answer.status == 404


async def test_without_a_token_in_the_settings_there_is_no_page(tmp_path: Path) -> None:
    async with house(tmp_path, DATELINE_LISTEN="127.0.0.1:0") as one, aiohttp.ClientSession() as session:
        answer = await session.get(f"http://127.0.0.1:{one.app.front.port}/desk")
        assert answer.status == 404


async def test_the_page_shows_the_desk_and_escapes_what_came_from_outside(tmp_path: Path) -> None:
    async with house(tmp_path, **SETTINGS) as one:
        root = await filled(one)
        await one.app.desk.ledger.call(hold_desk, "chat:900", "", one.clock.now())
        jar = aiohttp.CookieJar(unsafe=True)  # an address without a name may keep cookies
        async with aiohttp.ClientSession(root, cookie_jar=jar) as session:
            async with session.post("/desk", data={"token": TOKEN}) as answer:
                page = await answer.text()
            async with session.get("/desk/topics/arn-talks") as answer:
                topic = await answer.text()
            async with session.get("/desk/topics/nowhere") as answer:
                assert answer.status == 404
            (calendar,) = re.findall(r'href="(/desk/calendar/[^"]+)"', topic)
        async with aiohttp.ClientSession(root) as session, session.get(calendar) as answer:
            assert "BEGIN:VEVENT" in await answer.text()
    for html in (page, topic):
        balanced = Balanced()
        balanced.feed(html)
        assert balanced.open == []
        assert "script" not in balanced.seen
    assert "&lt;script&gt;" in page
    for words in ("The desk is held since", "0 of 2 feeds in order", "Truce on the Arn", "1 sent, 0 failed", "nobody answers here"):
        assert words in page, words
    for words in ("Truce on the Arn", "6 killed", "Northmark", "Last posts"):
        assert words in topic, words


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
async def test_a_browser_as_wide_as_a_phone_opens_the_desk_by_its_form(tmp_path: Path) -> None:
    async with house(tmp_path, **SETTINGS) as one, browser(tmp_path) as tab:
        root = await filled(one)
        await tab.opens(f"{root}/desk")
        await tab.leaves_by("document.querySelector('#token').value = 'wrong token'; document.querySelector('button').click()")
        assert await tab.asks("document.querySelector('[role=alert]').innerText") == "That is not the token."
        tab.complaints.clear()  # a 403 is one
        await tab.leaves_by(f"document.querySelector('#token').value = '{TOKEN}'; document.querySelector('button').click()")
        assert await tab.asks("document.querySelector('h1').innerText") == "The desk"
        assert "Truce on the Arn" in await tab.asks("document.querySelector('#deadlines').innerText")
        assert await tab.asks("document.documentElement.scrollWidth") <= WIDTH
        await tab.leaves_by("document.querySelector('#deadlines a').click()")
        assert await tab.asks("document.querySelector('h1').innerText") == "Arn talks"
        drawn = "Promise.all([...document.images].map(i => { i.loading = 'eager'; return i.decode() })).then(() => document.images.length)"
        assert await tab.asks(drawn) >= 1
        assert await tab.asks("[...document.images].every(image => image.alt.length > 10)")
        assert await tab.asks("document.documentElement.scrollWidth") <= WIDTH
        assert tab.complaints == []
