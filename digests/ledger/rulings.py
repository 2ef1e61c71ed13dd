"""The desk's word on key points, beside the readings."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from digests.ledger.codec import encode, stamp
from digests.ledger.topics import Topics
from digests.model import Ruling

__all__ = ["Rulings"]


class Rulings(Topics):
    """The area of the rulings."""

    def put_ruling(self, ruling: Ruling) -> Ruling:
        """Write a ruling down; the story of its topic is told anew. The ruling with its number."""
        with self.store.atomic():
            row = (ruling.topic, encode(ruling), stamp(ruling.at))
            self.store.write("INSERT INTO rulings (topic, ruling, at) VALUES (?, ?, ?)", *row)
            number = self.store.row("SELECT last_insert_rowid()")
            self.touch((ruling.topic,))
        return replace(ruling, id=int(number[0]) if number else 0)

    def rulings(self, topic: str | None = None) -> tuple[Ruling, ...]:
        """The rulings that stand, of one topic or all, oldest first."""
        rows = self.store.rows("SELECT id, ruling FROM rulings WHERE undone IS NULL AND (?1 IS NULL OR topic = ?1) ORDER BY id", topic)
        return tuple(replace(self.store.record(Ruling, text), id=id_) for id_, text in rows)

    def undo_ruling(self, id: int, now: datetime) -> Ruling | None:
        """Let a ruling stand no more; it is kept. None where none of that number stands."""
        with self.store.atomic():
            found = next((ruling for ruling in self.rulings() if ruling.id == id), None)
            if found is not None:
                self.store.write("UPDATE rulings SET undone = ? WHERE id = ?", stamp(now), id)
                self.touch((found.topic,))
        return found
