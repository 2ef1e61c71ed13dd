"""Every digest composed, and what its readers were told with it."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from digests.ledger.codec import encode, stamp
from digests.ledger.store import Shelf
from digests.model import Digest, Pace, Told, Wish, key_of

__all__ = ["Editions", "Group"]

#: how many editions are kept decoded: a fan-out of one edition to many reads it once
_KEPT = 32


@dataclass(frozen=True, slots=True)
class Group:
    """Those followers of a topic who were told the same so far and want the same, at the same pace."""

    editions: frozenset[str | None]  #: the last editions they were sent; None: nothing yet
    newest: str | None  #: the newest of these: it stands for the group in the key of its next edition
    told: Told
    wish: Wish = field(default_factory=Wish)
    paces: tuple[Pace, ...] = ()
    due: bool = True  #: False where the moment at which they are told next is still ahead
    same: str = ""  #: equal for groups that were told the same


class Editions(Shelf):
    """The area of the editions."""

    def __init__(self) -> None:
        self._decoded: OrderedDict[str, Digest] = OrderedDict()

    def put_edition(self, digest: Digest) -> None:
        """Keep an edition. One that is kept already stays as it is."""
        self.store.write(
            "INSERT OR IGNORE INTO editions (key, topic, composed, told_key, digest, told) VALUES (?, ?, ?, ?, ?, ?)",
            *(digest.edition, digest.topic, stamp(digest.composed), _told_key(digest.told)),
            *(encode(replace(digest, told={})), json.dumps(dict(digest.told), ensure_ascii=False, separators=(",", ":"))),
        )

    def edition(self, key: str) -> Digest | None:
        """One edition by its key."""
        if key in self._decoded:
            self._decoded.move_to_end(key)
            return self._decoded[key]
        found = self.store.row("SELECT digest, told FROM editions WHERE key = ?", key)
        if found is None:
            return None
        digest = replace(self.store.record(Digest, found[0]), told=json.loads(found[1]))
        self._decoded[key] = digest
        if len(self._decoded) > _KEPT:
            self._decoded.popitem(last=False)
        return digest

    def edition_begun(self, topic: str, begin: str) -> Digest | None:
        """The edition of a topic whose key begins so; None where there is none (any more)."""
        found = self.store.row("SELECT key FROM editions WHERE key >= ?1 AND key < ?1 || 'g' AND topic = ?2", begin, topic)
        return None if found is None else self.edition(found[0])

    def told(self, edition: str | None) -> Told:
        """What the readers of an edition have been told; nothing where it is None or unknown."""
        found = self.store.row("SELECT told FROM editions WHERE key = ?", edition)
        told: Mapping[str, str] = {} if found is None else json.loads(found[0])
        return told

    def groups(self, topic: str, now: datetime | None = None) -> tuple[Group, ...]:
        """The followers of a topic who can be reached, by what they were told so far, what they want and their pace.

        Those told nothing come first. ``now``: what ``due`` is told by; without it everyone is due.
        """
        rows = self.store.rows(
            "SELECT coalesce(e.told_key, ''), s.edition, s.wish, s.pace, ?2 IS NULL OR s.due IS NULL OR s.due <= ?2 AS ready"
            " FROM subscriptions s JOIN recipients r ON r.name = s.recipient AND r.state = 'active'"
            " LEFT JOIN editions e ON e.key = s.edition"
            " WHERE s.topic = ?1 GROUP BY s.edition, s.wish, s.pace, ready ORDER BY e.told_key, e.composed, e.rowid",
            *(topic, None if now is None else stamp(now)),
        )
        alike: dict[tuple[str, str, str, int], list[str | None]] = {}
        for told_key, edition, wish, pace, ready in rows:
            alike.setdefault((told_key, wish, pace, ready), []).append(edition)
        told = {told_key: self.told(editions[-1]) for (told_key, *_), editions in alike.items()}
        return tuple(
            Group(
                *(frozenset(editions), editions[-1], told[told_key], self.store.record(Wish, wish) if wish else Wish()),
                *((self.store.record(Pace, pace) if pace else Pace(),), bool(ready), told_key),
            )
            for (told_key, wish, pace, ready), editions in alike.items()
        )

    def last_digest(self, recipient: str, topic: str) -> Digest | None:
        """The last edition of a topic that a recipient was sent, or the one on its way where none is out yet."""
        found = self.store.row(
            "SELECT edition FROM deliveries WHERE recipient = ? AND topic = ? AND edition IS NOT NULL"
            " ORDER BY (state = 'sent' OR cursor > 0) DESC, id DESC LIMIT 1",
            *(recipient, topic),
        )
        return None if found is None else self.edition(found[0])

    def last_editions(self, limit: int, topic: str | None = None) -> tuple[Digest, ...]:
        """The editions composed last, of one topic or of all, newest first; those without a line are left out."""
        rows = self.store.rows(
            "SELECT key FROM editions WHERE (?1 IS NULL OR topic = ?1) AND json_array_length(digest, '$.points') > 0"
            " ORDER BY composed DESC, rowid DESC LIMIT ?2",
            *(topic, limit),
        )
        found = (self.edition(key) for (key,) in rows)
        return tuple(digest for digest in found if digest is not None)


def _told_key(told: Told) -> str:
    """Equal for equal contents; of nothing told at all it is the empty text."""
    return key_of(*(part for thread in sorted(told) for part in (thread, told[thread]))) if told else ""
