"""Reports of victims while they are folded: one telling, and the thread of tellings of one event."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from digests.model import CasualtyReport
from digests.story.likeness import event, proper, telling, tokens
from digests.story.reports import Report

COUNTS = ("killed", "injured", "missing", "captured")


@dataclass(slots=True)
class Telling:
    fact: CasualtyReport
    report: Report
    words: frozenset[str]  #: of the event and its sentence
    names: frozenset[str]
    place: frozenset[str]
    kinds: frozenset[str]

    @classmethod
    def of(cls, report: Report, fact: CasualtyReport) -> Telling:
        sentence = fact.evidence.text
        title = report.reading.article.title
        words = telling(tokens(f"{fact.what} {sentence}"))
        kinds = event(f"{fact.what} {sentence}") or event(title)
        return cls(fact, report, words, proper(sentence) | proper(" " + title), tokens(fact.place or ""), kinds)

    @property
    def published(self) -> datetime:
        return self.report.reading.article.published

    @property
    def day(self) -> str:
        return self.fact.date or ""

    @property
    def article(self) -> str:
        return self.report.key

    def count(self, name: str) -> int | None:
        value: int | None = getattr(self.fact, name)
        return value


@dataclass(slots=True)
class Thread:
    told: list[Telling] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    def has(self, article: str) -> bool:
        return any(t.article == article for t in self.told)

    def place(self) -> frozenset[str]:
        return frozenset().union(*(t.place for t in self.told))

    def kinds(self) -> frozenset[str]:
        return frozenset().union(*(t.kinds for t in self.told))

    def names(self) -> frozenset[str]:
        return frozenset().union(*(t.names for t in self.told))

    def day(self) -> str:
        days = [t.day for t in self.told if len(t.day) == 10]
        return max(set(days), key=lambda d: (days.count(d), d)) if days else next((t.day for t in self.told if t.day), "")
