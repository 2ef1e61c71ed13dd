"""Updates that are confirmed before they were handled: they stand in the ledger until they are, so that no crash loses one."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import structlog
from telegram import Update
from telegram.ext import ExtBot

from digests.ledger import Ledger, LedgerThread

__all__ = ["Inbox"]

_PREFIX = "update/"

_log = structlog.get_logger(__name__)


class Inbox:
    """The ledger's notes of updates, oldest first."""

    def __init__(self, ledger: LedgerThread, bot: ExtBot[Any]) -> None:
        self._ledger, self._bot = ledger, bot

    async def keep(self, updates: Iterable[Update]) -> None:
        """Write updates down, in one transaction. Raises LedgerError."""
        written = [(_key(update.update_id), update.to_json()) for update in updates]

        def write(ledger: Ledger) -> None:
            with ledger.atomic():
                for key, value in written:
                    ledger.set_note(key, value)

        await self._ledger.call(write)

    async def drop(self, update: int) -> None:
        """Forget one that was handled. Raises LedgerError."""
        await self._ledger.call(Ledger.set_note, _key(update), None)

    async def waiting(self) -> tuple[Update, ...]:
        """Those that were not handled yet; one that cannot be read any more is given up. Raises LedgerError."""
        found = []
        for key, value in await self._ledger.call(Ledger.notes, _PREFIX):
            try:
                found.append(Update.de_json(json.loads(value), self._bot))
            except Exception as error:  # a later version of PTB may read less
                _log.error("an update on file could not be read", error=type(error).__name__)
                await self._ledger.call(Ledger.set_note, key, None)
        return tuple(found)


def _key(update: int) -> str:
    return f"{_PREFIX}{update:020}"
