"""The ledger: all areas over one file."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path

from digests.errors import LedgerError
from digests.ledger.accounts import Accounts
from digests.ledger.belongings import Belongings
from digests.ledger.codec import stamp
from digests.ledger.editions import Editions
from digests.ledger.feeds import Feeds
from digests.ledger.people import People
from digests.ledger.pins import Pins
from digests.ledger.presence import Presence
from digests.ledger.readers import Readers
from digests.ledger.readings import Readings
from digests.ledger.restrictions import Restrictions
from digests.ledger.rulings import Rulings
from digests.ledger.store import Store
from digests.model import key_of

__all__ = ["Ledger"]


class Ledger(Feeds, Readings, Readers, Editions, People, Restrictions, Rulings, Belongings, Pins, Accounts):
    """What the desk knows: feeds, topics, articles, readings, readers and editions. Rows in, records out, no judgement.

    It belongs to the thread that opened it; ``LedgerThread`` keeps one such thread for everything async.
    Every method raises LedgerError where the file cannot be used.
    """

    def __init__(self, store: Store, opened: datetime) -> None:
        super().__init__()
        self.store = store
        #: names this opening of the file: a claim under another name is a dead process's
        self.owner = key_of(stamp(opened), store.token)
        self._presence = Presence(store.path, self.owner)

    @classmethod
    def open(cls, path: Path | str, now: datetime) -> Ledger:
        """Open a ledger, make it where it is missing, bring it up to date. Two starts at once are safe.

        Raises LedgerError (no database, damaged, not writable, no directory), NewerSchema.
        """
        return cls(Store(path), now)

    def close(self) -> None:
        """Close the file. Closing twice does nothing."""
        self.store.close()
        self._presence.end()

    def show(self) -> None:
        """Let other openings of the file see that this one is alive, until it is closed or its process ends. Raises LedgerError."""
        try:
            self._presence.show()
        except OSError as error:
            raise LedgerError(self.store.path, f"no lock could be made beside it: {error.strerror or error}") from error

    def is_open(self, owner: str) -> bool:
        """Whether another opening that showed itself is still alive; where that cannot be told, it is taken to be."""
        try:
            return self._presence.is_alive(owner)
        except OSError:
            return True

    def check(self) -> None:
        """Look whether the whole file can be read; it takes a second for every few hundred megabytes. Raises LedgerError."""
        self.store.check()

    def atomic(self) -> AbstractContextManager[None]:
        """One transaction; inside another it is a part of that one, undone on its own where it raises."""
        return self.store.atomic()
