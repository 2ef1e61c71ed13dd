"""What becomes of a claimed delivery, page by page and at its end."""

from __future__ import annotations

from datetime import datetime

from digests.ledger.codec import stamp
from digests.model import Failed, Gone, Lapsed, Later, Moved, Outcome, Sent
from digests.outbox.room import Room

__all__ = ["Settling"]


class Settling(Room):
    """The part of the outbox that writes down how it went."""

    def keep(self, id: int, plan: str) -> bool:
        """Keep how a claimed delivery's pages are made, before the first goes out: so that it ends as it began.

        What is kept comes back with every later claim. False where the claim has been lost meanwhile.
        """
        sql = "UPDATE deliveries SET plan = ? WHERE id = ? AND state = 'claimed' AND owner = ?"
        return bool(self._store.write(sql, plan, id, self._ledger.owner))

    def mark(self, id: int, page: int) -> bool:
        """Write down that ``page`` goes on the wire now; call it before sending.

        False where the claim has been lost meanwhile: then the page must not be sent.
        """
        sql = "UPDATE deliveries SET marked = ? WHERE id = ? AND state = 'claimed' AND owner = ?"
        return bool(self._store.write(sql, page, id, self._ledger.owner))

    def advance(self, id: int, page: int, message: str | None, shown: str = "") -> None:
        """Write down that ``page`` is out, as ``message``: it is not sent again, whatever becomes of the claim.

        ``message`` None: it took the place of an older one (``amend``).

        ``shown``: the sender's own word for what the message shows, for editing it later.
        """
        with self._store.atomic():
            known = self._store.write(
                "UPDATE deliveries SET cursor = max(cursor, ?1 + 1), marked = NULL, doubt = 0 WHERE id = ?2", page, id
            )
            if known and message is not None:
                sql = "INSERT OR REPLACE INTO pages (delivery, page, message, shown) VALUES (?, ?, ?, ?)"
                self._store.write(sql, id, page, message, shown)

    def amend(self, delivery: int, page: int, shown: str) -> None:
        """Write down what a message that went out earlier shows now."""
        self._store.write("UPDATE pages SET shown = ? WHERE delivery = ? AND page = ?", shown, delivery, page)

    def remark(self, id: int, why: str, now: datetime) -> None:
        """Keep a word in sight about a delivery that goes well otherwise."""
        self._store.write("UPDATE deliveries SET error = ?, error_at = ?, remarked = 1 WHERE id = ?", why, stamp(now), id)

    def retry(self, now: datetime, since: datetime) -> int:
        """Put back what failed since a moment, from the page it had come to, with its pages made anew; how many.

        Older ones stay as they are: what they told has been told otherwise since.
        """
        return self._store.write(
            "UPDATE deliveries SET state = 'waiting', due = ?1, settled = NULL, owner = NULL, lease = NULL, marked = NULL,"
            " plan = CASE WHEN cursor = 0 THEN '' ELSE plan END"
            " WHERE state = 'failed' AND settled >= ?2 AND recipient IN (SELECT name FROM recipients WHERE state = 'active')",
            *(stamp(now), stamp(since)),
        )

    def settle(self, id: int, outcome: Outcome, now: datetime) -> bool:
        """Write down what came of a claimed delivery. False, and nothing done, where the claim has been lost meanwhile.

        Sent ends it. Later puts it back, and with it all that waits for the same recipient; where the outcome is unknown the page
        is sent again, or taken for sent where the notice says so. Gone lets all of the recipient's deliveries rest and sets its
        topics back to what it was told last. Moved gives the recipient its new name and is due at once. Failed ends it and
        keeps it in sight, Lapsed too.
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
                case Lapsed(why):
                    self._end(id, "lapsed", why, now)
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

    def _end(self, id: int, state: str, why: str | None, now: datetime) -> None:
        """Settle for good. A send that went well keeps the word of an earlier one whose outcome is unknown."""
        self._store.write(
            "UPDATE deliveries SET state = ?1, settled = ?2, doubt = 0, owner = NULL, lease = NULL, marked = NULL, plan = '',"
            " error = CASE WHEN ?3 IS NULL AND (unknown > 0 OR remarked) THEN error ELSE ?3 END,"
            " error_at = CASE WHEN ?3 IS NULL THEN error_at ELSE ?2 END WHERE id = ?4",
            *(state, stamp(now), why, id),
        )

    def _put_back(self, id: int, at: datetime, why: str, unknown: bool, now: datetime) -> None:
        """Back in line. Without a word why it was not tried at all."""
        self._store.write(
            "UPDATE deliveries SET state = 'waiting', due = ?1, owner = NULL, lease = NULL, marked = NULL,"
            " attempts = attempts - (?3 IS NULL), cursor = iif(?2 AND NOT again AND marked IS NOT NULL, marked + 1, cursor),"
            " doubt = doubt OR ?2, unknown = unknown + ?2,"
            " error = coalesce(?3, error), error_at = CASE WHEN ?3 IS NULL THEN error_at ELSE ?4 END WHERE id = ?5",
            *(stamp(at), int(unknown), why or None, stamp(now), id),
        )
