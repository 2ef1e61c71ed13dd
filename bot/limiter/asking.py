"""What a sender says to the limiter, and what it may be told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum

from telegram.error import RetryAfter

from digests.model import Priority

__all__ = ["Ask", "Held", "Patience", "seconds"]


class Patience(IntEnum):
    """What a sender wants where the server says 429, cannot be reached or fails (5xx)."""

    WAIT = 0  #: wait and send again, a few times: for answers, which have no outbox behind them
    HAND_BACK = 1  #: raise it: for deliveries, which the outbox keeps


@dataclass(frozen=True, slots=True)
class Ask:
    """A sender's wishes, given as ``rate_limit_args``; what gives none is an answer."""

    priority: Priority = Priority.ANSWER
    patience: Patience = Patience.WAIT
    #: the turn it has taken already by ``Limiter.turn``; None: the request takes one itself
    turn: object | None = None


class Held(RetryAfter):
    """The chat must wait for longer than the sender would: nothing was sent, and Telegram was not asked."""


def seconds(told: RetryAfter) -> float:
    """How long a RetryAfter asks to wait."""
    wait = told.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
