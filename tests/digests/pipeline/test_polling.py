"""Feeds asked over HTTP: a newsroom on this machine that behaves in all the ways servers do."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from digests.clock import SetClock
from digests.health import Standing, health_of
from digests.ledger import Ledger, LedgerThread
from digests.model import Feed, FeedDay, FeedOutcome, FeedState
from digests.pipeline import rooms
from digests.pipeline.parsing import Parsed
from digests.pipeline.polling import Poller
from digests.wire.fetch import Fetcher
from loopback.newsroom import Newsroom
from tests.fakes.desk import NOON

RSS = {"Content-Type": "application/rss+xml"}
TEN = timedelta(minutes=10)


def item(number: int, at: datetime | None = NOON, *, title: str = "", guid: str = "", link: str = "", text: str = "") -> str:
    """One item of a feed; ``at`` None: undated."""
    dated = f"<pubDate>{format_datetime(at)}</pubDate>" if at else ""
    return (
        f"<item><title>{title or f'The ferry number {number} sails again'}</title><guid isPermaLink='false'>{guid or number}</guid>"
        f"<link>{link or f'https://outlet.example/n/{number}'}</link>{dated}<description>{text or f'Boat {number}.'}</description></item>"
    )


def rss(*items: str, head: str = "") -> str:
    return f"<rss version='2.0'><channel><title>Anker</title><link>https://outlet.example/</link>{head}{''.join(items)}</channel></rss>"


@dataclass
class Patience:
    """Time that stands still, and runs out for ``last`` requests once they are the last that wait of ``asked``."""

    asked: int = 0
    last: int = 0
    begun: int = 0
    waiting: set[asyncio.Timeout] = field(default_factory=set)

    @asynccontextmanager
    async def __call__(self, seconds: float) -> AsyncIterator[None]:
        async with asyncio.timeout(None) as limit:
            self.begun += 1
            self.waiting.add(limit)
            self._looks()
            try:
                yield
            finally:
                self.waiting.discard(limit)
                self._looks()

    def _looks(self) -> None:
        if self.begun == self.asked and len(self.waiting) == self.last:
            for limit in self.waiting:
                limit.reschedule(0)


@dataclass
class Wires:
    """A poller with its ledger, at the newsroom's door."""

    room: Newsroom
    ledger: LedgerThread
    poller: Poller
    clock: SetClock
    patience: Patience
    parsed: list[str] = field(default_factory=list)

    async def reads(self, *urls: str) -> None:
        await self.ledger.call(Ledger.put_feeds, [Feed(url, f"Outlet {n}") for n, url in enumerate(urls)], self.clock.now())

    async def round(self, minutes: float = 0) -> tuple[FeedOutcome, ...]:
        """What the feeds that are due bring so many minutes later."""
        now = self.clock.now() + timedelta(minutes=minutes)
        self.clock.move_to(now)
        return await self.poller.poll(await self.ledger.call(Ledger.due_feeds, now), now)

    async def state(self, url: str = "") -> FeedState:
        states = await self.states()
        return next(state for state in states if not url or state.feed.url == url)

    async def states(self) -> tuple[FeedState, ...]:
        return await self.ledger.call(Ledger.feeds)

    async def unread(self) -> list[str]:
        return [article.title for article in await self.ledger.call(Ledger.unread, 100)]

    async def days(self) -> dict[str, tuple[FeedDay, ...]]:
        return await self.ledger.call(Ledger.feed_days, NOON.date())


@pytest.fixture
async def wires(tmp_path: Path) -> AsyncIterator[Wires]:
    clock = SetClock(NOON)
    ledger = LedgerThread(tmp_path / "desk.sqlite", clock)
    ledger.start()
    parsed: list[str] = []

    def parse(body: bytes, feed: Feed, *, content_type: str = "", now: datetime) -> Parsed:
        parsed.append(feed.url)
        return rooms.parse(body, feed, content_type=content_type, now=now)

    patience = Patience()
    async with Newsroom(clock) as room, Fetcher(allow_private=True, max_bytes=100_000, patience=patience) as fetcher:
        yield Wires(room, ledger, Poller(ledger, fetcher, parse, rooms.find, TEN), clock, patience, parsed)
    ledger.close()


