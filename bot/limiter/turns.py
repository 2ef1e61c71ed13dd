"""Who may go next: chats with their queues, the most pressing first, and nobody for ever last."""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from itertools import count

from bot.limiter.allowance import Allowance, Window
from bot.limiter.asking import Held
from digests.model import Priority

__all__ = ["Chat", "Turn", "Turns"]

#: How long something newer and more urgent may be let ahead, in seconds. Turns are given by arrival and this together, so that
#: one of the lowest priority is overtaken only by what came within a minute after it, however much that is.
HEAD_START = {Priority.ANSWER: 0.0, Priority.REMINDER: 2.0, Priority.BREAKING: 5.0, Priority.DIGEST: 15.0, Priority.BROADCAST: 60.0}


@dataclass(slots=True, eq=False)
class Chat:
    """One chat: its allowance, who waits for it, and whether something is on its way there."""

    name: str
    allowance: Allowance
    queue: list[tuple[float, int, Turn]] = field(default_factory=list)  #: a heap
    busy: bool = False
    timed: bool = False  #: it is called again by the clock


@dataclass(slots=True, eq=False)
class Turn:
    """One request that waits for its turn, or has it."""

    chat: Chat
    rank: float
    number: int
    weight: int  #: messages it makes
    longest: float  #: seconds it would wait at once for its chat
    granted: asyncio.Future[None]
    paid: bool = False  #: whether it goes out beyond what is free

    @property
    def waits(self) -> bool:
        return not self.granted.done()


class Turns:
    """Gives turns, on any clock. ``sleep`` may be another clock's."""

    def __init__(self, account: Window, free: int, monotonic: Callable[[], float], sleep: Callable[[float], Awaitable[None]]) -> None:
        """``free``: what goes beyond this many in the account's window is paid for."""
        self._account, self._free, self._monotonic, self._sleep = account, free, monotonic, sleep
        self._ready: list[tuple[float, int, Turn]] = []
        self._later: list[tuple[float, int, Chat]] = []
        self._numbers = count()
        self._armed = float("inf")
        self._alarms: set[asyncio.Task[None]] = set()
        #: nothing goes anywhere before this moment
        self.all_held = 0.0

    def ask(self, chat: Chat, priority: Priority, weight: int, longest: float, place: tuple[float, int] | None) -> Turn:
        """Wait in line; ``place``: the rank and number of an earlier turn, to be tried again. Raises Held."""
        now = self._monotonic()
        wait = max(self.all_held - now, chat.allowance.wait(now, weight))
        if wait > longest:
            raise Held(_told(wait))
        rank, number = place or (now + HEAD_START[priority], next(self._numbers))
        turn = Turn(chat, rank, number, weight, longest, asyncio.get_running_loop().create_future())
        heapq.heappush(chat.queue, (rank, number, turn))
        if chat.queue[0][2] is turn:
            self._offer(chat, now)
            self._grant()
        return turn

    def end(self, turn: Turn) -> None:
        """A turn is over: what it was for is done, or nobody waits for it any more."""
        had = turn.granted.done() and not turn.granted.cancelled() and turn.granted.exception() is None
        if had:
            turn.chat.busy = False
        else:
            turn.granted.cancel()
        self._offer(turn.chat, self._monotonic())
        self._grant()

    def hold(self, chat: Chat, wait: float) -> None:
        """Nothing goes to a chat for ``wait`` seconds; who would not wait as long is told so."""
        chat.allowance.held = max(chat.allowance.held, self._monotonic() + wait)
        _send_away(chat, wait)

    def hold_all(self, wait: float, chats: list[Chat]) -> None:
        """Nothing goes to any chat for ``wait`` seconds."""
        self.all_held = max(self.all_held, self._monotonic() + wait)
        for chat in chats:
            _send_away(chat, wait)

    def close(self) -> None:
        """Ring no more."""
        for alarm in self._alarms:
            alarm.cancel()

    def _offer(self, chat: Chat, now: float) -> None:
        """Put a chat's first in line for the account's next free place, or have the clock call the chat again."""
        while chat.queue and not chat.queue[0][2].waits:
            heapq.heappop(chat.queue)
        if not chat.queue or chat.busy:
            return
        rank, number, turn = chat.queue[0]
        wait = chat.allowance.wait(now, turn.weight)
        if wait <= 0:
            heapq.heappush(self._ready, (rank, number, turn))
        elif not chat.timed:
            chat.timed = True
            heapq.heappush(self._later, (now + wait, next(self._numbers), chat))

    def _grant(self) -> None:
        """Give every turn that may go now, and have the clock ring for the next."""
        now = self._monotonic()
        while self._later and self._later[0][0] <= now:
            chat = heapq.heappop(self._later)[2]
            chat.timed = False
            self._offer(chat, now)
        while self._ready:
            _, _, turn = self._ready[0]
            chat = turn.chat
            if not turn.waits or chat.busy or chat.queue[0][2] is not turn:
                heapq.heappop(self._ready)  # given meanwhile, given up, or another of its chat goes first and offers it again
                continue
            if chat.allowance.wait(now, turn.weight) > 0:  # held meanwhile
                heapq.heappop(self._ready)
                self._offer(chat, now)
                continue
            if (wait := max(self.all_held - now, self._account.wait(now, turn.weight))) > 0:
                self._arm(now + wait)
                break
            heapq.heappop(self._ready)
            heapq.heappop(chat.queue)
            self._give(turn, now)
        if self._later:
            self._arm(self._later[0][0])

    def _give(self, turn: Turn, now: float) -> None:
        turn.paid = self._account.taken(now) + turn.weight > self._free
        self._account.take(now, turn.weight)
        turn.chat.allowance.take(now, turn.weight)
        turn.chat.busy = True
        turn.granted.set_result(None)

    def _arm(self, at: float) -> None:
        if at >= self._armed:
            return
        self._armed = at
        alarm = asyncio.get_running_loop().create_task(self._ring(at))
        self._alarms.add(alarm)
        alarm.add_done_callback(self._alarms.discard)

    async def _ring(self, at: float) -> None:
        while (wait := at - self._monotonic()) > 0:
            await self._sleep(wait)
        if at <= self._armed:
            self._armed = float("inf")
        self._grant()


def _send_away(chat: Chat, wait: float) -> None:
    for _, _, turn in chat.queue:
        if turn.waits and turn.longest < wait:
            turn.granted.set_exception(Held(_told(wait)))


def _told(wait: float) -> int:
    """Whole seconds, as Telegram tells them."""
    return max(1, -int(-wait // 1))
