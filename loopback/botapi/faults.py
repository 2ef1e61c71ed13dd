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
        self._faults: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Adds one; the same method may have several in a row."""
        self._faults.append(fault)

    def strikes(self, method: str, chat_id: str) -> Fault | None:
        """The fault that strikes this request, counted down; None where all is well."""
        if not self._faults:
            return None
        for fault in self._faults:
            if fault.method == method.lower() and (fault.chat is None or str(fault.chat) == chat_id):
                fault.times -= 1
                if fault.times <= 0:
                    self._faults.remove(fault)
                return fault
        return None

    def release(self) -> None:
        """Lets every answer that is held go, and forgets all faults."""
        for fault in self._faults:
            if fault.held is not None:
                fault.held.set()
        self._faults.clear()
