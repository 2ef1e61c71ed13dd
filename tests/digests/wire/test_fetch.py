"""Fetching, from a newsroom on this machine."""

from __future__ import annotations

import asyncio
import gzip
import random
import zlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import brotli
import pytest
import zstandard
from aiohttp import web

from digests.clock import SetClock
from digests.errors import FetchError, ForbiddenAddress
from digests.wire.addresses import forbidden
from digests.wire.fetch import Fetcher
from digests.wire.packing import BadPacking, TooLarge, unpack
from loopback.newsroom import Newsroom

NOISE = random.Random(7).randbytes(900)


@pytest.fixture
async def room() -> AsyncIterator[Newsroom]:
    async with Newsroom(SetClock(datetime(2026, 3, 2, tzinfo=UTC))) as room:
        yield room


@pytest.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    async with Fetcher(allow_private=True, timeout=5, max_bytes=10_000) as fetcher:
        yield fetcher


def redirect(room: Newsroom, path: str, to: str, status: int) -> str:
    return room.breaks(path, status, {"Location": to})


async def test_a_body_with_its_validators(room: Newsroom, fetcher: Fetcher) -> None:
    url = room.serves("/f", "<rss/>", {"Content-Type": "text/xml", "Last-Modified": "Mon, 02 Mar 2026 00:00:00 GMT"})
    got = await fetcher.get(url)
    assert (got.url, got.status, got.body, got.content_type, got.moved_to) == (url, 200, b"<rss/>", "text/xml", None)
    assert not got.not_modified
    again = await fetcher.get(url, got.etag, got.modified)
    assert (again.not_modified, again.body, again.etag, again.modified) == (True, b"", got.etag, got.modified)


@pytest.mark.parametrize("status", [204, 304, 400, 404, 410, 500, 503])
async def test_an_answer_without_use(room: Newsroom, fetcher: Fetcher, status: int) -> None:
    with pytest.raises(FetchError, match=f"the server answered {status}") as caught:
        await fetcher.get(room.breaks("/f", status))
    assert caught.value.status == status


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        pytest.param({"Retry-After": "120"}, 120.0, id="seconds"),
        pytest.param({"Retry-After": "Mon, 02 Mar 2026 00:01:30 GMT", "Date": "Mon, 02 Mar 2026 00:00:00 GMT"}, 90.0, id="a moment"),
        pytest.param({"Retry-After": "Sun, 01 Mar 2026 00:00:00 GMT", "Date": "Mon, 02 Mar 2026 00:00:00 GMT"}, 0.0, id="a moment past"),
        pytest.param({"Retry-After": "9999999999"}, 604800.0, id="no longer than a week"),
        pytest.param({"Retry-After": "soon"}, None, id="nonsense"),
        pytest.param({}, None, id="nothing"),
    ],
)
async def test_how_long_to_wait(room: Newsroom, fetcher: Fetcher, headers: dict[str, str], seconds: float | None) -> None:
    with pytest.raises(FetchError) as caught:
        await fetcher.get(room.breaks("/f", 429, headers))
    assert caught.value.retry_after == seconds


@pytest.mark.parametrize(
    ("statuses", "moved"),
    [
        pytest.param((301,), True, id="for good"),
        pytest.param((308, 301), True, id="for good twice"),
        pytest.param((302,), False, id="for now"),
        pytest.param((301, 307), False, id="for good, then for now"),
        pytest.param((303, 301), False, id="for now, then for good"),
    ],
)
async def test_moves(room: Newsroom, fetcher: Fetcher, statuses: tuple[int, ...], moved: bool) -> None:
    end = room.serves("/end", b"here")
    for number, status in enumerate(statuses):
        redirect(room, f"/{number}", f"/{number + 1}" if number + 1 < len(statuses) else end, status)
    got = await fetcher.get(f"{room.root}/0")
    assert (got.body, got.at, got.moved_to) == (b"here", end, end if moved else None)


