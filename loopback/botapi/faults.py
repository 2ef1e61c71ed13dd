"""What the server was told to do wrong: refuse, cut the connection, keep an answer back."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from loopback.botapi.errors import Refused

__all__ = ["Fault", "Faults"]


@dataclass(slots=True)
class Fault:
    """One thing that goes wrong, a number of times."""

    #: lower-case
    method: str
    #: how often it still strikes
    times: int
    #: one chat alone; None is every chat
    chat: int | None = None
    #: answered instead of acting
    refusal: Refused | None = None
    #: the connection is cut after acting
    cut: bool = False
    #: the answer waits for this after acting
    held: asyncio.Event | None = None


class Faults:
    """The faults still to come, first come first struck."""

    def __init__(self) -> None:
        #: by method and chat (None: every chat), each with its place in the order they came in
        self._faults: dict[tuple[str, str | None], list[tuple[int, Fault]]] = {}
        self._came = 0

    def add(self, fault: Fault) -> None:
        """Adds one; the same method may have several in a row."""
        self._came += 1
        key = (fault.method, None if fault.chat is None else str(fault.chat))
        self._faults.setdefault(key, []).append((self._came, fault))

    def strikes(self, method: str, chat_id: str) -> Fault | None:
        """The fault that strikes this request, counted down; None where all is well."""
        if not self._faults:
            return None
        keys = [key for key in ((method.lower(), None), (method.lower(), chat_id)) if key in self._faults]
        if not keys:
            return None
        key = min(keys, key=lambda key: self._faults[key][0][0])
        _, fault = self._faults[key][0]
        fault.times -= 1
        if fault.times <= 0:
            self._faults[key].pop(0)
            if not self._faults[key]:
                del self._faults[key]
        return fault

    def release(self) -> None:
        """Lets every answer that is held go, and forgets all faults."""
        for faults in self._faults.values():
            for _, fault in faults:
                if fault.held is not None:
                    fault.held.set()
        self._faults.clear()
