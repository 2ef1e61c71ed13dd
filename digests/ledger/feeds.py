"""The feeds of the desk and how the polling of each stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from digests.ledger.codec import decode, encode, moment, stamp
from digests.ledger.store import Shelf, listed
from digests.model import Feed, FeedDay, FeedState

__all__ = ["Feeds"]

_COLUMNS = (
    "feed, due, etag, modified, body_hash, checked, fresh, changed, error, failures, paused, items, ttl, known_as, gone, rhythm, rests"
)


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
                [(feed.url, encode(replace(feed, known_as="")), stamp(now)) for feed in feeds],
            )
            return self._count() - before

    def feeds(self) -> tuple[FeedState, ...]:
        """Every feed, in the order they were taken on."""
        return self._states("ORDER BY rowid")

    def feed(self, url: str) -> FeedState | None:
        """One feed by its address."""
        return next(iter(self._states("WHERE url = ?", url)), None)

    def feeds_known(self, identities: Iterable[str]) -> dict[str, Feed]:
        """The feeds that articles are filed under, by ``Feed.identity``."""
        where = "WHERE url IN (SELECT value FROM json_each(?1)) OR known_as IN (SELECT value FROM json_each(?1))"
        return {state.feed.identity: state.feed for state in self._states(where, listed(identities))}

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
            " failures = ?, items = ?, ttl = ?, rhythm = ?, rests = ? WHERE url = ?",
            [_row(state) for state in states],
        )

    def feeds_unchanged(self, feeds: Iterable[tuple[str, datetime, str | None, str | None]], now: datetime) -> None:
        """Write down that feeds answered well and had nothing new: address, when each is due, etag and Last-Modified of each."""
        at = stamp(now)
        self.store.write_all(
            "UPDATE feeds SET due = ?, etag = ?, modified = ?, checked = ?, fresh = ?, error = NULL, failures = 0 WHERE url = ?",
            [(stamp(due), etag, modified, at, at, url) for url, due, etag, modified in feeds],
        )

    def pause_feed(self, url: str, paused: bool, now: datetime) -> bool:
        """Let a feed rest, or take it up again, due at once, also one that was gone. False where there is no such feed."""
        sql = "UPDATE feeds SET paused = ?, due = ?, failures = 0, gone = NULL WHERE url = ?"
        return bool(self.store.write(sql, int(paused), stamp(now), url))

    def end_feed(self, state: FeedState, now: datetime) -> None:
        """Note that a feed is gone for good: it rests, with what was said of it, until somebody takes it up again."""
        with self.store.atomic():
            self.feed_checked(state)
            self.store.write("UPDATE feeds SET paused = 1, gone = ? WHERE url = ?", stamp(now), state.feed.url)

    def move_feed(self, url: str, to: str) -> bool:
        """Read a feed at another address from now on; its articles stay known as its own.

        False where that address is a feed of the desk already: then the two are one, and the one that moved is given up.
        """
        with self.store.atomic():
            if self.store.row("SELECT 1 FROM feeds WHERE url = ?", to):
                self.remove_feed(url)
                return False
            state = self.feed(url)
            if state is not None:
                moved = encode(replace(state.feed, url=to, known_as=""))
                sql = "UPDATE feeds SET url = ?, feed = ?, known_as = ? WHERE url = ?"
                self.store.write(sql, to, moved, "" if state.feed.identity == to else state.feed.identity, url)
            return True

    def count_feed_days(self, counts: Mapping[str, FeedDay]) -> None:
        """Add to what was counted of feeds (by ``Feed.identity``) on a day."""
        self.store.write_all(
            "INSERT INTO feed_days (feed, day, items, parsed, unparsed, full, teasers) VALUES (?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (feed, day) DO UPDATE SET items = items + excluded.items, parsed = parsed + excluded.parsed,"
            " unparsed = unparsed + excluded.unparsed, full = full + excluded.full, teasers = teasers + excluded.teasers",
            [(feed, c.day.isoformat(), c.items, c.parsed, c.unparsed, c.full, c.teasers) for feed, c in counts.items()],
        )

    def feed_days(self, since: date) -> dict[str, tuple[FeedDay, ...]]:
        """What was counted of each feed (by ``Feed.identity``) from a day on, oldest day first."""
        sql = "SELECT feed, day, items, parsed, unparsed, full, teasers FROM feed_days WHERE day >= ? ORDER BY day"
        found: dict[str, list[FeedDay]] = defaultdict(list)
        for feed, day, *counts in self.store.rows(sql, since.isoformat()):
            found[feed].append(FeedDay(date.fromisoformat(day), *counts))
        return {feed: tuple(days) for feed, days in found.items()}

    def forget_feed_days(self, before: date) -> int:
        """Forget what was counted before a day; how many counts."""
        return self.store.write("DELETE FROM feed_days WHERE day < ?", before.isoformat())

    def remove_feed(self, url: str) -> bool:
        """Give a feed up; what it brought stays. False where there is no such feed."""
        return bool(self.store.write("DELETE FROM feeds WHERE url = ?", url))

    def _count(self) -> int:
        found = self.store.row("SELECT count(*) FROM feeds")
        return int(found[0]) if found else 0

    def _states(self, where: str, *parameters: object) -> tuple[FeedState, ...]:
        return tuple(self._state(row) for row in self.store.rows(f"SELECT {_COLUMNS} FROM feeds {where}", *parameters))  # noqa: S608 - our own words

    def _state(self, row: tuple[Any, ...]) -> FeedState:
        feed, due, etag, modified, body_hash, checked, fresh, changed, error, failures, paused, items, ttl, *more = row
        known_as, gone, rhythm, rests = more
        told = _known(feed) or self.store.record(Feed, feed)
        return FeedState(
            replace(told, known_as=known_as) if known_as else told,
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
            gone=_maybe(gone),
            rhythm=rhythm,
            rests=tuple(map(int, rests.split(","))) if rests else (),
        )


@lru_cache(maxsize=10_000)
def _known(feed: str) -> Feed | None:
    """The feed in a column, read once: all of them are read in every round, and hardly one has changed. None: it cannot be read."""
    try:
        return decode(Feed, feed)
    except ValueError:
        return None


def _row(state: FeedState) -> tuple[object, ...]:
    times = [None if at is None else stamp(at) for at in (state.checked, state.fresh, state.changed)]
    validators = (state.etag, state.modified, state.body_hash)
    rests = ",".join(map(str, state.rests))
    return (stamp(state.due), *validators, *times, state.error, state.failures, state.items, state.ttl, state.rhythm, rests, state.feed.url)


def _maybe(text: str | None) -> datetime | None:
    return None if text is None else moment(text)
