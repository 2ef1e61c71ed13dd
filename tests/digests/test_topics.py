"""Which articles a topic gathers, and how its files are read."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests import topics
from digests.errors import SeedError
from digests.model import Article, Topic


def article(text: str, title: str = "") -> Article:
    return Article("a", title, text, datetime(2026, 3, 2, tzinfo=UTC), "Anker Post")


@pytest.mark.parametrize(
    ("term", "text", "stands"),
    [
        pytest.param("truce", "The truce holds.", True, id="a word"),
        pytest.param("truce", "Truces hold.", False, id="no part of a word"),
        pytest.param("truce", "TRUCE HOLDS", True, id="case aside"),
        pytest.param("Oman", "A woman spoke.", False, id="no end of a word"),
        pytest.param("Oman", "talks in oman", True, id="a name, case aside"),
        pytest.param("Oman", "Oman’s envoy", True, id="before a possessive"),
        pytest.param("Oman", "the Oman-led talks", True, id="before a hyphen"),
        pytest.param("US", "The US said no.", True, id="an acronym"),
        pytest.param("US", "He told us so.", False, id="an acronym is no pronoun"),
        pytest.param("US", "The U.S. said no.", True, id="an acronym with full stops"),
        pytest.param("U.S.", "A US-led force", True, id="a term with full stops"),
        pytest.param("US Navy", "a US navy ship", True, id="an acronym in a phrase"),
        pytest.param("US Navy", "tell us navy men", False, id="no pronoun in a phrase"),
        pytest.param("G7", "The G7 met.", True, id="letter and digit"),
        pytest.param("cease-fire", "The ceasefire holds.", True, id="hyphen for nothing"),
        pytest.param("cease-fire", "The cease fire holds.", True, id="hyphen for a blank"),
        pytest.param("El Fasher", "near El‑Fasher", True, id="blank for a no-break hyphen"),
        pytest.param("El Fasher", "near El\nFasher", True, id="blank for a line break"),
        pytest.param("peace talks", "talks of peace", False, id="a phrase in its order"),
        pytest.param("people's army", "the People’s Army", True, id="a curly apostrophe"),
        pytest.param("Украина", "Украина ответила.", True, id="Cyrillic"),
        pytest.param("Украин", "Украина ответила.", False, id="Cyrillic, no part of a word"),
        pytest.param("غزة", "في غزة اليوم", True, id="Arabic"),
        pytest.param("गाज", "गाजा में", False, id="a vowel sign belongs to its word"),
        pytest.param("停火", "双方同意停火三天", True, id="Chinese has no blanks"),
        pytest.param("C++", "written in C++ today", True, id="signs at the edge"),
    ],
)
def test_a_term(term: str, text: str, stands: bool) -> None:
    assert topics.belongs(Topic("t", "T", any=(term,)), article(text)) is stands


@pytest.mark.parametrize(
    ("topic", "text", "belongs"),
    [
        pytest.param(Topic("t", "T", all=("ferry", "port")), "A ferry left port.", True, id="all of them"),
        pytest.param(Topic("t", "T", all=("ferry", "port")), "A ferry left.", False, id="not all"),
        pytest.param(Topic("t", "T", any=("ferry",), none=("toy ferry",)), "A toy ferry", False, id="one of none"),
        pytest.param(Topic("t", "T", any=("ferry", "port"), at_least=2), "ferry, ferry", False, id="one term twice is one"),
        pytest.param(Topic("t", "T", any=("ferry", "port"), at_least=2), "ferry, port", True, id="two different"),
        pytest.param(Topic("t", "T", any=("cease-fire", "ceasefire"), at_least=2), "ceasefire, cease-fire", False, id="spellings"),
        pytest.param(Topic("t", "T", any=("Sudan", "Port Sudan"), at_least=2), "in Port Sudan", False, id="a term inside another"),
        pytest.param(Topic("t", "T", any=("Sudan", "Port Sudan"), at_least=2), "Sudan: Port Sudan", True, id="both on their own"),
        pytest.param(Topic("t", "T", all=("Anker|Ankerese",)), "Ankerese ferries", True, id="one of those that stand for one another"),
        pytest.param(Topic("t", "T", any=("Anker|Ankerese", "port"), at_least=2), "Anker, Ankerese", False, id="and they are one term"),
        pytest.param(Topic("t", "T", any=("truce talks", "talks fail"), at_least=2), "truce talks fail", True, id="terms that overlap"),
    ],
)
def test_a_topic(topic: Topic, text: str, belongs: bool) -> None:
    assert topics.belongs(topic, article(text)) is belongs


def test_the_headline_counts() -> None:
    assert topics.belongs(Topic("t", "T", any=("ferry",)), article("It sank.", title="Ferry sinks"))


@given(st.text("abcdefgh", min_size=1), st.text())
def test_a_word_set_apart_is_always_found(word: str, around: str) -> None:
    assert topics.belongs(Topic("t", "T", any=(word,)), article(f"{around} | {word} | {around}"))


def write(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_loads_by_file_name(tmp_path: Path) -> None:
    write(tmp_path, "port-strike.toml", 'title = "Port  strike"\nany = ["strike", "dockers"]\nall = ["port"]\nat_least = 2\n')
    write(tmp_path, "a.toml", 'title = "A"\nall = ["a"]\n')
    write(tmp_path, "notes.txt", "no topic")
    assert topics.load(tmp_path) == (
        Topic("a", "A", all=("a",)),
        Topic("port-strike", "Port strike", any=("strike", "dockers"), all=("port",), at_least=2),
    )


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        pytest.param("t.toml", "title = ", "not proper TOML", id="no TOML"),
        pytest.param("t.toml", b"title = '\xff'", "not written in UTF-8", id="no UTF-8"),
        pytest.param("t.toml", 'any = ["a"]', "needs a title", id="no title"),
        pytest.param("t.toml", 'title = " "\nany = ["a"]', "needs a title", id="blank title"),
        pytest.param("t.toml", 'title = "T"', "needs terms", id="no terms"),
        pytest.param("t.toml", 'title = "T"\nany = []\nnone = ["a"]', "needs terms", id="only terms to keep out"),
        pytest.param("t.toml", 'title = "T"\nany = "a"', "list of words", id="terms that are no list"),
        pytest.param("t.toml", 'title = "T"\nany = ["a", 1]', "list of words", id="a term that is no text"),
        pytest.param("t.toml", 'title = "T"\nany = ["a", " - "]', "empty term", id="an empty term"),
        pytest.param("t.toml", 'title = "T"\nany = ["a"]\nnot = ["b"]', "unknown key 'not'", id="an unknown key"),
        pytest.param("t.toml", 'title = "T"\nany = ["a"]\nat_least = 2', "asks for 2 different terms", id="more than there are"),
        pytest.param("t.toml", 'title = "T"\nany = ["a-b", "ab"]\nat_least = 2', "'any' holds 1", id="more than there are different"),
        pytest.param("t.toml", 'title = "T"\nany = ["a"]\nat_least = true', "whole number", id="no number"),
        pytest.param("Bad_Slug.toml", 'title = "T"\nany = ["a"]', "slug", id="a bad slug"),
        pytest.param("a" * 33 + ".toml", 'title = "T"\nany = ["a"]', "slug", id="a long slug"),
    ],
)
def test_a_bad_file_is_named(tmp_path: Path, name: str, text: str | bytes, why: str) -> None:
    path = write(tmp_path, name, text)
    with pytest.raises(SeedError) as caught:
        topics.load(tmp_path)
    assert caught.value.path == path
    assert why in caught.value.why


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(SeedError, match="no such folder"):
        topics.load(tmp_path / "none")


def test_the_starter_desk_loads() -> None:
    assert topics.load(Path(__file__).parents[2] / "seeds" / "topics")
