"""Asking the feeds, politely, and what came of asking. One feed's failure is a value, not an exception."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Protocol
from urllib.parse import urlsplit

from digests.errors import FetchError, LedgerError, ParseError, WireError
from digests.ledger import LedgerThread
from digests.model import FeedOutcome, FeedState
from digests.pipeline.filing import Polled, Unchanged, file, settle
from digests.pipeline.pacing import due_after, pace
from digests.pipeline.parsing import Parses, Parsing

__all__ = ["TRIED", "Answer", "Fetches", "Finds", "Poller"]

log = logging.getLogger(__name__)

#: A feed that was read this long ago was being watched: what it did not hold then is new.
WATCHED = timedelta(days=1)
#: Answers that speak for a whole host: it wants to be left alone.
_BUSY = frozenset({429, 503})
_GONE = 410
#: Of a page, so many of the feeds it names are tried.
TRIED = 3


class Answer(Protocol):
    """What of a fetcher's answer is read here (``wire.fetch.Fetched``)."""

    @property
    def url(self) -> str: ...
    @property
    def at(self) -> str: ...
    @property
    def body(self) -> bytes: ...
    @property
    def content_type(self) -> str: ...
    @property
    def etag(self) -> str | None: ...
    @property
    def modified(self) -> str | None: ...
    @property
    def retry_after(self) -> float | None: ...
    @property
    def max_age(self) -> float | None: ...
    @property
    def moved_to(self) -> str | None: ...
    @property
    def not_modified(self) -> bool: ...


class Fetches(Protocol):
    """A fetcher (``wire.fetch.Fetcher``): bytes of an address, or a WireError."""

    async def get(self, url: str, etag: str | None = None, modified: str | None = None) -> Answer: ...


#: ``wire.discovery.find``: the feeds that a page names, best first
Finds = Callable[[bytes, str, str], tuple[str, ...]]


