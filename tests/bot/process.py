"""The bot as a process of its own."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

__all__ = ["begin", "ended"]


async def begin(folder: Path, *arguments: str, **settings: str) -> asyncio.subprocess.Process:
    """Start it on a desk of one topic in ``folder``, with no feeds unless some were put there; ``arguments``: Python's."""
    seeds = folder / "seeds"
    (seeds / "topics").mkdir(parents=True, exist_ok=True)
    (seeds / "topics" / "arn-talks.toml").write_text('title = "Arn talks"\nany = ["Arn"]\n')
    if not (seeds / "feeds.opml").exists():
        (seeds / "feeds.opml").write_text('<opml version="2.0"><body/></opml>')
    root = str(Path(__file__).parents[2])
    own = {"PATH": os.environ["PATH"], "PYTHONPATH": root, "DATELINE_SEEDS": str(seeds), "DATELINE_DATABASE": str(folder / "desk.sqlite")}
    return await asyncio.create_subprocess_exec(
        *(sys.executable, *(arguments or ("-m", "bot"))),
        cwd=folder,
        env={**own, **settings},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )


async def ended(process: asyncio.subprocess.Process) -> tuple[int | None, str]:
    """Its exit code, and all it wrote."""
    told, _ = await asyncio.wait_for(process.communicate(), 20)
    return process.returncode, told.decode()
