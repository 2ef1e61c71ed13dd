"""For whom an office speaks whose house stands elsewhere, and houses whose names the lists do not know."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from digests.model import Article
from digests.text.document import Document


def party_of(text: str, words: str) -> str | None:
    published = datetime(2026, 3, 10, tzinfo=UTC)
    document = Document(Article("a", "News of the day", text, published, "The Harbour Post", day=date(2026, 3, 10)))
    start = document.content.index(words)
    name = document.names.at(start, start + len(words))
    return name.party if name else None


@pytest.mark.parametrize(
    ("name", "text", "words", "party"),
    [
        (
            "its president",
            "The Weavers Federation struck. Its president, Ann Holm, said more would follow.",
            "Ann Holm",
            "Weavers Federation",
        ),
        ("the group's commander", "Hamas fired. The group’s commander, Omar Nidal, said so.", "Omar Nidal", "Hamas"),
        ("his minister", "Kenyan President Amos Odera spoke. His peace minister, Ann Holm, left.", "Ann Holm", "Kenya"),
        (
            "an army named before",
            "Sudan’s army fights on. “We will win,” army spokesman Brigadier Nabil Osman said.",
            "Nabil Osman",
            "Sudan",
        ),
        (
            "the state the sentence before is about",
            "Chad closed the border with Niger and Mali. President Idi Salle said so.",
            "Idi Salle",
            "Chad",
        ),
        ("the union", "The Weavers Federation struck. The union wants more.", "The union", "Weavers Federation"),
        ("a wing of parliament", "In Norland the Greens left the talks.", "Greens", "Greens"),
        ("the leader of a wing", "In Norland the Greens left. Green leader Ann Holm said so.", "Ann Holm", "Greens"),
        ("a governor of a party", "Ohio Governor Ann Holm spoke. The Republican governor said no.", "The Republican governor", "Ohio"),
        ("a senator of a party", "Republican Senator Ann Holm said no.", "Ann Holm", "Republican Party"),
        ("a wing of the senate", "Senate Democratic Leader Paul Ray said no.", "Paul Ray", "Democratic Party"),
        ("a party's word in another's name", "The opposition Democratic Centre said no.", "Democratic Centre", "Democratic Centre"),
        ("an apostrophe", "The Harbor Workers’ Union said no.", "Harbor Workers", "Harbor Workers' Union"),
        ("a form of company", "Sky Looms Inc. said no.", "Sky Looms", "Sky Looms"),
        ("two companies", "Acme Corp and Beta Ltd said no.", "Beta Ltd", "Beta"),
        ("a paper", "The Journal said no.", "Journal", None),
        ("a word in capitals", "UPDATE The talks are over.", "UPDATE", None),
        ("a plain surname of somebody listed", "Clerk Julia Henry counted. Henry said no.", "Henry said", None),
    ],
)
def test_parties(name: str, text: str, words: str, party: str | None) -> None:
    assert party_of(text, words) == party, name


def test_a_member_of_parliament_is_a_person() -> None:
    text = "MK Ann Holm said no."
    document = Document(Article("a", "", text, datetime(2026, 3, 10, tzinfo=UTC), "The Harbour Post", day=date(2026, 3, 10)))
    assert [n.person for n in document.names.mentions] == ["Ann Holm"]