def statuses(outcomes: Iterable[FeedOutcome]) -> list[str]:
    return [outcome.status for outcome in outcomes]


# ── nothing new ────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_feed_that_did_not_change_is_not_parsed_whether_the_server_says_so_or_not(wires: Wires) -> None:
    tagged = wires.room.serves("/tagged", rss(item(1)), RSS)
    bare = wires.room.serves("/bare", rss(item(2)), RSS | {"ETag": ""})
    await wires.reads(tagged, bare)
    assert statuses(await wires.round()) == ["new", "new"]
    assert statuses(await wires.round(60)) == ["unchanged", "unchanged"]
    assert sorted(asked.status for asked in wires.room.asked) == [200, 200, 200, 304]
    assert sorted(wires.parsed) == sorted([tagged, bare])


async def test_a_304_after_a_body_that_was_no_feed_does_not_make_it_well(wires: Wires) -> None:
    url = wires.room.serves("/f", rss(item(1)), RSS)
    await wires.reads(url)
    await wires.round()
    wires.room.serves("/f", "nothing like a feed", RSS)
    assert statuses(await wires.round(60)) == ["failed"]
    wires.room.breaks("/f", 304)
    (outcome,) = await wires.round(60)
    assert (outcome.status, outcome.error) == ("failed", "the server answered 304 (Not Modified) though it was asked for the whole")
    assert (await wires.state()).failures == 2


async def test_a_body_that_was_no_feed_is_not_parsed_again_either(wires: Wires) -> None:
    url = wires.room.serves("/f", "nothing like a feed", RSS)
    await wires.reads(url)
    for _ in range(3):
        assert statuses(await wires.round(600)) == ["failed"]
    assert wires.parsed == [url]
    assert (await wires.state()).failures == 3
    wires.room.serves("/f", rss(item(1)), RSS)
    assert statuses(await wires.round(600)) == ["new"]
    assert (await wires.days())[url] == (FeedDay(NOON.date(), items=0, unparsed=1), FeedDay(wires.clock.now().date(), items=1, parsed=1))


# ── when it is asked again ─────────────────────────────────────────────────────────────────────────────────


async def test_what_feed_and_server_ask_for_is_heeded(wires: Wires) -> None:
    slow = wires.room.serves("/slow", rss(head="<ttl>90</ttl>"), RSS)
    cached = wires.room.serves("/cached", rss(), RSS | {"Cache-Control": "max-age=1800"})
    asleep = wires.room.serves("/asleep", rss(head="<skipHours><hour>12</hour><hour>13</hour></skipHours>"), RSS)
    await wires.reads(slow, cached, asleep)
    await wires.round()
    waits = {state.feed.url: state.due - NOON for state in await wires.states()}
    assert timedelta(minutes=89) <= waits[slow] <= timedelta(minutes=91)
    assert timedelta(minutes=29) <= waits[cached] <= timedelta(minutes=31)
    assert waits[asleep] == timedelta(hours=2)


async def test_the_longer_a_feed_brought_nothing_the_seldomer_it_is_asked_and_news_bring_more(wires: Wires) -> None:
    url = wires.room.serves("/f", rss(item(1)), RSS)
    await wires.reads(url)
    await wires.round()
    await wires.round(600)
    state = await wires.state()
    assert timedelta(minutes=58) < state.due - wires.clock.now() < timedelta(minutes=62)
    wires.room.serves("/f", rss(item(2), item(1)), RSS)
    assert statuses(await wires.round(120)) == ["new"]
    state = await wires.state()
    assert state.due - wires.clock.now() <= TEN
    assert state.rhythm == 720 * 60


