"""What the parts of the outbox stand on."""

from __future__ import annotations

from digests.ledger import Ledger

__all__ = ["Room"]


class Room:
    """One part of the outbox."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._store = ledger.store
