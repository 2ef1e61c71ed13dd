"""One deadline however often it is told; its moves; what came of it."""

from __future__ import annotations

from digests.model import DeadlineState
from digests.story import tell
from tests.fakes.facts import at, told


def test_a_deadline_told_by_two_outlets_in_other_words_is_one() -> None:
    a = told().due("The truce in Karsova runs until March 8, the ministry said.", "2026-03-08", "truce in Karsova", "expiry")
    b = told(1, outlet="Harbour Wire").due("The ceasefire in Karsova expires on Sunday.", "2026-03-08", "Karsova ceasefire", "expiry")
    story = tell("t", [a.reading(), b.reading()], at(1, 12))
    assert [(d.date, len(d.evidence)) for d in story.deadlines] == [("2026-03-08", 2)]


def test_two_talks_on_one_day_stay_two() -> None:
    a = told().due("Negotiators from Karsova and Velden meet in Geneva on Friday.", "2026-03-06", "Karsova-Velden talks in Geneva")
    b = told().due("Fishing ministers of the bloc meet in Lisbon on Friday.", "2026-03-06", "meeting of fishing ministers in Lisbon")
    assert len(tell("t", [a.reading(), b.reading()], at(1)).deadlines) == 2


def test_a_new_day_for_the_same_thing_is_a_move_with_the_old_day_kept() -> None:
    a = told().due("Talks between Karsova and Velden are due in Geneva on Friday.", "2026-03-06", "Karsova-Velden talks in Geneva")
    b = told(2).due(
        "The talks between Karsova and Velden in Geneva were put off to March 11.",
        "2026-03-11",
        "talks between Karsova and Velden in Geneva",
        status="extended",
        earlier="2026-03-06",
    )
    (d,) = tell("t", [a.reading(), b.reading()], at(2, 12)).deadlines
    assert (d.date, d.earlier_dates, d.state) == ("2026-03-11", ("2026-03-06",), DeadlineState.MOVED)


def test_an_outlet_that_has_not_heard_of_the_move_does_not_move_it_back() -> None:
    a = told().due("Talks in Geneva are due on Friday.", "2026-03-06", "Geneva talks")
    b = told(1).due("Talks in Geneva were moved to March 11.", "2026-03-11", "Geneva talks", status="extended", earlier="2026-03-06")
    c = told(1, 12, outlet="Harbour Wire").due("Talks in Geneva begin on Friday.", "2026-03-06", "Geneva talks")
    (d,) = tell("t", [a.reading(), b.reading(), c.reading()], at(2)).deadlines
    assert d.date == "2026-03-11"


def test_the_next_meeting_after_one_is_over_is_no_move() -> None:
    a = told().due("Geneva talks are due on Tuesday.", "2026-03-03", "Geneva talks")
    b = told(4).due("Geneva talks are due on March 10.", "2026-03-10", "Geneva talks")
    assert sorted(d.date for d in tell("t", [a.reading(), b.reading()], at(5)).deadlines) == ["2026-03-03", "2026-03-10"]


def test_a_doubt_makes_it_tentative_until_it_is_told_as_set_again() -> None:
    a = told().due("Geneva talks are due on Friday.", "2026-03-06", "Geneva talks")
    b = told(1).due("It is unclear whether the Geneva talks on Friday will go ahead.", "2026-03-06", "Geneva talks", status="tentative")
    (d,) = tell("t", [a.reading(), b.reading()], at(1, 12)).deadlines
    assert d.state is DeadlineState.TENTATIVE
    assert d.doubt is not None
    assert d.doubt.sentence.text.startswith("It is unclear")
    c = told(2).due("Both sides confirmed the Geneva talks for Friday.", "2026-03-06", "Geneva talks")
    (d,) = tell("t", [a.reading(), b.reading(), c.reading()], at(2, 12)).deadlines
    assert (d.state, d.doubt) == (DeadlineState.UPCOMING, None)


