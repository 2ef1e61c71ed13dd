"""Deadlines as whole stories tell them, each class with its near misses. All is told on Friday, January 30, 2026."""

from __future__ import annotations

import pytest

from tests.digests.extract.test_deadlines_classes import deadlines, lines

MEETS = ["2026-02-03 meeting set"]

# (name, text, the deadlines told as "date kind status"): talks about a truce are talks
TALKS = [
    ("held", "The two sides will hold truce talks on Tuesday.", MEETS),
    ("agreed to hold", "Arland and Borland agreed to hold ceasefire talks on Tuesday.", MEETS),
    ("resumed", "The two sides resume truce talks in Oslo on Tuesday.", MEETS),
    ("to be resumed", "Truce talks will be resumed in Oslo on Tuesday.", MEETS),
    ("continued", "They will continue ceasefire talks on Tuesday.", MEETS),
    ("attended", "The rebels said they would attend truce talks in Oslo on Tuesday.", MEETS),
    ("negotiations", "Ceasefire negotiations begin on Tuesday.", MEETS),
    ("restarted by a day", "Mediators hope to restart truce talks by Feb. 10.", ["2026-02-10 meeting set"]),
    ("on extending it", "Talks on extending the truce will be held on Tuesday.", MEETS),
    ("the truce itself begins", "The truce begins on Tuesday.", ["2026-02-03 effective set"]),
    ("the truce itself is held", "Both armies will hold the truce until Feb. 10.", ["2026-02-10 expiry set"]),
    ("the truce itself expires", "The truce expires on Tuesday.", ["2026-02-03 expiry set"]),
    ("the truce itself is extended", "The truce was extended until Feb. 10.", ["2026-02-10 expiry extended"]),
]

# a stance and an act that is done are no deadline; one to come is
DONE = [
    ("the plan accepted", "The party accepted the plan on Tuesday.", []),
    ("a peace plan accepted", "The party accepted a peace plan on Tuesday.", []),
    ("a truce plan accepted", "The rebels accept the ceasefire plan on Friday.", []),
    ("agreed to a plan", "The party agreed to the plan on Tuesday.", []),
    ("agreed to a truce", "The party agreed to a truce on Tuesday.", []),
    ("plans rejected", "Lawmakers rejected his plans on Tuesday.", []),
    ("a plan that drew protests", "The plan on Tuesday drew protests.", []),
    ("in reported speech", "The president said he accepted the plan on Tuesday and called for talks.", []),
    ("agreed to do", "The party agreed to meet on Tuesday.", MEETS),
    ("to be accepted", "The party will accept the plan on Tuesday.", ["2026-02-03 target set"]),
    ("they plan", "The two sides plan talks on Tuesday.", MEETS),
    ("she plans", "The union plans a strike on Tuesday.", ["2026-02-03 effective set"]),
    ("plans for", "Teachers announced plans for a strike on Tuesday.", ["2026-02-03 effective set"]),
    ("the plan takes effect", "The plan takes effect on Tuesday.", ["2026-02-03 effective set"]),
]

# (name, text, "date kind status | name | the day before"): moved from one day to another
MOVED = [
    (
        "a long object",
        "The ministers pushed the talks between Arland and Borland in Geneva from Tuesday to Thursday.",
        ["2026-02-05 meeting extended | talks between Arland and Borland in Geneva | 2026-02-03"],
    ),
    (
        "to the paper's own weekday",
        "The ministers pushed the talks between Arland and Borland in Geneva from Tuesday to Friday.",
        ["2026-02-06 meeting extended | talks between Arland and Borland in Geneva | 2026-02-03"],
    ),
    (
        "a long infinitive",
        "Mediators moved the deadline for the two companies to answer the offer from Feb. 1 to Feb. 8.",
        ["2026-02-08 ultimatum extended | deadline for the two companies to answer the offer | 2026-02-01"],
    ),
    (
        "a name between commas",
        "The court moved the hearing in the case of the former mayor of Nordhaven, Alan Moss, from Feb. 3 to Feb. 10.",
        ["2026-02-10 hearing extended | hearing in the case of the former mayor of Nordhaven | 2026-02-03"],
    ),
    (
        "a relative clause before a passive",
        "The vote on the budget that the opposition has fought for months was postponed from Feb. 3 to Feb. 10.",
        ["2026-02-10 vote extended | vote on the budget | 2026-02-03"],
    ),
    ("a passive", "The talks were moved from Tuesday to Thursday.", ["2026-02-05 meeting extended | talks | 2026-02-03"]),
    ("moved to an earlier day", "The talks were moved from Tuesday to Monday.", ["2026-02-02 meeting extended | talks | 2026-02-03"]),
    ("brought forward", "The vote was brought forward from Feb. 20 to Feb. 10.", ["2026-02-10 vote extended | vote | 2026-02-20"]),
    (
        "from a day of last year",
        "The parties moved the vote in parliament from Dec. 20 to Feb. 10.",
        ["2026-02-10 vote extended | vote in parliament | 2025-12-20"],
    ),
    ("the new day first", "The talks were moved to Thursday from Tuesday.", ["2026-02-05 meeting extended | talks | 2026-02-03"]),
    (
        "a month is no march",
        "The election has been moved from March 1 to April 5, the council said.",
        ["2026-04-05 vote extended | election | 2026-03-01"],
    ),
    (
        "only thought of",
        "The council is considering moving the election from March 1 to April 5.",
        ["2026-04-05 vote proposed | election | None"],
    ),
    ("may be moved", "The talks may be moved from Tuesday to Wednesday.", ["2026-02-04 meeting tentative | talks | None"]),
    ("a run of days", "The talks will be held from Tuesday to Friday.", ["2026-02-03 meeting set | talks | None"]),
    ("from a place", "The vote was moved from the town hall to the school on Tuesday.", []),
    ("troops", "The army moved troops into the town from Monday to Friday.", []),
    ("a past run of days", "Police closed the road from Monday to Wednesday.", []),
]


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in MOVED], ids=[row[0] for row in MOVED])
def test_moved_deadline_keeps_the_day_before(text: str, expected: list[str]) -> None:
    assert [f"{d.date} {d.kind} {d.status} | {d.subject} | {d.earlier}" for d in deadlines(text)] == expected


