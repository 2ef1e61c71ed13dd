"""Carries due deliveries from the outbox to Telegram and settles each one.

A delivery takes its turn at the limiter, its page is marked, goes on the wire, and the cursor moves past it: a crash repeats at
most the pages that were on the wire. What comes of each send is decided in ``outcomes``, what an unknown outcome means by the
kind of the delivery (``docs/delivery.md``); the outbox counts it and /outbox shows it.
"""

from __future__ import annotations

from bot.courier.courier import IN_FLIGHT, PAID_IN_FLIGHT, Courier
from bot.courier.outcomes import outcome_of
from bot.courier.reports import OUTAGE_NOTE, PLAIN_NOTE, outage

__all__ = ["IN_FLIGHT", "OUTAGE_NOTE", "PAID_IN_FLIGHT", "PLAIN_NOTE", "Courier", "outage", "outcome_of"]
