"""Threads by the month they were last told in: the newest of a long story are at hand without a look at all of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, TypeVar

from digests.story.journal import Journal

__all__ = ["KEPT", "Shelves"]

T = TypeVar("T")

#: threads of a kind that an account tells; of a longer story the ones last told
KEPT = 400


class Shelves(Generic[T]):
    """Threads on shelves, one for each month; a thread stands on one."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._shelves: dict[str, dict[T, None]] = {}
        self._where: dict[T, str] = {}

    def put(self, thread: T, month: str) -> None:
        """Put a thread on a shelf (``2026-02``), from wherever it stood."""
        before = self._where.get(thread)
        if before == month:
            return
        self._move(thread, month)
        self._journal.did(lambda: self._move(thread, before))

    def take(self, thread: T) -> None:
        """Take a thread off its shelf."""
        before = self._where.get(thread)
        self._move(thread, None)
        self._journal.did(lambda: self._move(thread, before))

    def newest(self, count: int) -> Iterator[T]:
        """At least ``count`` threads of the newest months, whole months at a time; all where there are fewer."""
        found = 0
        for month in sorted(self._shelves, reverse=True):
            if found >= count:
                return
            yield from self._shelves[month]
            found += len(self._shelves[month])

    def since(self, month: str) -> Iterator[T]:
        """The threads of a month and later ones."""
        for shelf, threads in self._shelves.items():
            if shelf >= month:
                yield from threads

    def _move(self, thread: T, month: str | None) -> None:
        before = self._where.pop(thread, None)
        if before is not None:
            del self._shelves[before][thread]
            if not self._shelves[before]:
                del self._shelves[before]
        if month is not None:
            self._shelves.setdefault(month, {})[thread] = None
            self._where[thread] = month