@pytest.mark.parametrize(
    ("to", "error", "why"),
    [
        pytest.param("/a", FetchError, "more than 10 times", id="in a circle"),
        pytest.param("", FetchError, "did not say where to", id="nowhere"),
        pytest.param("file:///etc/hosts", ForbiddenAddress, "only http and https", id="another scheme"),
        pytest.param("http://[::1", FetchError, "no web address", id="no address"),
    ],
)
async def test_moves_that_lead_nowhere(room: Newsroom, fetcher: Fetcher, to: str, error: type[Exception], why: str) -> None:
    with pytest.raises(error, match=why):
        await fetcher.get(redirect(room, "/a", to, 301))


@pytest.mark.parametrize("url", ["", "anker.example/rss", "ftp://anker.example/", "file:///etc/hosts", "http://", "http://[::1"])
async def test_no_web_address(fetcher: Fetcher, url: str) -> None:
    with pytest.raises((FetchError, ForbiddenAddress)):
        await fetcher.get(url)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        pytest.param({"Cache-Control": "public, max-age=600"}, 600.0, id="told"),
        pytest.param({"Cache-Control": "max-age=600", "Age": "450"}, 150.0, id="lain in a cache"),
        pytest.param({"Cache-Control": "max-age=600", "Age": "900"}, 0.0, id="stale"),
        pytest.param({"Cache-Control": "no-cache, max-age=600"}, None, id="not to be kept"),
        pytest.param({"Cache-Control": "s-maxage=600"}, None, id="for caches that many share"),
        pytest.param({"Cache-Control": "private"}, None, id="nothing said"),
    ],
)
async def test_how_long_it_stays_as_it_is(room: Newsroom, fetcher: Fetcher, headers: dict[str, str], seconds: float | None) -> None:
    assert (await fetcher.get(room.serves("/f", b"here", headers))).max_age == seconds


# ── limits ─────────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_body_too_large(room: Newsroom, fetcher: Fetcher) -> None:
    with pytest.raises(FetchError, match="the body is larger than 10 kB"):
        await fetcher.get(room.serves("/f", b"x" * 10_001))
    assert len((await fetcher.get(room.serves("/g", b"x" * 10_000))).body) == 10_000


async def test_a_silent_server(room: Newsroom) -> None:
    async with Fetcher(allow_private=True, timeout=0.05) as fetcher:
        with pytest.raises(FetchError, match=r"no answer within 0\.05 s") as caught:
            await fetcher.get(room.hangs("/f"))
    assert caught.value.status is None


async def test_a_page_that_never_ends() -> None:
    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b"x")
            await asyncio.sleep(0.005)

    app = web.Application()
    app.router.add_get("/", endless)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    async with Fetcher(allow_private=True, timeout=0.1) as fetcher:
        with pytest.raises(FetchError, match="no answer within"):
            await fetcher.get(f"http://127.0.0.1:{runner.addresses[0][1]}/")
    await runner.cleanup()


async def test_nobody_there(fetcher: Fetcher) -> None:
    with pytest.raises(FetchError, match=r"no connection to 127\.0\.0\.1"):
        await fetcher.get("http://127.0.0.1:1/")


async def test_many_at_once_wait_for_their_turn(room: Newsroom) -> None:
    url = room.serves("/f", b"here")
    async with Fetcher(allow_private=True, per_host=2, at_once=3) as fetcher:
        got = await asyncio.gather(*(fetcher.get(url) for _ in range(20)))
    assert [each.body for each in got] == [b"here"] * 20


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        pytest.param("gzip", gzip.compress(b"news"), id="gzip"),
        pytest.param("x-gzip", gzip.compress(b"ne") + gzip.compress(b"ws"), id="gzip in two parts"),
        pytest.param("deflate", zlib.compress(b"news"), id="deflate"),
        pytest.param("deflate", zlib.compress(b"news")[2:-4], id="deflate without its frame"),
        pytest.param("", gzip.compress(b"news"), id="gzip that does not say so"),
        pytest.param("gzip", b"news", id="plain that says gzip"),
        pytest.param("identity", b"news", id="plain"),
        pytest.param("br", brotli.compress(b"news"), id="brotli"),
        pytest.param("zstd", zstandard.compress(b"ne") + zstandard.compress(b"ws"), id="zstd in two frames"),
        pytest.param("br, gzip", gzip.compress(brotli.compress(b"news")), id="packed twice"),
    ],
)
async def test_unpacks(room: Newsroom, fetcher: Fetcher, coding: str, packed: bytes) -> None:
    headers = {"Content-Encoding": coding} if coding else {}
    assert (await fetcher.get(room.serves("/f", packed, headers))).body == b"news"


