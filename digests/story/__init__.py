"""Many readings, one account: what is due, what is known of each incident, what each party holds, who disputes what."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from digests.model import Reading, Story
from digests.story.account import Account

__all__ = ["Account", "tell"]


def tell(topic: str, readings: Iterable[Reading], now: datetime, known: datetime | None = None) -> Story:
    """The account of a topic at ``now``, from what the desk had learned by ``known`` (``now`` where None).

    Pure: the same readings in any order give the same story. What was published after ``now`` is not in it.
    """
    account = Account(topic)
    by = known or now
    account.learn(reading for reading in readings if reading.learned <= by and reading.article.published <= now)
    return account.tell(now)
