"""Doing something at the desk: in one transaction with the line of the audit log that says so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from digests.ledger import Ledger
from digests.model import Act

__all__ = ["Acting", "acting"]


class Acting:
    """What is being done; ``detail`` may be added to until it is done."""

    def __init__(self, about: str) -> None:
        self.about, self.detail = about, ""


@contextmanager
def acting(ledger: Ledger, who: str, act: str, about: str, now: datetime) -> Iterator[Acting]:
    """One transaction that ends with a line of the audit log; where it raises, neither is kept."""
    with ledger.atomic():
        doing = Acting(about)
        yield doing
        ledger.write_audit(Act(now, who, act, doing.about, doing.detail))
