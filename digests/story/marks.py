"""Threads by what they are looked for by: the few that share most marks with a telling, however long the story is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from itertools import islice
from typing import Generic, TypeVar

from digests.story.journal import Journal

__all__ = ["Marks"]

K = TypeVar("K", bound=Hashable)
T = TypeVar("T", bound=Hashable)

#: of the threads under one mark the newest so many are looked at, and of all these the likeliest so many compared
_LOOKED_AT, _COMPARED = 40, 16


class Marks(Generic[K, T]):
    """An index of threads by their words, names and days."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._under: dict[K, dict[T, None]] = {}

    def enter(self, marks: Iterable[K], thread: T) -> None:
        """Write a thread down under marks."""
        for mark in marks:
            self._journal.enter(self._under, mark, thread)

    def near(self, marks: Iterable[K]) -> list[T]:
        """The threads that share most of some marks, the likeliest first; among those that share as many the newest."""
        shared: Counter[T] = Counter()
        for mark in marks:
            under = self._under.get(mark)
            if under:
                shared.update(islice(reversed(under), _LOOKED_AT))
        return [thread for thread, _ in shared.most_common(_COMPARED)]
