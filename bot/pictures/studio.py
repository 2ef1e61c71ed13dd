"""Pictures drawn beside the bot: one process of its own, kept while there is work, and what it drew kept by content.

A renderer that dies or takes too long costs its picture, never the bot: who asked gets None and tells it in words.
"""

from __future__ import annotations

import asyncio
import os
import pickle
import sys
from collections import OrderedDict
from contextlib import suppress
from pathlib import Path

import structlog

from bot.pictures.plan import Plan
from bot.pictures.theme import ThemeName
from digests.model import key_of

__all__ = ["Studio"]

_log = structlog.get_logger(__name__)
_ROOT = Path(__file__).parents[2]


class Studio:
    """Draws plans. Close it when the bot stops; one event loop."""

    def __init__(
        self,
        *,
        patience: float = 20.0,
        idle: float = 60.0,
        keep: int = 8 << 20,
        command: tuple[str, ...] = (sys.executable, "-m", "bot.pictures"),
    ) -> None:
        """``patience``: seconds for one picture, the start of the process included; ``idle``: seconds after which a process without work
        goes; ``keep``: bytes of pictures kept; ``command``: the process, which reads and writes as ``bot.pictures.__main__`` tells."""
        self._patience, self._idle, self._keep, self._command = patience, idle, keep, command
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self.process: asyncio.subprocess.Process | None = None
        self._turn = asyncio.Lock()
        self._rest: asyncio.TimerHandle | None = None

    async def draw(self, plan: Plan, theme: ThemeName = "light") -> bytes | None:
        """The PNG of a plan; None where it cannot be drawn."""
        key = key_of(repr(plan), theme)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        async with self._turn:
            picture = await self._drawn(plan, theme)
        if picture is not None:
            self._kept[key] = picture
            while len(self._kept) > 1 and sum(map(len, self._kept.values())) > self._keep:
                self._kept.popitem(last=False)
        return picture

    async def close(self) -> None:
        """Let the process go."""
        if self._rest is not None:
            self._rest.cancel()
            self._rest = None
        process, self.process = self.process, None
        if process is None:
            return
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()

    async def _drawn(self, plan: Plan, theme: ThemeName) -> bytes | None:
        if self._rest is not None:
            self._rest.cancel()
            self._rest = None
        try:
            async with asyncio.timeout(self._patience):
                told, answer = await self._ask(pickle.dumps((plan, theme)))
        except (OSError, EOFError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError) as error:
            _log.error("a picture could not be drawn", plan=type(plan).__name__, error=type(error).__name__)
            await self.close()
            return None
        except BaseException:
            await self.close()  # an answer half read would be taken for that to the next question
            raise
        self._rest = asyncio.get_running_loop().call_later(self._idle, self._leave)
        if not told:
            _log.warning("a picture was not drawn", plan=type(plan).__name__, why=answer.decode("utf-8", "replace"))
            return None
        return answer

    async def _ask(self, question: bytes) -> tuple[bool, bytes]:
        process = self.process
        if process is None or process.returncode is not None:
            process = self.process = await asyncio.create_subprocess_exec(
                *self._command, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, env=_surroundings()
            )
        if process.stdin is None or process.stdout is None:  # pragma: no cover - both were asked for
            raise EOFError
        process.stdin.write(len(question).to_bytes(4, "big") + question)
        await process.stdin.drain()
        head = await process.stdout.readexactly(5)
        return head[0] == 1, await process.stdout.readexactly(int.from_bytes(head[1:], "big"))

    def _leave(self) -> None:
        """After a while without work: at its closed input the process ends by itself."""
        process, self.process, self._rest = self.process, None, None
        if process is not None and process.stdin is not None:
            process.stdin.close()


def _surroundings() -> dict[str, str]:
    """The environment of the process: it finds this very package and is told no token."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TELEGRAM_", "DATELINE_"))}
    return {**kept, "PYTHONPATH": os.pathsep.join(filter(None, (str(_ROOT), kept.get("PYTHONPATH"))))}
