"""Who digests are for, and who follows what."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from digests.errors import InputError
from digests.ledger.codec import encode, moment, stamp
from digests.ledger.store import Shelf, listed
from digests.model import Pace, Preferences, Recipient, Subscription, Wish

__all__ = ["Audience", "Readers", "written"]


@dataclass(frozen=True, slots=True)
class Audience:
    """Followers of a topic who have set the same."""

    preferences: Preferences
    profile: Mapping[str, str]
    kept: tuple[str, str]  #: both as their columns hold them


class Readers(Shelf):
    """The area of recipients and subscriptions."""

    def put_recipient(self, recipient: Recipient) -> None:
        """Write a recipient down, over what stood there; since when it is known is kept from the first time."""
        profile = json.dumps(dict(recipient.profile), ensure_ascii=False)
        self.store.write(
            "INSERT INTO recipients (name, since, state, why, profile) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (name) DO UPDATE SET state = excluded.state, why = excluded.why, profile = excluded.profile",
            *(recipient.name, stamp(recipient.since), recipient.state, recipient.why, profile),
        )

    def recipient(self, name: str) -> Recipient | None:
        """One recipient, None where it is unknown."""
        found = self.store.row("SELECT name, since, state, why, profile FROM recipients WHERE name = ?", name)
        return None if found is None else _recipient(found)

    def recipients(self) -> tuple[Recipient, ...]:
        """Every recipient, gone ones too, in the order they came."""
        rows = self.store.rows("SELECT name, since, state, why, profile FROM recipients ORDER BY rowid")
        return tuple(_recipient(row) for row in rows)

    def recipients_of(self, name: str) -> tuple[str, ...]:
        """The names of a recipient and of its parts, which are called after it with a colon between: ``7``, ``7:15``."""
        # ";" is the letter after ":", so this is a range of the primary key and no look at every name
        rows = self.store.rows(
            "SELECT name FROM recipients WHERE name = ?1 OR (name > ?1 || ':' AND name < ?1 || ';') ORDER BY rowid", name
        )
        return tuple(found for (found,) in rows)

    def rename_recipient(self, old: str, new: str) -> bool:
        """Let ``new`` take the place of ``old``: subscriptions and deliveries follow, in one transaction. False: no such recipient.

        Where both exist they become one, under the new name: what both follow goes on from what ``new`` was told last, else
        ``old``; an edition that both were to get goes out once. Message ids are forgotten: they were the old place's.
        """
        if old == new:
            return self.recipient(old) is not None
        with self.store.atomic():
            was, there = self.recipient(old), self.recipient(new)
            if was is None:
                return False
            self.store.write("DELETE FROM pages WHERE delivery IN (SELECT id FROM deliveries WHERE recipient = ?)", old)
            self.store.write("UPDATE pins SET message = '', shown = '', pinned = 0 WHERE recipient = ?", old)
            if there is None:
                self.store.write("UPDATE recipients SET name = ? WHERE name = ?", new, old)
                return True
            self.put_recipient(Recipient(new, min(was.since, there.since), profile={**was.profile, **there.profile}))
            self._merge(old, new)
        return True

    def mark_gone(self, name: str, why: str, now: datetime) -> bool:
        """Note that a recipient cannot be reached: its deliveries rest, and each topic is set back to what it was told last.

        False where there is no such recipient. What is claimed just now is left to whoever claimed it.
        """
        with self.store.atomic():
            if not self.store.write("UPDATE recipients SET state = 'gone', why = ? WHERE name = ?", why, name):
                return False
            self.store.write(
                "UPDATE subscriptions SET edition = d.before FROM deliveries d JOIN (SELECT min(id) AS first FROM deliveries"
                " WHERE recipient = ?1 AND edition IS NOT NULL AND state IN ('waiting', 'claimed') AND state = 'waiting' GROUP BY topic) u"
                " ON u.first = d.id"
                " WHERE subscriptions.recipient = ?1 AND subscriptions.topic = d.topic",
                name,
            )
            self.store.write(
                "UPDATE deliveries SET state = 'gone', settled = ?2, error = ?3, error_at = ?2"
                " WHERE recipient = ?1 AND state IN ('waiting', 'claimed') AND state = 'waiting'",
                *(name, stamp(now), why),
            )
        return True

    def mark_back(self, name: str, now: datetime) -> bool:
        """Note that a recipient can be reached again, from now on: its subscriptions go on. False where it was not gone."""
        with self.store.atomic():
            back = self.store.write("UPDATE recipients SET state = 'active', why = '' WHERE name = ? AND state = 'gone'", name)
            if back:
                self.store.write("UPDATE deliveries SET error = NULL, error_at = NULL WHERE recipient = ? AND state = 'gone'", name)
        return bool(back)

    # ── subscriptions ──────────────────────────────────────────────────────────────────────────────────────

    def subscribe(self, recipient: str, topic: str, now: datetime) -> bool:
        """Let a recipient follow a topic; one that was unknown is written down with it. False where it did so already.

        Raises InputError where there is no such topic.
        """
        with self.store.atomic():
            if not self.store.row("SELECT 1 FROM topics WHERE slug = ?", topic):
                raise InputError(topic, "there is no such topic")
            self.store.write(
                "INSERT OR IGNORE INTO recipients (name, since, state, why, profile) VALUES (?, ?, 'active', '', '{}')",
                *(recipient, stamp(now)),
            )
            sql = "INSERT OR IGNORE INTO subscriptions (recipient, topic, since) VALUES (?, ?, ?)"
            return bool(self.store.write(sql, recipient, topic, stamp(now)))

    def told_last(self, recipient: str, topic: str) -> str | None:
        """The last edition of a topic that a recipient was sent, what still waits left out; None where it was told nothing."""
        found = self.store.row(
            "SELECT coalesce((SELECT coalesce(d.before, '') FROM deliveries d WHERE d.recipient = ?1 AND d.topic = ?2"
            " AND d.kind = 'digest' AND d.state IN ('waiting', 'claimed') ORDER BY d.id LIMIT 1), edition)"
            " FROM subscriptions WHERE recipient = ?1 AND topic = ?2",
            *(recipient, topic),
        )
        return None if found is None else found[0] or None

    def forget_messages(self) -> None:
        """Forget the ids of all messages: another bot cannot edit or answer them. What is under way goes on with its next page."""
        self.store.write("DELETE FROM pages")

    def hand_over(self, recipient: str, topic: str, edition: str | None, now: datetime, of: str) -> None:
        """Let a recipient follow a topic as one who was told ``edition`` last: for topics that become one.

        What it has set for the topic ``of`` goes over with it, unless it follows ``topic`` already.
        """
        self.store.write(
            "INSERT INTO subscriptions (recipient, topic, since, edition, preferences, wish, pace, due, silent, length)"
            " SELECT recipient, ?2, ?3, ?4, preferences, wish, pace, due, silent, length FROM subscriptions"
            " WHERE recipient = ?1 AND topic = ?5"
            " ON CONFLICT (recipient, topic) DO UPDATE SET edition = excluded.edition",
            *(recipient, topic, stamp(now), edition, of),
        )

    def prefer(self, recipient: str, topic: str, preferences: Preferences, due: datetime | None) -> bool:
        """Keep what a recipient has set for a topic; ``due``: when it is told next. False where it does not follow the topic."""
        return bool(
            self.store.write(
                "UPDATE subscriptions SET preferences = ?, wish = ?, pace = ?, due = ?, silent = ?, length = ?"
                " WHERE recipient = ? AND topic = ?",
                *(written(preferences, Preferences()), written(preferences.asks, Wish()), written(preferences.pace, Pace())),
                *(None if due is None else stamp(due), int(preferences.silent), preferences.length, recipient, topic),
            )
        )

    def serve(self, topic: str, pace: Pace, now: datetime, due: datetime | None) -> int:
        """Let those of a pace who were due by now be due at ``due`` next; how many."""
        return self.store.write(
            "UPDATE subscriptions SET due = ? WHERE topic = ? AND pace = ? AND due <= ?",
            *(None if due is None else stamp(due), topic, written(pace, Pace()), stamp(now)),
        )

    def unsubscribe(self, recipient: str, topic: str | None = None) -> int:
        """End one subscription, or all of a recipient's; what waited for it does not go out. How many ended.

        What went out before is forgotten with it, and who has a delivery in hand loses its claim: who follows again begins
        anew, with the first page.
        """
        with self.store.atomic():
            which = "WHERE recipient = ?1 AND (?2 IS NULL OR topic = ?2)"
            # what is about no topic is not a subscription's, and stays
            self.store.write(f"DELETE FROM deliveries {which} AND topic != ''", recipient, topic)  # noqa: S608
            return self.store.write(f"DELETE FROM subscriptions {which}", recipient, topic)  # noqa: S608

    def subscriptions(self, recipient: str | None = None, topic: str | None = None) -> tuple[Subscription, ...]:
        """Subscriptions, of a recipient or to a topic or all; where a topic is given, only of those that can be reached."""
        sql = "SELECT s.recipient, s.topic, s.since, s.edition, s.preferences, s.due FROM subscriptions s"
        if topic is not None:
            sql += " JOIN recipients r ON r.name = s.recipient AND r.state = 'active' WHERE s.topic = ?"
            sql += " AND s.recipient = ?" if recipient is not None else ""
        elif recipient is not None:
            sql += " WHERE s.recipient = ?"
        given = [value for value in (topic, recipient) if value is not None]
        rows = self.store.rows(f"{sql} ORDER BY s.since, s.recipient, s.topic", *given)
        return tuple(self._subscription(row) for row in rows)

    def _subscription(self, row: tuple[Any, ...]) -> Subscription:
        recipient, topic, since, edition, preferences, due = row
        return Subscription(recipient, topic, moment(since), edition, self.preferences(preferences), None if due is None else moment(due))

    def reviewed(self, topic: str) -> tuple[tuple[str, Mapping[str, str]], ...]:
        """Who wants the week of a topic looked back on, with its profile; those that can be reached alone."""
        rows = self.store.rows(
            "SELECT r.name, r.profile FROM subscriptions s JOIN recipients r ON r.name = s.recipient AND r.state = 'active'"
            " WHERE s.topic = ? AND s.preferences != '' AND json_extract(s.preferences, '$.review')",
            topic,
        )
        return tuple((name, json.loads(profile)) for name, profile in rows)

    def preferences(self, kept: str | None) -> Preferences:
        """Preferences out of their column."""
        return self.store.record(Preferences, kept) if kept else Preferences()

    def followed(self) -> tuple[str, ...]:
        """The slugs of topics that somebody who can be reached follows; those that are paused or archived are not among them."""
        rows = self.store.rows(
            "SELECT slug FROM topics WHERE coalesce(json_extract(topic, '$.state'), 'active') = 'active' AND EXISTS"
            " (SELECT 1 FROM subscriptions s JOIN recipients r ON r.name = s.recipient"
            " WHERE s.topic = slug AND r.state = 'active') ORDER BY rowid"
        )
        return tuple(slug for (slug,) in rows)

    def followers(
        self,
        topic: str,
        editions: frozenset[str | None],
        wish: Wish | None = None,
        paces: Iterable[Pace] = (),
        now: datetime | None = None,
        due: bool = True,
    ) -> tuple[str, ...]:
        """Who follows a topic, can be reached, and was told one of these editions last (None: nothing yet).

        ``wish`` and ``paces``: those alone who have these; ``now``: those alone who are due by then, or, where not ``due``, are not.
        """
        rows = self.store.rows(
            "SELECT s.recipient FROM subscriptions s JOIN recipients r ON r.name = s.recipient AND r.state = 'active'"
            " WHERE s.topic = ?1 AND (s.edition IN (SELECT value FROM json_each(?2)) OR (?3 AND s.edition IS NULL))"
            " AND (?4 IS NULL OR (s.wish = ?4 AND s.pace IN (SELECT value FROM json_each(?5))))"
            " AND (?6 IS NULL OR (s.due IS NULL OR s.due <= ?6) = ?7) ORDER BY s.recipient",
            *(topic, listed(edition for edition in editions if edition is not None), None in editions),
            *(None if wish is None else written(wish, Wish()), listed(written(pace, Pace()) for pace in paces)),
            *(None if now is None else stamp(now), int(due)),
        )
        return tuple(name for (name,) in rows)

    def audiences(self, topic: str) -> tuple[Audience, ...]:
        """The followers of a topic who can be reached, by what they have set for it and for themselves."""
        rows = self.store.rows(
            "SELECT DISTINCT s.preferences, r.profile FROM subscriptions s JOIN recipients r ON r.name = s.recipient AND r.state = 'active'"
            " WHERE s.topic = ? ORDER BY s.preferences, r.profile",
            topic,
        )
        return tuple(Audience(self.preferences(kept), json.loads(profile), (kept, profile)) for kept, profile in rows)

    def audience(self, topic: str, of: Audience, before: datetime | None = None) -> tuple[str, ...]:
        """The names of such followers; ``before``: of those alone who follow the topic since before then."""
        rows = self.store.rows(
            "SELECT s.recipient FROM subscriptions s JOIN recipients r ON r.name = s.recipient AND r.state = 'active'"
            " WHERE s.topic = ?1 AND s.preferences = ?2 AND r.profile = ?3 AND (?4 IS NULL OR s.since < ?4) ORDER BY s.recipient",
            *(topic, *of.kept, None if before is None else stamp(before)),
        )
        return tuple(name for (name,) in rows)

    def _merge(self, old: str, new: str) -> None:
        """Give all that is ``old``'s to ``new``, and forget ``old``."""
        self.store.write(
            "UPDATE subscriptions SET edition = coalesce(edition, (SELECT o.edition FROM subscriptions o"
            " WHERE o.recipient = ?1 AND o.topic = subscriptions.topic)) WHERE recipient = ?2",
            *(old, new),
        )
        self.store.write("UPDATE OR IGNORE subscriptions SET recipient = ?2 WHERE recipient = ?1", old, new)
        self.store.write("UPDATE OR IGNORE deliveries SET recipient = ?2 WHERE recipient = ?1", old, new)
        self.store.write("UPDATE OR IGNORE pins SET recipient = ?2 WHERE recipient = ?1", old, new)
        self.store.write("DELETE FROM recipients WHERE name = ?", old)


def written(record: object, default: object) -> str:
    """A record as its column holds it; of the default it is the empty text."""
    return "" if record == default else encode(record)


def _recipient(row: tuple[Any, ...]) -> Recipient:
    name, since, state, why, profile = row
    return Recipient(name, moment(since), state, why, json.loads(profile))
