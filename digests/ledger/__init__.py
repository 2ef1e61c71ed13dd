"""The ledger: SQLite behind records. Rows in, records out, no judgement; SQL stands here and in the outbox alone."""

from __future__ import annotations

from digests.ledger.editions import Group
from digests.ledger.ledger import Ledger
from digests.ledger.readers import Audience
from digests.ledger.thread import LedgerThread

__all__ = ["Audience", "Group", "Ledger", "LedgerThread"]
