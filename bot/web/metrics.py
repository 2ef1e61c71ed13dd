"""Figures for Prometheus, gathered when they are asked for. No names of chats and no texts are in them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.beats import Beats
from bot.limiter import Limiter
from digests.ledger import Ledger
from digests.model import FeedState, OutboxSummary, Statistics
from digests.outbox import Outbox

__all__ = ["CONTENT_TYPE", "NAMES", "Seen", "look", "written"]

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_PARTS = ("refresh", "compose", "courier", "updates", "backup")


@dataclass(frozen=True, slots=True)
class Seen:
    """What the ledger knows of the desk just now."""

    now: datetime
    statistics: Statistics
    outbox: OutboxSummary
    feeds: tuple[FeedState, ...]
    held: bool


def look(ledger: Ledger, now: datetime, told: Statistics) -> Seen:
    """A look at the ledger, in its thread."""
    return Seen(now, told, Outbox(ledger).summary(now), ledger.feeds(), ledger.hold() is not None)


def written(seen: Seen, beats: Beats, limiter: Limiter, alarms: frozenset[str]) -> bytes:
    """The page that Prometheus reads."""
    registry = CollectorRegistry()
    registry.register(_Told([*_of_desk(seen), *_of_bot(seen, beats, limiter, alarms)]))
    return generate_latest(registry)


class _Told(Collector):
    def __init__(self, metrics: list[Metric]) -> None:
        self._metrics = metrics

    def collect(self) -> list[Metric]:
        return self._metrics


def _gauge(name: str, told: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"dateline_{name}", told, value=value)


def _labelled(name: str, told: str, label: str, values: dict[str, float]) -> GaugeMetricFamily:
    made = GaugeMetricFamily(f"dateline_{name}", told, labels=[label])
    for key, value in values.items():
        made.add_metric([key], value)
    return made


def _of_desk(seen: Seen) -> list[Metric]:
    told, outbox = seen.statistics, seen.outbox
    articles = CounterMetricFamily("dateline_articles", "articles filed, every revision", value=told.articles)
    sent = CounterMetricFamily("dateline_posts_sent", "deliveries that went out and are still on file", value=outbox.sent)
    facts = {"deadline": told.deadlines, "casualties": told.casualties, "position": told.positions}
    states = Counter("paused" if s.paused else "failing" if s.failures else "well" if s.fresh else "new" for s in seen.feeds)
    fresh = max((state.fresh for state in seen.feeds if state.fresh), default=None)
    depth = {name: getattr(outbox, name) for name in ("waiting", "due", "on_wire", "failed", "gone", "unknown")}
    metrics: list[Metric] = [
        articles,
        sent,
        _labelled("facts", "facts read out of the newest revisions, by kind", "kind", {k: float(v) for k, v in facts.items()}),
        _labelled("feeds", "feeds by state", "state", {state: float(states[state]) for state in ("well", "failing", "paused", "new")}),
        _labelled("outbox_deliveries", "deliveries by state", "state", {name: float(count) for name, count in depth.items()}),
        _labelled("chats", "chats by state", "state", {"active": float(told.chats), "gone": float(told.gone)}),
        _labelled("followers", "chats that follow a topic", "topic", {slug: float(count) for slug, count in told.followers}),
        _gauge("held", "1 while the desk is held", float(seen.held)),
    ]
    if told.delay is not None:
        metrics.append(_gauge("post_delay_seconds", "median from publication to post over the last week", told.delay))
    if fresh is not None:
        metrics.append(_gauge("feed_silence_seconds", "since any feed last answered well", (seen.now - fresh).total_seconds()))
    if outbox.oldest is not None:
        metrics.append(
            _gauge("outbox_oldest_seconds", "since the oldest delivery that is due waits", (seen.now - outbox.oldest).total_seconds())
        )
    return metrics


def _of_bot(seen: Seen, beats: Beats, limiter: Limiter, alarms: frozenset[str]) -> list[Metric]:
    info = InfoMetricFamily("dateline", "the version that runs", value={"version": version("dateline")})
    ages = {part: beats.age(part) for part in _PARTS if beats.ever(part)}
    return [
        info,
        _gauge("up_seconds", "since the start", beats.up),
        _labelled("beat_age_seconds", "since each part last did its work", "part", ages),
        _gauge("limiter_waiting", "requests that wait for their turn at Telegram's limits", limiter.held),
        _gauge("limiter_closed_seconds", "for which Telegram asked everything to wait", limiter.closed_for),
        _labelled("alarms", "1 for each alarm that stands", "alarm", dict.fromkeys(sorted(alarms), 1.0)),
    ]


#: every metric, as docs/operators.md lists them
NAMES = (
    *("dateline_articles_total", "dateline_posts_sent_total", "dateline_facts", "dateline_feeds", "dateline_outbox_deliveries"),
    *("dateline_chats", "dateline_followers", "dateline_held", "dateline_post_delay_seconds", "dateline_feed_silence_seconds"),
    *("dateline_outbox_oldest_seconds", "dateline_info", "dateline_up_seconds", "dateline_beat_age_seconds"),
    *("dateline_limiter_waiting", "dateline_limiter_closed_seconds", "dateline_alarms"),
)
