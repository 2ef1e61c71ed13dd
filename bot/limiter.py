"""One budget for everything that goes out: answers, digests, edits together stay under Telegram's limits.

At most 30 messages in any second over all chats, one a second in a chat after a short burst, 20 a minute in a group. Each
chat has its own queue, so a chat that must wait keeps nobody else waiting; a chat's messages keep their order. A RetryAfter
holds its chat alone, unless several chats meet one at once: then the limit is the account's, and all wait.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from datetime import timedelta
from enum import IntEnum
from typing import Any

from telegram.error import BadRequest, NetworkError, RetryAfter, TimedOut
from telegram.ext import BaseRateLimiter

__all__ = ["Limiter", "Patience", "seconds"]

#: methods that post or change a message in a chat; asking about a chat costs nothing
_COSTLY = ("send", "edit", "forward", "copy", "pin", "unpin", "stop")
_FREE = ("sendchataction",)
_GROUP_SPAN = 60.0
#: RetryAfter in this many chats within this many seconds is a limit on the account
_SEVERAL, _AT_ONCE = 3, 2.0
_IDLE = 120.0
_MOST_CHATS = 4096
#: before an answer is tried again that surely was not sent
_PAUSES = (1.0, 3.0, 6.0)


class Patience(IntEnum):
    """What a sender wants where the server says 429, cannot be reached or fails (5xx); given as ``rate_limit_args``."""

    WAIT = 0  #: wait and send again, a few times: for answers, which have no outbox behind them
    HAND_BACK = 1  #: raise it: for deliveries, which the outbox keeps


@dataclass(slots=True)
class _Chat:
    """One chat's allowance and its queue."""

    tokens: float
    seen: float
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    minute: deque[float] = field(default_factory=deque)  #: when the last messages to a group went out
    held: float = 0.0  #: nothing goes there before this moment
    waiting: int = 0


class Limiter(BaseRateLimiter[int]):
    """PTB's rate limiter interface. ``monotonic`` and ``sleep`` count in seconds and may be another clock's."""

    def __init__(
        self,
        *,
        overall: int = 30,
        burst: float = 3.0,
        per_minute: int = 20,
        patience: float = 60.0,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """``patience``: the longest RetryAfter, in seconds, that an answer is kept back for."""
        self._burst, self._per_minute, self._patience = burst, per_minute, patience
        self._monotonic, self._sleep = monotonic, sleep
        self._second: deque[float] = deque(maxlen=overall)
        self._chats: dict[str, _Chat] = {}
        self._all_held = 0.0
        self._floods: dict[str, float] = {}

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to put away."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Any:
        """Make the request when its chat and the account may; raise RetryAfter and NetworkError as the sender's patience says."""
        name = str(data.get("chat_id", ""))
        if not name or not endpoint.lower().startswith(_COSTLY) or endpoint.lower() in _FREE:
            return await callback(*args, **kwargs)
        chat = self._chat(name)
        chat.waiting += 1
        try:
            async with chat.lock:
                for pause in _PAUSES:
                    await self._turn(name, chat)
                    try:
                        return await callback(*args, **kwargs)
                    except RetryAfter as told:
                        wait = seconds(told)
                        self._hold(name, chat, wait)
                        if rate_limit_args == Patience.HAND_BACK or wait > self._patience:
                            raise
                    except NetworkError as error:
                        if rate_limit_args == Patience.HAND_BACK or isinstance(error, (BadRequest, TimedOut)):
                            raise
                        await self._sleep(pause)
                await self._turn(name, chat)
                return await callback(*args, **kwargs)
        finally:
            chat.waiting -= 1

    async def _turn(self, name: str, chat: _Chat) -> None:
        """Wait until the chat may, then until the account may."""
        while (wait := self._chat_wait(name, chat)) > 0:
            await self._sleep(wait)
        now = self._monotonic()
        chat.tokens = min(self._burst, chat.tokens + now - chat.seen) - 1
        chat.seen = now
        if _is_group(name):
            chat.minute.append(now)
        # A place in the account's second is taken at once and waited for after: places are given in order, none twice.
        at = max(now, self._second[0] + 1.0) if len(self._second) == self._second.maxlen else now
        self._second.append(at)
        while (wait := max(at, self._all_held) - self._monotonic()) > 0:
            await self._sleep(wait)

    def _chat_wait(self, name: str, chat: _Chat) -> float:
        now = self._monotonic()
        waits = [chat.held - now, self._all_held - now, 1 - min(self._burst, chat.tokens + now - chat.seen)]
        if _is_group(name):
            while chat.minute and now - chat.minute[0] >= _GROUP_SPAN:
                chat.minute.popleft()
            if len(chat.minute) >= self._per_minute:
                waits.append(chat.minute[0] + _GROUP_SPAN - now)
        longest = max(waits)
        return longest if longest > 1e-9 else 0.0

    def _hold(self, name: str, chat: _Chat, wait: float) -> None:
        now = self._monotonic()
        chat.held = max(chat.held, now + wait)
        self._floods = {other: at for other, at in self._floods.items() if now - at <= _AT_ONCE}
        self._floods[name] = now
        if len(self._floods) >= _SEVERAL:
            self._all_held = max(self._all_held, now + wait)

    def _chat(self, name: str) -> _Chat:
        now = self._monotonic()
        if name not in self._chats and len(self._chats) >= _MOST_CHATS:
            self._chats = {other: chat for other, chat in self._chats.items() if chat.waiting or chat.held > now or now - chat.seen < _IDLE}
        return self._chats.setdefault(name, _Chat(self._burst, now))


def _is_group(name: str) -> bool:
    return name.startswith(("-", "@"))


def seconds(told: RetryAfter) -> float:
    """How long a RetryAfter asks to wait."""
    wait = told.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
