"""Positions out of sentences written for the purpose: who, which stance, about what, and what is no position."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.extract import positions
from digests.model import Article, Position, Stance
from digests.text.document import Document
from tests.fakes.work import calls, grows_with


def read(text: str, title: str = "Norland and Sudmark talks") -> tuple[Position, ...]:
    day = date(2026, 3, 10)
    published = datetime(2026, 3, 10, tzinfo=UTC)
    return positions.read(Document(Article("a", title, text, published, "The Harbour Post", day=day)))


def told(text: str) -> set[tuple[str, str]]:
    return {(p.party, p.stance.value) for p in read(text)}


@pytest.mark.parametrize(
    ("name", "text", "party", "stance"),
    [
        ("a plain demand", "Iran demanded on Monday that all sanctions be lifted.", "Iran", "demands"),
        ("called on", "The European Union called on Georgia to release the detained protesters.", "European Union", "demands"),
        ("rejected", "Ukraine rejected the proposal to give up territory.", "Ukraine", "rejects"),
        ("proposed", "Turkey has proposed a three-day truce in the Black Sea.", "Turkey", "proposes"),
        ("agreed", "Armenia agreed to withdraw its troops from the border.", "Armenia", "accepts"),
        ("a threat", "North Korea threatened to attack South Korea over the drills.", "North Korea", "threatens"),
        ("a pledge", "Japan pledged to send more aid to the flooded region.", "Japan", "commits"),
        ("a denial", "Russia denied that its forces had entered the town.", "Russia", "denies"),
        ("a capital for its government", "Kyiv has rejected the plan for a demilitarised zone.", "Ukraine", "rejects"),
        ("a passive with its agent", "The plan was rejected by Israel and its allies.", "Israel", "rejects"),
        ("must, in direct speech", "“The attacks must stop,” Kremlin spokesman Dmitry Peskov said.", "Russia", "demands"),
        ("said it would", "China’s Commerce Ministry said it would not accept any tariffs.", "China", "rejects"),
        ("did not agree", "Sudan did not agree to the ceasefire proposed by the African Union.", "Sudan", "rejects"),
        ("refuses to rule out", "Israel refused to rule out a strike on the reactor.", "Israel", "accepts"),
        ("a refusal in direct speech", "“We will not sign this treaty,” Lebanese President Joseph Aoun said.", "Lebanon", "rejects"),
        (
            "a threat with its if",
            "“If they attack us, we will strike back,” Iranian Foreign Minister Abbas Araghchi said.",
            "Iran",
            "threatens",
        ),
        ("continue to insist", "Moscow and Beijing continue to insist on a freeze of the drills.", "China", "demands"),
        ("a relative clause", "Egypt, which has offered to host the talks, hailed the step.", "Egypt", "proposes"),
        ("not accepted", "Iran will not accept any deal that ends enrichment, Foreign Minister Abbas Araghchi said.", "Iran", "rejects"),
    ],
)
def test_stances(name: str, text: str, party: str, stance: str) -> None:
    assert (party, stance) in told(text), name


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("an event", "A drone hit a fuel depot near Odesa overnight, killing two people."),
        ("a witness", "“I saw the roof fall in,” said Maria Keller, a neighbour."),
        ("weather", "Temperatures are forecast to drop below zero across the region."),
        ("nobody did", "No group has claimed responsibility."),
        ("a condition of another's act", "It is unclear whether Russia accepted the plan."),
        ("nothing at all", ""),
    ],
)
def test_no_position(name: str, text: str) -> None:
    assert told(text) == set(), name


def test_one_sentence_may_hold_two_stances_of_one_party() -> None:
    found = told("Ukraine has rejected that idea and proposed instead that both armies halt the fighting.")
    assert {("Ukraine", "rejects"), ("Ukraine", "proposes")} <= found


def test_both_of_two_subjects_hold_the_stance() -> None:
    assert {("Russia", "rejects"), ("China", "rejects")} <= told("Russia and China rejected the resolution.")


def test_what_that_idea_means_is_taken_from_before() -> None:
    text = "Turkey has proposed a joint patrol of the strait. Greece has rejected that idea."
    issues = {p.party: p.issue for p in read(text)}
    assert issues["Greece"] == issues["Turkey"] == "a joint patrol of the strait"


def test_an_offer_is_no_threat_told_before() -> None:
    text = "Turkey threatened to close the strait. Greek Prime Minister Nikos Doukas described the offer as blackmail."
    issues = {p.party: p.issue for p in read(text)}
    assert "to close the strait" not in issues.get("Greece", "")


def test_a_body_within_a_clause_has_a_small_article() -> None:
    text = "“The European Union must lift the sanctions,” Iranian Foreign Minister Abbas Araghchi said."
    assert [p.issue for p in read(text) if p.party == "Iran"] == ["that the European Union lift the sanctions"]


def test_the_same_stance_told_twice_is_one_record() -> None:
    text = "Turkey rejected the border plan on Monday.\n\nTurkey rejected the border plan because it was unfair, officials said."
    found = [p for p in read(text) if p.party == "Turkey" and p.stance is Stance.REJECTS]
    assert len(found) == 1
    assert len(found[0].also) == 1


def test_a_person_speaks_for_the_party() -> None:
    text = "Ukrainian President Volodymyr Zelenskyy urged allies to send more air defences."
    found = next(p for p in read(text) if p.party == "Ukraine")
    assert found.speaker == "Volodymyr Zelenskyy"
    assert found.stance is Stance.DEMANDS


@pytest.mark.parametrize(
    ("text", "issue"),
    [
        ("Iran agreed to halt enrichment of uranium.", "to halt enrichment of uranium"),
        ("The European Union called for an immediate ceasefire in Sudan.", "an immediate ceasefire in Sudan"),
        ("Israel refused to release the prisoners.", "to release the prisoners"),
        ("Norway called on the miners not to strike in Svalbard.", "that the miners not strike in Svalbard"),
        ("“We must not lower our guard,” Italian Prime Minister Giuseppe Conte said.", "“We must not lower our guard”"),
        ("Iran demanded a vote on Dec. 12 in the council.", "a vote on Dec. 12 in the council"),
        ("Israel refused to withdraw from the hills without guarantees.", "to withdraw from the hills without guarantees"),
        ("The United States urged Israel to lift the blockade.", "that Israel lift the blockade"),
        ("The European Commission announced last month that it would raise tariffs on steel.", "to raise tariffs on steel"),
        ("Turkey proposed on Monday that both armies halt along the river.", "that both armies halt along the river"),
        ("Russia denied that its ships had entered the bay.", "that its ships had entered the bay"),
        ("Georgia denies it holds any of the sailors.", "that it holds any of the sailors"),
        ("Egypt demanded the rebels free the crew.", "that the rebels free the crew"),
        ("“The attacks must stop,” Kremlin spokesman Dmitry Peskov said.", "that the attacks stop"),
        ("Iraq called on Tuesday for the Arab League, which meets in Cairo, to send monitors.", "that the Arab League send monitors"),
        ("Egypt offered Sudan a safe corridor.", "a safe corridor"),
        ("Iran said it would not sign a treaty that limits its missiles.", "to sign a treaty that limits its missiles"),
        (
            "France called for a pause in the fighting between Sudan and Chad.",
            "a pause in the fighting between Sudan and Chad",
        ),
        ("China insists that it will not leave the reef.", "to leave the reef"),
        ("Spain wants the strait reopened at once.", "the strait reopened at once"),
    ],
)
def test_an_issue_is_cut_whole(text: str, issue: str) -> None:
    assert issue in [p.issue for p in read(text)]


@pytest.mark.parametrize(
    ("name", "text", "issue"),
    [
        ("somebody is no issue", "Kenya blamed the rebels for the fire.", "“Kenya blamed the rebels for the fire”"),
        ("a deed in force", "Serbia had suspended flights to the coast.", "“Serbia had suspended flights to the coast”"),
        ("nothing to point back to", "Peru rejected the demand.", "“Peru rejected the demand”"),
        ("what it calls the deal", "The Kremlin called the deal “a pause rather than a peace.”", "“a pause rather than a peace”"),
    ],
)
def test_what_cannot_be_cut_is_told_in_quotation_marks(name: str, text: str, issue: str) -> None:
    for position in read(text):
        assert position.issue == issue, name


def test_a_description_as_something_else_is_a_denial() -> None:
    text = (
        "Sudan’s army said a truce had begun at noon. Chadian President Idris Haroun seemed not to know of it, "
        "calling it “a hope rather than a truce.”"
    )
    assert ("denies", "“a hope rather than a truce”") in [(p.stance.value, p.issue) for p in read(text) if p.party == "Chad"]


def test_who_agrees_to_what_was_asked_of_him_agrees_to_do_it() -> None:
    text = "The United States asked Iran to free the tanker. Iran agreed, its foreign ministry said."
    assert [(p.stance.value, p.issue) for p in read(text) if p.party == "Iran"] == [("accepts", "to free the tanker")]


@pytest.mark.parametrize(
    ("name", "text", "stance", "issue", "condition"),
    [
        (
            "an offer with its if",
            "“We are ready to support the package if the supply is safe,” Hungarian Prime Minister Viktor Orban said.",
            "conditions",
            "to support the package",
            "if the supply is safe",
        ),
        (
            "in the speaker's own words",
            "“We are ready to support the package if our supply is safe,” Hungarian Prime Minister Viktor Orban said.",
            "conditions",
            "“We are ready to support the package if our supply is safe”",
            None,
        ),
        (
            "a threat",
            "Norway threatened to close its ports to the fleet unless the crew is freed.",
            "threatens",
            "to close its ports to the fleet",
            "unless the crew is freed",
        ),
        (
            "once",
            "Iran is ready to open the strait once the last warship has left.",
            "conditions",
            "to open the strait",
            "once the last warship has left",
        ),
        (
            "only where it is its own",
            "Japan pledged to send aid, while Peru said it would help if asked by the governor.",
            "commits",
            "to send aid",
            None,
        ),
    ],
)
def test_a_condition_is_told_word_for_word(name: str, text: str, stance: str, issue: str, condition: str | None) -> None:
    assert (stance, issue, condition) in [(p.stance.value, p.issue, p.condition) for p in read(text)], name


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a request as a mere noun", "Troops left Iraq in May, then at the Iraqi government’s request returned in June."),
        ("a warning of what may befall", "Turkey warned that the dam remains at risk."),
        ("a guess", "Kenya suggested the ship was lost."),
        ("no sign of it", "There is no indication that Israel is ready to agree."),
        ("a claim denied", "It was unclear whether Chad would accept the plan."),
    ],
)
def test_what_looks_like_a_stance_and_is_none(name: str, text: str) -> None:
    assert told(text) == set(), name


def test_evidence_is_the_sentence_and_confidence_a_chance() -> None:
    text = "It snowed. Norway rejected the fishing quota proposed by the European Union. It snowed again."
    for position in read(text):
        assert position.evidence.text == "Norway rejected the fishing quota proposed by the European Union."
        assert 0 < position.confidence <= 1


WORDS = st.sampled_from(
    [
        "Russia",
        "Kyiv",
        "he",
        "it",
        "rejected",
        "will",
        "not",
        "to",
        "accept",
        "that",
        "idea",
        ",",
        ".",
        "“",
        "”",
        "—",
        "said",
        "Peskov",
        "if",
        "by",
        "the",
        "must",
        "’s",
        "and",
        "demand",
        "who",
        "US",
        "n’t",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=40))
def test_any_run_of_words_can_be_read(words: list[str]) -> None:
    text = " ".join(words)
    for position in read(text):
        assert position.issue
        assert position.evidence.text in f"Norland and Sudmark talks\n\n{text}"


@pytest.mark.parametrize(
    "piece",
    ["Russia rejected it and ", "“Kyiv must stop.” ", "— ", "Russia, "],
    ids=["one endless sentence", "many quotes", "dashes", "commas"],
)
def test_work_grows_with_the_length_of_hostile_text(piece: str) -> None:
    def cost(size: int) -> int:
        text = piece * (size // len(piece)) + "Russia must stop."
        document = Document(Article("a", "", text, datetime(2026, 3, 10, tzinfo=UTC), "The Harbour Post"))
        assert document.names.mentions is not None
        assert document.statements is not None
        return calls(lambda: positions.read(document))

    assert grows_with(cost, 4_000)
