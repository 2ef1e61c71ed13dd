"""Waiting for something to become true, without polling: whoever changes the server rings, whoever waits looks again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

__all__ = ["Bell"]


class Bell:
    """A condition that a plain function can signal; one event loop."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def ring(self) -> None:
        """Wakes everyone who waits."""
        for future in self._waiting:
            if not future.done():
                future.set_result(None)

    async def until(self, check: Callable[[], bool], within: float) -> bool:
        """True as soon as ``check()`` is; False where ``within`` seconds passed first."""
        loop = asyncio.get_running_loop()
        end = loop.time() + within
        while not check():
            future: asyncio.Future[None] = loop.create_future()
            self._waiting.add(future)
            try:
                done, _ = await asyncio.wait({future}, timeout=max(0.0, end - loop.time()))
            finally:
                self._waiting.discard(future)
            if not done:
                return check()
        return True
