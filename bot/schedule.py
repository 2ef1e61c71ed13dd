"""When the desk works: rounds over the feeds, composing for days that come and pass, and the courier.

The jobs are APScheduler's; the courier runs beside them and is woken by whatever enqueues. ``run_now`` does all of it once,
in order, without waiting for any clock.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.board import Board
from bot.courier import Courier
from digests.clock import Clock
from digests.errors import DatelineError
from digests.ledger import Ledger, LedgerThread
from digests.model import Run
from digests.outbox import Outbox
from digests.pipeline import Pipeline

__all__ = ["KEEP", "Schedule"]

_COMPOSE_SECONDS = 60
_DUE_SECONDS = 60  #: how long a feed that is due waits at most
_LOOK_SECONDS = 1.0  #: how long the courier waits to be woken before it looks by itself
_GRACE_SECONDS = 30
KEEP = timedelta(days=90)  #: how long settled deliveries are kept
_LANDING_SECONDS = 4.0

_log = structlog.get_logger(__name__)


class Schedule:
    """Runs the pipeline and the courier in time."""

    def __init__(
        self,
        pipeline: Pipeline,
        courier: Courier,
        board: Board,
        ledger: LedgerThread,
        clock: Clock,
        wake: asyncio.Event,
        refresh_minutes: int,
        *,
        beat: Callable[[str], None] = lambda part: None,
        failed: Callable[[str, str], Awaitable[None]] | None = None,
        tell: Callable[[str], Awaitable[object]] | None = None,
        backup: Callable[[], Awaitable[object]] | None = None,
        backup_hours: int = 0,
        also: Sequence[Callable[[], Awaitable[int]]] = (),
    ) -> None:
        """``beat`` is called whenever a part did its work, ``failed`` where it failed; ``backup`` every ``backup_hours`` (0: never).

        ``tell`` takes what the desk is to be told at once, in words.
        ``also``: what else enqueues by the clock, each giving how many deliveries; asked whenever digests are composed.
        """
        self._beat, self._failed, self._tell = beat, failed, tell
        self._backup, self._backup_hours = backup, backup_hours
        self._pipeline, self._courier, self._ledger, self._clock, self._wake = pipeline, courier, ledger, clock, wake
        self._board = board
        self._minutes, self._also = refresh_minutes, tuple(also)
        self._scheduler = AsyncIOScheduler(
            timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": _GRACE_SECONDS}
        )
        self._carrying: asyncio.Task[None] | None = None
        self._ended = self._begun = False
        self._turn = asyncio.Lock()

    def start(self) -> None:
        """Begin, with a first round at once."""
        # The scheduler asks the machine's clock, never the desk's: jobs fall due in real time even where that one stands.
        # Oftener than any feed is asked: each falls due at a time of its own.
        seconds = min(self._minutes * 60, _DUE_SECONDS)
        self._scheduler.add_job(self._job("refresh", self._refresh), "interval", seconds=seconds, id="refresh")
        self._scheduler.add_job(self._job("refresh", self._refresh), id="first refresh")
        self._scheduler.add_job(self._job("compose", self._compose), "interval", seconds=_COMPOSE_SECONDS, id="compose")
        self._scheduler.add_job(self._job("board", self._board.update), "interval", seconds=_COMPOSE_SECONDS, id="board")
        self._scheduler.add_job(self._job("tidy", self._tidy), "interval", hours=24, id="tidy")
        if self._backup is not None and self._backup_hours:
            self._scheduler.add_job(self._job("backup", self._backup), "interval", hours=self._backup_hours, id="backup")
        self._scheduler.start()
        self._carrying = asyncio.create_task(self._carry())

    def rewind(self) -> None:
        """After the clock of the day jumped: every job is due within its own span from now on, and not at the hours of before."""
        for job in self._scheduler.get_jobs():
            if isinstance(job.trigger, IntervalTrigger):
                job.reschedule(IntervalTrigger(seconds=int(job.trigger.interval_length), timezone="UTC"))

    def next_round(self, job: str) -> datetime | None:
        """When a job is due next; None where there is none such."""
        found = self._scheduler.get_job(job)
        return None if found is None else found.next_run_time

    async def stop(self) -> None:
        """End: running jobs are cancelled (a second start takes them up), what flies may land."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        self._courier.stop()
        self._ended = True
        self._wake.set()
        if self._carrying is not None:
            await asyncio.wait((self._carrying,), timeout=_LANDING_SECONDS)
            self._carrying.cancel()
            await asyncio.wait((self._carrying,))
            self._carrying = None

    async def run_now(self, *, force: bool = False) -> Run:
        """One round of everything: read the feeds that are due (all, where ``force``), compose, deliver, bring pins up to date."""
        run = await self._pipeline.tick(force=force)
        for each in self._also:
            await each()
        await self.deliver()
        await self._board.update()
        return run

    async def deliver(self) -> int:
        """Send all that is due now; how many deliveries were settled."""
        async with self._turn:
            return await self._courier.run()

    async def _refresh(self) -> None:
        run = await self._pipeline.refresh()
        if self._begun and not run.feeds and not run.facts:
            return  # nothing was due; what passes with time alone is composed by a job of its own
        self._begun = True
        enqueued = await self._pipeline.compose()
        for feed in run.feeds:
            if feed.status == "gone" and self._tell is not None:  # it is written down with the feed itself
                await self._tell(f"The feed {feed.url} is not asked any more: {feed.error}")
        failed = sum(1 for feed in run.feeds if feed.status == "failed")
        _log.info("round", feeds=len(run.feeds), failed=failed, articles=run.filed, facts=run.facts, enqueued=enqueued)
        self._wake.set()

    async def _compose(self) -> None:
        if await self._pipeline.compose() + sum([await each() for each in self._also]):
            self._wake.set()

    async def _tidy(self) -> None:
        before = self._clock.now() - KEEP
        await self._ledger.call(lambda ledger: Outbox(ledger).tidy(before))
        await self._ledger.call(Ledger.forget_troubles, before)
        await self._ledger.call(Ledger.forget_feed_days, before.date())

    async def _carry(self) -> None:
        deliver = self._guarded("courier", self.deliver)
        while not self._ended:
            # Not wait_for: in Python 3.11 it may swallow a cancellation that comes together with the event.
            with suppress(TimeoutError):
                async with asyncio.timeout(_LOOK_SECONDS):
                    await self._wake.wait()
            self._wake.clear()
            await deliver()

    def _job(self, name: str, job: Callable[[], Awaitable[object]]) -> Callable[[], Awaitable[None]]:
        """A job for the scheduler, which would write down a cancelled one as a failure: at the end that is how they end."""
        guarded = self._guarded(name, job)

        async def run() -> None:
            with suppress(asyncio.CancelledError):
                await guarded()

        return run

    def _guarded(self, name: str, job: Callable[[], Awaitable[object]]) -> Callable[[], Awaitable[None]]:
        """A job whose failure is written down and does not end the next one."""

        async def run() -> None:
            why = ""
            try:
                await job()
                self._beat(name)
            except DatelineError as error:
                why = str(error)
                _log.error("job failed", job=name, error=why)
            except Exception as error:
                why = f"a defect of Dateline's own ({type(error).__name__}); the log has where"
                _log.exception("job failed", job=name)
            if why and self._failed is not None:
                await self._failed(name, why)

        return run
