"""Putting editions and notices on their way."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from digests.ledger.codec import encode, stamp
from digests.ledger.store import listed
from digests.model import Digest, Notice, Priority, key_of
from digests.outbox.room import Room

__all__ = ["Posting"]

#: what a delivery that rested since its recipient was gone begins again with
_AGAIN = (
    " ON CONFLICT (recipient, kind, topic, key) DO UPDATE SET state = 'waiting', due = excluded.due, enqueued = excluded.enqueued,"
    " priority = excluded.priority, silent = excluded.silent, settled = NULL, error = NULL, error_at = NULL"
)


class Posting(Room):
    """The part of the outbox that takes in."""

    def enqueue(
        self,
        digest: Digest,
        recipients: Iterable[str],
        now: datetime,
        due: datetime | None = None,
        priority: Priority = Priority.DIGEST,
        silent: bool = False,
    ) -> int:
        """Put an edition on its way to those recipients who follow its topic and can be reached; how many got it on their list.

        One transaction: the edition is kept, and counts as the last one told. Doing it twice adds nothing; an edition that rests
        since its recipient was gone goes out after all, from the page it had come to. ``due``: not before then; None is at once.
        ``silent``: without a sound, as it is for those who want the topic so.
        """
        names = listed(recipients)
        with self._store.atomic():
            self._ledger.put_edition(digest)
            enqueued = self._store.write(
                "INSERT INTO deliveries (recipient, kind, topic, key, edition, before, priority, silent, state, due, enqueued)"
                " SELECT s.recipient, 'digest', s.topic, ?1, ?1, s.edition, ?5, max(?7, s.silent), 'waiting', ?6, ?2 FROM subscriptions s"
                " JOIN recipients r ON r.name = s.recipient AND r.state = 'active'"
                " WHERE s.topic = ?3 AND s.recipient IN (SELECT value FROM json_each(?4))"
                f"{_AGAIN}, before = excluded.before WHERE state = 'gone'",
                *(digest.edition, stamp(now), digest.topic, names, int(priority), stamp(due or now), int(silent)),
            )
            self._store.write(
                "UPDATE subscriptions SET edition = ?1 WHERE topic = ?2 AND recipient IN (SELECT value FROM json_each(?3))"
                " AND EXISTS (SELECT 1 FROM recipients r WHERE r.name = recipient AND r.state = 'active')",
                *(digest.edition, digest.topic, names),
            )
        return enqueued

    def gather(self, topic: str, recipients: Iterable[str], late: datetime) -> int:
        """Take back editions of a topic that could not go out, so that one can be composed in their place; of how many recipients.

        Those of whom none has begun, and the oldest was enqueued before ``late``. What counts as told last is then what the first of
        them was composed against. Editions that somebody waits for are left alone.
        """
        with self._store.atomic():
            piled = self._store.rows(
                "SELECT recipient, min(id) FROM deliveries WHERE topic = ?1 AND kind = 'digest' AND state IN ('waiting', 'claimed')"
                " AND recipient IN (SELECT value FROM json_each(?4))"
                " GROUP BY recipient HAVING min(enqueued) < ?2 AND max(cursor) = 0 AND max(marked IS NOT NULL) = 0"
                " AND min(state) = 'waiting' AND min(priority) = ?3 AND max(priority) = ?3",
                *(topic, stamp(late), int(Priority.DIGEST), listed(recipients)),
            )
            for recipient, first in piled:
                self._store.write(
                    "UPDATE subscriptions SET edition = (SELECT before FROM deliveries WHERE id = ?1) WHERE topic = ?2 AND recipient = ?3",
                    *(first, topic, recipient),
                )
                self._store.write(
                    "DELETE FROM deliveries WHERE topic = ? AND recipient = ? AND kind = 'digest' AND state = 'waiting'", topic, recipient
                )
        return len(piled)

    def post(
        self,
        recipients: Iterable[str],
        notice: Notice,
        now: datetime,
        due: datetime | None = None,
        priority: Priority = Priority.REMINDER,
        silent: bool = False,
    ) -> int:
        """Put a notice on its way to those recipients who can be reached; how many got it on their list.

        A recipient gets one of a kind and key once: posting it again, in the same words or others, adds nothing, whether it is out
        or waits. ``due``: not before then; None is at once. A recipient the ledger does not know is passed over.
        ``silent``: without a sound, as it is for those who want the topic so.
        """
        names = listed(recipients)
        body = encode(notice)
        with self._store.atomic():
            self._store.write("INSERT OR IGNORE INTO notices (id, body, posted) VALUES (?, ?, ?)", key_of(body), body, stamp(now))
            return self._store.write(
                "INSERT INTO deliveries (recipient, kind, topic, key, notice, priority, silent, again, until, state, due, enqueued)"
                " SELECT r.name, ?1, ?2, ?3, ?4, ?5, max(?11, coalesce(s.silent, 0)), ?6, ?7, 'waiting', ?8, ?9 FROM recipients r"
                " LEFT JOIN subscriptions s ON s.recipient = r.name AND s.topic = ?2"
                " WHERE r.state = 'active' AND r.name IN (SELECT value FROM json_each(?10))"
                f"{_AGAIN}, notice = excluded.notice, until = excluded.until, cursor = 0, plan = '' WHERE state = 'gone'",
                *(notice.kind, notice.topic, notice.key, key_of(body), int(priority), int(notice.again)),
                *(None if notice.until is None else stamp(notice.until), stamp(due or now), stamp(now), names, int(silent)),
            )

    def withdraw(self, kind: str, key: str, recipients: Iterable[str] | None = None) -> int:
        """Take back a notice that has not begun to go out, from some recipients or all; how many will not get it.

        What is on the wire just now goes out all the same, and what has begun is finished. One that may be out already, since no
        answer came, is not sent again and stays counted: it lapses.
        """
        which = "key = ?2 AND (?3 IS NULL OR recipient IN (SELECT value FROM json_each(?3)))"
        return self._withdraw(which, kind, key, None if recipients is None else listed(recipients))

    def withdraw_all(self, kind: str, beginning: str) -> int:
        """The same for every key that begins so, from all."""
        return self._withdraw("substr(key, 1, length(?2)) = ?2", kind, beginning)

    def _withdraw(self, which: str, *parameters: str | None) -> int:
        waits = f"kind = ?1 AND {which} AND notice IS NOT NULL AND state IN ('waiting', 'gone') AND cursor = 0"
        with self._store.atomic():
            taken = self._store.write(f"DELETE FROM deliveries WHERE {waits} AND unknown = 0", *parameters)
            lapses = "state = 'lapsed', doubt = 0, settled = coalesce(error_at, due)"
            return taken + self._store.write(f"UPDATE deliveries SET {lapses} WHERE {waits} AND unknown > 0", *parameters)
