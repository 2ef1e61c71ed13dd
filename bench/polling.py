"""Polling feeds that have nothing new: a bare aiohttp session, httpx, our fetcher, and a whole round of the desk."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from io import BytesIO
from pathlib import Path
from statistics import median

import aiohttp
import feedparser
import httpx

from bench import apart, servers
from bench.claims import Claim, Goal, Measure
from bench.clocks import spending
from digests.clock import SystemClock
from digests.ledger import Ledger, LedgerThread
from digests.model import Article, Facts, Feed, FeedState
from digests.pipeline import Pipeline, rooms
from digests.pipeline.parsing import Parsed
from digests.wire.fetch import Fetcher

__all__ = ["Sizes", "run"]


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is polled."""

    feeds: int = field(default=1_000, metadata={"help": "feeds"})
    hosts: int = field(default=200, metadata={"help": "hosts they stand on"})
    many: int = field(default=5_000, metadata={"help": "feeds of a large desk, one in fifty with news"})
    many_hosts: int = field(default=500, metadata={"help": "hosts they stand on"})
    rounds: int = field(default=5, metadata={"help": "rounds, of which the median counts"})


_AT_ONCE, _PER_HOST = 64, 4
_VALIDATORS = {"If-None-Match": servers.ETAG, "If-Modified-Since": servers.MODIFIED}
_GOAL = Goal(1.5)
_XML = {"content-type": "application/xml; charset=utf-8"}


def run(sizes: Sizes) -> tuple[Claim, ...]:
    """First with validators, where a server says 304, then without, where it sends the same bytes again."""
    with apart.serving(servers.feeds, sizes.hosts) as port:
        claims = asyncio.run(_measure(int(port), sizes))
    with apart.serving(servers.feeds, sizes.many_hosts) as port:
        return (*claims, asyncio.run(_large(int(port), sizes)))


