"""The one message of each recipient that is kept up to date in its place."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from digests.errors import InputError
from digests.ledger.codec import moment, stamp
from digests.ledger.store import Shelf
from digests.model import Pin

__all__ = ["Pins"]

_COLUMNS = "recipient, topic, message, shown, pinned, why, at"


class Pins(Shelf):
    """The area of pinned statuses."""

    def keep_pinned(self, recipient: str, topic: str | None) -> bool:
        """From now on keep a topic's status pinned at a recipient, or with None none any more. False where it was so already.

        What is out stays in mind until it is taken down (``put_pin``, ``drop_pin``). Raises InputError: there is no such topic.
        """
        with self.store.atomic():
            if topic is not None and not self.store.row("SELECT 1 FROM topics WHERE slug = ?", topic):
                raise InputError(topic, "there is no such topic")
            was = self.pin(recipient)
            if (None if was is None or not was.topic else was.topic) == topic:
                return False
            if topic is None:
                self.store.write("UPDATE pins SET topic = '', shown = '' WHERE recipient = ?", recipient)
            else:
                self.store.write(
                    "INSERT INTO pins (recipient, topic) VALUES (?, ?)"
                    " ON CONFLICT (recipient) DO UPDATE SET topic = excluded.topic, shown = '', why = ''",
                    *(recipient, topic),
                )
            return True

    def pin(self, recipient: str) -> Pin | None:
        """What is kept pinned at a recipient; None: nothing."""
        found = self.store.row(f"SELECT {_COLUMNS} FROM pins WHERE recipient = ?", recipient)  # noqa: S608
        return None if found is None else _pin(found)

    def pins(self) -> tuple[Pin, ...]:
        """What is kept pinned at all recipients that can be reached."""
        columns = ", ".join(f"p.{name}" for name in _COLUMNS.split(", "))
        sql = f"SELECT {columns} FROM pins p JOIN recipients r ON r.name = p.recipient AND r.state = 'active'"  # noqa: S608
        return tuple(_pin(row) for row in self.store.rows(sql))

    def put_pin(self, pin: Pin) -> None:
        """Write down how a recipient's pinned message stands, unless it is another topic's by now."""
        self.store.write(
            "UPDATE pins SET message = ?, shown = ?, pinned = ?, why = ?, at = ? WHERE recipient = ? AND topic = ?",
            *(pin.message, pin.shown, int(pin.pinned), pin.why, None if pin.at is None else stamp(pin.at), pin.recipient, pin.topic),
        )

    def drop_pin(self, recipient: str) -> None:
        """Forget a recipient's pinned message, where none is wanted any more."""
        self.store.write("DELETE FROM pins WHERE recipient = ? AND topic = ''", recipient)


def _pin(row: tuple[Any, ...]) -> Pin:
    recipient, topic, message, shown, pinned, why, at = row
    when: datetime | None = None if at is None else moment(at)
    return Pin(recipient, topic, message, shown, bool(pinned), why, when)
