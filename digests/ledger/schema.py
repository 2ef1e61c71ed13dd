"""The schema as a page: every table with its columns, every view with what is in each. It is read off a ledger that was just made."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path

from digests.ledger.ledger import Ledger
from digests.ledger.views import VIEWS

__all__ = ["TABLES", "markdown"]

#: every table, and what is in it
TABLES: dict[str, str] = {
    "feeds": "The feeds of the desk and how the polling of each stands; `feed` holds the record as JSON.",
    "feed_days": "What each feed brought on each day.",
    "topics": "The topics; `topic` holds title, terms and state as JSON, `mark` grows whenever its readings change.",
    "articles": "Every revision of every article; `superseded` says when a newer one came, `trouble` why it could not be read.",
    "arrivals": "Under which key a feed carried an article, so that a teaser is known when it comes again.",
    "readings": "What was read out of each revision: `facts` holds deadlines, casualties and positions as JSON (see the views).",
    "gathered": "Which articles belong to which topic.",
    "accounts": "Each topic's story as it was last told, for the first answer after a start; made anew where it is missing.",
    "pins": "One message per recipient that is kept up to date in its place.",
    "rulings": "The desk's word on key points, beside the readings; `undone` says when it was taken back.",
    "recipients": "Who posts are for: a chat's id, with `:thread` for a topic of a forum; `profile` holds what it has set, as JSON.",
    "subscriptions": "Who follows which topic, what it was told last, and what it has set for it.",
    "editions": "Every digest composed, as JSON, and what its readers had been told with it.",
    "notices": "Reminders, corrections and broadcasts that go out beside the digests.",
    "deliveries": "Each edition or notice on its way to each recipient, and what came of it.",
    "pages": "The messages that a delivery was posted as.",
    "people": "Who runs the desk, besides the owners of the settings.",
    "audit": "Who did what at the desk; written in the transaction that did it.",
    "restrictions": "What the desk holds chats to: blocked, or so many posts a day.",
    "troubles": "What went wrong that no other table tells.",
    "notes": "Small notes of the desk to itself: whether it is held, which bot runs on it, updates not handled yet.",
}
_HEAD = """# The ledger's file

One SQLite file, which any tool may open for reading while the bot runs:

    sqlite-utils tables dateline.sqlite --counts
    sqlite-utils rows dateline.sqlite feed_health
    sqlite-utils dateline.sqlite "select date, subject, outlet from deadlines where superseded is null order by date"

Moments are text in UTC that sorts as time does; 0 and 1 are no and yes. Columns that hold a record as JSON are taken apart by the
views. Change nothing by hand: `dateline feeds|topics|facts|chats ...` writes the audit log and tells the story anew. Another Dateline
may change the tables; the views keep their names and columns. This page is made by `make schema`.

"""


def markdown() -> str:
    """The page docs/schema.md."""
    with tempfile.TemporaryDirectory() as folder:
        ledger = Ledger.open(Path(folder) / "schema.sqlite", datetime(2026, 1, 1, tzinfo=UTC))
        try:
            tables = {name: _columns(ledger, name) for name in _names(ledger)}
        finally:
            ledger.close()
    lines = ["## Views", ""]
    for view in VIEWS:
        lines += [f"### `{view.name}`", "", view.what, "", "| column | what |", "| --- | --- |"]
        lines += [f"| `{name}` | {what} |" for name, what in view.columns.items()]
        lines.append("")
    lines += ["## Tables", ""]
    for name, columns in tables.items():
        lines += [f"### `{name}`", "", TABLES.get(name, "(not described yet)"), "", ", ".join(f"`{column}`" for column in columns), ""]
    return _HEAD + "\n".join(lines).rstrip() + "\n"


def _names(ledger: Ledger) -> list[str]:
    rows = ledger.store.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
    there = [name for (name,) in rows if not name.startswith(("sqlite_", "_sqlite"))]
    return sorted(there, key=lambda name: list(TABLES).index(name) if name in TABLES else len(TABLES))


def _columns(ledger: Ledger, table: str) -> list[str]:
    return [row[1] for row in ledger.store.rows(f"PRAGMA table_info({table})")]
