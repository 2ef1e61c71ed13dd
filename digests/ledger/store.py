"""One SQLite file, opened, migrated and asked in SQL; whatever SQLite finds wrong is raised as a LedgerError.

SQL stands in the areas of this room and in the outbox; this file knows none of their tables.
"""

from __future__ import annotations

import json
import os
import secrets
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from sqlite_utils import Database

from digests.errors import LedgerError, NewerSchema
from digests.ledger import codec, views
from digests.ledger.migrations import MIGRATIONS, known

__all__ = ["MEND", "Shelf", "Store", "create", "listed", "meaning", "words"]

T = TypeVar("T")

#: how long a statement waits for another process to finish writing
BUSY_SECONDS = 10.0


def listed(values: Iterable[str]) -> str:
    """Many values as one parameter, for ``IN (SELECT value FROM json_each(?))``: no limit on how many."""
    return json.dumps(list(values), ensure_ascii=False)


def create(path: Path) -> None:
    """An empty file that its owner alone may read, which SQLite fills; what stands there is left as it is. SQLite tells what went wrong.

    The log that SQLite lays beside a database has the same permissions as that.
    """
    with suppress(OSError):
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


class Store:
    """A connection to one file. It belongs to the thread that opened it."""

    def __init__(self, path: Path | str) -> None:
        """Open the file, make it where it is missing, and bring its schema up to date.

        Two starts at once are safe: one migrates, the other waits. Raises LedgerError or NewerSchema.
        """
        self.path = Path(path)
        #: another for every opening, in this process or any other
        self.token = secrets.token_hex(8)
        if not self.path.parent.is_dir():
            raise LedgerError(self.path, f"there is no directory {self.path.parent}")
        create(self.path)
        with self._told():
            connection = sqlite3.connect(self.path, timeout=BUSY_SECONDS)
            try:
                self._db = Database(connection, execute_plugins=False)
                self._prepare()
                self._migrate()
            except BaseException:
                connection.close()
                raise

    def close(self) -> None:
        """Close the file. Closing twice does nothing."""
        with self._told():
            self._db.close()

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """One transaction; inside another it is a part of that one, undone on its own where it raises."""
        if self._db.conn.in_transaction:
            with self._told(), self._db.atomic():
                yield
            return
        with self._told():
            # Immediate: a transaction that reads first and writes later could otherwise be refused in its middle.
            self._db.conn.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.conn.execute("COMMIT")
            except BaseException:
                self._db.rollback()
                raise

    def rows(self, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
        """Every row of a query."""
        with self._told():
            return self._db.execute(sql, parameters).fetchall()

    def named(self, sql: str, *parameters: object) -> list[dict[str, Any]]:
        """Every row of a query, by the names of its columns."""
        with self._told():
            cursor = self._db.execute(sql, parameters)
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor]

    def row(self, sql: str, *parameters: object) -> tuple[Any, ...] | None:
        """The first row of a query, None where it has none."""
        with self._told():
            found: tuple[Any, ...] | None = self._db.execute(sql, parameters).fetchone()
            return found

    def write(self, sql: str, *parameters: object) -> int:
        """Run one writing statement; how many rows it touched."""
        with self._told():
            return self._db.execute(sql, parameters).rowcount

    def write_all(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """Run one writing statement for each of many rows, in one transaction."""
        with self.atomic():
            self._db.conn.executemany(sql, rows)

    def record(self, kind: type[T], text: str) -> T:
        """A record out of its column. Raises NewerSchema or LedgerError where it cannot be read."""
        try:
            return codec.decode(kind, text)
        except codec.NewerRecord as error:
            raise NewerSchema(self.path, f"a newer Dateline wrote it: {error}") from error
        except ValueError as error:
            raise LedgerError(self.path, f"a record on file cannot be read: {error}") from error

    def check(self) -> None:
        """Look whether the whole file can be read. Raises LedgerError."""
        found = [row[0] for row in self.rows("PRAGMA quick_check(1)")]
        if found != ["ok"]:
            raise LedgerError(self.path, f"{_WORDS[sqlite3.SQLITE_CORRUPT]}; {MEND} ({found[0] if found else 'it says nothing'})")

    def _prepare(self) -> None:
        """Write-ahead log, so that readers never wait; NORMAL, since the log survives a crash of the process as it is."""
        connection = self._db.conn
        connection.execute("PRAGMA foreign_keys = ON")
        deadline = time.monotonic() + BUSY_SECONDS
        while True:
            try:
                connection.execute("PRAGMA journal_mode = WAL")
                break
            except sqlite3.OperationalError as error:
                # SQLite does not wait by itself for another start that is changing the mode just now.
                if "locked" not in str(error) or time.monotonic() > deadline:
                    raise
                time.sleep(0.01)
        connection.execute("PRAGMA synchronous = NORMAL")

    def _migrate(self) -> None:
        self._refuse_strangers()
        if not MIGRATIONS.pending(self._db) and views.stand(self._db):
            return
        connection = self._db.conn
        connection.execute("BEGIN IMMEDIATE")
        try:
            self._refuse_strangers()
            if MIGRATIONS.pending(self._db):
                views.take_down(self._db)
                MIGRATIONS.apply(self._db)
            views.make(self._db)
            connection.execute("COMMIT")
        except BaseException:
            self._db.rollback()
            raise

    def _refuse_strangers(self) -> None:
        """Raise where the file is a newer Dateline's, or somebody else's database."""
        tables = self._db.table_names()  # first: another start may be migrating between this look and the next
        applied = {migration.name for migration in MIGRATIONS.applied(self._db)}
        if newer := sorted(applied - known()):
            raise NewerSchema(self.path, f"a newer Dateline wrote it (it has {', '.join(newer)}); start that one")
        if not applied and tables:
            raise LedgerError(self.path, "this database is not Dateline's; give another file")

    @contextmanager
    def _told(self) -> Iterator[None]:
        """SQLite's complaint in words an operator can act on."""
        try:
            yield
        except sqlite3.Error as error:
            raise LedgerError(self.path, words(error, of_desk=True)) from error


_WORDS = {
    sqlite3.SQLITE_NOTADB: "this file is no SQLite database",
    sqlite3.SQLITE_CORRUPT: "the database is damaged",
    sqlite3.SQLITE_READONLY: "the file cannot be written; look at its permissions and those of its directory",
    sqlite3.SQLITE_CANTOPEN: "the file cannot be opened; look at its path and permissions",
    sqlite3.SQLITE_PERM: "the file cannot be opened; look at its permissions",
    sqlite3.SQLITE_FULL: "the disk is full; nothing more is written until there is room, and nothing is lost",
    sqlite3.SQLITE_IOERR: "the disk cannot be read or written",
    sqlite3.SQLITE_BUSY: "another process keeps the database locked",
}
#: what to do about a ledger that is spoilt; of a backup that is, it would be no advice
MEND = "“dateline restore BACKUP” brings a copy back"
_SPOILT = frozenset({sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT})


def meaning(code: int) -> str:
    """What one of SQLite's primary codes means, in words an operator can act on; "" where it has no words of its own."""
    return _WORDS.get(code, "")


def words(error: sqlite3.Error, *, of_desk: bool = False) -> str:
    """SQLite's complaint in words an operator can act on. ``of_desk``: it is of the ledger in use, whose place a backup can take."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the lower byte is the family, the rest its finer cause
    mend = f"; {MEND}" if of_desk and code in _SPOILT else ""
    return f"{_WORDS[code]}{mend} ({error})" if code in _WORDS else str(error)


class Shelf:
    """One area of the ledger: what every area stands on."""

    store: Store
