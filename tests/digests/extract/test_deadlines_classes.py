"""Deadlines as whole classes of telling, each with its near misses. All is told on Friday, January 30, 2026."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from digests.extract.deadlines import read
from digests.model import Article, Deadline
from digests.text.document import Document

FRIDAY = datetime(2026, 1, 30, tzinfo=UTC)


def deadlines(text: str, title: str = "News in brief") -> tuple[Deadline, ...]:
    return read(Document(Article("1", title, text, FRIDAY, "The Harbour Post", day=FRIDAY.date())))


def lines(text: str, title: str = "News in brief") -> list[str]:
    return [f"{d.date} {d.kind} {d.status}" for d in deadlines(text, title)]


# (name, text, the deadlines told as "date kind status")
CLASSES = [
    ("has to, on a day", "The country has to repay 3 billion euros on Feb. 20.", ["2026-02-20 expiry set"]),
    ("has, without to", "The country has 3 billion euros of debt since Feb. 2020.", []),
    ("a day fixed for an event", "A judge on Wednesday set March 3 for the trial of Alan Moss.", ["2026-03-03 hearing set"]),
    ("a price set on a day", "The mill set its price on Tuesday.", []),
    ("proposed for", "The rebels proposed a prisoner exchange for Feb. 15.", ["2026-02-15 release proposed"]),
    ("called for", "Unions have called a nationwide strike for Tuesday.", ["2026-02-03 effective set"]),
    ("allowed from", "Residents may return to the island from Sunday.", ["2026-02-01 effective set"]),
    ("may, without from", "Residents may return to the island one day.", []),
    ("ordered by an hour of today", "China ordered its carriers to ground the jet by 6 p.m. on Friday.", ["2026-01-30 ultimatum set"]),
    ("ordered by the month's end", "The chief was ordered to disarm his guards by the end of February.", ["2026-02-28 ultimatum set"]),
    ("would, by the year's end", "The company has said it would shed 1,700 jobs by the end of the year.", ["2026-12-31 target set"]),
    ("subjunctive", "The opposition asked that the curfew be lifted before March 1.", ["2026-03-01 effective proposed"]),
    ("a bill would", "The bill would fund the government through March 17.", ["2026-03-17 expiry proposed"]),
    ("lengthened, with a comma", "The curfew was extended on Thursday by a month, to March 1.", ["2026-03-01 expiry extended"]),
    (
        "to be lengthened by a vote",
        "The council is expected to vote on Tuesday to extend the mandate until March 15.",
        ["2026-02-03 vote set", "2026-03-15 expiry proposed"],
    ),
    ("later than planned", "Final bids are now due on Feb. 18, a week later than first planned.", ["2026-02-18 expiry extended"]),
    ("if right behind", "The search will end on Wednesday if no sign of life is found.", ["2026-02-04 expiry set"]),
    ("would, if right behind", "The search would end on Wednesday if no sign of life was found.", ["2026-02-04 expiry tentative"]),
    ("who is absent", "Eritrea will not attend the summit in Nairobi on March 15.", ["2026-03-15 meeting set"]),
    ("what will not be", "The summit in Nairobi will not open on March 15.", []),
    ("vote on that", "Lawmakers will vote on that on Tuesday.", ["2026-02-03 vote set"]),
    ("parliament approves", "Parliament is expected to approve the date on Tuesday.", ["2026-02-03 vote set"]),
    ("debate on a proposal", "Congress will begin debate on the tax proposal on Tuesday.", ["2026-02-03 meeting set"]),
    ("that took effect", "The truce that took effect on Oct. 10 will expire on Feb. 9.", ["2026-02-09 expiry set"]),
    ("that came into force", "A law that came into force on March 1 will be reviewed.", []),
    ("that expired", "Critics of a permit that expired on Oct. 18 will meet on Feb. 9.", ["2026-02-09 meeting set"]),
    ("that takes effect", "The ban that takes effect on March 1 will hurt the trade.", ["2026-03-01 effective set"]),
    ("a ballot that closes", "They back action in a ballot that closes on Feb. 5.", ["2026-02-05 effective set"]),
    ("back in court", "He is due back in court on Tuesday.", ["2026-02-03 hearing set"]),
    ("a peak", "Water levels are expected to peak on Tuesday.", []),
    ("not something", "“That's not something that's going to be done by March,” she said.", []),
    ("something", "“That's something that's going to be done by March 5,” she said.", ["2026-03-05 target set"]),
    ("a firm reports", "The company reports quarterly results on Tuesday.", ["2026-02-03 release set"]),
    ("reports of something", "The reports on Tuesday were wrong.", []),
    ("the annual meeting", "The fund wants the board replaced at the annual meeting on June 30.", ["2026-06-30 meeting proposed"]),
    ("a decreed rise", "The tariff will rise to 25 percent on March 1.", ["2026-03-01 effective set"]),
    ("a toll that rises", "The death toll will rise by March 1.", []),
    ("how long he needs", "He said on Monday that he would need until May.", []),
]


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in CLASSES], ids=[row[0] for row in CLASSES])
def test_class(text: str, expected: list[str]) -> None:
    assert lines(text) == expected


def test_midnight_in_a_headline_begins_the_next_day() -> None:
    (only,) = deadlines("Dockworkers will strike at 12:01 a.m. on Saturday.", "Dockworkers set to walk out at midnight")
    assert (only.date, only.time) == ("2026-01-31", "00:01")


def test_a_headline_adds_no_second_deadline_of_a_like_kind() -> None:
    text = "Federal agencies will begin to close on Saturday unless Congress passes a bill."
    assert lines(text, "Shutdown looms as funding runs out on Saturday") == ["2026-01-31 effective tentative"]


# told on Friday, January 30: (name, text, "date kind status earlier")
PUT_OFF = [
    (
        "by so many days",
        "A ceasefire in Arland was due to expire on Sunday but has been extended by ten days.",
        ["2026-02-11 expiry extended 2026-02-01"],
    ),
    ("so many weeks", "The trial, scheduled to begin Monday, was delayed a week.", ["2026-02-09 hearing extended 2026-02-02"]),
    (
        "until a day",
        "A ceasefire was due to expire on Sunday but has been extended until Feb. 9.",
        ["2026-02-09 expiry extended 2026-02-01"],
    ),
    (
        "on a day that is past",
        "A ceasefire was due to expire on Sunday but was extended by ten days on Thursday.",
        ["2026-02-11 expiry extended 2026-02-01"],
    ),
    ("by nobody knows how much", "A ceasefire was due to expire on Sunday but has been extended by several days.", []),
    ("a week ago is no length", "The trial was scheduled to begin on Monday but was delayed a week ago.", []),
    (
        "a relative clause, moved",
        "A summit that was planned for Tuesday in Cairo has been moved to Feb. 9.",
        ["2026-02-09 meeting extended 2026-02-03"],
    ),
    ("for good", "The vote, scheduled for Monday, has been postponed indefinitely.", ["2026-02-02 vote cancelled None"]),
    ("another thing put off", "The vote is due on Sunday, while a hearing was delayed a week.", ["2026-02-01 vote set None"]),
]


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in PUT_OFF], ids=[row[0] for row in PUT_OFF])
def test_what_was_put_off_is_told_for_its_new_day(text: str, expected: list[str]) -> None:
    assert [f"{d.date} {d.kind} {d.status} {d.earlier}" for d in deadlines(text)] == expected


SUBJECTS = [
    (
        "a relative clause behind two parties",
        "Peace talks between Arland and Norland that were planned for Tuesday in Oslo have been postponed to Feb. 9, a minister said.",
        "peace talks between Arland and Norland",
    ),
    ("whom others have do it", "The president ordered the investigation to be completed by March 31.", "completion of the investigation"),
    ("a subject left out", "Tariffs on cloth will take effect on Feb. 24 and will rise to 25 percent on March 1.", "tariffs on cloth"),
    ("passive, by what it is called", "The board is to be briefed by its director on Feb. 6.", "briefing of the board"),
    (
        "an aside names nothing else",
        "Sentencing of the mayor, who pleaded guilty in May, was put off to Feb. 14.",
        "sentencing of the mayor",
    ),
    ("a clause before another", "They hoped for a decision before the season opens on Feb. 15.", "opening of the season"),
    ("two clauses joined", "The first 50 will be delivered soon and the depot is to reopen on Feb. 15.", "reopening of the depot"),
    ("no day at its end", "The alliance extended its cease-fire on Thursday until Feb. 20.", "cease-fire"),
    ("who may, until when", "Residents can comment on the plans until Feb. 20.", "deadline for residents to comment on the plans"),
    ("who was told to", "Machal has been ordered to disarm his guards by Feb. 20.", "deadline for Machal to disarm his guards"),
    ("an adjective between", "Unions have called a nationwide strike for Tuesday.", "nationwide strike"),
    ("for this year", "The mackerel quota for this year lapses on Nov. 30.", "mackerel quota"),
    ("a first word in small letters", "Federal agencies will begin to close on Saturday.", "closure of federal agencies"),
    ("an abbreviation keeps its dot", "The court will hear the U.S. challenge on Feb. 20.", "court hearing the U.S. challenge"),
    ("a move without its aside", "The bloc put off its retaliation, planned for Feb. 3, until March 13.", "retaliation"),
]


@pytest.mark.parametrize(("text", "subject"), [row[1:] for row in SUBJECTS], ids=[row[0] for row in SUBJECTS])
def test_subject(text: str, subject: str) -> None:
    assert deadlines(text)[-1].subject == subject


def test_a_person_is_no_subject() -> None:
    assert all("Machal" not in d.subject for d in deadlines("Rik Machal said on Monday that Rik Machal would wait until May."))
