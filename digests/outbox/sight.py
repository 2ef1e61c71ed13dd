"""How the outbox stands, what was posted where, and what may be forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from digests.ledger.codec import moment, stamp
from digests.model import Cause, Digest, OutboxSummary, Trouble
from digests.outbox.room import Room

__all__ = ["Sight", "Telling", "Told"]

_TROUBLES = 10
#: a delivery's state as an admin sees it where something went wrong with it
_SEEN = """CASE state WHEN 'sent' THEN iif(remarked, 'remarked', 'unknown')
    WHEN 'waiting' THEN 'later' WHEN 'claimed' THEN 'later' ELSE state END"""


@dataclass(frozen=True, slots=True)
class Told:
    """A message that is out."""

    page: int
    id: str  #: "" where the server did not say
    shown: str  #: what it shows, in the sender's own words


@dataclass(frozen=True, slots=True)
class Telling:
    """An edition that is out at a recipient, with its messages there."""

    delivery: int
    digest: Digest
    messages: tuple[Told, ...]


class Sight(Room):
    """The part of the outbox that is looked at."""

    def summary(self, now: datetime) -> OutboxSummary:
        """How the deliveries stand."""
        counts: dict[str, int] = dict(self._store.rows("SELECT state, count(*) FROM deliveries GROUP BY state"))
        due, oldest, unknown, unrepeated = self._store.rows(
            "SELECT (SELECT count(*) FROM deliveries INDEXED BY deliveries_longest WHERE state = 'waiting' AND due <= ?1),"
            " (SELECT min(enqueued) FROM deliveries INDEXED BY deliveries_longest WHERE state = 'waiting' AND due <= ?1),"
            " (SELECT coalesce(sum(unknown), 0) FROM deliveries WHERE state IS NOT NULL AND unknown > 0),"
            " (SELECT coalesce(sum(unknown), 0) FROM deliveries WHERE state IS NOT NULL AND unknown > 0 AND NOT again)",
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
            lapsed=counts.get("lapsed", 0),
            unrepeated=unrepeated,
            causes=self._causes(),
        )

    def messages(self, recipient: str, topic: str, key: str) -> tuple[str, ...]:
        """The message ids of the pages of an edition or a notice at a recipient, in their order: those that are out."""
        rows = self._store.rows(
            "SELECT p.message FROM deliveries d JOIN pages p ON p.delivery = d.id"
            " WHERE d.recipient = ? AND d.topic = ? AND d.key = ? ORDER BY p.page",
            *(recipient, topic, key),
        )
        return tuple(message for (message,) in rows)

    def tellings(self, recipient: str, topic: str, before: int, limit: int) -> Iterator[Telling]:
        """The editions of a topic that are out at a recipient, begun before the delivery ``before``, newest first, and their messages."""
        rows = self._store.rows(
            "SELECT id, edition FROM deliveries WHERE recipient = ? AND kind = 'digest' AND topic = ? AND id < ? AND cursor > 0"
            " ORDER BY id DESC LIMIT ?",
            *(recipient, topic, before, limit),
        )
        for id_, key in rows:
            if (telling := self._telling(id_, key)) is not None:
                yield telling

    def telling(self, recipient: str, topic: str, edition: str) -> Telling | None:
        """One edition as it is out at a recipient, with its messages; None where none is."""
        sql = "SELECT id, edition FROM deliveries WHERE recipient = ? AND kind = 'digest' AND topic = ? AND key = ?"
        row = self._store.row(sql, recipient, topic, edition)
        return None if row is None else self._telling(*row)

    def _telling(self, id: int, key: str) -> Telling | None:
        edition = self._ledger.edition(key)
        messages = self._store.rows("SELECT page, message, shown FROM pages WHERE delivery = ? ORDER BY page", id)
        return None if edition is None or not messages else Telling(id, edition, tuple(Told(*message) for message in messages))

    def tidy(self, before: datetime) -> int:
        """Forget deliveries settled before a moment, and editions and notices that nothing refers to any more; how many deliveries.

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
                "DELETE FROM editions WHERE composed < ? AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.edition = editions.key)"
                " AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.before = editions.key)"
                " AND NOT EXISTS (SELECT 1 FROM subscriptions s WHERE s.edition = editions.key)",
                at,
            )
            unused = "NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.notice = notices.id)"
            self._store.write(f"DELETE FROM notices WHERE posted < ? AND {unused}", at)
        return forgotten

    def _causes(self) -> tuple[Cause, ...]:
        rows = self._store.rows(
            f"SELECT {_SEEN}, error, count(*) FROM deliveries WHERE error IS NOT NULL"
            " GROUP BY 1, 2 ORDER BY 3 DESC, max(error_at) DESC LIMIT ?",
            _TROUBLES,
        )
        return tuple(Cause(*row) for row in rows)

    def _troubles(self) -> tuple[Trouble, ...]:
        rows = self._store.rows(
            f"SELECT recipient, iif(edition IS NULL, trim(kind || ' ' || topic), topic), {_SEEN}, error, error_at FROM deliveries"
            " WHERE error IS NOT NULL ORDER BY error_at DESC, id DESC LIMIT ?",
            _TROUBLES,
        )
        return tuple(Trouble(recipient, topic, state, why, moment(at)) for recipient, topic, state, why, at in rows)
