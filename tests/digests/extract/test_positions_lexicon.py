"""The vocabulary of stance: forms, phrases with gaps, contractions, and a text that is hostile."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.extract.positions import lexicon
from digests.model import Stance


def read(text: str, kind: str = "verb") -> list[tuple[str, str]]:
    words = lexicon.words(text)
    return [(cue.stance.value, cue.lemma) for cue in lexicon.cues(words) if cue.kind == kind]


@pytest.mark.parametrize(
    ("name", "text", "stance", "lemma"),
    [
        ("past", "The ministry rejected the draft.", "rejects", "reject"),
        ("third person", "Norland demands a pullout.", "demands", "demand"),
        ("irregular past", "The union sought a raise.", "demands", "seek"),
        ("y to ie", "The envoy denied it.", "denies", "deny"),
        ("particle", "She ruled out new talks.", "rejects", "rule out"),
        ("gap", "They turned the offer down? No: they called on Sudmark to leave.", "demands", "call on"),
        ("light verb", "The council gave its full backing to the plan.", "accepts", "give * backing"),
        ("adjective", "Norland is ready to meet.", "proposes", "be ready to"),
        ("contraction", "Norland’s prepared to wait, and it's willing to pay.", "proposes", "be willing to"),
        ("longest phrase", "The court dismissed the claims.", "denies", "dismiss * claims"),
    ],
)
def test_stance_verbs(name: str, text: str, stance: str, lemma: str) -> None:
    assert (stance, lemma) in read(text), name


@pytest.mark.parametrize(
    ("name", "text", "stance"),
    [
        ("must", "The shelling must stop.", "demands"),
        ("curly contraction", "We won’t sign it.", "rejects"),
        ("straight contraction", "We can't sign it.", "rejects"),
        ("condition", "Only if they leave.", "conditions"),
        ("first person future", "We will rebuild the bridge.", "commits"),
    ],
)
def test_words_inside_what_was_said(name: str, text: str, stance: str) -> None:
    assert stance in [s for s, _ in read(text, "modal")], name


def test_a_contraction_is_two_words() -> None:
    assert [w.low for w in lexicon.words("It didn’t; they're")] == ["it", "did", "n't", ";", "they", "'re"]


def test_every_stance_has_verbs_and_every_phrase_is_told_once() -> None:
    tables = lexicon.vocabulary()["verbs"]
    assert set(tables) == {stance.value for stance in Stance}
    phrases = [phrase for tiers in tables.values() for tier in tiers.values() for phrase in tier]
    assert sorted(p for p in set(phrases) if phrases.count(p) > 1) == []


@given(st.text(max_size=200))
def test_words_slice_back(text: str) -> None:
    for word in lexicon.words(text):
        assert 0 <= word.start < word.end <= len(text)
        assert text[word.start : word.end].strip()


@pytest.mark.parametrize(
    "text", ["call " * 40_000, "a" * 300_000, "n't" * 90_000, "give * backing " * 20_000], ids=["calls", "one word", "contractions", "gaps"]
)
def test_hostile_text_is_read(text: str) -> None:
    """That it costs no more than news is measured in ``bench/reading.py``; here it only has to end."""
    run = lexicon.words(text)
    assert all(cue.last < len(run) for cue in lexicon.cues(run))
