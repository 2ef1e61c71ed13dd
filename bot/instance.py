"""One bot at a time on one ledger: a lock that the kernel lets go when its process ends, however it ends."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import IO

import structlog

from digests.errors import LedgerError

if sys.platform != "win32":
    import fcntl

__all__ = ["Instance"]

#: how long a start waits for the one before it to end: platforms start the new release while the old one is told to stop
_WAIT_SECONDS, _LOOK_SECONDS = 8.0, 0.2

_log = structlog.get_logger(__name__)


class Instance:
    """The lock of the one bot that runs on a ledger, in a file beside it. It holds a restore off, too."""

    def __init__(self, database: Path) -> None:
        self._path = database.resolve().with_name(f"{database.name}.lock")
        self._file: IO[str] | None = None

    def take(self, now: datetime, *, wait: float = _WAIT_SECONDS, sleep: Callable[[float], None] = time.sleep) -> None:
        """Be the one; another that is just ending is waited for. Raises LedgerError, naming the other one."""
        if sys.platform == "win32":  # which has no such locks; there Telegram's own conflict tells of a second bot
            return
        try:
            file = open(self._path, "a+", encoding="utf-8")  # noqa: SIM115 - open for as long as the lock is held
        except OSError as error:
            raise LedgerError(
                self._path, f"the lock cannot be written ({error.strerror}); look at the permissions of the folder"
            ) from error
        waited = 0.0
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except OSError:
                if waited == 0.0 < wait:
                    _log.info("another Dateline runs on this ledger; waiting for it to end", other=self._other(file))
                if waited >= wait:
                    other = self._other(file)
                    file.close()
                    raise LedgerError(self._path, f"another Dateline ({other}) runs on this ledger; stop that one first") from None
                sleep(_LOOK_SECONDS)
                waited += _LOOK_SECONDS
        file.seek(0)
        file.truncate()
        file.write(json.dumps({"process": os.getpid(), "since": now.isoformat(timespec="seconds")}))
        file.flush()
        self._file = file

    def leave(self) -> None:
        """Let others have it. The file stays: taking it away would let two hold a lock of the same name."""
        if self._file is not None:
            self._file.close()
            self._file = None

    @staticmethod
    def _other(file: IO[str]) -> str:
        file.seek(0)
        try:
            told = json.loads(file.read())
            return f"process {told['process']}, since {told['since']}"
        except (ValueError, KeyError, TypeError):
            return "a process that does not say which"
