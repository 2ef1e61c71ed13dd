"""Statements: source, cue and content of what is attributed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.model import Article
from digests.text.document import Document
from digests.text.statements import Statement, attributed


def document(text: str, title: str = "") -> Document:
    return Document(Article("a", title, text, datetime(2026, 3, 2, tzinfo=UTC), "The Harbour Post"))


def told(read: Document, statement: Statement) -> tuple[str | None, str, list[str]]:
    source = None if statement.source_start is None else read.content[statement.source_start : statement.source_end]
    return source, statement.cue, [read.content[a:b] for a, b in statement.spans]


CASES = [
    (
        "direct and broken",
        "“We are far from it,” Marsh declared. “The end is far.”",
        ("Marsh", "declare", ["“We are far from it,”", "“The end is far.”"]),
    ),
    (
        "broken within a sentence",
        '"I will go," Marsh said, "and I will return."',
        ("Marsh", "say", ['"I will go,"', '"and I will return."']),
    ),
    (
        "inverted with apposition",
        "“No deal,” said Pavel Orlov, the Kremlin spokesman.",
        ("Pavel Orlov, the Kremlin spokesman", "say", ["“No deal,”"]),
    ),
    (
        "apposition before the cue",
        "Ruth Marsh, Norvex’s chief executive, said in a statement that the strike goes on.",
        ("Ruth Marsh, Norvex’s chief executive", "say", ["the strike goes on"]),
    ),
    (
        "present tense with an addressee",
        "Marsh tells The Harbour Post in an interview that she is done.",
        ("Marsh", "tell", ["she is done"]),
    ),
    ("addressee and day", "He told reporters Wednesday that talks had failed.", ("He", "tell", ["talks had failed"])),
    ("fears of nobody named", "Fears that the plant could close spread.", (None, "fear", ["the plant could close spread"])),
    ("in somebody's view", "In Marsh’s view, the treaty is dead.", ("Marsh", "view", ["the treaty is dead"])),
    ("minded", "Donors are furious that the money was spent.", ("Donors", "be furious", ["the money was spent"])),
    ("a shared subject", "Marsh laughed and said, “Ask me in spring.”", ("Marsh", "say", ["“Ask me in spring.”"])),
    ("reported to", "Orlov is reported to have fled.", (None, "report", ["Orlov is reported to have fled"])),
    ("a document that shows", "His own diary shows two meetings in May.", ("His own diary", "show", ["two meetings in May"])),
    ("voters with a place", "Voters in the county say they are tired.", ("Voters in the county", "say", ["they are tired"])),
    ("said privately", "The numbers will improve, an aide said privately.", ("an aide", "say", ["The numbers will improve"])),
    ("a noun's clause and the verb after it", "Marsh’s claim that crime has doubled was false.", ("Marsh", "claim", ["crime has doubled"])),
    ("another clause after but", "Marsh denied that she had gone, but his diary shows it.", ("Marsh", "deny", ["she had gone"])),
    ("what which stands for", "The city built a tunnel, which Orlov opposes.", ("Orlov", "oppose", ["a tunnel"])),
    ("praised by a crowd", "The ruling was praised by hunters and condemned by tenants.", ("hunters", "praise", ["The ruling"])),
    ("after a condition", "If elected, Marsh said, she would stay.", ("Marsh", "say", ["If elected", "she would stay"])),
    ("prompted to say", "The vote prompted Dmitry Peskov to say that it was over.", ("Dmitry Peskov", "say", ["it was over"])),
    ("yet to say", "Marsh has yet to say whether she will run.", ("Marsh", "say", ["whether she will run"])),
    ("many in a group", "Many in the party doubt that she can win.", ("Many in the party", "doubt", ["she can win"])),
    ("an object and what is told of it", "Marsh denied any role, which nobody believes.", ("Marsh", "deny", ["any role"])),
    ("zero that", "The union said it would strike on Friday.", ("The union", "say", ["it would strike on Friday"])),
    ("zero that after a month", "Marsh said in December the company could talk.", ("Marsh", "say", ["the company could talk"])),
    ("at the end of the sentence", "Six people died, officials said.", ("officials", "say", ["Six people died"])),
    (
        "at the end, after a verb in the present",
        "The truce expires on Sunday, officials said.",
        ("officials", "say", ["The truce expires on Sunday"]),
    ),
    ("amid the sentence", "The deal, he said, would fail.", ("he", "say", ["The deal", "would fail"])),
    (
        "subordinate clause in front",
        "While Holm has been silent, Marsh suggested that he would not run.",
        ("Marsh", "suggest", ["he would not run"]),
    ),
    ("partial quote", "He vowed to “take our fight” to the states.", ("He", "vow", ["“take our fight” to the states"])),
    ("document", "The reports show that sales fell.", ("The reports", "show", ["sales fell"])),
    ("numbers as a source", "75 percent of voters said they were tired.", ("75 percent of voters", "say", ["they were tired"])),
    ("according to, in front", "According to the police, six people died.", ("the police", "according to", ["six people died"])),
    (
        "according to, at the end",
        "Fighting resumed, according to a spokesman for the army.",
        ("a spokesman for the army", "according to", ["Fighting resumed"]),
    ),
    (
        "title in quotes before the source",
        "Sunday on “Early Morning Talk,” Rep. Darrell Holm said it was wrong.",
        ("Rep. Darrell Holm", "say", ["it was wrong"]),
    ),
    ("stance with an object", "The U.N. called for a ceasefire.", ("The U.N.", "call for", ["a ceasefire"])),
    ("passive with a source", "The proposal was condemned by European leaders.", ("European leaders", "condemn", ["The proposal"])),
    (
        "cited as saying",
        "The agency cited hospital sources as saying ten people were killed.",
        ("hospital sources", "say", ["ten people were killed"]),
    ),
    ("noun of saying", "Hence Marsh’s claim that the vote was rigged.", ("Marsh", "claim", ["the vote was rigged"])),
    ("relative pronoun", "Marsh, who has endorsed Holm, left.", ("who", "endorse", ["Holm"])),
    ("dateline", "OSLO -- Norway rejected the plan.", ("Norway", "reject", ["the plan"])),
    ("group with a place", "Officials in Minnesota said they would act.", ("Officials in Minnesota", "say", ["they would act"])),
    ("guillemets", "«We stay,» Marsh said.", ("Marsh", "say", ["«We stay,»"])),
    ("single marks", "‘We stay here,’ Marsh said.", ("Marsh", "say", ["‘We stay here,’"])),
]


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in CASES], ids=[row[0] for row in CASES])
def test_first_statement(text: str, expected: tuple[str | None, str, list[str]]) -> None:
    read = document(text)
    assert read.statements, "no statement found"
    assert told(read, read.statements[0]) == expected


SECONDS = [
    (
        "absolute participle",
        "Unions and Ruth Marsh rejected the plan, with Marsh saying that it was over.",
        ("Marsh", "say", ["it was over"]),
    ),
    ("participle takes the subject before it", "Israel rejected the plan, calling it “a trap”.", ("Israel", "call", ["it “a trap”"])),
    ("coordinated cue", "Hamas demanded a truce and said it would not disarm.", ("Hamas", "say", ["it would not disarm"])),
    ("denial in a side clause", "The U.N. called for a truce, while Moscow denied involvement.", ("Moscow", "deny", ["involvement"])),
    (
        "adding",
        "The Kremlin warned Kyiv against strikes, adding that Russia would respond.",
        ("The Kremlin", "add", ["Russia would respond"]),
    ),
]


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in SECONDS], ids=[row[0] for row in SECONDS])
def test_second_statement(text: str, expected: tuple[str | None, str, list[str]]) -> None:
    read = document(text)
    assert told(read, read.statements[1]) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “governor's bracket” is popular.",
        "He joined them on “Early Morning Talk.”",
        "Russian attacks on the grid went on.",
        "She considered three offers of help for the calls.",
        "Fighting has claimed more than 900 lives.",
        "The new rules added $3 million to the bill.",
    ],
)
def test_what_is_no_statement(text: str) -> None:
    found = [s for s in document(text).statements if s.cue in ("say", "claim", "add", "attack", "report", "offer", "call")]
    assert found == []


def test_refusal_and_plan() -> None:
    refused = document("Marsh declined to say whether she would run.").statements[0]
    assert (refused.cue, refused.negated) == ("say", True)
    planned = document("The president is expected to say that it is over.").statements[0]
    assert (planned.cue, planned.modal, planned.negated) == ("say", True, False)
    denied = document("Marsh did not say that it was over.").statements[0]
    assert denied.negated


def test_headline_colon_both_ways() -> None:
    first = document("Dmitry Peskov spoke.", title="Peskov: Talks to resume in May").statements[0]
    assert (first.kind, first.speaker.person if first.speaker else None) == ("headline", "Dmitry Peskov")
    read = document("Talks go on.", title="Six die in fire, many hurt: UN")
    assert told(read, read.statements[0]) == ("UN", ":", ["Six die in fire, many hurt"])


def test_quote_goes_on_in_the_next_paragraph() -> None:
    read = document("“We start here and go on,” said Ruth Marsh.\n\n“We end there.”")
    assert [told(read, s) for s in read.statements] == [
        ("Ruth Marsh", "say", ["“We start here and go on,”"]),
        ("Ruth Marsh", "say", ["“We end there.”"]),
    ]


def test_paragraphs_with_an_opening_mark_only() -> None:
    read = document("Marsh said: “We start here and go on.\n\n“We end there.”")
    (statement,) = read.statements
    assert told(read, statement)[2] == ["“We start here and go on.", "“We end there.”"]


def test_kind_follows_the_quoted_share() -> None:
    assert [document(t).statements[0].kind for t in ("“No,” Marsh said.", "Marsh said it was “over” now.", "Marsh said it was over.")] == [
        "direct",
        "mixed",
        "indirect",
    ]


def test_speaker_is_resolved() -> None:
    read = document("Norwegian Prime Minister Lars Vik left. He said that talks had failed.")
    speaker = read.statements[0].speaker
    assert speaker is not None
    assert (speaker.person, speaker.party) == ("Lars Vik", "Norway")


ATTRIBUTIONS = [
    ("trailing", "At least six people were killed, local officials said.", "killed", "local officials"),
    ("leading", "Police said two men were injured.", "injured", "Police"),
    ("according", "Six died, according to rescue workers.", "died", "rescue workers"),
    ("nobody", "Six people died on Monday.", "died", None),
    ("object of a stance", "Oslo condemned the attack that killed six.", "killed", None),
]


@pytest.mark.parametrize(("text", "run", "source"), [row[1:] for row in ATTRIBUTIONS], ids=[row[0] for row in ATTRIBUTIONS])
def test_attribution(text: str, run: str, source: str | None) -> None:
    read = document(text)
    start = read.content.index(run)
    assert attributed(read, start, start + len(run)) == source


PIECES = st.sampled_from(
    [
        "he",
        "said",
        "“",
        "”",
        '"',
        "'",
        "‘",
        "’",
        "that",
        ",",
        ".",
        "\n\n",
        "according",
        "to",
        "Kyiv",
        "officials",
        "calling",
        "was",
        "by",
        "claim",
        "'s",
        ":",
        "demanded",
        "and",
        "not",
        "«",
        "»",
        "told",
        "reporters",
        "Friday",
        "—",
    ]
)


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=60).map(" ".join), st.lists(PIECES, max_size=60).map("".join)),
    st.text(max_size=30),
)
def test_spans_lie_in_the_text(text: str, title: str) -> None:
    read = document(text, title)
    size = len(read.content)
    for statement in read.statements:
        assert 0 <= statement.cue_start < statement.cue_end <= size
        assert statement.spans
        assert all(0 <= start < end <= size for start, end in statement.spans)
        assert (statement.source_start is None) == (statement.source_end is None)
        if statement.source_start is not None and statement.source_end is not None:
            assert 0 <= statement.source_start < statement.source_end <= size


@pytest.mark.parametrize("piece", ["he said that ", "“a ", "officials said, ", '"', "Russia's "])
def test_hostile_length_is_read_in_linear_time(piece: str) -> None:
    read = document(piece * (100_000 // len(piece)))
    assert read.statements is not None


def test_people_in_the_plural_are_no_clause() -> None:
    assert document("The two ministers, officials said.").statements == ()
