"""PTB's rate limiter interface over the turns."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from telegram.error import BadRequest, NetworkError, RetryAfter, TimedOut
from telegram.ext import BaseRateLimiter

from bot.limiter.allowance import Allowance, Window
from bot.limiter.asking import Ask, Held, Patience, seconds
from bot.limiter.turns import Chat, Turn, Turns

__all__ = ["Limiter"]

FREE, PAID = 30, 1000  #: messages a second over all chats

#: methods that post or change a message in a chat; asking about a chat costs nothing
_COSTLY = ("send", "edit", "forward", "copy", "pin", "unpin", "stop")
_NO_COST = ("sendchataction",)
#: methods that take ``allow_paid_broadcast``
_PAYABLE = ("send", "copymessage")
_UNPAYABLE = ("sendrichmessagedraft", "sendmessagedraft", "sendgift", "sendchecklist", "sendchataction")
#: RetryAfter in this many chats within this many seconds, and hardly a message that went well between them, is a limit on the account
_SEVERAL, _AT_ONCE, _BETWEEN = 3, 2.0, 10
#: before an answer is tried again that surely was not sent
_PAUSES = (1.0, 3.0, 6.0)
#: the longest a delivery waits here for its chat, in seconds; for longer the outbox keeps it
_SHORTLY = 2.0
_SWEEP = 30.0


@dataclass(frozen=True, slots=True)
class _Flood:
    """A chat was told to wait."""

    at: float
    wait: float
    well: int  #: how many messages had gone well by then


class Limiter(BaseRateLimiter[Ask]):
    """Makes every request wait for its turn. ``monotonic`` and ``sleep`` count in seconds and may be another clock's."""

    def __init__(
        self,
        *,
        paid: bool = False,
        overall: int | None = None,
        burst: float = 3.0,
        per_minute: int = 20,
        patience: float = 60.0,
        slack: float = 0.02,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """``paid``: the account pays for more than 30 messages a second. ``patience``: the longest an answer is kept back, in seconds.

        ``slack``: the part by which every second is counted longer than it is, since requests jostle on their way.
        """
        self._burst, self._per_minute, self._patience, self._pace = burst, per_minute, patience, 1 + slack
        self._monotonic = monotonic
        self._paid = paid
        self._overall = overall or (PAID if paid else FREE)
        self._turns = Turns(Window(self._overall, self._pace), FREE, monotonic, sleep)
        self._chats: dict[str, Chat] = {}
        self._swept = monotonic()
        self._floods: dict[str, _Flood] = {}  #: chat -> the last time it was told to wait; the newest last
        self._well = 0  #: messages that went well so far

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """No alarm rings any more."""
        self._turns.close()

    @property
    def closed_for(self) -> float:
        """Seconds for which nothing may go anywhere; 0 where something may."""
        return max(0.0, self._turns.all_held - self._monotonic())

    @property
    def held(self) -> int:
        """How many chats Telegram has told to wait just now."""
        now = self._monotonic()
        return sum(chat.allowance.held > now for chat in self._chats.values())

    @asynccontextmanager
    async def turn(self, chat: int | str, ask: Ask, weight: int = 1, again: Turn | None = None) -> AsyncIterator[Turn]:
        """Waits for a turn in a chat; inside it the message goes out, and nothing else to that chat.

        ``again``: an earlier turn of the same message, which is tried again in its old place. Raises Held where the chat must wait
        for longer than the sender would.
        """
        longest = _SHORTLY if ask.patience is Patience.HAND_BACK else self._patience
        place = None if again is None else (again.rank, again.number)
        turn = self._turns.ask(self._chat(str(chat)), ask.priority, weight, longest, place)
        try:
            await turn.granted
            yield turn
        finally:
            self._turns.end(turn)

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Ask | None,
    ) -> Any:
        """Make the request when its chat and the account may; raise RetryAfter and NetworkError as the sender's patience says."""
        method = endpoint.lower()
        name = str(data.get("chat_id") or data.get("inline_message_id") or "")
        if not name or not method.startswith(_COSTLY) or method in _NO_COST:
            return await callback(*args, **kwargs)
        ask = rate_limit_args or Ask()

        async def make(turn: Turn) -> Any:
            if turn.paid and self._paid and method.startswith(_PAYABLE) and method not in _UNPAYABLE:
                data["allow_paid_broadcast"] = True
            try:
                answer = await callback(*args, **kwargs)
            except RetryAfter as told:
                self._flooded(turn.chat, seconds(told))
                raise
            self._well += 1
            return answer

        if isinstance(ask.turn, Turn):
            return await make(ask.turn)
        media = data.get("media")
        return await self._in_turn(name, ask, len(media) if isinstance(media, (list, tuple)) else 1, make)

    async def _in_turn(self, name: str, ask: Ask, weight: int, make: Callable[[Turn], Awaitable[Any]]) -> Any:
        turn: Turn | None = None
        for pause in (*_PAUSES, None):
            try:
                async with self.turn(name, ask, weight, turn) as turn:
                    return await make(turn)
            except Held:
                raise
            except RetryAfter as told:
                if pause is None or ask.patience is Patience.HAND_BACK or seconds(told) > self._patience:
                    raise
            except NetworkError as error:
                if pause is None or ask.patience is Patience.HAND_BACK or isinstance(error, (BadRequest, TimedOut)):
                    raise
                self._turns.hold(self._chat(name), pause)  # what comes after it in the chat does not overtake it
        raise AssertionError("the last try returns or raises")

    def _flooded(self, chat: Chat, wait: float) -> None:
        """Telegram told a chat to wait: it is held, and all are where several were told so at once."""
        now = self._monotonic()
        self._turns.hold(chat, wait)
        self._floods.pop(chat.name, None)
        self._floods = {name: flood for name, flood in self._floods.items() if now - flood.at <= _AT_ONCE}
        self._floods[chat.name] = _Flood(now, wait, self._well)
        newest = list(self._floods.values())[-_SEVERAL:]
        if len(newest) == _SEVERAL and self._well - newest[0].well <= _BETWEEN:
            # A limit on the account is in what each chat was told; one of them may have a longer one of its own.
            self._turns.hold_all(min(flood.wait for flood in newest), list(self._chats.values()))

    def _chat(self, name: str) -> Chat:
        now = self._monotonic()
        if now - self._swept >= _SWEEP:
            self._swept = now
            self._chats = {
                other: chat for other, chat in self._chats.items() if chat.busy or chat.queue or not chat.allowance.is_fresh(now)
            }
        if name not in self._chats:
            per_minute = self._per_minute if name.startswith(("-", "@")) else None
            self._chats[name] = Chat(name, Allowance(self._burst, self._pace, per_minute, now))
        return self._chats[name]