def test_a_doubt_is_the_word_of_the_one_who_doubts_not_of_the_one_who_set_the_day() -> None:
    set_by = {"attribution": "the foreign ministry", "status": "tentative"}
    doubted = told().due(
        "Geneva talks, due on Friday, are in doubt, analysts said.", "2026-03-06", "Geneva talks", doubted_by="analysts", **set_by
    )
    (d,) = tell("t", [doubted.reading()], at(0, 12)).deadlines
    assert d.doubt is not None
    assert d.doubt.attribution == "analysts"


def test_past_its_day_it_is_passed_and_a_later_sentence_says_what_came_of_it() -> None:
    a = told().due("The truce in Karsova runs until Wednesday, the ministry in Velden said.", "2026-03-04", "truce in Karsova", "expiry")
    silent = tell("t", [a.reading()], at(3)).deadlines[0]
    assert (silent.state, silent.outcome) == (DeadlineState.PASSED, None)
    b = told(3)
    b.sentences.append(
        "Guns were heard at dawn. The truce in Karsova expired on Wednesday and was not extended, the ministry in Velden said."
    )
    spoken = tell("t", [a.reading(), b.reading()], at(3, 12)).deadlines[0]
    assert spoken.outcome is not None
    assert spoken.outcome.sentence.text.startswith("The truce in Karsova expired")


def test_the_story_of_a_past_day_knows_nothing_of_later_ones() -> None:
    a = told().due("Geneva talks are due on Friday.", "2026-03-06", "Geneva talks")
    b = told(1).due("Geneva talks were moved to March 11.", "2026-03-11", "Geneva talks", status="extended", earlier="2026-03-06")
    (d,) = tell("t", [a.reading(), b.reading()], at(0, 20)).deadlines
    assert (d.date, d.state) == ("2026-03-06", DeadlineState.UPCOMING)


def test_a_meeting_told_in_other_words_right_after_it_was_held() -> None:
    visit = told(0).due(
        "Karsova said envoys of Velden will visit Tarn on Thursday for talks on the tariff fight.", "2026-03-05", "envoys’ visit"
    )
    after = told(5, outlet="Harbour Wire")
    after.sentences.append("Three days of talks between Karsova and Velden on their tariff fight wrapped up on Saturday.")
    other = told(5, outlet="Port Radio")
    other.sentences.append("Talks on a new bridge were held in Linden.")
    story = tell("t", [visit.reading(), other.reading(), after.reading()], at(6))
    assert story.deadlines[0].state is DeadlineState.MET
    assert story.deadlines[0].outcome is not None
    assert story.deadlines[0].outcome.outlet == "Harbour Wire"


def test_a_day_for_one_party_is_not_the_day_for_another() -> None:
    first = told(0, 9).due(
        "Norland must answer the peace proposal by Thursday, the mediators said.",
        "2026-03-05",
        "deadline for Norland to answer the peace proposal",
        "ultimatum",
    )
    other = told(0, 12, outlet="Harbour Wire").due(
        "Keldovia has until Wednesday to answer Norland's ceasefire offer, its envoys said.",
        "2026-03-04",
        "deadline for Keldovia to answer Norland's ceasefire offer",
        "ultimatum",
    )
    later = told(1, 9, outlet="Harbour Wire").due(
        "Keldovia has until March 12 to answer Norland's ceasefire offer, its envoys said.",
        "2026-03-12",
        "deadline for Keldovia to answer Norland's ceasefire offer",
        "ultimatum",
    )
    story = tell("t", [one.reading() for one in (first, other, later)], at(1, 12))
    assert {(d.subject, d.date, d.earlier_dates) for d in story.deadlines} == {
        ("deadline for Norland to answer the peace proposal", "2026-03-05", ()),
        ("deadline for Keldovia to answer Norland's ceasefire offer", "2026-03-12", ("2026-03-04",)),
    }
