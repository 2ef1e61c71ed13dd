"""The topics readers follow, and the desk's small notes to itself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from digests.ledger.codec import encode, stamp
from digests.ledger.store import Shelf, listed
from digests.model import Topic

__all__ = ["Topics"]


class Topics(Shelf):
    """The area of the topics."""

    def put_topics(self, topics: Iterable[Topic], now: datetime) -> None:
        """Take topics on; a known slug takes the new title and terms. What its articles are is for the desk to say (``gather``)."""
        self.store.write_all(
            "INSERT INTO topics (slug, topic, since) VALUES (?, ?, ?) ON CONFLICT (slug) DO UPDATE SET topic = excluded.topic",
            [(topic.slug, encode(topic), stamp(now)) for topic in topics],
        )

    def topics(self) -> tuple[Topic, ...]:
        """The topics that are offered and read for, in the order they were taken on; archived ones are not among them."""
        return tuple(topic for topic in self.every_topic() if topic.state != "archived")

    def every_topic(self) -> tuple[Topic, ...]:
        """Every topic, archived ones too, in the order they were taken on."""
        return tuple(self.store.record(Topic, text) for (text,) in self.store.rows("SELECT topic FROM topics ORDER BY rowid"))

    def topic(self, slug: str) -> Topic | None:
        """One topic by its slug."""
        found = self.store.row("SELECT topic FROM topics WHERE slug = ?", slug)
        return None if found is None else self.store.record(Topic, found[0])

    def remove_topic(self, slug: str) -> bool:
        """Give a topic up, with the subscriptions to it and what waits to go out; articles and readings stay. False: there is none."""
        with self.store.atomic():
            self.store.write("DELETE FROM deliveries WHERE topic = ? AND state = 'waiting'", slug)
            self.store.write("UPDATE pins SET topic = '', shown = '' WHERE topic = ?", slug)
            return bool(self.store.write("DELETE FROM topics WHERE slug = ?", slug))

    def mark(self, topic: str) -> int:
        """A number that grows whenever the topic's readings change: equal numbers, equal readings."""
        found = self.store.row("SELECT mark FROM topics WHERE slug = ?", topic)
        return 0 if found is None else int(found[0])

    def touch(self, topics: Iterable[str]) -> None:
        """Say that the readings of these topics changed."""
        self.store.write("UPDATE topics SET mark = mark + 1 WHERE slug IN (SELECT value FROM json_each(?))", listed(topics))

    # ── notes ──────────────────────────────────────────────────────────────────────────────────────────────

    def note(self, key: str) -> str | None:
        """A note by its key, None where there is none."""
        found = self.store.row("SELECT value FROM notes WHERE key = ?", key)
        return None if found is None else str(found[0])

    def notes(self, prefix: str) -> tuple[tuple[str, str], ...]:
        """Every note whose key begins with ``prefix``, key and value, in the order of the keys."""
        rows = self.store.rows("SELECT key, value FROM notes WHERE substr(key, 1, length(?1)) = ?1 ORDER BY key", prefix)
        return tuple((key, value) for key, value in rows)

    def set_note(self, key: str, value: str | None) -> None:
        """Write a note down, over the one that stood there; None takes it away."""
        if value is None:
            self.store.write("DELETE FROM notes WHERE key = ?", key)
        else:
            sql = "INSERT INTO notes (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
            self.store.write(sql, key, value)
