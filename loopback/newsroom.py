"""A newsroom on this machine: outlets with feeds and article pages, for the demo, the tests and the benchmarks.

It shows what was published up to its clock's now, so that moving the clock makes news. A feed carries a sentence or two of
each article; the whole text stands on the article's page, as with most outlets. Beside its own articles it can serve any
bytes (``serves``), fail (``breaks``), move (``moves``), keep silent (``hangs``) or never come to an end (``drips``).
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import blake2b
from http import HTTPStatus
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote, unquote

from aiohttp import web

from digests.clock import Clock
from digests.model import Article, Feed
from loopback import press

__all__ = ["Asked", "Newsroom"]

#: How many articles a feed lists, newest first.
_LISTED = 50
#: How long it takes from one piece of an endless body to the next.
_DRIP_SECONDS = 0.005


@dataclass(frozen=True, slots=True)
class Asked:
    """One request and how it was answered."""

    path: str
    status: int


@dataclass(slots=True)
class _Outlet:
    """An outlet's name and every revision of its articles, in the order they came."""

    name: str
    revisions: dict[str, list[Article]] = field(default_factory=dict)

    def shown(self, now: datetime) -> list[Article]:
        """The latest revision of each article published by ``now``, newest first."""
        latest = [found for revisions in self.revisions.values() if (found := _latest(revisions, now))]
        return sorted(latest, key=lambda article: article.published, reverse=True)


@dataclass(frozen=True, slots=True)
class _Answer:
    """A path's answer set by hand."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    silent: bool = False
    endless: bool = False  #: whether the body is sent again and again, and never ends


class Newsroom:
    """An HTTP server on 127.0.0.1 at a free port; an async context manager.

    ``root`` is its address without a slash at the end. ``asked`` is every request so far, in order.
    """

    def __init__(self, clock: Clock) -> None:
        self.asked: list[Asked] = []
        self.root = ""
        self._clock = clock
        self._outlets: dict[str, _Outlet] = {}
        self._answers: dict[str, _Answer] = {}
        self._closing = asyncio.Event()
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = web.Application(middlewares=[self._note])
        app.router.add_get("/{path:.*}", self._answer)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.root = f"http://{host}:{port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._closing.set()
        if self._runner:
            await self._runner.cleanup()

    # ── what it publishes ──────────────────────────────────────────────────────────────────────────────────

    def load(self, path: Path) -> int:
        """Take in a story's JSON lines; the number of articles. Raises InputError, and ArticleError with the line."""
        articles = press.story(path)
        for article in articles:
            self.publishes(article)
        return len(articles)

    def publishes(self, article: Article) -> None:
        """Show an article from its ``published`` on; one with the same outlet and id revises the earlier one."""
        outlet = self._outlets.setdefault(_slug(article.source), _Outlet(article.source))
        outlet.revisions.setdefault(article.id, []).append(article)

    def feeds(self) -> tuple[Feed, ...]:
        """The feeds of all outlets, in the order they first published. Asked only once it runs."""
        own = self._outlets.items()
        return tuple(Feed(self.feed_url(outlet.name), outlet.name, site=f"{self.root}/{slug}", language="en") for slug, outlet in own)

    def feed_url(self, outlet: str) -> str:
        """The address of an outlet's feed."""
        return f"{self.root}/{_slug(outlet)}/feed.xml"

    def page_url(self, article: Article) -> str:
        """The address of an article's page."""
        return f"{self.root}/{_slug(article.source)}/articles/{quote(article.id, safe='')}"

    # ── what a test or a demo makes it do ──────────────────────────────────────────────────────────────────

    def serves(self, path: str, body: bytes | str, headers: Mapping[str, str] | None = None, status: int = 200) -> str:
        """Answer a path with this body; its whole address."""
        return self._set(path, _Answer(status, body.encode() if isinstance(body, str) else body, headers or {}))

    def breaks(self, path: str, status: int = 500, headers: Mapping[str, str] | None = None) -> str:
        """Answer a path with an error; its whole address."""
        return self.serves(path, f"{status} {HTTPStatus(status).phrase}", headers, status)

    def hangs(self, path: str) -> str:
        """Take a path's requests and never answer; its whole address."""
        return self._set(path, _Answer(200, silent=True))

    def moves(self, path: str, to: str, status: int = 301) -> str:
        """Redirect a path to another path or address; its whole address."""
        return self.breaks(path, status, {"Location": to})

    def drips(self, path: str, piece: bytes = b" ") -> str:
        """Answer a path with a body that never ends, a piece at a time; its whole address."""
        return self._set(path, _Answer(200, piece, endless=True))

    def mends(self, path: str) -> None:
        """Take back what was set for a path by hand."""
        self._answers.pop(_path(path), None)

    def _set(self, path: str, answer: _Answer) -> str:
        self._answers[_path(path)] = answer
        return f"{self.root}{_path(path)}"

    # ── answering ──────────────────────────────────────────────────────────────────────────────────────────

    @web.middleware
    async def _note(self, request: web.Request, handler: Any) -> web.StreamResponse:
        try:
            response: web.StreamResponse = await handler(request)
        except web.HTTPException as refusal:
            self.asked.append(Asked(request.path, refusal.status))
            raise
        self.asked.append(Asked(request.path, response.status))
        return response

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        by_hand = self._answers.get(request.path)
        if by_hand is None:
            return self._own(request)
        if by_hand.silent:
            await self._closing.wait()
        if by_hand.endless:
            return await self._drip(request, by_hand.body)
        headers = {"Content-Type": "application/octet-stream", **by_hand.headers}
        if by_hand.status == 200:
            return _validated(request, by_hand.body, headers, None)
        return web.Response(status=by_hand.status, body=by_hand.body, headers=headers)

    async def _drip(self, request: web.Request, piece: bytes) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "application/rss+xml"})
        await response.prepare(request)
        while not self._closing.is_set():
            await response.write(piece)
            with suppress(TimeoutError):
                async with asyncio.timeout(_DRIP_SECONDS):
                    await self._closing.wait()
        return response

    def _own(self, request: web.Request) -> web.Response:
        slug, _, rest = request.path.strip("/").partition("/")
        outlet = self._outlets.get(slug)
        if outlet is None:
            raise web.HTTPNotFound
        if rest == "feed.xml":
            return self._feed(request, outlet)
        kind, _, name = rest.partition("/")
        article = _latest(outlet.revisions.get(unquote(name), ()), self._clock.now()) if kind == "articles" else None
        if article is None:
            raise web.HTTPNotFound
        headers = {"Content-Type": "text/html; charset=utf-8"}
        return _validated(request, press.page(article).encode(), headers, article.published)

    def _feed(self, request: web.Request, outlet: _Outlet) -> web.Response:
        shown = outlet.shown(self._clock.now())[:_LISTED]
        body = press.feed(outlet.name, f"{self.root}/{_slug(outlet.name)}", [(a, self.page_url(a)) for a in shown])
        changed = shown[0].published if shown else None
        return _validated(request, body.encode(), {"Content-Type": "application/rss+xml; charset=utf-8"}, changed)


