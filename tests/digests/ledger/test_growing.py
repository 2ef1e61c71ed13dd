"""A file that an older Dateline wrote is brought up to date with all that stands in it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlite_utils import Database

from digests.ledger import Ledger
from digests.ledger.codec import stamp
from digests.ledger.migrations import MIGRATIONS
from digests.model import Later
from digests.outbox import Outbox
from tests.fakes.desk import NOON, TOPIC, digest, later


def older(path: Path, last: str) -> None:
    """A ledger as it was when a step was the last."""
    connection = sqlite3.connect(path)
    MIGRATIONS.apply(Database(connection, execute_plugins=False), stop_before=last)
    connection.commit()
    connection.close()


def test_deliveries_and_their_messages_outlive_the_step_to_notices(tmp_path: Path) -> None:
    newest = Ledger.open(tmp_path / "new.sqlite", NOON)
    newest.put_topics([TOPIC], NOON)
    newest.subscribe("ann", TOPIC.slug, NOON)
    newest.put_edition(digest("2026-03-06"))
    columns = {
        "topics": "slug, topic, since, mark",
        "recipients": "*",
        "subscriptions": "recipient, topic, since, edition",
        "editions": "*",
    }
    rows = {table: newest.store.rows(f"SELECT {kept} FROM {table}") for table, kept in columns.items()}
    newest.close()

    path = tmp_path / "desk.sqlite"
    older(path, "m005_notices")
    connection = sqlite3.connect(path)
    for table, kept in rows.items():
        connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(kept[0]))})", kept)
    connection.execute(
        "INSERT INTO deliveries (id, recipient, topic, edition, state, due, enqueued, cursor) VALUES (7, 'ann', ?, ?, 'waiting', ?, ?, 1)",
        (TOPIC.slug, digest("2026-03-06").edition, stamp(NOON), stamp(NOON)),
    )
    connection.execute("INSERT INTO pages (delivery, page, message) VALUES (7, 0, 'm0')")
    connection.execute("UPDATE sqlite_sequence SET seq = 40 WHERE name = 'deliveries'")
    connection.commit()
    connection.close()

    ledger = Ledger.open(path, NOON)
    outbox = Outbox(ledger)
    assert outbox.messages("ann", TOPIC.slug, digest("2026-03-06").edition) == ("m0",)
    (delivery,) = outbox.claim(NOON)
    assert (delivery.id, delivery.digest, delivery.cursor) == (7, digest("2026-03-06"), 1)
    outbox.settle(delivery.id, Later(NOON), NOON)
    outbox.enqueue(digest("2026-03-07", "1"), ["ann"], later(minutes=1))
    assert ledger.store.row("SELECT max(id) FROM deliveries") == (41,), "the numbers go on where they were"
    assert ledger.store.rows("PRAGMA foreign_key_check") == []
    ledger.close()
