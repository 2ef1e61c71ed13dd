"""Records of an invented desk, for tests of ledger, outbox and pipeline."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from digests.model import (
    Article,
    Deadline,
    DeadlineKind,
    DeadlineState,
    DeadlineStatus,
    Digest,
    Evidence,
    Facts,
    Feed,
    KeyPoint,
    PointKind,
    Sentence,
    StoryDeadline,
    Topic,
    key_of,
)

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
DISPATCH = Feed("https://dispatch.example/rss", "Meridian Dispatch", "Meridian Group")
TOPIC = Topic("arn-talks", "Arn talks", any=("Arn",))


def later(**how_long: float) -> datetime:
    """A moment after the noon that the tests begin at."""
    return NOON + timedelta(**how_long)


def article(ident: str, text: str = "The truce on the Arn ends on Friday.", title: str = "In brief", **more: Any) -> Article:
    """An article of the Meridian Dispatch; ``more`` are further fields of it."""
    return Article(ident, title, text, **{"published": NOON, "source": "Meridian Dispatch", "feed": DISPATCH.url, **more})


def truce(of: Article, day: str = "2026-03-06") -> Facts:
    """One deadline that the whole text of an article tells."""
    start = len(of.title) + 2
    sentence = Sentence(of.key, start, len(of.content), of.content[start:])
    return Facts(deadlines=(Deadline(day, DeadlineKind.EXPIRY, DeadlineStatus.SET, "truce on the Arn", sentence),))


def digest(news: str, before: str | None = None, topic: str = "arn-talks", told: dict[str, str] | None = None) -> Digest:
    """An edition with one line, ``news`` its day; who was told ``before`` last."""
    sentence = Sentence("a" * 24, 0, 9, "It is due")
    evidence = Evidence(sentence, "Meridian Dispatch", "https://dispatch.example/1", NOON)
    due = StoryDeadline("truce", "truce on the Arn", news, DeadlineKind.EXPIRY, DeadlineState.UPCOMING, (evidence,))
    point = KeyPoint(PointKind.DUE, "truce", due, (evidence,))
    return Digest(topic, "Arn talks", key_of(news, before, topic), NOON, (point,), {"truce": news} if told is None else told)
