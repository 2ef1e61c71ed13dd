"""A record kept as long as what it was made of: of the threads of a long story most say what they said before."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

__all__ = ["Kept"]

T = TypeVar("T")


class Kept(Generic[T]):
    """The record last made of a thread."""

    __slots__ = ("_of", "_record")

    def __init__(self) -> None:
        self._of: Hashable = None
        self._record: T | None = None

    def get(self, of: Hashable, make: Callable[[], T]) -> T:
        """The record, made anew where ``of``, which tells all it is made of, is not what it was."""
        if self._record is None or self._of != of:
            self._of, self._record = of, make()
        return self._record
