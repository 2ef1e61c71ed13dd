"""What earlier revisions of an article had told: it no longer counts, but readers may have been told it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from digests.model import Revision, Sentence
from digests.story.journal import Journal
from digests.story.reports import Paper, Report

__all__ = ["Recalled", "Recalls", "identity", "revisions", "tellings"]

#: how many of the facts that no report tells any more are kept in mind
_KEPT = 60


class _Fact(Protocol):
    @property
    def key(self) -> str: ...
    @property
    def evidence(self) -> Sentence: ...


F = TypeVar("F", bound=_Fact)
F_co = TypeVar("F_co", bound=_Fact, covariant=True)


class _Telling(Protocol[F_co]):
    @property
    def fact(self) -> F_co: ...
    @property
    def report(self) -> Report: ...


@dataclass(frozen=True, slots=True)
class Recalled(Generic[F]):
    """A fact of a revision that another has replaced."""

    fact: F
    report: Report  #: the revision that told it
    by: Paper  #: the revision that came after it


def identity(told: Iterable[_Telling[F]], recalled: Iterable[Recalled[F]]) -> str:
    """The key of a thread: that of the fact the desk learned first. What comes later, late or in a revision, leaves it as it is."""

    def learned(one: _Telling[F] | Recalled[F]) -> tuple[datetime, datetime, str, int]:
        return one.report.learned, one.report.published, one.report.key, one.fact.evidence.start

    return min((*told, *recalled), key=learned).fact.key


def tellings(told: Iterable[_Telling[F]], recalled: Iterable[Recalled[F]]) -> tuple[str, ...]:
    """The keys of every fact of a thread, those of replaced revisions too: by any of them it is known again."""
    return tuple(dict.fromkeys(one.fact.key for one in (*told, *recalled)))


def revisions(
    told: Sequence[_Telling[F]], recalled: Iterable[Recalled[F]], value: Callable[[F], str], who: Callable[[F], str | None]
) -> tuple[Revision, ...]:
    """What outlets had told of a thread and no longer tell, oldest first."""
    found = []
    for one in recalled:
        now = [value(t.fact) for t in told if t.report.paper.identity == one.report.paper.identity and t.report.key != one.report.key]
        if (was := value(one.fact)) not in now:
            evidence = one.report.evidence(one.fact.evidence, who(one.fact))
            found.append(Revision(one.report.paper.article.source, one.by.reading.learned, evidence, was, withdrawn=not now))
    return tuple(sorted(found, key=lambda r: (r.at, r.was.sentence.article, r.was.sentence.start)))


class _Thread(Protocol[F]):
    recalled: list[Recalled[F]]


T = TypeVar("T", bound=_Thread)  # type: ignore[type-arg]  # a bound cannot name another type variable


class Recalls(Generic[F, T]):
    """Facts of replaced revisions, each with the thread that tells it still, or with none."""

    def __init__(self, journal: Journal, find: Callable[[Report, F], T | None]) -> None:
        self._journal = journal
        self._find = find
        self._lost: list[Recalled[F]] = []

    def note(self, one: Recalled[F]) -> None:
        """Put a fact to its thread."""
        thread = self._find(one.report, one.fact)
        self._journal.append(self._lost if thread is None else thread.recalled, one)

    def settle(self) -> tuple[dict[T, list[Recalled[F]]], list[Recalled[F]]]:
        """Of those that had no thread: those that another report told since, by their threads, and those nobody tells, newest first."""
        late: dict[T, list[Recalled[F]]] = {}
        gone: list[Recalled[F]] = []
        for one in reversed(self._lost[-_KEPT:]):
            thread = self._find(one.report, one.fact)
            if thread is None:
                gone.append(one)
            else:
                late.setdefault(thread, []).append(one)
        return late, gone
