"""One method of the Bot API: its name, the parameters it knows, and what it does."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from loopback.botapi.parameters import Parameters
from loopback.botapi.world import World

__all__ = ["Method"]


@dataclass(frozen=True, slots=True)
class Method:
    """A row of the table of methods."""

    name: str
    #: does it; raises Refused; what it returns is ``result``
    run: Callable[[World, Parameters], object] | Callable[[World, Parameters], Awaitable[object]]
    #: the parameters it knows
    known: frozenset[str] = frozenset()

    @classmethod
    def of(cls, name: str, run: Callable[[World, Parameters], object], known: str = "") -> Method:
        """``known``: the names, with blanks between."""
        return cls(name, run, frozenset(known.split()))