@pytest.mark.parametrize(
    ("coding", "packed", "why"),
    [
        pytest.param("gzip", gzip.compress(b"\0" * 5_000_000), "larger than 10 kB", id="a gzip bomb"),
        pytest.param("deflate", zlib.compress(b"\0" * 5_000_000), "larger than 10 kB", id="a deflate bomb"),
        pytest.param("", gzip.compress(b"\0" * 5_000_000), "larger than 10 kB", id="a bomb that does not say so"),
        pytest.param("gzip", gzip.compress(gzip.compress(b"\0" * 5_000_000)), "larger than 10 kB", id="a bomb in a bomb"),
        pytest.param("gzip", gzip.compress(b"news" * 99)[:-12], "cut short", id="cut short"),
        pytest.param("deflate", b"\xff\xff\xff", "not packed as it says", id="broken"),
        pytest.param("br", brotli.compress(b"\0" * 5_000_000), "larger than 10 kB", id="a brotli bomb"),
        pytest.param("zstd", zstandard.compress(b"\0" * 5_000_000), "larger than 10 kB", id="a zstd bomb"),
        pytest.param("br, gzip", gzip.compress(brotli.compress(b"\0" * 5_000_000)), "larger than 10 kB", id="a bomb in another's bomb"),
        pytest.param("br", brotli.compress(NOISE)[:-50], "cut short", id="brotli cut short"),
        pytest.param("zstd", zstandard.compress(NOISE)[:-50], "cut short", id="zstd cut short"),
        pytest.param("br", b"news", "not packed as it says", id="broken brotli"),
        pytest.param("zstd", b"news", "not packed as it says", id="broken zstd"),
        pytest.param("compress", b"news", r"do not read \(compress\)", id="unknown"),
    ],
)
async def test_does_not_unpack(room: Newsroom, fetcher: Fetcher, coding: str, packed: bytes, why: str) -> None:
    headers = {"Content-Encoding": coding} if coding else {}
    with pytest.raises(FetchError, match=why):
        await fetcher.get(room.serves("/f", packed, headers))


def test_unpack_tells_what_is_wrong() -> None:
    with pytest.raises(TooLarge):
        unpack(b"12345", "", 4)
    with pytest.raises(BadPacking):
        unpack(gzip.compress(b"1")[:5], "gzip", 4)


# ── closed addresses ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "100.100.100.200", "168.63.129.16",
        "0.0.0.0", "224.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "240.0.0.1", "::1", "::",
        "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "fec0::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1",
        "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::", "2001::1", "ff02::1", "2001:db8::1", "[::1]", "no address",
    ],
)  # fmt: skip
def test_closed(address: str) -> None:
    assert forbidden(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "151.101.0.81", "2606:4700::1111", "2a04:4e42::81", "::ffff:8.8.8.8"])
def test_open(address: str) -> None:
    assert not forbidden(address)


#: Ways to write 127.0.0.1 that are no proper address: not even tried.
SHORTHANDS = ("127.1", "2130706433")


@pytest.mark.parametrize("host", [*SHORTHANDS, "127.0.0.1", "localhost", "0x7f000001", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"])
async def test_does_not_connect_to_this_machine(room: Newsroom, host: str) -> None:
    room.serves("/f", b"secret")
    port = room.root.rsplit(":", 1)[1]
    async with Fetcher(timeout=5) as fetcher:
        with pytest.raises(ForbiddenAddress if host not in SHORTHANDS else FetchError):
            await fetcher.get(f"http://{host}:{port}/f")
    assert room.asked == []
