"""Asking the feeds: when each is due again, and what came of asking. One feed's failure is a value, not an exception."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Literal, Protocol

from digests.errors import FetchError, LedgerError, WireError
from digests.ledger import Ledger, LedgerThread
from digests.model import Article, Feed, FeedOutcome, FeedState

__all__ = ["Answer", "Fetches", "Parsed", "Parses", "Poller", "due_after"]

log = logging.getLogger(__name__)

#: A feed that fails is asked more and more seldom, but once a day.
LONGEST_BACKOFF = timedelta(days=1)
#: What a feed or its server asks for is honoured up to here.
LONGEST_TTL, LONGEST_RETRY_AFTER = timedelta(hours=6), timedelta(days=7)
#: A feed that was read this long ago was being watched: what it did not hold then is new.
WATCHED = timedelta(days=1)


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
    def not_modified(self) -> bool: ...


class Fetches(Protocol):
    """A fetcher (``wire.fetch.Fetcher``): bytes of an address, or a WireError."""

    async def get(self, url: str, etag: str | None = None, modified: str | None = None) -> Answer: ...


class Parsed(Protocol):
    """What of a parsed feed is read here (``wire.parse.ParsedFeed``)."""

    @property
    def articles(self) -> tuple[Article, ...]: ...
    @property
    def undated(self) -> tuple[Article, ...]: ...
    @property
    def ttl(self) -> int | None: ...


class Parses(Protocol):
    """``wire.parse.parse``: bytes to articles, or a ParseError."""

    def __call__(self, body: bytes, feed: Feed, *, content_type: str = "", now: datetime) -> Parsed: ...


@dataclass(frozen=True, slots=True)
class _Polled:
    """What came of asking one feed."""

    state: FeedState
    articles: tuple[Article, ...] = ()
    undated: tuple[Article, ...] = ()  #: what nothing dates
    watched: bool = False  #: whether the feed was read a while ago, so that an undated item it did not hold then is new
    error: str | None = None


def due_after(
    asked: datetime, interval: timedelta, *, failures: int = 0, ttl: int | None = None, retry_after: float | None = None
) -> datetime:
    """When a feed that was asked at ``asked`` is due again: it has failed so often in a row, and asks for ``ttl`` minutes of rest.

    A well one after ``interval`` or what it asks for itself; a failing one after twice as long for every failure in a row;
    neither before its server's Retry-After (seconds). A tenth early, so that the round of the same interval finds it due.
    """
    if failures:
        wait = min(interval * (1 << min(failures, 16)), LONGEST_BACKOFF)
    else:
        wait = max(interval, min(timedelta(minutes=ttl or 0), LONGEST_TTL))
    if retry_after is not None:
        wait = max(wait, timedelta(seconds=min(retry_after, LONGEST_RETRY_AFTER.total_seconds())))
    return asked + wait - interval / 10


class Poller:
    """Asks feeds, several at a time, and files what they bring."""

    def __init__(self, ledger: LedgerThread, fetcher: Fetches, parse: Parses, interval: timedelta, at_once: int = 8) -> None:
        self._ledger = ledger
        self._fetcher = fetcher
        self._parse = parse
        self._interval = interval
        self._gate = asyncio.Semaphore(at_once)

    async def poll(self, states: Iterable[FeedState], now: datetime) -> tuple[FeedOutcome, ...]:
        """What each feed brought, in their order. What it brought is filed together with the validators that vouch for it."""
        done = await asyncio.gather(*(self._one(state, now) for state in states))
        # Most feeds have nothing new: their states are written together, and asked again where a crash comes before it.
        await self._ledger.call(Ledger.feeds_checked, [state for state, _ in done if state is not None])
        return tuple(outcome for _, outcome in done)

    async def _one(self, state: FeedState, now: datetime) -> tuple[FeedState | None, FeedOutcome]:
        """What came of one feed, and its state where that is not written down yet."""
        async with self._gate:
            polled = await self._ask(state, now)
        if polled.articles or polled.undated:
            try:
                return None, await self._ledger.call(_file, polled, now)
            except LedgerError:
                raise
            except Exception as error:
                log.exception("what feed %s brought could not be filed", state.feed.url)
                polled = self._failed(state, now, f"what it brought could not be filed ({type(error).__name__}: {error})")
        return polled.state, FeedOutcome(state.feed.url, "unchanged" if polled.error is None else "failed", error=polled.error)

    async def _ask(self, state: FeedState, now: datetime) -> _Polled:
        feed = state.feed
        try:
            answer = await self._fetcher.get(feed.url, etag=state.etag, modified=state.modified)
            if answer.not_modified:
                return _Polled(self._well(state, now, answer.retry_after))
            body_hash = blake2b(answer.body, digest_size=16).hexdigest()
            state = replace(state, etag=answer.etag, modified=answer.modified)
            if body_hash == state.body_hash:
                return _Polled(self._well(state, now, answer.retry_after))
            parsed = await asyncio.to_thread(self._parse, answer.body, feed, content_type=answer.content_type, now=now)
        except WireError as error:
            return self._failed(state, now, error.why, error.retry_after if isinstance(error, FetchError) else None)
        except Exception as error:
            log.exception("feed %s could not be read", feed.url)
            return self._failed(state, now, f"it could not be read ({type(error).__name__}: {error})")
        watched = state.body_hash is not None and state.fresh is not None and now - state.fresh <= WATCHED
        state = replace(state, body_hash=body_hash, items=len(parsed.articles) + len(parsed.undated), ttl=parsed.ttl)
        return _Polled(self._well(state, now, answer.retry_after), parsed.articles, parsed.undated, watched)

    def _well(self, state: FeedState, now: datetime, retry_after: float | None) -> FeedState:
        due = due_after(now, self._interval, ttl=state.ttl, retry_after=retry_after)
        return replace(state, due=due, checked=now, fresh=now, error=None, failures=0)

    def _failed(self, state: FeedState, now: datetime, why: str, retry_after: float | None = None) -> _Polled:
        # Without its validators: an answer that could not be parsed must not be vouched for as known the next time.
        failures = state.failures + 1
        due = due_after(now, self._interval, failures=failures, retry_after=retry_after)
        return _Polled(replace(state, due=due, checked=now, error=why, failures=failures, etag=None, modified=None), error=why)


def _file(ledger: Ledger, polled: _Polled, now: datetime) -> FeedOutcome:
    """Articles and the feed's new state, in one transaction: neither is kept without the other.

    An undated item that may be old, or is an old one in other words, is filed as known and never read: it must not pass for news.
    """
    state = polled.state
    with ledger.atomic():
        before = ledger.on_file(article.story_id for article in polled.articles + polled.undated)
        new = tuple(article for article in polled.undated if polled.watched and article.story_id not in before)
        filed = ledger.file(polled.articles + new, now)
        ledger.pass_over(ledger.file(polled.undated, now), now)
        ledger.feed_checked(replace(state, changed=now) if filed else state)
    revised = sum(article.story_id in before for article in filed)
    status: Literal["new", "unchanged"] = "new" if filed else "unchanged"
    return FeedOutcome(state.feed.url, status, len(filed) - revised, revised)
