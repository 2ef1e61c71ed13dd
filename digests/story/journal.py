"""What was done to an account while it was folded, so that it can be taken back: an article that comes late is folded in its place."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, MutableSequence
from typing import TypeVar

__all__ = ["Journal"]

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
T = TypeVar("T")


class Journal:
    """The latest changes with what undoes each, in order."""

    def __init__(self) -> None:
        self._undo: deque[Callable[[], object]] = deque()
        self._forgotten = 0
        self.rewinds = 0  #: how often something was taken back: what was remembered of a thread before may be of another past

    @property
    def mark(self) -> int:
        """The present moment, for ``back_to``."""
        return self._forgotten + len(self._undo)

    def did(self, undo: Callable[[], object]) -> None:
        """Remember how to take back what was just done."""
        self._undo.append(undo)

    def back_to(self, mark: int) -> bool:
        """Take back everything that was done since, newest first; False, and nothing done, where that was forgotten."""
        if mark < self._forgotten:
            return False
        self.rewinds += self.mark > mark
        while self.mark > mark:
            self._undo.pop()()
        return True

    def forget(self, mark: int) -> None:
        """What was done before needs no taking back any more."""
        while self._forgotten < mark and self._undo:
            self._undo.popleft()
            self._forgotten += 1

    def append(self, to: MutableSequence[T], item: T) -> None:
        """Append, and know how to take it back."""
        to.append(item)
        self._undo.append(to.pop)

    def enter(self, index: dict[K, dict[V, None]], mark: K, thread: V) -> None:
        """Write a thread down under a mark of an index, once."""
        under = index.setdefault(mark, {})
        if thread not in under:
            under[thread] = None
            self._undo.append(lambda: under.pop(thread))
