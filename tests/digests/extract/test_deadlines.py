"""Deadlines in news: what is due, of what kind, in what state, and what only looks like one."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.extract.deadlines import read
from digests.extract.deadlines.wording import gerund, lowered, sound, trimmed
from digests.model import Article, Deadline
from digests.text.document import Document

FRIDAY = datetime(2026, 1, 30, tzinfo=UTC)


def deadlines(text: str, title: str = "News in brief") -> tuple[Deadline, ...]:
    return read(Document(Article("1", title, text, FRIDAY, "The Harbour Post", day=FRIDAY.date())))


# (text, the deadlines told as "date kind status")
TOLD = [
    ("A 60-day ceasefire between the army and the rebels expires on Feb. 14.", "2026-02-14 expiry set"),
    ("The truce, brokered by Norland, runs until midnight on Sunday.", "2026-02-01 expiry set"),
    ("The mission's mandate runs out at the end of March.", "2026-03-31 expiry set"),
    ("Schools will remain closed until Feb. 9.", "2026-02-09 expiry set"),
    ("Applications are due Feb. 27.", "2026-02-27 expiry set"),
    ("The deadline for bids is March 12.", "2026-03-12 expiry set"),
    ("The sanctions, which expire on July 31, need unanimous renewal.", "2026-07-31 expiry set"),
    ("Nordstan agreed to halt attacks for a week, until Feb. 6.", "2026-02-06 expiry set"),
    ("The union gave the company until Tuesday to improve its offer or face a strike.", "2026-02-03 ultimatum set"),
    ("The president gave Tarland a Feb. 10 deadline to withdraw its troops.", "2026-02-10 ultimatum set"),
    ("They must agree by Feb. 6 or face fines.", "2026-02-06 ultimatum set"),
    ("Rebels threatened to resume attacks if the prisoners are not freed by Monday.", "2026-02-02 ultimatum set"),
    ("The foreign ministers of Norland and Tarland will meet in Oslo on Feb. 4.", "2026-02-04 meeting set"),
    ("Peace talks are scheduled to resume in Doha on Wednesday.", "2026-02-04 meeting set"),
    ("Talks will be held Feb. 2-4 in Doha.", "2026-02-02 meeting set"),
    ("The Fed meets Feb. 3-4.", "2026-02-03 meeting set"),
    ("The minister will visit the flooded region tomorrow.", "2026-01-31 meeting set"),
    ("The two will meet later on Friday.", "2026-01-30 meeting set"),
    ("Lawmakers are to vote on the budget on Tuesday.", "2026-02-03 vote set"),
    ("Presidential elections will be held on March 15.", "2026-03-15 vote set"),
    ("The attack came ahead of Sunday's election.", "2026-02-01 vote set"),
    ("An election is due by August 2026.", "2026-08 vote set"),
    ("He is due to appear in court on Feb. 12.", "2026-02-12 hearing set"),
    ("Smith is scheduled to be sentenced on April 3.", "2026-04-03 hearing set"),
    ("The trial begins Monday in federal court.", "2026-02-02 hearing set"),
    ("The Labor Department will release its jobs report on Friday, Feb. 6.", "2026-02-06 release set"),
    ("Seven hostages are to be released on Saturday.", "2026-01-31 release set"),
    ("New tariffs on steel take effect on March 1.", "2026-03-01 effective set"),
    ("The law will come into force on July 1.", "2026-07-01 effective set"),
    ("The airport will reopen on Sunday.", "2026-02-01 effective set"),
    ("The strike will begin at 6 a.m. Monday and last 48 hours.", "2026-02-02 effective set"),
    ("The government aims to vaccinate 10 million people by the end of March.", "2026-03-31 target set"),
    ("The group wants to complete the merger by June 30.", "2026-06-30 target set"),
    ("The dam is expected to be completed in 2028.", "2028 target set"),
    ("The pope will arrive in Manila on Feb. 3 for a five-day visit.", "2026-02-03 other set"),
    ("The truce was extended until Feb. 20, the foreign ministry said.", "2026-02-20 expiry extended"),
    ("The ban on flights has been extended by a month to March 5.", "2026-03-05 expiry extended"),
    ("The summit, originally scheduled for Feb. 3, has been postponed to Feb. 10.", "2026-02-10 meeting extended"),
    ("The talks were moved from Tuesday to Thursday.", "2026-02-05 meeting extended"),
    ("Talks due on Saturday have been postponed until next Wednesday.", "2026-02-04 meeting extended"),
    ("Monday's talks have been cancelled, the mediator said.", "2026-02-02 meeting cancelled"),
    ("Norland called off a meeting planned for Sunday.", "2026-02-01 meeting cancelled"),
    ("The strike, due to start on Monday, was called off after a deal.", "2026-02-02 effective cancelled"),
    ("Norland proposed a summit on Feb. 12.", "2026-02-12 meeting proposed"),
    ("The mediator has called for a ceasefire starting on Feb. 1.", "2026-02-01 effective proposed"),
    ("Talks could resume as early as Tuesday.", "2026-02-03 meeting tentative"),
    ("The vote may be held on Feb. 17.", "2026-02-17 vote tentative"),
    ("It is unclear whether the talks planned for Saturday will take place.", "2026-01-31 meeting tentative"),
    ("If no agreement is reached, the tariffs would take effect on Feb. 15.", "2026-02-15 effective tentative"),
    ("The two sides tentatively agreed to meet on Feb. 6.", "2026-02-06 meeting tentative"),
]
NOT_TOLD = [
    "The talks ended on Friday without a deal.",
    "He said Friday that the talks had failed.",
    "The army said on Friday it had taken the town.",
    "The ceasefire began at midnight on Friday.",
    "Rain is forecast for Saturday and temperatures will drop on Sunday.",
    "The council meets every Tuesday.",
    "The hospital will not reopen on Monday, officials said.",
    "No talks are scheduled for Sunday.",
    "The population is expected to reach 10 billion by 2050.",
    "Growth is forecast at 3 percent in 2027.",
    "He hopes the war will end soon.",
    "More troops will be sent in the coming weeks.",
    "The plan would have taken effect on Monday had it passed.",
    "He was born on May 3, 1990.",
    "All schools are closed until further notice.",
    "The parliament rejected a proposal to extend the state of emergency until March 1.",
    "Thousands marched on Friday.",
    "Copyright 2026 The Harbour Post. All rights reserved.",
    "The prices will rise this year.",
    "The death toll is expected to rise on Saturday as crews reach villages.",
    "The suspect, who is due to turn 18 in March, was armed.",
    "Kovac, in Geneva until Tuesday, met the envoys.",
    "The government denied it would hold talks with rebels on Monday.",
    "By Friday, the fires had burned 300 homes.",
    "It would be the first strike in ten years.",
]


@pytest.mark.parametrize(("text", "expected"), TOLD, ids=[text[:48] for text, _ in TOLD])
def test_what_is_due(text: str, expected: str) -> None:
    assert [f"{d.date} {d.kind} {d.status}" for d in deadlines(text)] == [expected]


@pytest.mark.parametrize("text", NOT_TOLD, ids=[text[:48] for text in NOT_TOLD])
def test_what_is_not_due(text: str) -> None:
    assert deadlines(text) == ()


SUBJECTS = [
    ("The trial of former mayor Ana Dahl begins on Monday.", "trial of former mayor Ana Dahl"),
    ("The ban, which came into force on Jan. 1, will last until 2028.", "ban"),
    ("A 60-day ceasefire between the army and the rebels expires on Feb. 14.", "60-day ceasefire between the army and the rebels"),
    ("Secretary Tom Reed will visit Norland on Sunday.", "Secretary Tom Reed’s visit to Norland"),
    ("Nordstan agreed to halt attacks for a week, until Feb. 6.", "halt of attacks"),
    ("The curfew will be lifted on Monday, the governor said.", "lifting of the curfew"),
    ("Police have set a deadline of noon on Saturday for protesters to leave the square.", "deadline for protesters to leave the square"),
    ("The company has until March 3 to respond.", "deadline for the company to respond"),
    ("US-Norland trade talks resume Monday in Geneva.", "US-Norland trade talks in Geneva"),
    ("The firm has extended the deadline for bids by a week to Feb. 18.", "deadline for bids"),
    ("The minister will be delaying the Norland increase in tariffs now scheduled for March 1.", "Norland increase in tariffs"),
    ("Tariffs will rise if negotiators fail to reach a final deal by March 1.", "deadline for negotiators to reach a final deal"),
    ("Tariffs are set to rise if no deal is reached by March 1.", "deadline for a deal"),
    ("The accord runs for 120 days, until May 19.", "accord"),
    ("The president withdrew a plan for a weekend curfew, which was to begin on Sunday.", "weekend curfew"),
    ("Classes will resume on Feb. 13.", "resumption of classes"),
    ("Norland will push forward trade negotiations with Tarland on Feb. 9.", "trade negotiations with Tarland"),
    ("The Supreme Court will hear the case on Tuesday.", "Supreme Court hearing the case"),
    ("The two countries are to exchange 40 prisoners on Sunday.", "exchange of 40 prisoners"),
    ("Another 34 were expected to go on Tuesday to the Netherlands.", "trip to the Netherlands"),
    ("The bank will say on Tuesday whether all conditions have been met.", "announcement by the bank"),
    ("The union sued to stop the ban from taking effect on March 1.", "ban"),
    ("Parts of the port will close on Sunday unless Congress passes a bill.", "closure of parts of the port"),
    ("The envoys, due back in Tarland on Tuesday, kept silent.", "return of envoys to Tarland"),
]

# sentences that give no name which stands alone: the day is kept, and no digest tells it
NAMELESS = [
    "110,000 people must leave by Monday.",
    "He will be there on Monday.",
    "It will happen on Feb. 12.",
    "“That's not something that's going to be done by March,” Dahl said.",
    "The envoy gave them until Sunday.",
]


@pytest.mark.parametrize(("text", "subject"), SUBJECTS, ids=[s for _, s in SUBJECTS])
def test_the_subject_stands_alone(text: str, subject: str) -> None:
    assert [d.subject for d in deadlines(text)] == [subject]


@pytest.mark.parametrize("text", NAMELESS, ids=[text[:30] for text in NAMELESS])
def test_what_has_no_name_is_in_no_digest(text: str) -> None:
    assert all(d.confidence < 0.5 for d in deadlines(text))


WORDINGS = [
    ("110,000", False),
    ("it", False),
    ("negotiators fail to reach a deal within", False),
    ("deadline for a trade deal with Norland beyond", False),
    ("That's not something to be done", False),
    ("increase of in tariffs", False),
    ("Nobody being at work", False),
    ("the vote in the Senate", False),
    ("talks in Geneva", True),
    ("deadline for bids", True),
    ("Britain leaving the bloc", True),
    ("third round of talks", True),
]


@pytest.mark.parametrize(("phrase", "right"), WORDINGS, ids=[phrase for phrase, _ in WORDINGS])
def test_a_name_is_a_whole_noun_phrase(phrase: str, right: bool) -> None:
    assert sound(phrase) is right


TRIMMED = [
    ("deadline to bid for its businesses by a week", "deadline to bid for its businesses"),
    ("release of statement seeking", "release of statement"),
    ("tariffs on imports from 10", "tariffs on imports"),
    ("the deadline for a trade deal with Norland beyond", "deadline for a trade deal with Norland"),
    ("increase in tariffs now scheduled", "increase in tariffs"),
    ("inquiry into the crash first thing", "inquiry into the crash"),
]


@pytest.mark.parametrize(("phrase", "left"), TRIMMED, ids=[left for _, left in TRIMMED])
def test_what_dangles_is_left_out(phrase: str, left: str) -> None:
    assert trimmed(phrase) == left


GERUNDS = [
    ("push forward", "pushing forward"),
    ("stop", "stopping"),
    ("make", "making"),
    ("see", "seeing"),
    ("lie", "lying"),
    ("visit", "visiting"),
]


@pytest.mark.parametrize(("verb", "told"), GERUNDS)
def test_a_verb_becomes_a_name(verb: str, told: str) -> None:
    assert gerund(verb) == told


def test_a_move_by_so_much_gives_the_day_before() -> None:
    (found,) = deadlines("The firm has extended the deadline for bids by a week to Feb. 18, the ministry said.")
    assert (found.date, found.earlier, found.status) == ("2026-02-18", "2026-02-11", "extended")


SPANS = [
    ("Norland and Tarland agreed on Dec. 1 to halt tariffs for 90 days.", ["2026-03-01"]),
    ("On Dec. 1, the presidents agreed to a 90-day truce.", ["2026-03-01"]),
    ("They decided to hold off on tariffs for 90 days starting Jan. 12.", ["2026-04-12"]),
    ("Norland and Tarland agreed to halt tariffs for 90 days.", []),
    ("Norland called on Wednesday for a 21-day truce.", []),
    ("The envoys, who met on Jan. 12, want a 90-day truce.", []),
]


@pytest.mark.parametrize(("text", "days"), SPANS, ids=[text[:40] for text, _ in SPANS])
def test_a_span_counts_from_its_own_start_alone(text: str, days: list[str]) -> None:
    assert [d.date for d in deadlines(text) if d.kind == "expiry"] == days


def test_who_doubts_is_named() -> None:
    (found,) = deadlines(
        "Peace talks will resume on Feb. 4.\n\nIt is unclear whether Wednesday's talks will go ahead, a Tarland official said."
    )
    assert (found.status, found.attribution, found.doubted_by) == ("tentative", None, "a Tarland official")
    (found,) = deadlines("Analysts doubt that the vote planned for Feb. 9 will take place.")
    assert found.doubted_by == "Analysts"
    (found,) = deadlines("Interpol questioned the minister, and it is unclear whether the vote planned for Feb. 9 will take place.")
    assert (found.status, found.doubted_by) == ("tentative", None)
    (found,) = deadlines("It is unclear whether the vote on Feb. 9 will go ahead, since Interpol questioned the minister.")
    assert (found.status, found.doubted_by) == ("tentative", None)
    (found,) = deadlines("It is unclear whether the vote on Feb. 9 will go ahead, and Interpol questioned whether it should.")
    assert found.doubted_by == "Interpol"


KINDS = [
    ("A court in Sornstad will hear the petition on Feb. 12, after two postponements.", "hearing extended"),
    ("Norland would send a team to Doha on Tuesday.", "meeting set"),
    ("The militia will begin to hand in its weapons in July.", "effective set"),
    ("The commission proposed to delay a rule on fallow land until March 1.", "effective proposed"),
    ("Ministers will vote on the delay on Feb. 26.", "vote set"),
    ("He wants an election on March 12.", "vote proposed"),
    ("The ministry wants all units to sign contracts by July 1.", "ultimatum set"),
    ("The president withdrew a plan for a weekend curfew, which was to begin on Sunday.", "effective cancelled"),
]


@pytest.mark.parametrize(("text", "told"), KINDS, ids=[text[:40] for text, _ in KINDS])
def test_of_what_kind_and_in_what_state(text: str, told: str) -> None:
    assert [f"{d.kind} {d.status}" for d in deadlines(text)] == [told]


def test_a_long_sentence_is_read() -> None:
    text = "The council, " + "and the mayor of the old town by the river, " * 50 + "will vote on the budget on Tuesday."
    assert [d.date for d in deadlines(text)] == ["2026-02-03"]


def test_a_move_names_the_day_before() -> None:
    (found,) = deadlines("The summit, originally scheduled for Feb. 3, has been postponed to Feb. 10.")
    assert (found.date, found.earlier) == ("2026-02-10", "2026-02-03")


def test_the_hour_and_its_zone_are_kept() -> None:
    (found,) = deadlines("The contract expires at 11:59 p.m. EST on Saturday.")
    assert (found.date, found.time, found.timezone) == ("2026-01-31", "23:59", "America/New_York")


def test_what_is_told_twice_is_one_deadline() -> None:
    text = (
        "Norland said its pause of strikes on the port is set to expire on Sunday.\n\n"
        "“We agreed to hold back for a week, until Feb. 1,” spokesman Per Dahl said of the pause of strikes."
    )
    (found,) = deadlines(text, "Norland pauses strikes on port to Feb. 1")
    assert (found.date, found.kind, found.status) == ("2026-02-01", "expiry", "set")
    assert found.evidence.text.startswith("Norland said its pause")
    assert len(found.also) >= 1


def test_a_later_doubt_makes_a_meeting_tentative() -> None:
    text = (
        "Norland and Tarland are due to continue peace talks on Sunday, brokered by Ostland.\n\n"
        "The Tarland leader told reporters it was unclear if Sunday’s meeting in Doha would go ahead."
    )
    (found,) = deadlines(text)
    assert (found.date, found.kind, found.status) == ("2026-02-01", "meeting", "tentative")
    assert found.evidence.text.startswith("Norland and Tarland")
    assert found.subject == "peace talks in Doha"
    assert len(found.also) == 1


def test_different_talks_on_one_day_stay_two() -> None:
    text = (
        "Norland and Tarland will hold peace talks in Doha on Sunday.\n\n"
        "Separately, Ostland and its creditors will meet in Vienna on Sunday to discuss debt relief."
    )
    assert len(deadlines(text)) == 2


def test_one_party_in_two_places_on_one_day_has_two_meetings() -> None:
    text = (
        "Envoys from Norland and Tarland will meet in Doha on Sunday for a second round of talks.\n\n"
        "Norland also plans to meet Ostland officials in Vienna on Sunday about gas supplies."
    )
    assert len(deadlines(text)) == 2


def test_a_law_that_must_pass_first_is_tentative() -> None:
    text = "Lawmakers will vote on the law on Sunday. If passed, the law would take effect on Feb. 15."
    told = [(d.date, d.kind, d.status) for d in deadlines(text, "Parliament to vote on Sunday")]
    assert told == [("2026-02-01", "vote", "set"), ("2026-02-15", "effective", "tentative")]


def test_who_says_so_is_kept() -> None:
    (found,) = deadlines("The curfew will be lifted on Monday, the governor said.")
    assert found.attribution is not None
    assert "governor" in found.attribution


def test_a_body_sentence_stands_before_the_headline() -> None:
    (found,) = deadlines(
        "Ministers of Norland will meet on Monday to end the port strike, officials said.",
        "Norland ministers to meet Monday over port strike",
    )
    assert found.evidence.text.startswith("Ministers of Norland")
    assert [s.text for s in found.also] == ["Norland ministers to meet Monday over port strike"]


_PIECES = st.sampled_from([text for text, _ in TOLD] + NOT_TOLD)


@settings(max_examples=60, deadline=None)
@given(st.lists(_PIECES, max_size=6), st.text(max_size=40))
def test_evidence_slices_back_and_days_lie_ahead(pieces: list[str], noise: str) -> None:
    article = Article("1", "News in brief", "\n\n".join([*pieces, noise]), FRIDAY, "The Harbour Post", day=FRIDAY.date())
    for found in read(Document(article)):
        for sentence in (found.evidence, *found.also):
            assert article.content[sentence.start : sentence.end] == sentence.text
        assert found.date >= "2026-01-30"[: len(found.date)]
        assert found.confidence < 0.5 or sound(found.subject)
        assert 0 < found.confidence <= 1


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("Hamas", "Hamas"),
        ("Sanders", "Sanders"),
        ("Yemen", "Yemen"),
        ("Brussels", "Brussels"),
        ("Troops on both sides", "troops on both sides"),
        ("Policemen", "policemen"),
        ("Negotiators", "negotiators"),
    ],
)
def test_a_name_keeps_its_capital_inside_a_subject(phrase: str, expected: str) -> None:
    assert lowered(phrase) == expected
