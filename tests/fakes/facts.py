"""Articles and facts for tests of the story: each sentence is in its article, as the records demand."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from digests.model import (
    Article,
    CasualtyReport,
    Deadline,
    DeadlineKind,
    DeadlineStatus,
    Facts,
    Position,
    Qualifier,
    Reading,
    Scope,
    Sentence,
    Stance,
)

START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)  # a Monday


def at(day: int = 0, hour: int = 8) -> datetime:
    """A moment some days after the first Monday of the tests' story."""
    return START + timedelta(days=day, hours=hour - 8)


@dataclass
class Told:
    """One article being told, sentence by sentence, and the facts read out of it."""

    published: datetime
    outlet: str = "Meridian Dispatch"
    ident: str = ""
    lede: str = ""
    learned: datetime | None = None
    teaser: bool = False
    language: str = "en"
    sentences: list[str] = field(default_factory=list)
    made: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)

    def due(self, sentence: str, day: str, subject: str, kind: str = "meeting", status: str = "set", **more: Any) -> Told:
        return self._add("deadline", sentence, date=day, subject=subject, kind=DeadlineKind(kind), status=DeadlineStatus(status), **more)

    def toll(self, sentence: str, killed: int | None = None, injured: int | None = None, **more: Any) -> Told:
        counts = {"killed": killed, "injured": injured, "missing": None, "captured": None}
        return self._add("casualties", sentence, **{**counts, "qualifier": Qualifier.EXACT, "scope": Scope.INCIDENT, **more})

    def holds(self, sentence: str, party: str, stance: str, issue: str, **more: Any) -> Told:
        return self._add("position", sentence, party=party, stance=Stance(stance), issue=issue, **more)

    def _add(self, record: str, sentence: str, **fields: Any) -> Told:
        self.sentences.append(sentence)
        self.made.append((record, sentence, fields))
        return self

    def reading(self) -> Reading:
        """The article with its facts."""
        body = "\n\n".join(self.sentences)
        article = Article(
            id=self.ident or f"{self.outlet}-{self.published.isoformat()}-{hash(body) & 0xFFFF}",
            title=self.lede or "In brief",
            text=body,
            published=self.published,
            source=self.outlet,
            url=f"https://{self.outlet.lower().replace(' ', '')}.example/{self.published:%d-%H%M}",
            teaser=self.teaser,
            language=self.language,
        )

        def evidence(sentence: str) -> Sentence:
            start = article.content.index(sentence)
            return Sentence(article.key, start, start + len(sentence), sentence)

        found: dict[str, list[Any]] = {"deadline": [], "casualties": [], "position": []}
        records = {"deadline": Deadline, "casualties": CasualtyReport, "position": Position}
        for kind, sentence, fields in self.made:
            found[kind].append(records[kind](evidence=evidence(sentence), **fields))
        facts = Facts(tuple(found["deadline"]), tuple(found["casualties"]), tuple(found["position"]))
        return Reading(article, facts, self.learned or self.published, self.outlet)


def told(day: int = 0, hour: int = 8, outlet: str = "Meridian Dispatch", **more: Any) -> Told:
    """An article of a day and hour of the tests' story."""
    return Told(at(day, hour), outlet, **more)
