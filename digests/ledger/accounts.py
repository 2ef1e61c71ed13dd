"""Each topic's story as it was last told."""

from __future__ import annotations

from datetime import datetime

from digests.errors import LedgerError
from digests.ledger.codec import stamp
from digests.ledger.store import Shelf
from digests.model import Story

__all__ = ["Accounts"]


class Accounts(Shelf):
    """The area of the told stories."""

    def keep_story(self, topic: str, story: str, mark: int, word: str, told: datetime) -> None:
        """Keep a topic's story over the one before: what ``encode`` made of it, the mark of the readings it was told from, and by
        which word of the desk."""
        self.store.write(
            "INSERT OR REPLACE INTO accounts (topic, mark, word, told, story) SELECT slug, ?, ?, ?, ? FROM topics WHERE slug = ?",
            *(mark, word, stamp(told), story, topic),
        )

    def kept_story(self, topic: str, mark: int, word: str) -> Story | None:
        """The story kept last, where it was told from these readings and by this word of the desk.

        None where it was not, or where another Dateline wrote it in a way that is not read here: it is told anew then.
        """
        found = self.store.row("SELECT story FROM accounts WHERE topic = ? AND mark = ? AND word = ?", topic, mark, word)
        try:
            return None if found is None else self.store.record(Story, found[0])
        except LedgerError:
            return None
