"""Words that can stand by themselves in a line, and words that broke off early or ran on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.extract.positions import wellformed


@pytest.mark.parametrize(
    "told",
    [
        "a free economic zone in the region",
        "a withdrawal from areas that the army has failed to take",
        "the tariffs he has imposed on steel",
        "establishing a so-called “free zone” in the valley",
        "an offer of annual raises of 0.6 percent",
        "freedom",
        "Beijing",
        "any exemption",
        "more information about the fleet",
        "the respect of international law",
        "a deal to end the shutdown",
        "all sanctions lifted at once",
    ],
)
def test_a_whole_noun_phrase_passes(told: str) -> None:
    assert wellformed.noun_phrase(told)


@pytest.mark.parametrize(
    "told",
    [
        "",
        "seriously",
        "it",
        "returned three years later",
        "into law a measure",
        "such actions and believe",
        "parts of the region that it",
        "a push by the",
        "talks with",
        "a recount came before the vote",
        "both armies halt the fighting",
        "a deal and so do they",
        "our guard",
        "I think",
        "we will never yield",
        "“a pause",
        "an end to it; more",
        "very successful",
        "is vital",
        "talks — and more",
    ],
)
def test_a_broken_noun_phrase_does_not(told: str) -> None:
    assert not wellformed.noun_phrase(told)


@pytest.mark.parametrize(
    ("told", "sound"),
    [
        ("that Velden withdraw its troops from the valley", True),
        ("that both armies halt along the line", True),
        ("that anything was agreed", True),
        ("that it had troops in the east", True),
        ("that we withdraw", False),
        ("that it", False),
        ("that, under the plan", False),
        ("that Velden withdraw from", False),
        ("Velden withdraw its troops", False),
        ("that was agreed in May", False),
    ],
)
def test_clauses(told: str, sound: bool) -> None:
    assert wellformed.clause(told) is sound


@pytest.mark.parametrize(
    ("told", "sound"),
    [
        ("to hold back from striking the capital", True),
        ("not to strike the port", True),
        ("to “take all necessary measures”", True),
        ("to temporarily raise some taxes", True),
        ("to bring it about", True),
        ("to the valley", False),
        ("to Velden", False),
        ("to agree to it", False),
        ("to withdraw from", False),
        ("to", False),
        ("to would leave", False),
        ("to defend our valley", False),
        ("to end the crisis but critics say the cabinet is weak", False),
    ],
)
def test_infinitives(told: str, sound: bool) -> None:
    assert wellformed.infinitive(told) is sound


@given(st.text(max_size=60))
def test_any_words_can_be_judged(told: str) -> None:
    for judge in (wellformed.noun_phrase, wellformed.clause, wellformed.infinitive):
        assert judge(told) in (True, False)
