"""What the desk holds chats to, whether it is held itself, and what went wrong."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from digests.ledger.codec import decode, encode, moment, stamp
from digests.ledger.topics import Topics
from digests.model import Hold, Restriction, Trouble

__all__ = ["HOLD", "Restrictions"]

#: the note that holds the desk
HOLD = "desk/hold"
_DAY = timedelta(days=1)


class Restrictions(Topics):
    """The area of restrictions and troubles."""

    def put_restriction(self, restriction: Restriction) -> None:
        """Hold a chat to something, in place of what it was held to; one that restricts nothing is forgotten."""
        with self.store.atomic():
            self.store.write("DELETE FROM restrictions WHERE chat = ?", restriction.chat)
            if restriction.blocked or restriction.posts is not None:
                row = (restriction.chat, int(restriction.blocked), restriction.posts, restriction.reason)
                self.store.write("INSERT INTO restrictions (chat, blocked, posts, reason) VALUES (?, ?, ?, ?)", *row)

    def restriction(self, chat: str) -> Restriction:
        """What a chat is held to; nothing, where it is to nothing."""
        found = self.store.row("SELECT chat, blocked, posts, reason FROM restrictions WHERE chat = ?", chat)
        return Restriction(chat) if found is None else _restriction(found)

    def restrictions(self) -> tuple[Restriction, ...]:
        """Every chat that is held to something."""
        rows = self.store.rows("SELECT chat, blocked, posts, reason FROM restrictions ORDER BY chat")
        return tuple(_restriction(row) for row in rows)

    def sated(self, now: datetime) -> frozenset[str]:
        """Recipients whose chat had as many posts in the last 24 hours as it may."""
        rows = self.store.rows(
            "SELECT r.name FROM restrictions x JOIN recipients r ON r.name = x.chat OR r.name LIKE x.chat || ':%'"
            " WHERE x.posts IS NOT NULL AND x.posts <= (SELECT count(*) FROM deliveries d"
            " WHERE (d.recipient = x.chat OR d.recipient LIKE x.chat || ':%') AND d.kind = 'digest'"
            " AND d.enqueued > ?)",
            stamp(now - _DAY),
        )
        return frozenset(name for (name,) in rows)

    def hold(self) -> Hold | None:
        """Who holds the desk; None where nobody does."""
        note = self.note(HOLD)
        return None if note is None else decode(Hold, note)

    def set_hold(self, hold: Hold | None) -> None:
        """Hold the desk, or let it go."""
        self.set_note(HOLD, None if hold is None else encode(hold))

    def write_trouble(self, place: str, why: str, now: datetime) -> None:
        """Write down what went wrong at a place of the desk that no other table tells of."""
        self.store.write("INSERT INTO troubles (at, place, why) VALUES (?, ?, ?)", stamp(now), place, why)

    def troubles(self, since: datetime) -> tuple[Trouble, ...]:
        """What went wrong since: at the desk, with articles, with deliveries; newest first. Feeds say it in their state."""
        at = stamp(since)
        rows = self.store.rows(
            "SELECT '' AS recipient, '' AS topic, place AS state, why, at FROM troubles WHERE at >= ?1"
            " UNION ALL SELECT '', '', 'unread', source || ', “' || title || '”: ' || trouble, read FROM articles"
            " WHERE trouble IS NOT NULL AND read >= ?1"
            " UNION ALL SELECT recipient, topic, CASE state WHEN 'sent' THEN 'unknown' WHEN 'waiting' THEN 'later'"
            " WHEN 'claimed' THEN 'later' ELSE state END, error, error_at FROM deliveries WHERE error IS NOT NULL AND error_at >= ?1"
            " ORDER BY at DESC LIMIT 500",
            at,
        )
        return tuple(Trouble(recipient, topic, state, why, moment(when)) for recipient, topic, state, why, when in rows)

    def forget_troubles(self, before: datetime) -> int:
        """Forget what went wrong before a moment; how much."""
        return self.store.write("DELETE FROM troubles WHERE at < ?", stamp(before))


def _restriction(row: tuple[Any, ...]) -> Restriction:
    chat, blocked, posts, reason = row
    return Restriction(chat, bool(blocked), posts, reason)
