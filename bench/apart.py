"""Work in a process of its own: a server that shall not be counted with its client, or work that may never come to an end."""

from __future__ import annotations

import asyncio
import multiprocessing
import signal
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager, suppress
from multiprocessing.connection import Connection
from typing import ParamSpec, TypeVar

__all__ = ["reports", "serving"]

P = ParamSpec("P")
T = TypeVar("T")

_SPAWN = multiprocessing.get_context("spawn")


def reports(seconds: float, work: Callable[P, Iterator[T]], *args: P.args, **kwargs: P.kwargs) -> Iterator[T]:
    """What ``work`` yields, as it yields it, until it ends or its seconds are over. Raises RuntimeError where it fails.

    The end is the system's own alarm, which stops a regular expression that backtracks as well as a loop. (A limit on CPU
    seconds would be fairer on a busy machine, but Linux tells a process that has one its CPU time in steps of 4 ms.)
    """
    here, there = _SPAWN.Pipe(duplex=False)
    process = _SPAWN.Process(target=_report, args=(there, seconds, work, args, kwargs))
    process.start()
    there.close()
    try:
        with suppress(EOFError):
            while True:
                yield here.recv()
    finally:
        here.close()
        process.join()
    if process.exitcode not in (0, -signal.SIGALRM):
        raise RuntimeError(f"{work.__module__}.{work.__name__} failed in its process, which has told why")


def _report(
    pipe: Connection, seconds: float, work: Callable[..., Iterator[object]], args: tuple[object, ...], named: dict[str, object]
) -> None:
    signal.setitimer(signal.ITIMER_REAL, seconds)  # nobody waits for the signal, so it ends the process
    for report in work(*args, **named):
        pipe.send(report)


@contextmanager
def serving(server: Callable[P, AbstractAsyncContextManager[str]], *args: P.args, **kwargs: P.kwargs) -> Iterator[str]:
    """Runs a server in a process of its own; what it yields (its address) is handed back."""
    here, there = _SPAWN.Pipe()
    process = _SPAWN.Process(target=_serve, args=(there, server, args, kwargs))
    process.start()
    there.close()
    try:
        yield here.recv()
    finally:
        here.close()
        process.join()


def _serve(
    pipe: Connection, server: Callable[..., AbstractAsyncContextManager[str]], args: tuple[object, ...], named: dict[str, object]
) -> None:
    async def run() -> None:
        async with server(*args, **named) as address:
            pipe.send(address)
            with suppress(EOFError):
                await asyncio.to_thread(pipe.recv)  # ends when the other side hangs up

    asyncio.run(run())
