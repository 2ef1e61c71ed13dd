"""What the courier tells the desk: notes in the ledger that /outbox shows."""

from __future__ import annotations

from datetime import datetime

from digests.ledger import Ledger
from digests.ledger.codec import moment, stamp

__all__ = ["OUTAGE_NOTE", "PLAIN_NOTE", "count_plain", "note_outage", "outage"]

#: the ledger's note of how many pages had to go out as plain text
PLAIN_NOTE = "courier/plain"
#: the ledger's note of the last time nothing could be sent: from when, and until when
OUTAGE_NOTE = "courier/outage"


def count_plain(ledger: Ledger) -> None:
    """One more page had to go out as plain text."""
    ledger.set_note(PLAIN_NOTE, str(int(ledger.note(PLAIN_NOTE) or 0) + 1))


def note_outage(ledger: Ledger, since: datetime, until: datetime | None) -> None:
    """Telegram cannot be reached since then, or could not until a moment."""
    ledger.set_note(OUTAGE_NOTE, f"{stamp(since)} {stamp(until) if until else ''}")


def outage(ledger: Ledger) -> tuple[datetime, datetime | None] | None:
    """The last time nothing could be sent: since when, and until when (None: still so); None where there was none."""
    since, _, until = (ledger.note(OUTAGE_NOTE) or "").partition(" ")
    return (moment(since), moment(until) if until else None) if since else None
