"""Names: who is meant, for whom they speak, and place or party."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.model import Article
from digests.text.document import Document
from digests.text.names import Name, canonical


def document(text: str, title: str = "") -> Document:
    return Document(Article("a", title, text, datetime(2026, 3, 2, tzinfo=UTC), "The Harbour Post"))


def name_of(text: str, run: str, title: str = "") -> Name:
    read = document(text, title)
    start = read.content.index(run)
    name = read.names.at(start, start + len(run))
    assert name is not None, f"nothing named at {run!r}"
    return name


def meant(text: str, run: str, nth: int = 0) -> Name | None:
    read = document(text)
    start = -1
    for _ in range(nth + 1):
        start = read.content.index(run, start + 1)
    return read.names.resolve(start, start + len(run))


PARTIES = [
    ("seat and office", "Kremlin spokesman Pavel Orlov spoke.", "Pavel Orlov", "Russia"),
    ("union by acronym", "UAW President Dana Hill spoke.", "Dana Hill", "United Auto Workers"),
    ("office after the name", "Dana Hill, president of the United Auto Workers, spoke.", "Dana Hill", "United Auto Workers"),
    ("office before a comma", "A Chinese foreign ministry spokesman, Bo Ren, spoke.", "Bo Ren", "China"),
    ("adjective and group", "Several Israeli officials spoke.", "Israeli officials", "Israel"),
    ("possessive and office", "Ukraine's foreign minister spoke.", "foreign minister", "Ukraine"),
    ("ministry in a capital", "The foreign ministry in Kyiv spoke.", "foreign ministry", "Ukraine"),
    ("house with an article", "It was up to the UN Security Council.", "UN Security Council", "United Nations"),
    ("anonymous official", "It was a White House official who spoke.", "White House official", "United States"),
    ("mayor of a foreign capital", "The mayor of Kyiv spoke.", "mayor", "Ukraine"),
    ("governor of a state at home", "Indiana Gov. Ruth Marsh spoke.", "Ruth Marsh", "Indiana"),
    ("company no list has", "Norvex chief executive Ruth Marsh spoke.", "Ruth Marsh", "Norvex"),
    ("union no list has", "The Harbour Pilots Union of Malta spoke.", "Harbour Pilots", "Harbour Pilots Union of Malta"),
    ("acronym of a house", "The Harbour Pilots Union (HPU) met. Later HPU spoke.", "HPU spoke", "Harbour Pilots Union"),
    ("rebels are not the state", "Then Chadian rebels spoke.", "Chadian rebels", "Chadian rebels"),
    ("opposition of a state", "Venezuela's opposition spoke.", "opposition", "Venezuelan opposition"),
    ("campaign of a person", "The Trump campaign spoke.", "Trump campaign", "Trump campaign"),
    ("diacritics and other spelling", "President Volodymyr Zelenskiy spoke.", "Zelenskiy", "Ukraine"),
    ("state adjective over another's house", "The Libyan House of Representatives spoke.", "House of Representatives", "Libya"),
]


@pytest.mark.parametrize(("text", "run", "party"), [row[1:] for row in PARTIES], ids=[row[0] for row in PARTIES])
def test_party(text: str, run: str, party: str) -> None:
    assert name_of(text, run).party == party


@pytest.mark.parametrize("role", ["analyst", "professor", "economist", "resident", "student"])
def test_private_persons_speak_for_nobody(role: str) -> None:
    name = name_of(f"Russian {role} Pavel Orlov spoke.", "Pavel Orlov")
    assert (name.person, name.party) == ("Pavel Orlov", None)


KINDS = [
    ("strikes on a capital", "Strikes on Kyiv killed three.", "Kyiv", "place"),
    ("a capital decides", "Later Kyiv rejected the plan.", "Kyiv", "party"),
    ("between two capitals", "Talks between Moscow and Kyiv broke down.", "Kyiv", "party"),
    ("in a capital", "They met in Moscow on Monday.", "Moscow", "place"),
    ("on the way to a capital", "The envoy flew to Moscow on Monday.", "Moscow", "place"),
    ("a city of a country", "Kyiv, Ukraine, was quiet.", "Kyiv", "place"),
    ("a town", "Shelling hit Kharkiv again.", "Kharkiv", "place"),
]


@pytest.mark.parametrize(("text", "run", "kind"), [row[1:] for row in KINDS], ids=[row[0] for row in KINDS])
def test_party_or_scene(text: str, run: str, kind: str) -> None:
    assert name_of(text, run).kind == kind


def test_surname_comes_back_and_may_stand_in_the_headline() -> None:
    text = "Norvex chief Ruth Marsh met the union. Marsh said no."
    assert name_of(text, "Marsh said").person == "Ruth Marsh"
    assert name_of(text, "Marsh:", title="Marsh: no deal with union").person == "Ruth Marsh"


def test_gender_comes_from_title_or_given_name() -> None:
    assert name_of("A spokeswoman, Noor Adil, spoke.", "Noor Adil").gender == "she"
    assert name_of("Mr. Adil spoke.", "Adil").gender == "he"


REFERENCES = [
    ("he skips a woman", "Defence Minister Oleh Kova met Mary Lunt. He said no.", "He", "Oleh Kova"),
    ("she skips a man", "Defence Minister Oleh Kova met Mary Lunt. She said no.", "She", "Mary Lunt"),
    (
        "the office again",
        "Norwegian Prime Minister Lars Vik met unions. The talks failed. The prime minister left.",
        "The prime minister",
        "Lars Vik",
    ),
]


@pytest.mark.parametrize(("text", "run", "person"), [row[1:] for row in REFERENCES], ids=[row[0] for row in REFERENCES])
def test_reference_to_a_person(text: str, run: str, person: str) -> None:
    name = meant(text, run)
    assert name is not None
    assert name.person == person


def test_reference_to_a_group() -> None:
    union = meant("The United Auto Workers met Ford. The union said no.", "The union")
    assert union is not None
    assert union.party == "United Auto Workers"


def test_nobody_is_guessed() -> None:
    assert meant("It rained. She left.", "She") is None
    assert meant("It rained. Both sides left.", "Both sides") is None


@pytest.mark.parametrize(
    ("alias", "plain"),
    [
        ("Kyiv", "Ukraine"),
        ("the Kremlin", "Russia"),
        ("U.S.", "United States"),
        ("UAW", "United Auto Workers"),
        ("EU", "European Union"),
        ("Israeli government", "Israel"),
        ("Harbour Pilots", "Harbour Pilots"),
        ("", ""),
    ],
)
def test_canonical(alias: str, plain: str) -> None:
    assert canonical(alias) == plain


PIECES = st.sampled_from(
    [
        "Kyiv",
        "the",
        "U.S.",
        "President",
        "Ruth",
        "Marsh",
        "'s",
        "’s",
        ",",
        ".",
        "\n\n",
        "(",
        "HPU",
        ")",
        "of",
        "and",
        "Union",
        "officials",
        "al-",
        "de",
        "Russian",
        "“",
        "”",
        "é",
        "\u00a0",
        "-",
        "he",
        "Mr.",
    ]
)


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=60).map(" ".join), st.lists(PIECES, max_size=60).map("".join)),
    st.text(max_size=30),
)
def test_mentions_slice_in_order(text: str, title: str) -> None:
    read = document(text, title)
    last = 0
    for name in read.names.mentions:
        assert last <= name.start < name.end
        assert read.content[name.start : name.end] == name.text
        last = name.end
    for start in range(0, len(read.content), 17):
        read.names.resolve(start, min(len(read.content), start + 9))


def test_an_owner_is_not_the_he_of_the_next_clause() -> None:
    read = document("Donald Trump met Vladimir Putin. Trump’s words prompted Putin to say that he was pleased.")
    start = read.content.index(" he ") + 1
    found = read.names.resolve(start, start + 2)
    assert found is not None
    assert found.person == "Vladimir Putin"
