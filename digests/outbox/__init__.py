"""Deliveries that outlive a crash: enqueued with what they carry, claimed in batches, settled one by one.

A delivery carries an edition of a topic or a notice (a reminder, a word of the operator's). It is ``waiting``, ``claimed`` (in
flight, for as long as its lease lasts), and at last ``sent``, ``failed``, ``lapsed`` (too late to be of use) or ``gone`` (at
rest, since its recipient cannot be reached). At most one of a recipient's is in flight; editions go out in the order they were
enqueued, what is more urgent before what is less. Before a page goes on the wire it is marked, once it is out the cursor moves
past it: a crash between the two leaves one page whose outcome nobody knows, and says so.
"""

from __future__ import annotations

from digests.outbox.claiming import LEASE, Claiming
from digests.outbox.posting import Posting
from digests.outbox.settling import Settling
from digests.outbox.sight import Sight, Telling

__all__ = ["LEASE", "Outbox", "Telling"]


class Outbox(Posting, Claiming, Settling, Sight):
    """The outbox of a ledger. It keeps nothing itself: make one wherever the ledger is at hand, in the ledger's thread."""
