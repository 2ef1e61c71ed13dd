"""Writes the courier's notes: what is asked for while one batch is written goes into the next, as one transaction.

A transaction for every single note would cost more than the sending; so the more there is to note, the larger the batches.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

from digests.ledger import Ledger, LedgerThread

__all__ = ["Clerk"]

T = TypeVar("T")
_Note = tuple[Callable[[Ledger], Any], "asyncio.Future[Any]"]


class Clerk:
    """Notes in their order, each written before its caller goes on."""

    def __init__(self, ledger: LedgerThread) -> None:
        self._ledger = ledger
        self._waiting: list[_Note] = []
        self._writing: asyncio.Task[None] | None = None

    async def write(self, note: Callable[[Ledger], T]) -> T:
        """What ``note(ledger)`` returns, once it is written for good. Raises what it raises."""
        written: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append((note, written))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())
        return await written

    async def _write(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            try:
                results = await self._ledger.call(_together, [note for note, _ in batch])
            except Exception as error:
                await self._one_by_one(batch, error)
                continue
            for (_, written), result in zip(batch, results, strict=True):
                if not written.done():
                    written.set_result(result)

    async def _one_by_one(self, batch: list[_Note], error: Exception) -> None:
        """A batch that could not be written: one note's trouble must not be the others'."""
        for note, written in batch:
            if written.done():
                continue
            if len(batch) == 1:
                written.set_exception(error)
                continue
            try:
                written.set_result(await self._ledger.call(_alone, note))
            except Exception as own:
                written.set_exception(own)


def _together(ledger: Ledger, notes: list[Callable[[Ledger], Any]]) -> list[Any]:
    with ledger.atomic():
        return [note(ledger) for note in notes]


def _alone(ledger: Ledger, note: Callable[[Ledger], Any]) -> Any:
    with ledger.atomic():
        return note(ledger)
