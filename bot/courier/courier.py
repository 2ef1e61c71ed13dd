"""The courier: claims, sends, settles."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Collection
from datetime import datetime, timedelta, tzinfo
from typing import Any, cast

import structlog
from telegram.error import BadRequest, TelegramError, TimedOut
from telegram.ext import ExtBot

from bot.chats import Place
from bot.courier.clerk import Clerk
from bot.courier.outage import Outage
from bot.courier.outcomes import is_outage, loses_message, outcome_of
from bot.courier.planning import Planner, Step
from bot.courier.reports import count_plain, note_outage
from bot.limiter import Ask, Held, Limiter, Patience
from bot.post import Answered, Draw, Posted, edit, post
from bot.transport import redacted
from digests.clock import Clock
from digests.errors import LedgerError
from digests.ledger import Ledger, LedgerThread
from digests.model import Delivery, Failed, Later, Outcome, Sent
from digests.outbox import Outbox

__all__ = ["IN_FLIGHT", "PAID_IN_FLIGHT", "Courier"]

#: deliveries on their way at once; what a crash may leave unknown is no more than this
IN_FLIGHT, PAID_IN_FLIGHT = 30, 200
_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(seconds=15), timedelta(minutes=15)
_ATTEMPTS = 6  #: past this the pause grows no more
_RECOVER = timedelta(minutes=1)
_LOOK_SECONDS = 0.25  #: how long what has come due meanwhile waits for what flies

_log = structlog.get_logger(__name__)


class Courier:
    """Sends what is due; ``run`` until nothing is."""

    def __init__(
        self,
        bot: ExtBot[Any],
        ledger: LedgerThread,
        clock: Clock,
        zone: tzinfo,
        *,
        hold: Collection[str] = (),
        in_flight: int = IN_FLIGHT,
        draw: Draw | None = None,
        jitter: Callable[[], float] = random.random,
        beat: Callable[[], None] = lambda: None,
        report: Callable[[str, str], Awaitable[None]] | None = None,
    ) -> None:
        """``zone``: that times are written in. ``hold``: recipients to pass over for now. ``jitter``: 0 to 1, spreads what is put back.

        ``beat`` is called with every delivery that is settled: a long broadcast is no courier that is stuck.
        ``report`` is told what the people of the desk should know at once: what failed, and why.
        ``draw``: makes pictures of their plans; None sends what they say in words. The bot's rate limiter must be a ``Limiter``.
        """
        self._bot, self._ledger, self._clock = bot, ledger, clock
        self._limiter = cast("Limiter", bot.rate_limiter)
        self._hold, self._in_flight, self._jitter, self._draw = hold, in_flight, jitter, draw
        self._beat, self._report = beat, report
        self._planner = Planner(ledger, zone)
        self._clerk = Clerk(ledger)
        self._outage = Outage(clock, jitter)
        self._flying: dict[asyncio.Task[None], str] = {}
        self._landed = asyncio.Event()
        self._settled = 0
        self._broken: BaseException | None = None
        self._stopping = False
        self._recovered: datetime | None = None

    async def recover(self) -> int:
        """At the start, and now and then: what a process that died had claimed becomes due again; how many."""
        now = self._recovered = self._clock.now()
        return await self._ledger.call(lambda ledger: Outbox(ledger).recover(now))

    async def run(self) -> int:
        """Claim and send until nothing is due; how many deliveries were settled. One call at a time.

        While Telegram lets everything wait, or cannot be reached, it claims nothing, or one delivery to look again.
        """
        self._settled, self._broken = 0, None
        if self._recovered is None or abs(self._clock.now() - self._recovered) >= _RECOVER:
            await self.recover()  # another process on the same ledger may have died since
        try:
            while True:
                for delivery in await self._claim():
                    task = asyncio.create_task(self._deliver(delivery))
                    self._flying[task] = delivery.recipient
                    task.add_done_callback(self._lands)
                if self._broken is not None:
                    raise self._broken
                if not self._flying:
                    return self._settled
                await self._some_landed()
        except BaseException:
            await self._give_up()
            raise

    def stop(self) -> None:
        """Claim no more, for good; ``run`` returns once what flies has landed."""
        self._stopping = True

    # ── claiming ───────────────────────────────────────────────────────────────────────────────────────────

    async def _claim(self) -> tuple[Delivery, ...]:
        limit = self._in_flight - len(self._flying)
        if self._outage.since is not None:
            limit = min(limit, 1 - len(self._flying))
        if self._stopping or limit < 1 or self._outage.waits or self._limiter.closed_for > 0:
            return ()
        now, exclude = self._clock.now(), (*self._flying.values(), *self._hold)
        return await self._ledger.call(lambda ledger: Outbox(ledger).claim(now, limit, exclude))

    async def _some_landed(self) -> None:
        """Claimed again in batches: a look at the outbox for every single send would cost more than it brings."""
        enough = min(self._in_flight // 2, len(self._flying) - 1)
        try:
            async with asyncio.timeout(None if self._stopping else _LOOK_SECONDS):
                while self._flying and len(self._flying) > enough:
                    self._landed.clear()
                    await self._landed.wait()
        except TimeoutError:
            return

    def _lands(self, task: asyncio.Task[None]) -> None:
        self._flying.pop(task, None)
        if not task.cancelled() and (error := task.exception()) is not None:
            self._broken = error
        self._settled += 1
        self._beat()
        self._landed.set()

    async def _give_up(self) -> None:
        """What flies comes down; after a trouble with the ledger claims are given back, so that the next run finds them."""
        flying = list(self._flying)
        if self._broken is None:
            for task in flying:
                task.cancel()
        await asyncio.gather(*flying, return_exceptions=True)
        if self._broken is not None:
            now = self._clock.now()
            try:
                await self._ledger.call(lambda ledger: Outbox(ledger).give_back(now))
            except LedgerError as error:  # the same trouble again, most likely; then the lease ends them
                _log.warning("claims could not be given back", error=redacted(str(error)))

    # ── delivering ─────────────────────────────────────────────────────────────────────────────────────────

    async def _deliver(self, delivery: Delivery) -> None:
        """Take the steps that are left, and settle."""
        try:
            place = Place.named(delivery.recipient)
        except ValueError:
            await self._settle(delivery, Failed("this recipient is no chat"))
            return
        try:
            steps = await self._planner.steps(delivery)
        except Exception as error:  # a defect of ours must not hold up everyone else's posts
            await self._settle(delivery, _defect(error))
            return
        if delivery.cursor >= len(steps):
            await self._settle(delivery, Sent())
        for number in range(delivery.cursor, len(steps)):
            try:
                posted = await self._take(delivery, place, steps, number)
            except TelegramError as error:
                await self._settle(delivery, await self._outcome(error, delivery))
                return
            except Exception as error:  # tried again it would fail again
                await self._settle(delivery, _defect(error))
                return
            if posted is None:
                return  # another sender has it now
            await self._reached()
            await self._note(delivery, steps, number, posted)

    async def _take(self, delivery: Delivery, place: Place, steps: tuple[Step, ...], number: int) -> Posted | None:
        """One step, in its turn: marked, then on the wire. None where the claim has been lost."""
        ask = Ask(delivery.priority, Patience.HAND_BACK)
        async with self._limiter.turn(place.chat, ask) as turn:
            plan = Planner.kept(steps) if number == 0 and len(steps) > 1 and not delivery.plan else ""
            if not await self._clerk.write(lambda ledger: _mark(ledger, delivery.id, number, plan)):
                return None
            return await self._send(place, steps[number], Ask(ask.priority, ask.patience, turn), delivery)

    async def _send(self, place: Place, step: Step, ask: Ask, delivery: Delivery) -> Posted:
        if not step.edits:
            answers = Answered(int(step.answers), step.quote) if step.answers else None
            return await post(self._bot, place, step.page, ask, self._draw, answers=answers, silent=delivery.silent)
        try:
            return await edit(self._bot, place, int(step.edits), step.page, ask)
        except TelegramError as error:
            if not loses_message(error) or step.instead is None:
                raise
        return await post(self._bot, place, step.instead, ask, self._draw, silent=delivery.silent)

    async def _outcome(self, error: TelegramError, delivery: Delivery) -> Outcome:
        if is_outage(error):
            if self._outage.fails(delivery.recipient):
                since = self._outage.since or self._clock.now()
                await self._clerk.write(lambda ledger: note_outage(ledger, since, None))
                # Nothing is wrong with this chat: it is due as soon as there is somebody to talk to again.
                return Later(self._clock.now(), redacted(str(error)))
        elif not isinstance(error, (Held, TimedOut)) or isinstance(error, BadRequest):
            await self._reached()
        spread = 1 + self._jitter() / 4
        pause = min(_FIRST_PAUSE * 2 ** min(delivery.attempts, _ATTEMPTS), _LONGEST_PAUSE) * spread
        return outcome_of(error, Later(self._clock.now() + pause, redacted(str(error))), delivery.recipient, self._clock)

    async def _reached(self) -> None:
        """Telegram answered, whatever it said."""
        since, now = self._outage.ends(), self._clock.now()
        if since is not None:
            _log.info("Telegram can be reached again", since=since.isoformat())
            await self._clerk.write(lambda ledger: note_outage(ledger, since, now))

    async def _note(self, delivery: Delivery, steps: tuple[Step, ...], number: int, posted: Posted) -> None:
        """A step is taken: the cursor moves past it, and past the last one the delivery is settled, all at once."""
        step, now, last = steps[number], self._clock.now(), number + 1 == len(steps)
        shown = "" if posted.plain or (step.edits and not posted.edited) else step.shown

        def note(ledger: Ledger) -> None:
            outbox = Outbox(ledger)
            if posted.edited:
                outbox.amend(step.delivery, step.number, shown)
            outbox.advance(delivery.id, number, None if posted.edited else posted.message, shown)
            if posted.plain:
                count_plain(ledger)
                outbox.remark(delivery.id, f"sent as plain text: {posted.why}", now)
            if last:
                outbox.settle(delivery.id, Sent(), now)

        await self._clerk.write(note)
        if posted.plain:
            await self._tell("the style of a post", f"it went out as plain text: {posted.why}")

    async def _settle(self, delivery: Delivery, outcome: Outcome) -> None:
        if not isinstance(outcome, Sent):
            _log.info(
                "not sent", delivery=delivery.id, topic=delivery.topic, outcome=type(outcome).__name__, why=getattr(outcome, "why", "")
            )
        now = self._clock.now()
        await self._clerk.write(lambda ledger: Outbox(ledger).settle(delivery.id, outcome, now))
        if isinstance(outcome, Failed):
            await self._tell("a post", f"it can never be sent as it is: {outcome.why}")

    async def _tell(self, what: str, why: str) -> None:
        if self._report is not None:
            await self._report(what, redacted(why))


def _mark(ledger: Ledger, delivery: int, number: int, plan: str) -> bool:
    outbox = Outbox(ledger)
    return (not plan or outbox.keep(delivery, plan)) and outbox.mark(delivery, number)


def _defect(error: Exception) -> Failed:
    _log.error("a delivery could not be sent", exc_info=error)
    return Failed(f"a defect of Dateline's own: {type(error).__name__}")
