"""A courier in a process of its own that the kernel ends at a given step: ``python -m tests.bot.courier.carrying``.

Reads orders as lines of JSON, carries each out in a fork of itself (so that only the first pays for the imports), and tells how it
ended. A step is each statement that SQLite is about to run, each request that is about to go out, and each answer that has come.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sqlite3
import sys
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from telegram.ext import ExtBot

from bot.courier import Courier
from bot.limiter import Limiter
from bot.log import set_up
from bot.transport import AiohttpRequest
from digests.clock import SetClock
from digests.ledger import LedgerThread
from digests.outbox import Outbox

__all__ = ["IN_FLIGHT", "End", "Order"]

IN_FLIGHT = 3
_ROUNDS = 12


@dataclass(frozen=True)
class Order:
    """What to carry: everything that is due in a ledger."""

    database: str
    base_url: str
    token: str
    now: str  #: ISO: the moment at the start
    kill: int = 0  #: the step before which the process is ended; 0: never


@dataclass(frozen=True)
class End:
    """How it ended."""

    steps: int  #: steps taken; 0 where it was killed
    signal: int


class Steps:
    """Counts, and kills."""

    def __init__(self, kill: int) -> None:
        self.kill, self.taken = kill, 0

    def take(self, _: object = None) -> None:
        self.taken += 1
        if self.taken == self.kill:
            os.kill(os.getpid(), signal.SIGKILL)


class Counted(AiohttpRequest):
    """The transport with its steps counted."""

    __slots__ = ("steps",)

    steps: Steps

    async def do_request(self, *arguments: Any, **more: Any) -> tuple[int, bytes]:
        self.steps.take()
        answer = await super().do_request(*arguments, **more)
        self.steps.take()
        return answer


async def carry(order: Order, steps: Steps) -> None:
    """One courier, until nothing waits any more; time passes where all that waits is put off."""
    connect = sqlite3.connect

    def counted(*arguments: Any, **more: Any) -> sqlite3.Connection:
        connection = connect(*arguments, **more)
        connection.set_trace_callback(steps.take)
        return connection

    sqlite3.connect = counted  # type: ignore[assignment]
    clock = SetClock(datetime.fromisoformat(order.now))
    ledger = LedgerThread(order.database, clock)
    ledger.start()
    request = Counted(64)
    request.steps = steps
    limiter = Limiter(overall=100_000, burst=100_000, per_minute=100_000, monotonic=lambda: clock.now().timestamp())
    bot = ExtBot(order.token, base_url=order.base_url, request=request, get_updates_request=request, rate_limiter=limiter)
    courier = Courier(bot, ledger, clock, UTC, in_flight=IN_FLIGHT, jitter=lambda: 0.0)
    await courier.recover()
    for _ in range(_ROUNDS):
        await courier.run()
        while (summary := await ledger.call(lambda ledger: Outbox(ledger).summary(clock.now()))).on_wire:
            await asyncio.sleep(0.01)  # another process has it in hand, or died with it
            await courier.recover()
        if not summary.waiting:
            break
        clock.move_to(clock.now() + timedelta(minutes=1))
    await request.shutdown()
    ledger.close()


def fork(order: Order) -> End:
    """Carry an order out in a process that may die."""
    here, there = os.pipe()
    child = os.fork()
    if child == 0:
        steps = Steps(order.kill)
        try:
            asyncio.run(carry(order, steps))
            os.write(there, str(steps.taken).encode())
        finally:
            os._exit(0 if sys.exc_info()[0] is None else 1)
    os.close(there)
    told = b""
    while part := os.read(here, 64):
        told += part
    os.close(here)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise RuntimeError("the courier failed; what it said stands above")
    return End(int(told or 0), os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0)


def main() -> None:
    """Orders in, ends out."""
    set_up("ERROR")
    for line in sys.stdin:
        print(json.dumps(asdict(fork(Order(**json.loads(line))))), flush=True)


if __name__ == "__main__":
    main()
