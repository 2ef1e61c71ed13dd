"""The one thread that the ledger belongs to, for everything async."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from digests.clock import Clock
from digests.errors import LedgerError
from digests.ledger.ledger import Ledger

__all__ = ["LedgerThread"]

P = ParamSpec("P")
T = TypeVar("T")


class LedgerThread:
    """Keeps a ledger open in a thread of its own; calls run there one after another, in the order they were made."""

    def __init__(self, path: Path | str, clock: Clock) -> None:
        self.path = Path(path)
        self._clock = clock
        self._thread: ThreadPoolExecutor | None = None
        self._ledger: Ledger | None = None

    def start(self) -> None:
        """Open the ledger. Raises LedgerError or NewerSchema; it may be started again after that."""
        if self._thread is not None:
            raise LedgerError(self.path, "the ledger is open already")
        thread = ThreadPoolExecutor(1, thread_name_prefix="ledger")
        try:
            self._ledger = thread.submit(Ledger.open, self.path, self._clock.now()).result()
        except BaseException:
            thread.shutdown()
            raise
        self._thread = thread

    async def call(self, function: Callable[Concatenate[Ledger, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """What ``function(ledger, ...)`` returns, run in the ledger's thread.

        A caller that is cancelled while it waits does not undo it. Raises what the function raises, and LedgerError where the
        ledger is not open.
        """
        if self._thread is None or self._ledger is None:
            raise LedgerError(self.path, "the ledger is not open")
        ledger = self._ledger
        return await asyncio.get_running_loop().run_in_executor(self._thread, lambda: function(ledger, *args, **kwargs))

    def close(self) -> None:
        """Finish the calls made so far and close the ledger. Closing twice does nothing."""
        thread, ledger = self._thread, self._ledger
        self._thread = self._ledger = None
        if thread is not None and ledger is not None:
            thread.submit(ledger.close)
            thread.shutdown()