# ── small parts ────────────────────────────────────────────────────────────────────────────────────────────


def _validated(request: web.Request, body: bytes, headers: Mapping[str, str], changed: datetime | None) -> web.Response:
    """The body with its validators, or 304 where the asker has it already."""
    etag = f'"{blake2b(body, digest_size=12).hexdigest()}"'
    sent = {"ETag": etag, "Cache-Control": "max-age=0", **headers}
    if changed:
        sent.setdefault("Last-Modified", format_datetime(changed.replace(microsecond=0), usegmt=True))
    if _has_it(request, sent):
        kept: dict[str, str] = {name: value for name, value in sent.items() if name in ("ETag", "Last-Modified")}
        return web.Response(status=304, headers=kept)
    return web.Response(body=body, headers=sent)


def _has_it(request: web.Request, sent: Mapping[str, str]) -> bool:
    """RFC 9110, 13.2.2: If-None-Match decides where it is given, else If-Modified-Since."""
    if asked := request.headers.get("If-None-Match"):
        return sent["ETag"] in [tag.strip().removeprefix("W/") for tag in asked.split(",")] or asked.strip() == "*"
    since, changed = request.headers.get("If-Modified-Since"), sent.get("Last-Modified")
    if not since or not changed:
        return False
    try:
        return parsedate_to_datetime(changed) <= parsedate_to_datetime(since)
    except (ValueError, TypeError):
        return False


def _latest(revisions: Iterable[Article], now: datetime) -> Article | None:
    """The revision shown at ``now``: the latest published by then, the later told where two are of one moment."""
    out = sorted((article for article in revisions if article.published <= now), key=lambda article: article.published)
    return out[-1] if out else None


def _slug(outlet: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", outlet.lower()).strip("-") or blake2b(outlet.encode(), digest_size=4).hexdigest()


def _path(path: str) -> str:
    return "/" + path.lstrip("/")