# a span belongs to what was agreed, and counts from the day that the article gives for it, never from that of the paper
SPANS = [
    (
        "agreed in another sentence",
        "The sides agreed on Dec. 1 to a truce. They will reach a deal within the next 90 days.",
        ["2026-03-01"],
    ),
    ("agreed in its own", "Under the agreement reached on Dec. 1, the sides will try to reach a deal within 90 days.", ["2026-03-01"]),
    ("in force since", "They will leave within the next 60 days under the accord that took effect on Wednesday.", ["2026-03-29"]),
    ("signed this week", "The two sides signed the accord on Wednesday. Troops will withdraw within 60 days.", ["2026-03-29"]),
    ("agreed today", "The two sides agreed to a truce today. They will reach a deal within the next 90 days.", ["2026-04-30"]),
    ("agreed on the paper's weekday", "The sides agreed on Friday to free all prisoners within 10 days.", ["2026-02-09"]),
    ("no day told", "The leaders agreed last month that a deal must be reached within 90 days.", []),
    ("no day told, two sentences", "The two sides agreed to a truce. They want to reach a deal within the next 90 days.", []),
    (
        "told of further down",
        "Arland says it will push forward talks in the next 90 days. The 90-day period was agreed by the two presidents.",
        [],
    ),
    (
        "told of further down, with its day",
        "Arland says it will push forward talks in the next 90 days. The 90-day period was agreed by the two presidents on Dec. 1.",
        ["2026-03-01"],
    ),
    (
        "a day to meet is no start",
        "The two agreed last month to meet on Jan. 12. They want to reach a deal within 90 days.",
        [],
    ),
    ("nothing agreed", "The government must reach a deal within the next 90 days.", ["2026-04-30"]),
    ("nothing agreed of it", "The two leaders agreed to talk. The envoys will meet in 10 days in Oslo.", ["2026-02-09"]),
    ("a pause without a start", "The two sides will hold off on new tariffs for the next 90 days, the president said.", []),
    ("a pause with a start of before", "The two agreed on Dec. 1 to a truce. Both will hold off on tariffs for 90 days.", ["2026-03-01"]),
    ("a pause that lasts", "The two agreed on Dec. 1 to a truce that would last 90 days.", ["2026-03-01"]),
]


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in SPANS], ids=[row[0] for row in SPANS])
def test_span_counts_from_the_day_it_was_agreed(text: str, expected: list[str]) -> None:
    assert [d.date for d in deadlines(text)] == expected


# what begins on the very day of the paper; a month is told no finer than it is
TODAY = ["2026-01-30 meeting set"]
BEGINS = [
    ("days of talks", "Negotiators start two days of talks Friday.", TODAY),
    ("days of talks with an aim", "Envoys start two days of high-level talks Friday aimed at ending the dispute.", TODAY),
    ("talks", "Talks start Friday.", TODAY),
    ("talks about something", "Talks on a ceasefire start Tuesday.", MEETS),
    ("talks in a place", "Talks in Oslo resume Tuesday.", MEETS),
    ("begun", "Negotiators began two days of talks Friday.", []),
    ("held about a strike", "The army held talks over a strike Tuesday.", []),
    ("held about the start", "They held talks on the start of a truce Tuesday.", []),
    ("by one of two months", "The mill could close a deal by June or July, the Post said.", ["2026-06 target tentative"]),
    ("in one of two months", "Elections will be held in June or July.", ["2026-06 vote set"]),
    ("a forecast by a month", "Prices could fall by June.", []),
]


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in TALKS + DONE + BEGINS], ids=[row[0] for row in TALKS + DONE + BEGINS])
def test_deadline_is_read_as_told(text: str, expected: list[str]) -> None:
    assert lines(text) == expected


def test_talks_about_a_truce_are_named_as_talks() -> None:
    assert [d.subject for d in deadlines("Truce talks will be resumed in Oslo on Tuesday.")] == ["truce talks in Oslo"]
    assert [d.subject for d in deadlines("Talks in Oslo resume Tuesday.")] == ["talks in Oslo"]