class Poller:
    """Asks feeds, several at a time, and files what they bring."""

    def __init__(self, ledger: LedgerThread, fetcher: Fetches, parse: Parses, find: Finds, interval: timedelta, at_once: int = 8) -> None:
        self._ledger = ledger
        self._fetcher = fetcher
        self._parse = Parsing(parse)
        self._find = find
        self._interval = interval
        self._at_once = at_once
        self._left_alone: dict[str, datetime] = {}  #: hosts that want to be left alone, until when
        self._refused: dict[str, tuple[str, str]] = {}  #: by feed: the hash of the last body that was no feed, and why it was none

    async def poll(self, states: Iterable[FeedState], now: datetime) -> tuple[FeedOutcome, ...]:
        """What each feed brought, in their order. What it brought is filed together with the validators that vouch for it."""
        self._left_alone = {host: until for host, until in self._left_alone.items() if until > now}
        asked = list(states)
        done: list[tuple[Polled | Unchanged | None, FeedOutcome] | None] = [None] * len(asked)
        left = iter(enumerate(asked))

        async def work() -> None:
            for place, state in left:
                done[place] = await self._one(state, now)

        try:
            await asyncio.gather(*(work() for _ in range(min(self._at_once, len(asked)))))
        finally:
            self._parse.close()
        ended = [one for one in done if one is not None]
        # Most feeds have nothing new: their states are written together, and asked again where a crash comes before it.
        moved = [(outcome.url, outcome.moved) for _, outcome in ended if outcome.moved]
        await self._ledger.call(settle, [polled for polled, _ in ended if polled is not None], moved, now)
        return tuple(outcome for _, outcome in ended)

    async def _one(self, state: FeedState, now: datetime) -> tuple[Polled | Unchanged | None, FeedOutcome]:
        """What came of one feed, where that is not written down yet, and in short."""
        url = state.feed.url
        polled = await self._ask(state, now)
        if isinstance(polled, Unchanged):
            return polled, FeedOutcome(url, "unchanged", moved=polled.moved)
        if polled.articles or polled.undated:
            try:
                outcome = await self._ledger.call(file, polled, now)
                return None, replace(outcome, moved=polled.moved)
            except LedgerError:
                raise
            except Exception as error:
                log.exception("what feed %s brought could not be filed", url)
                polled = self._failed(state, now, f"what it brought could not be filed ({type(error).__name__}: {error})")
        if polled.gone:
            return polled, FeedOutcome(url, "gone", error=polled.error)
        if polled.waits:
            return polled, FeedOutcome(url, "waiting")
        return polled, FeedOutcome(url, "unchanged" if polled.error is None else "failed", error=polled.error, moved=polled.moved)

    # ── one feed ───────────────────────────────────────────────────────────────────────────────────────────

    async def _ask(self, state: FeedState, now: datetime) -> Polled | Unchanged:
        until = self._left_alone.get(_host(state.feed.url)) if self._left_alone else None
        if until is not None and until > now:
            return Polled(replace(state, due=until), waits=True)
        try:
            answer = await self._fetcher.get(state.feed.url, etag=state.etag, modified=state.modified)
            return await self._read(state, answer, now, search=True)
        except FetchError as error:
            return self._not_fetched(state, error, now)
        except WireError as error:
            return self._failed(state, now, error.why)
        except Exception as error:
            log.exception("feed %s could not be read", state.feed.url)
            return self._failed(state, now, f"it could not be read ({type(error).__name__}: {error})")

    async def _read(self, state: FeedState, answer: Answer, now: datetime, *, search: bool) -> Polled | Unchanged:
        """What an answer brings. A body that was read before, well or not, is not parsed again. ``search``: pages for their feed."""
        if answer.not_modified:
            return self._unchanged(state, answer, now)
        url, body_hash = state.feed.url, blake2b(answer.body, digest_size=16).hexdigest()
        if body_hash == state.body_hash:
            return self._unchanged(state, answer, now)
        known, why = self._refused.get(url, ("", ""))
        if known == body_hash:
            return self._failed(state, now, why)
        try:
            parsed = await self._parse(answer.body, state.feed, answer.content_type, now)
        except ParseError as error:
            found, why = await self._searched(state, answer, now) if search else (None, "")
            if found is not None:
                return found
            why = error.why + why
            self._refused[url] = body_hash, why
            return replace(self._failed(state, now, why), unparsed=True)
        self._refused.pop(url, None)
        watched = state.body_hash is not None and state.fresh is not None and now - state.fresh <= WATCHED
        items = len(parsed.articles) + len(parsed.undated)
        fetched = replace(state, etag=answer.etag, modified=answer.modified, ttl=parsed.ttl, rests=parsed.rests)
        fetched = replace(fetched, body_hash=body_hash, items=items, checked=now, fresh=now, error=None, failures=0)
        soon = self._due(replace(fetched, changed=None), answer, now)
        return Polled(
            replace(fetched, due=self._due(fetched, answer, now)),
            parsed.articles,
            parsed.undated,
            watched,
            moved=answer.moved_to,
            parsed=True,
            seen=state.fresh,
            soon=soon,
        )

    async def _searched(self, state: FeedState, answer: Answer, now: datetime) -> tuple[Polled | None, str]:
        """What a page in a feed's place leads to: its feed, read there from now on where this never was one; else a word on it."""
        urls = [url for url in self._find(answer.body, answer.at or answer.url, answer.content_type) if url != state.feed.url]
        if state.body_hash is not None:
            return None, f"; it names a feed at {urls[0]}" if urls else ""
        for url in urls[:TRIED]:
            there = replace(state, feed=replace(state.feed, url=url, known_as=state.feed.identity))
            try:
                found = await self._read(there, await self._fetcher.get(url), now, search=False)
            except WireError:
                continue
            if isinstance(found, Polled) and found.error is None:
                # Under the address it has in the ledger, which it leaves once this is filed.
                return replace(found, state=replace(found.state, feed=state.feed), moved=found.moved or url), ""
        return None, ""

    def _not_fetched(self, state: FeedState, error: FetchError, now: datetime) -> Polled:
        if error.status == _GONE:
            failed = self._failed(state, now, "the server says that this feed is gone for good (410)")
            return replace(failed, gone=True)
        if error.status in _BUSY and error.retry_after is not None:
            due = due_after(now, timedelta(), retry_after=error.retry_after)
            host = _host(state.feed.url)
            self._left_alone[host] = max(due, self._left_alone.get(host, due))
        return self._failed(state, now, error.why, error.retry_after)

    def _unchanged(self, state: FeedState, answer: Answer, now: datetime) -> Unchanged:
        return Unchanged(state.feed.url, self._due(state, answer, now), answer.etag, answer.modified, answer.moved_to)

    def _due(self, state: FeedState, answer: Answer, now: datetime) -> datetime:
        return due_after(
            now,
            self._interval,
            ttl=state.ttl,
            retry_after=answer.retry_after,
            max_age=answer.max_age,
            pace=pace(state.rhythm, state.changed, now),
            rests=state.rests,
            name=state.feed.url,
        )

    def _failed(self, state: FeedState, now: datetime, why: str, retry_after: float | None = None) -> Polled:
        # Without its validators: an answer that could not be parsed must not be vouched for as known the next time.
        failures = state.failures + 1
        due = due_after(now, self._interval, failures=failures, retry_after=retry_after, rests=state.rests, name=state.feed.url)
        return Polled(replace(state, due=due, checked=now, error=why, failures=failures, etag=None, modified=None), error=why)


def _host(url: str) -> str:
    return urlsplit(url).netloc.lower()
