"""Backups of the ledger: made now, listed; kept and pruned as the settings say."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path

from bot.desk.acts import Act, Answer, Call, Floor
from bot.render import when
from digests.desk.audit import acting
from digests.ledger import Ledger
from digests.ledger.backup import Backup, backups, copy, prune

__all__ = ["ACTS", "keep"]


async def keep(ledger: Path, folder: Path, most: int, now: datetime) -> tuple[Backup, tuple[Path, ...]]:
    """A backup off the event loop, and the older ones that went for it. Raises LedgerError."""
    made = await asyncio.to_thread(copy, ledger, folder, now)
    return made, await asyncio.to_thread(prune, folder, most)


async def _backup(floor: Floor, call: Call) -> Answer:
    settings = floor.settings
    made, gone = await keep(floor.ledger.path, settings.backups, settings.backup_keep, floor.now())

    def write(ledger: Ledger) -> None:
        with acting(ledger, call.who, "backup", made.path.name, floor.now()) as doing:
            doing.detail = f"{_size(made.size)}, {len(gone)} older ones taken away"

    await floor.ledger.call(write)
    told = ", ".join(f"{count:,} {name}" for name, count in made.counts)
    done = floor.say("Backup made: {name}, {size}", name=made.path.name, size=_size(made.size))
    lines = (done, str(made.path), floor.say("Whole, with {counts}", counts=told))
    pruned = (floor.count("{n} older backup taken away.", "{n} older backups taken away.", len(gone)),) if gone else ()
    record = {"path": str(made.path), "bytes": made.size, "counts": dict(made.counts), "pruned": [str(path) for path in gone]}
    return Answer((*lines, *pruned), record=record)


async def _list(floor: Floor, call: Call) -> Answer:
    found = await asyncio.to_thread(backups, floor.settings.backups)
    rows = tuple((path.name, when.moment(made, floor.view), _size(size)) for path, made, size in found)
    hours, most = floor.settings.backup_hours, floor.settings.backup_keep
    every = floor.count("one every {n} hour", "one every {n} hours", hours) if hours else floor.say("none by itself")
    record = [{"path": str(path), "made": made.isoformat(), "bytes": size} for path, made, size in found]
    head = floor.say(
        "Backups in {folder}: {n} ({every}, the newest {most} are kept)",
        folder=str(floor.settings.backups),
        n=len(found),
        every=every,
        most=most,
    )
    return Answer((head,), ("name", "made", "size"), rows, record=record)


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 100_000 else f"{size / 1000:.0f} kB"


ACTS: tuple[Act, ...] = (
    Act("backup", "", "make a backup of the ledger now", _backup, role="owner"),
    Act("backup", "list", "the backups there are", _list, role="owner"),
)
