"""Copies of a ledger: whole while it is written to, pruned, refused where they are not to be trusted, put back with proof."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from digests.errors import LedgerError, NewerSchema
from digests.ledger import Ledger
from digests.ledger.backup import backups, check, copy, prune, restore
from tests.fakes.desk import DISPATCH, NOON, TOPIC, article, later, truce


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = Ledger.open(tmp_path / "desk.sqlite", NOON)
    opened.put_feeds([DISPATCH], NOON)
    opened.put_topics([TOPIC], NOON)
    opened.subscribe("7", TOPIC.slug, NOON)
    yield opened
    opened.close()


def test_a_copy_is_made_while_the_ledger_is_open_and_in_a_transaction(ledger: Ledger, tmp_path: Path) -> None:
    ledger.file([one := article("1")], NOON)
    with ledger.atomic():
        ledger.keep(one, truce(one), (TOPIC.slug,), NOON, "")
        made = copy(tmp_path / "desk.sqlite", tmp_path / "backups", NOON)
    counts = dict(made.counts)
    assert (counts["articles"], counts["readings"], counts["subscriptions"]) == (1, 0, 1)
    assert made.path.name == "dateline-20260302T120000Z.sqlite"
    assert sorted(path.name for path in made.path.parent.iterdir()) == [made.path.name]


def test_the_newest_copies_are_kept_and_other_files_left_alone(ledger: Ledger, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    for hours in range(4):
        copy(tmp_path / "desk.sqlite", folder, later(hours=hours))
    (folder / "dateline-notes.sqlite").write_text("mine")
    assert len(prune(folder, 2)) == 2
    assert [made for _, made, _ in backups(folder)] == [later(hours=3), later(hours=2)]
    assert (folder / "dateline-notes.sqlite").exists()


def test_a_restore_puts_it_back_and_keeps_what_stood_there(ledger: Ledger, tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite"
    made = copy(path, tmp_path / "backups", NOON)
    ledger.unsubscribe("7")
    ledger.close()
    done = restore(made.path, path, later(hours=1))
    assert (dict(done.before)["subscriptions"], dict(done.after)["subscriptions"]) == (0, 1)
    assert done.after == made.counts
    assert done.kept is not None
    assert dict(check(done.kept))["subscriptions"] == 0
    again = Ledger.open(path, later(hours=1))
    assert [one.recipient for one in again.subscriptions()] == ["7"]
    again.close()


def test_a_restore_on_a_second_machine_needs_no_ledger_there(ledger: Ledger, tmp_path: Path) -> None:
    made = copy(tmp_path / "desk.sqlite", tmp_path / "backups", NOON)
    (tmp_path / "second").mkdir()
    done = restore(made.path, tmp_path / "second" / "dateline.sqlite", NOON)
    assert (done.before, done.kept, done.after) == ((), None, made.counts)


def damaged(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    raw[4096 * 2 : 4096 * 6] = b"\x5a" * (4096 * 4)
    path.write_bytes(bytes(raw))


def newer(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('dateline', 'm999_future', '2030')")


def torn(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("UPDATE subscriptions SET topic = 'nowhere'")


@pytest.mark.skipif(os.name == "nt", reason="there are no such permissions")
def test_what_is_made_is_for_its_owner_alone(ledger: Ledger, tmp_path: Path) -> None:
    ledger.set_note("a", "b")
    made = copy(tmp_path / "desk.sqlite", tmp_path / "backups", NOON)
    files = [*tmp_path.glob("desk.sqlite*"), made.path]
    assert {"desk.sqlite", "desk.sqlite-wal"} <= {file.name for file in files}
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


BAD = {
    "damaged": (damaged, LedgerError, "damaged"),
    "of a newer Dateline": (newer, NewerSchema, "m999_future"),
    "torn apart": (torn, LedgerError, "does not hold together"),
    "no database": (lambda path: path.write_text("this is a text\n" * 1000), LedgerError, "no SQLite database"),
    "another's database": (lambda path: (path.unlink(), sqlite3.connect(path).execute("CREATE TABLE x (y)")), LedgerError, "no ledger"),
    "not there": (lambda path: path.unlink(), LedgerError, "no such file"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_is_not_to_be_trusted_is_refused_and_changes_nothing(ledger: Ledger, tmp_path: Path, case: str) -> None:
    spoil, kind, words = BAD[case]
    path = tmp_path / "desk.sqlite"
    made = copy(path, tmp_path / "backups", NOON)
    ledger.close()
    spoil(made.path)
    before = path.read_bytes()
    with pytest.raises(kind, match=words) as refused:
        restore(made.path, path, NOON)
    assert "dateline restore" not in str(refused.value)  # of itself
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.glob("*.before-*")] == []


def test_a_damaged_ledger_is_named_at_the_start_with_what_to_do(ledger: Ledger, tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite"
    for number in range(200):
        ledger.set_note(f"filler/{number}", "x" * 2000)
    ledger.close()
    raw = bytearray(path.read_bytes())
    raw[4096 * 40 : 4096 * 80] = b"\x5a" * (4096 * 40)
    path.write_bytes(bytes(raw))
    with pytest.raises(LedgerError) as refused:
        checked(path)
    assert "desk.sqlite: the database is damaged; “dateline restore BACKUP” brings a copy back" in str(refused.value)


def checked(path: Path) -> None:
    opened = Ledger.open(path, NOON)
    try:
        opened.check()
    finally:
        opened.close()


def test_a_full_disk_writes_nothing_more_and_loses_nothing(ledger: Ledger, tmp_path: Path) -> None:
    pages = ledger.store.row("PRAGMA page_count")
    assert pages is not None
    ledger.store.row(f"PRAGMA max_page_count = {pages[0] + 2}")
    many = [article(str(number), "The truce holds. " * 400) for number in range(20)]
    with pytest.raises(LedgerError, match="the disk is full; nothing more is written until there is room, and nothing is lost"):
        ledger.file(many, NOON)
    assert ledger.unread(100) == ()
    assert len(ledger.subscriptions()) == 1
    ledger.store.row("PRAGMA max_page_count = 1000000")
    assert len(ledger.file(many, NOON)) == 20


def test_no_half_copy_is_left_where_there_is_no_room(ledger: Ledger, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.write_text("a file stands where the folder is to be")
    with pytest.raises(LedgerError, match="cannot be read or written"):
        copy(tmp_path / "desk.sqlite", folder, NOON)
    shutil.rmtree(tmp_path / "none", ignore_errors=True)
    assert sorted(path.suffix for path in tmp_path.iterdir()) != [".part"]