@pytest.mark.parametrize("status", [429, 503])
async def test_a_host_that_is_busy_is_left_alone_with_all_its_feeds(wires: Wires, status: int) -> None:
    busy = wires.room.breaks("/a", status, {"Retry-After": "7200"})
    await wires.reads(busy)
    assert statuses(await wires.round()) == ["failed"]
    neighbour = wires.room.serves("/b", rss(item(1)), RSS)
    elsewhere = neighbour.replace("127.0.0.1", "localhost")
    await wires.reads(neighbour, elsewhere)
    assert sorted(statuses(await wires.round(60))) == ["new", "waiting"]
    assert (await wires.state(neighbour)).due == NOON + timedelta(hours=2)
    assert (await wires.state(neighbour)).failures == 0
    assert sorted(statuses(await wires.round(60))) == ["failed", "new", "unchanged"]


async def test_a_failing_feed_is_asked_more_and_more_seldom(wires: Wires) -> None:
    await wires.reads(wires.room.breaks("/f", 500))
    gaps = []
    for _ in range(4):
        (outcome,) = await wires.round()
        assert outcome.error == "the server answered 500 (Internal Server Error)"
        due = (await wires.state()).due
        gaps.append((due - wires.clock.now()) / TEN)
        wires.clock.move_to(due)
    assert [round(gap) for gap in gaps] == [2, 4, 8, 16]


# ── moves and ends ─────────────────────────────────────────────────────────────────────────────────────────


async def test_a_feed_that_moved_for_good_is_read_there_and_its_articles_stay_known(wires: Wires) -> None:
    old = wires.room.serves("/old", rss(item(1)), RSS)
    await wires.reads(old)
    await wires.round()
    new = wires.room.serves("/new", rss(item(2), item(1)), RSS)
    wires.room.moves("/old", "/between", 308)
    wires.room.moves("/between", "/new", 301)
    (outcome,) = await wires.round(60)
    assert (outcome.status, outcome.articles, outcome.moved) == ("new", 1, new)
    (state,) = await wires.states()
    assert (state.feed.url, state.feed.known_as) == (new, old)
    wires.room.mends("/old")
    wires.room.serves("/new", rss(item(3), item(2), item(1)), RSS)
    (outcome,) = await wires.round(60)
    assert (outcome.status, outcome.articles) == ("new", 1)
    assert [act.act for act in await wires.ledger.call(Ledger.audit)] == ["feeds move"]


async def test_a_feed_that_moved_for_now_stays(wires: Wires) -> None:
    wires.room.serves("/new", rss(item(1)), RSS)
    old = wires.room.moves("/old", "/between", 301)
    wires.room.moves("/between", "/new", 302)
    await wires.reads(old)
    assert statuses(await wires.round()) == ["new"]
    assert (await wires.state()).feed.url == old


async def test_a_feed_that_moved_to_something_that_is_none_stays(wires: Wires) -> None:
    old = wires.room.moves("/old", wires.room.serves("/front", "<html><body>Welcome</body></html>", {"Content-Type": "text/html"}))
    await wires.reads(old)
    assert statuses(await wires.round()) == ["failed"]
    assert (await wires.state()).feed.url == old


async def test_two_feeds_that_become_one_are_merged(wires: Wires) -> None:
    one = wires.room.serves("/one", rss(item(1)), RSS)
    two = wires.room.serves("/two", rss(item(2)), RSS)
    await wires.reads(one, two)
    await wires.round()
    wires.room.moves("/one", two)
    await wires.round(60)
    assert [state.feed.url for state in await wires.states()] == [two]
    (act,) = await wires.ledger.call(Ledger.audit)
    assert act.detail == f"one with the feed at {two}"


async def test_a_feed_that_is_gone_is_not_asked_again_and_the_desk_is_told(wires: Wires) -> None:
    url = wires.room.breaks("/f", 410)
    await wires.reads(url)
    (outcome,) = await wires.round()
    assert (outcome.status, outcome.error) == ("gone", "the server says that this feed is gone for good (410)")
    assert await wires.round(100_000) == ()
    health = health_of(await wires.state(), (), wires.clock.now())
    assert (health.standing, health.since) == (Standing.GONE, NOON)
    (trouble,) = await wires.ledger.call(Ledger.troubles, NOON)
    assert "Outlet 0 is not asked any more" in trouble.why


