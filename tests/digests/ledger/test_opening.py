"""A ledger opens, is migrated once, and says plainly why it cannot be used."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from digests.clock import SetClock
from digests.errors import LedgerError, NewerSchema
from digests.ledger import Ledger, LedgerThread
from tests.fakes.desk import NOON, TOPIC, later


def test_a_second_opening_finds_what_the_first_wrote(tmp_path: Path) -> None:
    first = Ledger.open(tmp_path / "desk.sqlite", NOON)
    first.put_topics([TOPIC], NOON)
    first.close()
    second = Ledger.open(tmp_path / "desk.sqlite", later(hours=1))
    assert second.topics() == (TOPIC,)
    assert first.owner != second.owner
    second.close()
    second.close()


def test_many_starts_at_once_are_safe(tmp_path: Path) -> None:
    script = "import sys; from datetime import datetime, UTC; from digests.ledger import Ledger; sys.stdin.readline(); "
    script += f"Ledger.open({str(tmp_path / 'desk.sqlite')!r}, datetime(2026, 3, 2, tzinfo=UTC)).close()"
    starts = [subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(4)]
    for start in starts:
        assert start.stdin is not None
        start.stdin.write("go\n")
        start.stdin.flush()
    ends = [start.communicate(timeout=60) for start in starts]
    assert [start.returncode for start in starts] == [0] * 4, ends


def broken(path: Path) -> None:
    path.write_bytes(b"This is a letter and no database, whatever its name may say. " * 100)


def strange(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()


def newer(path: Path) -> None:
    Ledger.open(path, NOON).close()
    connection = sqlite3.connect(path)
    sql = "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('dateline', 'm999_wonders', '')"
    connection.execute(sql)
    connection.commit()
    connection.close()


def a_directory(path: Path) -> None:
    path.mkdir()


def damaged(path: Path) -> None:
    Ledger.open(path, NOON).close()
    whole = path.read_bytes()
    path.write_bytes(whole[:100] + b"\xff" * 4000 + whole[4100:])


@pytest.mark.parametrize(
    ("spoil", "error", "why"),
    [
        (broken, LedgerError, "no SQLite database"),
        (strange, LedgerError, "not Dateline's"),
        (newer, NewerSchema, "m999_wonders"),
        (a_directory, LedgerError, "cannot be opened"),
        (damaged, LedgerError, "damaged"),
    ],
    ids=["no database", "another program's database", "of a newer version", "a directory", "damaged"],
)
def test_a_file_that_cannot_be_used(tmp_path: Path, spoil, error, why: str) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "desk.sqlite"
    spoil(path)
    with pytest.raises(error, match=why) as raised:
        Ledger.open(path, NOON)
    assert raised.value.path == path


def test_a_directory_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="there is no directory"):
        Ledger.open(tmp_path / "missing" / "desk.sqlite", NOON)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_file_that_cannot_be_written(tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite"
    path.touch(mode=0o444)
    with pytest.raises(LedgerError, match="cannot be written"):
        Ledger.open(path, NOON)


def test_a_full_disk_is_named_and_nothing_half_written_stays(tmp_path: Path) -> None:
    ledger = Ledger.open(tmp_path / "desk.sqlite", NOON)
    ledger.store.rows("PRAGMA max_page_count = 1")

    def write() -> None:
        with ledger.atomic():
            ledger.set_note("small", "kept?")
            ledger.set_note("large", "x" * 1_000_000)

    with pytest.raises(LedgerError, match="disk is full"):
        write()
    assert ledger.note("small") is None
    ledger.close()


def test_a_record_that_cannot_be_read_is_a_ledger_error(tmp_path: Path) -> None:
    ledger = Ledger.open(tmp_path / "desk.sqlite", NOON)
    ledger.put_topics([TOPIC], NOON)
    ledger.store.write("""UPDATE topics SET topic = '{"schema": 1}'""")
    with pytest.raises(LedgerError, match="cannot be read"):
        ledger.topics()
    ledger.store.write("""UPDATE topics SET topic = '{"schema": 99}'""")
    with pytest.raises(NewerSchema):
        ledger.topics()
    ledger.close()


def test_transactions_nest_and_only_the_part_that_failed_is_undone(tmp_path: Path) -> None:
    ledger = Ledger.open(tmp_path / "desk.sqlite", NOON)

    def fail(key: str) -> None:
        with ledger.atomic():
            ledger.set_note(key, "2")
            raise ZeroDivisionError

    with ledger.atomic():
        ledger.set_note("outer", "1")
        with pytest.raises(ZeroDivisionError):
            fail("inner")
    assert (ledger.note("outer"), ledger.note("inner")) == ("1", None)
    with pytest.raises(ZeroDivisionError):
        fail("outer")
    assert ledger.note("outer") == "1"
    ledger.set_note("outer", None)
    assert ledger.note("outer") is None
    ledger.close()


async def test_the_thread_runs_calls_in_their_order_and_raises_what_they_raise(tmp_path: Path) -> None:
    thread = LedgerThread(tmp_path / "desk.sqlite", SetClock(NOON))
    with pytest.raises(LedgerError, match="not open"):
        await thread.call(Ledger.topics)
    thread.start()
    with pytest.raises(LedgerError, match="open already"):
        thread.start()
    await thread.call(Ledger.set_note, "offset", "7")
    assert await thread.call(Ledger.note, "offset") == "7"
    with pytest.raises(ZeroDivisionError):
        await thread.call(lambda ledger: 1 / 0)
    thread.close()
    thread.close()


def test_a_thread_that_could_not_start_can_be_started_again(tmp_path: Path) -> None:
    folder = tmp_path / "late"
    thread = LedgerThread(folder / "desk.sqlite", SetClock(NOON))
    with pytest.raises(LedgerError):
        thread.start()
    folder.mkdir()
    thread.start()
    thread.close()
