"""Copies of a ledger: made while it is in use, proven, pruned, and put back in its place."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database

from digests.errors import LedgerError, NewerSchema
from digests.ledger.migrations import MIGRATIONS, known
from digests.ledger.store import MEND, create, words

__all__ = ["Backup", "Restored", "backups", "check", "copy", "prune", "restore"]

#: what is counted, so that a person sees that it is their desk
COUNTED = ("feeds", "topics", "articles", "readings", "recipients", "subscriptions", "deliveries")
_NAME = "dateline-%Y%m%dT%H%M%SZ.sqlite"
_PAGES = 512  # copied in one step; writers get their turn between two


@dataclass(frozen=True, slots=True)
class Backup:
    """One copy, proven whole."""

    path: Path
    made: datetime
    size: int  #: bytes
    counts: tuple[tuple[str, int], ...]  #: rows of each table that is counted


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore put in place."""

    before: tuple[tuple[str, int], ...]  #: counts of what stood there; empty where nothing could be counted
    after: tuple[tuple[str, int], ...]
    kept: Path | None  #: where the ledger that stood there is now; None: none stood there


def copy(ledger: Path, folder: Path, now: datetime) -> Backup:
    """A copy of a ledger in a folder, made while others read and write it, and checked. Raises LedgerError; leaves no half copy."""
    made = now.astimezone(UTC).replace(microsecond=0)
    with _told(folder):
        folder.mkdir(parents=True, exist_ok=True)
    path = folder / made.strftime(_NAME)
    half = path.with_suffix(".part")
    try:
        _copy(ledger, half, of_desk=True)
        counts = check(half)
        with _told(path):
            os.replace(half, path)
    finally:
        half.unlink(missing_ok=True)
    return Backup(path, made, path.stat().st_size, counts)


def backups(folder: Path) -> tuple[tuple[Path, datetime, int], ...]:
    """The copies in a folder with the moment and the size of each, newest first."""
    found = []
    for path in folder.glob("dateline-*.sqlite") if folder.is_dir() else ():
        try:
            found.append((path, datetime.strptime(path.name, _NAME).replace(tzinfo=UTC), path.stat().st_size))
        except ValueError:  # not one of ours
            continue
    return tuple(sorted(found, key=lambda each: each[1], reverse=True))


def prune(folder: Path, keep: int) -> tuple[Path, ...]:
    """Take away all but the newest copies; which."""
    gone = tuple(path for path, _, _ in backups(folder)[keep:])
    for path in gone:
        with _told(path):
            path.unlink(missing_ok=True)
    return gone


def check(path: Path, *, of_desk: bool = False) -> tuple[tuple[str, int], ...]:
    """The counts of a ledger that is whole. Raises LedgerError where it is damaged or none, NewerSchema where this is too old for it.

    ``of_desk``: it is the ledger in use and no copy of one, so that what is wrong comes with what to do.
    """
    mend = f"; {MEND}" if of_desk else ""
    if not path.is_file():
        raise LedgerError(path, "there is no such file")
    with _told(path, of_desk), closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        found = [row[0] for row in connection.execute("PRAGMA integrity_check(3)")]
        if found != ["ok"]:
            raise LedgerError(path, f"it is damaged: {'; '.join(found)}{mend}")
        database = Database(connection, execute_plugins=False)
        tables = set(database.table_names())
        applied = {migration.name for migration in MIGRATIONS.applied(database)}
        if newer := sorted(applied - known()):
            raise NewerSchema(path, f"a newer Dateline wrote it (it has {', '.join(newer)}); use that one")
        if not applied:
            raise LedgerError(path, "this is no ledger of Dateline")
        broken = connection.execute("PRAGMA foreign_key_check").fetchone()
        if broken:
            raise LedgerError(path, f"it does not hold together: a row of {broken[0]} refers to nothing in {broken[2]}{mend}")
        return _counts(connection, tables)


def restore(backup: Path, ledger: Path, now: datetime) -> Restored:
    """Put a copy in the place of a ledger that nobody has open; what stood there is kept beside it.

    The copy is checked before and after. Raises LedgerError and NewerSchema, and then nothing was changed.
    """
    counts = check(backup)
    before = _counted(ledger)
    half = ledger.with_name(f"{ledger.name}.part")
    try:
        _copy(backup, half)
        if check(half) != counts:
            raise LedgerError(half, "the copy differs from the backup; nothing was changed")
        kept = _set_aside(ledger, now)
        with _told(ledger):
            os.replace(half, ledger)
    finally:
        half.unlink(missing_ok=True)
    return Restored(before, check(ledger), kept)


def _copy(source: Path, target: Path, *, of_desk: bool = False) -> None:
    """A copy by SQLite itself, which sees one moment of the source; the log that stands beside a ledger is in it."""
    target.unlink(missing_ok=True)
    create(target)
    with (
        _told(source, of_desk),
        closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as reading,
        closing(sqlite3.connect(target)) as writing,
    ):
        reading.backup(writing, pages=_PAGES, sleep=0.005)
        writing.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it


def _set_aside(ledger: Path, now: datetime) -> Path | None:
    """Move what stands at a ledger's place out of the way, its log with it."""
    if not ledger.exists():
        return None
    kept = ledger.with_name(f"{ledger.name}.before-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}")
    with _told(ledger):
        for suffix in ("-wal", "-shm", ""):
            part = ledger.with_name(ledger.name + suffix)
            if part.exists():
                os.replace(part, kept.with_name(kept.name + suffix))
    return kept


def _counted(ledger: Path) -> tuple[tuple[str, int], ...]:
    """The counts of what stands there, as far as they can be had: it may be what is to be replaced since it is damaged."""
    try:
        with closing(sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)) as connection:
            return _counts(connection, {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")})
    except sqlite3.Error:
        return ()


def _counts(connection: sqlite3.Connection, tables: set[str]) -> tuple[tuple[str, int], ...]:
    return tuple((name, connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]) for name in COUNTED if name in tables)  # noqa: S608


@contextmanager
def _told(path: Path, of_desk: bool = False) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise LedgerError(path, words(error, of_desk=of_desk)) from error
    except OSError as error:
        raise LedgerError(path, f"it cannot be read or written ({error.strerror or error})") from error
