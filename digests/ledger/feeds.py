"""The feeds of the desk and how the polling of each stands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from digests.ledger.codec import encode, moment, stamp
from digests.ledger.store import Shelf
from digests.model import Feed, FeedState

__all__ = ["Feeds"]

_COLUMNS = "feed, due, etag, modified, body_hash, checked, fresh, changed, error, failures, paused, items, ttl"


class Feeds(Shelf):
    """The area of the feeds."""

    def put_feeds(self, feeds: Iterable[Feed], now: datetime) -> int:
        """Take feeds on, due at once. Of a known address only name and manner change; its polling goes on as it stood.

        How many were new.
        """
        with self.store.atomic():
            before = self._count()
            self.store.write_all(
                "INSERT INTO feeds (url, feed, due) VALUES (?, ?, ?) ON CONFLICT (url) DO UPDATE SET feed = excluded.feed",
                [(feed.url, encode(feed), stamp(now)) for feed in feeds],
            )
            return self._count() - before

    def feeds(self) -> tuple[FeedState, ...]:
        """Every feed, in the order they were taken on."""
        return self._states("ORDER BY rowid")

    def feed(self, url: str) -> FeedState | None:
        """One feed by its address."""
        return next(iter(self._states("WHERE url = ?", url)), None)

    def due_feeds(self, now: datetime) -> tuple[FeedState, ...]:
        """The feeds to be asked now, longest due first; those at rest are not among them."""
        return self._states("WHERE paused = 0 AND due <= ? ORDER BY due, rowid", stamp(now))

    def feed_checked(self, state: FeedState) -> None:
        """Write down how a feed's polling stands now. One that was removed meanwhile stays removed, one paused stays so."""
        self.feeds_checked((state,))

    def feeds_checked(self, states: Iterable[FeedState]) -> None:
        """``feed_checked`` for many, in one transaction."""
        self.store.write_all(
            "UPDATE feeds SET due = ?, etag = ?, modified = ?, body_hash = ?, checked = ?, fresh = ?, changed = ?, error = ?,"
            " failures = ?, items = ?, ttl = ? WHERE url = ?",
            [_row(state) for state in states],
        )

    def pause_feed(self, url: str, paused: bool, now: datetime) -> bool:
        """Let a feed rest, or take it up again, due at once. False where there is no such feed."""
        return bool(self.store.write("UPDATE feeds SET paused = ?, due = ?, failures = 0 WHERE url = ?", int(paused), stamp(now), url))

    def remove_feed(self, url: str) -> bool:
        """Give a feed up; what it brought stays. False where there is no such feed."""
        return bool(self.store.write("DELETE FROM feeds WHERE url = ?", url))

    def _count(self) -> int:
        found = self.store.row("SELECT count(*) FROM feeds")
        return int(found[0]) if found else 0

    def _states(self, where: str, *parameters: object) -> tuple[FeedState, ...]:
        return tuple(self._state(row) for row in self.store.rows(f"SELECT {_COLUMNS} FROM feeds {where}", *parameters))  # noqa: S608 - our own words

    def _state(self, row: tuple[Any, ...]) -> FeedState:
        feed, due, etag, modified, body_hash, checked, fresh, changed, error, failures, paused, items, ttl = row
        return FeedState(
            self.store.record(Feed, feed),
            moment(due),
            etag=etag,
            modified=modified,
            body_hash=body_hash,
            checked=_maybe(checked),
            fresh=_maybe(fresh),
            changed=_maybe(changed),
            error=error,
            failures=failures,
            paused=bool(paused),
            items=items,
            ttl=ttl,
        )


def _row(state: FeedState) -> tuple[object, ...]:
    times = [None if at is None else stamp(at) for at in (state.checked, state.fresh, state.changed)]
    validators = (state.etag, state.modified, state.body_hash)
    return (stamp(state.due), *validators, *times, state.error, state.failures, state.items, state.ttl, state.feed.url)


def _maybe(text: str | None) -> datetime | None:
    return None if text is None else moment(text)
