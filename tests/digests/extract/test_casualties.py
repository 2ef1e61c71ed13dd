"""Whole articles: repeats folded, scope, place, day, source, and the words that stand behind each record."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.extract.casualties import read
from digests.model import Article, Qualifier, Scope
from digests.text.document import Document
from tests.fakes.casualties import PUBLISHED, one, told
from tests.fakes.work import calls, grows_with


def test_a_train_attacked_by_drones() -> None:
    report = one(
        "Four drones hit a commuter train in Ukraine’s Sumy region on Wednesday, setting two cars alight and killing five people,"
        " according to regional officials."
        " The railway said Friday it had slowed its trains."
    )
    assert (report.killed, report.injured, report.missing, report.captured) == (5, None, None, None)
    assert (report.qualifier, report.scope) == (Qualifier.EXACT, Scope.INCIDENT)
    assert (report.place, report.date, report.attribution) == ("Sumy region", "2024-11-27", "regional officials")
    assert report.evidence.text.startswith("Four drones hit")
    assert report.evidence.text.endswith("officials.")


def test_the_headline_and_the_body_are_one_record_quoted_from_the_body() -> None:
    report = one("A bomb killed at least 23 people and wounded 61 in Basra on Thursday, police said.", "Bomb kills at least 23 in Basra")
    assert (report.killed, report.injured, report.qualifier) == (23, 61, Qualifier.AT_LEAST)
    assert report.evidence.text.startswith("A bomb killed")
    assert [s.text for s in report.also] == ["Bomb kills at least 23 in Basra"]


def test_a_figure_told_again_is_folded() -> None:
    report = one("Nine people died in a fire in Turin on Thursday.\n\nThe fire began at night.\n\nThe nine people were killed by smoke.")
    assert (report.killed, len(report.also)) == (9, 1)


def test_two_sources_two_figures() -> None:
    first, second = told("State media said 78 people were killed in Latakia.\n\nA monitor in Geneva said 145 people were killed.")
    assert (first.killed, second.killed) == (78, 145)


def test_the_toll_takes_in_what_was_told_before() -> None:
    first, second = told("A bus plunged into a river in Assam, killing 11 people. The death toll later rose to 13.")
    assert (first.killed, first.part, second.killed, second.part) == (11, True, 13, False)


def test_counts_that_add_up_to_the_total_are_its_parts() -> None:
    reports = told(
        "Bombs killed 23 people in Baghdad.\n\nA car bomb in Karrada killed 18 people.\n\nA second device killed five in the east."
    )
    assert [(r.killed, r.part) for r in reports] == [(23, False), (18, True), (5, True)]


SCOPES = [
    ("one event", "A blast killed nine people in Multan on Thursday.", Scope.INCIDENT),
    ("since a day", "More than 44,000 people have been killed since Oct. 7, 2023, the ministry said.", Scope.CUMULATIVE),
    ("a war", "The war has killed more than 200,000 people.", Scope.CUMULATIVE),
    ("a year so far", "Floods have killed 310 people so far this year.", Scope.CUMULATIVE),
    ("thousands", "The conflict has killed tens of thousands of people.", Scope.CUMULATIVE),
    ("another year", "In 2012, a fire at the same plant killed 112 workers.", Scope.HISTORIC),
    ("years ago", "Her husband was killed in a raid six years ago.", Scope.HISTORIC),
    ("deadliest since", "It was the deadliest quake since 1999, when 17,000 people died.", Scope.HISTORIC),
    ("reason of a protest", "Thousands marched to protest the killing of two students.", Scope.HISTORIC),
]


@pytest.mark.parametrize(("name", "text", "scope"), SCOPES, ids=[n for n, _, _ in SCOPES])
def test_scope(name: str, text: str, scope: Scope) -> None:
    assert one(text).scope is scope


PLACES = [
    ("behind a genitive", "A shell killed two people in Ukraine's Kherson region.", "Kherson region"),
    ("behind an apposition", "A bomber killed ten people in the Afghan capital, Kabul.", "Kabul"),
    ("city of", "Gunmen killed four people in the northern city of Kunduz.", "Kunduz"),
    ("beside the event", "A Kabul car bombing killed five people.", "Kabul"),
    ("none told", "A bomb killed five people.", None),
    ("a title is no place", "A bomb killed five people outside President Omar Haidar's house.", None),
]


@pytest.mark.parametrize(("name", "text", "place"), PLACES, ids=[n for n, _, _ in PLACES])
def test_place(name: str, text: str, place: str | None) -> None:
    assert one(text).place == place


def test_the_day_something_was_said_is_not_the_day_it_was() -> None:
    report = one("A dam broke near Derna on Monday, killing 40 people, the mayor told reporters Thursday.")
    assert report.date == "2024-11-25"


def test_place_and_day_hold_for_the_next_sentence() -> None:
    _, second = told("A car bomb killed nine people in Mosul on Tuesday.\n\nGunmen then shot dead two guards.")
    assert (second.killed, second.place, second.date) == (2, "Mosul", "2024-11-26")


def test_no_casualties_is_a_record_of_none() -> None:
    report = one("No casualties were reported.")
    assert (report.killed, report.injured) == (0, 0)


def test_what_happened_in_a_few_words() -> None:
    assert one("A suicide car bombing in Aden killed seven people.").what == "suicide car bombing"  # the place has its own field
    assert one("A truck plowed into a crowd, killing eight people.").what == "A truck plowed into a crowd"


def test_since_when_a_sum_counts() -> None:
    assert one("Fighting has claimed more than 9,100 lives since April 2014.").since == "April 2014"


WORDS = """
killed people were 12 at least and , . dead the a man died in Kyiv wounded including who of them two soldiers toll rose to no casualties
dozens his wife was shot by said Monday ( ) ; — missing bodies with along from 2014 since war hostages not of lives claimed
"""
PROSE = st.lists(st.sampled_from(WORDS.split()), max_size=60)


@settings(max_examples=150, deadline=None)
@given(PROSE, st.booleans())
def test_any_words_give_evidence_that_slices_back(words: list[str], paragraphs: bool) -> None:
    document = Document(Article("a", " ".join(words[:8]), ("\n\n" if paragraphs else " ").join(words), PUBLISHED, "Wire"))
    for report in read(document):
        for sentence in (report.evidence, *report.also):
            assert sentence.text
            assert sentence.text == document.content[sentence.start : sentence.end]
        assert all(n is None or n >= 0 for n in (report.killed, report.injured, report.missing, report.captured))
        assert 0 < report.confidence <= 1


HOSTILE = [
    *("2 died ", "killed and ", "A, B, ", "( dead ", "toll rose to ", "two of them ", "in Kyiv killed 3 "),
    "he said 3 people, including 2 men, were killed. ",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_work_grows_with_length_alone(piece: str) -> None:
    def cost(size: int) -> int:
        document = Document(Article("a", "", piece * (size // len(piece)), PUBLISHED, "Wire"))
        _ = (document.sentences, document.dates, document.numbers, document.names, document.told)
        return calls(lambda: read(document))

    assert grows_with(cost, 3_000)
