"""The desk in figures, read on a connection of their own: counting a large ledger must keep nobody else waiting."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from digests.errors import LedgerError
from digests.ledger.codec import moment, stamp
from digests.ledger.store import words
from digests.model import DayCount, Statistics

__all__ = ["statistics"]

_DAYS = 14


def statistics(ledger: Path, now: datetime) -> Statistics:
    """How much there is of everything, day by day for two weeks, and how long news takes from publication to a post.

    Callable from any thread, while the ledger is in use. Raises LedgerError.
    """
    try:
        with closing(sqlite3.connect(f"{ledger.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            return _Counts(connection).statistics(now)
    except sqlite3.Error as error:
        raise LedgerError(ledger, words(error)) from error


class _Counts:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def statistics(self, now: datetime) -> Statistics:
        facts = self._row(
            "SELECT count(*), coalesce(sum(json_array_length(coalesce(json_extract(facts, '$.deadlines'), '[]'))), 0),"
            " coalesce(sum(json_array_length(coalesce(json_extract(facts, '$.casualties'), '[]'))), 0),"
            " coalesce(sum(json_array_length(coalesce(json_extract(facts, '$.positions'), '[]'))), 0)"
            " FROM readings WHERE superseded IS NULL"
        ) or (0, 0, 0, 0)
        states = dict(self._rows("SELECT state, count(*) FROM recipients GROUP BY state"))
        followers = self._rows(
            "SELECT t.slug, (SELECT count(*) FROM subscriptions s JOIN recipients r ON r.name = s.recipient"
            " WHERE s.topic = t.slug AND r.state = 'active') FROM topics t ORDER BY t.rowid"
        )
        return Statistics(
            articles=self._number("SELECT count(*) FROM articles"),
            readings=facts[0],
            deadlines=facts[1],
            casualties=facts[2],
            positions=facts[3],
            chats=states.get("active", 0),
            gone=states.get("gone", 0),
            followers=tuple((slug, count) for slug, count in followers),
            days=self._days(now),
            delay=self._delay(now - timedelta(days=7)),
        )

    def _days(self, now: datetime) -> tuple[DayCount, ...]:
        days = [(now - timedelta(days=back)).date().isoformat() for back in range(_DAYS - 1, -1, -1)]
        articles = dict(self._rows("SELECT substr(filed, 1, 10), count(*) FROM articles WHERE filed >= ? GROUP BY 1", days[0]))
        posts = dict(
            self._rows("SELECT substr(settled, 1, 10), count(*) FROM deliveries WHERE state = 'sent' AND settled >= ? GROUP BY 1", days[0])
        )
        return tuple(DayCount(day, articles.get(day, 0), posts.get(day, 0)) for day in days)

    def _delay(self, since: datetime) -> float | None:
        """Median seconds from the newest article that an edition tells to the first delivery of it."""
        rows = self._rows(
            "SELECT min(d.settled), (SELECT max(json_extract(v.value, '$.published')) FROM json_each(e.digest, '$.points') p,"
            " json_each(p.value, '$.evidence') v) FROM deliveries d JOIN editions e ON e.key = d.edition"
            " WHERE d.state = 'sent' AND d.settled >= ? GROUP BY d.edition",
            stamp(since),
        )
        delays = [(moment(sent) - moment(published)).total_seconds() for sent, published in rows if sent and published]
        return median(delays) if delays else None

    def _number(self, sql: str) -> int:
        found = self._row(sql)
        return int(found[0]) if found else 0

    def _rows(self, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql, parameters).fetchall()

    def _row(self, sql: str, *parameters: object) -> tuple[Any, ...] | None:
        found: tuple[Any, ...] | None = self._connection.execute(sql, parameters).fetchone()
        return found