async def test_a_page_in_a_feeds_place_is_searched_for_its_feed(wires: Wires) -> None:
    feed = wires.room.serves("/rss", rss(item(1)), RSS)
    page = '<html><head><link rel="alternate" type="application/rss+xml" href="/rss"></head><body>News</body></html>'
    site = wires.room.serves("/", page, {"Content-Type": "text/html"})
    await wires.reads(site)
    (outcome,) = await wires.round()
    assert (outcome.status, outcome.articles, outcome.moved) == ("new", 1, feed)
    (state,) = await wires.states()
    assert (state.feed.url, state.error) == (feed, None)
    wires.room.serves("/rss", rss(item(2), item(1)), RSS)
    (outcome,) = await wires.round(60)
    assert (outcome.status, outcome.articles) == ("new", 1), "and its articles are known"


async def test_a_page_where_a_feed_stood_is_told_of_and_not_followed(wires: Wires) -> None:
    url = wires.room.serves("/f", rss(item(1)), RSS)
    await wires.reads(url)
    await wires.round()
    page = '<html><head><link rel="alternate" type="application/rss+xml" href="/other"></head><body>Buy this domain</body></html>'
    wires.room.serves("/f", page, {"Content-Type": "text/html"})
    (outcome,) = await wires.round(60)
    assert outcome.error == f"this is a web page, not a feed; it names a feed at {wires.room.root}/other"
    assert (await wires.state()).feed.url == url


# ── slow, endless, broken ──────────────────────────────────────────────────────────────────────────────────


async def test_silent_and_endless_servers_hold_nobody_up(wires: Wires) -> None:
    silent, endless = wires.room.hangs("/silent"), wires.room.drips("/endless")
    well = wires.room.serves("/well", rss(item(1)), RSS)
    huge = wires.room.serves("/huge", rss(item(1)) + " " * 100_000, RSS)
    await wires.reads(silent, endless, well, huge)
    wires.patience.asked, wires.patience.last = 4, 2
    done = {outcome.url: outcome for outcome in await wires.round()}
    assert (done[silent].error, done[endless].error) == ("no answer within 20 s", "no answer within 20 s")
    assert (done[huge].error, done[well].status) == ("the body is larger than 100 kB", "new")


# ── what is news ───────────────────────────────────────────────────────────────────────────────────────────


async def test_what_is_old_undated_or_renamed_is_no_news(wires: Wires) -> None:
    text = "The council of Keld has voted."
    first = [item(1), item(2, guid="a", link="https://outlet.example/n/2"), item(3, text=text, title="The council voted")]
    url = wires.room.serves("/f", rss(*first), RSS)
    await wires.reads(url)
    assert (await wires.round())[0].articles == 3
    again = [
        item(1, guid="quite-another"),
        item(2, guid="b", link="http://outlet.example/n/2/?utm_source=rss", text="Boat 2, in other words."),
        item(3, guid="c", link="https://outlet.example/moved/3", title="The council voted", text=text),
        item(4, NOON - timedelta(days=40)),
        item(5, NOON + timedelta(days=9000)),
    ]
    wires.room.serves("/f", rss(*again), RSS)
    (outcome,) = await wires.round(60)
    assert (outcome.articles, outcome.revised) == (1, 1), "the one dated in the future is new, the one in other words revised"
    newest = (await wires.ledger.call(Ledger.unread, 1))[0]
    assert (newest.title, newest.published) == ("The ferry number 5 sails again", wires.clock.now())


async def test_an_address_that_many_share_is_no_identity(wires: Wires) -> None:
    live = "https://outlet.example/live"
    url = wires.room.serves("/f", rss(item(1, link=live, title="Storm reaches the coast of Keld")), RSS)
    await wires.reads(url)
    await wires.round()
    wires.room.serves("/f", rss(item(2, link=live, title="Parliament debates budget cuts")), RSS)
    (outcome,) = await wires.round(60)
    assert (outcome.articles, outcome.revised) == (1, 0)
