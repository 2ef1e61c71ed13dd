"""Which openings of a ledger are alive: each holds a lock that the kernel lets go when its process ends, however it ends."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

if sys.platform != "win32":  # which has no such locks: there a claim ends with its lease alone
    import fcntl

__all__ = ["Presence"]


class Presence:
    """The lock of one opening, in a file beside the ledger's that is named after its owner."""

    def __init__(self, path: Path, owner: str) -> None:
        self._path, self._owner = path, owner
        self._held: int | None = None

    def show(self) -> None:
        """Be seen by other openings from now on; a second time does nothing. Raises OSError."""
        if self._held is not None or sys.platform == "win32":
            return
        file = self._file(self._owner)
        handle = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(handle)
            raise
        self._held = handle

    def is_alive(self, owner: str) -> bool:
        """Whether another opening is alive, as far as can be told; what a dead one left behind is cleared away."""
        if sys.platform == "win32":
            return True
        file = self._file(owner)
        try:
            handle = os.open(file, os.O_RDWR | os.O_CLOEXEC)
        except FileNotFoundError:
            return False
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return True
        finally:
            os.close(handle)
        file.unlink(missing_ok=True)
        return False

    def end(self) -> None:
        """Be seen no more."""
        if self._held is None:
            return
        handle, self._held = self._held, None
        with suppress(OSError):
            self._file(self._owner).unlink(missing_ok=True)
        os.close(handle)

    def _file(self, owner: str) -> Path:
        return self._path.with_name(f"{self._path.name}-{owner}.lock")
