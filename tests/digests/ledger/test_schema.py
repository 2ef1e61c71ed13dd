"""The file as other tools open it: documented tables, and views that tell what is in the records."""

from __future__ import annotations

from pathlib import Path

from sqlite_utils import Database

from digests.ledger import Ledger
from digests.ledger.schema import TABLES, markdown
from digests.ledger.views import VIEWS
from digests.model import Failed
from digests.outbox import Outbox
from tests.fakes.desk import DISPATCH, NOON, TOPIC, digest
from tests.fakes.facts import told

DOCS = Path(__file__).parents[3] / "docs"


def test_the_page_of_the_schema_is_made_of_the_schema() -> None:
    assert (DOCS / "schema.md").read_text("utf-8") == markdown(), (
        "make schema writes it; a new table is described in digests/ledger/schema.py"
    )


def test_every_table_is_described_and_every_column_of_a_view(tmp_path: Path) -> None:
    Ledger.open(tmp_path / "desk.sqlite", NOON).close()
    file = Database(tmp_path / "desk.sqlite")
    own = {name for name in file.table_names() if not name.startswith(("sqlite_", "_sqlite"))}
    assert own == set(TABLES)
    assert set(file.view_names()) == {view.name for view in VIEWS}
    for view in VIEWS:
        assert [column.name for column in file.view(view.name).columns] == list(view.columns), view.name
    file.close()


def test_views_tell_what_the_desk_knows(tmp_path: Path) -> None:
    ledger = Ledger.open(tmp_path / "desk.sqlite", NOON)
    ledger.put_feeds([DISPATCH], NOON)
    ledger.put_topics([TOPIC], NOON)
    ledger.subscribe("7", TOPIC.slug, NOON)
    one = (
        told(0, 8)
        .due("The truce on the Arn ends on Friday.", "2026-03-06", "truce on the Arn", "expiry", attribution="the mediators")
        .toll("Shelling killed six in Arnholt.", 6, place="Arnholt")
        .holds("Northmark rejects a halt.", "Northmark", "rejects", "a halt")
        .reading()
    )
    ledger.file([one.article], NOON)
    ledger.keep(one.article, one.facts, (TOPIC.slug,), NOON, "")
    outbox = Outbox(ledger)
    outbox.enqueue(digest("2026-03-06"), ["7"], NOON)
    (delivery,) = outbox.claim(NOON)
    outbox.settle(delivery.id, Failed("too long"), NOON)
    ledger.close()
    file = Database(tmp_path / "desk.sqlite")

    def row(view: str) -> dict[str, object]:
        (found,) = file.view(view).rows
        return dict(found)

    assert row("deadlines")["subject"] == "truce on the Arn"
    assert row("deadlines")["attribution"] == "the mediators"
    assert row("casualties")["killed"] == 6
    assert row("casualties")["quote"] == "Shelling killed six in Arnholt."
    assert row("positions")["stance"] == "rejects"
    assert row("feed_health")["outlet"] == "Meridian Dispatch"
    assert row("posts")["error"] == "too long"
    assert row("followers")["title"] == "Arn talks"
    file.close()


def test_a_view_that_was_spoilt_is_made_anew_at_the_next_opening(tmp_path: Path) -> None:
    Ledger.open(tmp_path / "desk.sqlite", NOON).close()
    file = Database(tmp_path / "desk.sqlite")
    file.execute("DROP VIEW deadlines")
    file.execute("CREATE VIEW deadlines AS SELECT 1")
    file.conn.commit()
    file.close()
    Ledger.open(tmp_path / "desk.sqlite", NOON).close()
    file = Database(tmp_path / "desk.sqlite")
    assert "subject" in [column.name for column in file.view("deadlines").columns]
    file.close()
