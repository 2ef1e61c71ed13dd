"""Reports of victims while they are folded: one telling, and the thread of tellings of one event."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from digests.model import CasualtyReport, Incident
from digests.story.kept import Kept
from digests.story.likeness import event, found, main, proper, site, telling, tokens, update
from digests.story.recalled import Recalled
from digests.story.reports import Report

COUNTS = ("killed", "injured", "missing", "captured")
#: of a long thread the first tellings and the last say what it is about
_FIRST, _LAST = 3, 9


@dataclass(slots=True)
class Telling:
    """One count of one article."""

    fact: CasualtyReport
    report: Report
    words: frozenset[str]  #: of the event and its sentence
    names: frozenset[str]
    place: frozenset[str]
    kinds: frozenset[str]
    own: frozenset[str]  #: of these: those its own sentence names
    update: bool  #: whether it is told as an event told before: its toll rose, "in the attack"
    site: bool  #: whether its sentence names a single building or ground

    @classmethod
    def of(cls, report: Report, fact: CasualtyReport) -> Telling:
        sentence = fact.evidence.text
        fact = _found(fact)
        title = report.title
        words = telling(tokens(f"{fact.what} {sentence}"))
        own = event(fact.what) or (frozenset() if main(f"{fact.what} {sentence}") else event(sentence))
        names = proper(sentence) | proper(" " + title)
        return cls(
            fact, report, words, names, tokens(fact.place or ""), own or event(title), own, update(f"{title} {sentence}"), site(sentence)
        )

    @property
    def published(self) -> datetime:
        return self.report.published

    @property
    def day(self) -> str:
        return self.fact.date or ""

    @property
    def article(self) -> str:
        return self.report.key

    @property
    def whole(self) -> bool:
        return not self.fact.part

    def count(self, name: str) -> int | None:
        value: int | None = getattr(self.fact, name)
        return value


@dataclass(eq=False)
class Thread:
    """One event, as far as it was told: of an article while its counts are gathered, of the story once it is folded."""

    told: list[Telling] = field(default_factory=list)
    recalled: list[Recalled[CasualtyReport]] = field(default_factory=list)

    kept: Kept[Incident] = field(default_factory=Kept)

    @property
    def near(self) -> list[Telling]:
        """The tellings that say what it is about."""
        return self.told if len(self.told) <= _FIRST + _LAST else [*self.told[:_FIRST], *self.told[-_LAST:]]

    def has(self, article: str) -> bool:
        """Whether an article being folded told of it already."""
        return bool(self.told) and self.told[-1].article == article

    def place(self) -> frozenset[str]:
        return frozenset().union(*(t.place for t in self.near if t.whole)) or frozenset().union(*(t.place for t in self.near))

    def kinds(self) -> frozenset[str]:
        return frozenset().union(*(t.kinds for t in self.near if t.whole)) or frozenset().union(*(t.kinds for t in self.near))

    def names(self) -> frozenset[str]:
        return frozenset().union(*(t.names for t in self.near))

    def words(self) -> frozenset[str]:
        return frozenset().union(*(t.words for t in self.told[-6:]))

    def day(self) -> str:
        """The day most tellings of the whole give; the first of these where several are given as often."""
        days = [t.day for t in self.near if len(t.day) == 10 and t.whole] or [t.day for t in self.near if len(t.day) == 10]
        return max(days, key=days.count) if days else next((t.day for t in self.told if t.day), "")

    def last(self, name: str) -> int | None:
        """The newest whole count."""
        return next((v for t in reversed(self.told) if t.whole and (v := t.count(name)) is not None), None)

    def most(self, name: str) -> int | None:
        """The highest whole count; an exact one before a rounded one of the same article is not looked for."""
        counts = [v for t in self.told if t.whole and (v := t.count(name)) is not None]
        return max(counts, default=None)

    @property
    def size(self) -> tuple[int, int, int]:
        """What makes one event of an article its main one: the dead, then the missing, then the injured."""
        return (self.most("killed") or 0, self.most("missing") or 0, self.most("injured") or 0)

    @property
    def published(self) -> datetime:
        return self.told[-1].published


def _found(fact: CasualtyReport) -> CasualtyReport:
    """A count of missing people who were found is none of people who still are: after the last of them nobody is."""
    if not fact.missing:
        return fact
    were, last = found(fact.evidence.text)
    return replace(fact, missing=0 if last else None) if were else fact
