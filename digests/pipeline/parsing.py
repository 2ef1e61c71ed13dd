"""Parsing off the loop: in a thread, and in processes of their own where a backlog is worth starting them."""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import os
import pickle
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import datetime
from functools import partial
from typing import Protocol

from digests.model import Article, Feed

__all__ = ["BACKLOG", "Parsed", "Parses", "Parsing"]

log = logging.getLogger(__name__)

#: So many bytes waiting to be parsed are a backlog: some seconds of work, where processes take a second to start.
BACKLOG = 4_000_000


class Parsed(Protocol):
    """What of a parsed feed is read here (``wire.parse.ParsedFeed``)."""

    @property
    def articles(self) -> tuple[Article, ...]: ...
    @property
    def undated(self) -> tuple[Article, ...]: ...
    @property
    def ttl(self) -> int | None: ...
    @property
    def rests(self) -> tuple[int, ...]: ...


class Parses(Protocol):
    """``wire.parse.parse``: bytes to articles, or a ParseError."""

    def __call__(self, body: bytes, feed: Feed, *, content_type: str = "", now: datetime) -> Parsed: ...


class Parsing:
    """Parses bodies one after another in a thread; while more than ``backlog`` bytes wait, in as many processes as there are cores.

    Processes are started for a backlog and ended with ``close``: a desk at rest keeps none. A function that cannot be sent to
    another process (a method, a fake) stays in the thread.
    """

    def __init__(self, parse: Parses, backlog: int = BACKLOG) -> None:
        self._parse = parse
        self._backlog = backlog
        self._waiting = 0
        self._thread = asyncio.Lock()
        self._pool: ProcessPoolExecutor | None = None
        self._cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        self._portable = self._cores > 1 and _portable(parse)

    @property
    def processes(self) -> bool:
        """Whether processes are at work."""
        return self._pool is not None

    async def __call__(self, body: bytes, feed: Feed, content_type: str, now: datetime) -> Parsed:
        """The articles of a body. Raises what the parser raises."""
        self._waiting += len(body)
        try:
            if self._portable and (self._pool or self._waiting > self._backlog):
                try:
                    return await self._apart(body, feed, content_type, now)
                except (BrokenProcessPool, OSError) as error:  # killed, or none could be started
                    log.warning("feeds are not parsed in processes of their own any more: %s", error)
                    self._portable = False
            # One at a time: the work is Python's, and threads would only take turns at it.
            async with self._thread:
                return await asyncio.to_thread(self._parse, body, feed, content_type=content_type, now=now)
        finally:
            self._waiting -= len(body)

    def close(self) -> None:
        """End the processes, once nothing is waiting."""
        if self._pool is not None and not self._waiting:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None

    async def _apart(self, body: bytes, feed: Feed, content_type: str, now: datetime) -> Parsed:
        if self._pool is None:
            # Not forked: threads and the ledger's connection are open here.
            self._pool = ProcessPoolExecutor(self._cores, mp_context=multiprocessing.get_context("spawn"))
        work = partial(self._parse, body, feed, content_type=content_type, now=now)
        return await asyncio.get_running_loop().run_in_executor(self._pool, work)


def _portable(parse: Parses) -> bool:
    """Whether another process could be given this function: a module's own."""
    if not hasattr(parse, "__qualname__") or hasattr(parse, "__self__"):
        return False
    try:
        pickle.dumps(parse)
    except (pickle.PicklingError, AttributeError, TypeError):
        return False
    return True
