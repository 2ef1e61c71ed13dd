"""Carries due deliveries from the outbox to Telegram and settles each one.

A page is marked before it goes on the wire and the cursor moves past it once it is out, so a crash repeats at most the page
that was on the wire. A send whose outcome is unknown (no answer came, or the process died) is *sent again*: a digest that
stands twice is a smaller harm than one that is missing. The outbox counts it and /outbox shows it.

What comes of a send, in the order PTB's errors must be looked at:

    RetryAfter           Later, when Telegram says; the limiter holds that chat
    Forbidden            Gone: blocked, kicked, deleted
    ChatMigrated         Moved
    BadRequest           markup refused: plain text, counted; chat, thread or right to write gone: Gone; anything else: Failed
    TimedOut             Later, outcome unknown
    other NetworkErrors  Later, with growing pauses
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Collection
from datetime import timedelta, tzinfo
from typing import Any

import structlog
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.ext import ExtBot

from bot.chats import Place
from bot.limiter import Ask, Patience, seconds
from bot.notices import pages_of
from bot.post import post
from bot.transport import NotSent, redacted
from digests.clock import Clock
from digests.ledger import Ledger, LedgerThread
from digests.model import Delivery, Failed, Gone, Later, Moved, Outcome, Sent
from digests.outbox import Outbox

__all__ = ["PLAIN_NOTE", "Courier", "outcome_of"]

#: the ledger's note of how many pages had to go out as plain text
PLAIN_NOTE = "courier/plain"

#: deliveries on their way at once; what a crash may leave unknown is no more than this
IN_FLIGHT = 30
_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(seconds=15), timedelta(minutes=15)
_ATTEMPTS = 6  #: past this the pause grows no more
_GONE = (
    "chat not found",
    "message thread not found",
    "topic_closed",
    "topic_deleted",
    "not enough rights",
    "have no rights to send",
    "need administrator rights",
    "chat_write_forbidden",
    "peer_id_invalid",
    "user not found",
    "group chat was deactivated",
)

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
        jitter: Callable[[], float] = random.random,
    ) -> None:
        """``zone``: that times are written in. ``hold``: recipients to pass over for now. ``jitter``: 0 to 1, spreads what is put back."""
        self._bot, self._ledger, self._clock, self._zone = bot, ledger, clock, zone
        self._hold, self._in_flight, self._jitter = hold, in_flight, jitter
        self._stopping = False

    async def recover(self) -> int:
        """At the start: what a process that died had claimed becomes due again; how many."""
        now = self._clock.now()
        return await self._ledger.call(lambda ledger: Outbox(ledger).recover(now))

    async def run(self) -> int:
        """Claim and send until nothing is due; how many deliveries were settled. One call at a time."""
        flying: dict[asyncio.Task[None], str] = {}
        settled = 0
        try:
            while True:
                for delivery in await self._claim(self._in_flight - len(flying), (*flying.values(), *self._hold)):
                    flying[asyncio.create_task(self._deliver(delivery))] = delivery.recipient
                if not flying:
                    return settled
                # Claimed again in batches: a look at the outbox for every single send would cost more than it brings.
                least = max(1, len(flying) - self._in_flight // 2)
                while flying and (least > 0 or self._stopping):
                    done, _ = await asyncio.wait(flying, return_when=asyncio.FIRST_COMPLETED)
                    for task in done:
                        del flying[task]
                        task.result()
                    settled, least = settled + len(done), least - len(done)
        finally:
            for task in flying:
                task.cancel()
            await asyncio.gather(*flying, return_exceptions=True)

    def stop(self) -> None:
        """Claim no more, for good; ``run`` returns once what flies has landed."""
        self._stopping = True

    async def _claim(self, limit: int, exclude: tuple[str, ...]) -> tuple[Delivery, ...]:
        if self._stopping or limit < 1:
            return ()
        now = self._clock.now()
        return await self._ledger.call(lambda ledger: Outbox(ledger).claim(now, limit, exclude))

    async def _deliver(self, delivery: Delivery) -> None:
        """Send the pages that are left, and settle."""
        try:
            place = Place.named(delivery.recipient)
        except ValueError:
            await self._settle(delivery, Failed("this recipient is no chat"))
            return
        try:
            pages = pages_of(delivery, self._zone)
        except Exception as error:  # a defect of ours must not hold up everyone else's posts
            await self._settle(delivery, _defect(error))
            return
        outcome: Outcome = Sent()
        for number in range(delivery.cursor, len(pages)):
            if not await self._ledger.call(lambda ledger, page: Outbox(ledger).mark(delivery.id, page), number):
                return  # another sender has it now
            try:
                posted = await post(self._bot, place, pages[number], Ask(delivery.priority, Patience.HAND_BACK))
            except TelegramError as error:
                outcome = self._outcome(error, delivery)
                break
            except Exception as error:  # the same: tried again it would fail again
                outcome = _defect(error)
                break
            await self._ledger.call(_advance, delivery.id, number, posted.message, posted.plain)
        await self._settle(delivery, outcome)

    def _outcome(self, error: TelegramError, delivery: Delivery) -> Outcome:
        spread = 1 + self._jitter() / 4
        pause = min(_FIRST_PAUSE * 2 ** min(delivery.attempts, _ATTEMPTS), _LONGEST_PAUSE) * spread
        return outcome_of(error, Later(self._clock.now() + pause, redacted(str(error))), delivery.recipient, self._clock)

    async def _settle(self, delivery: Delivery, outcome: Outcome) -> None:
        if not isinstance(outcome, Sent):
            _log.info(
                "not sent", delivery=delivery.id, topic=delivery.topic, outcome=type(outcome).__name__, why=getattr(outcome, "why", "")
            )
        now = self._clock.now()
        await self._ledger.call(lambda ledger: Outbox(ledger).settle(delivery.id, outcome, now))


def _defect(error: Exception) -> Failed:
    _log.error("a digest could not be sent", exc_info=error)
    return Failed(f"a defect of Dateline's own: {type(error).__name__}")


def outcome_of(error: TelegramError, later: Later, recipient: str, clock: Clock) -> Outcome:
    """What an error means for a delivery; ``later`` is what a passing trouble gets."""
    match error:
        case RetryAfter():
            return Later(clock.now() + timedelta(seconds=seconds(error)), "Telegram asked to wait")
        case Forbidden():
            return Gone(str(error))
        case ChatMigrated():
            return Moved(Place.named(recipient).moved(error.new_chat_id).recipient)
        case BadRequest():
            words = str(error)
            return Gone(words) if any(known in words.lower() for known in _GONE) else Failed(words)
        case NotSent():
            return later
        case TimedOut():
            return Later(later.at, "no answer came: whether it was sent is unknown", unknown=True)
        case NetworkError():
            return later
        case _:
            return later


def _advance(ledger: Ledger, delivery: int, page: int, message: str, plain: bool) -> None:
    with ledger.atomic():
        Outbox(ledger).advance(delivery, page, message)
        if plain:
            ledger.set_note(PLAIN_NOTE, str(int(ledger.note(PLAIN_NOTE) or 0) + 1))
