"""Deliveries that outlive a crash: enqueued with the edition they carry, claimed in batches, settled one by one.

A delivery is ``waiting``, ``claimed`` (in flight, for as long as its lease lasts), and at last ``sent``, ``failed`` or ``gone``
(at rest, since its recipient cannot be reached). A recipient's deliveries go out one after another, in the order they were
enqueued. Before a page goes on the wire it is marked, once it is out the cursor moves past it: a crash between the two leaves
one page whose outcome nobody knows, and says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from digests.errors import LedgerError
from digests.ledger import Ledger
from digests.ledger.codec import moment, stamp
from digests.ledger.store import listed
from digests.model import Delivery, Digest, Failed, Gone, Later, Moved, OutboxSummary, Outcome, Sent, Trouble

__all__ = ["LEASE", "Outbox"]

#: how long a claim holds: a sender that has not settled by then is taken for dead
LEASE = timedelta(minutes=10)


class Outbox:
    """The outbox of a ledger. It keeps nothing itself: make one wherever the ledger is at hand, in the ledger's thread."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._store = ledger.store

    def enqueue(self, digest: Digest, recipients: Iterable[str], now: datetime) -> int:
        """Put an edition on its way to those recipients who follow its topic and can be reached; how many got it on their list.

        One transaction: the edition is kept, and counts as the last one told. Doing it twice adds nothing; an edition that rests
        since its recipient was gone goes out after all, from the page it had come to.
        """
        names, at = listed(recipients), stamp(now)
        with self._store.atomic():
            self._ledger.put_edition(digest)
            enqueued = self._store.write(
                "INSERT INTO deliveries (recipient, topic, edition, before, state, due, enqueued)"
                " SELECT s.recipient, s.topic, ?1, s.edition, 'waiting', ?2, ?2 FROM subscriptions s"
                " JOIN recipients r ON r.name = s.recipient AND r.state = 'active'"
                " WHERE s.topic = ?3 AND s.recipient IN (SELECT value FROM json_each(?4))"
                " ON CONFLICT (recipient, topic, edition) DO UPDATE SET state = 'waiting', due = excluded.due, before = excluded.before,"
                " enqueued = excluded.enqueued, settled = NULL, error = NULL, error_at = NULL WHERE state = 'gone'",
                *(digest.edition, at, digest.topic, names),
            )
            self._store.write(
                "UPDATE subscriptions SET edition = ?1 WHERE topic = ?2 AND recipient IN (SELECT value FROM json_each(?3))"
                " AND EXISTS (SELECT 1 FROM recipients r WHERE r.name = recipient AND r.state = 'active')",
                *(digest.edition, digest.topic, names),
            )
        return enqueued

    def claim(self, now: datetime, limit: int = 30, exclude: Iterable[str] = ()) -> tuple[Delivery, ...]:
        """Take up to ``limit`` due deliveries in hand, longest due first; ``exclude`` names recipients to pass over.

        At most one per recipient, and none for a recipient who has one in flight: the next goes out when that one is settled.
        """
        with self._store.atomic():
            self._release(now)
            rows = self._store.rows(
                "SELECT id, recipient, topic, edition, cursor, attempts, doubt FROM deliveries d INDEXED BY deliveries_due"
                " WHERE state = 'waiting' AND due <= ? AND recipient NOT IN (SELECT value FROM json_each(?))"
                # ``state IN`` is the condition of the partial index, word for word: SQLite uses it for nothing less
                " AND NOT EXISTS (SELECT 1 FROM deliveries o INDEXED BY deliveries_open"
                " WHERE o.recipient = d.recipient AND o.state IN ('waiting', 'claimed') AND (o.id < d.id OR o.state = 'claimed'))"
                " ORDER BY due, id LIMIT ?",
                *(stamp(now), listed(exclude), limit),
            )
            self._store.write(
                "UPDATE deliveries SET state = 'claimed', owner = ?, lease = ?, attempts = attempts + 1"
                " WHERE id IN (SELECT value FROM json_each(?))",
                *(self._ledger.owner, stamp(now + LEASE), listed(row[0] for row in rows)),
            )
            return tuple(self._delivery(row) for row in rows)

    def mark(self, id: int, page: int) -> bool:
        """Write down that ``page`` goes on the wire now; call it before sending.

        False where the claim has been lost meanwhile: then the page must not be sent.
        """
        sql = "UPDATE deliveries SET marked = ? WHERE id = ? AND state = 'claimed' AND owner = ?"
        return bool(self._store.write(sql, page, id, self._ledger.owner))

    def advance(self, id: int, page: int, message: str) -> None:
        """Write down that ``page`` is out, as ``message``: it is not sent again, whatever becomes of the claim."""
        with self._store.atomic():
            known = self._store.write(
                "UPDATE deliveries SET cursor = max(cursor, ?1 + 1), marked = NULL, doubt = 0 WHERE id = ?2", page, id
            )
            if known:
                self._store.write("INSERT OR REPLACE INTO pages (delivery, page, message) VALUES (?, ?, ?)", id, page, message)

    def settle(self, id: int, outcome: Outcome, now: datetime) -> bool:
        """Write down what came of a claimed delivery. False, and nothing done, where the claim has been lost meanwhile.

        Sent ends it. Later puts it back, and with it all that waits for the same recipient. Gone lets all of the recipient's
        deliveries rest and sets its topics back to what it was told last. Moved gives the recipient its new name and is due at
        once. Failed ends it and keeps it in sight.
        """
        with self._store.atomic():
            sql = "SELECT recipient FROM deliveries WHERE id = ? AND state = 'claimed' AND owner = ?"
            row = self._store.row(sql, id, self._ledger.owner)
            if row is None:
                return False
            recipient: str = row[0]
            match outcome:
                case Sent():
                    self._end(id, "sent", None, now)
                case Failed(why):
                    self._end(id, "failed", why, now)
                case Later(at, why, unknown):
                    self._put_back(id, at, why, unknown, now)
                    self._store.write(
                        "UPDATE deliveries SET due = max(due, ?)"
                        " WHERE recipient = ? AND state IN ('waiting', 'claimed') AND state = 'waiting'",
                        *(stamp(at), recipient),
                    )
                case Gone(why):
                    self._put_back(id, now, why, False, now)
                    self._ledger.mark_gone(recipient, why, now)
                case Moved(to):
                    self._put_back(id, now, "", False, now)
                    self._ledger.rename_recipient(recipient, to)
        return True

    def recover(self, now: datetime) -> int:
        """At the start: what a dead process had claimed becomes due again; how many. One process sends from a ledger at a time."""
        with self._store.atomic():
            return self._release(now, self._ledger.owner)

    def summary(self, now: datetime) -> OutboxSummary:
        """How the deliveries stand."""
        counts: dict[str, int] = dict(self._store.rows("SELECT state, count(*) FROM deliveries GROUP BY state"))
        due, unknown, oldest = self._store.rows(
            "SELECT (SELECT count(*) FROM deliveries INDEXED BY deliveries_due WHERE state = 'waiting' AND due <= ?),"
            " (SELECT coalesce(sum(unknown), 0) FROM deliveries WHERE state IS NOT NULL AND unknown > 0),"
            " (SELECT min(enqueued) FROM deliveries INDEXED BY deliveries_enqueued WHERE state = 'waiting')",
            stamp(now),
        )[0]
        return OutboxSummary(
            waiting=counts.get("waiting", 0),
            due=due,
            on_wire=counts.get("claimed", 0),
            sent=counts.get("sent", 0),
            failed=counts.get("failed", 0),
            gone=counts.get("gone", 0),
            unknown=unknown,
            oldest=None if oldest is None else moment(oldest),
            troubles=self._troubles(),
        )

    def messages(self, recipient: str, topic: str, edition: str) -> tuple[str, ...]:
        """The message ids of an edition's pages at a recipient, in their order: those that are out."""
        rows = self._store.rows(
            "SELECT p.message FROM deliveries d JOIN pages p ON p.delivery = d.id"
            " WHERE d.recipient = ? AND d.topic = ? AND d.edition = ? ORDER BY p.page",
            *(recipient, topic, edition),
        )
        return tuple(message for (message,) in rows)

    def tidy(self, before: datetime) -> int:
        """Forget deliveries settled before a moment, and editions that nothing refers to any more; how many deliveries.

        The last edition each reader was told stays: the next digest is what that one did not tell.
        """
        at = stamp(before)
        with self._store.atomic():
            forgotten = self._store.write(
                "DELETE FROM deliveries WHERE settled < ? AND NOT EXISTS"
                " (SELECT 1 FROM subscriptions s WHERE s.recipient = deliveries.recipient AND s.topic = deliveries.topic"
                " AND s.edition = deliveries.edition)",
                at,
            )
            self._store.write(
                "DELETE FROM editions WHERE composed < ? AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.edition = key)"
                " AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.before = key)"
                " AND NOT EXISTS (SELECT 1 FROM subscriptions s WHERE s.edition = key)",
                at,
            )
        return forgotten

    # ── steps ──────────────────────────────────────────────────────────────────────────────────────────────

    def _delivery(self, row: tuple[Any, ...]) -> Delivery:
        id_, recipient, topic, edition, cursor, attempts, doubt = row
        digest = self._ledger.edition(edition)
        if digest is None:
            raise LedgerError(self._store.path, f"edition {edition} is not on file")
        return Delivery(id_, recipient, topic, digest, cursor, attempts, bool(doubt))

    def _end(self, id: int, state: str, why: str | None, now: datetime) -> None:
        """Settle for good. A send that went well keeps the word of an earlier one whose outcome is unknown."""
        self._store.write(
            "UPDATE deliveries SET state = ?1, settled = ?2, doubt = 0, owner = NULL, lease = NULL, marked = NULL,"
            " error = CASE WHEN ?3 IS NULL AND unknown > 0 THEN error ELSE ?3 END,"
            " error_at = CASE WHEN ?3 IS NULL THEN error_at ELSE ?2 END WHERE id = ?4",
            *(state, stamp(now), why, id),
        )

    def _put_back(self, id: int, at: datetime, why: str, unknown: bool, now: datetime) -> None:
        self._store.write(
            "UPDATE deliveries SET state = 'waiting', due = ?1, owner = NULL, lease = NULL, marked = NULL,"
            " doubt = doubt OR ?2, unknown = unknown + ?2,"
            " error = coalesce(?3, error), error_at = CASE WHEN ?3 IS NULL THEN error_at ELSE ?4 END WHERE id = ?5",
            *(stamp(at), int(unknown), why or None, stamp(now), id),
        )

    def _release(self, now: datetime, owner: str | None = None) -> int:
        """Take back claims whose lease is over and, where ``owner`` is given, all that are not its."""
        return self._store.write(
            "UPDATE deliveries SET state = 'waiting', doubt = doubt OR marked IS NOT NULL, unknown = unknown + (marked IS NOT NULL),"
            " error = CASE WHEN marked IS NULL THEN error ELSE 'its sender ended while page ' || (marked + 1) || ' was on the wire' END,"
            " error_at = CASE WHEN marked IS NULL THEN error_at ELSE ?1 END, owner = NULL, lease = NULL, marked = NULL"
            " WHERE state = 'claimed' AND (lease <= ?1 OR (?2 IS NOT NULL AND owner != ?2))",
            *(stamp(now), owner),
        )

    def _troubles(self) -> tuple[Trouble, ...]:
        rows = self._store.rows(
            "SELECT recipient, topic,"
            " CASE state WHEN 'sent' THEN 'unknown' WHEN 'waiting' THEN 'later' WHEN 'claimed' THEN 'later' ELSE state END,"
            " error, error_at FROM deliveries WHERE error IS NOT NULL ORDER BY error_at DESC, id DESC LIMIT 10"
        )
        return tuple(Trouble(recipient, topic, state, why, moment(at)) for recipient, topic, state, why, at in rows)
