"""Taking deliveries in hand, and taking back what a dead process had in hand."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from digests.errors import LedgerError
from digests.ledger.codec import stamp
from digests.ledger.store import listed
from digests.model import Delivery, Notice, Priority
from digests.outbox.room import Room

__all__ = ["LEASE", "Claiming"]

#: how long a claim holds: a sender that has not settled by then is taken for dead
LEASE = timedelta(minutes=10)

# ``state IN`` is the condition of the partial index, word for word: SQLite uses it for nothing less. Of two deliveries of one
# recipient an edition counts as a digest however urgent it is, since editions keep their order, also where the first is put off.
_NOTHING_BEFORE = (
    " AND NOT EXISTS (SELECT 1 FROM deliveries o INDEXED BY deliveries_open"
    " WHERE o.recipient = d.recipient AND o.state IN ('waiting', 'claimed') AND (o.state = 'claimed'"
    " OR (o.edition IS NOT NULL AND d.edition IS NOT NULL AND o.id < d.id)"
    f" OR (o.due <= ?1 AND (iif(o.edition IS NULL, o.priority, {int(Priority.DIGEST)}), o.id)"
    f" < (iif(d.edition IS NULL, d.priority, {int(Priority.DIGEST)}), d.id))))"
)
_FREE = " WHERE state = 'waiting' AND due <= ?1 AND recipient NOT IN (SELECT value FROM json_each(?2))"


class Claiming(Room):
    """The part of the outbox that gives out."""

    def claim(self, now: datetime, limit: int = 30, exclude: Iterable[str] = ()) -> tuple[Delivery, ...]:
        """Take up to ``limit`` due deliveries in hand; ``exclude`` names recipients to pass over.

        The most urgent first and of these the longest due; but one in every claim of several is the longest due of all, so that
        nothing urgent keeps the rest waiting for ever. At most one per recipient, and none for a recipient who has one in flight.
        None at all while the desk is held.
        """
        if limit < 1:
            return ()
        with self._store.atomic():
            self._ledger.show()
            self._release(now)
            self._let_lapse(now)
            if self._ledger.hold() is not None:
                return ()
            ids = self._due(now, limit, listed(exclude))
            self._store.write(
                "UPDATE deliveries SET state = 'claimed', owner = ?, lease = ?, attempts = attempts + 1"
                " WHERE id IN (SELECT value FROM json_each(?))",
                *(self._ledger.owner, stamp(now + LEASE), listed(map(str, ids))),
            )
            rows = self._store.rows(
                "SELECT d.id, d.recipient, d.topic, d.edition, notice, cursor, attempts - 1, doubt, priority, plan, d.silent, r.profile,"
                " s.length FROM deliveries d JOIN recipients r ON r.name = d.recipient"
                " LEFT JOIN subscriptions s ON s.recipient = d.recipient AND s.topic = d.topic"
                " WHERE d.id IN (SELECT value FROM json_each(?))",
                listed(map(str, ids)),
            )
            found = {row[0]: self._delivery(row) for row in rows}
            return tuple(found[id_] for id_ in ids)

    def recover(self, now: datetime) -> int:
        """At the start: what dead processes had claimed becomes due again; how many. What a living one holds stays its own."""
        with self._store.atomic():
            owners = [owner for (owner,) in self._store.rows("SELECT DISTINCT owner FROM deliveries WHERE state = 'claimed'")]
            dead = [owner for owner in owners if owner != self._ledger.owner and not self._ledger.is_open(owner)]
            return self._release(now, dead)

    def give_back(self, now: datetime) -> int:
        """Give back all that this opening of the ledger has claimed, where nobody sends it any more; how many."""
        with self._store.atomic():
            return self._release(now, (self._ledger.owner,))

    def _due(self, now: datetime, limit: int, exclude: str) -> list[int]:
        """The ids to claim, in the order they are to be sent."""
        parameters = (stamp(now), exclude)
        ids: list[int] = []
        recipients: set[str] = set()
        if limit > 1:
            sql = f"SELECT id, recipient FROM deliveries d INDEXED BY deliveries_longest{_FREE}{_NOTHING_BEFORE} ORDER BY due, id LIMIT 1"
            longest = self._store.rows(sql, *parameters)
        else:
            longest = []
        for priority in Priority:
            if len(ids) >= limit:
                break
            sql = (
                f"SELECT id, recipient FROM deliveries d INDEXED BY deliveries_due{_FREE} AND priority = ?3{_NOTHING_BEFORE}"
                " ORDER BY due, id LIMIT ?4"
            )
            for id_, recipient in self._store.rows(sql, *parameters, int(priority), limit - len(ids)):
                if recipient not in recipients:
                    ids.append(id_)
                    recipients.add(recipient)
        for id_, recipient in longest:
            if id_ not in ids and recipient not in recipients:
                ids[limit - 1 :] = [id_]
        return ids

    def _delivery(self, row: tuple[Any, ...]) -> Delivery:
        id_, recipient, topic, edition, notice, cursor, attempts, doubt, priority, plan, silent, profile, length = row
        digest = None if edition is None else self._ledger.edition(edition)
        if edition is not None and digest is None:
            raise LedgerError(self._store.path, f"edition {edition} is not on file")
        carried = None if notice is None else self._notice(notice)
        return Delivery(
            *(id_, recipient, topic, digest, cursor, attempts, bool(doubt), carried),
            *(Priority(priority), json.loads(profile) | ({"length": length} if length else {}), plan, bool(silent)),
        )

    def _notice(self, id: str) -> Notice:
        row = self._store.row("SELECT body FROM notices WHERE id = ?", id)
        if row is None:
            raise LedgerError(self._store.path, f"notice {id} is not on file")
        return self._store.record(Notice, row[0])

    def _release(self, now: datetime, owners: Iterable[str] | None = None) -> int:
        """Take back claims whose lease is over or, where ``owners`` are given, all of theirs too.

        A marked page is one whose outcome is unknown: sent again, or taken for sent where it must not go out twice.
        """
        return self._store.write(
            "UPDATE deliveries SET state = 'waiting', cursor = iif(marked IS NULL OR again, cursor, marked + 1),"
            " doubt = doubt OR marked IS NOT NULL, unknown = unknown + (marked IS NOT NULL),"
            " error = CASE WHEN marked IS NULL THEN error ELSE 'its sender ended while page ' || (marked + 1) || ' was on the wire' END,"
            " error_at = CASE WHEN marked IS NULL THEN error_at ELSE ?1 END, owner = NULL, lease = NULL, marked = NULL"
            " WHERE state = 'claimed' AND (lease <= ?1 OR owner IN (SELECT value FROM json_each(?2)))",
            *(stamp(now), listed(owners or ())),
        )

    def _let_lapse(self, now: datetime) -> None:
        """What waits past the moment it was of use ends unsent, unless it has begun: that is finished."""
        self._store.write(
            "UPDATE deliveries SET state = 'lapsed', settled = ?1, doubt = 0, error = coalesce(error, 'it came too late to be of use'),"
            " error_at = ?1 WHERE state = 'waiting' AND until IS NOT NULL AND until < ?1 AND cursor = 0",
            stamp(now),
        )