async def _large(port: int, sizes: Sizes) -> Claim:
    """A large desk most of whose feeds say 304: against a bare client that gives feedparser what changed."""
    urls = [_address(port, "fresh" if i % 50 == 0 else "feed", i, sizes.many_hosts) for i in range(sizes.many)]
    changed = [servers.fresh(f"/fresh/{i}") for i in range(0, sizes.many, 50)]
    spent: list[tuple[float, float]] = []
    for _ in range(max(1, sizes.rounds // 2)):
        desk, parsed = await _desk(urls, news=True)
        with spending() as peer:
            for body in changed:
                feedparser.parse(BytesIO(body), response_headers=_XML, resolve_relative_uris=False, sanitize_html=False)
        spent.append((await _bare(urls) + peer.cpu, desk))
    bare, desk = (median(one[i] for one in spent) for i in range(2))
    return Claim(
        f"{sizes.many:,} feeds on {sizes.many_hosts} hosts, one in fifty with 20 new articles: a round of the desk",
        _ms(desk),
        median(ours / theirs for theirs, ours in spent),
        floor=_ms(bare),
        note=f"floor with feedparser for what changed; ours with filing, {parsed} parsed",
        finished=parsed == len(changed),
    )


def _address(port: int, path: str, number: int, hosts: int) -> str:
    host = number % hosts
    return f"http://127.0.{1 + host // 250}.{1 + host % 250}:{port}/{path}/{number}"


async def _measure(port: int, sizes: Sizes) -> tuple[Claim, ...]:
    claims: list[Claim] = []
    for path, what in (("feed", "304"), ("whole", "the same bytes")):
        urls = [_address(port, path, i, sizes.hosts) for i in range(sizes.feeds)]
        spent: list[tuple[float, ...]] = []
        parsed = 0
        for _ in range(sizes.rounds):
            desk, parses = await _desk(urls)
            spent.append((await _bare(urls), await _httpx(urls), await _fetcher(urls), desk))
            parsed += parses
        bare, peer, ours, desk = (median(one[i] for one in spent) for i in range(4))
        each = f"{sizes.feeds:,} feeds on {sizes.hosts} hosts, {what}"
        claims += [
            Claim(f"{each}: fetcher", _ms(ours), _ratio(spent, 2), floor=_ms(bare), peer=_ms(peer), goal=_GOAL),
            Claim(
                f"{each}: a round of the desk",
                _ms(desk),
                _ratio(spent, 3),
                floor=_ms(bare),
                peer=_ms(peer),
                goal=_GOAL,
                note=f"with its ledger; {parsed} parsed",
                finished=not parsed,
            ),
        ]
    return tuple(claims)


def _ratio(spent: list[tuple[float, ...]], way: int) -> float:
    return median(one[way] / one[0] for one in spent)


def _ms(seconds: float) -> Measure:
    return Measure(seconds * 1000, "ms CPU")


async def _each(urls: list[str], ask: Callable[[str], Awaitable[object]]) -> float:
    """CPU seconds of asking every address, so many at once."""
    left = list(reversed(urls))

    async def asks() -> None:
        while left:
            await ask(left.pop())

    with spending() as spent:
        await asyncio.gather(*(asks() for _ in range(_AT_ONCE)))
    return spent.cpu


async def _bare(urls: list[str]) -> float:
    connector = aiohttp.TCPConnector(limit=_AT_ONCE, limit_per_host=_PER_HOST)
    async with aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar()) as session:

        async def ask(url: str) -> object:
            async with session.get(url, headers=_VALIDATORS, allow_redirects=False) as answer:
                return answer.status, await answer.read()

        return await _each(urls, ask)


async def _httpx(urls: list[str]) -> float:
    limits = httpx.Limits(max_connections=_AT_ONCE, max_keepalive_connections=_AT_ONCE)
    async with httpx.AsyncClient(limits=limits, timeout=60) as client:
        return await _each(urls, lambda url: client.get(url, headers=_VALIDATORS))


async def _fetcher(urls: list[str]) -> float:
    async with Fetcher(allow_private=True, per_host=_PER_HOST, at_once=_AT_ONCE) as fetcher:
        return await _each(urls, lambda url: fetcher.get(url, servers.ETAG, servers.MODIFIED))


def _unread(article: Article) -> Facts:
    return Facts()


async def _desk(urls: list[str], news: bool = False) -> tuple[float, int]:
    """CPU seconds of one round over feeds that were read before, and how many of them were parsed; ``news``: some have changed.

    What is new is filed and not read: reading has a bench of its own.
    """
    parsed = 0

    def parse(body: bytes, feed: Feed, *, content_type: str = "", now: datetime) -> Parsed:
        nonlocal parsed
        parsed += 1
        return rooms.parse(body, feed, content_type=content_type, now=now)

    clock = SystemClock()
    feeds = [Feed(url, f"Outlet {number}", full_text="off") for number, url in enumerate(urls)]
    known = blake2b(servers.WHOLE, digest_size=16).hexdigest()
    now = clock.now()
    states = [FeedState(feed, now, etag=servers.ETAG, modified=servers.MODIFIED, body_hash=known, fresh=now) for feed in feeds]
    with tempfile.TemporaryDirectory() as folder:
        ledger = LedgerThread(Path(folder) / "bench.sqlite", clock)
        ledger.start()
        try:
            await ledger.call(Ledger.put_feeds, feeds, now)
            await ledger.call(Ledger.feeds_checked, states)
            async with Fetcher(allow_private=True, per_host=_PER_HOST, at_once=_AT_ONCE) as fetcher:
                pipeline = Pipeline(ledger, fetcher, clock, at_once=_AT_ONCE, parse=parse, read=_unread)
                with spending() as spent:
                    run = await pipeline.refresh(force=True)
        finally:
            ledger.close()
    failed = [feed for feed in run.feeds if feed.status != "unchanged" and not (news and feed.status == "new")]
    if failed:
        raise RuntimeError(f"{failed[0].url} is {failed[0].status}: {failed[0].error}")
    return spent.cpu, parsed
