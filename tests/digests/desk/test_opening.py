"""A desk starts with its seeds, and keeps what its admin made of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from digests.desk import Planted, open_desk, put_topic
from digests.errors import SeedError
from digests.ledger import Ledger
from digests.model import Facts
from digests.wire import opml
from tests.fakes.desk import DISPATCH, NOON, TOPIC, article, later

COURIER = replace(DISPATCH, url="https://courier.example/rss", outlet="Northern Courier")


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    ledger = Ledger.open(tmp_path / "desk.sqlite", NOON)
    yield ledger
    ledger.close()


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    folder = tmp_path / "seeds"
    (folder / "topics").mkdir(parents=True)
    (folder / "feeds.opml").write_text(opml.write([DISPATCH]), "utf-8")
    topic(folder, "arn-talks", "Arn")
    return folder


def topic(folder: Path, slug: str, word: str) -> None:
    (folder / "topics" / f"{slug}.toml").write_text(f'title = "{slug.capitalize()}"\nany = ["{word}"]\n', "utf-8")


def test_the_first_start_plants_and_the_second_adds_what_is_new(ledger: Ledger, seeds: Path) -> None:
    assert open_desk(ledger, seeds, NOON) == Planted(1, 1)
    assert open_desk(ledger, seeds, later(hours=1)) == Planted(0, 0)
    (seeds / "feeds.opml").write_text(opml.write([DISPATCH, COURIER]), "utf-8")
    topic(seeds, "lake-levels", "lake")
    assert open_desk(ledger, seeds, later(hours=2)) == Planted(1, 1)
    assert [state.feed for state in ledger.feeds()] == [DISPATCH, COURIER]
    assert [one.slug for one in ledger.topics()] == ["arn-talks", "lake-levels"]


def test_what_the_admin_removed_or_changed_stays_so(ledger: Ledger, seeds: Path) -> None:
    open_desk(ledger, seeds, NOON)
    ledger.remove_feed(DISPATCH.url)
    mine = replace(TOPIC, title="The river")
    put_topic(ledger, mine, NOON)
    topic(seeds, "arn-talks", "Arnside")
    assert open_desk(ledger, seeds, NOON) == Planted(0, 0)
    assert (ledger.feeds(), ledger.topics()) == ((), (mine,))


def test_a_seed_that_changed_replaces_what_nobody_touched(ledger: Ledger, seeds: Path) -> None:
    open_desk(ledger, seeds, NOON)
    topic(seeds, "arn-talks", "Arnside")
    assert open_desk(ledger, seeds, NOON) == Planted(0, 1)
    assert [one.any for one in ledger.topics()] == [("Arnside",)]


def test_new_terms_gather_what_was_read_before(ledger: Ledger) -> None:
    river, lake = article("1", "Talks on the Arn go on."), article("2", "The lake rises.")
    ledger.file([river, lake], NOON)
    for one in (river, lake):
        ledger.keep(one, Facts(), (), NOON, "")
    put_topic(ledger, TOPIC, NOON)
    assert [reading.article for reading in ledger.readings(TOPIC.slug)] == [river]
    put_topic(ledger, replace(TOPIC, any=("lake",)), NOON)
    assert [reading.article for reading in ledger.readings(TOPIC.slug)] == [lake]


def test_a_seed_that_cannot_be_read_plants_nothing(ledger: Ledger, seeds: Path) -> None:
    (seeds / "topics" / "broken.toml").write_text("title = ", "utf-8")
    with pytest.raises(SeedError, match=r"broken\.toml"):
        open_desk(ledger, seeds, NOON)
    assert (ledger.feeds(), ledger.topics()) == ((), ())
    (seeds / "topics" / "broken.toml").unlink()
    (seeds / "feeds.opml").unlink()
    with pytest.raises(SeedError, match=r"feeds\.opml"):
        open_desk(ledger, seeds, NOON)
